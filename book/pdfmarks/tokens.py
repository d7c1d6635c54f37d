"""The drawing language of PDF, cut into operations.

Comes in: a content stream's bytes. Goes out: operators with what stands before them, still as bytes.
Apart because it is one pattern: pypdf's own parser makes an object of each number and takes twenty times as long.
ISO 32000-1, 7.2, 7.8.2, 8.9.7.
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
_SHOWN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(" + _STRING + rb")|([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))", re.DOTALL)
_IMAGE = re.compile(rb"(.*?)[\s>\]]ID\s(.*?)\sEI(?=\s|$)", re.DOTALL)
_WORD = re.compile(rb"/?[^\x00\t\n\f\r ()<>\[\]{}/%]+|\[[^\]]*\]|<<.*?>>|<[^>]*>", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Operands and operator, in order. An inline image is one operation, `BI`, with its dictionary as operands.

    What cannot be read is passed over, as viewers do."""
    at, match = 0, _OPERATION.match
    while at < len(data):
        found = match(data, at)
        assert found  # all of the pattern is optional, so that a long run of nonsense is passed over in one go
        at = found.end()
        if not found[2]:
            at += 1
        elif found[2] == b"BI":
            image = _IMAGE.match(data, at)
            at = image.end() if image else len(data)
            yield (image[1] if image else b""), b"BI"
        else:
            yield found[1], found[2]


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
    return "/" + re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), names[-1]).decode("latin-1")


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
        sign = escape[1]
        return bytes([int(sign, 8) & 0xFF]) if sign.isdigit() else _ESCAPES.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", meant, string, flags=re.DOTALL)


def pairs(operands: bytes) -> dict[bytes, str]:
    """The dictionary of an inline image: keys with their strokes, values as text."""
    words = [word[0] for word in _WORD.finditer(operands)]
    return {key: value.decode("latin-1") for key, value in zip(words[::2], words[1::2], strict=False)}
