"""What an errata sheet says, as a small `Book` or as plain values.

The form is that of the old errata slips, place, "for", "read", which no reader has to be taught.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from book.edition import Correction, Edition
from book.errata.find import PrintedPlace
from book.markdown import typeset
from book.matter import (
    Anchor,
    Block,
    Book,
    ContentsEntry,
    Definition,
    Definitions,
    Division,
    Emphasis,
    Group,
    Inline,
    Paragraph,
    Text,
)
from book.problems import Span
from book.project import LEDGER
from book.record.numbers import order

Works = Mapping[str, tuple[Inline, ...]]  # a work as the bibliography prints it, by its key
NAMES = {"erratum": "Errata", "corrigendum": "Corrigenda"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
NOWHERE = Span(LEDGER)


@dataclass(frozen=True, slots=True)
class ErrataItem:
    """A correction, and where the printing has the words that are to be corrected."""

    correction: Correction
    place: PrintedPlace


@dataclass(frozen=True, slots=True)
class ErrataSheet:
    """What is to be corrected in a printing (its number, name and date), by page and line."""

    number: str
    name: str
    date: str
    items: tuple[ErrataItem, ...]

    @property
    def title(self) -> str:
        """Slips are errata, what was not so are corrigenda: "Errata and Corrigenda"."""
        kinds = {item.correction.kind for item in self.items}
        return " and ".join(name for kind, name in NAMES.items() if kind in kinds) or NAMES["erratum"]


def as_book(sheet: ErrataSheet, edition: Edition, works: Works) -> Book:
    """The sheet as a book of one division. `edition` is today's; its title and identifier become the sheet's."""
    division = Division(
        "errata", "errata", "body", "", "", f"{sheet.title}: {edition.title}", sheet.title,
        (_head(sheet, edition), _list(sheet, works)), (), NOWHERE,
    )  # fmt: skip
    line = ContentsEntry(1, "", (Text(division.title),), division.id, "body")
    return Book(
        edition=_edition(sheet, edition), divisions=(division,),
        anchors={division.id: Anchor(division.id, "division", "", division.title, division.id)},
        contents=(line,), figures=(), tables=(), bibliography=(), index=(), pictures={}, drawings={}, data={},
    )  # fmt: skip


def _edition(sheet: ErrataSheet, edition: Edition) -> Edition:
    """What the sheet's file says of itself."""
    return replace(
        edition,
        id=f"{edition.id}-errata-{sheet.number}",
        title=f"{sheet.title} to {edition.title}",
        subtitle=printing(sheet.name, sheet.number),
        identifier=f"{edition.identifier}#errata-{sheet.number}",
        description=f"What is to be corrected in {printing(sheet.name, sheet.number)}, of {day(sheet.date)}.",
        notes=replace(edition.notes, place="page"),
        draft=False,
    )


def printing(name: str, number: str) -> str:
    """A printing as it is spoken of: "First edition, printing 1.0"."""
    return f"{name}, printing {number}" if name else f"Printing {number}"


def day(date: str) -> str:
    """A day, month or year as it is printed: "22 November 2026"."""
    year, *rest = date.split("-")
    parts = [str(int(rest[1]))] if len(rest) == 2 else []
    return " ".join((*parts, *(MONTHS[int(month) - 1] for month in rest[:1]), year))


def _head(sheet: ErrataSheet, edition: Edition) -> Block[Inline]:
    """Whose book this is for, and how its lines are counted."""
    lines = (
        _paragraph(f"{printing(sheet.name, sheet.number)}, {day(sheet.date)}"),
        _paragraph(
            "Pages and lines are those of this printing. Lines are counted from the top of the page, headings with "
            f"them, the running head not; those of a note from its own first line. {_mended(sheet, edition)}"
        ),
    )
    return Group(lines, "", ("errata-head",), "", NOWHERE)


def _mended(sheet: ErrataSheet, edition: Edition) -> str:
    if order(edition.number) <= order(sheet.number):
        return "The next printing will have all of this corrected."
    return f"All of this is corrected in printing {edition.number}, of {day(edition.date)}."


def _list(sheet: ErrataSheet, works: Works) -> Block[Inline]:
    items = tuple(_definition(item, works) for item in sheet.items)
    return Group((Definitions(items, NOWHERE),), "", ("changes",), "", NOWHERE)


def _definition(item: ErrataItem, works: Works) -> Definition[Inline]:
    place = str(item.place)
    return Definition((Text(place[:1].upper() + place[1:]),), (_reading(item.correction), _reasons(item, works)))


def _reading(correction: Correction) -> Block[Inline]:
    """ "For … read …"; what is taken out altogether is "delete …"."""
    was, now = typeset(correction.was), typeset(correction.now)
    line: tuple[Inline, ...] = (_cue("for"), Text(f" {was} "), _cue("read"), Text(f" {now}"))
    return Paragraph(line if now else (_cue("delete"), Text(f" {was}")), correction.span)


def _cue(word: str) -> Inline:
    return Emphasis("em", (Text(word),))


def _reasons(item: ErrataItem, works: Works) -> Block[Inline]:
    """Why, by which sources, and who saw it."""
    correction = item.correction
    parts: list[Inline] = [Text(typeset(correction.why))]
    for key in correction.sources:
        parts += [Text(" "), *works.get(key, (Text(f"{key}."),))]
    if correction.reported_by:
        parts.append(Text(f" Reported by {correction.reported_by}."))
    return Group((Paragraph(tuple(parts), correction.span),), "", ("why",), "", correction.span)


def _paragraph(text: str) -> Block[Inline]:
    return Paragraph((Text(text),), NOWHERE)


def as_values(sheet: ErrataSheet) -> dict[str, Any]:
    """The sheet for machines."""
    return {
        "number": sheet.number, "name": sheet.name, "date": sheet.date,
        "items": [
            {"id": item.correction.id, "kind": item.correction.kind, "page": item.place.folio, "note": item.place.note,
             "line": item.place.row, "was": item.correction.was, "now": item.correction.now,
             "why": item.correction.why}
            for item in sheet.items
        ],
    }  # fmt: skip
