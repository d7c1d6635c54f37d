"""The words of inlines and blocks, as they must be printed.

It shares nothing with the writers but the types: it must not repeat their mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from string import ascii_lowercase
from typing import assert_never

from book.edition import Medium
from book.gate.letters import FORMULA, Word, words
from book.matter import (
    Admonition,
    Block,
    Book,
    CrossLink,
    Definitions,
    DisplayFormula,
    Emphasis,
    Figure,
    Formula,
    Group,
    Heading,
    Image,
    IndexAnchor,
    Inline,
    Items,
    LineBreak,
    Link,
    Listing,
    NoteCall,
    Numbering,
    Ornament,
    PageReference,
    Paragraph,
    Quotation,
    Styled,
    Table,
    Text,
    Verse,
)
from book.pages import PageMap
from book.problems import Span

WordRow = tuple[Word, ...]
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
MISSING = "⁇0"  # what the book cannot know: it stands in no file, so the gate reports it


@dataclass(frozen=True, slots=True)
class ExpectationContext:
    """What one must know to know what is printed. `numbers` has the printed number of each note by its id."""

    book: Book
    pages: PageMap
    medium: Medium
    numbers: Mapping[str, str]

    def folio(self, anchor: str) -> str:
        """The folio of an anchor."""
        return str(self.pages.get(anchor, MISSING))

    def name(self, anchor: str) -> str:
        """What a numbered thing is called: "figure 2"."""
        found = self.book.anchors.get(anchor)
        return found.name if found else ""


def formula_words(alternative: str) -> str:
    """A formula as it is compared: its alternative behind a sign that no text has, so that none can be lost unseen."""
    return f" {FORMULA} {alternative} "


def text_of(children: Iterable[Inline], eye: ExpectationContext) -> str:
    """The printed text of inlines."""
    return "".join(_text(node, eye) for node in children)


def title_of(children: Iterable[Inline], eye: ExpectationContext) -> str:
    """The words of inlines where nothing is drawn: in a bookmark, in the contents of a reading system."""
    return text_of(children, eye).replace(f" {FORMULA} ", " ")


def _text(node: Inline, eye: ExpectationContext) -> str:
    match node:
        case Text(text):
            return text
        case LineBreak():
            return " "
        case Emphasis() | Styled() | Link() | CrossLink():
            return text_of(node.children, eye)
        case NoteCall(note):
            return eye.numbers.get(note, MISSING)
        case PageReference(anchor):
            return eye.folio(anchor)
        case Formula():
            return formula_words(node.alt)
        case Image() | IndexAnchor():
            return ""
        case _:
            assert_never(node)


def of_blocks(blocks: Iterable[Block[Inline]], eye: ExpectationContext) -> WordRow:
    """The words of blocks, in their order."""
    return tuple(chain.from_iterable(_block(block, eye) for block in blocks))


def _block(node: Block[Inline], eye: ExpectationContext) -> WordRow:
    match node:
        case Paragraph() | Heading():
            return _line(node.children, node.span, eye)
        case Quotation():
            return of_blocks(node.blocks, eye) + _line(node.attribution, node.span, eye)
        case Items():
            return _items(node, eye)
        case Definitions(items, span):
            return tuple(
                chain.from_iterable(_line(d.term, span, eye) + of_blocks(d.blocks, eye) for d in items)
            )
        case Table():
            return _caption(node, eye) + tuple(
                word for row in node.every_row for cell in row
                for word in (*_line(cell.children, node.span, eye), *of_blocks(cell.blocks, eye))
            )
        case Figure():
            return _caption(node, eye)
        case Group():
            return of_blocks(node.blocks, eye)
        case Ornament():
            return ()
        case Listing():
            return _caption(node, eye) + words(node.text, node.span)
        case DisplayFormula(tex, name, span):
            number = f"({eye.name(name).rpartition(' ')[2]})" if name else ""
            made = eye.book.formulas.get((tex, True))
            return words(f"{formula_words(made.alt if made else MISSING)} {number}", span)
        case Verse():
            lines = (line for stanza in node.stanzas for line in stanza)
            return tuple(word for number, line in enumerate(lines, 1)
                         for word in (*_line_number(number, node, line.span), *_line(line.children, line.span, eye)))
        case Admonition():
            title = _line(node.title, node.span, eye) or words(node.kind, node.span)
            return title + of_blocks(node.blocks, eye)
        case _:
            assert_never(node)


def _line(children: tuple[Inline, ...], span: Span, eye: ExpectationContext) -> WordRow:
    return words(text_of(children, eye), span)


def _line_number(number: int, node: Verse[Inline], span: Span) -> WordRow:
    """Every so many lines of verse the number is printed, in an EPUB too."""
    return words(str(number), span) if node.numbered and number % node.numbered == 0 else ()


def _items(node: Items[Inline], eye: ExpectationContext) -> WordRow:
    """The numbers of a list are printed on pages; in an EPUB the reading system counts. Tasks have boxes instead, which
    are drawn, and in an EPUB too."""
    found: list[Word] = []
    for place, item in enumerate(node.items):
        drawn = bool(node.checked) and node.checked[place] is not None
        if node.ordered and eye.medium.numbers_lists and not drawn:
            number = printed_number(node.start + place, node.numbering)
            found.append(Word(f"({number})" if node.delimiter == "()" else number + node.delimiter, node.span))
        found += of_blocks(item, eye)
    return tuple(found)


def printed_number(number: int, numbering: Numbering) -> str:
    """The number of an item, without its full stop or brackets.

    >>> printed_number(28, "lower-alpha"), printed_number(49, "upper-roman")
    ('ab', 'XLIX')
    """
    if numbering.endswith("alpha"):
        written = ascii_lowercase[number - 1] if number <= 26 else "".join(
            ascii_lowercase[place] for place in ((number - 27) // 26, (number - 27) % 26))
    elif numbering.endswith("roman") and number < 4000:
        thousands, hundreds, tens, units = (int(figure) for figure in f"{number:04d}")
        written = "m" * thousands + "".join(
            ROMAN[figure].translate(str.maketrans("ivx", signs))
            for figure, signs in ((hundreds, "cdm"), (tens, "xlc"), (units, "ivx")))
    else:
        return str(number)
    return written.upper() if numbering.startswith("upper") else written


def _caption(node: Table[Inline] | Figure[Inline] | Listing[Inline], eye: ExpectationContext) -> WordRow:
    return words(f"{eye.name(node.id)} {text_of(node.caption, eye)}", node.span)
