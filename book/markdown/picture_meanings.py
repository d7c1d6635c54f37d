"""What a picture's brackets and braces say: its file, its words for those who cannot see it, its size and its place."""

from __future__ import annotations

from typing import Any

from markdown_it.token import Token

from book.markdown.attributes import Attributes
from book.markdown.bracket_meanings import plain
from book.markdown.parse_state import ParseState
from book.markdown.typography import typeset
from book.matter import Emphasis, Figure, Image, LineBreak, RawInline, Styled, Text
from book.matter.walk import all_raw
from book.pictures import length
from book.problems import Span

_MIDDLE = frozenset({"center", "centre", "centered", "align-center", "aligncenter", "default"})
_SIDES = {"left": "left", "right": "right", "align-left": "left", "align-right": "right", "alignleft": "left",
          "alignright": "right"}  # fmt: skip


def image(parsing: ParseState, token: Token, children: tuple[RawInline, ...], place: Span) -> Image:
    """A picture in the line. What stands in its brackets are its words for those who cannot see it."""
    attributes: Attributes = token.meta["attributes"]
    alt, words = _written_alt(attributes), plain(children).strip()
    _check_brackets(parsing, alt, words, children, place)
    alt = alt or words
    alt = alt or _titled(parsing, token, place, None)
    if not alt:
        _no_alt(parsing, token, place)
    width, height = _size(parsing, token.meta, place)
    return Image(_file(parsing, token, place), alt, width, height, _classes(attributes), bool(token.meta.get("alone")))


def _check_brackets(parsing: ParseState, alt: str, words: str, children: tuple[RawInline, ...], place: Span) -> None:
    """What stands in the brackets of a picture in a line is nowhere to be seen."""
    kept = (Text, Emphasis, Styled, LineBreak)
    if any(not isinstance(each, kept) for each in all_raw(children)):
        parsing.report("M-051", "a note, a link or the like in the brackets of a picture in a line is not printed",
                       place, "write it behind the picture, or give the picture a paragraph of its own", "error")
    elif alt and words and words.casefold() != alt.casefold():
        parsing.report("M-051", f"“{words}” is not printed: a picture in a line has no caption", place,
                       "write the words beside the picture, or give it a paragraph of its own", "warning")


def figure(parsing: ParseState, token: Token, children: tuple[RawInline, ...], place: Span,
           quiet: bool = False) -> Figure[RawInline]:
    """A picture that stands alone. What stands in its brackets is its caption; if it is to be `quiet`, its words for
    those who cannot see it."""
    attributes: Attributes = token.meta["attributes"]
    caption: tuple[RawInline, ...] = () if quiet else children
    alt = _written_alt(attributes) or (plain(children).strip() if quiet else "")
    if not caption and attributes.get("fig-cap"):
        caption = (Text(typeset(attributes.get("fig-cap"))),)
    alt = _titled(parsing, token, place, caption, alt) if token.meta.get("title") else alt
    words = plain(caption).strip()
    if not alt and words:
        parsing.report("M-010", "a picture has only its caption for those who cannot see it", place,
                       'say what it shows: {alt="…"}', "warning")
    elif not alt:
        _no_alt(parsing, token, place)
    if attributes.id:
        parsing.ids.append((attributes.id, place))
    width, height = _size(parsing, token.meta, place)
    return Figure(attributes.id, _file(parsing, token, place), alt or words, caption, place, width, height,
                  _classes(attributes))


def _written_alt(attributes: Attributes) -> str:
    return typeset(attributes.get("alt") or attributes.get("fig-alt")).strip()


def _no_alt(parsing: ParseState, token: Token, place: Span) -> None:
    parsing.doubt("M-010", f"the picture {token.meta['file']} has no text alternative", place,
                   'add {alt="what it shows"}')


def _titled(parsing: ParseState, token: Token, place: Span, caption: tuple[RawInline, ...] | None,
            alt: str = "") -> str:
    """A title, which browsers show under the mouse: without other words it is the text alternative."""
    title = typeset(str(token.meta.get("title", ""))).strip()
    if title and (alt or caption) and title not in (alt, plain(caption or ()).strip()):
        parsing.report("M-051", f"the title “{title}” of the picture {token.meta['file']} is not printed", place,
                       "write it between the square brackets, where the caption stands, or take it out")
        return alt
    return alt or title


def _file(parsing: ParseState, token: Token, place: Span) -> str:
    """The picture's path from `chapters/`, as far as it is known."""
    name: str = token.meta["file"]
    name = parsing.find(name) if parsing.find else name
    parsing.pictures.append((name, place))
    return name


def _size(parsing: ParseState, meta: dict[str, Any], place: Span) -> tuple[str, str]:
    """Width and height as lengths of CSS, empty where they are not written. M-012 for what is not a length."""
    attributes: Attributes = meta["attributes"]
    found = []
    for key, short in (("width", "w"), ("height", "h")):
        written = attributes.get(key) or attributes.get(short) or meta.get(key, "")
        size = length(written)
        if written and written != "auto" and size is None:
            parsing.report("M-012", f"{key}={written} is not a length", place,
                           f"write {key}=50%, or a number with cm, mm, in, pt, px or em")
        if size is not None and size.unit == "%" and size.number > 100:
            parsing.report("M-012", f"{key}={written} is more than there is room for", place, "write 100% at most")
        found.append(str(size) if size else "")
    return found[0], found[1]


def _classes(attributes: Attributes) -> tuple[str, ...]:
    """Classes for the designer, and the side that the picture stands on; in the middle it stands by itself."""
    side = attributes.get("fig-align") or attributes.get("align")
    names = (*attributes.classes, *((side,) if side else ()))
    return tuple(dict.fromkeys(_SIDES.get(name, name) for name in names if name not in _MIDDLE))
