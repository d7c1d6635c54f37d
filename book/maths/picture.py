"""MathJax's SVG made fit for pages: black, without remarks, and its measures taken."""

from __future__ import annotations

import re

from book.maths.engine import FormulaFault

EX = 479.0  # units of MathJax's SVG in an x-height of STIX Two, which has 1000 in an em
LARGEST = 500_000.0  # units: a formula of more is a slip of the pen, not mathematics
_RULE = 60  # units: how thick MathJax's style sheet, which no picture has, draws the rules of an array
_RULES = {"solid": "", "dashed": ' stroke-dasharray="140"',
          "dotted": ' stroke-dasharray="0,140" stroke-linecap="round"'}
_REMARK = re.compile(r' (?:data-[\w-]+|role|focusable|style|class|id|on\w+|(?:xmlns:|xlink:)?(?:xlink|href))="[^"]*"')
_SIZE = re.compile(r'(<svg\b[^>]*?) width="[^"]*" height="[^"]*"([^>]*viewBox="([^"]*)")')
_STRANGE = re.compile(r"<text\b[^>]*>([^<]*)</text>")


def picture(svg: str) -> tuple[bytes, float, float, float]:
    """The picture; its width, its height above the baseline and its depth below it, in x-heights.

    Raises FormulaFault for a sign that the face lacks, and for sizes out of all reason."""
    if strange := _STRANGE.search(svg):
        raise FormulaFault(f"the face of mathematics, STIX Two, has no sign “{strange[1]}”",
                           "write these words outside the formula")
    size = _SIZE.search(svg)
    if size is None:
        raise FormulaFault("the formula has no size of its own", "write it as several formulas")
    _, top, width, height = map(float, size[3].split())
    if max(width, height) > LARGEST:
        raise FormulaFault("the formula is larger than any page", "look at the lengths in it")
    for kind, drawn in _RULES.items():
        svg = svg.replace(f'class="mjx-{kind}"', f'stroke-width="{_RULE}"{drawn}')
    plain = _REMARK.sub("", _SIZE.sub(r"\1\2", svg, count=1)).replace("currentColor", "#000")
    return plain.encode(), round(width / EX, 3), round(-top / EX, 3), round((top + height) / EX, 3)
