"""Hard cases of notes at the foot of the page: what each page shows, and the rules that every page keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from note_cases import CASES, Case
from note_pages import (
    DEPTH,
    LINE,
    NOTE_LINE,
    SHARE,
    SPACE,
    Piece,
    SeenPage,
    blocks_of,
    letters,
    notes_of,
    seen_pages,
    small_galley,
    trace,
)

from book.layout import lay_out
from book.pages import Fault

GOLDENS = Path(__file__).parent / "note-traces"
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def printed(case: Case) -> tuple[tuple[Fault, ...], list[SeenPage]]:
    run = lay_out(small_galley(case.body), "recto")
    return run.faults, seen_pages(run)


@EVERY
def test_the_pages_are_those_of_the_golden(case: Case, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / f"{case.name}.txt", trace(case.title, printed(case)[1]))


def test_every_golden_has_its_case() -> None:
    assert {golden.stem for golden in GOLDENS.iterdir()} == {case.name for case in CASES}


@EVERY
def test_every_note_begins_once_and_on_the_page_of_its_call(case: Case) -> None:
    faults, pages = printed(case)
    called = {number: page for page, seen in reversed([*enumerate(pages)]) for number in seen.calls}
    begun = [(piece.number, page) for page, seen in enumerate(pages) for piece in seen.notes if piece.begins]
    assert [number for number, _ in begun] == sorted(notes_of(small_galley(case.body)))
    late = [number for number, page in begun if number in called and page != called[number]]
    assert late == list(case.late)
    assert [fault.code for fault in faults] == ["P-003"] * len(late), faults


@EVERY
def test_no_word_is_lost_doubled_or_out_of_order(case: Case) -> None:
    one, pages = small_galley(case.body), printed(case)[1]
    pieces = [piece for seen in pages for piece in seen.notes]
    for number, text in notes_of(one).items():
        found = "".join(line.text for piece in pieces if piece.number == number for line in piece.lines)
        assert letters(re.sub(r"\d+\. |\[\d+]", "", found)) == letters(text)
    shown = "".join(line.text + " " for seen in pages for line in seen.text)
    shown = letters(re.sub(r"\[\d+]|\|", "", shown))
    wanted = letters("".join(blocks_of(one)) + case.again)
    assert (sorted(shown) == sorted(wanted)) if case.level else (shown == wanted)


@EVERY
def test_a_split_note_has_two_lines_on_each_side(case: Case) -> None:
    pieces: dict[int, list[Piece]] = {}
    for piece in (piece for seen in printed(case)[1] for piece in seen.notes):
        pieces.setdefault(piece.number, []).append(piece)
    for number, parts in pieces.items():
        assert len(parts) == 1 or all(len(part.lines) >= 2 for part in parts), f"note {number}"


@EVERY
def test_notes_take_their_share_and_leave_the_text_alone(case: Case) -> None:
    pages = printed(case)[1]
    for page, seen in enumerate(pages):
        notes = [line for piece in seen.notes for line in piece.lines]
        if not (notes and seen.text):
            continue
        assert notes[0].middle - seen.text[-1].middle > (LINE + NOTE_LINE) / 2 + SPACE - 1, f"page {page + 1}"
        height = notes[-1].middle - notes[0].middle + NOTE_LINE
        more = any(after.text for after in pages[page + 1:])
        assert height <= (DEPTH * SHARE if more else DEPTH - LINE - SPACE) + 1, f"page {page + 1}"


@EVERY
def test_a_page_has_text_while_there_is_more_of_it(case: Case) -> None:
    pages = printed(case)[1]
    bare = [page for page, seen in enumerate(pages, 1)
            if not seen.text and seen.notes and any(after.text for after in pages[page:])]
    assert bare == list(case.bare)


@pytest.mark.parametrize("case", [case for case in CASES if not case.level], ids=lambda case: case.name)
def test_no_line_of_a_paragraph_stands_alone(case: Case) -> None:
    blocks, pages = blocks_of(small_galley(case.body)), printed(case)[1]
    parts: dict[int, dict[int, int]] = {}
    block, rest = -1, ""
    for page, seen in enumerate(pages):
        for line in seen.text:
            if not rest:
                block, rest = block + 1, letters(blocks[block + 1])
            parts.setdefault(block, {}).setdefault(page, 0)
            parts[block][page] += 1
            rest = rest.removeprefix(letters(re.sub(r"\[\d+]", "", line.text)))
    assert block == len(blocks) - 1
    alone = [blocks[block].split(" line ")[0] for block, on in parts.items() if len(on) > 1 and 1 in on.values()]
    assert alone == list(case.alone)
