"""Joining page runs: what a reader of the PDF sees, and what validators say of it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from handmade import BOOK, CSS, DIVISIONS, font_bytes, galley, pagination
from pypdf import PdfReader

from book.assemble import assemble
from book.layout import draw_heads
from book.matter import Book, ContentsEntry, Text
from book.pages import Folio, FontUse, Pagination
from book.problems import Problem


@cache
def pdf() -> bytes:
    data, problems = assemble(pagination(), BOOK, font_bytes())
    assert problems == ()
    return data


@cache
def opened() -> pikepdf.Pdf:
    """Kept open, because an object lives only as long as its file."""
    return pikepdf.open(io.BytesIO(pdf()))


def problems_of(pages: Pagination | None = None, book: Book = BOOK, **fonts: bytes) -> list[Problem]:
    return list(assemble(pages or pagination(), book, fonts or font_bytes())[1])


def run_of(division: str) -> int:
    return [run.division for run in pagination().runs].index(division)


def with_run(division: str, **values: object) -> Pagination:
    runs = list(pagination().runs)
    runs[run_of(division)] = replace(runs[run_of(division)], **values)  # type: ignore[arg-type]
    return replace(pagination(), runs=tuple(runs))


def first_page_of(division: str) -> int:
    """Its index in the PDF."""
    before = pagination().runs[: run_of(division)]
    return sum(len(run.pages) for run in before) + sum(s.blanks for s in pagination().starts[: run_of(division) + 1])


def page_text(number: int) -> str:
    return str(pypdfium2.PdfDocument(pdf())[number].get_textpage().get_text_range())


def test_the_same_pages_give_the_same_bytes() -> None:
    assert assemble(pagination(), BOOK, font_bytes())[0] == pdf()


# --- pages -------------------------------------------------------------------------------------------------------


def test_pages_stand_in_order_with_blanks_between() -> None:
    blank = first_page_of("ch1") - 1
    assert pagination().starts[1].blanks == 1 and page_text(blank) == ""
    assert "Chapter 1 The Beginning" in page_text(blank + 1)
    assert len(opened().pages) == pagination().extent.total


def test_labels_are_folios_and_blanks_count_on() -> None:
    labels = PdfReader(io.BytesIO(pdf())).page_labels
    assert labels[:3] == ["i", "ii", "1"]
    assert labels[first_page_of("index")] == str(pagination().page_map["index"])


def test_labels_follow_a_numbering_that_jumps() -> None:
    """As where a second volume counts on from the first."""
    late = (replace(start, folio=Folio(start.folio.number + 200, "arabic")) for start in pagination().starts[2:])
    starts = (*pagination().starts[:2], *late)
    data, _ = assemble(replace(pagination(), starts=starts), BOOK, font_bytes())
    labels, first = PdfReader(io.BytesIO(data)).page_labels, first_page_of("ch2")
    assert labels[first_page_of("ch1")] == "1"
    assert labels[first:first + 2] == [str(starts[run_of("ch2")].folio), str(starts[run_of("ch2")].folio.number + 1)]


def test_pages_are_cut_to_the_trim() -> None:
    sizes = {(tuple(map(float, page.mediabox)), tuple(map(float, page.trimbox))) for page in opened().pages}
    assert sizes == {((0.0, 0.0, 288.0, 432.0), (0.0, 0.0, 288.0, 432.0))}


def test_what_runs_off_the_page_is_cut_off() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pagination().runs[run_of("ch1")].pdf)) as run:
        for page in run.pages:
            page.mediabox = pikepdf.Array([-9, -9, 297, 441])
        run.save(out)
    data, _ = assemble(with_run("ch1", pdf=out.getvalue()), BOOK, font_bytes())
    boxes = [tuple(map(float, page.mediabox)) for page in pikepdf.open(io.BytesIO(data)).pages]
    assert set(boxes) == {(0, 0, 288, 432)} and len(boxes) == pagination().extent.total


def test_running_heads_and_folios_are_drawn_over_the_text() -> None:
    second = page_text(first_page_of("ch1") + 1)
    assert re.search(r"(The Beginning|A section of The Beginning)\s", second)
    assert second.split()[-1] == "2" or "\r\n2" in second


def test_running_heads_keep_their_own_resources() -> None:
    page = opened().pages[first_page_of("ch1") + 1]
    form = page.Resources.XObject["/Heads"]
    assert b"/Artifact" in form.read_bytes() and "/Font" in form.Resources
    assert page.Contents[0].read_bytes() == b"q\n"


def test_pages_without_running_heads_get_no_form() -> None:
    css = re.sub(r"@(top|bottom)-center\{[^}]*\}", "", CSS)
    parts = zip(DIVISIONS, pagination().runs, pagination().starts, strict=True)
    heads = tuple(draw_heads(replace(galley(d), css=css), run, start) for d, run, start in parts)
    data, _ = assemble(replace(pagination(), heads=heads), BOOK, font_bytes())
    assert all("/Heads" not in page.Resources.get("/XObject", {}) for page in pikepdf.open(io.BytesIO(data)).pages)


# --- links, bookmarks --------------------------------------------------------------------------------------------


def test_a_link_to_another_division_leads_to_its_page() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    page = reader.pages[first_page_of("ch1")]
    link = next(a.get_object() for a in page["/Annots"] if a.get_object().get("/Dest") == "ch2")
    target = reader.named_destinations[str(link["/Dest"])]
    assert reader.get_destination_page_number(target) == first_page_of("ch2")
    left, bottom, right, top = map(float, link["/Rect"])
    assert left < right and bottom < top


def test_only_places_that_are_linked_to_are_named() -> None:
    names = set(PdfReader(io.BytesIO(pdf())).named_destinations)
    assert {"ch1", "ch2", "ch2-section", "note-ch1-1", "call-ch1-1"} <= names
    assert "ch1-title" not in names and "contents" not in names


def test_a_link_to_nowhere_is_told_once_a_division() -> None:
    anchors = {k: v for k, v in pagination().runs[run_of("ch2")].anchors.items() if k != "ch2"}
    found = [p for p in problems_of(with_run("ch2", anchors=anchors)) if p.code == "F-007"]
    assert [p.message for p in found] == [
        f"a link in “{division}” leads to “ch2”, which stands on no page" for division in ("contents", "ch1", "index")
    ]


def test_bookmarks_are_the_contents_with_sections_folded_away() -> None:
    outline = opened().Root.Outlines
    first = outline.First
    assert (str(first.Title), int(first.Count)) == ("Chapter 1. The Beginning", -1)
    assert str(first.First.Title) == "A section of The Beginning"
    assert (str(first.Next.Title), str(outline.Last.Title)) == ("Chapter 2. The End", "Index")
    assert first.Next.Dest[0].objgen == opened().pages[first_page_of("ch2")].obj.objgen


def test_a_line_of_the_contents_without_a_place_is_told() -> None:
    lost = ContentsEntry(1, "", (Text("Nowhere"),), "nowhere", "back")
    book = replace(BOOK, contents=(*BOOK.contents, lost))
    assert [(p.code, p.message) for p in problems_of(book=book)] == [
        ("F-006", "“Nowhere” is in the contents, but on no page")
    ]


# --- tags --------------------------------------------------------------------------------------------------------


def test_the_tag_tree_has_parts_and_a_section_a_division() -> None:
    document = opened().Root.StructTreeRoot.K[0]
    parts = list(document.K)
    assert [(str(part.S), str(part.T)) for part in parts] == [
        ("/Part", "Front matter"), ("/Part", "Body matter"), ("/Part", "Back matter")]  # fmt: skip
    assert [str(section.ID) for part in parts for section in part.K] == [d.id for d in DIVISIONS]


def test_every_mark_leads_to_its_tag_and_back() -> None:
    book = opened()
    tree = pikepdf.NumberTree(book.Root.StructTreeRoot.ParentTree)
    for page in book.pages:
        elements = tree[int(page.StructParents)] if "/StructParents" in page.obj else []
        for number, element in enumerate(elements):
            assert number in _marks(element, page) or (number, page.obj.objgen) in _marks(element, page)
        for annotation in page.obj.get("/Annots", ()):
            assert str(tree[int(annotation.StructParent)].S) == "/Link"


def _marks(element: Any, page: pikepdf.Page) -> list[object]:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    own = "/Pg" in element and element.Pg.objgen == page.obj.objgen
    plain: list[object] = [int(kid) for kid in kids if own and isinstance(kid, int)]
    far = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.MCR]
    return plain + [(int(kid.MCID), kid.Pg.objgen) for kid in far]


def test_one_id_in_two_divisions_is_told() -> None:
    twin = with_run("ch2", pdf=pagination().runs[run_of("ch1")].pdf)
    found = {p.message for p in problems_of(twin) if p.code == "F-010"}
    assert {"two tags have the id “note-ch1-1”", "two tags have the id “call-ch1-1”"} <= found


# --- fonts -------------------------------------------------------------------------------------------------------


def test_each_face_is_embedded_once_for_the_whole_book() -> None:
    fonts: dict[str, set[tuple[int, int]]] = {}
    for page in opened().pages:
        forms = [form.Resources for form in page.Resources.get("/XObject", {}).values()]
        for resources in (page.Resources, *forms):
            for font in resources.get("/Font", {}).values():
                fonts.setdefault(str(font.BaseFont), set()).add(font.objgen)
    assert sorted(name.partition("+")[2] for name in fonts) == [
        "EBGaramond-Italic", "EBGaramond-Regular", "EBGaramond-SemiBold"]  # fmt: skip
    assert all(len(objects) == 1 for objects in fonts.values())


def test_a_word_broken_at_a_line_end_is_found_whole() -> None:
    text = "".join(page_text(n) for n in range(len(opened().pages)))
    text = text.replace("\ufffe", "")  # PDFium's mark of a soft hyphen, which readers leave out
    hyphens = [text for run in pagination().runs for use in run.fonts for _, _, text in use.glyphs if text == "\u2010"]
    assert hyphens, "no line of the book is broken at a hyphen"
    for word in ("incomprehensibly", "rehabilitated", "professorial", "extraordinary"):
        assert text.count(word) == 16


def test_a_glyph_that_means_two_things_is_told() -> None:
    run = pagination().runs[run_of("ch2")]
    use = run.fonts[0]
    glyph, width, text = use.glyphs[5]
    odd: FontUse = replace(use, glyphs=(*use.glyphs[:5], (glyph, width + 1, "@"), *use.glyphs[6:]))
    found = problems_of(with_run("ch2", fonts=(odd, *run.fonts[1:])))
    assert [(p.code, p.message.split(" has ")[0].split(" stands ")[0]) for p in found] == [
        ("F-008", f"glyph {glyph} of {use.family}")] * 2  # fmt: skip
    assert f"“{text}”" in found[1].message and "“@”" in found[1].message


def test_a_font_that_was_not_given_is_told() -> None:
    found = problems_of(**{"0" * 64: b""})
    assert {p.code for p in found} == {"F-008"} and len(found) == 3


# --- metadata ----------------------------------------------------------------------------------------------------


def test_metadata_are_the_editions_in_both_forms() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    assert reader.metadata is not None and reader.xmp_metadata is not None
    assert reader.metadata.title == "A Small Book: Made & Bound by Hand" == reader.xmp_metadata.dc_title["x-default"]
    assert reader.xmp_metadata.dc_creator == ["Ann Author", "Bob Binder"]
    assert reader.metadata.author == "Ann Author; Bob Binder"
    assert str(reader.metadata["/CreationDate"]) == "D:20261122000000Z"
    assert opened().Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1
    root = opened().Root
    assert (str(root.Lang), str(root.PageMode), str(root.PageLayout)) == ("en-GB", "/UseOutlines", "/TwoPageRight")


def test_a_date_that_is_none_is_told() -> None:
    book = replace(BOOK, edition=replace(BOOK.edition, date="soon"))
    assert [p.code for p in problems_of(book=book)] == ["F-009"]


# --- validators --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("assembled") / "book.pdf"
    path.write_bytes(pdf())
    return path


def said(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}exit {done.returncode}"


def beside_python(name: str) -> Path:
    path = Path(sys.executable).parent / name
    return path if path.exists() else pytest.skip(f"{name} is not installed")


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(file: Path) -> None:
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", file)


def test_outloud_finds_no_error(file: Path) -> None:
    assert " 0 error(s)" in said(beside_python("outloud"), "--fail-on", "error", "--quiet", file)


def test_pdfua_finds_no_error(file: Path) -> None:
    assert "PASS (no findings)" in said(beside_python("pdfua"), "check", file)


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_finds_pdf_a_and_pdf_ua(file: Path, flavour: str) -> None:
    """VERAPDF_JAR names veraPDF's jar: Maven's org.verapdf.apps:greenfield-apps:1.26.2, by goal dependency:copy."""
    jar = os.environ.get("VERAPDF_JAR", "")
    if not jar or not shutil.which("java"):
        pytest.skip("VERAPDF_JAR does not name veraPDF's jar")
    main = "org.verapdf.apps.GreenfieldCliWrapper"
    assert said("java", "-cp", jar, main, "-f", flavour, "--format", "text", "-v", file).startswith("PASS")
