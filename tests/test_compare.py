"""Printings and files side by side: what an editor and a printer are told, and what they see."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from compositor import printing
from conftest import Stock
from printings import commit, say
from pypdf import PdfReader, PdfWriter

from book.collate import collate
from book.compare import Report, report, text, values
from book.edition import Correction
from book.foreign import records
from book.foreign.leaves import leaves
from book.foreign.paragraphs import blocks, vocabulary
from book.pdfmarks.lines import TypeLine, type_lines
from book.problems import Span
from book.raster import GreyPage, Undrawable, grey_pages
from book.record import EditionRecord

NAMES = ("Printing 1.0", "Printing 1.1")
PDF, EPUB = "lamps-of-skerrow.pdf", "lamps-of-skerrow.epub"
STORM = "chapters/02-storm.md"
BOY = "The boy slept by the stove, and heard nothing of it."
WATCH = "Brae had the second watch, from midnight until the gulls woke, and Harrow had the first."


@pytest.fixture(scope="module")
def shelf(releases: dict[str, Stock], tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """The book after releases 1.0 and 1.1, of which the second corrects a word."""
    project = Stock(tmp_path_factory.mktemp("shelf") / "book")
    shutil.copytree(releases["1.1"].path, project.path)
    commit(project, "Release 1.1")
    return project


@pytest.fixture
def project(shelf: Stock, tmp_path: Path) -> Stock:
    """A copy of it, to change."""
    shutil.copytree(shelf.path, tmp_path / "book")
    return Stock(tmp_path / "book")


def released(project: Stock, number: str, name: str) -> str:
    """The path of a released file."""
    return str(project.path / "build/releases" / number / name)


def lines_of(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines()]


def entry(id: str, was: str, now: str) -> Correction:
    return Correction(id, "2026-02-01", "erratum", "storm", "", was, now, "So the log.", (), "", "1.0",
                      Span("chapters/corrections.yaml"))


def between(old: Sequence[str], new: Sequence[str], *ledger: Correction) -> Report:
    """The report on two printings of one chapter."""
    one, other = printing({"storm": old}), printing({"storm": new}, "1.1", [each.id for each in ledger])
    told = collate(one, other)
    return report(one, other, told, ledger, NAMES)


# --- printings ------------------------------------------------------------------------------------------------------


def test_two_printings_are_summed_up_and_their_words_set_side_by_side(shelf: Stock) -> None:
    code, said = say(shelf, "compare", "1.0", "1.1")
    assert code == 0
    summary, _, rest = said.partition("\nCorrections\n")
    assert summary.splitlines() == [
        "Printing 1.0 → Printing 1.1",
        "  blocks             2 changed, 1 added",
        "  pages              other print: iv, 5",
        "  extent             24 pages, as before",
        "  index              as before",
        "  citations by page  every page begins as before",
        "  corrections        each stays on its page",
    ]
    assert "  C01  page 5, line 11: stays on its page\n" in rest
    assert ("Chapter 2: The Night of 9 November\n"
            "  page 5, line 11: changed  C01\n"
            "    - … and he laughed.” Brae wound the weight at midnight and again at two. After that there is no entry "
            "in his hand.\n"
            "    + … and he laughed.” Brae wound the weight at midnight and again at one. After that there is no entry "
            "in his hand.") in rest
    assert "Imprint\n  page iv, line 4: added\n    + First edition, printing 1.1, 15 January 2026\n" in rest


def test_the_manuscript_is_compared_where_no_second_printing_is_named(project: Stock) -> None:
    project.replace(STORM, "The lookout saw no light at all.", "The lookout saw no light.")
    code, said = say(project, "compare", "1.1")
    assert code == 0
    assert "Printing 1.1 → Manuscript" in lines_of(said)
    assert "- The lookout saw no light at all." in lines_of(said)
    assert "+ The lookout saw no light." in lines_of(said)


def test_machines_get_the_same_as_values(shelf: Stock) -> None:
    code, said = say(shelf, "compare", "1.0", "1.1", "--json")
    told = json.loads(said)
    assert (code, told["differ"], told["extent"], told["problems"]) == (0, True, [24, 24], [])
    assert told["pages"] == [{"kind": "changed", "old": "iv", "new": "iv"}, {"kind": "changed", "old": "5", "new": "5"}]
    assert told["corrections"] == [{"id": "C01", "stays": True, "moves": [], "places": [
        {"old": {"page": "5", "line": 11}, "new": {"page": "5", "line": 11}}]}]
    change = told["changes"][-1]
    assert (change["division"], change["kind"], change["corrections"]) == ("storm", "changed", ["C01"])
    assert [each for each in change["was"] if each[0] == "gone"] == [["gone", "two."]]
    assert [each for each in change["now"] if each[0] == "new"] == [["new", "one."]]


@pytest.mark.parametrize(("names", "codes"), [(("1.0", "1.1"), (0, 1)), (("1.0", "1.0"), (0, 0))])
def test_what_differs_is_an_exit_code_only_if_it_is_asked_for(
    shelf: Stock, names: tuple[str, str], codes: tuple[int, int]
) -> None:
    assert (say(shelf, "compare", *names)[0], say(shelf, "compare", *names, "--exit-code")[0]) == codes


def test_a_printing_is_like_itself(shelf: Stock) -> None:
    said = lines_of(say(shelf, "compare", "1.0", "1.0")[1])
    assert said[:3] == ["Printing 1.0 → Printing 1.0: no difference", "blocks             the same words throughout",
                        "pages              the same print throughout"]


def test_a_printing_without_a_record_is_refused(shelf: Stock) -> None:
    code, said = say(shelf, "compare", "1.0", "3.0")
    assert code == 2
    assert said.splitlines()[:2] == ["error L-032: there is no record of a printing 3.0",
                                     "  hint: there are records of 1.0, 1.1"]


@pytest.mark.parametrize(("names", "said"), [
    (["old.pdf"], "book compare: a file is compared with another file: name both, or a printing, as 1.0"),
    (["1.0", "new.pdf"],
     "book compare: give two printings or two files; the PDF of a printing lies in build/releases/"),
])
def test_what_does_not_go_together_is_said(shelf: Stock, names: list[str], said: str) -> None:
    assert say(shelf, "compare", *names) == (2, said)


# --- corrections ----------------------------------------------------------------------------------------------------


def test_a_correction_that_moves_the_next_page_names_it() -> None:
    texts = [WATCH] * 12
    longer = [*texts[:3], WATCH.replace("the first", "the first, and the third when there was fog, and slept badly"),
              *texts[4:]]
    told = between(texts, longer, entry("C01", "Harrow had the first.",
                                        "Harrow had the first, and the third when there was fog, and slept badly."))
    (outcome,) = told.outcomes
    assert not outcome.stays
    assert str(outcome) == "page 3, line 4: moves the beginning of page 4 and of 5 more"
    assert lines_of(text(told))[12:14] == [
        "page 4: with “Brae had the second watch,”, not “woke, and Harrow had the” (by page 3, line 4)",
        "page 5: with “woke, and Harrow had the”, not “Brae had the second watch,” (by page 3, line 4)"]
    assert next(line.words for line in told.summary if line.topic == "corrections") == (
        "0 of 1 stay on their pages; not C01")


def test_a_correction_corrected_again_is_found_as_it_is_now() -> None:
    told = between([WATCH], [WATCH.replace("gulls", "terns")], entry("C01", "the gulls woke", "the geese woke"),
                   entry("C02", "the geese woke", "the terns woke"))
    assert [(outcome.id, len(outcome.places)) for outcome in told.outcomes] == [("C01", 1), ("C02", 1)]
    assert told.changes[0].corrections == ("C01", "C02")


def test_words_taken_out_are_a_correction_too() -> None:
    told = between([WATCH], [WATCH.replace(", and Harrow had the first", "")],
                   entry("C01", ", and Harrow had the first", ""))
    assert [str(outcome) for outcome in told.outcomes] == ["page 1, line 3: stays on its page"]


def test_a_long_paragraph_is_shown_by_what_stands_around_its_changes() -> None:
    long = " ".join(f"word{number}" for number in range(100))
    told = between([long], [long.replace("word50", "ward50")])
    assert [run.words for run in told.changes[0].was] == [
        "… " + " ".join(f"word{number}" for number in range(38, 50)), "word50",
        " ".join(f"word{number}" for number in range(51, 63)) + " …"]


def test_a_block_that_moved_is_said_once() -> None:
    told = between([WATCH, BOY, "[x] other words that stay."], [BOY, "[x] other words that stay.", WATCH])
    assert [change.kind for change in told.changes] == ["moved"]
    assert text(told).count("gulls") == 1
    assert values(told)["changes"][0]["kind"] == "moved"


# --- the page to look at --------------------------------------------------------------------------------------------


def test_the_page_to_look_at_needs_no_other_file(project: Stock, tmp_path: Path) -> None:
    page = tmp_path / "compare.html"
    code, said = say(project, "compare", "1.0", "1.1", "--html", str(page))
    assert code == 0
    assert said.splitlines()[-1] == f"{page}  a page to look at"
    html = page.read_text("utf-8")
    assert not re.search(r"<script|<link|@import|src=\"(?!data:)|url\(", html)
    assert "<del>two.</del>" in html
    assert "<ins>one.</ins>" in html
    assert re.findall(r'alt="([^"]+)"', html) == [
        "Page iv of Printing 1.0", "Page iv of Printing 1.1", "Page 5 of Printing 1.0", "Page 5 of Printing 1.1"]
    assert re.search(r'<i style="top: [\d.]+%; height: [\d.]+%">', html)


def test_a_released_folder_that_is_gone_is_said_and_words_are_compared(project: Stock, tmp_path: Path) -> None:
    shutil.rmtree(project.path / "build/releases/1.0")
    page = tmp_path / "compare.html"
    code, said = say(project, "compare", "1.0", "1.1", "--html", str(page))
    assert code == 0
    assert said.splitlines()[:2] == [
        "note L-023: Pages are not drawn: build/releases/1.0/lamps-of-skerrow.pdf is not there",
        "  hint: words are compared from the records; bring the release's folder back to see its pages"]
    html = page.read_text("utf-8")
    assert "Pages are not drawn: build/releases/1.0/lamps-of-skerrow.pdf is not there." in html
    assert "<ins>one.</ins>" in html
    assert "<img" not in html


def test_another_file_in_a_released_folder_is_not_drawn(project: Stock, tmp_path: Path) -> None:
    shutil.copy(released(project, "1.1", PDF), released(project, "1.0", PDF))
    said = say(project, "compare", "1.0", "1.1", "--html", str(tmp_path / "a.html"))[1]
    assert ("note L-023: Pages are not drawn: build/releases/1.0/lamps-of-skerrow.pdf is not the file that was released"
            in said.splitlines())


def test_a_fault_in_the_book_s_own_template_is_told_at_its_line(project: Stock, tmp_path: Path) -> None:
    project.write("styles/compare.html.jinja", "<html>\n{{ report.nothing }}\n</html>\n")
    code, said = say(project, "compare", "1.0", "1.1", "--html", str(tmp_path / "a.html"))
    assert code == 1
    assert said.startswith("styles/compare.html.jinja:2:1: error M-017: the template compare.html.jinja fails")
    assert not (tmp_path / "a.html").exists()


def test_a_picture_is_a_png_of_its_dots() -> None:
    from PIL import Image

    with Image.open(io.BytesIO(GreyPage(3, 2, bytes([0, 255, 16, 255, 0, 240])).png())) as made:
        assert (made.size, made.convert("L").tobytes()) == ((3, 2), bytes([0, 255, 17, 255, 0, 255]))


# --- files of any origin --------------------------------------------------------------------------------------------


def test_two_pdfs_are_compared_by_what_stands_on_their_pages(shelf: Stock) -> None:
    code, said = say(shelf, "compare", released(shelf, "1.0", PDF), released(shelf, "1.1", PDF))
    assert code == 0
    assert "  pages              other print: iv, 5\n  extent             24 pages, as before\n" in said
    changed = [line for line in lines_of(said) if "again at" in line]
    assert [(line[0], re.findall(r"again at (\w+)\.", line)) for line in changed] == [("-", ["two"]), ("+", ["one"])]
    assert "page 5, line 10: changed" in lines_of(said)


def test_words_that_pdfium_cannot_read_are_compared_all_the_same(shelf: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.foreign.pdf.type_lines", lambda data: ())
    one, other = (Path(released(shelf, number, PDF)).read_bytes() for number in ("1.0", "1.1"))
    (old, new), problems = records((("a.pdf", one), ("b.pdf", other)))
    assert problems == ()
    assert [page.new for page in collate(old, new).pages] == ["iv", "5"]
    assert ("two.", "one.") in [(word.was, word.now) for change in collate(old, new).blocks for word in change.words]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs Poppler, the other eye")
def test_lines_have_the_words_and_places_that_poppler_sees(shelf: Stock) -> None:
    """Word by word, as it parts lines and calls of notes otherwise."""
    file = released(shelf, "1.0", PDF)
    seen = subprocess.run(["pdftotext", "-bbox-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    pages = ElementTree.fromstring(seen).iter("{http://www.w3.org/1999/xhtml}page")
    for ours, theirs in zip(type_lines(Path(file).read_bytes()), pages, strict=True):
        words = list(theirs.iter("{http://www.w3.org/1999/xhtml}word"))
        assert _letters(word for line in ours for word in line.words) == _letters(word.text or "" for word in words)
        for word in words:
            left, top, right, bottom = (float(word.get(name, 0)) for name in ("xMin", "yMin", "xMax", "yMax"))
            x, y, text = (left + right) / 2, (top + bottom) / 2, (word.text or "").replace("\u00ad", "-")
            assert any(line.left < x < line.right and line.top < y < line.bottom and text in "".join(line.words)
                       for line in ours), text


def _letters(words: Iterable[str]) -> list[str]:
    return sorted("".join(words).replace("\u00ad", "-"))


def test_two_epubs_are_compared_by_their_documents_and_page_lists(shelf: Stock) -> None:
    code, said = say(shelf, "compare", released(shelf, "1.0", EPUB), released(shelf, "1.1", EPUB))
    assert code == 0
    assert said.splitlines()[1] == "  blocks  2 changed, 5 added"
    assert "page 5, storm.xhtml, block 4: changed" in lines_of(said)


def pdf_of(pages: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(300, 400)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("files", "said"), [
    ({"a.pdf": b"words", "b.pdf": b"more"}, "error L-020: a.pdf is neither a PDF nor an EPUB"),
    ({"a.pdf": b"%PDF-1.7\nnothing", "b.pdf": pdf_of(1)}, "error L-020: a.pdf cannot be read as PDF: "),
    ({"a.epub": b"PK\x03\x04nothing", "b.epub": b"PK\x03\x04"},
     "error L-020: a.epub cannot be read as EPUB: "),
    ({"a.pdf": pdf_of(1), "b.epub": b"PK\x03\x04"}, "error L-021: a.pdf is a PDF and b.epub is an EPUB"),
    ({"a.pdf": pdf_of(2), "b.pdf": pdf_of(1)}, "error L-022: nothing of the text of a.pdf can be read"),
])
def test_files_that_cannot_be_compared_are_refused(stock: Stock, files: dict[str, bytes], said: str) -> None:
    for name, data in files.items():
        (stock.path / name).write_bytes(data)
    code, answer = say(stock, "compare", *(str(stock.path / name) for name in files))
    assert code == 2
    assert answer.splitlines()[0].startswith(said)


def test_a_file_that_is_not_there_is_named(stock: Stock) -> None:
    code, said = say(stock, "compare", "no/old.pdf", "no/new.pdf")
    assert (code, said.splitlines()[0]) == (2, "error B-010: no/old.pdf cannot be read: No such file or directory")


def set_in(*lines: str, left: float = 50, top: float = 100, size: float = 12, right: float = 350) -> list[TypeLine]:
    """Lines below each other; one that begins with two spaces is indented, one that ends with "|" is short."""
    made = []
    for at, line in enumerate(lines):
        indent, short = 14 * line.startswith("  "), 150 * line.endswith("|")
        y = top + at * (size + 2)
        made.append(TypeLine(tuple(line.rstrip("|").split()), left + indent, y, right - short, y + size))
    return made


def texts(*pages: list[TypeLine]) -> list[tuple[str, str]]:
    parted = leaves(pages)
    folios = [str(number) for number in range(1, len(pages) + 1)]
    return [(block.note, block.text) for block in blocks(parted, folios, vocabulary(parted))]


def test_an_indent_begins_a_paragraph_and_a_page_s_end_does_not_end_one() -> None:
    first = set_in("The lamp burned paraffin under a mantle of", "four wicks. It was lit at sunset.|",
                   "  The keeper wound the weight at midnight and")
    second = set_in("again at two, and slept.|", "  After that nobody came to the rock any more that", "winter.|")
    assert texts(first, second) == [
        ("", "The lamp burned paraffin under a mantle of four wicks. It was lit at sunset."),
        ("", "The keeper wound the weight at midnight and again at two, and slept."),
        ("", "After that nobody came to the rock any more that winter.")]


def test_a_broken_word_is_joined_as_the_book_writes_it_elsewhere() -> None:
    lines = set_in("The light-keeper slept, and in the light-", "house the lamps of all the light-",
                   "keepers' boats were light-keepers' lamps again that year.")
    assert texts(lines)[0][1] == ("The light-keeper slept, and in the lighthouse the lamps of all the light-keepers' "
                                  "boats were light-keepers' lamps again that year.")


def test_running_heads_and_folios_are_no_text_and_small_lines_at_the_foot_are_notes() -> None:
    pages = [[*set_in(f"{number} The Lamps of Skerrow", top=40),
              *set_in(f"  The {word} keeper slept by the stove all night long", "until it was day.|"),
              *set_in(f"{number} Log {number}910, 211.", top=500, size=9)]
             for number, word in ((1, "first"), (2, "second"), (3, "third"))]
    assert texts(*pages) == [each for number, word in ((1, "first"), (2, "second"), (3, "third")) for each in (
        ("", f"The {word} keeper slept by the stove all night long until it was day."),
        (str(number), f"{number} Log {number}910, 211."))]


def test_hanging_lines_go_on_with_their_entry() -> None:
    lines = set_in("Conquest, Robert. The Great Terror: A", "  Reassessment of the Purge. Oxford.|",
                   "Getty, J. Arch, and Oleg Naumov. The", "  Road to Terror and the Destruction of", "  men. Yale.|",
                   "Serge, Victor. Sixteen Shot.|")
    assert [words.split()[0] for _, words in texts(lines)] == ["Conquest,", "Getty,", "Serge,"]


def test_a_page_that_is_not_full_ends_its_paragraph() -> None:
    full = set_in("A line of the text that is as long as any", "and another one that is as long as that one")
    assert texts([TypeLine(("Stock", "Press"), 150, 100, 200, 112)], full) == [
        ("", "Stock Press"),
        ("", "A line of the text that is as long as any and another one that is as long as that one")]


def packed(body: str) -> bytes:
    """An EPUB of one document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
                      '<rootfiles><rootfile full-path="x/book.opf"/></rootfiles></container>')
        file.writestr("x/book.opf", '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" '
                      'href="a%20b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/>'
                      "</spine></package>")
        file.writestr("x/a b.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml" '
                      f'xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>')
    return out.getvalue()


