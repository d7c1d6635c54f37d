"""The classes that an author gives, kept apart from those by which templates and style sheets call their own things.

A div of the class `letter` is a letter, and not the heading of a letter in the index: it is written `own-letter`.
"""

from __future__ import annotations

from collections.abc import Iterable

# Of the tool's style sheets and templates. Not among them are the classes that are meant for authors: `aside`, `terms`,
# `events`, `plain`, `keep`, and of spans `sc`.
TAKEN = frozenset("""
    back bars beside bibliography blurb book-subtitle book-title box by center chapter cited code code-line colophon
    colophon-text columns contents cover endnote endnotes errata figures first fleuron folio foot front ground
    halftitle heads imprint imprint-text index ix keyword label left letter listing locators long mark note note-cell
    note-group note-item note-mark note-p note-quotation note-row note-table note-verbatim noteref notes number
    panel plates preface print publisher references remark right screen sheet stanza subtitle symbol symbols title
    title-page turn unbroken update wide work year
""".split())  # noqa: SIM905 - a list of forty words is read as such


def own(classes: Iterable[str]) -> str:
    """The classes as they are written.

    >>> own(["letter", "blue"])
    'own-letter blue'
    """
    return " ".join(f"own-{name}" if name in TAKEN else name for name in classes)
