"""What a rule asks, in plain words that follow "asks for"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from book.orders import Rule

FAMILIES = {"gray": "grey", "rgb": "RGB", "cmyk": "CMYK", "spot": "spot inks", "icc": "colours with ICC profiles"}


def requirement(rule: Rule) -> str:
    """The value of a rule in words."""
    return WORDS[rule.name](rule.value)


def size(value: Any) -> str:
    """Width and height in inches: "6 × 9"."""
    return f"{value[0]:g} × {value[1]:g}"


def _trims(value: Any) -> str:
    sizes = "a trim size of " + ", ".join(size(one) for one in value["sizes"])
    if "custom" not in value:
        return f"{sizes} in"
    width, height = value["custom"]["width"], value["custom"]["height"]
    return f"{sizes} in, or any of {width[0]:g}–{width[1]:g} × {height[0]:g}–{height[1]:g} in"


def _bleed(value: Any) -> str:
    return f"a bleed of {value['size']:g} in at {_list(value['edges'])}"


def _margins(value: Any) -> str:
    return f"margins of {value['top']:g} in at the top, {value['bottom']:g} at the bottom, {value['outside']:g} outside"


def _gutter(value: Any) -> str:
    rows = [f"{row['inside']:g} in from {row['pages'][0]:g} pages" for row in value]
    return f"an inner margin of {_list(rows)}"


def _blanks(value: Any) -> str:
    limits = [f"{value[key]} {words}" for key, words in (("together", "together"), ("at-end", "at the end"))
              if key in value]
    return f"no more blank pages than {_list(limits)}"


def _barcode(value: Any) -> str:
    where = f", {value['from-bottom']:g} in from the bottom" if "from-bottom" in value else ""
    where += f", {value['from-spine']:g} in from the spine" if "from-spine" in value else ""
    return f"a barcode in a white box of {size(value['box'])} in on the back{where}" if value["required"] else (
        f"a white box of {size(value['box'])} in for the barcode on the back{where}")


def _resolution(value: Any) -> str:
    most = f" and at most {value['most']:g}" if "most" in value else ""
    return f"images of at least {value['least']:g}{most} pixels an inch"


def _spine_text(value: Any) -> str:
    return f"text on the spine only from {value['least-pages']} pages, {value['clear']:g} in clear of the folds"


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "nothing"


WORDS: Mapping[str, Callable[[Any], str]] = {
    "readable": lambda _: "a PDF that can be read",
    "trims": _trims,
    "pages": lambda value: f"{value[0]:g} to {value[1]:g} pages",
    "file-names": lambda value: f"files named {value['interior']} and {value['cover']}",
    "even-extent": lambda _: "an even number of pages",
    "last-page-blank": lambda _: "a blank last page",
    "bleed": _bleed,
    "margins": _margins,
    "margins-with-bleed": _margins,
    "gutter": _gutter,
    "blank-pages": _blanks,
    "standard": str,
    "output-intent": lambda value: f"the output intent {value['identifier']} ({value['registry']})",
    "forbidden": lambda value: f"no {', no '.join(value)}",
    "transparency": lambda _: "no transparency",
    "fonts-embedded": lambda _: "embedded fonts",
    "fonts-whole": lambda _: "fonts embedded whole, not as subsets",
    "colours": lambda value: f"{_list([FAMILIES[kind] for kind in value])} alone",
    "black": lambda _: "text and lines in black ink alone",
    "ink": lambda value: f"at most {value['most']:g} % of ink",
    "resolution": _resolution,
    "file-size": lambda value: f"a file of at most {value['megabytes']:g} MB",
    "type-size": lambda value: f"type of at least {value['least']:g} pt",
    "rule-weight": lambda value: f"lines of at least {value['least']:g} pt",
    "tint": lambda value: f"tints of at least {value['least']:g} %",
    "wrap": lambda value: f"a sheet that goes {value['outer']:g} in beyond the trim before its bleed",
    "safe": lambda value: f"text at least {value['inside-trim']:g} in inside the trim",
    "spine-text": _spine_text,
    "barcode": _barcode,
}
