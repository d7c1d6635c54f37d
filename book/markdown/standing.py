"""Pictures that stand alone: the only thing in a paragraph, or on a line of their own in one.

Each of them is a figure, with its caption; a picture between the words of a sentence stays in the line. So does one on
a line of its own after which the sentence goes on in small letters: an author has only broken his line there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from book.markdown.block_meanings import Blocks
from book.markdown.bracket_meanings import address
from book.markdown.inlines import InlineBuilder, stripped
from book.markdown.parse_state import ParseState
from book.markdown.picture_meanings import figure
from book.matter import Block, Paragraph, RawInline
from book.problems import Span

Kind = Literal["picture", "link", "white", "hard", "break", "words"]
_TRANSPARENT = frozenset({"em_open", "strong_open", "s_open"})  # bold or italic says nothing of a picture
_AROUND = frozenset({*_TRANSPARENT, "address_open", "link_open"})
_WHITE = " \t\n\\\N{NO-BREAK SPACE}"
_HARD = "\\\N{NO-BREAK SPACE}"
_ENDS = tuple(".:!?…。：！？”’\"')]»")  # after these a sentence does not run on into a picture


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A part of a paragraph: the tokens from `start` to before `end`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StandingPictures:
    """Takes a paragraph apart, if pictures stand alone in it; `content` is its inline token."""

    content: Token
    parsing: ParseState

    def blocks(self) -> Blocks | None:
        """Figures, and paragraphs of the words around them; None if no picture stands alone."""
        tokens = self.content.children or []
        if not any(token.type == "picture_open" for token in tokens):
            return None
        lines = _lines(pieces(tokens, 0, len(tokens)))
        alone = [self._alone(lines, number) for number in range(len(lines))]
        last = lines[-1]
        tail = 0 if alone[-1] else self._tail(last)
        if not any(alone) and not tail:
            return None
        found: list[Block[RawInline]] = []
        words: list[LinePiece] = []
        for number, line in enumerate(lines):
            here = line if alone[number] else line[len(line) - tail:] if line is last and tail else []
            words += line[:len(line) - len(here)]
            if here:
                found += self._paragraph(words)
                found += self._pictures(here)
                words = []
        return (*found, *self._paragraph(words))

    def _alone(self, lines: list[list[LinePiece]], number: int) -> bool:
        if not _stands(lines[number]):
            return False
        if number + 1 == len(lines) or _stands(lines[number + 1]):
            return True
        following = self._text(lines[number + 1]).lstrip()[:1]
        return not (following.islower() or following in tuple(",.;:)!?"))

    def _tail(self, line: list[LinePiece]) -> int:
        """How many pieces at the end of the last line are pictures that the sentence before them does not hold."""
        count = 0
        while count < len(line) and line[-1 - count].kind in ("picture", "link", "white", "hard"):
            count += 1
        if not _stands(line[len(line) - count:]):
            return 0
        return count if self._text(line[:len(line) - count]).rstrip(_WHITE).endswith(_ENDS) else 0

    def _text(self, line: list[LinePiece]) -> str:
        tokens = self.content.children or []
        return "".join(token.content for piece in line for token in tokens[piece.start:piece.end])

    def _pictures(self, line: list[LinePiece]) -> list[Block[RawInline]]:
        """A figure for each picture. A hard space or a backslash beside it is Pandoc's word for: no caption."""
        tokens, quiet = self.content.children or [], any(piece.kind == "hard" for piece in line)
        found: list[Block[RawInline]] = []
        for piece in line:
            first = next((token for token in tokens[piece.start:piece.end] if token.type == "picture_open"), None)
            if first is None:
                continue
            place = self.content.meta["words"].span(first.meta["at"], first.meta["length"])
            if piece.kind == "link":
                found.append(self._linked(piece, first, place, quiet))
            else:
                caption = self._built(piece.start + 1, piece.end - 1)
                found.append(figure(self.parsing, first, caption, place, quiet))
        return found

    def _linked(self, piece: LinePiece, first: Token, place: Span, quiet: bool) -> Block[RawInline]:
        """A picture in a link: a figure whose caption leads there; without a caption the picture does."""
        tokens = self.content.children or []
        start = next(number for number in range(piece.start, piece.end) if tokens[number] is first)
        end, link = _after(tokens, start, piece.end), tokens[piece.start]
        if quiet or end == start + 2 or link.type != "address_open":
            first.meta["alone"] = True
            return Paragraph(self._built(piece.start, piece.end), place)
        words = self._built(start + 1, end - 1)
        return figure(self.parsing, first, tuple(address(self.parsing, link.meta["to"], link.meta["attributes"], words,
                                                         place)), place)

    def _paragraph(self, words: list[LinePiece]) -> list[Block[RawInline]]:
        kept = [piece for piece in words if piece.kind not in ("break", "white", "hard")]
        if not kept:
            return []
        tokens = self.content.children or []
        before = next((token for token in reversed(tokens[:kept[0].start]) if token.type == "picture_open"), None)
        offset = before.meta["at"] + before.meta["length"] if before else 0
        text = self.content.content
        offset += len(text[offset:]) - len(text[offset:].lstrip())
        place = self.content.meta["words"].span(offset, len(text[offset:].split("\n")[0]))
        children = stripped(self._built(kept[0].start, kept[-1].end))
        return [Paragraph(children, place)] if children else []

    def _built(self, start: int, end: int) -> tuple[RawInline, ...]:
        tokens = (self.content.children or [])[start:end]
        return InlineBuilder(tokens, self.content.meta["words"], self.parsing).until("")


def pieces(tokens: Sequence[Token], start: int, end: int) -> list[LinePiece]:
    """The parts of a run of tokens; bold and italic around nothing but pictures are left out."""
    found: list[LinePiece] = []
    position = start
    while position < end:
        token, after = tokens[position], _after(tokens, position, end)
        inner = pieces(tokens, position + 1, after - 1) if token.type in _AROUND else []
        if token.type == "picture_open":
            found.append(LinePiece("picture", position, after))
        elif inner and _stands(inner):
            found += inner if token.type in _TRANSPARENT else [LinePiece("link", position, after)]
        elif token.type in ("softbreak", "hardbreak"):
            found.append(LinePiece("break", position, after))
        elif token.type in ("text", "text_special") and not token.content.strip(_WHITE):
            hard = any(sign in token.content for sign in _HARD)
            found.append(LinePiece("hard" if hard else "white", position, after))
        else:
            found.append(LinePiece("words", position, after))
        position = after
    return found


def _after(tokens: Sequence[Token], position: int, end: int) -> int:
    """Behind what a token opens, or behind the token."""
    depth = 0
    for number in range(position, end):
        depth += tokens[number].nesting
        if depth <= 0:
            return number + 1
    return end


def _lines(row: list[LinePiece]) -> list[list[LinePiece]]:
    """The pieces of each line; a break ends the line that it stands in."""
    lines: list[list[LinePiece]] = [[]]
    for piece in row:
        lines[-1].append(piece)
        if piece.kind == "break":
            lines.append([])
    return [line for line in lines if line] or [[]]


def _stands(line: list[LinePiece]) -> bool:
    """True of pictures, and nothing with them."""
    kinds = {piece.kind for piece in line}
    return bool(kinds & {"picture", "link"}) and "words" not in kinds
