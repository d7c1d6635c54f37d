"""The manuscript's Markdown.

Comes in: the text of one division. Goes out: `Parsed`, its blocks, notes, ids and pictures, and all problems.
Apart because only this package knows markdown-it; the dialect is that of manual/manuscript.md and nothing else.

From bottom to top: `places` finds lines and columns, `attributes` and `cites` read two small languages, `desk` gathers;
`words`, `brackets`, `mentions` and `lines` are rules, `engine` puts them together, `typography` sets the words;
`meanings` and `passages` say what a thing is, `tree` and `blocks` build the tree of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from book.markdown.blocks import build
from book.markdown.desk import Desk, Expand
from book.markdown.places import Source
from book.markdown.typography import typeset
from book.matter import Block, RawInline
from book.problems import Problem, Span

__all__ = ["Expand", "Parsed", "parse", "typeset"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as a tree. `ids` has every anchor, also those made from words; `pictures` has every picture."""

    blocks: tuple[Block[RawInline], ...]
    notes: Mapping[str, tuple[Block[RawInline], ...]]
    ids: tuple[tuple[str, Span], ...] = ()
    pictures: tuple[tuple[str, Span], ...] = ()


def parse(text: str, path: str, first_line: int = 1, raw_html: bool = False,
          expand: Expand | None = None) -> tuple[Parsed, tuple[Problem, ...]]:
    """Reads the Markdown of one division, which begins on `first_line` of the file `path`.

    `expand(name, arguments, span)` gives the Markdown that a template makes; without it templates print nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")
    desk = Desk(Source(path, tuple(text.split("\n")), first_line), raw_html, expand)
    blocks = build(text, desk)
    _match_notes(desk)
    order = sorted(desk.problems.values(), key=lambda problem: (problem.span or Span(path), problem.code))
    return Parsed(blocks, desk.notes, tuple(desk.ids), tuple(desk.pictures)), tuple(order)


def _match_notes(desk: Desk) -> None:
    """Every note that is called must be written, and the other way round."""
    for key, span in desk.called.items():
        if key not in desk.notes:
            desk.report("M-014", f"the note “{key}” is called and not written", span, f"write it below: [^{key}]: …")
    for key, span in desk.written.items():
        if key not in desk.called:
            desk.report("M-015", f"the note “{key}” is written and not called", span,
                        f"call it with [^{key}], or take it out")
