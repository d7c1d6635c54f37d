"""The manual's table of constructs: each form is set on paper and in the EPUB as it says there, or refused.

`constructs/constructs.yaml` has the forms, `constructs/pending.json` those that are still bent. `--update` writes the
table in manual/constructs.md anew, and takes out of the pending what is no more.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from PIL import Image
from tiny import FILES

from book.cache import Cache
from book.compose import compose
from book.edition import Medium
from book.problems import Problem
from book.read import read, read_styles, read_texts
from book.resolve import resolve
from book.sourcegate import check_source

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "constructs"
GROUPS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "constructs.yaml").read_text("utf-8"))
PENDING: list[str] = json.loads((FOLDER / "pending.json").read_text("utf-8"))
PAGE = ROOT / "manual" / "constructs.md"
BENT = "bent"
OPENING = """\
# Constructs

What Pandoc's Markdown and GitHub's can say, and what becomes of it. “Refused” means that `book check` stops at its
line with that problem ([problems.md](problems.md)) and says what to write instead. Nothing is left out in silence.
This page is made from `tests/constructs/constructs.yaml`, and a test holds it to the truth.
"""
WORKS = """\
references:
- {id: conquest, type: book, title: The Great Terror, author: [{family: Conquest, given: Robert}], issued: 1990}
"""


@dataclass(frozen=True, eq=False)
class Form:
    """One form of a construct, as a chapter of a book; `file` is that chapter's."""

    what: str
    row: dict[str, Any]
    file: str

    @property
    def name(self) -> str:
        return f"{self.what}: {self.row['write']}"


FORMS = [Form(row["what"], row, f"f{number:03}.md")
         for number, row in enumerate((row for group in GROUPS for row in group["rows"]), 100)]


def book_of(folder: Path, forms: list[Form]) -> None:
    """A book with each form in a chapter of its own."""
    body = ", ".join(f"{{role: chapter, file: {form.file}, id: c{form.file[1:4]}}}" for form in forms)
    settings = FILES["chapters/book.yaml"].replace("body: [{role: chapter, file: 01-lamp.md}]", f"body: [{body}]")
    settings += ("back: [{role: bibliography, title: Bibliography}]\nunused: ['*.md', figures/*]\n"
                 "bibliography: [{title: Works, section: works}]\n")
    (folder / "chapters" / "figures").mkdir(parents=True, exist_ok=True)
    (folder / "chapters" / "book.yaml").write_text(settings, "utf-8")
    (folder / "chapters" / "bibliography.yaml").write_text(WORKS.replace("{id", "{section: works, id"), "utf-8")
    Image.new("RGB", (300, 200), "gray").save(folder / "chapters" / "figures" / "x.png")
    (folder / "chapters" / "figures" / "x.py").write_text("x = 1\ny = 2\n", "utf-8")
    (folder / "chapters" / "figures" / "x.txt").write_text("Words *of a file*.\n", "utf-8")
    for form in forms:
        text = f"---\ntitle: Form\n---\n\n{form.row['write']}\n"
        (folder / "chapters" / form.file).write_text(text, "utf-8")


def refused(problems: tuple[Problem, ...], form: Form) -> list[str]:
    """The codes of the errors of a form."""
    path = f"chapters/{form.file}"
    return sorted({each.code for each in problems if each.severity == "error" and each.span and each.span.path == path})


@cache
def verdicts() -> dict[str, str]:
    """By name: set, refused with codes, told with codes, or bent."""
    found: dict[str, str] = {}
    with TemporaryDirectory() as name:
        folder, forms = Path(name), list(FORMS)
        while True:
            book_of(folder, forms)
            manuscript, problems = read(folder)
            assert manuscript is not None, problems
            if not any(refused(problems, form) for form in forms):
                book, more = resolve(manuscript, Cache(folder / "cache"))
                problems += more
            codes = {form: refused(problems, form) for form in forms}
            found |= {form.name: f"refused {' '.join(said)}" for form, said in codes.items() if said}
            if not any(codes.values()):
                break
            forms = [form for form in forms if not codes[form]]
        errors = [each for each in problems if each.severity == "error"]
        assert book is not None, errors
        assert errors == []
        told = check_source(manuscript.divisions, read_texts(folder, manuscript.divisions), Cache(folder / "cache"))
        styles, _ = read_styles(folder, Cache(folder / "cache"))
        made = {medium: {galley.division: galley.html for galley in compose(book, styles, medium,
                                                                            Cache(folder / "cache"))[0]}
                for medium in (Medium.SCREEN, Medium.EPUB)}
    for form in forms:
        pages = [htmls[f"c{form.file[1:4]}"].partition("</h1>")[2] for htmls in made.values()]
        codes_told = sorted({each.code for each in told if each.span and each.span.path == f"chapters/{form.file}"})
        if all(re.search(form.row["finds"], page, re.S) for page in pages):
            found[form.name] = "set"
        else:
            lost = "M-060" in codes_told  # an error, where the other readings only warn
            found[form.name] = "refused M-060" if lost else f"told {' '.join(codes_told)}" if codes_told else BENT
    return found


def said(verdict: str, row: dict[str, Any]) -> str:
    """What the table says."""
    if verdict == "set":
        return str(row["as"])
    if verdict == BENT:
        return "not yet as it is meant"
    kind, _, codes = verdict.partition(" ")
    return f"refused ({codes.replace(' ', ', ')})" if kind == "refused" else f"as plain words; a warning ({codes})"


def table() -> str:
    """The page of the manual."""
    page = OPENING
    verdict = verdicts()
    forms = {id(form.row): form for form in FORMS}
    for group in GROUPS:
        page += f"\n## {group['group']}\n\n| construct | written | PDF | EPUB |\n|---|---|---|---|\n"
        for row in group["rows"]:
            shown = " ¶ ".join(map(shown_line, row["write"].split("\n"))).replace(" ¶  ¶ ", " ¶ ¶ ")
            becomes = said(verdict[forms[id(row)].name], row)
            page += f"| {row['what']} | {shown} | {becomes} | {becomes} |\n"
    return page


def shown_line(line: str) -> str:
    """A line as code in a cell, between more backticks than it has in a row."""
    ticks = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    space = " " if "`" in line else ""
    return line and f"{ticks}{space}{line}{space}{ticks}".replace("|", "\\|")


def test_every_form_is_set_or_refused() -> None:
    bent = [name for name, verdict in verdicts().items() if verdict == BENT and name not in PENDING]
    assert bent == []


def test_what_is_pending_is_still_bent(request: pytest.FixtureRequest) -> None:
    still = [name for name in PENDING if verdicts().get(name) == BENT]
    if request.config.getoption("--update") and still != PENDING:
        (FOLDER / "pending.json").write_text(json.dumps(still, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print("updated tests/constructs/pending.json")
    else:
        assert still == PENDING, "run it with --update"


def test_the_table_of_the_manual_says_the_truth(request: pytest.FixtureRequest) -> None:
    page = table()
    if request.config.getoption("--update"):
        PAGE.write_text(page, "utf-8")
    assert page == PAGE.read_text("utf-8"), "run it with --update"
