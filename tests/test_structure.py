"""What authors write besides text: titles, heads, parts, sections, anchors, people; and a book that says little.

Each book is a few files; it is read and resolved, or built where its pages count.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdf
import pytest
from conftest import Stock
from manuscripts import Shelf, said
from sharing import once

from book.cli import main
from book.compose.openings import running
from book.matter import Book, Division
from book.matter.walk import lines
from book.problems import Problem
from book.read import read, read_texts
from book.resolve import resolve
from book.sourcegate import check_source

LEAST = "title: Salt\nauthor: Ada Pell\nlanguage: en-GB\n"


def project(folder: Path, settings: str = LEAST, **files: str) -> Stock:
    """A book; `_` in a name stands for a number's file: `_1` is 1.md."""
    book = Stock(folder)
    book.write("chapters/book.yaml", settings)
    for name, text in files.items():
        book.write(f"chapters/{name.lstrip('_')}.md", text)
    return book


def resolved(stock: Stock) -> tuple[Book | None, tuple[Problem, ...]]:
    manuscript, problems = read(stock.path)
    if manuscript is None or any(each.severity == "error" for each in problems):
        return None, problems
    book, more = resolve(manuscript, Shelf())
    return book, (*problems, *more)


def made(stock: Stock) -> Book:
    book, problems = resolved(stock)
    assert book is not None, problems
    return book


def codes(stock: Stock) -> list[tuple[str, str, str]]:
    """Code, severity and place of each problem but the notes on the order of the files."""
    return [(each.code, each.severity, str(each.span)) for each in resolved(stock)[1] if each.code != "B-012"]


def text(division: Division) -> str:
    return " ".join(said(line) for line, _ in lines(division.blocks))


# --- a book that says little


def test_a_title_and_texts_are_enough(tmp_path: Path) -> None:
    names = {"_10": "# Ten", "_2": "# Two", "preface": "# Preface", "prologue": "# Prologue", "afterword": "# After",
             "appendix-a": "# Tables", "dedication": "For all."}
    book = made(project(tmp_path, **names))
    listed = [(each.part, each.role, each.title) for each in book.divisions]
    assert listed == [
        ("front", "title-page", ""), ("front", "imprint", ""), ("front", "dedication", "Dedication"),
        ("front", "contents", "Contents"), ("front", "preface", "Preface"), ("body", "section", "Prologue"),
        ("body", "chapter", "Two"), ("body", "chapter", "Ten"), ("back", "section", "After"),
        ("back", "appendix", "Tables"),
    ]  # fmt: skip
    edition = book.edition
    assert (edition.id, edition.rights.holder, edition.rights.year, edition.content) == ("salt", "Ada Pell", 0, "")
    assert edition.identifier.startswith("urn:uuid:")
    assert edition.identifier == made(project(tmp_path / "again", **names)).edition.identifier


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ("title: S\nauthor: A", ["A"]),
        ("title: S\nauthors: [A, {name: B, sort: 'B, X'}]", ["A", "B"]),
        ("title: 'S'", []),
        ("title: Salt: A Story\nauthor: A", ["A"]),
        ("title: 1984\nauthor: A", ["A"]),
    ],
)
def test_authors_and_titles_as_people_write_them(tmp_path: Path, settings: str, names: list[str]) -> None:
    book = made(project(tmp_path, settings + "\nlanguage: en\n", _1="# One"))
    assert [author.name for author in book.edition.authors] == names
    assert str(book.edition.title) in settings


def test_a_file_is_named_by_itself_and_takes_its_role_from_its_place(tmp_path: Path) -> None:
    settings = f"{LEAST}front: [foreword.md]\nbody: [a.md, {{file: b.md, numbered: false}}]\nback: [thanks.md]\n"
    book = made(project(tmp_path, settings, foreword="# F", a="# A", b="# B", thanks="# T"))
    assert [(each.role, each.number) for each in book.divisions] == [
        ("section", ""), ("chapter", "1"), ("chapter", ""), ("section", "")]  # fmt: skip


def test_a_printer_needs_a_date(tmp_path: Path) -> None:
    target = "targets: {print: {medium: print, printers: {kdp-paperback: {paper: cream}}}}\n"
    assert ("B-003", "error", "chapters/book.yaml:4:10") in codes(project(tmp_path, LEAST + target, _1="# One"))


