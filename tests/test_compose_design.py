"""Setting: which sheets and templates a galley gets, and what is said of a design that is wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import fontpkg_eb_garamond
import pytest
from handmade import BOOK
from test_compose import EPUB, PAPER, chapter, find, folder, galleys, note, par, styles, words

from book.cache import Cache
from book.compose import compose, cover
from book.design import Styles
from book.fonts import cut
from book.layout import lay_out
from book.limits import HOUSE
from book.matter import Book, Drawing, Image, NoteCall
from book.problems import Span
from book.read import read_styles

SHEETS = {f"{name}.css": f".{name} {{ }}" for name in ("a", "z", "epub", "cover", "draft")}
DRAFT = replace(BOOK, edition=replace(BOOK.edition, draft=True))
GARAMOND = (Path(fontpkg_eb_garamond.__file__).parent / "files" / "EBGaramond[wght].ttf").read_bytes()
WORD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title/></head>'
    '<body><p data-key="k">Own.</p></body></html>'
)
OWN_SHEET = '@font-face { font-family: Own; src: url("font:Own-500-normal.ttf") } html { font-family: Own }'
UPRIGHT = 'package: fontpkg_eb_garamond, file: "files/EBGaramond[wght].ttf"'


def design(**templates: str) -> Styles:
    """The tool's design with some templates changed; a name's underscores stand for dashes, its end is added."""
    changed = {f"{name.replace('_', '-')}.xhtml.jinja": text for name, text in templates.items()}
    return replace(styles(), templates={**styles().templates, **changed})


def faults(changed: Styles, book: Book = BOOK) -> list[tuple[str, str, str]]:
    _, problems = compose(book, changed, PAPER, Cache(folder() / "cache"))
    return [(p.code, str(p.span).removeprefix("styles/templates/"), p.message) for p in problems]


@pytest.mark.parametrize(
    ("book", "target", "expected"),
    [(BOOK, PAPER, ["a", "z"]), (DRAFT, PAPER, ["a", "draft", "z"]), (BOOK, EPUB, ["epub"]), (DRAFT, EPUB, ["epub"])],
    ids=["page", "draft", "EPUB", "draft EPUB"],
)  # fmt: skip
def test_each_medium_has_its_own_sheets(book: Book, target: object, expected: list[str]) -> None:
    css = galleys(book, target, sheets=SHEETS)["ch1"].css  # type: ignore[arg-type]
    assert [line[1:-4] for line in css.splitlines() if line.endswith("{ }")] == expected


def test_only_the_page_is_told_its_size() -> None:
    paper, epub = galleys(sheets=SHEETS)["ch1"].css, galleys(target=EPUB, sheets=SHEETS)["ch1"].css
    assert "size: 4in 6in" in paper
    assert "--measure: 202.961pt; --depth: 346.961pt" in paper
    assert "@page" not in epub
    assert paper.count("@font-face") == epub.count("@font-face") == len(styles().faces)


def test_the_cover_has_its_sheet_alone() -> None:
    made, problems = cover(BOOK, replace(styles(), sheets=SHEETS))
    assert (problems, ".cover" in made.css, ".a {" in made.css, "@page" in made.css) == ((), True, False, False)


def test_a_role_without_a_template_has_the_common_one() -> None:
    changed = design(division="<html><p>{{ division.role }}: {{ text }}</p></html>")
    made = galleys(chapter(par("Words.")), templates=changed.templates)
    assert made["ch1"].html.startswith("<html><p>chapter: <p")
    assert "Contents" in made["contents"].html


def test_a_fault_is_told_of_the_template_in_which_it_stands_and_once() -> None:
    broken = {**styles().templates, "opening.jinja": "{% macro opening(a, b, c, d) %}\n\n{{ 1 / 0 }}\n{% endmacro %}"}
    assert faults(replace(styles(), templates=broken)) == [
        ("M-017", "opening.jinja:3:1", "the template opening.jinja fails: division by zero")
    ]


@pytest.mark.parametrize(
    ("template", "place", "said"),
    [
        ("{% extends 'page.xhtml.jinja' %}\n{% block page %}\n{{ txet }}\n{% endblock %}", 3, "'txet' is undefined"),
        ("\n{{ division.titel }}", 2, "'book.matter.whole.Division object' has no attribute 'titel'"),
        ("\n{% extends 'shell.jinja' %}", 2, "there is no template shell.jinja"),
        ("\n{{ text | nosuchfilter }}", 2, "No filter named 'nosuchfilter'."),
        ("\n\n{% endfor %}", 3, "Encountered unknown tag 'endfor'."),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "maximum recursion depth exceeded"),
    ],
    ids=["name", "attribute", "template", "filter", "syntax", "recursion"],
)
def test_a_template_that_fails_is_told_with_its_line(template: str, place: int, said: str) -> None:
    ((code, where, message),) = faults(design(division=template))
    assert (code, where) == ("M-017", f"division.xhtml.jinja:{place}:1")
    assert message.startswith(f"the template division.xhtml.jinja fails: {said}")


def test_a_page_that_is_not_xml_is_told() -> None:
    ((code, where, message),) = faults(design(contents="<html><p>{{ text }}</html>"))
    assert (code, where) == ("M-017", "contents.xhtml.jinja:1:1")
    assert message.startswith("the template contents.xhtml.jinja gives a page that is not XML: mismatched tag")


def test_what_a_template_writes_itself_is_escaped() -> None:
    made = galleys(templates=design(halftitle="<html><p>{{ edition.subtitle }}</p></html>").templates,
                   book=replace(BOOK, divisions=(replace(BOOK.divisions[0], id="half", role="halftitle"),)))
    assert made["half"].html == "<html><p>Made &amp; Bound by Hand</p></html>"


def test_a_figure_that_cannot_be_drawn_is_told_at_its_file() -> None:
    at = Span("chapters/figures/fates.yaml", 2)
    book = replace(chapter(par("See ", Image("drawing/fates", "Fates"))),
                   drawings={"fates": Drawing("fates", {"kind": "pie"}, at)})
    _, problems = compose(book, styles(), PAPER, Cache(folder() / "cache"))
    assert [(p.code, p.span, p.message) for p in problems] == [("M-017", at, "“pie” is not a kind of figure")]


def test_a_drawing_is_an_asset_of_the_galley_that_shows_it() -> None:
    rows = [{"label": "From", "query": "count people"}]
    book = replace(chapter(par("See ", Image("drawing/fates", "Fates"))), data=people(),
                   drawings={"fates": Drawing("fates", {"kind": "bars", "rows": rows}, Span("f.yaml"))})
    (asset,) = galleys(book)["ch1"].assets
    assert (asset.name, asset.media_type) == ("drawing/fates.svg", "image/svg+xml")
    assert b"<svg" in asset.data
    assert find(galleys(book)["ch1"], ".//{http://www.w3.org/1999/xhtml}img").get("src") == f"asset:{asset.name}"


def people() -> dict[str, object]:
    from book.matter import DataSet, Record

    return {"people": DataSet("people", (Record("p", {"id": "p"}, Span("p.yaml")),))}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("face: 1", "D-003", "unknown field “face”"),
        ("faces: []", "D-002", "“faces” is too short or empty"),
        (f"faces:\n- {{family: A, weight: 400, style: slanted, {UPRIGHT}}}", "D-002", "style"),
        (f"faces:\n- {{family: A, weight: 400, style: italic, {UPRIGHT}}}", "D-002", "no face has the style normal"),
        ("faces:\n- {family: A, weight: 400, style: normal, package: fontpkg_eb_garamond, file: a.ttf}", "E-002",
         "the font package fontpkg_eb_garamond has no a.ttf"),
        ("faces:\n- {family: A, weight: 400, style: normal, package: fontpkg_eb_garamond, file: __init__.py}", "E-002",
         "__init__.py of fontpkg_eb_garamond cannot be used: not a font"),
        ("faces: {", "D-001", "not YAML"),
    ],
    ids=["key", "empty", "style", "no upright", "file", "no font", "no YAML"],
)
def test_what_is_wrong_in_fonts_yaml_is_told(tmp_path: Path, text: str, code: str, said: str) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "fonts.yaml").write_text(text, "utf-8")
    found, problems = read_styles(tmp_path, Cache(tmp_path))
    assert found.faces == ()
    assert any(p.code == code and said in p.message for p in problems), problems
    assert {p.span.path for p in problems if p.span} == {"styles/fonts.yaml"}


def own_face(project: Path, file: str, *, variable: bool = True) -> str:
    """A project whose only face is a font of its own, EB Garamond; returns the face's line in fonts.yaml."""
    place = project / "styles" / "fonts" / "Own.ttf"
    place.parent.mkdir(parents=True)
    place.write_bytes(GARAMOND if variable else cut(GARAMOND, 500))
    line = f"- {{family: Own, weight: 500, style: normal, file: {file}}}"
    (project / "styles" / "fonts.yaml").write_text(f"faces:\n{line}\n", "utf-8")
    return line


