"""What stands between the round brackets of a picture: its file, perhaps a title, perhaps a size.

As CommonMark has it, and more kindly where people write what CommonMark would print: a name with spaces in it, and
`=300x200`, which several programs take for a size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

_ENDINGS = r"png|jpe?g|jpe|svgz?|webp|avif|gif|tiff?|bmp|heic|heif|pdf|eps"
_SPACED = re.compile(rf'\s*((?:[^()<>\n"]|\([^()<>\n"]*\))*?\.(?:{_ENDINGS}))(?=\s*\)|\s+["\'(=])', re.I)
_SIZE = re.compile(r"\s+=(\d+%?)?x(\d+%?)?(?=\s*\))")
_LABEL = re.compile(r"\[((?:\\.|[^\\\[\]])*)\]")


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """A picture's file as written, its title, its size, and the offset behind it all."""

    file: str
    title: str
    width: str
    height: str
    end: int


def address(text: str, start: int, limit: int) -> PictureAddress | None:
    """What stands in the round brackets that open at `start`, or None if it cannot be read."""
    if text[start:start + 1] != "(":
        return None
    position = _white(text, start + 1, limit)
    target = parseLinkDestination(text, position, limit)
    if not target.ok:
        return _closed(text, "", position, limit)
    found = _closed(text, target.str, target.pos, limit)
    spaced = None if found else _SPACED.match(text, start + 1, limit)
    return _closed(text, unescapeAll(spaced[1]), spaced.end(1), limit) if spaced else found


def _closed(text: str, file: str, position: int, limit: int) -> PictureAddress | None:
    """The rest, from behind the file: a title or a size, and the bracket that closes."""
    size = _SIZE.match(text, position, limit)
    title, after = "", size.end() if size else position
    space = _white(text, after, limit)
    if space > after:
        read = parseLinkTitle(text, space, limit)
        if read.ok:
            title, after = read.str, read.pos
    after = _white(text, after, limit)
    if after >= limit or text[after] != ")":
        return None
    width, height = (size[1] or "", size[2] or "") if size else ("", "")
    return PictureAddress(file, title, width, height, after + 1)


def referred(text: str, opens: int, end: int, limit: int, known: object) -> PictureAddress | None:
    """The address that `![words][name]`, `![words][]` or `![words]` means by an entry of the list of `known` ones."""
    if not isinstance(known, dict):
        return None
    label = _LABEL.match(text, end + 1, limit)
    name = label[1] if label and label[1] else text[opens + 1:end]
    entry = known.get(normalizeReference(name))
    if entry is None:
        return None
    return PictureAddress(str(entry["href"]), str(entry.get("title", "")), "", "", label.end() if label else end + 1)


def _white(text: str, position: int, limit: int) -> int:
    while position < limit and text[position] in " \t\n":
        position += 1
    return position
