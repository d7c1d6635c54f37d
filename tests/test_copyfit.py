"""The editor's report on the setting: its figures measured again in the finished PDF, its proposals tried."""

from __future__ import annotations

import io
import json
import re
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Stock
from fontTools.ttLib import TTFont
from galleys import FONTS, galley, note, paragraph
from lxml import etree
from printings import say

from book.cli import main
from book.copyfit.finder import SourceFinder
from book.layout import lay_out
from book.pages import PageRun
from book.pipeline.check import resolved
from book.pipeline.folder import BuildFolder
from book.pipeline.run import Session
from book.problems import Span

SIZE = 10.0  # points: the type of `galleys`
WORDS = ("It was the best of times, it was the worst of times, it was the age of constitutional wisdom, it was the "
         "age of foolishness, it was the revolutionary epoch of belief, it was the epoch of incredulity.")
NARROW = "p { width: 170px }"
BOX = '<span style="display: inline-block; width: 9px; height: 9px"></span>'


def report(project: Stock, *words: str) -> dict[str, Any]:
    """What the command says to machines."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(io.StringIO()):
        code = main(["copyfit", "--json", *words, "--project", str(project), "--jobs", "1"])
    assert code == 0
    values: dict[str, Any] = json.loads(said.getvalue())
    return values


# --- the figures -------------------------------------------------------------------------------------------------


def natural_space() -> float:
    """The word space of the type, in points, by the font's own table."""
    font = TTFont(io.BytesIO(FONTS[0].data))
    return float(font["hmtx"]["space"][0] / font["head"].unitsPerEm * SIZE)


def measured(run: PageRun) -> list[float]:
    """The widest word space of each line of text in the finished PDF, as a multiple of the natural one."""
    command = ("pdftotext", "-bbox", "-", "-")
    xhtml = subprocess.run(command, input=run.pdf, capture_output=True, check=True).stdout
    found = []
    for page in etree.fromstring(xhtml).iter("{*}page"):
        lines: dict[int, list[tuple[float, float]]] = {}
        for word in page:
            left, right, foot = (float(word.get(side, "0")) for side in ("xMin", "xMax", "yMax"))
            lines.setdefault(round(foot), []).append((left, right))
        for _, words in sorted(lines.items()):
            gaps = [two[0] - one[1] for one, two in pairwise(sorted(words))]
            found.append(max(gaps, default=0.0) / natural_space())
    return found


def test_word_spaces_are_those_of_the_finished_pdf() -> None:
    body = "".join(f'<div style="width: {width}px">{paragraph(f"k{width}", WORDS)}</div>'
                   for width in (130, 170, 210, 250))
    run = lay_out(galley("c", body, css="h1 { font-size: 10pt }"), "recto")
    told = [line.space for page in run.pages for line in page.printed]
    assert told == pytest.approx(measured(run), abs=0.03)
    assert max(told) > 2, "a narrow line has wide spaces"
    assert 0 < min(told) < 1, "others are drawn together"


def test_hyphens_are_those_of_the_finished_pdf() -> None:
    run = lay_out(galley("c", paragraph("k", WORDS * 4), css=NARROW), "recto")
    seen = subprocess.run(["pdftotext", "-layout", "-", "-"], input=run.pdf, capture_output=True, check=True).stdout
    ends = [line.strip()[-1] in "-‐" for line in seen.decode().replace("\f", "\n").splitlines() if line.strip()]
    assert [line.hyphen for page in run.pages for line in page.printed] == ends
    assert any(ends)


def test_another_length_comes_out_as_it_was_told() -> None:
    texts = {f"k{number}": f"{WORDS} " * 6 + WORDS[:number * 7] for number in range(6)}
    measure = "p { width: 240px }"
    run = lay_out(galley("c", "".join(paragraph(*each) for each in texts.items()), css=measure), "recto")
    told = [(setting, way) for setting in run.settings for way in setting.ways]
    assert {way.looseness for _, way in told} == {-1, 1}
    for setting, way in told:
        asked = paragraph(setting.key, texts[setting.key]).replace("<p", f'<p data-looseness="{way.looseness}"')
        again = lay_out(galley("c", asked, css=f"@page {{ size: 4in 60in }} {measure}"), "recto")
        spaces = [line.space for page in again.pages for line in page.printed if line.key == setting.key]
        assert len(spaces) == way.lines
        assert max(spaces) == pytest.approx(way.space, abs=0.03)


def test_a_wish_near_the_end_of_a_division_stands_beside_what_its_last_page_asks() -> None:
    body = "".join(paragraph(f"k{number}", f"{WORDS} " * 6 + WORDS[:number * 9]) for number in range(5))
    asked = body.replace("<p data-key", '<p data-looseness="1" data-key')
    for lines in range(2, 8, 2):
        run = lay_out(galley("c", "<p>A line.</p>" * lines + asked), "recto")
        assert not [fault for fault in run.faults if fault.code == "P-007"]
        assert run.pages


def test_what_the_engine_broke_by_itself_is_told_with_its_reason() -> None:
    boxed = f"{WORDS} {BOX} {WORDS}{note('c', 1, WORDS)}"
    body = f"<ul><li data-key='item'>{WORDS}</li></ul>{paragraph('plain', WORDS)}{paragraph('boxed', boxed)}"
    run = lay_out(galley("c", body), "recto")
    left = {setting.key: setting.left for setting in run.settings if setting.lines > 1}
    assert left.pop("boxed") == "a box in the line"
    assert not any(left.values()), "an item's marker is not a line of it"


