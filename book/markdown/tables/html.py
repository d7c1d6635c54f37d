"""Tables in HTML: `<table>` with caption, thead, tbody, tfoot, tr, th, td, and their colspan, rowspan and align.

The words of a cell are read as the manuscript's own, marks and all. What no book can keep is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from book.markdown.tables.shape import CellText, RowText, TableLines, TableText

_OPENS = re.compile(r"\s*<table(?=[\s>])", re.I)
_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.S)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col")
_BLOCK = re.compile(r"<(/?)(p|div|ul|ol|li)(?:\s[^<>]*)?>", re.I)
_INNER = re.compile(r"\s*(?=<table[\s>])|(?<=</table>)\s*", re.I)  # a table in a cell begins a line
_ITEM = {"ul": "- ", "ol": "1. "}
_MOST_COLUMNS, _MOST_DEPTH = 100, 4  # of a table, and of tables in tables: what is more has no place on a page
_MOST_SPAN = 200  # columns or rows that one cell may take: a figure that nobody wrote on purpose eats the machine


@dataclass(slots=True)
class HtmlReading:
    """What has been read of a table so far: rows by part, and the cell that is open."""

    text: str
    begins: tuple[int, ...]  # the offset at which each line begins
    first: int
    rows: dict[str, list[list[CellText]]] = field(default_factory=lambda: {"thead": [], "tbody": [], "tfoot": []})
    part: str = "tbody"
    open: tuple[str, Mapping[str, str], int] | None = None
    caption: CellText | None = None
    unread: list[tuple[int, str]] = field(default_factory=list)
    aligns: list[str] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """The line of the text and the column of an offset."""
        line = bisect_right(self.begins, offset) - 1
        return self.first + line, offset - self.begins[line]

    def close(self, end: int) -> None:
        """Ends the cell or caption that is open."""
        if self.open is None:
            return
        name, values, begin = self.open
        self.open = None
        lines, places = self.words(begin, end)
        if name == "caption":
            self.caption = CellText(lines, places)
            return
        if not self.rows[self.part]:
            self.rows[self.part].append([])
        align = _align(values)
        self.rows[self.part][-1].append(CellText(
            lines, places, _number(values, "colspan"), _number(values, "rowspan"), name == "th", align, True))

    def words(self, begin: int, end: int) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
        """The lines of a cell without their indents, HTML's paragraphs and lists as the manuscript has them."""
        lines, places, offset, lists = [], [], begin, list[str]()
        for line in self.text[begin:end].split("\n"):
            place = self.place(offset + len(line) - len(line.lstrip()))
            for piece in _blocks(line.strip(), lists):
                lines.append(piece)
                places.append(place)
            offset += len(line) + 1
        while len(lines) > 1 and not lines[0]:
            lines, places = lines[1:], places[1:]
        return tuple(lines), tuple(places)


def html_table(lines: TableLines, start: int) -> TableText | None:
    """The table that begins on the line `start`, up to its `</table>`."""
    first = lines[start]
    if first is None or not _OPENS.match(first):
        return None
    number, depth, rows = start, 0, list[str]()
    while (line := lines[number]) is not None:
        rows.append(line)
        depth += len(re.findall(r"<table(?=[\s>])", line, re.I)) - len(re.findall(r"</table\s*>", line, re.I))
        number += 1
        if depth <= 0:
            break
    if depth > 0 or line is None or line[line.lower().rfind("</table"):].partition(">")[2].strip():
        return None
    return _read("\n".join(rows), rows, start, number)


def _read(text: str, rows: list[str], start: int, end: int) -> TableText:
    begins, offset = [], 0
    for row in rows:
        begins.append(offset)
        offset += len(row) + 1
    reading = HtmlReading(text, tuple(begins), start)
    last, depth, deepest = 0, 0, 0
    for tag in _TAG.finditer(text):
        name, closes = (tag[2] or "").lower(), bool(tag[1])
        stray = text[last:tag.start()]
        if reading.open is None and depth and stray.strip():
            line = reading.place(last + len(stray) - len(stray.lstrip()))[0]
            reading.unread.append((line, f"words outside its cells, “{stray.strip()[:30]}”"))
        last = tag.end()
        if name == "table":
            depth += -1 if closes else 1
            deepest = max(deepest, depth)
        if name in _PARTS and depth == (0 if name == "table" else 1):
            _part(reading, name, closes, tag)
    if deepest > _MOST_DEPTH:
        return _refused(f"tables in tables, {deepest} deep", start, end)
    return _made(reading, end)


