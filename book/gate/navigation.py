"""Whether a reader finds the way in a PDF: page labels, bookmarks, links (F-004 to F-007)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from book.gate.letters import letters
from book.gate.pdftext import resolved
from book.gate.wanted import PdfExpectation
from book.problems import Problem

HARMLESS = frozenset({"/URI", "/GoTo"})
SCHEMES = ("http://", "https://", "mailto:")


def labels(reader: Any, expected: PdfExpectation) -> Iterator[Problem]:
    """As many pages as expected, each labelled with its folio."""
    count = len(reader.pages)
    if count != len(expected.labels):
        yield Problem("F-004", f"the PDF has {count} pages, not {len(expected.labels)}")
    for index, (label, wanted) in enumerate(zip(reader.page_labels, expected.labels, strict=False)):
        if label != wanted:
            yield Problem("F-005", f"page {index + 1} of the PDF is labelled “{label}”, not “{wanted}”")
            return  # all that follow are shifted with it


def outline(reader: Any, expected: PdfExpectation) -> Iterator[Problem]:
    """The bookmarks are the contents: the same lines, at the same depth, leading to the same pages."""
    for found, wanted in zip_longest(_flat(reader, reader.outline, 1), expected.outline):
        if found is None:
            yield Problem("F-006", f"the bookmark “{wanted[1]}” is missing")
        elif wanted is None:
            yield Problem("F-006", f"the bookmark “{found[1]}” is not in the contents")
        elif letters(found[1]) != letters(wanted[1]) or found[0] != wanted[0]:
            yield Problem("F-006", f"the bookmark “{found[1]}” stands where “{wanted[1]}” should")
        elif found[2] != wanted[2]:
            place = f"page {found[2] + 1} of the PDF, not to {wanted[2] + 1}"
            yield Problem("F-006", f"the bookmark “{found[1]}” leads to {place}")


def _flat(reader: Any, items: list[Any], level: int) -> Iterator[tuple[int, str, int]]:
    for item in items:
        if isinstance(item, list):
            yield from _flat(reader, item, level + 1)
        else:
            page = reader.get_destination_page_number(item)
            yield level, str(item.title), -1 if page is None else page


def links(reader: Any) -> Iterator[Problem]:
    """Every link leads to a place in the book or to an address of the web, and nothing in the file runs by itself."""
    known = reader.named_destinations
    told = set()
    for index, page in enumerate(reader.pages):
        for annotation in resolved(page, "/Annots", ()):
            fault = _fault(annotation.get_object(), known)
            if fault and fault not in told:
                told.add(fault)
                yield Problem("F-007", f"a link on page {index + 1} of the PDF {fault}")
    yield from _scripts(reader)


def _fault(annotation: Any, known: Any) -> str:
    """What is wrong with a link, or nothing."""
    if resolved(annotation, "/Subtype") != "/Link":
        return ""
    if "/Dest" in annotation:
        target = annotation["/Dest"]
        return "" if isinstance(target, list) or str(target) in known else f"leads to “{target}”, which is nowhere"
    action = resolved(annotation, "/A", {})
    kind = resolved(action, "/S", "")
    if kind not in HARMLESS:
        return f"would run {kind or 'nothing'}"
    address = str(resolved(action, "/URI", ""))
    return "" if kind == "/GoTo" or address.startswith(SCHEMES) else f"leads to “{address}”, which is not a web address"


def _scripts(reader: Any) -> Iterator[Problem]:
    root = reader.trailer["/Root"]
    names = resolved(root, "/Names", {})
    for where, key in ((root, "/OpenAction"), (root, "/AA"), (names, "/JavaScript"), (names, "/EmbeddedFiles")):
        if key in where:
            yield Problem("F-004", f"the PDF has {key[1:]}, which this program never writes")
