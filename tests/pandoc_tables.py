"""Tables as Pandoc reads them, and as the tool does, in one form that can be compared."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any

import pypandoc
from outline import words

from book.markdown import parse
from book.matter import Cell, RawInline, Table
from book.matter.walk import all_blocks, lines

Reading = dict[str, Any]
ALIGNS = {"AlignLeft": "left", "AlignDefault": "left", "AlignRight": "right", "AlignCenter": "center"}


def by_pandoc(text: str) -> list[Reading]:
    """The tables of a text."""
    made = subprocess.run([pypandoc.get_pandoc_path(), "-f", "markdown-smart", "-t", "json"], input=text, text=True,
                          capture_output=True, check=True, timeout=60)
    return [_pandoc_table(block["c"]) for block in json.loads(made.stdout)["blocks"] if block["t"] == "Table"]


def _pandoc_table(parts: list[Any]) -> Reading:
    (name, _, _), (_, caption), columns, (_, head), bodies, (_, foot) = parts
    widths = [width.get("c", 0) for _, width in columns]
    return {
        "id": name, "caption": _stringified(caption), "aligns": [ALIGNS[align["t"]] for align, _ in columns],
        "head": [_pandoc_row(row) for row in head],
        "body": [_pandoc_row(row) for _, _, above, rows in bodies for row in (*above, *rows)],
        "foot": [_pandoc_row(row) for row in foot],
        "widths": [round(width / sum(widths), 3) for width in widths] if any(widths) else [],
    }


def _pandoc_row(row: Any) -> list[tuple[int, int, str]]:
    return [(columns, rows, _stringified(blocks)) for _, _, rows, columns, blocks in row[1]]


def _stringified(node: Any) -> str:
    return " ".join(_pieces(node).split())


def _pieces(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_pieces, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind in ("Str", "RawInline"):
        return str(content if kind == "Str" else "")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "CodeBlock"):
        return str(content[1])
    inner = _pieces(content)
    return f" {inner} " if kind in ("Para", "Plain") else inner


def by_us(text: str) -> list[Reading]:
    """The same, of the tool's own reading."""
    parsed, _ = parse(text, "x.md")
    return [_our_table(block) for block in all_blocks(parsed.blocks) if isinstance(block, Table)]


def _our_table(table: Table[RawInline]) -> Reading:
    whole = sum(table.widths)
    return {
        "id": table.id, "caption": _plain([table.caption]), "aligns": list(table.aligns),
        "head": _our_rows([table.head] * bool(table.head) + list(table.more_heads)),
        "body": _our_rows(table.rows), "foot": _our_rows(table.foot),
        "widths": [round(width / whole, 3) for width in table.widths],
    }


def _our_rows(rows: Iterable[Sequence[Cell[RawInline]]]) -> list[list[tuple[int, int, str]]]:
    return [[(cell.columns, cell.rows, _plain([cell.children, *(line for line, _ in lines(cell.blocks))]))
             for cell in row] for row in rows]


def _plain(runs: Iterable[Sequence[RawInline]]) -> str:
    text = " ".join(words(run) for run in runs)
    for mark in ("[em ", "[strong ", "[code ", "]"):
        text = text.replace(mark, "")
    return " ".join(text.replace("[br]", " ").split())
