"""How a division opens: its title with its markup, what stands above and below it, and its running head; and which
template it needs.

A book's own design has templates for what every book has. Titles with markup, parts, authors of chapters, and a
copyright page of few words have templates of the tool's design parts; a book may have its own in their place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import Markup, written
from book.edition import Edition, HeadWords, ImprintSetting
from book.matter import Book, Division, Role

MILLIMETRES = 25.4  # an inch
LETTER = 5.6  # points: the mean advance of the running head's letters, its spacing with them
LONG = 48  # letters: a title that fills more of a title page than two or three lines
WORDY = 90  # letters: a chapter's title that is set smaller than others
LEAST = 24  # letters, whatever the page's width
DISPLAYED: tuple[Role, ...] = ("halftitle", "title-page", "imprint")
LOOKS: dict[Role, str] = {"section": "section preface", "glossary": "glossary preface"}
OPENED: tuple[Role, ...] = ("preface", "chapter", "appendix", "section", "glossary")


@dataclass(frozen=True, slots=True)
class OpeningLines:
    """What stands at the head of a division, and in its running head and bookmark."""

    number: str
    title: Markup
    subtitle: Markup
    names: tuple[str, ...]
    short: str
    bookmark: str
    classes: str
    long: bool = False


def opening_lines(division: Division, edition: Edition, context: WriterContext) -> OpeningLines:
    """The opening of a division. A title's part after a colon is a line of its own, if no other is."""
    number = division.label if division.role == "appendix" else division.number
    plain, _, rest = division.title.partition(": ")
    if division.heading or division.subtitle:
        title = inlines(division.heading, context) if division.heading else written(division.title)
        below = inlines(division.subtitle, context)
    else:
        title, below = Markup.escape(plain), Markup.escape(rest)
    editors = (f"Edited by {' and '.join(division.editors)}",) if division.editors else ()
    bookmark = f"{number}. {division.title}" if number else division.title
    return OpeningLines(number, title, below, (*division.authors, *editors),
                        heads(division, edition)[1], bookmark,
                        LOOKS.get(division.role, division.role), len(division.title) > WORDY)


def running(words: str, edition: Edition) -> str:
    """Words for a running head: as many as stand on one line of the page, cut behind a word."""
    measure = edition.trim.width * 72 - (edition.margins.inner + edition.margins.outer) / MILLIMETRES * 72
    most = max(int(measure / LETTER), LEAST)
    if len(words) <= most:
        return words
    main = words.partition(": ")[0]
    if len(main) <= most:
        return main
    cut = words[:most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—") + "…"


def headed(division: Division, edition: Edition) -> tuple[Division, Edition]:
    """Division and edition as templates see them: what they print in running heads stands on one line."""
    if division.role in DISPLAYED:
        return division, edition
    left, right = heads(division, edition)
    return replace(division, short=right), replace(edition, title=left)


def heads(division: Division, edition: Edition) -> tuple[str, str]:
    """What the running heads say on left-hand and on right-hand pages, where no section says otherwise."""
    return running(_words(edition.look.left, division, edition), edition), running(
        _words(edition.look.right, division, edition), edition)


def _words(asked: HeadWords, division: Division, edition: Edition) -> str:
    match asked:
        case "book" | "none":
            return edition.title
        case "author":
            return " · ".join(division.authors or (author.name for author in edition.authors))
        case _:
            return division.short or division.title


def template_of(division: Division, book: Book) -> str:
    """The name of the template, which need not be the role's own."""
    edition, role = book.edition, division.role
    known = edition.stated and edition.date and edition.publisher and edition.rights.year and edition.rights.holder
    long = len(edition.title) > LONG
    if role == "title-page" and (long or not (known and edition.authors and not edition.contributors)):
        return "title-page-brief"
    special = edition.look.theme or edition.imprint != ImprintSetting()
    if role == "imprint" and (special or edition.contributors or edition.isbn or not known):
        return "imprint-brief"
    if role == "bibliography" and any(not each.hanging or any(entry.label for entry in each.entries)
                                      for each in book.bibliography):
        return "bibliography-formed"
    if role == "contents" and nested(book):
        return "contents-nested"
    own = len(division.title) > WORDY or division.heading or division.subtitle or division.authors or division.editors
    return "opened" if role in LOOKS or (role in OPENED and own) else role


def nested(book: Book) -> bool:
    """Whether the contents need a line for each entry."""
    structure = book.edition.structure
    deep = structure.section_numbers or structure.contents_depth > 1 or len(structure.chapter_label) > 0
    return bool(deep) or structure.chapter_numbers in ("words", "roman") or any(
        each.role == "part" or each.authors for each in book.divisions)
