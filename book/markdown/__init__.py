"""The manuscript's Markdown, as manual/manuscript.md describes it; the only package that knows markdown-it.

From bottom to top: `source_map` finds lines and columns, `attributes` and `cite_syntax` read two small languages,
`parse_state` gathers what is found; `inline_rules`, `bracket_rules`, `cite_rules`, `maths_rules`, `includes` and
`block_rules` are rules for markdown-it, `dialect` puts them together, `typography` sets quotes and dashes;
`bracket_meanings`, `block_meanings`, `code` and `picture_meanings` say what a construct means, `inlines` and `blocks`
build the tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from book.markdown.blocks import build
from book.markdown.cite_syntax import TYPED
from book.markdown.parse_state import Expand, FindPicture, Include, ParseState
from book.markdown.source_map import SourceText
from book.markdown.tidy import tidied
from book.markdown.typography import typeset
from book.matter import Block, RawInline
from book.problems import Problem, Span

__all__ = ["TYPED", "Expand", "FindPicture", "Include", "Parsed", "parse", "typeset"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as a tree. `ids` has every anchor, also those `made` from words; `pictures` has every picture.

    A first heading of level 1 is the text's title: it stands in `blocks` and its anchor not in `ids`."""

    blocks: tuple[Block[RawInline], ...]
    notes: Mapping[str, tuple[Block[RawInline], ...]]
    ids: tuple[tuple[str, Span], ...] = ()
    pictures: tuple[tuple[str, Span], ...] = ()
    made: frozenset[str] = frozenset()


def parse(text: str, path: str, first_line: int = 1, raw_html: bool = False,
          expand: Expand | None = None, strict: bool = True, cites: bool = True,
          find: FindPicture | None = None, include: Include | None = None,
          verse: bool = False) -> tuple[Parsed, tuple[Problem, ...]]:
    """Reads the Markdown of one division, which begins on `first_line` of the file `path`.

    In a book that is not `strict`, harmless HTML is read as what it means, and doubtful places are warnings. Without
    `cites`, in a book without a bibliography, `@name` is a word like any other. `expand(name, arguments, span)` gives
    the Markdown that a template makes; without it templates print nothing. `find(name)` gives the path of a
    picture from `chapters/`; without it names are paths. `include(name, path, span)` gives path and text of a file
    that the text at `path` names, or None, if it has told why not. In a text that is `verse`, each line is a line."""
    text, changes = tidied(text)
    source = SourceText(path, tuple(text.split("\n")), first_line)
    parsing = ParseState(source, raw_html, expand, strict, cites, verse, find=find, include=include)
    for change in changes:
        parsing.doubt("M-002", change, Span(path, first_line), "take them out, or write what they stand for")
    blocks = build(text, parsing)
    _match_notes(parsing)
    _match_addresses(parsing)
    order = sorted(parsing.problems.values(), key=lambda problem: (problem.span or Span(path), problem.code))
    return Parsed(blocks, parsing.notes, tuple(parsing.ids), tuple(parsing.pictures),
                  frozenset(parsing.made)), tuple(order)


def _match_notes(parsing: ParseState) -> None:
    """Every note that is called must be written, and the other way round."""
    for key, span in parsing.called.items():
        if key not in parsing.notes:
            parsing.report("M-014", f"the note “{key}” is called and not written", span, f"write it below: [^{key}]: …")
    for key, span in parsing.written.items():
        if key not in parsing.called:
            parsing.report("M-015", f"the note “{key}” is written and not called", span,
                           f"call it with [^{key}], or take it out")


def _match_addresses(parsing: ParseState) -> None:
    """An address that no link names: the line is not printed, and may have been meant as words."""
    written = [*parsing.env.get("references", {}).values(), *parsing.env.get("duplicate_refs", ())]
    for reference in written:
        if str(reference["href"]) not in parsing.used:
            parsing.doubt("M-019", f"an address that no link names: {reference['href']}", reference["span"],
                          "name it as [words][its name], or write \\[ if the words of this line are meant")