def test_contributors_have_codes_of_marc(tmp_path: Path) -> None:
    people = "contributors: [{name: T, role: translator}, {name: I, role: ill}, {name: X, role: wizard}]\n"
    assert codes(project(tmp_path, LEAST + people, _1="# One")) == [("B-003", "error", "chapters/book.yaml:4:83")]
    book = made(project(tmp_path, LEAST + people.replace("wizard", "Editor"), _1="# One"))
    assert [(each.relator, each.words) for each in book.edition.contributors] == [
        ("trl", "Translated by"), ("ill", "Illustrated by"), ("edt", "Edited by")]  # fmt: skip


# --- strictness


FAULTS = ("---\ntitle: One\ndate: 2020\n---\n\nA\ttab.\n\n[a]{lnag=de} b\n\n#### Deep\n\n![](x.png){#fig-x}\n\n"
          "[^n]: A note.\n")


@pytest.mark.parametrize(("strict", "severity"), [("true", "error"), ("false", "warning")])
def test_strictness_decides_what_is_an_error(tmp_path: Path, strict: str, severity: str) -> None:
    stock = project(tmp_path, f"{LEAST}strict: {strict}\nbody: [1.md]\n", _1=FAULTS, forgotten="# F")
    stock.write("chapters/x.png", (Path(__file__).parent / "stock/chapters/figures/lamp.png").read_bytes()
                if (Path(__file__).parent / "stock/chapters/figures/lamp.png").is_file() else b"")
    found = {(code, how) for code, how, _ in codes(stock) if code != "M-009"}
    tab = {("M-003", "error")} if strict == "true" else set()  # elsewhere a tab is what CommonMark takes it for
    assert found == tab | {(code, severity) for code in ("B-005", "M-005", "M-010", "M-012", "M-013", "M-015")}


def test_unknown_keys_of_many_heads_are_told_once(tmp_path: Path) -> None:
    files = {f"_{n}": f"---\ntitle: T{n}\ndate: 2020\ntags: [a]\n---\n" for n in range(1, 5)}
    problems = [each for each in resolved(project(tmp_path, **files))[1] if each.code == "M-005"]
    assert [each.message for each in problems] == [
        "unknown key “date” (and at 3 more places)", "unknown key “tags” (and at 3 more places)"]  # fmt: skip
    assert str(problems[0].span) == "chapters/1.md:3:1"


# --- heads and titles


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("# The Quay\n\nText.", "The Quay"),
        ("\n<!-- a remark -->\n\n# The Quay #\n\nText.", "The Quay"),
        ("---\ntitle: The Quay\n---\n\nText.", "The Quay"),
        ("---\ntitle: The Quay\n---\n\n# The Quay\n\nText.", "The Quay"),
        ("---\nshort: Q\n---\n\n# The Quay\n\nText.", "The Quay"),
        ("---\ntitle: Part 3: The Quay # 2\n---\nText.", "Part 3: The Quay"),
        ("---\ntitle: 1984\n---\nText.", "1984"),
        ("---\ntitle: true\n---\nText.", "true"),
        ("---\ntitle: The C#\n...\nText.", "The C#"),
        ("% The Quay\n% Ada Pell; Tom Orrin\n\nText.", "The Quay"),
        ("---\n---\n# The Quay\n\nText.", "The Quay"),
    ],
)
def test_a_title_is_found_wherever_it_stands(tmp_path: Path, written: str, title: str) -> None:
    stock = project(tmp_path, _1=written)
    assert codes(stock) == []
    division = made(stock).divisions[-1]
    assert (division.title, text(division)) == (title, "Text.")


