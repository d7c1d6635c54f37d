"""Styles of every kind, each held against pandoc's own citing of the same Markdown: equal words everywhere."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from manuscripts import EDITION, HERE, Shelf

from book.citations import named_style, style_kind, style_names
from book.citations.engine import PROGRAM
from book.edition import BibliographySection
from book.markdown import parse
from book.matter import Book, IndexSettings, Manuscript, Paragraph, RawDivision, Reference
from book.matter.walk import lines
from book.matter.words import plain
from book.problems import Problem, Span
from book.resolve import resolve

STYLES = ("apa", "chicago-author-date", "modern-language-association", "harvard-cite-them-right", "ieee", "nature",
          "vancouver", "american-medical-association", "chicago-notes-bibliography",
          "modern-humanities-research-association-notes", "elsevier-harvard", "american-sociological-association",
          "acm-sig-proceedings", "springer-basic-author-date")  # fmt: skip


def work(key: str, title: str, *names: str, **more: Any) -> dict[str, Any]:
    authors = [dict(zip(("family", "given"), name.split(", "), strict=False)) for name in names]
    return {"id": key, "type": "book", "title": title, "publisher": "Penguin Press", "issued": {"date-parts": [[2014]]},
            **({"author": authors} if authors else {}), **more}  # fmt: skip


WORKS = [
    work("kotkin2014", "Paradoxes of Power", "Kotkin, Stephen", **{"publisher-place": "New York"}),
    work("kotkin2017", "Waiting for Hitler", "Kotkin, Stephen", issued={"date-parts": [[2017, 10]]}),
    work("conquest:1990/x", "The Great Terror", "Conquest, Robert", issued={"date-parts": [[1990]]}),
    work("smith-a", "First Paper", "Smith, Ann", type="article-journal", volume="3", page="12-19",
         **{"container-title": "Journal of Lamps", "DOI": "10.1000/182"}),
    work("smith-b", "Second Paper", "Smith, Ann", type="article-journal", volume="4", page="44-45",
         **{"container-title": "Journal of Lamps"}),
    work("smith-j", "Third Paper", "Smith, Jörg", issued={"date-parts": [[1999]]}),
    work("four", "Many Hands", "Adams, Amy", "Brown, Bob", "Clark, Cy", "Davis, Di"),
    work("two", "Road to Terror", "Getty, Arch", "Naumov, Oleg", issued={"date-parts": [[2010]]}),
    work("body", "Annual Report", author=[{"literal": "Ministry of Lamps"}]),
    work("anon", "Nameless Pages", type="webpage", URL="https://example.org/page"),
    work("ellman", "Provincial Show Trials", "Ellman, Michael", type="chapter", page="30-55",
         editor=[{"family": "Davies", "given": "Sarah"}], **{"container-title": "Stalin, a New History"}),
]
FORMS = """\
One work [@kotkin2014] in a sentence.

With a page [@kotkin2014, 33], a range [@two, 33--35] and a chapter [@conquest:1990/x, chap. 2].

Words around it [see @ellman, 40, with further words], and several works [see @two, 3; also @kotkin2014].

Two works of one author [@kotkin2014; @kotkin2017], and two of one year [@smith-a; @smith-b].

A namesake [@smith-j], many authors [@four], a body [@body], nobody [@anon].

Without the author's name [-@conquest:1990/x, 91].

The same again [@ellman, 40]. And at once [@ellman, 40]. And elsewhere [@ellman, 41].

In *italics [@body]*, and a long row [@kotkin2014; @kotkin2017; @conquest:1990/x; @smith-a; @smith-b; @two].
"""
INSIDE = """
A note.^[It cites [@two, 7], and after it [@kotkin2017].] Then the text again [@four].
"""  # in notes of a note style pandoc has brackets, and we do not
NARRATIVE = """\
As @kotkin2014 says. As @kotkin2014 [p. 33] says. As @two [chap. 2; @ellman] say. As @four say.

