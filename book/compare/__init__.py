"""Reports on two printings, or two files of any origin: as text, as plain values, or as a page to look at.

`collate` finds the differences and says nothing; this package puts them into words and pictures.
"""

from __future__ import annotations

from book.compare.page import TEMPLATE, page
from book.compare.report import Report, report
from book.compare.spreads import MOST, Copy, Spread, drawable, spreads
from book.compare.text import text, values

__all__ = ["MOST", "TEMPLATE", "Copy", "Report", "Spread", "drawable", "page", "report", "spreads", "text", "values"]