def test_a_title_may_have_markup_and_a_note(tmp_path: Path) -> None:
    for written in ("# The *Iliad*[^1]\n\nText.[^2]\n\n[^1]: First.\n\n[^2]: Second.\n",
                    '---\ntitle: "The *Iliad*[^1]"\n---\nText.[^2]\n\n[^1]: First.\n\n[^2]: Second.\n'):
        book = made(project(tmp_path, _1=written))
        division = book.divisions[-1]
        assert said(division.heading).startswith("The *Iliad*[")
        assert division.title == "The Iliad"
        assert [said(lines(note.blocks)[0][0]) for note in division.notes] == ["First.", "Second."]
        assert said(book.contents[-1].title) == "The *Iliad*"


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("# One\n\n## S\n\n# Two\n\n# Three\n", "M-013", "chapters/1.md:5:1"),
        ("---\ntitle: One\n---\n\n# Two\n", "M-013", "chapters/1.md:5:1"),
        ("+++\ntitle = 'x'\n+++\n", "M-004", "chapters/1.md:1:1"),
        ("---\ntitle: x\n\nText.\n", "M-004", "chapters/1.md:1:1"),
        ("Text.", "M-022", "chapters/1.md:1:1"),
    ],
)
def test_what_is_not_right_about_a_title_is_told_once(tmp_path: Path, written: str, code: str, place: str) -> None:
    assert [(found, at) for found, _, at in codes(project(tmp_path, _1=written))] == [(code, place)]


def test_a_chapter_has_authors_editors_and_a_subtitle(tmp_path: Path) -> None:
    head = "---\ntitle: One\nsubtitle: On *salt*\nauthors: [Jane Roe, {name: Jo Doe}]\neditor: Max M.\n---\n"
    book = made(project(tmp_path, _1=head, _2="# Two"))
    one = next(each for each in book.divisions if each.title == "One")
    assert (said(one.subtitle), one.authors, one.editors) == ("On *salt*", ("Jane Roe", "Jo Doe"), ("Max M.",))
    assert next(line for line in book.contents if line.anchor == one.id).authors == ("Jane Roe", "Jo Doe")


def test_a_running_head_stands_on_one_line(tmp_path: Path) -> None:
    edition = made(project(tmp_path, _1="# One")).edition
    assert running("Short", edition) == "Short"
    assert running("Salt: " + "very " * 40, edition) == "Salt"
    cut = running("A word and " * 30, edition)
    assert len(cut) < 60
    assert cut.endswith("…")
    assert len(running("x" * 300, edition)) < 60


# --- numbers


@pytest.mark.parametrize(
    ("setting", "numbers", "reference"),
    [
        ("", ["1", "2"], "chapter 2"),
        ("chapter-numbers: roman\n", ["I", "II"], "chapter II"),
        ("chapter-numbers: words\nchapter-label: Chapter\n", ["Chapter One", "Chapter Two"], "chapter two"),
        ("chapter-numbers: none\n", ["", ""], "“Two”"),
        ("chapter-label: Step\n", ["Step 1", "Step 2"], "step 2"),
    ],
)
def test_chapters_are_numbered_as_the_book_says(tmp_path: Path, setting: str, numbers: list[str],
                                                reference: str) -> None:
    book = made(project(tmp_path, LEAST + setting + "body: [1.md, 2.md]\n", _1="# One\n\nSee [](2.md).", _2="# Two"))
    assert [each.number for each in book.divisions] == numbers
    assert text(book.divisions[0]) == f"See {reference}."


def test_a_title_that_says_its_number_gets_no_other(tmp_path: Path) -> None:
    settings = LEAST + "body: [1.md, 2.md, 3.md]\n"
    book = made(project(tmp_path, settings, _1="# CHAPTER I.", _2="# Chapter 2: The Quay", _3="# Three\n\n[](1.md)"))
    assert [each.number for each in book.divisions] == ["", "", "3"]
    assert text(book.divisions[2]) == "Chapter I"


def test_sections_are_numbered_to_any_depth(tmp_path: Path) -> None:
    body = "# One\n\n## A {#a}\n\n### B {#b}\n\n### C\n\n## D {.unnumbered}\n\n## E {#e}\n\nIn [](#b) and [](#e).\n"
    book = made(project(tmp_path, LEAST + "section-numbers: 2\nbody: [1.md]\n", _1=body))
    listed = [(line.level, said(line.title)) for line in book.contents]
    assert listed == [(1, "One"), (2, "1.1\u2002A"), (3, "1.1.1\u2002B"), (3, "1.1.2\u2002C"), (2, "D"),
                      (2, "1.2\u2002E")]  # fmt: skip
    assert text(book.divisions[0]).endswith("In section 1.1.1 and section 1.2.")


PARTS = {
    "nested": "body: [{part: 'Part One: Salt', chapters: [1.md]}, {part: Sand, file: 9.md, chapters: [2.md]}, 3.md]\n",
    "flat": "body: [{part: 'Part One: Salt'}, 1.md, {role: part, file: 9.md}, 2.md]\nback: [3.md]\n",
}


