"""Records: what a printing held, kept in files that say when somebody has changed them."""

from __future__ import annotations

import difflib
import json
from dataclasses import replace

import handmade
import pytest
from compositor import printing
from galleys import SENTENCE, font, galley, note, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from book.collate import record
from book.layout import draw_heads, lay_out
from book.pages import Folio, PageRun, PageStart
from book.record import BlockRecord, EditionRecord, LineRecord
from book.record.codec import DamagedRecord, from_json, texts_of, texts_with, to_json

SETTINGS = settings(max_examples=60, deadline=None, database=None)
PRINTED = printing({
    "preface": ["A rock is not an island, though it looks like one from the sea at ebb."],
    "storm": ["Brae wound the weight at midnight.", "[1] Log 1910, 211.", "The bark was lost on page {5} of the log."],
})  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=9)
NAMES = st.from_regex(r"\A[a-z][a-z0-9-]{0,8}\Z")


@st.composite
def records(draw: st.DrawFn) -> EditionRecord:
    """Any record at all: its words need not fit its lines."""
    texts = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
    folios = st.integers(1, 300).map(str) | st.sampled_from(["i", "xiv", "cxx"])
    lines = st.lists(st.builds(LineRecord, folios, st.integers(1, 60), st.integers(0, 400)), min_size=1, max_size=4)
    blocks = st.builds(BlockRecord, NAMES, st.sampled_from(["", "4", "*"]), NAMES, texts, lines.map(tuple),
                       st.lists(st.integers(0, 9), max_size=3).map(tuple))
    return replace(
        PRINTED, name=draw(WORDS), blocks=tuple(draw(st.lists(blocks, max_size=5))),
        spines=draw(st.dictionaries(NAMES, st.floats(0, 4), max_size=3)), inputs=draw(st.dictionaries(WORDS, NAMES)),
        page_map=draw(st.dictionaries(NAMES, folios)), corrections=tuple(draw(st.lists(NAMES, max_size=3))),
    )  # fmt: skip


# --- files ----------------------------------------------------------------------------------------------------------


@SETTINGS
@given(records())
def test_a_record_is_read_as_it_was_written(one: EditionRecord) -> None:
    assert from_json(to_json(one), texts_of(texts_with("", one))) == one


def test_a_diff_of_two_records_shows_the_block_and_the_page_that_changed_and_nothing_else() -> None:
    after = replace(PRINTED, blocks=(*PRINTED.blocks[:-1], replace(PRINTED.blocks[-1], text="The bark was saved.")),
                    pages=(*PRINTED.pages[:-1], replace(PRINTED.pages[-1], body="other")))
    lines = list(difflib.unified_diff(to_json(PRINTED).splitlines(), to_json(after).splitlines(), n=0, lineterm=""))
    changed = [line for line in lines if line.startswith("+") and not line.startswith("+++")]
    assert len(changed) == 3  # the block, the page, the record's own digest
    assert any('"lines": "' in line for line in changed) and any('"body": "other"' in line for line in changed)


def test_a_later_printing_adds_only_the_texts_that_it_changed() -> None:
    kept = texts_with("", PRINTED)
    after = replace(PRINTED, blocks=(*PRINTED.blocks[:-1], replace(PRINTED.blocks[-1], text="The bark was saved.")))
    more = texts_with(kept, after)
    assert more.startswith(kept)
    assert [line.partition(" ")[2] for line in more[len(kept):].splitlines()] == ["The bark was saved."]
    assert from_json(to_json(PRINTED), texts_of(more)) == PRINTED


@pytest.mark.parametrize("old, new, why", [
    ('"folio": "2"', '"folio": "3"', "was changed since the release that wrote it"),
    ('"date": "2026-01-15"', '"date": "2027-01-15"', "was changed since the release that wrote it"),
    ('"corrections": []', '"corrections": ["C01"]', "was changed since the release that wrote it"),
    ("2.1:0", "2.1-0", "has “2.1-0” where a line's page, row and word should stand"),
    ('"pages": [', '"leaves": [', "is not a record of a printing (KeyError)"),
    ("{", "", "is not a record of a printing (JSONDecodeError)"),
])  # fmt: skip
def test_a_record_changed_by_hand_is_found_out(old: str, new: str, why: str) -> None:
    text = to_json(PRINTED)
    assert old in text
    with pytest.raises(DamagedRecord) as caught:
        from_json(text.replace(old, new, 1), texts_of(texts_with("", PRINTED)))
    assert str(caught.value) == why


def test_a_record_that_a_tool_has_laid_out_again_is_still_whole() -> None:
    assert from_json(json.dumps(json.loads(to_json(PRINTED)), indent=4), texts_of(texts_with("", PRINTED))) == PRINTED


def test_a_text_changed_by_hand_or_lost_is_found_out() -> None:
    kept = texts_with("", PRINTED)
    changed = r"^was changed since .*: the text “Brae wound the mass at .*” is not \w{12}$"
    with pytest.raises(DamagedRecord, match=changed):
        texts_of(kept.replace("wound the weight", "wound the mass"))
    lost = "".join(line for line in kept.splitlines(keepends=True) if "midnight" not in line)
    with pytest.raises(DamagedRecord, match=r"^names the text \w{12}, which is not kept$"):
        from_json(to_json(PRINTED), texts_of(lost))


# --- of pages -------------------------------------------------------------------------------------------------------


