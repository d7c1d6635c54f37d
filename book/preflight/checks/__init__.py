"""One check for each rule that a profile may have: `(rule, case) → (what was measured, problems or None)`.

A new rule is a new line in a table here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from book.orders import Rule
from book.preflight.case import Case
from book.preflight.checks import barcode, colours, cover, fineness, margins, pages, papers, standard, things
from book.preflight.wording import CheckResult

Check = Callable[[Rule, Case], CheckResult]

BOOK: Mapping[str, Check] = {"trims": papers.trims, "file-names": papers.file_names}

# What interiors and covers are asked alike.
FILES: Mapping[str, Check] = {
    "standard": standard.standard,
    "output-intent": standard.output_intent,
    "forbidden": things.forbidden,
    "transparency": things.transparency,
    "fonts-embedded": things.fonts_embedded,
    "fonts-whole": things.fonts_whole,
    "colours": colours.colours,
    "black": colours.black,
    "ink": colours.ink,
    "resolution": fineness.resolution,
    "file-size": things.file_size,
    "type-size": fineness.type_size,
    "rule-weight": fineness.rule_weight,
}

INTERIOR: Mapping[str, Check] = {
    "even-extent": pages.even_extent,
    "last-page-blank": pages.last_page_blank,
    "bleed": pages.sizes,
    "margins": margins.margins,
    "margins-with-bleed": margins.margins_with_bleed,
    "gutter": margins.gutter,
    "blank-pages": pages.blank_pages,
    **FILES,
    "tint": colours.tint,
}

COVER: Mapping[str, Check] = {
    "bleed": cover.sheet,
    "wrap": cover.wrap,
    "safe": cover.safe,
    "spine-text": cover.spine_text,
    "barcode": barcode.barcode,
    **FILES,
}