@pytest.mark.parametrize("form", PARTS)
def test_parts_hold_their_chapters(tmp_path: Path, form: str) -> None:
    settings = LEAST + PARTS[form] + "part-numbers: roman\n"
    book = made(project(tmp_path, settings, _1="# A\n\n## S", _2="# B", _3="# C", _9="# Sand\n\nOn sand."))
    listed = [(line.level, line.label, said(line.title)) for line in book.contents]
    last = (1, "3", "C") if form == "nested" else (1, "", "C")
    assert listed == [(1, "Part I", "Part One: Salt"), (2, "1", "A"), (3, "", "S"), (1, "Part II", "Sand"),
                      (2, "2", "B"), last]  # fmt: skip


def test_a_glossary_is_sorted(tmp_path: Path) -> None:
    settings = LEAST + "body: [1.md]\nback: [{role: glossary, file: g.md}]\n"
    book = made(project(tmp_path, settings, _1="# One", g="# Words\n\nZinc\n:   A.\n\nÄther\n:   B.\n\nlamp\n:   C.\n"))
    assert text(book.divisions[1]) == "Äther B. lamp C. Zinc A."


def test_the_second_reading_knows_a_glossary_as_it_is_written(tmp_path: Path) -> None:
    stock = project(tmp_path, LEAST + "body: [1.md]\nback: [{role: glossary, file: g.md}]\n", _1="# One",
                    g="# Words\n\nZinc\n:   A metal.\n\nlamp\n:   A light.\n")
    manuscript, _ = read(stock.path)
    assert manuscript is not None
    assert check_source(manuscript.divisions, read_texts(stock.path, manuscript.divisions), Shelf()) == ()


# --- lists of works


BIB = "@book{a, author={Ann Low}, title={Tides}, year=1999}\n"


@pytest.mark.parametrize(("cites", "last", "roles"), [
    ("[@a]", "", ["chapter", "bibliography"]),  # cited, and listed nowhere: at the end
    ("[@a]", "# Works\n\n::: {#refs}\n:::\n", ["chapter", "bibliography"]),  # where Pandoc would list it
    ("None", "", ["chapter"]),  # nothing to list
])  # fmt: skip
def test_works_are_listed_where_they_are_cited(tmp_path: Path, cites: str, last: str, roles: list[str]) -> None:
    stock = project(tmp_path, LEAST, _1=f"# One\n\nSo {cites}.\n", **({"_2": last} if last else {}))
    stock.write("chapters/refs.bib", BIB)
    book = made(stock)
    assert [each.role for each in book.divisions if each.part != "front"] == roles
    if last:
        assert book.divisions[-1].title == "Works"


@pytest.mark.parametrize(("strict", "severity"), [("true", "error"), ("false", "warning")])
def test_words_that_lead_nowhere_are_an_error_of_a_strict_book(tmp_path: Path, strict: str, severity: str) -> None:
    stock = project(tmp_path, f"{LEAST}strict: {strict}\n", _1="# One\n\nSee [the words](#nowhere).\n")
    assert ("X-001", severity, "chapters/1.md:3:5") in codes(stock)


# --- anchors and links


