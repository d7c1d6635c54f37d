"""The bibliography's records as CSL-JSON.

Two things differ: YAML has numbers for years, and the book says things of a work that CSL does not know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from book.citations.style import FILED_HEADING, FILED_TITLE
from book.matter import Reference

DATES: Final[tuple[str, ...]] = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
# What the book says of a work. `custom` is CSL's own place for remarks, which no style prints.
OURS: Final = ("always", "custom", "id", "type")
HEADS: Final = ("author", "composer", "guest", "host", "editor", "translator", "collection-editor", "illustrator",
                "container-title")  # under which a paper's or a site's own words are listed
_ARTICLE: Final = re.compile(r"(<[^>]+>|[^\w<]+|(The|An?)\b(?=\s))+")


def csl_work(reference: Reference, files_under: Collection[str], shortens: bool = True) -> dict[str, Any]:
    """A record as CSL-JSON; a year that YAML has as a number becomes EDTF text, and our own fields are left out.

    `files_under` has the variables that the style sorts by instead of a title (`EditedStyle`). If it `shortens` works
    that were cited before, a title without a short form has the words before its colon for one (CMOS 18, 13.36)."""
    values = {field: value for field, value in reference.values.items() if field not in OURS}
    if values.get("section") == reference.section:
        del values["section"]  # ours; a CSL `section` says something else
    dates = {field: _date(values[field]) for field in DATES if field in values}
    filed = _filing(values, files_under)
    short = _main_title(values) if shortens else {}
    return {"id": reference.key, "type": reference.values.get("type", "document"), **short, **values, **dates, **filed}


def _main_title(values: Mapping[str, Any]) -> dict[str, str]:
    """The short form of a title, unless quotation marks, brackets or markup would be left open."""
    main, colon, _ = str(values.get("title", "")).partition(": ")
    whole = all(main.count(left) == main.count(right) for left, right in ("“”", "«»", "()", "[]", "<>"))
    even = main.count('"') % 2 == 0 and main.count("<") == 2 * main.count("</")
    says = any(map(str.isalpha, main))  # a year alone would not
    return {"title-short": main} if colon and says and whole and even else {}


def _filing(values: Mapping[str, Any], files_under: Collection[str]) -> dict[str, str]:
    """The words under which the style files a title that begins with an article or a bracket."""
    title = str(values.get("title", ""))
    begins = _ARTICLE.match(title)
    variable = FILED_TITLE if any(head in values for head in HEADS) else FILED_HEADING
    if not begins or not title[begins.end():] or variable not in files_under:
        return {}
    return {variable: title[begins.end():]}


def _date(value: Any) -> Any:
    return f"{value:04d}" if isinstance(value, int) else value
