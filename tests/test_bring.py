"""`book import`: small manuscripts of each tool, the project that each becomes, and what is told of it.

`tests/imports/KIND.yaml` has the manuscripts, `KIND.txt` beside it what they become; `--update` writes it anew.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from PIL import Image
from wordcount import TEXTS, lost, of_files, words

from book.bring import ImportWishes
from book.cli import main
from book.pandoc import PROGRAM
from book.pipeline.bring import ImportOutcome, bring

IMPORTS = Path(__file__).parent / "imports"
CASES = [(file.stem, number, case) for file in sorted(IMPORTS.glob("*.yaml"))
         for number, case in enumerate(yaml.safe_load_all(file.read_text("utf-8")))]


def picture(place: Path) -> None:
    Image.new("RGB", (40, 20), "gray").save(place)


def laid(folder: Path, files: dict[str, str]) -> Path:
    """A source; with one text and nothing but pictures it is that text, else the folder."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if text == "picture":
            picture(place)
        else:
            place.write_text(text, "utf-8")
    return folder


def imported(source: Path, target: Path, wishes: dict[str, Any] | None = None) -> ImportOutcome:
    said = wishes or {}
    asked = ImportWishes(said.get("title", ""), tuple(filter(None, [said.get("author")])), said.get("language", ""))
    return bring(source, target, asked, lambda *_: None)


def shown(project: Path, outcome: ImportOutcome) -> str:
    """The texts of a project, the names of its other files, and the report."""
    out = []
    for name in outcome.files:
        place = project / name
        text = place.read_text("utf-8") if place.suffix in (".md", ".yaml", ".rs", ".bib") else ""
        out.append(f"==== {name}\n{text}")
    return "\n".join(out)