def test_equal_headings_titles_and_numbered_files_are_no_trouble(tmp_path: Path) -> None:
    chapter = "# Same\n\n## Conclusion\n\nSee [above](#conclusion).\n\n## Note on sources\n"
    book = made(project(tmp_path, LEAST + "body: [1.md, 2.md, 'Über uns.md', '二 三.md']\n", _1=chapter, _2=chapter,
                        **{"Über uns": chapter, "二 三": chapter}))
    ids = [each.id for each in book.divisions]
    assert ids == ["chapter", "chapter-2", "Uber-uns", "二-三"]
    anchors = [line.anchor for line in book.contents]
    assert len(set(anchors)) == len(anchors)
    assert not any(anchor.startswith(("note-", "ref-")) for anchor in anchors)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("[x](2.md)", "x"),
        ("[x](./2.md#end)", "x"),
        ("[](2.md)", "Chapter 2"),
        ("[[Two]]", "Two"),
        ("[[2|words]]", "words"),
        ("[[Two#The end]]", "The end"),
        ("[x](#the-end)", "x"),
        ("@fig:one", "Figure 1"),
        ("See Figure @fig:one.", "See Figure 1."),
        ("See [@fig:one] and [@fig:one; @tbl-x].", "See figure 1 and figure 1, table 1."),
        ("Figure \\@ref(fig:one) shows", "Figure 1 shows"),
        ("see [-@fig:one]", "see 1"),
        ("@sec-intro", "“Intro”"),
        ("[x](#two)", "x"),
        ("\\[\\[no link\\]\\]", "[[no link]]"),
    ],
)
def test_references_as_other_tools_write_them(tmp_path: Path, written: str, printed: str) -> None:
    second = ("# Two\n\n## Intro {#sec-intro}\n\n## The end {#end}\n\n"
              "![A.](f.svg){#fig:one alt=x}\n\n| a |\n|---|\n| b |\n\n: Cap {#tbl-x}\n")
    if "the-end" in written or "#The end" in written:
        second = second.replace(" {#end}", "")
    stock = project(tmp_path, LEAST + "body: [1.md, 2.md]\n", _1=f"# One\n\n{written}\n", _2=second)
    stock.write("chapters/f.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert codes(stock) == []
    assert text(made(stock).divisions[0]) == printed


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ("[x](9.md)", "X-001", "name a file that book.yaml lists, or write (#anchor)"),
        ("[[Nowhere]]", "X-001", "write [words](#anchor)"),
        ("[[Two#Nothing]]", "X-001", "write the heading's own words"),
        ("@fig-nothing", "X-001", ""),
        ("[x](#conclusion)", "M-008", "anchor of its own"),
    ],
)
def test_references_in_vain(tmp_path: Path, written: str, code: str, hint: str) -> None:
    other = "\n\n## Conclusion\n"
    stock = project(tmp_path, LEAST + "body: [1.md, 2.md, 3.md]\n", _1=f"# One\n\n{written}\n", _2=f"# Two{other}",
                    _3=f"# Three{other}")  # fmt: skip
    (problem,) = resolved(stock)[1]
    assert (problem.code, str(problem.span)[:16]) == (code, "chapters/1.md:3:")
    assert hint in problem.hint


def test_a_work_goes_before_an_anchor_of_its_name(tmp_path: Path) -> None:
    stock = project(tmp_path, LEAST + "body: [1.md]\n", _1="# One\n\n## S {#fig-x}\n\nSo it is.[@fig-x]\n")
    stock.write("chapters/bibliography.yaml", "references:\n- {id: fig-x, type: book, title: Figs}\n")
    assert len(made(stock).divisions[0].notes) == 1


def test_an_index_has_three_levels_at_most(tmp_path: Path) -> None:
    settings = LEAST + "body: [1.md]\nback: [{role: index, title: Index}]\n"
    book = made(project(tmp_path, settings, _1='# One\n\n[x]{.index entry="a!b!c"} [y]{.index entry="a!b"}\n'))
    (entry,) = book.index
    assert (entry.term, entry.entries[0].term, entry.entries[0].entries[0].term) == ("a", "b", "c")
    empty = project(tmp_path, settings, _1="# One\n\nText.\n")
    assert codes(empty) == [("X-008", "warning", "chapters/book.yaml:5:15")]


# --- pages


@pytest.fixture(scope="module")
def anthology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "anthology", _anthology) / "build"


def _anthology(folder: Path) -> None:
    words = "The keeper wound the weight at midnight and again at two, and nobody saw a light. " * 30
    settings = LEAST + ("contributors: [{name: Tom Orrin, role: translator}]\nsection-numbers: 1\nopens: any\n"
                        "isbn: '978-0-306-40615-7'\nfront: [{role: title-page}, {role: imprint}, "
                        "{role: contents, title: Contents}]\nbody:\n- part: Salt\n  chapters: [1.md, 2.md]\n"
                        "- after.md\nback: [{role: index, title: Index}]\n")
    head = "---\ntitle: The *Iliad*[^1]\nsubtitle: A reading\nauthor: Jane Roe\neditors: [Jo Doe]\n---\n"
    stock = project(folder, settings, _1=f"{head}{words}\n\n## First {{#sec:a}}\n\n[](#sec:a){{.page}}\n\n[^1]: N.\n",
                    _2=f"# {'A Long Title and ' * 20}\n\n{words}\n\n{words}\n", after=f"# After\n\n{words}\n")
    assert main(["build", "--project", str(stock.path), "--jobs", "1"]) == 0


