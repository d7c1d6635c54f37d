"""A book of three pages, for tests of commands that care little about what a book says."""

from __future__ import annotations

from pathlib import Path

from conftest import Stock

CHAPTER = "chapters/01-lamp.md"
FILES = {
    "chapters/book.yaml": """\
id: tiny
title: A Tiny Book
language: en-GB
authors: [{name: Edith Rowan, sort: 'Rowan, Edith'}]
publisher: Stock Press
edition: {number: '1.0', name: First edition, date: 2026-01-15}
identifier: urn:uuid:6b1f0a52-3c1d-4a7e-9d10-2f8e5b7c4a11
description: A keeper and a lamp.
subjects: [Lighthouses]
rights: {holder: Edith Rowan, year: 2026}
front: [{role: title-page}, {role: imprint}]
body: [{role: chapter, file: 01-lamp.md}]
notes: {numbering: chapter}
citations: {style: chicago-notes-bibliography, first-full: chapter}
targets: {screen: {medium: screen}}
""",
    CHAPTER: """\
---
title: The Lamp
---

The keeper wound the weight at midnight and again at two. The wind had gone round to the north, and the glass was low.

The lens stood still at ten minutes to three.
Nobody on the mainland saw a light that night, or would say that he had.
""",
}


def tiny(folder: Path) -> Stock:
    """The book in a new folder."""
    book = Stock(folder)
    for name, text in FILES.items():
        book.write(name, text)
    return book