@pytest.mark.parametrize(("kind", "number", "case"), CASES, ids=[f"{kind}-{n}" for kind, n, _ in CASES])
def test_a_manuscript_becomes_a_project(kind: str, number: int, case: dict[str, Any], tmp_path: Path,
                                        request: pytest.FixtureRequest) -> None:
    source = laid(tmp_path / "source", case["source"])
    outcome = imported(source, tmp_path / "book", case.get("wishes"))
    assert outcome.good, outcome.remarks
    assert [each for each in outcome.problems if each.severity == "error"] == []
    golden = IMPORTS / f"{kind}-{number}.txt"
    text = f"{case['about']}\n\n{shown(tmp_path / 'book', outcome)}"
    if request.config.getoption("--update"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


# --- documents, made here by pandoc from Markdown

DOCUMENT = """\
---
title: Salt
author: Ada Pell
---

# Quay

A claim.[^1] So [old]{.deletion author="Bo" date="2020-01-01T00:00:00Z"}[new]{.insertion author="Bo"
date="2020-01-01T00:00:00Z"} words, [why?]{.comment-start id="0"
author="Bo" date="2020-01-01T00:00:00Z"}here[]{.comment-end id="0"}.

![A knot](knot.png)

## Ropes

| a | b |
|---|---|
| c | d |

# Sea

See [the quay](#quay).

- one
- two

[^1]: A note.
"""
FORMS = {"docx": "markdown", "odt": "markdown", "epub": "markdown", "html": "markdown", "tex": "markdown"}


def document(folder: Path, form: str) -> Path:
    picture(folder / "knot.png")
    text = DOCUMENT
    if form != "docx":  # only Word's has changes
        text = re.sub(r"\[old\]\{[^}]*\}", "", text)
        text = re.sub(r"\[([^\]]*)\]\{\.insertion[^}]*\}", r"\1", text)
        text = re.sub(r"\[[^\]]*\]\{\.comment[^}]*\}", "", text)
    (folder / "salt.md").write_text(text, "utf-8")
    command = [str(PROGRAM), "salt.md", "-f", "markdown", "-s", "-o", f"salt.{form}", "-M", "lang=en"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / f"salt.{form}"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_document_becomes_a_project_without_loss(form: str, tmp_path: Path) -> None:
    said = {"title": "Salt", "author": "Ada Pell"} if form == "odt" else {}  # pandoc reads no titles there
    outcome = imported(document(tmp_path, form), tmp_path / "book", {"language": "en", **said})
    assert outcome.good and not [each for each in outcome.problems if each.severity == "error"], outcome
    text = "".join(each.read_text("utf-8") for each in sorted((tmp_path / "book/chapters").rglob("*.md")))
    wanted = DOCUMENT.partition("# Quay")[2].replace("[old]", "")
    wanted = re.sub(r"\[(why\?)?\]\{\.comment[^}]*\}|\{\.[^}]*\}", "", wanted)
    assert words("# Quay" + wanted) - words(text) == Counter()
    settings = (tmp_path / "book/chapters/book.yaml").read_text("utf-8")
    assert "title: Salt\n" in settings and "authors: [Ada Pell]" in settings
    assert text.count("\n# ") + text.startswith("# ") == 2
    assert any(name.endswith(".png") for name in outcome.files)


def test_the_contents_of_an_epub_are_left_out_and_links_lead_on(tmp_path: Path) -> None:
    """A link to a file of the EPUB leads to its chapter."""
    text = "# Contents\n\n- 1 [One](#one)\n- [Two](#two)\n\n# One\n\nSee [two](#two).\n\n# Two\n\nX\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    subprocess.run([str(PROGRAM), "a.md", "-o", "a.epub", "-M", "title=S"], cwd=tmp_path, check=True)
    outcome = imported(tmp_path / "a.epub", tmp_path / "book", {"language": "en"})
    assert [each.message for each in outcome.remarks if each.code == "B-032"] == ["a table of contents, “Contents”"]
    assert len([name for name in outcome.files if name.endswith(".md")]) == 3 and outcome.problems == ()


def test_tracked_changes_are_taken_or_dropped_and_told(tmp_path: Path) -> None:
    outcome = imported(document(tmp_path, "docx"), tmp_path / "book", {"language": "en"})
    told = {(each.code, each.message) for each in outcome.remarks}
    assert {("B-032", "a tracked deletion: “old”"), ("B-031", "a tracked insertion: “new”"),
            ("B-032", "a comment by Bo: “why?”")} <= told
    text = (tmp_path / "book/chapters/01-quay.md").read_text("utf-8")
    assert "So new words, here." in text and "old" not in text


# --- what every import keeps to


@pytest.mark.parametrize(("kind", "number", "case"), CASES, ids=[f"{kind}-{n}" for kind, n, _ in CASES])
def test_no_word_is_lost_without_a_line(kind: str, number: int, case: dict[str, Any], tmp_path: Path) -> None:
    """Each word of the source's texts is in the project, or in the report."""
    source = laid(tmp_path / "source", case["source"])
    imported(source, tmp_path / "book", case.get("wishes"))
    listings = ("SUMMARY.md", "Book.txt")
    own = of_files(place for place in sorted(source.rglob("*")) if place.suffix in TEXTS and place.name not in listings)
    report = Counter(re.findall(r"[^\W_]+", (tmp_path / "book/IMPORT.md").read_text("utf-8").lower()))
    left_out = of_files(source / name for name in case["source"] if f"{name} is not a text of the book" in
                        (tmp_path / "book/IMPORT.md").read_text("utf-8"))
    missing = lost(own, tmp_path / "book") - report - left_out
    assert set(missing) <= set(case.get("markup", "").split()), missing


def test_an_import_comes_out_the_same_again(tmp_path: Path) -> None:
    source = laid(tmp_path / "source", CASES[0][2]["source"])
    imported(source, tmp_path / "one")
    imported(source, tmp_path / "two")
    both = [{each.relative_to(tmp_path / name): each.read_bytes() for each in (tmp_path / name).rglob("*")
             if each.is_file()} for name in ("one", "two")]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("files", "name", "code"),
    [
        ({}, "gone.md", "B-030"),
        ({"a.xyz": "x"}, "a.xyz", "B-030"),
        ({"a.xyz": "x"}, "", "B-030"),
        ({"a.md": ""}, "a.md", "B-030"),
        ({"a.docx": "no archive"}, "a.docx", "B-030"),
        ({"chapters/book.yaml": "title: S"}, "", "B-030"),
        ({"_quarto.yml": "book: [", "a.qmd": "x"}, "", "B-030"),
    ],
)
def test_what_cannot_be_imported(files: dict[str, str], name: str, code: str, tmp_path: Path) -> None:
    outcome = imported(laid(tmp_path / "source", files) / name, tmp_path / "book")
    assert (outcome.good, outcome.remarks[0].code, (tmp_path / "book").exists()) == (False, code, False)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    source = laid(tmp_path / "source", {"a.md": "# A\n\nWords."})
    laid(tmp_path / "book", {"mine.txt": "x"})
    assert imported(source, tmp_path / "book").remarks[0].code == "B-020"
    assert [each.name for each in (tmp_path / "book").iterdir()] == ["mine.txt"]
    (tmp_path / "book/mine.txt").unlink()
    assert imported(source, tmp_path / "book").good
    assert sorted(each.name for each in tmp_path.iterdir()) == ["book", "source"]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("# One\n\nUse `<!--` so.\n\n# Two\n\nX", ["01-one.md", "02-two.md"]),
        ("# One\n\n<!--\n# Not\n-->\n\n# Two\n\nX", ["01-one.md", "02-two.md"]),
        ("# One\n\n---- ----\na    b\n\nc    d\n---------\n\n# Two\n\nX", ["01-one.md", "02-two.md"]),
        ("% Salt\n% Ada Pell\n\n# One\n\nX\n\n# Two\n\nY", ["01-one.md", "02-two.md"]),
        ("# Salt\n\n## One\n\n### In it\n\nX\n\n## Two\n\nY", ["01-one.md", "02-two.md"]),
        ("\ufeff# One\r\n\r\nX\r\n# Two\r\n\r\nY", ["01-one.md", "02-two.md"]),
        ("# 一\n\nX\n\n# 二\n\nY", ["01-book.md", "02-book.md"]),
    ],
)
def test_a_text_is_cut_at_its_chapters(text: str, files: list[str], tmp_path: Path) -> None:
    laid(tmp_path, {"a.md": text})
    outcome = imported(tmp_path / "a.md", tmp_path / "book", {"title": "S", "language": "en"})
    assert [name[9:] for name in outcome.files if name.endswith(".md") and "/" in name] == files
    assert words(text.replace("\r\n", "\n").removeprefix("\ufeff").removeprefix("% Salt\n% Ada Pell").removeprefix(
        "# Salt")) == words("\n\n".join((tmp_path / "book/chapters" / name).read_text("utf-8") for name in files))


