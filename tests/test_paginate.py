"""Paging a book: folios, sides, and how little is laid out again."""

from __future__ import annotations

import io
import json
import multiprocessing
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from galleys import SENTENCE, folio, galley, note, paragraph
from hypothesis import given
from hypothesis import strategies as st

from book.cache import Cache
from book.executor import FailedJob, Job, SameProcess, attempt
from book.executor.pool import WorkerPool
from book.pages import Fault, Folio, Galley, Heads, Opening, Page, PagePoint, PageRun, Pagination, Side
from book.paginate import Guess, paginate
from book.paginate.place import page_map, place
from book.problems import Span
from book.runs import Typesetter, draw_heads, lay_out, makers, prepare

OPENINGS = st.sampled_from(["recto", "verso", "any"])


def galley_of(division: str, opens: Opening = "recto", html: str = "", numbering: str = "arabic") -> Galley:
    return Galley(division, html, "", (), (), opens, numbering, ())  # type: ignore[arg-type]


# --- arithmetic ---------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(OPENINGS, st.integers(1, 40)), max_size=12), st.integers(0, 5))
def test_folios_rise_rectos_are_odd_and_blanks_are_few(divisions: list[tuple[Opening, int]], front: int) -> None:
    galleys = [galley_of(f"d{n}", opens, numbering="roman" if n < front else "arabic")
               for n, (opens, _) in enumerate(divisions)]
    extents = {f"d{n}": pages for n, (_, pages) in enumerate(divisions)}
    sheet = 0  # physical pages so far
    last = {"roman": 0, "arabic": 0}
    for start, one, (opens, pages) in zip(place(galleys, extents), galleys, divisions, strict=True):
        sheet += start.blanks
        assert start.blanks in (0, 1)
        assert start.side == ("recto" if sheet % 2 == 0 else "verso")
        assert (start.folio.number % 2 == 1) == (start.side == "recto")
        first = last[one.numbering] == 0
        assert first or start.folio.number == last[one.numbering] + start.blanks + 1
        assert not first or start.folio.number == 1
        assert first or opens in ("any", start.side)
        last[one.numbering] = start.folio.number + pages - 1
        sheet += pages


def test_an_anchor_s_folio_is_its_division_s_first_folio_and_its_page() -> None:
    starts = place([galley_of("a", numbering="roman"), galley_of("b")], {"a": 3, "b": 2})
    folios = page_map(starts, {"a": {"x": 2}, "b": {"y": 1}})
    assert {anchor: str(number) for anchor, number in folios.items()} == {"x": "iii", "y": "2"}


@given(st.dictionaries(st.text(), st.integers(0, 999)), st.dictionaries(
    st.text(), st.dictionaries(st.text(), st.integers(0, 99))))
def test_a_guess_survives_json(extents: dict[str, int], offsets: dict[str, dict[str, int]]) -> None:
    guess = Guess(extents, offsets)
    assert Guess.from_json(json.loads(json.dumps(guess.to_json()))) == guess


@pytest.mark.parametrize("broken", [
    [], {}, {"extents": [], "offsets": {"a": 1}}, {"extents": {"a": "x"}, "offsets": {}}])
