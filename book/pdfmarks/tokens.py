"""A content stream cut into operators and their operands, which stay bytes (ISO 32000-1, 7.2, 7.8.2, 8.9.7).

One pattern does it: pypdf's own parser makes an object of each number and takes twenty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)"  # brackets within brackets, twice
_ENTRY = rb"[^<>()]|<[0-9A-Fa-f\s]*>|" + _STRING
_OPERATION = re.compile(
    rb"((?:[\x00\t\n\f\r ]+|[-+.0-9]+|/[^\x00\t\n\f\r ()<>\[\]{}/%]*"
    rb"|\[(?:[^\]()]|" + _STRING + rb")*+\]|<<(?:" + _ENTRY + rb"|<<(?:" + _ENTRY + rb")*+>>)*+>>|<[0-9A-Fa-f\s]*>"
    rb"|" + _STRING + rb"|%[^\r\n]*)*+)([A-Za-z'\"][A-Za-z0-9*]*)?",
    re.DOTALL,
)
_NUMBER = re.compile(rb"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)")
_MARKED = re.compile(rb"\s*(/[^\x00\t\n\f\r ()<>\[\]{}/%]*)\s*(?:<<.*?/MCID\s+(\d+)|(/[^\x00\t\n\f\r ()<>\[\]{}/%]+))?",
                     re.DOTALL)
_HEX = re.compile(rb"<([^>]*)>")
_SHOWN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(" + _STRING + rb")|([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))", re.DOTALL)
_BLANK = b"\x00\t\n\f\r "
_COMMENT = re.compile(rb"%[^\r\n]*")
_IMAGE = re.compile(rb"(.*?)[\s>\]]ID\s(.*?)\sEI(?=\s|$)", re.DOTALL)
_WORD = re.compile(rb"/?[^\x00\t\n\f\r ()<>\[\]{}/%]+|\[[^\]]*\]|<<.*?>>|<[^>]*>", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Operands and operator, in order. An inline image is one operation, `BI`, with its dictionary as operands.

    What belongs to no operator is passed over, as viewers do, and given with an empty operator."""
    at, lost, match = 0, 0, _OPERATION.match  # all before `lost` is accounted for
    while at < len(data):
        found = match(data, at)
        assert found  # all of the pattern is optional
        if not found[2]:
            at = found.end() + 1
            continue
        if lost < at:
            yield from _stray(data[lost:at])
        at = found.end()
        if found[2] != b"BI":
            yield found[1], found[2]
        elif image := _IMAGE.match(data, at):
            at = image.end()
            yield image[1], b"BI"
        else:  # without an end, it has taken in all that follows
            yield from _stray(data[found.start():])
            return
        lost = at
    yield from _stray(data[lost:])


def _stray(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Bytes that belong to no operator, if they are more than blanks and comments."""
    if left := _COMMENT.sub(b"", data).strip(_BLANK):
        yield left, b""


def numbers(operands: bytes) -> list[float]:
    """The numbers among the operands."""
    try:
        return [float(number) for number in operands.split()]
    except ValueError:  # names among them, or numbers written together
        return [float(number) for number in _NUMBER.findall(_NAME.sub(b" ", operands))]


def name(operands: bytes) -> str:
    """The last name among the operands, with its stroke; "" if there is none. `#20` is read as a space."""
    names = _NAME.findall(operands)
    if not names:
        return ""
    last: bytes = names[-1]
    if b"#" in last:
        last = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), last)
    return "/" + last.decode("latin-1")


def flat(operands: bytes) -> tuple[bytes, float]:
    """All character codes that a text operator shows, and the sum of the shifts between them."""
    digits = _HEX.findall(operands)
    if b"(" not in operands and not any(len(part) % 2 or not part.isalnum() for part in digits):
        shifts = _HEX.sub(b" ", operands).translate(None, b"[]").split()
        return bytes.fromhex(b"".join(digits).decode()), sum(map(float, shifts))
    parts = list(shown(operands))
    return b"".join(part for part in parts if isinstance(part, bytes)), sum(p for p in parts if isinstance(p, float))


def shown(operands: bytes) -> Iterator[bytes | float]:
    """What a text operator shows: character codes, and the shifts between them."""
    for digits, string, number in _SHOWN.findall(operands):
        if number:
            yield float(number)
        elif string:
            yield _unescaped(string[1:-1])
        else:
            digits = b"".join(digits.split())
            yield bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode())


def _unescaped(string: bytes) -> bytes:
    def meant(escape: re.Match[bytes]) -> bytes:
        code = escape[1]
        return bytes([int(code, 8) & 0xFF]) if code.isdigit() else _ESCAPES.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", meant, string, flags=re.DOTALL)


def marked(operands: bytes) -> tuple[str, int | None, str]:
    """The tag of marked content; its number (MCID), if it is written here; else the name of its properties, or ""."""
    found = _MARKED.match(re.sub(_STRING, b"()", operands, flags=re.DOTALL) if b"(" in operands else operands)
    if not found:
        raise ValueError("marked content has no tag")
    return name(found[1]), int(found[2]) if found[2] else None, name(found[3] or b"")


def pairs(operands: bytes) -> dict[bytes, str]:
    """The dictionary of an inline image: keys with their strokes, values as text."""
    words = [word[0] for word in _WORD.finditer(operands)]
    return {key: value.decode("latin-1") for key, value in zip(words[::2], words[1::2], strict=False)}
