"""Style sheets taken apart: what lays out the body, and what draws running heads and folios.

Body layout must not know a folio, so that pages that only move are not laid out again. The sheet is taken apart after
the engine has parsed it: nothing else reads CSS exactly as it does.
"""

from __future__ import annotations

from typing import Any

from weasyprint import CSS

from book.layout.case import TypeCase
from book.layout.supply import Supply
from book.pages import Folio, Side

SIDES = {"recto": "right", "verso": "left"}
# A table that runs over pages has two rows at least on each. The book's own sheets come later, and may say otherwise.
ROWS = """
tbody > tr:first-child:not(:last-child) { break-after: avoid }
tbody > tr:last-child:not(:first-child) { break-before: avoid }
"""
# A skeleton's page must not paint over the text.
BARE = """
@page { background: none !important }
html, body { background: none !important; margin: 0; padding: 0; border: 0 }
"""


def body_sheet(css: str, side: Side, supply: Supply, case: TypeCase) -> Any:
    """The style sheet of the body: no margin boxes, and the first page on `side`."""
    sheet = CSS(string=ROWS + css + opening(side), url_fetcher=supply, font_config=case, counter_style=case.counters)
    sheet.page_rules[:] = [rule for rule in sheet.page_rules if not _is_margin_box(rule)]
    return sheet


def heads_sheet(css: str, first: Folio, side: Side, supply: Supply, case: TypeCase) -> Any:
    """The style sheet of the skeleton: `counter(page)` counts from the first folio and prints in its numbering."""
    count = f"@page :first {{ counter-reset: page {first.number} }}"
    sheet = CSS(string=css + BARE + count + opening(side), url_fetcher=supply, font_config=case,
                counter_style=case.counters)
    if first.numbering == "roman":
        sheet.page_rules[:] = [_count_in_roman(rule) if _is_margin_box(rule) else rule for rule in sheet.page_rules]
    return sheet


def opening(side: Side) -> str:
    """A rule that puts the first page on this side. WeasyPrint 70 heeds it on the root element only."""
    return f"\nhtml {{ break-before: {SIDES[side]} }}\n"


def _is_margin_box(rule: Any) -> bool:
    """The engine keeps a margin box as a rule whose selectors name it ("@top-left") as a pseudo-element."""
    _, selectors, _ = rule
    return any(pseudo is not None and pseudo != "@footnote" for _, pseudo, _ in selectors)


def _count_in_roman(rule: Any) -> Any:
    """The rule with `counter(page)` in roman; a counter with another style than plain figures keeps it."""
    rule, selectors, declarations = rule
    return rule, selectors, [
        (name, _roman(value) if name == "content" and isinstance(value, list | tuple) else value, important)
        for name, value, important in declarations]


def _roman(content: Any) -> Any:
    return type(content)(("counter()", ("page", "lower-roman")) if item == ("counter()", ("page", "decimal")) else item
                         for item in content)
