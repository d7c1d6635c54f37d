"""Bibliographies as people have them: every format, with each fault at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from manuscripts import Shelf
from tiny import CHAPTER, tiny

from book.markdown import parse
from book.matter import Manuscript
from book.matter.walk import lines
from book.matter.words import plain
from book.problems import Problem
from book.read import read
from book.resolve import resolve


def shelf(folder: Path, settings: str = "", **files: str) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    book = tiny(folder)
    for name, text in files.items():
        book.write("chapters/" + name.replace("__", "."), text)
    if settings:
        book.replace("chapters/book.yaml", "notes: {numbering: chapter}", f"notes: {{numbering: chapter}}\n{settings}")
    return read(book.path)


def works(folder: Path, settings: str = "", **files: str) -> dict[str, dict[str, Any]]:
    manuscript, problems = shelf(folder, settings, **files)
    assert manuscript is not None and not problems, problems
    return {each.key: dict(each.values) for each in manuscript.references}


def told(folder: Path, settings: str = "", **files: str) -> list[str]:
    _, problems = shelf(folder, settings, **files)
    return [f"{problem.span} {problem.code}".removeprefix("chapters/") for problem in problems]


ONE_WORK = [
    ("references__bib", "@book{doe, title={A}, author={Doe, Jo}, date={1999-03}}"),
    ("any name__bib", "@book{doe,\n title=\"A\",\n author={Doe, Jo}, year=1999, month=mar}"),
    ("references__ris", "TY  - BOOK\nAU  - Doe, Jo\nTI  - A\nPY  - 1999/03\nID  - doe\nER  - \n"),
    ("library__json", '[{"id":"doe","type":"book","title":"A","author":[{"family":"Doe","given":"Jo"}],'
                      '"issued":{"date-parts":[["1999",3]]}}]'),
    ("refs__json", '{"items": [{"id":"doe","type":"book","title":["A"],"author":{"family":"Doe","given":"Jo"},'
                   '"issued":{"date-parts":[[1999,"3"]]}, "shortTitle": "", "ISSN": []}]}'),
    ("bibliography__yaml", "- id: doe\n  type: book\n  title: A\n  author: [{family: Doe, given: Jo}]\n"
                           "  issued: [{year: 1999, month: 3}]\n"),
    ("references__yaml", "---\nnocite: '[@*]'\nreferences:\n- id: doe\n  type: book\n  title: A\n"
                         "  author: {family: Doe, given: Jo}\n  issued: {date-parts: [[1999, 3]]}\n---\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), ONE_WORK)
def test_a_work_is_the_same_in_every_format(tmp_path: Path, name: str, text: str) -> None:
    wanted = {"id": "doe", "type": "book", "title": "A", "author": [{"family": "Doe", "given": "Jo"}],
              "issued": {"date-parts": [[1999, 3]]}}  # fmt: skip
    assert works(tmp_path, **{name: text}) == {"doe": wanted}


@pytest.mark.parametrize(("rows", "day"), [
    ("PY  - 1999", [1999]),
    ("PY  - 1999/03/02", [1999, 3, 2]), ("PY  - 1999///", [1999]), ("Y1  - 1999/3//", [1999, 3]),
    ("DA  - 1999/03/02", [1999, 3, 2]), ("PY  - 1999\nDA  - 1999/03/02", [1999, 3, 2]), ("PY  - Spring 1999", [1999]),
    ("DA  - 1999-03-02\nPY  - 1999", [1999, 3, 2]),
])  # fmt: skip
def test_a_date_of_ris_keeps_its_day(tmp_path: Path, rows: str, day: list[int]) -> None:
    (work,) = works(tmp_path, a__ris=f"TY  - BOOK\nID  - x\n{rows}\nTI  - A\nER  - \n").values()
    assert work["issued"] == {"date-parts": [day]}


@pytest.mark.parametrize("key", ["knuth:84/x.1", "10.1093/comjnl/27.2.97", "müller99", "Ω", "Кей", "a+b-c_d", "2014a"])
def test_a_key_can_have_any_letters(tmp_path: Path, key: str) -> None:
    assert list(works(tmp_path, a__bib=f"@book{{{key}, title={{A}}}}")) == [key]
    parsed, problems = parse(f"Said [@{key}, 3].", "one.md")
    assert not problems and key in str(parsed.blocks)


@pytest.mark.parametrize(("name", "text", "found"), [
    ("a__bib", "% me@example.org\n@comment{x}\n@book{a, title={A}}\n\n@book{b\n title={B}}\n@book{c, title={C}}",
     ["a.bib:6:2 C-003"]),
    ("a__bib", "@book{a, title={A\n\n@book{b, title={B}}\n", ["a.bib:1:1 C-003"]),
    ("a__bib", "@book{a, title={A}}, year={1999}}\n@book{b, title={B}}", ["a.bib:1:1 C-003"]),
    ("a__bib", "@book{a, title={A}}\n@book{b, title={B}}\n@book{a, title={C}}", ["a.bib:3:1 C-004"]),
    ("a__bib", "@book{a, title={A}, mynote={x}}\n@weird{b, title={B}, mynote={y}}", ["a.bib:1:1 C-010"]),
    ("a__bib", "@misc{a, title={A}, file={x.pdf}, keywords={x}, owner={me}}\n", []),
    ("a__ris", "TY  - BOOK\nTI  - A\n\nTY  - BOOK\nTI  - B\n goes on\nER  - \n", ["a.ris:1:1 C-003"]),
    ("a__ris", "junk\nTY  - BOOK\nTI  - A\nER  - \n", ["a.ris:1:1 C-003"]),
    ("refs__json", '[{"id": "a", "title": "A"},\n {"id": "a", "title": "B"}]', ["refs.json:2:1 C-004"]),
    ("refs__json", '[{"id": "a",\n "title": }]', ["refs.json:2:11 C-003"]),
    ("refs__json", '[{"title": "A"},\n 7]', ["refs.json:1:1 C-003", "refs.json:2:1 C-003"]),
    ("refs__json", '[{"id": "a", "type": "blog", "title": "A", "author": "Doe", "odd": 1}]', ["refs.json:1:1 C-010"]),
    ("refs__json", "[" * 5000, ["refs.json:1:1 C-003"]),
    ("refs__json", '"words"', ["refs.json:1:1 C-003"]),
    ("refs__yaml", "- id: a\n  titel: A\n", ["refs.yaml:2:3 C-003"]),
    ("refs__yaml", "- id: a\n  title: A\n  type: ''\n  shelfmark: B\n", ["refs.yaml:4:3 C-010"]),
])  # fmt: skip
def test_each_fault_is_told_at_its_line(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    assert told(tmp_path, **{name: text}) == found


def test_a_bibliography_reads_no_other_file(tmp_path: Path) -> None:
    read_ = works(tmp_path, a__bib="@book{a, title={A \\input{/etc/hostname} \\include{/etc/passwd}B}}")
    assert "root" not in str(read_) and set(read_) == {"a"}


def test_works_of_ris_without_a_key_are_called_by_name_and_year(tmp_path: Path) -> None:
    one = "TY  - BOOK\nAU  - O'Neill, Jo\nTI  - {}\nPY  - 1999\nER  - \n"
    assert list(works(tmp_path, a__ris=one.format("A") + "\n" + one.format("B"))) == ["oneill1999", "oneill1999a"]


def test_several_files_stand_beside_one_another_or_are_named(tmp_path: Path) -> None:
    files = {"bibliography__yaml": "references: [{id: y, type: book, title: Y}]", "a__bib": "@book{b, title={B}}"}
    assert list(works(tmp_path / "all", **files)) == ["y", "b"]
    named = shelf(tmp_path / "named", "bibliography-files: a.bib", **files)
    assert [problem.code for problem in named[1]] == ["B-005"]  # the other file, which nothing names
    assert told(tmp_path / "twice", **{**files, "c__bib": "@book{b, title={B}}"}) == ["c.bib:1:1 C-004"]
    assert told(tmp_path / "none", "bibliography-files: [no.bib]", a__bib="@book{b, title={B}}") != []


def test_nocite_names_works_that_are_there(tmp_path: Path) -> None:
    manuscript, _ = shelf(tmp_path / "one", "nocite: ['@*']", a__bib="@book{b, title={B}}")
    assert manuscript is not None and manuscript.edition.nocite == ("*",)
    assert [each.split()[-1] for each in told(tmp_path / "two", "nocite: '@c'", a__bib="@book{b, title={B}}")] == [
        "C-001"
    ]


def test_markup_of_markdown_in_yaml_is_that_of_csl(tmp_path: Path) -> None:
    title = "The *Pravda* [Trials]{.nocase} of 10^th^ May"
    (work,) = works(tmp_path, refs__yaml=f"- id: a\n  title: '{title}'\n").values()
    assert work["title"] == 'The <i>Pravda</i> <span class="nocase">Trials</span> of 10<sup>th</sup> May'


@pytest.mark.parametrize(("text", "columns"), [
    ("A [@a1, @b1].", [9]), ("A [as @a1 in @b1].", [14]), ("A [@a1 and @b1; @c].", [12]), ("As @a1 [p. 3, @b1].", [15]),
    ("A [@a1, see `@b1`].", []), ("A [@a1, see \\@b1].", []), ("A [@a1; @b1].", []), ("A [@a1, at me@b1].", []),
])  # fmt: skip
def test_a_work_inside_the_citation_of_another_is_told_at_its_place(text: str, columns: list[int]) -> None:
    _, problems = parse(text, "one.md")
    assert [(problem.code, problem.span and problem.span.column) for problem in problems] == [
        ("C-002", column) for column in columns
    ]
    assert all("; between works" in problem.hint for problem in problems)


@pytest.mark.parametrize("text", ["Follow @someone.", "[Follow @someone](https://example.org/@me)", "By [mail @home]."])
def test_a_book_without_works_has_names_and_no_citations(tmp_path: Path, text: str) -> None:
    book = tiny(tmp_path)
    book.write(CHAPTER, f"---\ntitle: The Lamp\n---\n\n{text}\n")
    manuscript, problems = read(book.path)
    assert manuscript is not None and not problems
    settled, problems = resolve(manuscript, Shelf())
    assert settled is not None and not problems
    (line, _), = lines(next(each for each in settled.divisions if each.role == "chapter").blocks)
    assert "@" in plain(line)


@pytest.mark.parametrize(("note", "printed"), [
    ("I think @roe, 3, is right.", "I think Roe, Trials, 3, is right."),
    ("[@roe, 3]", "Ibid."), ("See [@roe, 4].", "See ibid., 4."),
    ("I agree with @roe, 3.", "I agree with Roe, Trials, 3."),
])  # fmt: skip
def test_no_work_is_only_ibid_in_the_middle_of_a_sentence(tmp_path: Path, note: str, printed: str) -> None:
    book = tiny(tmp_path)
    book.replace("chapters/book.yaml", "bibliography, f", "bibliography-subsequent-ibid, f")
    book.write("chapters/refs.bib", "@book{roe, title={Trials: A View}, author={Roe, Jo}, year=1956}")
    book.write(CHAPTER, f"---\ntitle: The Lamp\n---\n\nOne.[@roe, 3] Two.[^p]\n\n[^p]: {note}\n")
    manuscript, problems = read(book.path)
    assert manuscript is not None and not problems
    settled, problems = resolve(manuscript, Shelf())
    assert settled is not None and not problems
    notes = next(each for each in settled.divisions if each.role == "chapter").notes
    assert [plain(line) for line, _ in lines(notes[1].blocks)] == [printed]


@pytest.mark.parametrize(("language", "given", "printed"), [
    ("de", "", "Die Sprache der Bücher"), ("fr", "", "Die Sprache der Bücher"),
    ("de", ", langid={english}", "Die sprache der bücher"), ("en", "", "Die sprache der bücher"),
])  # fmt: skip
def test_titles_keep_their_capitals_where_a_language_has_them(
    language: str, given: str, printed: str, tmp_path: Path
) -> None:
    book = tiny(tmp_path)
    text = CHAPTER.rpartition("/")[2]
    book.write("chapters/book.yaml", f"title: T\nauthor: A\nlanguage: {language}\nbody: [{text}]\n")
    book.write("chapters/refs.bib", f"@book{{doe,\n title={{Die Sprache der Bücher}}, year=1999{given}}}\n")
    manuscript, _ = read(book.path)
    assert manuscript is not None
    (work,) = manuscript.references
    assert work.values["title"] == printed
    assert ("language" in work.values) == bool(given)
