"""Where in its file a piece of Markdown is.

markdown-it knows the lines of blocks only, and a problem must name its own line and column.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from book.problems import Span


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text and the line of its file on which it begins. If `fixed`, all of it stands at that one place.

    A part of another text, such as a cell of a table, has `places`: for each of its lines the line of the file, and the
    column, from 0, in which it begins."""

    path: str
    lines: tuple[str, ...]
    first_line: int = 1
    fixed: Span | None = None
    places: tuple[tuple[int, int], ...] = ()

    def part(self, lines: tuple[str, ...], places: tuple[tuple[int, int], ...]) -> SourceText:
        """Some lines out of this text, which begin at these lines and columns of it."""
        return SourceText(self.path, lines, self.first_line, self.fixed, tuple(self._at(*place) for place in places))

    def _at(self, line: int, column: int) -> tuple[int, int]:
        if not self.places:
            return self.first_line + line, column
        begins, indent = self.places[min(line, len(self.places) - 1)]
        return begins, indent + column

    def span(self, line: int, column: int = 0, length: int = 1) -> Span:
        """The place in the file of a line and column of the text, both counted from 0."""
        line, column = self._at(line, column)
        return self.fixed or Span(self.path, line, column + 1, max(length, 1))

    def start(self, line: int) -> Span:
        """The place of the first character of a line that is neither white nor the mark of a quotation."""
        text = self.lines[line] if line < len(self.lines) else ""
        rest = text.lstrip(" >")
        return self.span(line, len(text) - len(rest), len(rest.rstrip()))

    def words(self, content: str, line: int, after: int = 0) -> SourceMap:
        """The place of the words of a block, which begin on `line` not before the column `after`.

        Each line of a block's words is the end of a line of the file, since only marks of blocks stand before it."""
        starts, offset = [], 0
        for number, words in enumerate(content.split("\n")):
            text = self.lines[line + number] if line + number < len(self.lines) else ""
            column = text.find(words, after) if number == 0 else text.rfind(words)
            if column < 0:  # a cell whose \| lost its backslash: its first words will do
                column = max(text.find(words.split("|")[0], after), 0)
            starts.append((offset, line + number, column))
            offset += len(words) + 1
        return SourceMap(self, tuple(starts))


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The place of the words of one block: for each of their lines its offset, its line and its column."""

    source: SourceText
    starts: tuple[tuple[int, int, int], ...]

    def span(self, offset: int, length: int = 1) -> Span:
        """The place of some of the words."""
        begin, line, column = self.starts[bisect_right(self.starts, (offset, 1 << 30, 0)) - 1]
        rest = len(self.source.lines[line]) - (column + offset - begin) if line < len(self.source.lines) else 1
        return self.source.span(line, column + offset - begin, min(length, rest))
