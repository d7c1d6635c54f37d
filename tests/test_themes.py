"""Themes, and the settings of the look: what a reader of the finished book sees of them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdf
import pytest
import yaml
from conftest import Stock
from PIL import Image
from sharing import once
from test_structure import codes, made, project

from book import read
from book.cache import Cache
from book.cli import main
from book.compose import compose, cover, print_cover
from book.data import Shape, load
from book.design import Styles
from book.edition import Edition, Medium
from book.layout import lay_out
from book.orders import CoverSheet
from book.read import read_inputs, read_styles
from book.read.themes import THEMES, names
from book.read.trims import of_words

LEAST = ("title: Salt and Harbour\nauthors: [{name: Ada Pell, sort: 'Pell, Ada'}]\nlanguage: en-GB\n"
         "publisher: Quay Press\nedition: {number: '1.0', name: First edition, date: 2026-11-22}\n")
# What the faces of a PDF are called, the first that of the text.
FACES: Mapping[str, tuple[str, ...]] = {
    "cookbook": ("SourceSans3",), "essays": ("Spectral", "SourceSans3"), "large-print": ("SourceSerif4",),
    "novel": ("Vollkorn",), "poems": ("Spectral",), "scholar": ("SourceSerif4",),
    "textbook": ("SourceSerif4", "SourceSans3"),
}  # fmt: skip
TIDE = ("The tide goes out over the flats at the hour that the almanac gives, and whoever has business on the far side "
        "walks then, with boots slung about the neck and a stick to try the sand. ")
WALK = f"""---
title: "The Flats: A Walk"
author: Ada Pell
---

> Whoever walks on sand walks on water that waits.

{TIDE * 6}

## What to carry

A stick and a watch[^1] are enough.

[^1]: The almanac of 1931 gives the tides.

- a stick of ash
- a watch

### On the way back

1. Look for the withies.
2. Keep them to your left.

***

{TIDE * 20}

## The far side

{TIDE * 20}
"""
BOATS = f"""# Counting the Boats

{TIDE}

| Year | Boats |
|------|------:|
| 1901 | 114 |