def test_a_broken_guess_is_told_apart(broken: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Guess.from_json(broken)


# --- rounds, with a layout of our own ------------------------------------------------------------------------------


class Press:
    """An executor in the engine's stead: a galley's pages and anchors are what `shapes` says of its filled text."""

    def __init__(self, shapes: Mapping[str, object]) -> None:
        self.shapes, self.laid_out, self.drawn = shapes, [], []  # type: ignore[var-annotated]

    def submit(self, job: Job[Any]) -> Future[Any]:
        function = {lay_out: self.lay_out, draw_heads: self.draw_heads}[job.function]
        made = attempt(replace(job, function=function))
        done: Future[Any] = Future()
        done.set_result(made if isinstance(made, FailedJob) else replace(made, engine=makers()))
        return done

    def lay_out(self, one: Galley, side: Side) -> PageRun:
        self.laid_out.append(one.division)
        shape = self.shapes[one.division]
        pages, anchors = shape(one.html, side) if callable(shape) else shape  # type: ignore[misc]
        page = Page("", False, (), None, (), (), "", "", 1)
        places = {anchor: PagePoint(number, 0, 0) for anchor, number in anchors.items()}
        return PageRun(one.division, (page,) * pages, b"%PDF", places, (), (), ())

    def draw_heads(self, one: Galley, run: PageRun, start: object) -> Heads:
        self.drawn.append(one.division)
        return Heads(one.division, b"%PDF", ())


@pytest.fixture
def press() -> Press:
    return Press({"toc": (1, {"toc": 0}), "one": (3, {"one": 0, "far": 2}), "two": (2, {"two": 0})})


TOC = galley_of("toc", html=f"<p>{folio('one')} {folio('far')} {folio('two')}</p>", numbering="roman")
BOOK = (TOC, galley_of("one", html="one"), galley_of("two", "any", html="two"))


def paged(press: Press, galleys: tuple[Galley, ...], folder: Path, guess: Guess) -> Pagination:
    pagination, problems = paginate(galleys, Typesetter(Cache(folder), press), guess)
    assert problems == ()
    assert pagination is not None
    return pagination


def test_a_book_settles_and_prints_true_folios(press: Press, tmp_path: Path) -> None:
    pagination = paged(press, BOOK, tmp_path, Guess.nothing())
    assert {anchor: str(number) for anchor, number in pagination.page_map.items()} == {
        "toc": "i", "one": "1", "far": "3", "two": "4"}
    assert [(start.side, start.blanks) for start in pagination.starts] == [("recto", 0), ("recto", 1), ("verso", 0)]
    assert (pagination.extent.front, pagination.extent.body, pagination.extent.blanks) == (2, 5, 1)
    assert pagination.extent.total == 7


def test_an_unchanged_book_lays_out_nothing_and_starts_no_process(
        press: Press, tmp_path: Path) -> None:
    first = paged(press, BOOK, tmp_path, Guess.nothing())
    press.laid_out.clear()
    press.drawn.clear()
    with WorkerPool(2) as pool:
        second, problems = paginate(BOOK, Typesetter(Cache(tmp_path), pool), Guess.of(first))
        assert multiprocessing.active_children() == []
    assert (press.laid_out, press.drawn, problems) == ([], [], ())
    assert second == replace(first, rounds=1, layouts=0)


def test_a_longer_chapter_costs_itself_and_what_prints_its_numbers(press: Press, tmp_path: Path) -> None:
    first = paged(press, BOOK, tmp_path, Guess.nothing())
    press.laid_out.clear()
    press.drawn.clear()
    press.shapes = {**press.shapes, "one": (5, {"one": 0, "far": 2})}
    second = paged(press, (TOC, galley_of("one", html="one, longer"), BOOK[2]), tmp_path, Guess.of(first))
    assert press.laid_out == ["one", "toc"]
    assert press.drawn == ["one", "two"]
    assert str(second.page_map["two"]) == "6"


def test_a_chapter_that_changes_sides_is_laid_out_again(press: Press, tmp_path: Path) -> None:
    first = paged(press, BOOK, tmp_path, Guess.nothing())
    press.laid_out.clear()
    press.shapes = {**press.shapes, "one": (4, {"one": 0, "far": 2})}
    paged(press, (TOC, galley_of("one", html="one, longer"), BOOK[2]), tmp_path, Guess.of(first))
    assert sorted(press.laid_out) == ["one", "toc", "two"]


def test_a_false_guess_costs_rounds_and_changes_nothing(press: Press, tmp_path: Path) -> None:
    right = paged(press, BOOK, tmp_path / "a", Guess.nothing())
    wrong = Guess({"toc": 9, "one": 1, "gone": 4}, {"toc": {"far": 3}, "two": {"two": 7}})
    found = paged(press, BOOK, tmp_path / "b", wrong)
    assert replace(found, rounds=right.rounds, layouts=right.layouts) == right


def test_what_does_not_settle_is_told_with_its_folio_in_every_round(press: Press, tmp_path: Path) -> None:
    def wavering(html: str, side: Side) -> tuple[int, dict[str, int]]:
        return 3, {"here": 1 if ">2<" not in html else 2}

    press.shapes = {**press.shapes, "one": wavering}
    one = galley_of("one", html=f'<p data-key="k">{folio("here")}</p>')
    span = Span("chapters/01.md", 7)
    typesetter = Typesetter(Cache(tmp_path), press)
    pagination, problems = paginate((one,), typesetter, Guess.nothing(), spans={("one", "k"): span})
    assert pagination is None
    assert [(problem.code, problem.span) for problem in problems] == [("P-001", span)]
    assert "000, 2, 3, 2, 3, 2" in problems[0].message


def test_a_reference_to_what_stands_on_no_page_is_told(press: Press, tmp_path: Path) -> None:
    toc = galley_of("toc", html=f'<p data-key="k">{folio("nowhere")}</p>')
    span = Span("chapters/01.md", 7)
    typesetter = Typesetter(Cache(tmp_path), press)
    pagination, problems = paginate((toc,), typesetter, Guess.nothing(), spans={("toc", "k"): span})
    assert pagination is None
    assert [(problem.code, problem.span) for problem in problems] == [("P-001", span)]


def test_faults_name_file_and_line_and_shared_ones_are_told_once(press: Press, tmp_path: Path) -> None:
    plain = press.lay_out

    def faulty(one: Galley, side: Side) -> PageRun:
        late, shared = Fault("P-003", "note 1 is late", "k"), Fault("P-007", "unknown property")
        return replace(plain(one, side), faults=(late, shared) if one.division == "one" else (shared,))

    press.lay_out = faulty  # type: ignore[method-assign]
    span = Span("chapters/01.md", 7)
    _, problems = paginate(BOOK, Typesetter(Cache(tmp_path), press), Guess.nothing(), spans={("one", "k"): span})
    assert [(problem.code, problem.span) for problem in problems] == [("P-003", span), ("P-007", None)]
    assert problems[1].message == "unknown property (in toc and 2 more)"


def test_a_failed_layout_is_a_problem_and_is_tried_again(press: Press, tmp_path: Path) -> None:
    plain = press.lay_out

    def failing(one: Galley, side: Side) -> PageRun:
        raise MemoryError("no more")

    press.lay_out = failing  # type: ignore[method-assign]
    pagination, problems = paginate(BOOK[1:2], Typesetter(Cache(tmp_path), press), Guess.nothing())
    assert pagination is None
    assert [(each.code, each.message) for each in problems] == [("P-007", "MemoryError: no more (in one)")]
    assert "MemoryError: no more" in problems[0].trace
    press.lay_out = plain  # type: ignore[method-assign]
    assert paged(press, BOOK[1:2], tmp_path, Guess.nothing()).layouts == 1


def test_a_damaged_cache_is_laid_out_again(press: Press, tmp_path: Path) -> None:
    first = paged(press, BOOK, tmp_path, Guess.nothing())
    for file in tmp_path.rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    assert paged(press, BOOK, tmp_path, Guess.of(first)).layouts == 3


def test_the_watch_is_told_what_is_done(press: Press, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    paginate(BOOK, Typesetter(Cache(tmp_path), press), Guess.nothing(), lambda *what: seen.append(what))
    assert seen[:4] == [("paginate", done, 3) for done in range(4)]


# --- with the engine ----------------------------------------------------------------------------------------------


def test_a_real_book_in_two_processes_is_the_same_as_in_one(tmp_path: Path) -> None:
    chapters = [galley(f"c{n}", "".join(paragraph(f"p{k}", SENTENCE * 4 + note(f"c{n}", k)) for k in range(1, 6)))
                for n in (1, 2)]
    lines = "".join(f'<p data-key="l{n}">Division {folio(f"c{n}")} and {folio(f"note-c{n}-5")}</p>' for n in (1, 2))
    galleys = [galley("toc", lines, numbering="roman"), *chapters]
    alone, problems = paginate(galleys, Typesetter(Cache(tmp_path / "one"), SameProcess()), Guess.nothing())
    with WorkerPool(2, prepare) as pool:
        together, _ = paginate(galleys, Typesetter(Cache(tmp_path / "two"), pool), Guess.nothing())
    assert problems == ()
    assert alone is not None
    assert alone == together
    printed = pypdf.PdfReader(io.BytesIO(alone.runs[0].pdf)).pages[0].extract_text()
    for anchor in ("c1", "note-c1-5", "c2", "note-c2-5"):
        assert f" {alone.page_map[anchor]}" in printed
    assert [str(start.folio) for start in alone.starts][:2] == ["i", "1"]
    assert alone.page_map["c2"] == Folio(alone.starts[2].folio.number, "arabic")
    assert len(alone.heads) == len(alone.runs) == 3
