"""The yardstick of typography: what it finds on pages whose word spaces, hyphens and feet were chosen."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from tests.bench.lines import read_lines
from tests.bench.setting import Chapter, Paragraph, chapters, galley, latex, typst
from tests.bench.texture import Face, Texture, texture
from tests.bench.typography import ROWS, Result, tables, verdict
from tests.galleys import FONTS
from tests.galleys import galley as a_galley

ADVANCE = 0.6  # ems: of every sign of Courier
FACE = Face(10.0, 0.25, {"-": ADVANCE, ",": ADVANCE})
MEASURE, LEFT, TOP, PITCH = 200.0, 50.0, 400.0, 14.0
FULL = ("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff")  # 144 points of type


def line(*words: str, start: float = 0.0, ends: float = MEASURE) -> list[tuple[float, str]]:
    """Words with their left edges, set so that the last one ends there; their spaces are equal."""
    space = (ends - start - sum(6 * len(word) for word in words)) / max(1, len(words) - 1)
    placed, x = [], LEFT + start
    for word in words:
        placed.append((x, word))
        x += 6 * len(word) + space
    return placed


def last(*words: str) -> list[tuple[float, str]]:
    """The last line of a paragraph: its spaces are of 2.5 points."""
    return line(*words, ends=sum(6 * len(word) for word in words) + 2.5 * (len(words) - 1))


def pdf(*pages: list[list[tuple[float, str]]], size: float = 10.0, lower: float = 0.0, noted: bool = False) -> bytes:
    """A book in Courier: pages of lines, from the top down, each `PITCH` below the one before; with `noted` the last
    line of each page is a note at the foot."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
    for lines in pages:
        page = document.add_blank_page(page_size=(300, 450))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        rows = [(size, row, words) for row, words in enumerate(lines)]
        if noted:
            rows[-1] = (0.7 * size, 20, lines[-1])
        drawn = [f"BT /F {height} Tf {x:.3f} {TOP - lower - PITCH * row:.3f} Td ({word}) Tj ET"
                 for height, row, words in rows for x, word in words]
        page.Contents = document.make_stream("\n".join(drawn).encode())
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def found(*pages: list[list[tuple[float, str]]]) -> Texture:
    """What is found in a book of one chapter."""
    return texture([pdf(*pages)], FACE)


def test_word_spaces_are_read_as_they_were_set() -> None:
    (page,) = read_lines(pdf([line(*FULL)]))
    assert page[0].gaps == pytest.approx([(MEASURE - 144) / 5] * 5, abs=0.001)
    assert (page[0].left, page[0].right) == pytest.approx((LEFT, LEFT + MEASURE), abs=0.001)


def test_lines_wider_than_a_space_should_be_are_counted() -> None:
    tight = line(*["aaaaa"] * 6)  # 180 points of type, spaces of 4: 1.6 of the natural 2.5
    loose = line(*["aaaaa"] * 5, "aa")  # 162, spaces of 7.6
    good = line(*["aaaaa"] * 6, "a")  # 186, spaces of 2.33
    text = found([line("aaaa", *["aaaaa"] * 5, start=14), good, tight, loose, good, good, last("The", "end")])
    assert len(text.spaces) == 6
    assert text.spaces[1:5] == pytest.approx([0.2333, 0.4, 0.76, 0.2333], abs=0.001)
    assert text.over(1.5) == pytest.approx(2 / 6)
    assert text.over(2) == pytest.approx(1 / 6)


def test_even_spaces_have_no_deviation() -> None:
    even = found([line(*FULL), line(*FULL), line(*FULL), last("End", "it")])
    assert even.deviation == pytest.approx(0, abs=1e-4)
    uneven = found([line(*["aaaaa"] * 6), line(*["aaaaa"] * 5), line(*["aaaaa"] * 6), last("End", "it")])
    assert uneven.deviation > 0.2


def test_rows_of_a_table_are_no_lines_of_text() -> None:
    rows = [line("aaaa", "bbbb"), line("aaaa", "cccc")]
    text = found([line(*FULL), line(*FULL), line(*FULL), *rows, line(*FULL), last("End", "it")])
    assert text.spaces == pytest.approx([1.12] * 3, abs=0.001), "the line before the table closes a paragraph"


def test_three_hyphens_in_a_row_are_a_ladder_and_two_are_none() -> None:
    broken, whole = line(*FULL[:-1], "fff-"), line(*FULL)
    two = found([whole, broken, broken, whole, last("End", "it")])
    assert (two.ladders, two.hyphens, two.hyphened) == (0, 2, 0.5)
    assert found([whole, broken, broken, broken, whole, last("End", "it")]).ladders == 1


def test_a_last_line_may_be_one_word_or_too_short() -> None:
    long_word, short, two = last("aaaaaaaaaa"), last("so"), last("so", "be", "it")
    text = found([line(*FULL), long_word, line(*FULL), short, line(*FULL), two])
    assert (text.paragraphs, text.single_words, text.runts) == (3, 2, 1)


def test_what_passes_the_measure_is_overfull_but_a_sign_that_hangs_is_not() -> None:
    full = [line(*FULL) for _ in range(5)]
    hanging = line(*FULL[:-1], "fff,", ends=MEASURE + 3)
    assert found([*full, hanging, *full, last("End", "it")]).overfull == 0
    assert found([*full, line(*FULL, ends=MEASURE + 3), *full, last("End", "it")]).overfull == 1


