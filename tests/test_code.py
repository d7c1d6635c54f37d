"""Code in manuscripts: read with all that its fence says, taken in from files, numbered."""

from __future__ import annotations

from pathlib import Path

import pytest
from manuscripts import Shelf
from outline import outline
from tiny import CHAPTER, tiny

from book.markdown import parse
from book.problems import Span
from book.read import read, read_inputs
from book.resolve import resolve

READ = {
    "plain": ("```\na\n\n  b\n```", "code 'a\\n\\n  b'\n"),
    "empty lines at both ends": ("```\n\na\n\n```", "code '\\na\\n'\n"),
    "tildes": ("~~~ rust\na\n~~~", "code rust 'a'\n"),
    "a tab": ("```\n\ta\n```", "code '\\ta'\n"),
    "indented": ("    a\n      b", "code 'a\\n  b'\n"),
    "classes": ("``` {.python .numberLines}\na\n```", "code python from 1 'a'\n"),
    "a first line": ("``` {.c .number-lines start=9}\na\n```", "code c from 9 'a'\n"),
    "a first line alone": ("``` {.c startFrom=9}\na\n```", "code c from 9 'a'\n"),
    "a language before braces": ("```python {#lst-a}\na\n```", "code python #lst-a 'a'\n"),
    "a caption": ('``` {.c #lst-a caption="So *it* is"}\na\n```', "code c #lst-a 'a'\n  caption So [em it] is\n"),
    "Quarto's caption": ('```{.c lst-cap="It"}\na\n```', "code c 'a'\n  caption It\n"),
    "Quarto's file": ('```{.c filename="a.c"}\na\n```', "code c 'a'\n  caption a.c\n"),
    "MkDocs": ('```py title="a.py" linenums="3"\na\n```', "code py from 3 'a'\n  caption a.py\n"),
    "mdBook": ("```rust,editable,ignore\na\n```", "code rust 'a'\n"),
    "Quarto's code": ("```{python}\n#| lst-label: lst-a\n#| echo: false\n#| lst-cap: \"It\"\na\n#| b\n```",
                      "code python #lst-a 'a\\n#| b'\n  caption It\n"),
    "knitr's code": ("```{r, echo=FALSE}\na\n```", "code r 'a'\n"),
    "words that are no include": ("```\n\\{{#include a.md}}\n```", "code '{{#include a.md}}'\n"),
    "an option of code that is not run": ("```python\n#| a: b\n```", "code python '#| a: b'\n"),
}  # fmt: skip
FILE = '"""A lamp."""\n# ANCHOR: turn\ndef turn():\n    return 1\n# ANCHOR_END: turn\nturn()\n'
PARTS = {
    "a.py:6": "turn()", "a.py:3:4": "def turn():\n    return 1", "a.py::1": '"""A lamp."""', "a.py:6:": "turn()",
    "a.py:turn": "def turn():\n    return 1", "src/a.py:6": "turn()", "a.py": FILE.removesuffix("\n"),
}  # fmt: skip
AMISS = {
    "{{#include nowhere.py}}": "there is no file nowhere.py", "{{#include ../../a.py}}": "there is no file ../../a.py",
    "{{#include a.py:7}}": "so there is no 7", "{{#include a.py:4:3}}": "so there is no 4:3",
    "{{#include a.py:wind}}": "no anchor “wind”", "Here {{#include a.py}}": "amidst others",
    "{{#include 01-lamp.md}}": "takes in itself", "{{#include /etc/hostname}}": "there is no file /etc/hostname",
    "{{#include link.py}}": "there is no file link.py",
    '``` {include="a.py"}\nx\n```': "code between the fences, where the code comes from a file",
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_code_is_read(kind: str) -> None:
    text, expected = READ[kind]
    parsed, problems = parse(text, "a.md")
    assert (outline(parsed.blocks), problems) == (expected, ())


@pytest.mark.parametrize(("text", "code"), [
    ("``` {.c foo=bar}\na\n```", "M-012"), ("``` {.c\na\n```", "M-012"), ("```{=latex}\na\n```", "M-032"),
    ("`a`{foo=bar}", "M-012"), ("A {{#title B}} c", "M-032"),
])
def test_what_code_cannot_say(text: str, code: str) -> None:
    assert [each.code for each in parse(text, "a.md")[1]] == [code]


def lamp(folder: Path, text: str) -> tuple[str, list[str]]:
    """The outline of a text beside a file of code, and the messages."""
    book = tiny(folder)
    book.write(CHAPTER, f"# The Lamp\n\n{text}\n")
    book.write("chapters/a.py", FILE)
    book.write("src/a.py", FILE)
    book.write("chapters/more.md", "More *of it*.\n\n[a](nowhere)\n")
    if not (link := book / "chapters/link.py").is_symlink():
        outside = folder.parent / f"{folder.name}-outside.py"
        outside.write_text("secret")
        link.symlink_to(outside)
    manuscript, problems = read(book.path)
    assert manuscript is not None
    blocks = manuscript.divisions[-1].blocks
    return outline(blocks), [f"{each.span} {each.message}" for each in problems if each.code != "B-005"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_file_is_taken_in(part: str, tmp_path: Path) -> None:
    assert lamp(tmp_path, f"```py\n{{{{#include {part}}}}}\n```") == (f"code py {PARTS[part]!r}\n", [])


def test_code_between_lines_and_attributes(tmp_path: Path) -> None:
    assert lamp(tmp_path, "```py\nx\n{{#rustdoc_include a.py:6}}\ny\n```")[0] == "code py 'x\\nturn()\\ny'\n"
    assert lamp(tmp_path, '``` {.py include="a.py" startLine=6 endLine=6}\n```')[0] == "code py 'turn()'\n"


@pytest.mark.parametrize("text", AMISS)
def test_what_cannot_be_taken_in(text: str, tmp_path: Path) -> None:
    assert [AMISS[text] in each for each in lamp(tmp_path, text)[1]] == [True]


def test_a_text_is_taken_in_and_its_problems_told_at_its_own_lines(tmp_path: Path) -> None:
    found, told = lamp(tmp_path, "One.\n{{#include more.md}}\nTwo.")
    assert found == "p One.\np More [em of it].\np a\np Two.\n"
    assert [each.partition(" ")[0] for each in told] == ["chapters/more.md:3:1"]


def test_a_file_beside_the_chapters_makes_the_book_too(tmp_path: Path) -> None:
    lamp(tmp_path, "```\n{{#include ../src/a.py}}\n```")
    assert "src/a.py" in read_inputs(tmp_path)


def test_a_text_that_another_takes_in_is_no_chapter(tmp_path: Path) -> None:
    book = tiny(tmp_path)
    book.write("chapters/book.yaml", "title: A Book\n")
    book.write(CHAPTER, "# The Lamp\n\n{{#include 02-more.md}}\n")
    book.write("chapters/02-more.md", "More.\n")
    manuscript, _ = read(book.path)
    assert manuscript is not None
    assert [each.span.path for each in manuscript.divisions if each.role == "chapter"] == [CHAPTER]


def test_listings_are_numbered_and_referred_to(tmp_path: Path) -> None:
    book = tiny(tmp_path)
    book.write(CHAPTER, "# The Lamp\n\n``` {#lst-a}\na\n```\n\n``` {#lst-b}\nb\n```\n\nSee [](#lst-b).\n")
    manuscript, _ = read(book.path)
    assert manuscript is not None
    resolved, problems = resolve(manuscript, Shelf())
    assert resolved is not None
    assert problems == ()
    assert [each.name for each in resolved.anchors.values() if each.kind == "listing"] == ["listing 1", "listing 2"]


def test_texts_that_take_in_one_another_without_end_are_told_once() -> None:
    def include(name: str, _path: str, _span: Span) -> tuple[str, str]:
        number = int(name[1])
        return f"e{number}.md", "\n\n".join([f"{{{{#include e{number + 1}.md}}}}"] * 10) if number < 6 else "x"

    _, problems = parse("{{#include e1.md}}\n", "e0.md", strict=False, include=include)
    assert [(each.code, each.message) for each in problems] == [("M-035", "texts inside texts, too many to be read")]