def test_texts_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    source = laid(tmp_path / "source", {"a.md": "# One\n\nX", "a.markdown": "# Two\n\nY"})
    outcome = imported(source, tmp_path / "book", {"title": "S", "language": "en"})
    assert sum(name.endswith(".md") for name in outcome.files) == 3


def test_a_folder_that_is_there_and_empty_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = laid(tmp_path / "source", {"a.md": "# One\n\nX", "b.md": "# Two\n\nY"})
    (tmp_path / "book").mkdir()
    monkeypatch.chdir(tmp_path / "book")
    assert imported(source, Path(), {"language": "en"}).good
    assert sorted(each.name for each in (tmp_path / "book").iterdir()) == ["IMPORT.md", "chapters"]


def test_a_project_inside_its_source_is_no_part_of_it(tmp_path: Path) -> None:
    source = laid(tmp_path, {"a.md": "# One\n\nX", "b.md": "# Two\n\nY"})
    first, second = (imported(source, source / name, {"title": "S", "language": "en"}) for name in ("one", "two"))
    assert first.files == second.files


SECRET = "a secret word"


@pytest.mark.parametrize(
    "files",
    [
        {"_quarto.yml": "book:\n  title: S\n  chapters: [a.qmd]\n", "a.qmd": "# A\n\n{{< include ../secret.md >}}\n"},
        {"_quarto.yml": "book:\n  title: S\n  chapters: [a.qmd, ../secret.md]\n", "a.qmd": "# A\n"},
        {"SUMMARY.md": "- [A](a.md)\n- [B](../secret.md)\n", "a.md": "# A\n\n{{#include ../secret.md}}\n"},
        {"SUMMARY.md": "- [A](a.md)\n", "a.md": "# A\n\n```\n{{#include ../secret.md}}\n```\n"},
        {"Book.txt": "a.md\n../secret.md\n", "a.md": "# A\n\n<<(../secret.md)\n"},
        {"a.md": "# A\n\n![](../secret.md)\n", "b.md": "# B\n\n[x](../secret.md)\n"},
        {"a.tex": "\\documentclass{book}\\begin{document}\\chapter{A}\n\\input{../secret.md}\nX\\end{document}"},
        {"a.md": "# A\n\nX", "link.md": "-> ../secret.md", "deep": "-> .."},
    ],
    ids=lambda files: next(reversed(files)),
)
def test_nothing_outside_the_source_is_read(files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(SECRET, "utf-8")
    source = laid(tmp_path / "source", {name: text for name, text in files.items() if not text.startswith("-> ")})
    for name, text in files.items():
        if text.startswith("-> "):
            (source / name).symlink_to(text[3:])
    outcome = imported(source, tmp_path / "book", {"title": "S", "language": "en"})
    assert outcome.good
    assert [name for name in outcome.files if SECRET.encode() in (tmp_path / "book" / name).read_bytes()] == []


def test_a_text_inside_itself_comes_to_an_end(tmp_path: Path) -> None:
    source = laid(tmp_path / "source", {"_quarto.yml": "lang: en\nbook:\n  title: S\n  chapters: [a.qmd]\n",
                                        "a.qmd": "# A\n\nX\n\n{{< include _b.qmd >}}\n",
                                        "_b.qmd": "Y\n\n{{< include _b.qmd >}}\n"})
    outcome = imported(source, tmp_path / "book")
    assert outcome.good
    assert any("is inside itself" in each.message for each in outcome.remarks)


def test_remarks_name_the_line_of_the_source(tmp_path: Path) -> None:
    """Also for what only the reader finds, in a text that was cut out of another."""
    source = laid(tmp_path, {"a.md": "# One\n\nX\n\n# Two\n\nSee [it](#gone).\n\n<iframe></iframe>\n"})
    outcome = imported(source / "a.md", tmp_path / "book", {"title": "S", "language": "en"})
    assert {str(each.span) for each in outcome.remarks} == {"a.md:7:1", "a.md:9:1"}
    assert outcome.problems == ()


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    source = laid(tmp_path / "source", {"1.md": "# One\n\nX <b>y</b>", "2.md": "# Two\n\nZ"})
    said, told = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(told):
        code = main(["import", str(source), str(tmp_path / "book"), "--title", "Salt", "--author", "Ada Pell",
                     "--language", "en"])
    assert code == 0
    assert f"next: book build --project {tmp_path / 'book'}" in said.getvalue()
    assert main(["check", "--project", str(tmp_path / "book")]) == 0
    assert main(["import", str(source), str(tmp_path / "book")]) == 2


def test_with_json_one_object_is_printed_as_the_schema_has_it(tmp_path: Path) -> None:
    schema = json.loads((Path(__file__).parent.parent / "manual/output.schema.json").read_text("utf-8"))
    source = laid(tmp_path / "source", {"1.md": "# One\n\n[x](#a) [y](#b)", "2.md": "# Two\n\nZ"})
    for target, good, remarks in (("book", True, 3), ("book", False, 0)):
        said = io.StringIO()
        with redirect_stdout(said):
            code = main(["import", "--json", str(source), str(tmp_path / target), "--language", "en"])
        values = json.loads(said.getvalue())
        Draft202012Validator({**schema, "$ref": "#/$defs/import"}).validate(values)
        assert (code == 0, values["good"], len(values["remarks"])) == (good, good, remarks)


def test_an_imported_book_can_be_built_at_once(tmp_path: Path) -> None:
    """Also without an author."""
    case = next(each for kind, number, each in CASES if (kind, number) == ("quarto", 1))
    source = laid(tmp_path / "source", {**case["source"], "index.Rmd": case["source"]["index.Rmd"].replace(
        "author: Ada Pell\n", "")})
    assert main(["import", str(source), str(tmp_path / "book")]) == 0
    assert main(["build", "--project", str(tmp_path / "book"), "--jobs", "1"]) == 0
    assert {"salt.pdf", "salt.epub"} <= {each.name for each in (tmp_path / "book/build").iterdir()}
