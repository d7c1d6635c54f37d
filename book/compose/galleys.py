"""Joins text, template and style sheet to a galley: what each role shows, and on which side it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from book.compose import sheets
from book.compose.blocks import blocks
from book.compose.changes import changes, for_imprint
from book.compose.context import WriterContext
from book.compose.index import index_letters
from book.compose.keys import GivenKeys
from book.compose.lists import contents, wordy, works
from book.compose.markup import Markup, written
from book.compose.notes import calls, gathered
from book.compose.openings import headed, heads, opening_lines, template_of
from book.compose.pictures import shown
from book.compose.templates import Templates
from book.design import Styles
from book.edition import Edition, Medium
from book.matter import Book, Division, Role
from book.pages import Asset, Galley, Opening
from book.problems import Problem

FREE: tuple[Role, ...] = ("part", "chapter", "appendix", "section", "glossary")
# The title page's back is the imprint's; the rest of the front, and all that begins anew, opens on a right-hand page.
OPENINGS: Mapping[str, Opening] = {"imprint": "verso", "figures": "any", "colophon": "any"}


@dataclass(frozen=True, slots=True)
class Composition:
    """What all galleys of a run share."""

    book: Book
    styles: Styles
    medium: Medium
    templates: Templates
    assets: Mapping[str, Asset]


def composition(book: Book, styles: Styles, medium: Medium, assets: Mapping[str, Asset]) -> Composition:
    """The shared part, made once."""
    return Composition(book, styles, medium, Templates(styles.templates), assets)


def galley(division: Division, shared: Composition) -> tuple[Galley, tuple[Problem, ...]]:
    """A division as a galley."""
    context, text = set_division(division, shared.book, shared.medium)
    values = {**_common(division, shared.book.edition, context), **_lists(division, context), **text,
              "families": shared.styles.families}
    html, problems = shared.templates.page(template_of(division, shared.book), values)
    styles, parts = shared.styles, shared.styles.used_by(html)
    edition = shared.book.edition
    return Galley(
        division=division.id,
        html=html,
        css=sheets.paged(styles, edition, parts) if shared.medium.paged else (
            sheets.reflowed(styles, edition.look, parts)),
        fonts=tuple(face.file for face in (*styles.faces, *(face for part in parts for face in part.faces))),
        assets=shown(html, shared.assets),
        opens=_opens(division, shared.book),
        numbering="roman" if division.part == "front" else "arabic",
        strings=tuple(zip(("book", "division"), heads(division, edition), strict=True)),
        limits=styles.limits,
    ), problems


def _opens(division: Division, book: Book) -> Opening:
    """As book.yaml has it; the first page of the body is always a right-hand one, since its folio is 1."""
    first = next((each.id for each in book.divisions if each.part == "body"), "")
    if division.id == first:
        return "recto"
    usual = book.edition.structure.opens if division.role in FREE else OPENINGS.get(division.role, "recto")
    return division.opens or usual


def set_division(division: Division, book: Book, medium: Medium) -> tuple[WriterContext, dict[str, Markup]]:
    """A division's text and notes. The notes are set first: a printed note stands where it is called."""
    bare = WriterContext(book, medium, GivenKeys(division.id))
    context = WriterContext(book, medium, bare.keys, calls(division.notes, bare))
    text = blocks(division.blocks, context)
    return context, {"text": text, "notes": gathered(division, bare)}


def _common(division: Division, edition: Edition, context: WriterContext) -> dict[str, Any]:
    """What every template may use. `key` gives a block that the template itself writes its `data-key`."""
    shown, headed_edition = headed(division, edition)
    return {
        "division": shown,
        "edition": headed_edition,
        "opening": opening_lines(division, edition, context),
        "medium": context.medium.value,
        "key": lambda words: context.keys.key(str(words), division.span),
        "address": written,
        "lang": edition.language,
    }


def _lists(division: Division, context: WriterContext) -> dict[str, Any]:
    book, span = context.book, division.span
    match division.role:
        case "imprint":
            return dict(for_imprint(context))
        case "changes":
            return {"changes": changes(context)}
        case "contents":
            return {"contents": contents(book.contents, span, context), "wordy": wordy(book.divisions)}
        case "figures":
            return {"figures": contents(book.figures, span, context), "tables": contents(book.tables, span, context)}
        case "bibliography":
            return {"sections": works(span, context)}
        case "index":
            return {"letters": index_letters(division.of, span, context)}
        case _:
            return {}
