"""One long Markdown file, cut at its headings."""

from __future__ import annotations

import re
from dataclasses import replace

from book.bring.cut import CutText, cut
from book.bring.desk import Desk
from book.bring.draft import BookFacts, Lines, SourceListing
from book.bring.heads import facts_of, parted
from book.bring.scan import headings
from book.bring.source import Source

USED = ("title", "subtitle", "author", "authors", "lang", "language", "description", "abstract", "publisher", "date",
        "isbn", "bibliography", "csl", "nocite")  # fmt: skip


def listing(source: Source) -> SourceListing:
    """There is nothing to list but the file itself; its head says what the book is."""
    values, _, _ = parted(source.lines(source.main), Desk(source, SourceListing("", ())))
    works = values.get("bibliography", [])
    files = tuple(each for each in ([works] if isinstance(works, str) else works) if isinstance(each, str))
    style = re.sub(r"^.*/|\.csl$", "", str(values.get("csl", "")))
    return SourceListing("one Markdown file", (), facts_of(values), "", source.main, files, style)


def without_title_page(lines: Lines, desk: Desk, facts: BookFacts) -> tuple[Lines, BookFacts]:
    """A document's text without the title and names that it begins with, as programs write them: a heading and a line
    or two, and then the heading of a chapter."""
    found = headings(lines)
    if len(found) < 2 or found[0].level != 1 or found[1].level != 1:
        return lines, facts
    below = [line for line in lines[found[0].at + found[0].count:found[1].at] if line.words.strip()]
    named = not facts.title or _letters(found[0].title) == _letters(facts.title)
    before = any(line.words.strip() for line in lines[:found[0].at])
    if not named or before or len(below) > 2 or any(len(line.words) > 60 or line.words.rstrip().endswith(".")
                                                    for line in below):
        return lines, facts
    names = tuple(line.words.strip().strip("*_") for line in below[:1])
    words = " / ".join(line.words.strip() for line in (lines[found[0].at], *below))
    if not below and not facts.title:
        return lines, facts
    desk.remarks.changed(lines[found[0].at], f"the title page of the document: {words}", "it is in book.yaml")
    return lines[found[1].at:], replace(facts, title=facts.title or found[0].title, authors=facts.authors or names)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def divided(lines: Lines, desk: Desk, facts: BookFacts) -> CutText:
    """The text in its divisions."""
    values, head, body = parted(lines, desk)
    for key in values:
        if key not in USED:
            desk.remarks.left(head[0], f"the key “{key}” of the head", "it was left out")
    return cut(body, facts, desk.remarks)