def test_a_last_line_of_one_word_is_a_runt() -> None:
    run = lay_out(galley("c", paragraph("whole", WORDS) + paragraph("runt", f"{WORDS}<br/>Doubt")), "recto")
    assert [setting.key for setting in run.settings if setting.runt] == ["runt"]


@pytest.mark.parametrize(("what", "follows"), [
    ("heading", "<h2>Two</h2>" + paragraph("next", WORDS)),
    ("kept", f"<div style='break-inside: avoid'>{paragraph('next', WORDS)}</div>"),
    ("kept", f"<p style='break-after: avoid' data-key='term'>Term</p>{paragraph('next', WORDS)}"),
    ("lines", f"<div style='orphans: 4'>{paragraph('next', WORDS)}</div>"),
    ("table", f"<table><tr><td data-key='next' style='break-inside: avoid'>{WORDS}</td></tr></table>"),
    ("note", paragraph("next", f"Aye{note('c', 1, WORDS * 3)}, she said. {WORDS}")),
])
def test_a_page_says_what_would_not_fit(what: str, follows: str) -> None:
    """A page of this title has 23 lines more; two stay blank, whatever follows."""
    body = "".join(f'<p data-key="k{number}">A line.</p>' for number in range(21)) + follows
    run = lay_out(galley("c", body), "recto")
    (end, *_) = run.ends
    assert (end.page, end.next) == (0, what)
    assert end.blank >= 1


# --- the command -------------------------------------------------------------------------------------------------


def test_a_line_is_found_in_the_manuscript(warm: Stock) -> None:
    lines = report(warm)["lines"]
    assert len(lines) == 4
    assert [line["space"] for line in lines] == sorted((line["space"] for line in lines), reverse=True)
    for line in lines:
        place = line["place"]
        written = re.sub(r"\{[^}]*}|[][*]", "", warm.read(place["path"]).splitlines()[place["line"] - 1])
        words = line["words"].split()
        assert any(" ".join(words[begin:begin + 4]) in written for begin in range(len(words) - 3))


def test_words_of_an_appendix_are_found_in_the_data(warm: Stock) -> None:
    book = resolved(warm.path, BuildFolder(warm.path), Session(lambda stage, done, of: None))
    manuscript = SourceFinder(book, warm.path)
    called = Span("chapters/keepers.md", 10)
    found = manuscript.place(called, "the father of the author of Letters from")
    assert found is not None
    assert (found.path, found.line) == ("chapters/data/keepers.yaml", 7)
    assert warm.read(found.path).splitlines()[found.line - 1][found.column - 1:].startswith("father of the author")
    assert manuscript.place(called, "Robert Pike, assistant, of the south") == called
    assert not manuscript.may_ask(called), "a template's words cannot be asked for lines"


def test_the_summary_counts_what_is_listed(warm: Stock) -> None:
    told = report(warm, "--worst", "1000")
    summary = told["summary"]
    assert summary["over"]["1.5"] == len(told["lines"]) == sum(line["space"] > 1.5 for line in told["lines"])
    assert summary["short"] == sum(page["blank"] >= 1 for page in told["pages"])
    assert told["all_left"] == len(told["left"]) <= sum(summary["left"].values())
    caption = next(each for each in told["left"] if each["words"].startswith("Figure 1. The northern tower"))
    assert caption["reason"] == "another alignment, or a shape beside it"
    assert caption["place"]["path"] == "chapters/01-lamp.md"
    assert [(page["division"], page["folio"], page["lines"]) for page in told["last_pages"]] == [
        ("Chapter 1", "3", 10), ("Chapter 2", "6", 22), ("Chapter 3", "8", 17)]


def test_a_paragraph_that_is_proposed_fills_the_page(warm: Stock) -> None:
    page = next(page for page in report(warm)["pages"] if page["next"] == "heading")
    name, number = page["paragraph"]["path"], page["paragraph"]["line"]
    assert page["remedy"].startswith(f"{{looseness=1}} at {name}:{number} fills it, no space wider than 1.")
    lines = warm.read(name).split("\n")
    end = lines.index("", number)
    lines[end - 1] += " {looseness=1}"
    warm.write(name, "\n".join(lines))
    assert page["folio"] not in [each["folio"] for each in report(warm)["pages"]]


def test_only_as_many_as_are_wanted_are_listed_in_words(warm: Stock) -> None:
    for name in ("lamps-of-skerrow.pdf", "lamps-of-skerrow.epub", "report.json"):
        warm.remove(f"build/{name}")
    code, said = say(warm, "copyfit", "--worst", "1")
    assert code == 0
    assert re.search(r"^\d+ paragraphs set whole, \d+ broken line by line \(", said, re.M)
    assert said.count("×  p. ") == 1
    assert re.search(r'Worst lines\n  1\.\d\d×  p\. \d+, line \d+  “.*”\n      chapters/\S+\.md:\d+: ', said)
    assert re.search(r"Broken line by line\n  p\. .*\n.*\n  and \d+ more", said)
    assert [place.name for place in (warm / "build").iterdir()] == [".cache"], "no file is made"


def test_a_book_with_errors_has_its_problems_told_and_no_pages(stock: Stock) -> None:
    stock.replace("chapters/01-lamp.md", "@gaunt1902, 12–14", "@nobody1902, 12–14")
    code, said = say(stock, "copyfit")
    assert code == 1
    assert "error C-001" in said
    assert "the book has no pages to fit" in said


def test_a_folder_without_a_book_is_a_slip(tmp_path: Path) -> None:
    code, said = say(Stock(tmp_path), "copyfit")
    assert code == 2
    assert "B-001" in said
    assert not (tmp_path / "build").exists()
