"""Structure tags: one element of the PDF's tree for each element of the text.

The engine's own tree has an element per line, two for a table over two pages, and none for a note. This one suits PDF
1.7 and PDF/UA-1 (ISO 14289-1): running heads and repeated table heads are artifacts, notes are `Note` with links both
ways, lists have labels and bodies, tables have scopes, a contents list is `TOC`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import weasyprint.pdf

from book.layout.engine import replace
from book.layout.tags.stream import mark
from book.layout.tags.tree import StructureTree
from book.layout.tags.write import write


def install() -> None:
    """Make the engine write our tags: the one name by which it calls its own is replaced."""
    replace(weasyprint.pdf, "add_tags", add_tags)


def add_tags(pdf: Any, document: Any, _version: Any, streams: Sequence[Any]) -> None:
    """Tag a document: the engine calls this when all pages are drawn."""
    tree = StructureTree(document)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        mark(stream, tree.read_page(number, page._page_box, stream._tags))
    if tree.prune():
        write(pdf, tree)