def test_a_record_has_every_page_and_word_of_the_book() -> None:
    pages = handmade.pagination()
    made = record(handmade.BOOK, pages)
    assert len(made.pages) == pages.extent.total
    assert [page.folio for page in made.pages][:3] == ["i", "ii", "1"]
    assert next(each.title for each in made.divisions if each.role == "chapter").startswith("Chapter 1: ")
    assert all(block.lines for block in made.blocks)
    assert {block.text for run in pages.runs for block in run.blocks} == {block.text for block in made.blocks}


def test_each_line_of_a_record_is_the_line_of_the_page() -> None:
    made = record(handmade.BOOK, handmade.pagination())
    words = {(line.folio, line.row): block.text.split()[line.word] for block in made.blocks if not block.note
             for line in block.lines if line.row == 1}
    starts = {page.folio for page in made.pages if page.body}
    firsts = {}
    for start, run in zip(handmade.pagination().starts, handmade.pagination().runs, strict=True):
        for number, page in enumerate(run.pages):
            firsts[str(Folio(start.folio.number + number, start.folio.numbering)), 1] = page
    assert {folio for folio, _ in firsts} == starts
    for place, page in firsts.items():
        if page.start is not None:
            assert page.first in words[place]


def laid_out(*blocks: str, css: str = "") -> PageRun:
    run = lay_out(galley("c", "".join(blocks), css=css), "recto")
    assert not run.faults
    return run


def test_blocks_that_share_a_line_each_have_it() -> None:
    run = laid_out('<p><span data-key="a">Of one</span>; <span data-key="b">of another</span>.</p>' + paragraph("c"))
    lines = [(line.key, line.row, line.offset) for line in run.pages[0].printed if line.key in ("a", "b")]
    assert lines == [("a", 2, 0), ("b", 2, 0)]  # the title is the first


def test_a_table_s_head_counts_as_a_line_wherever_it_is_printed() -> None:
    rows = "".join(f'<tr><td data-key="a{n}">Row</td><td data-key="b{n}">{n}</td></tr>' for n in range(25))
    run = laid_out(f'<table><thead><tr><th data-key="h">Head</th></tr></thead><tbody>{rows}</tbody></table>')
    assert len(run.pages) == 2
    first, second = ({line.key: line.row for line in page.printed} for page in run.pages)
    assert (first["h"], first["a0"], first["b0"]) == (2, 3, 3)  # the title is the first
    assert second[min(second, key=second.__getitem__)] == 2 and "h" not in second


def test_words_that_paging_made_are_told_apart() -> None:
    run = laid_out('<p data-key="a">The wreck (page <a href="#x" data-page="x">43</a>) was seen.</p>',
                   '<p data-key="b">lamp, <span data-locators="x">5, 6–7</span></p>',
                   '<p id="x" data-key="c">Wreck</p>')
    blocks = {block.key: block for block in run.blocks}
    assert [blocks["a"].text.split()[at] for at in blocks["a"].reckoned] == ["43)"]
    assert [blocks["b"].text.split()[at] for at in blocks["b"].reckoned] == ["5,", "6–7"]
    assert blocks["c"].reckoned == ()


def test_a_line_break_parts_two_words() -> None:
    run = laid_out('<p data-key="a">By hand<br/>and eye</p>')
    assert run.blocks[-1].text == "By hand and eye"


# --- ink ------------------------------------------------------------------------------------------------------------


def pages_of(first: str, css: str = "") -> PageRun:
    """Three pages, of which only the first has words that are asked for."""
    rest = [f'<div style="break-before: page">{paragraph(f"p{n}", SENTENCE * 5 + note("c", n))}'
            f'<p data-key="q{n}"><em>Italics</em> <span style="opacity: .5">in grey</span></p></div>' for n in (2, 3)]
    return laid_out(paragraph("p1", first), *rest, css=css)


def inks(run: PageRun) -> list[str]:
    return [page.ink for page in run.pages]


def test_only_the_page_that_changed_has_other_ink() -> None:
    before = inks(pages_of("Brae wound the weight."))
    after = inks(pages_of('Brae <em>wound</em> the <a href="https://example.org/">mass</a>, '
                          '<span style="opacity: .3">and ДА</span>.' + note("c", 1)))
    assert len(before) == len(set(before)) == 3
    assert before[0] != after[0] and before[1:] == after[1:]


def test_a_tag_or_where_a_link_leads_is_no_ink() -> None:
    link, span = 'Brae <a href="https://example.org/">wound</a> it.', "Brae <span>wound</span> it."
    code = span.replace("span", "q").replace("<q>", '<q style="quotes: none">')
    assert inks(pages_of(link)) == inks(pages_of(link.replace(".org", ".net")))
    assert inks(pages_of(span)) == inks(pages_of(code))


def test_a_font_of_another_file_is_other_ink() -> None:
    one = galley("c", paragraph("p1", "Brae"))
    italic = font("roman", "EBGaramond-Italic[wght].ttf")
    other = replace(one, fonts=(italic, one.fonts[1]))
    assert lay_out(one, "recto").pages[0].ink != lay_out(other, "recto").pages[0].ink


def test_heads_have_ink_of_their_own() -> None:
    run = pages_of("Brae wound the weight.")
    one = galley("c", "", strings=(("head", "A head"),))
    starts = (PageStart("c", Folio(number, "arabic"), "recto", 0) for number in (1, 3, 21))
    at = {start.folio.number: draw_heads(one, run, start).inks for start in starts}
    assert len(set(at[1])) == 3
    assert at[1][2] == at[3][0]
    assert not set(at[1]) & set(at[21])
