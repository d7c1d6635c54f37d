"""Two printings, or two files of any origin, told side by side.

Comes in: two records and what `collate` found between them. Goes out: a report as text, plain values, or a page to look
at. Apart from collating, which finds and says nothing; and above the stages, since it reads what one of them made.
"""

from __future__ import annotations

from book.compare.page import TEMPLATE, page
from book.compare.report import Report, report
from book.compare.spreads import MOST, Copy, Spread, drawable, spreads
from book.compare.text import text, values

__all__ = ["MOST", "TEMPLATE", "Copy", "Report", "Spread", "drawable", "page", "report", "spreads", "text", "values"]
