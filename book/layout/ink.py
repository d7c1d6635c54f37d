"""What is drawn on each page, as a digest: equal digests mean equal print.

A page must not seem changed where only an earlier page of its run is: names of resources, numbers of objects and tags
are not ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import pydyf

from book.pages import FontUse

SHOWN = 12  # hexadecimal digits of a digest
REFERENCE = re.compile(rb"(\d+) 0 R")
# What draws by the name of a resource (ISO 32000-1, table 51), and the part of the resources that has it.
NAMED = re.compile(rb"/(?P<name>\S+) (?:(?P<size>\S+) )?(?P<operator>Do|gs|sh|scn|SCN|Tf)")
PARTS = {b"Do": "XObject", b"gs": "ExtGState", b"sh": "Shading", b"scn": "Pattern", b"SCN": "Pattern"}
UNDRAWN = frozenset(["Resources", "Length", "StructParents", "StructParent", "Group"])


def inks(pdf: Any, fonts: Iterable[FontUse]) -> tuple[str, ...]:
    """The digests of a PDF's pages, 12 hexadecimal digits each."""
    drawn = _InkReader(pdf, {font.resource: font.digest for font in fonts})
    return tuple(drawn.page(pdf.objects[number]) for number in pdf.pages["Kids"][::3])


class _InkReader:
    """The objects of a PDF, each told by what it draws and not by its number."""

    def __init__(self, pdf: Any, fonts: Mapping[str, str]) -> None:
        self._objects, self._fonts = pdf.objects, fonts
        self._known: dict[int, bytes] = {}

    def page(self, page: Any) -> str:
        parts = (self._value(page["MediaBox"]), self._value(page["TrimBox"]),
                 *self._operators(self._at(page["Contents"]), self._at(page["Resources"])))
        return sha256(b"\n".join(parts)).hexdigest()[:SHOWN]

    def _at(self, value: Any) -> Any:
        match = REFERENCE.fullmatch(value) if isinstance(value, bytes) else None
        return self._objects[int(match[1])] if match else value

    def _value(self, value: Any) -> bytes:
        found = self._at(value)
        if found is value:
            return self._said(value)
        if found.number not in self._known:
            self._known[found.number] = sha256(self._said(found)).digest()
        return self._known[found.number]

    def _said(self, value: Any) -> bytes:
        if isinstance(value, pydyf.Stream):
            resources = self._at(value.extra.get("Resources", {}))
            return b"\n".join((self._entries(value.extra), *self._operators(value, resources)))
        if isinstance(value, dict):
            return self._entries(value)
        if isinstance(value, list):
            return b"[" + b" ".join(map(self._value, value)) + b"]"
        return _bytes(value)

    def _entries(self, values: Mapping[str, Any]) -> bytes:
        return b"<" + b" ".join(key.encode() + b" " + self._value(value) for key, value in sorted(values.items())
                                if key not in UNDRAWN) + b">"

    def _operators(self, stream: Any, resources: Mapping[str, Any]) -> Iterator[bytes]:
        """The operators that draw, with what a resource is in place of its name."""
        for operator in _unmarked(stream.stream):
            named = NAMED.fullmatch(operator)
            yield operator if named is None else self._resource(named, resources)

    def _resource(self, named: re.Match[bytes], resources: Mapping[str, Any]) -> bytes:
        name, operator = named["name"].decode(), named["operator"]
        if operator == b"Tf":
            thing = self._fonts.get(name, name).encode()
        else:
            thing = self._value(resources[PARTS[operator]][name])
        return b" ".join((thing, named["size"] or b"", operator))


def _unmarked(operators: Iterable[Any]) -> list[bytes]:
    """Operators without marked content, which says what is drawn and draws nothing."""
    out: list[bytes] = []
    for operator in operators:
        if operator == b"BMC":
            out.pop()
        elif operator == b"BDC":
            del out[-2:]
        elif operator != b"EMC":
            out.append(_bytes(operator))
    return out


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    return bytes(value.data) if hasattr(value, "data") else str(value).encode()
