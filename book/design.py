"""A book's design as it is read from `styles/` and themes: sheets, templates, faces, and how they are laid over one
another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from book.edition import LookSetting
from book.limits import HOUSE, Limits
from book.pages import FontFile


@dataclass(frozen=True, slots=True)
class Face:
    """A static face of a family, as `styles/fonts.yaml` names it; CSS weight 100-900."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    file: FontFile


@dataclass(frozen=True, slots=True)
class DesignPart:
    """How one kind of thing looks where the book's design says nothing of it: its sheets for pages and for EPUBs, and
    the faces that only it needs. It is used by a galley that has its `name` among its classes."""

    name: str
    paged: str
    reflowed: str
    faces: tuple[Face, ...] = ()
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A ready design that says what differs from `styles/`: its sheets for pages, for EPUBs and for covers, and the
    families that it is set in."""

    name: str
    paged: str
    reflowed: str
    cover: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Styles:
    """The book's design, read from `styles/`: sheets and templates by file name, their faces, the limits of lines.

    `parts` come before the sheets, which may say otherwise; a book that has no use for one is as if it were not.
    `theme` comes after the sheets, but for `own`, the names of those that the book itself has."""

    sheets: Mapping[str, str]
    templates: Mapping[str, str]
    faces: tuple[Face, ...]
    limits: Limits = HOUSE
    parts: tuple[DesignPart, ...] = ()
    theme: Theme | None = None
    own: frozenset[str] = frozenset()

    @property
    def families(self) -> tuple[str, ...]:
        """What the book is set in, as its copyright page says it."""
        return self.theme.families if self.theme else tuple(dict.fromkeys(face.family for face in self.faces))

    def layered(
        self, names: Iterable[str], use: Literal["paged", "reflowed", "cover"], asked: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The sheets of these names; over them the theme's for this use, then what book.yaml asks for. If there is a
        theme, sheets of the book's own come last, so that it can differ from that, too."""
        texts = [(name, self.sheets.get(name, "")) for name in names]
        late = self.own if self.theme else frozenset[str]()
        over = {"paged": self.theme.paged, "reflowed": self.theme.reflowed, "cover": self.theme.cover}[use] if (
            self.theme) else ""
        return (*(css for name, css in texts if name not in late), *filter(None, (over, *asked)),
                *(css for name, css in texts if name in late))

    @property
    def font_bytes(self) -> Mapping[str, bytes]:
        """The font files by digest, as whoever unites, subsets or embeds faces asks for them."""
        every = (*self.faces, *(face for part in self.parts for face in part.faces))
        return {face.file.digest: face.file.data for face in every}

    def used_by(self, *xhtml: str) -> tuple[DesignPart, ...]:
        """The parts that texts have a use for."""
        listed = (names for text in xhtml for names in re.findall(r'\bclass="([^"]*)"', text))
        classes = {name for names in listed for name in names.split()}
        return tuple(part for part in self.parts if part.name in classes)


def rag(look: LookSetting) -> str:
    """The rule for how lines end, on pages and in EPUBs. Ragged lines need no broken words."""
    setting = {"ragged": "left; hyphens: manual", "justified": "justify; hyphens: auto"}
    return f"body {{ text-align: {setting[look.text]} }}" if look.text else ""
