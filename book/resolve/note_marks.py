"""Where the mark of a note is put in its line, by the Chicago Manual of Style on placing note numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from book.matter import Citation, NoteMark, RawInline, Text
from book.matter.walk import words

# A mark follows these, and closing quotes; it stands before a dash. A ’ inside a word is an apostrophe.
_BEFORE_MARK = re.compile(r"(?:[.,;:?!…”]|’(?!\w))+")
_POSSESSIVE = re.compile(r"’s?(?!\w)")


def joined(inlines: Iterable[RawInline]) -> tuple[RawInline, ...]:
    """Marks at one place without space between them; citations that follow one another as one: `[@a][@b]`."""
    done: list[RawInline] = []
    for inline in inlines:
        if _is_mark(inline) and len(done) > 1 and words(done[-1:]).isspace() and _is_mark(done[-2]):
            done.pop()
        before = done[-1] if done else None
        if isinstance(inline, Citation) and not inline.in_text and isinstance(before, Citation):
            done[-1] = replace(before, works=before.works + inline.works)
        else:
            done.append(inline)
    return tuple(done)


def _is_mark(inline: RawInline) -> bool:
    return isinstance(inline, NoteMark) or (isinstance(inline, Citation) and not inline.in_text)


def placed(inlines: Iterable[RawInline]) -> tuple[RawInline, ...]:
    """The marks behind the punctuation that follows them, and without the space before them.

    An in-text citation is parted: its name stays where it is, its note is called behind it."""
    done: list[RawInline] = []
    waiting: list[RawInline] = []  # marks that look for the punctuation after them
    for inline in inlines:
        if isinstance(inline, NoteMark | Citation):
            if isinstance(inline, Citation) and inline.in_text:
                done += [*waiting, inline]
                waiting = [replace(inline, in_text=False)]
                continue
            if not waiting and done and isinstance(last := done[-1], Text):
                done[-1] = Text(last.text.rstrip(" \n\u00a0"))
            waiting.append(inline)
        elif waiting and isinstance(inline, Text):
            end = _mark_place(inline.text, isinstance(done[-1], Citation) if done else False)
            done += [Text(inline.text[:end]), *waiting, Text(inline.text[end:])]
            waiting = []
        else:
            done += [*waiting, inline]
            waiting = []
    return tuple(inline for inline in (*done, *waiting) if inline != Text(""))


def _mark_place(text: str, after_name: bool) -> int:
    """How many characters of the following text stand before the mark."""
    start = match.end() if after_name and (match := _POSSESSIVE.match(text)) else 0
    punctuation = _BEFORE_MARK.match(text, start)
    return punctuation.end() if punctuation else start
