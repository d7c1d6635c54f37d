"""What brackets with an address or attributes mean: a reference, a link, a value, a check, a mark for the index …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from book.markdown.attributes import CLASSES, Attributes
from book.markdown.parse_state import ParseState
from book.markdown.reference_rules import TEXT_FILE
from book.markdown.typography import typeset
from book.matter import (
    CheckedWords,
    CrossReference,
    DataValue,
    Emphasis,
    IndexMark,
    Link,
    PersonMark,
    RawInline,
    Styled,
    Text,
    Unsourced,
)
from book.problems import Span

_FORMATS = ("", "words", "date", "numeral")
# Pandoc's names of looks, and ours; "mark" is what a template calls something else.
LOOKS = {"underline": "underline", "ul": "underline", "mark": "marked"}
_OUT = re.compile(r"(?:https?://[^\s]+|mailto:[^\s]+)$")


def address(parsing: ParseState, to: str, attributes: Attributes, children: tuple[RawInline, ...],
            place: Span) -> list[RawInline]:
    """A reference inside the book, or a link out of it."""
    free = attributes.free(CLASSES["link"])
    to_text = TEXT_FILE.fullmatch(to)
    if to_text or (to.startswith("#") and len(to) > 1):
        forms: tuple[Literal["page", "pageonly", "title"], ...] = ("page", "pageonly", "title")
        form = next((form for form in forms if form in attributes.classes), None)
        node: RawInline = CrossReference(to if to_text else to[1:], children, form or "plain", place)
    else:
        if not _OUT.match(to):
            parsing.doubt("M-019", f"a link to “{to}”, which is neither an anchor nor a web address", place,
                          "write (#anchor) for a place in this book, or (https://…)")
            if not parsing.strict:  # its words stay, and lead nowhere
                return list(children)
        node = Link(to, children)
    return [_styled(parsing, (node,), attributes.id, free, attributes.get("lang"), place)]


def span(parsing: ParseState, attributes: Attributes, children: tuple[RawInline, ...],
         place: Span) -> tuple[RawInline, ...]:
    """Words with attributes: each meaning wraps those before it."""
    nodes, classes = children, attributes.classes
    _check_words(parsing, attributes, bool(children), place)
    if "sc" in classes or "smallcaps" in classes:
        nodes = (Emphasis("smallcaps", nodes),)
    if "value" in attributes.values:
        nodes = (DataValue(attributes.get("value"), _form(parsing, attributes, place), place),)
    if "check" in attributes.values:
        nodes = (CheckedWords(nodes, attributes.get("check"), place),)
    if "unsourced" in classes:
        nodes = (Unsourced(nodes, attributes.get("reason"), place),)
    if "person" in attributes.values or "noindex" in classes:
        nodes = (PersonMark(nodes, attributes.get("person"), place),)
    if "index" in classes:
        entry = typeset(attributes.get("entry"))
        ends = attributes.get("from"), attributes.get("to")
        nodes = (IndexMark(nodes, entry, *ends, place, attributes.get("of")),)
    free = attributes.free(CLASSES["span"])
    free = (*(LOOKS[name] for name in classes if name in LOOKS), *free)
    if attributes.id or free or attributes.get("lang"):
        return (_styled(parsing, nodes, attributes.id, free, attributes.get("lang"), place),)
    return nodes


def _check_words(parsing: ParseState, attributes: Attributes, words: bool, place: Span) -> None:
    """Reports brackets that have words where there should be none, or none where there should be some."""
    marks = attributes.get("entry") or attributes.get("to")
    if words and "value" in attributes.values:
        parsing.report("M-012", "the words in these brackets would be lost to the computed value", place,
                       'leave the brackets empty, or write check="…" to compare the words')
    elif not words and ("check" in attributes.values or "unsourced" in attributes.classes):
        parsing.report("M-012", "there are no words in these brackets", place, "put the words between [ and ]")
    elif not words and "index" in attributes.classes and not marks:
        parsing.report("M-012", "an index mark without words or entry", place, 'add entry="…" to the attributes')


def _styled(parsing: ParseState, nodes: tuple[RawInline, ...], name: str, classes: tuple[str, ...], lang: str,
            place: Span) -> RawInline:
    """Words with a name, free classes or a language; one node without any of them stays as it is."""
    if name:
        parsing.ids.append((name, place))
    return Styled(nodes, name, classes, lang) if name or classes or lang or len(nodes) != 1 else nodes[0]


def _form(parsing: ParseState, attributes: Attributes, place: Span) -> str:
    """The form of a computed value."""
    form = attributes.get("format")
    if form not in _FORMATS:
        parsing.report("M-012", f"no format “{form}” is known", place, "known are words, date and numeral")
        return ""
    return form


def plain(nodes: Sequence[RawInline]) -> str:
    """The words of inlines without their markup."""
    return "".join(node.text if isinstance(node, Text) else plain(getattr(node, "children", ())) for node in nodes)
