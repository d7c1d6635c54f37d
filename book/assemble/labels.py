"""Page labels: a viewer shows a page's folio as its number.

A label stands at the first page of each row that counts on by one (ISO 32000-1, 12.4.2).
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
    for index, page in enumerate(joined.pages):
        if page.folio != expected:
            numbers += [index, Dictionary(Type=Name.PageLabel, S=STYLES[page.folio.numbering], St=page.folio.number)]
        expected = page.folio.after(1)
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