A note.^[As @conquest:1990/x [p. 91] says.] And @anon.
"""


@pytest.mark.parametrize("style", STYLES)
def test_a_style_prints_what_pandoc_prints_of_the_same_text(style: str) -> None:
    kind = style_kind(named_style(style))
    forms = FORMS + (INSIDE if kind.place != "note" else "")
    book, problems = ours(forms, style)
    superior = ["C-011"] if kind.place == "superior" else []
    assert {problem.code for problem in problems} == {*superior, *([] if kind.locators else ["C-010"])}
    text, notes, listed = pandocs(forms, style)
    assert said(book) == text
    assert [" ".join(plain(line) for line, _ in lines(note.blocks)) for note in book.divisions[0].notes] == notes
    assert works_of(book) == listed


@pytest.mark.parametrize("style", [style for style in STYLES if style_kind(named_style(style)).place != "note"])
def test_an_author_in_the_sentence(style: str) -> None:
    kind = style_kind(named_style(style))
    book, _ = ours(NARRATIVE, style)
    text, notes, _ = pandocs(NARRATIVE, style)
    if not kind.numbered:
        assert said(book) == text
    else:  # pandoc has no name in the sentence: “As [1] says.”
        gap = "" if kind.place == "superior" else " "
        names = ("Kotkin", "Kotkin", "Getty and Naumov", "Adams and others", "Nameless Pages")
        # Where pandoc moves a figure behind the full stop, the name holds it before.
        assert [without(each, names, gap) for each in said(book)] == [without(each, (), gap) for each in text]
        assert "As Kotkin" in said(book)[0] and notes


def without(text: str, names: tuple[str, ...], gap: str) -> str:
    for name in names:
        text = text.replace(f"{name}{gap}", "")
    return text.replace(" ", "").replace(".", "")


def test_numbers_follow_the_order_of_reading_through_notes_and_chapters() -> None:
    one = "A[^n] then [@two].\n\n[^n]: In a note [@ellman].\n"
    book, _ = ours(one, "ieee", "Next [@kotkin2014] and [@ellman].\n")
    assert said(book) == ["A then [2]."]
    assert [plain(line) for line, _ in lines(book.divisions[0].notes[0].blocks)] == ["In a note [1]."]
    assert said(book, 1) == ["Next [3] and [1]."]
    assert [(plain(entry.label), entry.key) for entry in book.bibliography[0].entries] == [
        ("[1]", "ellman"), ("[2]", "two"), ("[3]", "kotkin2014"),
    ]  # fmt: skip


def test_names_are_told_apart_over_the_whole_book() -> None:
    book, _ = ours("First [@smith-a].\n", "apa", "Then [@smith-b; @smith-j].\n")
    assert said(book) == ["First (A. Smith, 2014a)."]


def test_works_that_nobody_cites_are_listed_if_the_book_says_so() -> None:
    some, _ = ours("One [@two].\n", "apa", nocite=("ellman",))
    assert [entry.key for entry in some.bibliography[0].entries] == ["ellman", "two"]
    every, _ = ours("One [@two].\n", "apa", nocite=("*",))
    assert len(every.bibliography[0].entries) == len(WORKS)


def test_a_style_that_cites_in_the_text_needs_a_list_of_works() -> None:
    _, problems = resolve(manuscript(["One [@two].\n"], "apa", bibliography=False), Shelf())
    assert [(problem.code, str(problem.span)) for problem in problems] == [("C-009", "0.md:1:5")]


def test_superior_figures_stand_behind_the_punctuation_and_close_to_the_word() -> None:
    book, _ = ours("The end [@two]. A list [@ellman], and [@two; @ellman] more.\n", "nature")
    assert said(book) == ["The end.1 A list,2 and1,2 more."]


@pytest.mark.parametrize(("text", "prints"), [
    ("It was so.[@two] Then", "It was so (Getty & Naumov, 2010). Then"),
    ("It was so,[@two] then", "It was so (Getty & Naumov, 2010), then"),
    ("In the U.S.[@two] then", "In the U.S. (Getty & Naumov, 2010) then"),
    ("“So?”[@two] Then", "“So?” (Getty & Naumov, 2010) Then"),
    ("So.[@two]", "So (Getty & Naumov, 2010)."),
    ("So.^[A note.[@two]]", "So."),
    ("*So*[@two].", "So(Getty & Naumov, 2010)."),
    ("See [A thing.[@two] Then](https://example.org).", "See A thing (Getty & Naumov, 2010). Then."),
])  # fmt: skip
def test_brackets_stand_before_the_stop_where_a_note_stands_behind(text: str, prints: str) -> None:
    book, _ = ours(f"{text}\n", "apa")
    assert said(book) == [prints]


@pytest.mark.parametrize(("name", "parent"), [
    ("nature-physics", "nature"), ("plos-one", "vancouver"), ("chicago-fullnote-bibliography", "chicago-notes"),
])  # fmt: skip
def test_a_journal_or_a_former_name_leads_to_a_style(name: str, parent: str) -> None:
    assert "<citation" in named_style(name)
    assert "independent-parent" not in named_style(name)


def test_names_of_styles_are_no_paths() -> None:
    assert named_style("../styles/apa") == named_style("") == named_style("no-such-style") == ""
    assert {"apa", "nature-physics", "ieee"} <= set(style_names())


@pytest.mark.parametrize(("language", "text", "note"), [
    ("de", "A.[@two, 8]", "8."), ("de", "A.[@two, S. 8]", "8."), ("de", "A.[@two, chap. 3]", "Kap. 3."),
    ("fr", "A.[@two, chap. 3]", "chap. 3."), ("de", "A.[@two, 8, mit Worten]", "8, mit Worten."),
])  # fmt: skip
def test_a_locator_is_printed_in_the_language_of_the_book(language: str, text: str, note: str) -> None:
    book, _ = ours(f"{text}\n", "chicago-notes-bibliography", language=language)
    (words,) = [plain(line) for line, _ in lines(book.divisions[0].notes[0].blocks)]
    assert words.endswith(f", {note}")


# --- both sides ----------------------------------------------------------------------------------------------------


def manuscript(texts: list[str], style: str, bibliography: bool = True, **edition: Any) -> Manuscript:
    parsed = [parse(text, f"{number}.md") for number, text in enumerate(texts)]
    assert not any(problems for _, problems in parsed)
    divisions = [RawDivision(f"c{number}", "chapter", "body", "One", "One", each.blocks, each.notes, HERE)
                 for number, (each, _) in enumerate(parsed)]  # fmt: skip
    listing = RawDivision("works", "bibliography", "back", "Works", "Works", (), {}, HERE)
    references = tuple(Reference(each["id"], each, "", Span("works.yaml", number)) for number, each in enumerate(WORKS))
    return Manuscript(
        replace(EDITION, citation_style=style, bibliography=(BibliographySection("", ""),),
                **{"language": "en-US", **edition}),
        (*divisions, *([listing] if bibliography else [])), {}, references, {}, {}, IndexSettings(), named_style(style),
    )  # fmt: skip


def ours(text: str, style: str, *more: str, **edition: Any) -> tuple[Book, tuple[Problem, ...]]:
    book, problems = resolve(manuscript([text, *more], style, **edition), Shelf())
    assert book is not None, problems
    return book, problems


def said(book: Book, division: int = 0) -> list[str]:
    return [squeezed(plain(block.children)) for block in book.divisions[division].blocks
            if isinstance(block, Paragraph)]  # fmt: skip


def works_of(book: Book) -> list[str]:
    return [squeezed(f"{plain(entry.label)} {plain(entry.children)}") for entry in book.bibliography[0].entries]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@cache
def pandocs(text: str, style: str) -> tuple[list[str], list[str], list[str]]:
    """The paragraphs, notes and listed works as pandoc's own words."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "works.json").write_text(json.dumps(WORKS))
        (folder / "style.csl").write_text(named_style(style))
        command = [str(PROGRAM), "--from=markdown", "--to=json", "--citeproc", "--csl=style.csl", "--sandbox",
                   "--bibliography=works.json", "--metadata=lang:en-US", "--metadata=notes-after-punctuation:true"]
        done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=folder, check=True)
    notes: list[str] = []
    blocks = json.loads(done.stdout)["blocks"]
    paragraphs = [squeezed(flat(block["c"], notes)) for block in blocks if block["t"] == "Para"]
    (refs,) = [block for block in blocks if block["t"] == "Div"]
    listed = [squeezed(" ".join(flat(each["c"], []) for each in div["c"][1])) for div in refs["c"][1]]
    return paragraphs, notes, listed


def flat(nodes: list[Any], notes: list[str]) -> str:
    words = ""
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Note":
            notes.append(squeezed(" ".join(flat(block["c"], []) for block in content)))
        elif kind == "Quoted":
            left, right = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
            words += left + flat(content[1], notes) + right
        elif kind in ("Str", "Code"):
            words += content if kind == "Str" else content[1]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            words += " "
        else:
            words += flat(content[1] if kind in ("Link", "Span", "Cite") else content, notes)
    return words
