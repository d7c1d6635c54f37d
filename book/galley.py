"""The attributes by which a galley's XHTML speaks to those who lay it out: the protocol of compose, layout and epub.

`compose` and the templates of `styles/` write them; layout, `folios`, `symbols` and `epub` read them, and the style
sheets by `attr()`. An EPUB has none of them left.

The functions that read text rather than elements rely on how `compose` writes: attributes in double quotes, escaped,
and those of one thing in a fixed order. So a document need not be parsed in each round of paging.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

KEY = "data-key"
LOOSENESS = "data-looseness"
CALL = "data-call"
NUMBER = "data-number"
ANEW = "data-anew"
PAGE = "data-page"
LOCATORS = "data-locators"
FOLIO = "data-folio"
BOOKMARK = "data-bookmark"
BOOK = "data-book"
SHORT = "data-short"
TURN = "data-turn"
LINE = "data-line"
ATTRIBUTES: Mapping[str, str] = {
    KEY: "the name of a block, unique in its division; problems, page starts and records tell places by it",
    LOOSENESS: "how many lines more, or fewer, a paragraph is to be set in; not zero",
    CALL: "on a note of the page's foot, which stands where it is called: the id of its call",
    NUMBER: "the mark of such a note, or “?” while it waits for the page of its call",
    ANEW: "on a note whose marks begin anew on each page: “figures” or “symbols”",
    PAGE: "on an empty link: the anchor whose folio is printed there",
    LOCATORS: "on an empty span of the index: anchors with spaces between, “A” or for a range “C:D”; folios go there",
    FOLIO: "an anchor, which becomes its folio, for a running head",
    BOOKMARK: "on a heading: what its bookmark says",
    BOOK: "on a division's title: the book's title, for the running head",
    SHORT: "on a division's title: its short form, for the running head",
    TURN: "in code, where a line too long goes on below: what is printed before its rest, not a word of the text",
    LINE: "on a line of code: its number, which is not a word of the text",
}
WAITING = "?"
SOFT_HYPHEN = "\u00ad"

_FOLIOS = re.compile(r'<(?P<tag>a|span)\b(?P<attributes>[^<>]*'
                     rf'\b(?P<name>{PAGE}|{LOCATORS})="(?P<anchors>[^"]*)"[^<>]*)(?:/>|></(?P=tag)>)')
_SAID = re.compile(rf'{FOLIO}="([^"]*)"')
_WAITING = re.compile(rf'{CALL}="([^"]*)" {NUMBER}="{re.escape(WAITING)}" {ANEW}="(figures|symbols)"')
_KEY = re.compile(rf'{KEY}="([^"]*)"')
_ASKED = re.compile(rf' {LOOSENESS}="([^"]*)"')


# --- of an element


def is_note(element: Any) -> bool:
    """True of a note of the page's foot: it names its call."""
    return CALL in element.attrib


def is_mark(element: Any) -> bool:
    """True of an element before which a mark is printed that is not part of the text."""
    return TURN in element.attrib or LINE in element.attrib


def prints_folios(element: Any) -> bool:
    """True of an element whose words are folios."""
    return PAGE in element.attrib or LOCATORS in element.attrib


def counts(character: str) -> bool:
    """True of the characters by which the place of a text in its block is told: all but white space and soft hyphens.

    So a block may be broken into lines in any way, in print or by hand, and its places stay the same."""
    return not (character.isspace() or character == SOFT_HYPHEN)


# --- of a text


def printed_anchors(html: str) -> tuple[str, ...]:
    """The anchors whose folios a galley prints, each once: those of the text in its order, then those of running heads.

    >>> printed_anchors('<span data-locators="a b:c"></span> <a data-page="a"></a>')
    ('a', 'b', 'c')
    """
    printed = (anchor for place in _FOLIOS.finditer(html)
               for anchor in _anchors(place["name"], unescape(place["anchors"]).strip()) if anchor)
    return tuple(dict.fromkeys([*printed, *map(unescape, _SAID.findall(html))]))


def _anchors(name: str, value: str) -> list[str]:
    """A place that prints one folio names one anchor, in which a colon is a letter like others."""
    return [value] if name == PAGE else re.split(r"[\s:]+", value)


def with_folios(html: str, page: Callable[[str], str], locators: Callable[[str], str]) -> str:
    """The galley with its folios: `page` gives one anchor's, `locators` the XHTML of an index entry's.

    >>> with_folios('<a href="#a" data-page="a"></a>', lambda anchor: "43", str)
    '<a href="#a" data-page="a">43</a>'
    """
    def filled(place: re.Match[str]) -> str:
        content = page if place["name"] == PAGE else locators
        return f'<{place["tag"]}{place["attributes"].rstrip()}>{content(unescape(place["anchors"]))}</{place["tag"]}>'

    said = _SAID.sub(lambda place: f'{FOLIO}="{page(unescape(place[1]))}"', html)
    return _FOLIOS.sub(filled, said)


def with_numbers(html: str, number: Callable[[str, str], str]) -> str:
    """The galley with the marks of notes that wait for theirs: `number` gives one for a call, of “figures” or
    “symbols”; it is asked in the order of the text."""
    def filled(place: re.Match[str]) -> str:
        call, anew = place.groups()
        return f'{CALL}="{call}" {NUMBER}="{number(unescape(call), anew)}" {ANEW}="{anew}"'

    return _WAITING.sub(filled, html)


def key_of_folio(html: str, anchor: str) -> str:
    """The key of the block that prints an anchor's folio, which is the last begun before it; nothing if none does.

    >>> key_of_folio('<p data-key="one">1</p><p data-key="two"><a data-page="a"></a></p>', "a")
    'two'
    """
    wanted = re.escape(escape(anchor))
    place = re.search(rf'{PAGE}="{wanted}"|{LOCATORS}="[^"]*(?<![^\s":]){wanted}(?![^\s":])', html)
    keys = _KEY.findall(html[:place.start()]) if place else []
    return keys[-1] if keys else ""


def looseness(html: str, key: str) -> int:
    """How many lines more, or fewer, the paragraph with this `data-key` is asked to have; 0 if it is not asked.

    >>> looseness('<p data-looseness="-1" data-key="k">', "k")
    -1
    """
    opening = _opening(html, key)
    asked = _ASKED.search(opening[0]) if opening else None
    return int(asked[1]) if asked else 0


def with_looseness(html: str, key: str, lines: int) -> str:
    """The galley with its paragraph `key` asked to have so many lines more, or fewer, whatever it was asked before.

    As it is, if no paragraph has that key.

    >>> with_looseness('<p data-looseness="-1" data-key="k">One.</p>', "k", 1)
    '<p data-looseness="1" data-key="k">One.</p>'
    """
    opening = _opening(html, key)
    if opening is None:
        return html
    asked = _ASKED.sub("", opening[0]).replace(f" {KEY}=", f' {LOOSENESS}="{lines}" {KEY}=', 1)
    return html[:opening.start()] + asked + html[opening.end():]


def _opening(html: str, key: str) -> re.Match[str] | None:
    """The tag that opens a paragraph: nothing else can be asked (a heading, a cell, an entry of a list)."""
    return re.search(rf'<p\b[^<>]* {KEY}="{re.escape(key)}"[^<>]*>', html)