def _refused(thing: str, start: int, end: int) -> TableText:
    """A table that no page can hold: it is told, and nothing of it is read."""
    return TableText((), (), (), end, unread=((start, thing),))


def _part(reading: HtmlReading, name: str, closes: bool, tag: re.Match[str]) -> None:
    """What one tag of a table's frame means."""
    reading.close(tag.start())
    values = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag[3])}
    if name in ("thead", "tbody", "tfoot"):
        reading.part = "tbody" if closes else name
    elif name == "tr" and not closes:
        reading.rows[reading.part].append([])
    elif name in ("th", "td", "caption") and not closes:
        reading.open = name, values, tag.end()
    elif name == "col":
        reading.aligns += [_align(values)] * _number(values, "span")


def _made(reading: HtmlReading, end: int) -> TableText:
    parts = {name: [tuple(row) for row in rows if row] for name, rows in reading.rows.items()}
    head, body = parts["thead"], parts["tbody"]
    while not head and body and all(cell.heads for cell in body[0]) and len(body) > 1:
        head, body = body[:1], body[1:]
    ends = (column + cell.columns for rows in (head, body, parts["tfoot"]) for column, cell in _starts(rows))
    columns = max(ends, default=0)
    if columns > _MOST_COLUMNS:
        return _refused(f"{columns} columns", reading.first, end)
    aligns = (*reading.aligns, *[""] * columns)[:columns]
    starts = _starts(body)
    own = tuple(align or _common(starts, number) for number, align in enumerate(aligns))
    return TableText(tuple(head), tuple(body), own, end, tuple(parts["tfoot"]), unread=tuple(reading.unread),
                     caption=reading.caption)


def _starts(rows: list[RowText]) -> list[tuple[int, CellText]]:
    """Each cell with the column that it begins in, cells that reach down from above counted in."""
    found, down = list[tuple[int, CellText]](), dict[int, int]()
    for row in rows:
        column = 0
        for cell in row:
            while down.get(column):
                column += 1
            found.append((column, cell))
            down |= dict.fromkeys(range(column, column + cell.columns), cell.rows)
            column += cell.columns
        down = {at: left - 1 for at, left in down.items() if left > 1}
    return found


def _common(starts: list[tuple[int, CellText]], number: int) -> str:
    """How a column aligns: as the cells of its body do, if all are alike."""
    found = {cell.align for column, cell in starts if column == number and cell.columns == 1}
    return (found.pop() or "left") if len(found) == 1 else "left"


def _align(values: Mapping[str, str]) -> str:
    style = re.search(r"text-align\s*:\s*(\w+)", values.get("style", ""))
    wanted = (style[1] if style else values.get("align", "")).lower()
    return wanted if wanted in ("left", "right", "center") else ""


def _number(values: Mapping[str, str], name: str) -> int:
    text = values.get(name, "")
    return min(max(int(text), 1), _MOST_SPAN) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _blocks(line: str, lists: list[str]) -> list[str]:
    """A line of a cell, HTML's paragraphs and lists as the manuscript has them. `lists` are those that are open."""
    pieces, last = [""], 0
    for tag in _BLOCK.finditer(line):
        pieces[-1] += line[last:tag.start()].rstrip()
        last, name, closes = tag.end(), tag[2].lower(), bool(tag[1])
        if name in _ITEM:
            lists[:] = lists[:-1] if closes else [*lists, name]
        if name == "li" and not closes:
            pieces.append("  " * (len(lists) - 1) + _ITEM[lists[-1] if lists else "ul"])
        elif name != "li":
            pieces += ["", ""]
    pieces[-1] += line[last:].lstrip() if last else line[last:]
    return [part.rstrip() for piece in pieces for part in _INNER.sub("\n\n", piece).split("\n")]
