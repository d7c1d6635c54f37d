"""One long Markdown file, cut at its headings."""

from __future__ import annotations

import re

from book.bring.cut import CutText, cut
from book.bring.desk import Desk
from book.bring.draft import Facts, Lines, SourceListing
from book.bring.heads import facts_of, parted
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


def divided(lines: Lines, desk: Desk, facts: Facts) -> CutText:
    """The text in its divisions."""
    values, head, body = parted(lines, desk)
    for key in values:
        if key not in USED:
            desk.remarks.left(head[0], f"the key “{key}” of the head", "it was left out")
    return cut(body, facts, desk.remarks)