@pytest.mark.parametrize("variable", [True, False])
def test_a_face_may_be_a_file_of_the_book(tmp_path: Path, variable: bool) -> None:
    own_face(tmp_path, "fonts/Own.ttf", variable=variable)
    found, problems = read_styles(tmp_path, Cache(tmp_path / "cache"))
    assert problems == ()
    (face,) = found.faces
    assert (face.family, face.weight, face.file.name) == ("Own", 500, "Own-500-normal.ttf")
    assert face.file.data == cut(GARAMOND, 500)
    assert replace(found, parts=()).font_bytes == {face.file.digest: face.file.data}
    shutil.rmtree(tmp_path / "styles")  # the design is whole without its files
    set_in_own, faults = compose(BOOK, found, PAPER, Cache(folder() / "cache"))
    run = lay_out(replace(set_in_own[0], html=WORD, css=OWN_SHEET), "recto")
    assert (faults, run.faults, [use.digest for use in run.fonts]) == ((), (), [face.file.digest])


@pytest.mark.parametrize(
    ("file", "code", "said"),
    [
        ("../secret.ttf", "B-007", "../secret.ttf leaves styles/"),
        ("/etc/hostname", "B-007", "/etc/hostname leaves styles/"),
        ("fonts/link.ttf", "B-007", "fonts/link.ttf leaves styles/"),
        ("fonts/none.ttf", "B-010", "styles/fonts/none.ttf cannot be read: No such file or directory"),
        ("fonts", "B-010", "styles/fonts cannot be read: Is a directory"),
        ("fonts.yaml", "B-010", "styles/fonts.yaml cannot be used: not a font"),
        ("fonts/damaged.ttf", "B-010", "styles/fonts/damaged.ttf cannot be used: the font is damaged"),
        ("fonts/packed.woff2", "B-010", "styles/fonts/packed.woff2 cannot be used: it is packed for browsers"),
    ],
)
def test_a_font_of_the_book_that_cannot_be_used_is_told_at_its_place(
    tmp_path: Path, file: str, code: str, said: str
) -> None:
    own_face(tmp_path, file)
    (tmp_path / "secret.ttf").write_bytes(GARAMOND)
    (tmp_path / "styles" / "fonts" / "link.ttf").symlink_to(tmp_path / "secret.ttf")
    (tmp_path / "styles" / "fonts" / "damaged.ttf").write_bytes(cut(GARAMOND, 500)[:2000])
    (tmp_path / "styles" / "fonts" / "packed.woff2").write_bytes(b"wOF2" + GARAMOND)
    found, (problem,) = read_styles(tmp_path, Cache(tmp_path / "cache"))
    assert (found.faces, problem.code, str(problem.span)) == ((), code, "styles/fonts.yaml:2:3")
    assert problem.message.startswith(said)


