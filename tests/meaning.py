"""What a text means to its reader, in one form for our tree and for HTML: blocks, inlines and words.

Left out is what cannot be seen or may differ: quotation marks, dashes and dots set by the typographer, spaces and line
ends between words, ids, the level of headings but for their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from urllib.parse import unquote

from book.matter import (
    Admonition,
    Block,
    Cell,
    CheckedWords,
    Citation,
    CrossReference,
    DataValue,
    Definitions,
    DisplayFormula,
    Emphasis,
    Figure,
    Formula,
    Group,
    Heading,
    Image,
    IndexMark,
    Items,
    LineBreak,
    Link,
    Listing,
    NoteMark,
    Ornament,
    Paragraph,
    PersonMark,
    Quotation,
    RawInline,
    Styled,
    Table,
    Text,
    Unsourced,
    Verse,
)

TYPE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "«": '"', "»": '"', "\u00a0": " ",
                      "—": "---", "–": "--", "…": "...", "′": "'", "″": '"', "‑": "-"})  # fmt: skip
FACES = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "code": "code", "sup": "superior", "sub": "inferior",
         "del": "struck", "s": "struck", "a": "link"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "div", "table", "tr",
          "td", "th", "section", "article"}


def folded(text: str) -> str:
    """Words as compared."""
    return re.sub(r"\s+", " ", text.translate(TYPE))


def line(parts: Iterable[str]) -> str:
    """The inlines of a line."""
    return re.sub(r" ?⏎ ?", "⏎", re.sub(r" +", " ", "".join(parts))).strip(" ")


def mark(kind: str, inside: str) -> str:
    """Something in a line: `em(words)`; nothing if it holds nothing."""
    return f"{kind}({inside})" if inside.strip() else inside


def picture(source: str, words: str) -> str:
    """A picture, alone or in a line."""
    return f"picture({unquote(source)}|{folded(words).strip()})"


def ranked(outline: Sequence[str]) -> list[str]:
    """The outline with its headings numbered by their order: the highest level is 1."""
    levels = sorted({match[1] for text in outline for match in re.finditer(r"\bh(\d):", text)})
    return [re.sub(r"\bh(\d):", lambda match: f"h{levels.index(match[1]) + 1}:", text) for text in outline]


# --- ours --------------------------------------------------------------------------------------------------------


def ours(blocks: Sequence[Block[RawInline]]) -> list[str]:
    """The outline of our tree."""
    return ranked([text for block in blocks for text in _block(block)])


def _indented(name: str, inside: Iterable[str]) -> list[str]:
    return [name, *("  " + text for text in inside)]


def _many(blocks: Iterable[Block[RawInline]]) -> list[str]:
    return [text for block in blocks for text in _block(block)]


def _block(block: Block[RawInline]) -> list[str]:
    match block:
        case Paragraph():
            return [f"p: {words}"] if (words := _line(block.children)) else []
        case Heading():
            return [f"h{block.level}: {_line(block.children)}"]
        case Quotation():
            return _indented("quote", [*_many(block.blocks), *([f"p: --- {_line(block.attribution)}"]
                                                              if block.attribution else [])])
        case Items():
            name = f"ol {block.start}" if block.ordered else "ul"
            return _indented(name + " loose" * block.loose, [text for item in block.items
                                                             for text in _indented("li", _many(item))])
        case Definitions():
            return [text for item in block.items for text in _indented(f"term {_line(item.term)}", _many(item.blocks))]
        case Table():
            rows = [f"row {' | '.join(map(_cell, row))}" for row in (block.head, *block.rows)]
            return _indented(f"table {_line(block.caption)}".strip(), rows)
        case Figure():
            return [f"p: {picture(block.picture, _line(block.caption) or block.alt)}"]
        case Group():
            return _many(block.blocks)
        case Ornament():
            return ["hr"]
        case Listing(text):
            return ["code", *(f"  |{row}" for row in text.rstrip("\n").split("\n"))]
        case DisplayFormula(tex):
            return [f"formula {tex}"]
        case Verse():
            return _indented("verse", [_line(each.children) for stanza in block.stanzas for each in stanza])
        case Admonition():
            return _indented(f"admonition {block.kind} {_line(block.title)}", _many(block.blocks))


def _cell(cell: Cell[RawInline]) -> str:
    return _line(cell.children) or " ".join(_many(cell.blocks))


def _line(inlines: Iterable[RawInline]) -> str:
    return line(map(_inline, inlines))


def _inline(node: RawInline) -> str:
    match node:
        case Text(text):
            return folded(text)
        case LineBreak():
            return "⏎"
        case Emphasis("code", (Text(text),)):
            return f"code({re.sub(chr(10), ' ', text)})"
        case Emphasis(kind, children):
            return mark(kind, _inlines(children))
        case Link(url, children):
            return f"link {unquote(url)}({_inlines(children)})"
        case CrossReference():
            return f"link #{unquote(node.anchor)}({_inlines(node.children)})"
        case Image():
            return picture(node.picture, node.alt)
        case Formula(tex):
            return f"formula({tex})"
        case Citation():
            return f"cite({','.join(work.key for work in node.works)})"
        case DataValue() | NoteMark():
            return f"{type(node).__name__}"
        case Styled() | CheckedWords() | IndexMark() | PersonMark() | Unsourced():
            return _inlines(node.children)


def _inlines(inlines: Iterable[RawInline]) -> str:
    return "".join(map(_inline, inlines))


# --- HTML --------------------------------------------------------------------------------------------------------


class Element:
    """An element of HTML, with its texts and elements."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inside: list[Element | str] = []


