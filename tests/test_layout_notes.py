"""Notes at the foot of the page: none lost, none late, long ones split, on many generated chapters."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pypdf
import pypdfium2
import pytest
from galleys import SENTENCE, galley, note, paragraph

from book.layout import draw_heads, lay_out
from book.limits import HOUSE
from book.pages import Folio, Galley, PageRun, PageStart

WORDS = ("the", "court", "heard", "that", "all", "sixteen", "had", "confessed", "before", "any", "witness", "spoke")
CSS = """
@page { size: 4in 5in; margin: 0.5in } blockquote { margin: 6pt 12pt; border: 0.5pt solid }
td { border: 0.5pt solid; vertical-align: top } h2 { break-after: avoid } .fresh { break-before: recto }
"""
LONGEST = {"short": 12, "mixed": 90, "long": 600}


class Author:
    """Writes chapters by a seed. Every note says "begin N" and "end N" in one word each."""

    def __init__(self, seed: int, longest: int) -> None:
        self.random, self.longest, self.notes = random.Random(seed), longest, 0

    def words(self, least: int, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(least, most)))

    def note(self) -> str:
        self.notes += 1
        length = max(3, min(self.longest, int(self.random.lognormvariate(2.5, 1) * self.longest / 60)))
        return note("c", self.notes, f"begin{self.notes}x {self.words(length, length)} end{self.notes}x")

    def passage(self) -> str:
        return " ".join(f"{self.words(5, 40)}.{self.note()}" for _ in range(self.random.choice((0, 1, 1, 2))))

    def blocks(self, count: int) -> Iterator[str]:
        for number in range(count):
            text = f"{self.words(10, 50)} {self.passage()} {self.words(1, 30)}"
            kind = self.random.choice(("p", "p", "p", "h2", "li", "quote", "table", "fresh"))
            yield {
                "p": f'<p data-key="b{number}">{text}</p>',
                "h2": f'<h2 data-key="b{number}">{self.words(2, 5)}{self.note()}</h2>',
                "li": f'<ul><li data-key="b{number}">{text}</li></ul>',
                "quote": f'<blockquote><p data-key="b{number}">{text}</p></blockquote>',
                "table": f'<table><tr><td data-key="b{number}">{self.words(3, 9)}{self.note()}</td>'
                         '<td>cell</td></tr></table>',
                "fresh": f'<p class="fresh" data-key="b{number}">{text}</p>',
            }[kind]


@cache
def chapter(seed: int, kind: str) -> tuple[Galley, PageRun]:
    author = Author(seed, LONGEST[kind])
    body = "".join(author.blocks(16))
    wanted = galley("c", body, css=CSS, strings=(("head", "Head"),))
    return wanted, lay_out(wanted, "recto")


CHAPTERS = [(seed, kind) for seed in (1, 2) for kind in LONGEST]


@pytest.mark.parametrize(("seed", "kind"), CHAPTERS)
def test_no_note_is_lost_and_none_stands_after_the_page_of_its_call(seed: int, kind: str) -> None:
    one, run = chapter(seed, kind)
    assert run.faults == ()  # text lost, text off the page and late notes are faults
    wanted = re.findall(r'class="note" id="([^"]*)"', one.html)
    assert len(wanted) > 8
    assert [note for page in run.pages for note in page.notes] == wanted
    assert all(page.notes == page.calls for page in run.pages)


def places(run: PageRun, word: str) -> dict[int, int]:
    """On which page "begin N" or "end N" is printed."""
    pages = pypdf.PdfReader(io.BytesIO(run.pdf)).pages
    texts = [re.sub(r"[\u2010\u00ad-]\s*\n", "", page.extract_text()) for page in pages]
    return {int(number): index for index, text in enumerate(texts)
            for number in re.findall(rf"{word}(\d+)x", re.sub(r"\s", "", text))}


def test_long_notes_are_split_and_end_on_a_later_page() -> None:
    run = chapter(1, "long")[1]
    begun, ended = places(run, "begin"), places(run, "end")
    assert begun.keys() == ended.keys()
    split = [number for number in begun if ended[number] > begun[number]]
    assert len(split) > 2


def test_notes_are_printed_in_the_order_of_their_numbers() -> None:
    run = chapter(2, "mixed")[1]
    for page in pypdf.PdfReader(io.BytesIO(run.pdf)).pages:
        numbers = [int(number) for number in re.findall(r"begin(\d+)x", re.sub(r"\s", "", page.extract_text()))]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("after", ['<p class="fresh" data-key="b">After.</p>', "", '<p data-key="b">{}</p>'])
def test_a_page_of_notes_alone_is_no_blank_page_and_has_its_folio(after: str) -> None:
    author = Author(3, 600)
    long, short = note("c", 1, author.words(900, 900)), note("c", 2, "Short.")
    rest = after.format(f"After{short}") if "{" in after else after
    one = galley("c", f'<p data-key="a">Short.{long}</p>{rest}', css=CSS + ".fresh ~ p, p + p { break-before: page }")
    run = lay_out(one, "recto")
    assert run.faults == ()
    alone = [number for number, page in enumerate(run.pages) if page.start is None and not page.blank]
    assert alone
    heads = draw_heads(one, run, PageStart("c", Folio(1, "arabic"), "recto", 0))
    folios = [page.extract_text().strip() for page in pypdf.PdfReader(io.BytesIO(heads.pdf)).pages]
    assert all(folios[number] == str(number + 1) for number in alone)
    assert run.pages[-1].first == ("After." if after.endswith("After.</p>") else "After" if after else "")


def test_a_note_that_cannot_begin_on_the_page_of_its_call_is_told() -> None:
    many = "".join(note("c", number, Author(number, 90).words(40, 40)) for number in range(1, 19))  # on one line
    found = lay_out(galley("c", f'<p data-key="a">One{many}.</p>', css=CSS), "recto").faults
    assert {(fault.code, fault.key) for fault in found} == {("P-003", "a")}
    assert found[0].message == "note 14 begins on the next page, not on the page of its call"


def test_white_space_in_a_note_s_source_is_no_line_break() -> None:
    one = galley("c", f'<p data-key="a">Text.{note("c", 1, "One" + chr(10) * 3 + "   two.")}</p>')
    text = pypdf.PdfReader(io.BytesIO(lay_out(one, "recto").pdf)).pages[0].extract_text()
    assert "One two." in text


LONG = "A note that goes on and on for a page and more. " * 120
RULES = """
html, body { margin: 0 } @page { @footnote { margin-top: 10pt; padding-top: 7pt; border: 0; max-height: SHARE;
  background: linear-gradient(#000) no-repeat 0 0 / 36pt 1pt, linear-gradient(#000) no-repeat 0 0 / 100% 1pt } }
"""


def long_note(share: str) -> PageRun:
    body = paragraph("a") + f'<p data-key="b">Called.{note("c", 1, LONG)}</p>' + paragraph("d") * 9
    run = lay_out(galley("c", body, css=RULES.replace("SHARE", share)), "recto")
    assert run.faults == ()
    return run


def rule(pdf: bytes, page: int) -> tuple[float, float]:
    """The longest black line across a page: its length, and its height above the page's foot, in points."""
    grey = pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil().convert("L")
    rows = [grey.crop((0, y, grey.width, y + 1)).tobytes() for y in range(grey.height)]
    length, y = max((len(run), y) for y, row in enumerate(rows) for run in re.findall(rb"[\x00-\x60]+", row))
    return length / 2, (grey.height - y) / 2


def test_a_note_that_goes_on_stands_below_a_rule_across_the_measure() -> None:
    run = long_note("75%")
    assert [page.notes for page in run.pages[:2]] == [("note-c-1",), ()]
    assert rule(run.pdf, 0)[0] == pytest.approx(36, abs=1)
    assert rule(run.pdf, 1)[0] == pytest.approx((4 - 2 * 0.6) * 72, abs=1)


@pytest.mark.parametrize("share", [25, 40, 60])
def test_notes_take_no_more_of_a_page_than_the_style_sheet_gives_them(share: int) -> None:
    run = long_note(f"{share}%")
    depth = (6 - 2 * 0.6) * 72
    notes = rule(run.pdf, 1)[1] - 0.6 * 72 - 7  # less the foot margin and the padding
    assert depth * share / 100 - 11 < notes <= depth * share / 100 + 2  # a line less at most


@pytest.mark.parametrize("least", [3, 6])
def test_some_lines_of_text_stand_above_a_note_of_three_pages(least: int) -> None:
    body = f'<p data-key="a">Called on line 1.{note("c", 1, LONG)} {SENTENCE * 40}</p>'
    one = galley("c", body)
    html = one.html.replace('<h1 data-key="c-title">Division c</h1>', "")
    run = lay_out(replace(one, html=html, limits=replace(HOUSE, lines_above_notes=least)), "recto")
    assert run.faults == ()
    assert [page.lines for page in run.pages[:2]] == [least, least]
    assert run.pages[0].notes == ("note-c-1",)
