"""Page labels: what a reader shows as the page's number is its folio.

Comes in: joined pages. Goes out: the catalog's PageLabels. Apart because the rule is short and easily got wrong:
a label stands at the first page of a row that counts on by one (ISO 32000-1, 12.4.2).
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf

from book.assemble.join import Joined
from book.pages import Folio

STYLES = {"roman": Name.r, "arabic": Name.D}


def label(pdf: Pdf, joined: Joined) -> None:
    """Write the page labels."""
    numbers: list[object] = []
    expected: Folio | None = None
    for index, leaf in enumerate(joined.leaves):
        if leaf.folio != expected:
            numbers += [index, Dictionary(Type=Name.PageLabel, S=STYLES[leaf.folio.numbering], St=leaf.folio.number)]
        expected = leaf.folio.after(1)
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