class _Builder(HTMLParser):
    """Builds the elements of a piece of HTML; what is not closed is closed by what is around it."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in ("br", "hr", "img"):
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def htmls(text: str) -> list[str]:
    """The outline of a piece of HTML."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return ranked(_content(builder.open[0]))


def _content(element: Element) -> list[str]:
    """The blocks inside an element; words beside blocks are a paragraph of their own."""
    found: list[str] = []
    words: list[Element | str] = []

    def paragraph() -> None:
        if said := line(map(_html_inline, words)):
            found.append(f"p: {said}")
        words.clear()

    for each in element.inside:
        if isinstance(each, Element) and each.tag in BLOCKS:
            paragraph()
            found.extend(_html_block(each))
        else:
            words.append(each)
    paragraph()
    return found


def _html_block(element: Element) -> list[str]:
    tag = element.tag
    if tag == "hr":
        return ["hr"]
    if tag == "pre":
        return ["code", *(f"  |{row}" for row in _text(element).rstrip("\n").split("\n"))]
    if tag in ("ul", "ol"):
        items = [each for each in element.inside if isinstance(each, Element)]
        loose = any(isinstance(part, Element) and part.tag == "p" for item in items for part in item.inside)
        name = f"ol {element.attributes.get('start', '1')}" if tag == "ol" else "ul"
        return _indented(name + " loose" * loose, [text for item in items for text in _indented("li", _content(item))])
    if tag == "blockquote":
        return _indented("quote", _content(element))
    if re.fullmatch(r"h\d", tag):
        return [f"h{tag[1]}: {line(map(_html_inline, element.inside))}"]
    return _content(element)


def _html_inline(part: Element | str) -> str:
    if isinstance(part, str):
        return folded(part)
    if part.tag == "br":
        return "⏎"
    if part.tag == "img":
        return picture(part.attributes.get("src", ""), part.attributes.get("alt", ""))
    if part.tag == "code":
        return f"code({re.sub(chr(10), ' ', _text(part))})"
    inside = "".join(map(_html_inline, part.inside))
    if part.tag == "a" and "href" in part.attributes:
        return f"link {unquote(part.attributes['href'])}({inside})"
    return mark(FACES[part.tag], inside) if part.tag in FACES and part.tag != "a" else inside


def _text(part: Element | str) -> str:
    return part if isinstance(part, str) else "".join(map(_text, part.inside))