def test_a_cut_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_face(tmp_path, "fonts/Own.ttf")
    first = read_styles(tmp_path, Cache(tmp_path / "cache"))
    monkeypatch.setattr("book.read.design.cut", lambda *_: pytest.fail("cut again"))
    assert read_styles(tmp_path, Cache(tmp_path / "cache")) == first


@pytest.mark.parametrize(
    ("text", "code", "where", "said"),
    [
        ("stretch: 0.4\nshrinks: 0.2\n", "D-003", "2:1", "unknown field “shrinks”"),
        ("stretch: wide\n", "D-002", "1:10", "“stretch” must be a number, not “wide”"),
        ("hang: -1\n", "D-002", "1:7", "“hang” is “-1”, which is too small"),
        ("- 1\n", "D-002", "1:1", "setting.yaml must be a map of fields, not a list"),
    ],
    ids=["key", "text", "below", "list"],
)
def test_what_is_wrong_in_setting_yaml_is_told(tmp_path: Path, text: str, code: str, where: str, said: str) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "setting.yaml").write_text(text, "utf-8")
    found, problems = read_styles(tmp_path, Cache(tmp_path))
    assert [(p.code, str(p.span), p.message) for p in problems] == [(code, f"styles/setting.yaml:{where}", said)]
    assert found.limits == HOUSE


def test_a_house_has_its_own_limits(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "setting.yaml").write_text("hang: 0\nleast-lines: 7\n", "utf-8")
    found, problems = read_styles(tmp_path, Cache(tmp_path))
    assert (problems, found.limits) == ((), replace(HOUSE, hang=0, least_lines=7))


@pytest.mark.parametrize("name", ["styles/book.css", "styles/templates/chapter.xhtml.jinja", "styles/fonts.yaml"])
def test_a_file_of_the_design_that_is_not_utf_8_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes("Prüfung".encode("latin-1"))
    _, problems = read_styles(tmp_path, Cache(tmp_path))
    assert [(p.code, str(p.span)) for p in problems] == [("M-001", f"{name}:1:1")]


def test_a_template_of_a_new_name_is_added(tmp_path: Path) -> None:
    (tmp_path / "styles" / "templates").mkdir(parents=True)
    page = '{% extends "page.xhtml.jinja" %}{% block page %}<p data-key="k">Ours.</p>{% endblock %}'
    (tmp_path / "styles" / "templates" / "chapter.xhtml.jinja").write_text(page, "utf-8")
    found, problems = read_styles(tmp_path, Cache(folder()))
    assert problems == ()
    made = galleys(templates=found.templates)
    assert words(find(made["ch1"], ".//{http://www.w3.org/1999/xhtml}body")) == "Ours."
    assert "Ours." not in made["contents"].html


@pytest.mark.parametrize(
    "role", ["imprint", "dedication", "epigraph", "preface", "chapter", "appendix", "bibliography", "index", "colophon"]
)
def test_whatever_may_have_a_text_shows_its_notes_in_the_epub(role: str) -> None:
    book = chapter(par("A claim.", NoteCall("note-ch1-1")), notes=(note(1, par("Its source.")),), role=role)
    made = galleys(book, EPUB)["ch1"]
    assert words(find(made, ".//{http://www.w3.org/1999/xhtml}aside[@id='note-ch1-1']")) == "1. Its source."
