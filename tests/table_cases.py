"""Tables made by chance, each kind from its own seeds, so that every run has the same ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random

WORDS = ("a", "be", "sea", "delta", "12", "3.50", "words", "qqq")
RICH = (*WORDS, "*em*", "`c|d`", "x\\|y", "Zürich", "a longer phrase of words", "日本", "")
CAPTIONS = ("", ": The *cap* {#tbl-x}", "Table: Cap")
Own = list[list[tuple[int, int]]]


def tables_of(kind: str, count: int) -> list[str]:
    """So many tables of a kind, some with a caption above or below."""
    return [_captioned(GENERATED[kind], Random(f"{kind} {number}")) for number in range(count)]


def _captioned(make: Callable[[Random], str], chance: Random) -> str:
    table, caption = make(chance), chance.choice(CAPTIONS)
    if not caption:
        return table
    return f"{caption}\n\n{table}" if chance.random() < 0.4 else f"{table}\n\n{caption}"


def _pipes(chance: Random) -> str:
    columns = chance.randint(1, 5)
    rule = "|".join(chance.choice(("---", ":--", "--:", ":-:", "-----")) for _ in range(columns))
    rows = [[chance.choice(RICH) for _ in range(columns - (columns > 1 and chance.random() < 0.2))]
            for _ in range(chance.randint(1, 4))]
    head = [chance.choice(WORDS) for _ in range(columns)]
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return "\n".join((lines[0], f"|{rule}|", *lines[1:]))


def _line(chance: Random, widths: list[int], places: list[str]) -> str:
    words = ((chance.choice(WORDS)[:width], width, place) for width, place in zip(widths, places, strict=True))
    return " ".join(f"{word:{place}{width}}" for word, width, place in words).rstrip()


def _columns(chance: Random) -> tuple[list[int], list[str], str]:
    widths = [chance.randint(3, 14) for _ in range(chance.randint(2, 5))]
    return widths, [chance.choice("<>^") for _ in widths], " ".join("-" * width for width in widths)


def _simple(chance: Random) -> str:
    widths, places, rule = _columns(chance)
    rows = [_line(chance, widths, places) for _ in range(chance.randint(1, 4))]
    lines = [_line(chance, widths, places), rule, *rows] if chance.random() < 0.7 else [rule, *rows, rule]
    indent = " " * chance.randint(0, 2)
    return "\n".join(indent + line for line in lines)


def _multiline(chance: Random) -> str:
    widths, places, rule = _columns(chance)
    lines = [rule]
    if chance.random() < 0.7:
        lines = ["-" * len(rule), *(_line(chance, widths, places) for _ in range(chance.randint(1, 2))), rule]
    for _ in range(chance.randint(1, 3)):
        lines += [*(_line(chance, widths, places) for _ in range(chance.randint(1, 3))), ""]
    return "\n".join((*lines, "-" * len(rule)))


# --- grids


def _grid(chance: Random) -> str:
    widths = [chance.randint(4, 12) for _ in range(chance.randint(2, 4))]
    heights = [chance.randint(1, 3) for _ in range(chance.randint(2, 4))]
    head = chance.choice((0, 1, min(2, len(heights) - 1)))
    foot = len(heights) - (chance.random() < 0.3 and 0 < head < len(heights) - 1)
    own = _joined(chance, len(heights), len(widths), {head, foot})
    across, down = _edges(widths), _edges(heights)
    drawn = [[" "] * (across[-1] + 1) for _ in range(down[-1] + 1)]
    double = ({head} if head else set()) | ({foot, len(heights)} if foot < len(heights) else set())
    _draw(drawn, own, across, down, double)
    _fill(drawn, own, across, down, chance)
    for left, right in itertools.pairwise(across):
        rule = drawn[down[head]]
        if rule[left] == rule[right] == "+":
            rule[left + 1] = ":" if chance.random() < 0.4 else rule[left + 1]
            rule[right - 1] = ":" if chance.random() < 0.4 else rule[right - 1]
    return "\n".join("".join(line) for line in drawn)


def _edges(lengths: list[int]) -> list[int]:
    return [sum(lengths[:number]) + number for number in range(len(lengths) + 1)]


def _joined(chance: Random, rows: int, columns: int, borders: set[int]) -> Own:
    """Which cell each field belongs to, named by its first field; none reaches over the borders of head and foot."""
    own = [[(row, column) for column in range(columns)] for row in range(rows)]
    for _ in range(2):
        row, column = chance.randrange(rows), chance.randrange(columns)
        deep, broad = chance.randint(1, 2), chance.randint(1, 2)
        fields = [(r, c) for r in range(row, row + deep) for c in range(column, column + broad)]
        inside = row + deep <= rows and column + broad <= columns and not borders & set(range(row + 1, row + deep))
        if inside and all(own[r][c] == (r, c) and sum(line.count((r, c)) for line in own) == 1 for r, c in fields):
            for r, c in fields:
                own[r][c] = (row, column)
    return own


def _draw(drawn: list[list[str]], own: Own, across: list[int], down: list[int], double: set[int]) -> None:
    rows, columns = len(own), len(own[0])
    at = {(r, c): own[r][c] for r in range(rows) for c in range(columns)}
    corners = set()
    for r in range(rows + 1):
        for c in range(columns):
            if at.get((r - 1, c)) != at.get((r, c)):
                corners |= {(down[r], across[c]), (down[r], across[c + 1])}
                for x in range(across[c], across[c + 1] + 1):
                    drawn[down[r]][x] = "=" if r in double else "-"
    for r in range(rows):
        for c in range(columns + 1):
            if at.get((r, c - 1)) != at.get((r, c)):
                corners |= {(down[r], across[c]), (down[r + 1], across[c])}
                for y in range(down[r] + 1, down[r + 1]):
                    drawn[y][across[c]] = "|"
    for r, y in enumerate(down):
        for c, x in enumerate(across):
            around = (at.get((r - 1, c - 1)), at.get((r - 1, c)), at.get((r, c - 1)), at.get((r, c)))
            upright = around[0] != around[1] or around[2] != around[3]
            level = around[0] != around[2] or around[1] != around[3]
            if upright and level:
                drawn[y][x] = "+"
            elif upright:
                drawn[y][x] = "|"
            elif not level:
                drawn[y][x] = " "


def _fill(drawn: list[list[str]], own: Own, across: list[int], down: list[int], chance: Random) -> None:
    for row, line in enumerate(own):
        for column, name in enumerate(line):
            if name == (row, column):
                text = chance.choice(("a", "be", "12", "sea", "- it", "1"))
                width = across[column + line.count(name)] - across[column] - 1
                for place, sign in enumerate(f" {text}"[:width]):
                    drawn[down[row] + 1][across[column] + 1 + place] = sign


GENERATED = {"pipes": _pipes, "simple": _simple, "multiline": _multiline, "grid": _grid}
