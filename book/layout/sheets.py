"""Style sheets taken apart: what lays out the body, and what draws running heads and folios.

Comes in: a galley's CSS. Goes out: the CSS without margin boxes, and the CSS of a skeleton of pages.
Apart because body layout must not know a folio: pages that only move are not laid out again.
"""

from __future__ import annotations

from typing import Any

import tinycss2  # type: ignore[import-untyped]

from book.pages import Folio, Numbering, Side

# CSS Paged Media Level 3, section 5.1: the sixteen margin boxes.
MARGIN_BOXES = frozenset(
    [f"{edge}-{place}" for edge in ("top", "bottom")
     for place in ("left-corner", "left", "center", "right", "right-corner")]
    + [f"{edge}-{place}" for edge in ("left", "right") for place in ("top", "middle", "bottom")])
SIDES = {"recto": "right", "verso": "left"}
# A skeleton's page must not paint over the text.
BARE = """
@page { background: none !important }
html, body { background: none !important; margin: 0; padding: 0; border: 0 }
"""


def body_sheet(css: str, side: Side) -> str:
    """The style sheet of the body: no margin boxes, and the first page on `side`."""
    return _rewritten(css, None) + opening(side)


def heads_sheet(css: str, first: Folio, side: Side) -> str:
    """The style sheet of the skeleton: `counter(page)` counts from the first folio and prints in its numbering."""
    count = f"@page :first {{ counter-reset: page {first.number} }}\n"
    return _rewritten(css, first.numbering) + BARE + count + opening(side)


def opening(side: Side) -> str:
    """A rule that puts the first page on this side. WeasyPrint 70 heeds it on the root element only."""
    return f"\nhtml {{ break-before: {SIDES[side]} }}\n"


def _rewritten(css: str, numbering: Numbering | None) -> str:
    """The sheet with its margin boxes taken out, or, given a numbering, with their page counters in it."""
    rules = tinycss2.parse_stylesheet(css)
    _rewrite(rules, numbering)
    return str(tinycss2.serialize(rules))


def _rewrite(rules: list[Any], numbering: Numbering | None) -> None:
    for rule in rules:
        if rule.type != "at-rule" or rule.content is None:
            continue
        if rule.lower_at_keyword == "page":
            rule.content = _page_content(rule.content, numbering)
        elif rule.lower_at_keyword in ("media", "supports", "layer"):
            inner = tinycss2.parse_rule_list(rule.content)
            _rewrite(inner, numbering)
            rule.content = tinycss2.parse_component_value_list(tinycss2.serialize(inner))


def _page_content(content: list[Any], numbering: Numbering | None) -> list[Any]:
    """An @page rule's content with its margin boxes out, or their counters set in the numbering."""
    kept = []
    for item in tinycss2.parse_blocks_contents(content):
        if item.type == "at-rule" and item.lower_at_keyword in MARGIN_BOXES:
            if numbering is None:
                continue
            if numbering == "roman":
                _count_in_roman(item.content or [])
        kept.append(item)
    return list(tinycss2.parse_component_value_list(tinycss2.serialize(kept)))


def _count_in_roman(tokens: list[Any]) -> None:
    """Turn `counter(page)` into `counter(page, lower-roman)`; a counter with a style of its own keeps it."""
    for token in tokens:
        if token.type != "function" or token.lower_name != "counter":
            continue
        words = [argument for argument in token.arguments if argument.type != "whitespace"]
        if len(words) == 1 and words[0].type == "ident" and words[0].value == "page":
            token.arguments = tinycss2.parse_component_value_list("page, lower-roman")