def test_lone_lines_at_the_foot_and_at_the_top_of_a_page() -> None:
    full, opening = line(*FULL), line(*FULL, start=14)
    text = found([full, full, full, last("End", "it"), opening], [full, full, last("End", "it")])
    assert (text.orphans, text.widows) == (1, 0)
    text = found([full, full, full, full], [last("End", "it"), opening, full, last("End", "it")])
    assert (text.orphans, text.widows) == (0, 1)


def test_a_hyphen_at_the_foot_of_a_recto_is_counted_and_on_a_verso_it_is_not() -> None:
    broken, whole = line(*FULL[:-1], "fff-"), [line(*FULL)] * 4
    assert found([*whole, broken], [*whole, last("End", "it")]).turns == 1
    assert found(whole, [*whole, broken], [*whole, last("End", "it")]).turns == 0


def test_feet_of_facing_pages_differ_by_a_line() -> None:
    whole = [line(*FULL)] * 6
    even, short = found(whole, whole, whole, whole), found(whole, whole, whole[:-1], whole)
    assert (even.facing, even.uneven, even.apart) == (1, 0, 0)
    assert (short.facing, short.uneven, short.apart) == (1, 1, 1)


def test_pages_with_notes_end_level_whatever_white_is_above_the_notes() -> None:
    whole = [line(*FULL)] * 6
    short = texture([pdf(whole, whole, whole[:-1], whole, noted=True)], FACE)
    assert (short.facing, short.uneven, short.apart) == (1, 0, 1)


def test_a_chapter_that_ends_on_a_few_lines_alone() -> None:
    whole = [line(*FULL)] * 6
    assert found(whole, whole[:4]).short_ends == 1
    assert found(whole, whole[:5]).short_ends == 0
    assert found(whole[:4]).short_ends == 0, "a chapter of one page"


def chapter() -> Chapter:
    """A chapter with what the sources must not take for their own signs, and a note."""
    body = ("<p>Costs &amp; “profits” of 5 %,\n in <em>Pravda,  no. <em>7</em></em> #1."
            '<span class="note">A note.</span></p><h2>A head</h2><p>The\u00a0end_.</p>')
    made = a_galley("one", body)
    html = made.html.replace('<body id="one">', '<body class="chapter" id="one">')
    (only,) = chapters((a_galley("preface", body), replace(made, html=html)))
    return only


def test_chapters_are_their_paragraphs_without_notes_and_heads() -> None:
    assert [paragraph.pieces for paragraph in chapter().paragraphs] == [
        ("Costs & “profits” of 5 %, in ", "Pravda, no. ", "7", "", " #1."), ("The\u00a0end_.",)]


def test_each_engine_is_given_the_same_words() -> None:
    one = chapter()
    assert "<p data-key=\"paragraph-1\">Costs &amp; “profits” of 5 %, in <em>Pravda, no. </em>7" in galley(one).html
    assert '#"Costs & “profits” of 5 %, in ";#emph("Pravda, no. ");#"7";#" #1.";' in typst(one, care=False)
    assert r"Costs \& “profits” of 5 \%, in \emph{Pravda, no. }7\emph{} \#1." in latex(one, "")
    assert r"The~end\_." in latex(one, "")


def test_signs_of_a_string_are_quoted_for_typst() -> None:
    one = Chapter(a_galley("one", ""), (Paragraph("key", ('A "quoted" \\ word',)),), FONTS)
    assert '#"A \\"quoted\\" \\\\ word";' in typst(one, care=False)


def test_the_table_names_every_row_and_says_what_is_missing() -> None:
    text = found([line(*FULL), line(*FULL), last("End", "it")])
    table = tables([Result("chapters", "ours", 3.0, "", 0, text), Result("chapters", "greedy", 2.0, "", 0, text),
                    Result("chapters", "xelatex", 0, "xelatex is not installed", 0, None)], ["Typst 0.14", "TeX"])
    assert all(f"| {row.name} " in table for row in ROWS)
    assert "| times the greedy one's" in table
    assert " 1.50 |" in table
    assert "xelatex: xelatex is not installed" in table
    assert table.endswith("Engines: Typst 0.14, TeX.")


def test_the_verdict_names_what_is_worse_and_claims_nothing_that_was_not_measured() -> None:
    good = found([line(*FULL), line(*FULL), last("End", "it")])
    bad = found([line(*FULL), line(*FULL), last("it")])
    ours, typst_s = Result("chapters", "ours", 1.0, "", 0, bad), Result("chapters", "typst", 1.0, "", 0, good)
    assert "- chapters, last lines of one word: ours 1, typst 0" in verdict([ours, typst_s]).splitlines()
    assert verdict([replace(ours, texture=good), typst_s]) == "None of typst is better than ours in any row."
    assert verdict([ours]) == verdict([typst_s]) == "Ours was not compared."
    slow, greedy = replace(ours, texture=good, seconds=1.5), replace(typst_s, setting="greedy")
    assert verdict([slow, greedy]) == "- chapters: ours takes 1.50 times the greedy one's seconds, not 1.25"
    assert verdict([replace(typst_s, letters=3)]) == (
        "- chapters, typst: 3 letters missing, or printed once too often")
