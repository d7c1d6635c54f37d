"""The tree of a text as an outline that a reader of a test can follow: a line a block, marks in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from book.matter import (
    Admonition,
    Block,
    Cell,
    CheckedWords,
    Citation,
    CitedWork,
    CrossReference,
    DataValue,
    Definitions,
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

SHORT = {"superior": "sup", "inferior": "sub", "smallcaps": "sc", "struck": "s"}


def words(nodes: Sequence[RawInline]) -> str:
    """Inlines in one line."""
    return "".join(map(_inline, nodes)).replace("\N{NO-BREAK SPACE}", "~")


def _mark(name: str, *parts: str) -> str:
    return "[" + " ".join([name, *(part for part in parts if part)]) + "]"


def _inline(node: RawInline) -> str:
    match node:
        case Text():
            return node.text
        case LineBreak():
            return "[br]"
        case Emphasis():
            return _mark(SHORT.get(node.kind, node.kind), words(node.children))
        case Styled():
            names = [f"#{node.id}" if node.id else "", *(f".{name}" for name in node.classes), node.lang]
            return _mark("span", *names, words(node.children))
        case Link():
            return _mark("link", node.url, words(node.children))
        case Formula():
            return _mark("formula", repr(node.tex))
        case Image():
            return _mark("image", node.picture, repr(node.alt))
        case Citation():
            return _mark("name" if node.in_text else "cite", "; ".join(map(_work, node.works)))
        case CrossReference():
            return _mark("ref", f"#{node.anchor}", node.form if node.form != "plain" else "", words(node.children))
        case DataValue():
            return _mark("value", repr(node.query), node.format)
        case CheckedWords():
            return _mark("check", repr(node.query), words(node.children))
        case NoteMark():
            return _mark("note", node.note)
        case IndexMark():
            ends = [f"from={node.opens}" if node.opens else "", f"to={node.closes}" if node.closes else ""]
            return _mark("index", repr(node.entry) if node.entry else "", *ends, words(node.children))
        case PersonMark():
            return _mark("person", node.person or "nobody", words(node.children))
        case Unsourced():
            return _mark("unsourced", repr(node.reason), words(node.children))


def _work(work: CitedWork) -> str:
    parts = [words(work.prefix), "-" if work.no_author else "", f"@{work.key}"]
    place = f"{{{work.label} {work.locator}}}" if work.locator else ""
    return " ".join(part for part in [*parts, place, words(work.suffix)] if part)


def _cell(cell: Cell[RawInline]) -> str:
    """The words of a cell; blocks in braces, and what it covers before them."""
    reach = f"<{cell.columns}x{cell.rows}>" if (cell.columns, cell.rows) != (1, 1) else ""
    inside = "; ".join(line.strip() for line in outline(cell.blocks).splitlines())
    return reach + cell.align + words(cell.children) + (f"{{{inside}}}" if inside else "")


def outline(blocks: Sequence[Block[RawInline]], depth: int = 0) -> str:
    """Blocks, a line each, what is inside them further in."""
    return "".join(line for block in blocks for line in _block(block, depth))


def _block(block: Block[RawInline], depth: int) -> Iterator[str]:
    space = "  " * depth
    match block:
        case Paragraph():
            wishes = (f" looseness={block.looseness}" if block.looseness else "") + (" .keep" if block.keep else "")
            yield f"{space}p{wishes} {words(block.children)}\n"
        case Heading():
            names = "".join(f" .{name}" for name in block.classes)
            yield f"{space}h{block.level} #{block.id}{names} {words(block.children)}\n"
        case Quotation():
            yield f"{space}{block.kind}\n" + outline(block.blocks, depth + 1)
            if block.attribution:
                yield f"{space}  by {words(block.attribution)}\n"
        case Items():
            plain = (block.numbering, block.delimiter) == ("decimal", ".")
            kind = f"list from {block.start}" + ("" if plain else f" {block.numbering}{block.delimiter}")
            yield f"{space}{kind if block.ordered else 'list'}{' loose' * block.loose}\n"
            for number, item in enumerate(block.items):
                done = {None: "", True: " done", False: " open"}[block.checked[number] if block.checked else None]
                yield f"{space}  item{done}\n" + outline(item, depth + 2)
        case Definitions():
            yield f"{space}definitions\n"
            for entry in block.items:
                yield f"{space}  term {words(entry.term)}\n" + outline(entry.blocks, depth + 2)
        case Table():
            yield f"{space}table{f' #{block.id}' if block.id else ''} {' '.join(block.aligns)}\n"
            for row in block.every_row:
                yield f"{space}  | " + " | ".join(map(_cell, row)) + "\n"
            if block.caption:
                yield f"{space}  caption {words(block.caption)}\n"
        case Figure():
            yield f"{space}figure #{block.id} {block.picture} {block.alt!r} {words(block.caption)}\n"
        case Group():
            names = [f"#{block.id}" if block.id else "", *(f".{name}" for name in block.classes), block.lang]
            yield f"{space}group {' '.join(filter(None, names))}\n" + outline(block.blocks, depth + 1)
        case Verse():
            names = "".join(f" .{name}" for name in block.classes)
            yield f"{space}verse{names}{f' {block.numbered}' if block.numbered else ''}\n"
            for stanza in block.stanzas:
                for line in stanza:
                    yield f"{space}  {'.' * line.indent}{words(line.children)}\n"
                yield f"{space}  ~\n"
        case Admonition():
            title = f": {words(block.title)}" if block.title else ""
            yield f"{space}{block.kind}{title}\n" + outline(block.blocks, depth + 1)
        case Ornament():
            yield f"{space}ornament\n"
        case Listing():
            start = f"from {block.first_line}" if block.first_line else ""
            names = [block.language, f"#{block.id}" if block.id else "", start]
            yield f"{space}{' '.join(filter(None, ('code', *names)))} {block.text!r}\n"
            if block.caption:
                yield f"{space}  caption {words(block.caption)}\n"
