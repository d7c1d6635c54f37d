"""Where the mark of a note is put in its line, by the Chicago Manual of Style on placing note numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from book.citations import CitationPlace
from book.matter import Citation, NoteMark, RawInline, Text
from book.matter.walk import words

# A mark follows these, and closing quotes; it stands before a dash. A ’ inside a word is an apostrophe.
_BEFORE_MARK = re.compile(r"(?:[.,;:?!…”]|’(?!\w))+")
_POSSESSIVE = re.compile(r"’s?(?!\w)")


def joined(inlines: Iterable[RawInline], place: CitationPlace = "note") -> tuple[RawInline, ...]:
    """Marks at one place without space between them; citations that follow one another as one: `[@a][@b]`.

    `place` is where the style puts citations: what it prints in brackets is not a mark."""
    done: list[RawInline] = []
    for inline in inlines:
        mark = _is_mark(inline, place)
        if mark and len(done) > 1 and words(done[-1:]).isspace() and _is_mark(done[-2], place):
            done.pop()
        before = done[-1] if done else None
        joins = mark and isinstance(before, Citation) and (place == "note" or not before.in_text)
        if joins and isinstance(inline, Citation) and isinstance(before, Citation):
            done[-1] = replace(before, works=before.works + inline.works)
        else:
            done.append(inline)
    return tuple(done)


def _is_mark(inline: RawInline, place: CitationPlace) -> bool:
    return isinstance(inline, NoteMark) or (
        isinstance(inline, Citation) and not inline.in_text and place != "text"
    )


def placed(inlines: Iterable[RawInline], place: CitationPlace = "note") -> tuple[RawInline, ...]:
    """The marks behind the punctuation that follows them, and without the space before them.

    An in-text citation of a style with notes is parted: its name stays where it is, its note is called behind it."""
    done: list[RawInline] = []
    waiting: list[RawInline] = []  # marks that look for the punctuation after them
    for inline in inlines:
        if _is_mark(inline, place) or (place == "note" and isinstance(inline, Citation)):
            if isinstance(inline, Citation) and inline.in_text:
                done += [*waiting, inline]
                waiting = [replace(inline, in_text=False)]
                continue
            if not waiting and done and isinstance(last := done[-1], Text):
                done[-1] = Text(last.text.rstrip(" \n\u00a0"))
            waiting.append(inline)
        elif waiting and isinstance(inline, Text):
            end = _mark_place(inline.text, place == "note" and isinstance(done[-1], Citation) if done else False)
            done += [Text(inline.text[:end]), *waiting, Text(inline.text[end:])]
            waiting = []
        else:
            done += [*waiting, inline]
            waiting = []
    return tuple(inline for inline in (*done, *waiting) if inline != Text(""))


_STOP_BEFORE = re.compile(r"[.,;:]$")
_CLOSED = re.compile(r"[?!…”’)]$")
_SENTENCE = re.compile(r"\s+[“‘(\[]?[^\W\d_a-zß-ÿ]")


def before_stops(inlines: Iterable[RawInline]) -> tuple[RawInline, ...]:
    """What a style prints in brackets, before the stop behind which its author has put it, as one does with notes.

    “It was so.[@key] Then” becomes “It was so (Kotkin 2014). Then”; behind other signs it only has a space."""
    row = list(inlines)
    for place, inline in enumerate(row):
        before = row[place - 1] if place else None
        if not isinstance(inline, Citation) or inline.in_text or not isinstance(before, Text):
            continue
        stop = _STOP_BEFORE.search(before.text)
        after = row[place + 1] if place + 1 < len(row) else Text("")
        ends = not isinstance(after, Text) or not after.text.strip() or bool(_SENTENCE.match(after.text))
        if stop and (ends or stop[0] != "."):
            row[place - 1] = Text(f"{before.text[:-1]} ")
            row[place + 1:place + 1] = [Text(stop[0])]
        elif stop or _CLOSED.search(before.text):
            row[place - 1] = Text(f"{before.text} ")
    return tuple(row)


def _mark_place(text: str, after_name: bool) -> int:
    """How many characters of the following text stand before the mark."""
    start = match.end() if after_name and (match := _POSSESSIVE.match(text)) else 0
    punctuation = _BEFORE_MARK.match(text, start)
    return punctuation.end() if punctuation else start
