"""Structure tags: what a screen reader would be told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest
from galleys import SENTENCE, galley, note, paragraph

from book.layout import draw_heads, lay_out
from book.pages import Folio, PageStart

Tag = tuple[str, Any]  # a structure type, and the element

ROWS = "".join(f'<tr><td data-key="r{n}">Row {n}</td><th data-key="s{n}">{n}</th></tr>' for n in range(40))
BODY = (
    paragraph("long", SENTENCE * 30 + note("c", 1, 'One.<span class="note-p">Two.</span>') + SENTENCE * 10)
    + '<nav role="doc-toc"><ol><li data-key="t"><a href="#other">Other</a></li></ol></nav>'
    + '<ul><li data-key="u">One</li></ul><ol><li data-key="o">Two<ul><li data-key="oo">Three</li></ul></li></ol>'
    + '<dl><dt data-key="dt">Term</dt><dd><p data-key="dd">Meaning</p></dd></dl>'
    + '<blockquote><p data-key="q">Said <span lang="fr">bonjour</span></p></blockquote>'
    + '<figure><svg xmlns="http://www.w3.org/2000/svg" alt="A square" width="10" height="10">'
      '<rect width="9" height="9"/></svg><figcaption data-key="f">Square.</figcaption></figure>'
    + '<table><thead><tr><th data-key="h1">A</th><th data-key="h2">B</th></tr></thead>'
    + f"<tbody>{ROWS}</tbody></table>")
CSS = "ol, ul { list-style-position: outside } nav ol { list-style-type: none }"


@cache
def opened() -> pikepdf.Pdf:
    run = lay_out(galley("c", BODY, css=CSS), "recto")
    assert run.faults == ()
    return pikepdf.open(io.BytesIO(run.pdf))


def below(element: Any) -> Iterator[Tag]:
    """All structure elements below this one, in reading order."""
    for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)[1:], kid
            yield from below(kid)


@cache
def tags() -> list[Tag]:
    return list(below(opened().Root.StructTreeRoot))


def named(*kinds: str) -> list[Any]:
    return [element for kind, element in tags() if kind in kinds]


def shape(element: Any) -> list[str]:
    return [kind for kind, _ in below(element)]


def test_a_paragraph_over_several_pages_is_one_element() -> None:
    pages = {kid.Pg.objgen for kid in named("P")[0].K if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid}
    assert len(pages) >= 1
    assert len(named("P")) == 4  # the long one, its note's second paragraph, the definition, the quotation


def test_a_note_follows_its_call_and_both_are_linked() -> None:
    kinds = [kind for kind, _ in tags()]
    at = kinds.index("Reference")
    assert kinds[at:at + 6] == ["Reference", "Link", "Note", "Lbl", "Link", "P"]
    assert str(named("Note")[0].ID) == "note-c-1"
    assert str(named("Reference")[0].ID) == "call-c-1"


def test_contents_are_a_toc_whose_lines_are_links() -> None:
    assert shape(named("TOC")[0]) == ["TOCI", "Reference", "Link"]


def test_lists_have_labels_and_bodies_and_may_be_nested() -> None:
    lists = named("L")
    assert shape(lists[0]) == ["LI", "Lbl", "LBody"]
    assert shape(lists[1]) == ["LI", "Lbl", "LBody", "L", "LI", "Lbl", "LBody"]
    assert [str(found.A.ListNumbering) for found in lists] == ["/Disc", "/Decimal", "/Disc", "/None"]
    assert shape(lists[3]) == ["LI", "Lbl", "LBody", "P"]


def test_headings_keep_their_level_and_words_their_language() -> None:
    assert len(named("H1")) == 1
    assert [str(element.Lang) for element in named("Span")] == ["fr"]
    assert str(opened().Root.Lang) == "en-GB"


def test_a_figure_has_its_alternative_text_and_its_box_on_the_page() -> None:
    figure = named("Figure")[0]
    assert str(figure.Alt) == "A square"
    left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    assert 0 < left < right < 288
    assert 0 < bottom < top < 432
    assert len(named("Caption")) == 1


def test_a_table_over_two_pages_is_one_table_with_one_head() -> None:
    assert len(named("Table")) == len(named("THead")) == len(named("TBody")) == 1
    assert len(named("TR")) == 41
    scopes = [str(cell.A.Scope) for cell in named("TH")]
    assert scopes == ["/Column", "/Column", *["/Row"] * 40]


def test_every_mark_on_a_page_leads_to_one_element() -> None:
    pdf = opened()
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        marks = [int(operands[1].MCID) for operands, operator in pikepdf.parse_content_stream(page)
                 if str(operator) == "BDC" and "/MCID" in operands[1]]
        array = parents[int(page.obj.StructParents)]
        assert marks
        assert len(marks) == len(set(marks)) == sum(isinstance(entry, pikepdf.Dictionary) for entry in array)
        for note_or_link in page.obj.get("/Annots", []):
            assert str(parents[int(note_or_link.StructParent)].S) == "/Link"
            assert int(note_or_link.F) & 4
            assert str(note_or_link.Contents)


def test_links_out_of_the_division_have_an_address_of_their_own() -> None:
    links = [link for page in opened().pages for link in page.obj.get("/Annots", [])]
    outside = [str(link.A.URI) for link in links if "/A" in link]
    inside = sorted(str(link.Dest) for link in links if "/Dest" in link)
    assert (outside, inside) == (["book:other"], ["call-c-1", "note-c-1"])


def artifacts(page: Any) -> list[str]:
    return [str(operands[1].get("/Subtype", "")) for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"]


def test_running_heads_are_artifacts_and_nothing_else_is_on_their_pages() -> None:
    chapter = galley("c", paragraph("p", SENTENCE * 30), strings=(("head", "The Head"),))
    heads = draw_heads(chapter, lay_out(chapter, "recto"), PageStart("c", Folio(7, "arabic"), "recto", 0))
    with pikepdf.open(io.BytesIO(heads.pdf)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        for page in pdf.pages:
            assert sorted(artifacts(page)) == ["/Footer", "/Header"]
            shown = [str(operator) for _, operator in pikepdf.parse_content_stream(page)]
            assert shown.count("BDC") == shown.count("EMC") == shown.count("Tj") + shown.count("TJ")


@pytest.mark.parametrize("css", ["p { background: #eee }", "p { border-left: 2pt solid; padding-left: 4pt }"])
def test_decoration_is_an_artifact_outside_of_tagged_content(css: str) -> None:
    run = lay_out(galley("c", paragraph("p"), css=css), "recto")
    depth = deepest = 0
    with pikepdf.open(io.BytesIO(run.pdf)) as pdf:
        for _, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            deepest = max(deepest, depth)
    assert (depth, deepest) == (0, 1)
