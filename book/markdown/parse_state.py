"""What the parsing of one text gathers besides its blocks; rules and builders all write to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from book.markdown.source_map import SourceMap, SourceText
from book.matter import Block, RawInline
from book.problems import Problem, Severity, Span

FindPicture = Callable[[str], str]
Include = Callable[[str, str, Span], tuple[str, str] | None]
Expand = Callable[[str, Mapping[str, str], Span], tuple[str, tuple[Problem, ...]]]


@dataclass(slots=True)
class ParseState:
    """The state of the parsing of one text.

    `words` maps the block whose words are being read, `sections` has the levels of the headings around, `depth` how
    many templates stand around the text, `in_note` how many notes, `in_html` how many elements of HTML, `lists` the
    lists. `examples` numbers those of Pandoc's example lists, by label. If not `strict`, doubts only warn. Where all is
    `verse`, each line is a line. `find` gives
    a picture's path from its name, `include` path and text of a file that the text at a path names; `within` are the
    files that take in this one."""

    source: SourceText
    raw_html: bool = False
    expand: Expand | None = None
    strict: bool = True
    cites: bool = True
    verse: bool = False
    words: SourceMap | None = None
    problems: dict[tuple[str, str, Span], Problem] = field(default_factory=dict)
    notes: dict[str, tuple[Block[RawInline], ...]] = field(default_factory=dict)
    written: dict[str, Span] = field(default_factory=dict)
    called: dict[str, Span] = field(default_factory=dict)
    ids: list[tuple[str, Span]] = field(default_factory=list)
    made: set[str] = field(default_factory=set)  # those of them that were made from words
    pictures: list[tuple[str, Span]] = field(default_factory=list)
    env: dict[str, Any] = field(default_factory=dict)  # what markdown-it's rules share: where addresses are written
    taken: int = 0  # the texts taken in so far
    used: set[str] = field(default_factory=set)  # the addresses that are named
    examples: dict[str, int] = field(default_factory=dict)
    lists: list[Any] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    section: int = 1
    depth: int = 0
    in_note: int = 0
    in_html: int = 0
    find: FindPicture | None = None
    include: Include | None = None
    within: tuple[str, ...] = ()

    def report(self, code: str, message: str, span: Span, hint: str = "", level: Severity | None = None) -> None:
        """Keeps a problem, once."""
        self.problems.setdefault((code, message, span), Problem(code, message, span, hint, level))

    def doubt(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Keeps a problem of a text that can be set as it stands: in a book that is not strict it is a warning."""
        self.report(code, message, span, hint, "error" if self.strict else "warning")

    def at(self, offset: int, length: int = 1) -> Span:
        """The place of an offset into the words being read."""
        assert self.words is not None
        return self.words.span(offset, length)


def parse_state(state: StateBlock | StateInline) -> ParseState:
    """The state of the parsing that a rule is part of."""
    return cast(ParseState, state.env["parsing"])