def test_an_epub_of_any_maker_is_read_by_its_blocks_pages_and_notes() -> None:
    body = ('<section><h1>One</h1><p>The lamp&nbsp;burned <i>all</i> <span epub:type="pagebreak" title="7"/>night.</p>'
            '<ul><li>oil<ul><li>wicks</li></ul></li></ul><aside epub:type="footnote"><p>A note.</p></aside>'
            "<!-- nothing --></section>")
    old, _ = _two(packed(body), packed(body))
    assert [(block.note, block.text) for block in old.blocks] == [
        ("", "One"), ("", "The lamp burned all night."), ("", "oil"), ("", "wicks"), ("…", "A note.")]
    assert [(line.folio, line.word) for line in old.blocks[1].lines] == [("", 0), ("7", 4)]
    assert [block.key for block in old.blocks[:1]] == ["a b.xhtml"]


def _two(one: bytes, other: bytes) -> tuple[EditionRecord, EditionRecord]:
    made, problems = records((("a", one), ("b", other)))
    assert problems == ()
    return made[0], made[1]


def test_pages_that_only_shifted_are_told_from_those_with_other_print(shelf: Stock, tmp_path: Path) -> None:
    """Two blank pages before the first: all others are the same under another number."""
    reader, writer = PdfReader(released(shelf, "1.0", PDF)), PdfWriter()
    chapter = [page for page in reader.pages if page.extract_text().strip()][8:14]
    for page in chapter:
        writer.add_page(page)
    plain, out = io.BytesIO(), io.BytesIO()
    writer.write(plain)
    writer.insert_blank_page(index=0)
    writer.insert_blank_page(index=0)
    writer.write(out)
    old, new = _two(plain.getvalue(), out.getvalue())
    told = report(old, new, collate(old, new), (), ("a.pdf", "b.pdf"))
    assert [(line.topic, line.words) for line in told.summary][:3] == [
        ("blocks", "the same words throughout"), ("pages", "same print, other folio: 3–8; new pages: 1–2"),
        ("extent", "8 pages, not 6")]


def test_a_file_that_cannot_be_drawn_is_told() -> None:
    with pytest.raises(Undrawable):
        grey_pages(b"no PDF", 50)
    with pytest.raises(Undrawable):
        grey_pages(pdf_of(1), 50, [1])
    assert [(page.width, page.height) for page in grey_pages(pdf_of(2), 72)] == [(300, 400)] * 2
