"""What a style does with citations: it puts them into notes, or into the text; and how it sets its list of works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lxml import etree

from book.citations.style import CSL, parsed_style

CitationPlace = Literal["note", "text", "superior"]
_NUMBERS: Final = ("citation-number", "citation-label")


@dataclass(frozen=True, slots=True)
class StyleKind:
    """`place`: citations stand in notes, in the line of text, or there as superior figures.

    `numbered`: a citation is a number or a label, and says no name. `ibid`: the style has a form for a work cited
    again at once. `hanging`: names stand out to the left in the list of works. `locators`: it prints pages cited."""

    place: CitationPlace
    numbered: bool
    ibid: bool
    hanging: bool
    locators: bool


def style_kind(text: str) -> StyleKind:
    """The kind of a style with which `style_problems` finds no fault; of a text that is none, that of notes."""
    try:
        style = parsed_style(text)
    except etree.XMLSyntaxError:
        return StyleKind("note", False, False, True, True)
    layout = style.find(f"{{{CSL}}}citation/{{{CSL}}}layout")
    listed = style.find(f"{{{CSL}}}bibliography")
    variables = _variables(style, layout) if layout is not None else set()
    return StyleKind(
        "note" if style.get("class") != "in-text" else "superior" if _superior(layout) else "text",
        layout is not None and bool(variables & set(_NUMBERS)) and not _named(style, layout),
        any("ibid" in str(each.get("position")) for each in style.iter() if isinstance(each.tag, str)),
        listed is None or listed.get("hanging-indent") == "true",
        "locator" in variables,
    )


def _superior(layout: etree._Element | None) -> bool:
    return layout is not None and any(
        each.get("vertical-align") == "sup" for each in layout.iter() if isinstance(each.tag, str)
    )


def _reached(style: etree._Element, start: etree._Element) -> list[etree._Element]:
    """All elements that a part of the style prints, those of its macros too."""
    macros = {str(macro.get("name")): macro for macro in style.iterfind(f"{{{CSL}}}macro")}
    found: list[etree._Element] = []
    waiting, seen = [start], set[str]()
    while waiting:
        inside = [each for each in waiting.pop().iter() if isinstance(each.tag, str)]
        found += inside
        for name in {str(each.get("macro")) for each in inside if each.get("macro")} - seen:
            seen.add(name)
            waiting += [macros[name]] if name in macros else []
    return found


def _variables(style: etree._Element, layout: etree._Element) -> set[str]:
    return {word for each in _reached(style, layout) for word in str(each.get("variable", "")).split()
            if each.tag in (f"{{{CSL}}}text", f"{{{CSL}}}number")}  # fmt: skip


def _named(style: etree._Element, layout: etree._Element) -> bool:
    return any(each.tag == f"{{{CSL}}}names" for each in _reached(style, layout))