: Boats of the harbour. {{#tbl:boats}}

![The tide.](tide.png){{#fig:tide alt="A curve."}}

::: warning
Never cross alone.
:::

Term
:   `code`, **strong** and *emphasis*, H~2~O.

| The boats go out on the morning tide,
|     the boats come home at night.
"""


def small(folder: Path, settings: str = "") -> Stock:
    """A book of two chapters with something of each kind."""
    stock = project(folder, LEAST + settings, _1=WALK, _2=BOATS)
    picture = io.BytesIO()
    Image.new("L", (60, 40), 128).save(picture, "PNG")
    stock.write("chapters/tide.png", picture.getvalue())
    return stock


def built(folder: Path, settings: str = "") -> Path:
    stock = small(folder, settings)
    assert main(["build", "--project", str(stock)]) == 0
    return stock.path / "build"


def reader_of(build: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(build / "salt-and-harbour.pdf")


def embedded(build: Path) -> set[str]:
    """The faces in the PDF, without their subset's letters and their style."""
    fonts = (font.get_object() for page in reader_of(build).pages
             for font in page["/Resources"].get("/Font", {}).values())  # type: ignore[attr-defined]
    return {str(font["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts}


def styled(theme: str, folder: Path) -> Styles:
    styles, problems = read_styles(folder, Cache(folder / "kept"), theme)
    assert problems == ()
    return styles


# --- themes


def test_every_theme_is_in_the_tables_of_tests_and_manual() -> None:
    manual = (THEMES.parents[1] / "manual" / "themes.md").read_text("utf-8")
    assert set(FACES) == set(names())
    assert all(f"| `{name}` |" in manual for name in names())


@pytest.mark.parametrize("theme", FACES)
def test_a_theme_says_for_which_books_it_is_and_sets_what_a_book_may_set(theme: str) -> None:
    facts = yaml.safe_load((THEMES / theme / "theme.yaml").read_text("utf-8"))
    assert facts["description"] and facts["books"]
    shape = Shape(yaml.safe_load((Path(read.__file__).parent / "shapes.yaml").read_text("utf-8"))["book"])
    node, problems = load(yaml.safe_dump({"title": "T", "theme": theme, **facts["settings"]}), "book.yaml")
    assert node is not None and (problems, shape.violations(node)) == ((), ())


@pytest.mark.parametrize("theme", FACES)
def test_a_theme_builds_a_book_without_a_problem_in_faces_of_its_own(theme: str, tmp_path: Path) -> None:
    build = built(tmp_path, f"theme: {theme}\ntargets: {{screen: {{medium: screen}}}}\n")
    report = json.loads((build / "report.json").read_text("utf-8"))
    assert [each["code"] for each in report["problems"] if each["severity"] != "note"] == []
    assert embedded(build) >= set(FACES[theme])
    first = yaml.safe_load((THEMES / theme / "theme.yaml").read_text("utf-8"))["faces"][0]["family"]
    assert f"Set in {first}" in reader_of(build).pages[1].extract_text()


@pytest.fixture(scope="module")
def novel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "novel", lambda folder: void(built(folder, "theme: novel\n"))) / "build"


def void(_: Path) -> None:
    """Of a value that is not wanted."""


def test_an_epub_has_the_faces_and_rules_of_its_theme(novel: Path) -> None:
    with zipfile.ZipFile(novel / "salt-and-harbour.epub") as packed:
        css = packed.read("EPUB/styles/book.css").decode()
        assert any("Vollkorn" in name for name in packed.namelist())
    assert css.index("EB Garamond\", serif; line-height") < css.index("\"Vollkorn\", \"EB Garamond\", serif")


def test_a_theme_has_trim_and_heads_that_the_book_can_override(tmp_path: Path) -> None:
    usual = made(small(tmp_path / "a", "theme: novel\n")).edition
    own = made(small(tmp_path / "b", "theme: novel\ntrim: A5\nrunning-heads: {left: none}\nopens: recto\n")).edition
    assert [(each.trim.width, each.look.left, each.look.right, each.structure.opens) for each in (usual, own)] == [
        (5.5, "author", "book", "any"), (5.8268, "none", "book", "recto")]  # fmt: skip


def test_sheets_of_the_book_are_laid_over_its_theme(tmp_path: Path) -> None:
    stock = small(tmp_path, "theme: novel\n")
    stock.write("styles/own.css", "h1 { color: #123456 }")
    book = made(stock)
    galleys, _ = compose(book, styled("novel", stock.path), Medium.SCREEN, Cache(tmp_path / "kept"))
    css = galleys[0].css
    assert css.index('"EB Garamond";') < css.index('"Vollkorn", "EB Garamond"') < css.index("#123456")


def test_the_files_and_fonts_of_a_theme_make_the_book(tmp_path: Path) -> None:
    plain, themed = (set(read_inputs(small(tmp_path / name, text).path))
                     for name, text in (("a", ""), ("b", "theme: poems\n")))
    assert plain < themed
    assert themed - plain >= {"themes/poems/page.css", "themes/poems/theme.yaml",
                              "fonts/fontpkg_spectral/files/Spectral-Regular.ttf"}


def test_a_theme_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    stock = small(tmp_path, "theme: novell\n")
    assert ("B-003", "error", "chapters/book.yaml:6:8") in codes(stock)


# --- settings


@pytest.mark.parametrize(
    ("words", "size"),
    [("A5", (5.8268, 8.2677)), ("a6", (4.1339, 5.8268)), ("B5", (6.9291, 9.8425)), ("6x9", (6, 9)), ("5 × 8", (5, 8)),
     ("5.5x8.5 in", (5.5, 8.5)), ("digest", (5.5, 8.5)), ("royal", (6.1417, 9.2126)), ("demy", (5.4331, 8.5039)),
     ("trade", (6, 9)), ("148mm x 210mm", (5.8268, 8.2677)), ("14.8 cm x 21 cm", (5.8268, 8.2677)),
     ("148 x 210 mm", (5.8268, 8.2677)), ("crown quarto", (7.4409, 9.685))],
)  # fmt: skip
def test_a_trim_has_a_name_or_lengths(words: str, size: tuple[float, float]) -> None:
    found = of_words(words)
    assert found is not None
    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    ("settings", "column"),
    [("trim: A55", 7), ("trim: 5 x", 7), ("trim: 1 x 1 in", 7), ("trim: 1..2 x 9", 7), ("trim: 148 x 210", 7),
     ("text: centred", 7), ("running-heads: {left: title}", 23), ("imprint: {lines: one}", 18),
     ("cover: {colour: red}", 17), ("cover: {pattern: dots, picture: tide.png}", 24),
     ("cover: {note: What.}", 9), ("cover: {tally: ['count a'], pattern: dots}", 29)],
)  # fmt: skip
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, settings: str, column: int) -> None:
    assert ("B-003", "error", f"chapters/book.yaml:6:{column}") in codes(small(tmp_path, f"{settings}\n"))


def lines_of(build: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of each page of the body, from its second on."""
    for number, page in enumerate(reader_of(build).pages[4:], 1):
        yield number, page.extract_text().splitlines()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with all settings of the look, and no theme."""
    settings = ("trim: A5\ntext: ragged\nopens: any\nisbn: '978-0-306-40615-7'\n"
                "running-heads: {left: author, right: section}\n"
                "imprint: {lines: [Printed in Ireland], edition-line: false, content-id: false}\n")
    return once(tmp_path_factory, "asked", lambda folder: void(built(folder, settings))) / "build"


def test_a_page_is_as_large_as_its_trim_asks(asked: Path) -> None:
    width, height = (float(length) for length in reader_of(asked).pages[0].trimbox[2:])
    left, foot = (float(length) for length in reader_of(asked).pages[0].trimbox[:2])
    assert (round((width - left) / 72 * 25.4), round((height - foot) / 72 * 25.4)) == (148, 210)


def test_running_heads_name_what_they_are_asked_to(asked: Path) -> None:
    heads = {number: text for number, lines in lines_of(asked) if lines for text in (" ".join(lines[:1] + lines[-2:]),)}
    assert "Ada Pell" in heads[2].title()
    assert "What to carry" in heads[3] or "The far side" in heads[3]
    assert "What to carry" not in heads[1]


def test_the_imprint_says_what_it_is_asked_to(asked: Path) -> None:
    imprint = reader_of(asked).pages[1].extract_text()
    assert "Printed in Ireland" in imprint
    assert "ISBN 978-0-306-40615-7" in imprint
    assert not any(words in imprint for words in ("Content ", "printing 1.0", "First edition", "urn:"))


def test_ragged_lines_end_at_different_places_and_break_no_word(asked: Path) -> None:
    text = reader_of(asked).pages[4].extract_text()
    assert "-\n" not in text and "­" not in text
    with zipfile.ZipFile(asked / "salt-and-harbour.epub") as packed:
        assert "body { text-align: left; hyphens: manual }" in packed.read("EPUB/styles/book.css").decode()


# --- covers

SHEET = CoverSheet(6, 9, 0.62, 0.125, 0.25, 0.0625, (2.0, 1.2), 0.25, 0.25)


def with_cover(folder: Path, setting: str, size: tuple[int, int] = (60, 40)) -> Stock:
    stock = small(folder, f"cover: {setting}\n")
    picture = io.BytesIO()
    Image.new("RGB", size, (20, 90, 160)).save(picture, "PNG")
    stock.write("chapters/coast.png", picture.getvalue())
    return stock


@pytest.mark.parametrize(
    ("setting", "shows"),
    [("{colour: '#1f4e5f'}", "--red: #1f4e5f; --pale: #ffffff"), ("{colour: '#f2d16b'}", "--pale: #1d1b19"),
     *((f"{{pattern: {name}}}", 'class="drawn ') for name in ("bars", "dots", "rings", "steps", "waves")),
     ("{picture: coast.png}", 'class="title-ground"'), ("{picture: coast.png, picture-fit: field}", 'class="house"')],
)  # fmt: skip
def test_a_cover_shows_what_it_is_asked_to(tmp_path: Path, setting: str, shows: str) -> None:
    stock = with_cover(tmp_path, setting)
    book, styles = made(stock), styled("", stock.path)
    for galley, problems in (cover(book, styles), print_cover(book, styles, SHEET)):
        assert [each.code for each in problems if each.severity == "error"] == []
        assert shows in galley.html + galley.css
        run = lay_out(galley, "recto")
        assert (run.faults, len(run.pages)) == ((), 1)
        assert [each.name for each in galley.assets] == (["coast.png"] if "coast" in setting else [])
    assert ("B-005" in {code for code, _, _ in codes(stock)}) == ("coast" not in setting)


@pytest.mark.parametrize(("size", "told"), [((1838, 2775), False), ((900, 1400), True)])
def test_a_coarse_picture_of_a_cover_is_told_with_its_pixels(tmp_path: Path, size: tuple[int, int], told: bool) -> None:
    stock = with_cover(tmp_path, "{picture: coast.png}", size)
    _, problems = print_cover(made(stock), styled("", stock.path), SHEET)
    assert [(each.code, each.severity) for each in problems] == [("R-013", "warning")] * told
    if told:
        assert "147 pixels an inch at 6.12 × 9.25 in" in problems[0].message
        assert problems[0].hint == "take one of 1838 × 2775 pixels or more"


def test_a_book_that_asks_for_nothing_looks_as_it_did(tmp_path: Path) -> None:
    edition: Edition = made(small(tmp_path)).edition
    styles = styled("", tmp_path)
    assert (styles.theme, styles.families, edition.look.text) == (None, ("EB Garamond",), "")