def test_an_anthology_is_built_whole(anthology: Path) -> None:
    reader = pypdf.PdfReader(anthology / "salt.pdf")
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert "Translated by Tom Orrin" in pages[0]
    assert "ISBN 978-0-306-40615-7" in pages[1]
    assert not any(word in pages[1] for word in ("urn:", "printing", "Content "))
    opening = next(page for page in pages if page.startswith("1 The Iliad"))
    assert "A reading" in opening
    assert "Jane Roe" in opening
    assert "Edited by Jo Doe" in opening
    nested = [item for item in reader.outline if isinstance(item, list)]
    assert next(str(item.title) for item in nested[0] if not isinstance(item, list)) == "1. The Iliad"


def test_no_running_head_runs_over_the_edge(anthology: Path) -> None:
    reader = pypdf.PdfReader(anthology / "salt.pdf")
    for page in reader.pages:
        heights: list[float] = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size, kept=heights:
                          kept.append(tm[5] * cm[3] + cm[5]) if text.strip() else None)  # fmt: skip
        assert all(20 < height < float(page.mediabox.height) - 20 for height in heights)


def test_the_epub_nests_its_parts_and_names_its_people(anthology: Path) -> None:
    with zipfile.ZipFile(anthology / "salt.epub") as epub:
        package, nav = (epub.read(f"EPUB/{name}").decode() for name in ("package.opf", "nav.xhtml"))
    assert "<dc:description>" not in package
    assert '<meta refines="#contributor-1" property="role" scheme="marc:relators">trl</meta>' in package
    assert "<li><a href=\"text/Salt.xhtml\">Salt</a><ol><li>" in nav


def test_a_file_that_is_listed_twice_is_told(tmp_path: Path) -> None:
    stock = project(tmp_path, LEAST + "body: [1.md]\nback: [1.md]\n", _1="# One")
    ((code, severity, place),) = codes(stock)
    assert (code, severity) == ("B-003", "error") and place.startswith("chapters/book.yaml:")


@pytest.mark.parametrize(("taking", "roles"), [
    ("{{#include 2.md}}", 1), ("{{#include 2.md:3}}", 2), ("```\n{{#include 2.md}}\n```", 2),
    ("<!-- {{#include 2.md}}\n-->", 2),
])  # fmt: skip
def test_only_a_text_that_is_taken_in_whole_is_no_chapter(tmp_path: Path, taking: str, roles: int) -> None:
    book = made(project(tmp_path, LEAST, _1=f"# One\n\n{taking}\n", _2="Two\n\nWords.\n"))
    assert len([each for each in book.divisions if each.role == "chapter"]) == roles


INDEXES = "body: [1.md]\nback: [{role: index, title: Persons}, {role: index, title: Places, of: places}]\n"


def test_a_book_may_have_several_indexes(tmp_path: Path) -> None:
    words = ('[Ann]{.index entry="Low, Ann"} came to [Hull]{.index of=places}, to [it]{.index of=places '
             'entry="The Wash!tides"}, and [Hull]{.index} was dull.')
    book = made(project(tmp_path, LEAST + INDEXES, _1=f"# One\n\n{words}\n"))
    assert sorted((each.of, each.term, [below.term for below in each.entries]) for each in book.index) == [
        ("", "Hull", []), ("", "Low, Ann", []), ("places", "Hull", []), ("places", "The Wash", ["tides"])]  # fmt: skip
    assert [(each.title, each.of) for each in book.divisions if each.role == "index"] == [
        ("Persons", ""), ("Places", "places")]  # fmt: skip


@pytest.mark.parametrize(("settings", "text", "told"), [
    ("body: [1.md]\n", "[a]{.index of=places}", ("X-009", "error", "chapters/1.md:3:1")),
    (INDEXES, "[a]{.index}", ("X-008", "warning", "chapters/book.yaml:5:46")),
    ("body: [{role: chapter, file: 1.md, of: x}]\n", "a", ("B-003", "error", "chapters/book.yaml:4:15")),
])  # fmt: skip
def test_indexes_in_vain(tmp_path: Path, settings: str, text: str, told: tuple[str, str, str]) -> None:
    assert told in codes(project(tmp_path, LEAST + settings, _1=f"# One\n\n{text}\n"))
