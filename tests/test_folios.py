"""Folios in a galley: what a reader of the contents or the index would notice."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.folios import fill, second_number, stretches
from book.galley import printed_anchors
from book.pages import Folio, PageMap, roman


def arabic(**pages: int) -> PageMap:
    return {anchor: Folio(number, "arabic") for anchor, number in pages.items()}


def locators(places: str, page_map: PageMap) -> str:
    """The text that an index prints for these places."""
    filled = fill(f'<p><span class="locators" data-locators="{places}"></span></p>', page_map)
    return "".join(ElementTree.fromstring(filled).itertext())


def test_a_folio_is_printed_in_its_place_and_stays_a_link() -> None:
    html = '<p>page <a class="folio" href="#hall" data-page="hall"></a>, <b>not</b> here</p>'
    assert fill(html, arabic(hall=43)) == (
        '<p>page <a class="folio" href="#hall" data-page="hall">43</a>, <b>not</b> here</p>')


def test_front_matter_prints_roman() -> None:
    assert ">xiv<" in fill('<a data-page="a"></a>', {"a": Folio(14, "roman")})


def test_an_unknown_folio_is_three_figures_wide() -> None:
    assert ">000<" in fill('<a data-page="a"></a>', {})
    assert locators("a b:c", arabic(b=3)) == "000, 000"


def test_self_closed_places_are_filled_too() -> None:
    assert fill('<a href="#a" data-page="a"/>', arabic(a=7)) == '<a href="#a" data-page="a">7</a>'


def test_a_galley_reads_each_anchor_once_in_order() -> None:
    html = ('<a data-page="b"></a><span data-locators="c  d:e b"></span><a data-page="a&amp;b"></a>'
            '<a href="#z">z</a><p data-key="k">data-page="q"</p>')
    assert printed_anchors(html) == ("b", "c", "d", "e", "a&b")


@pytest.mark.parametrize(("places", "pages", "printed"), [
    ("a", {"a": 9}, "9"),
    ("a b", {"a": 9, "b": 9}, "9"),
    ("b a", {"a": 9, "b": 12}, "9, 12"),
    ("a b c", {"a": 43, "b": 44, "c": 45}, "43–45"),
    ("a b c", {"a": 43, "b": 44, "c": 46}, "43–44, 46"),
    ("a:b", {"a": 143, "b": 145}, "143–45"),
    ("a:b c", {"a": 10, "b": 20, "c": 15}, "10–20"),
    ("a:b c", {"a": 10, "b": 20, "c": 21}, "10–21"),
    ("a:b", {"a": 10, "b": 10}, "10"),
])
def test_locators_rise_once_each_and_run_together(places: str, pages: dict[str, int], printed: str) -> None:
    assert locators(places, arabic(**pages)) == printed


def test_roman_folios_stand_first_and_never_join_arabic_ones() -> None:
    page_map = {"a": Folio(1, "arabic"), "b": Folio(2, "arabic"), "x": Folio(1, "roman"), "y": Folio(2, "roman")}
    assert locators("a b x y", page_map) == "i–ii, 1–2"


def test_every_printed_number_leads_to_the_anchor_it_came_from() -> None:
    filled = fill('<span data-locators="c a b:d"></span>', arabic(a=101, b=107, c=102, d=108))
    links = [(link.get("href"), link.text) for link in ElementTree.fromstring(filled).iter("a")]
    assert links == [("#a", "101"), ("#c", "2"), ("#b", "107"), ("#d", "8")]


# Chicago Manual of Style, 17th edition, 9.61: its own examples.
@pytest.mark.parametrize(("first", "last", "printed"), [
    (3, 10, "10"), (71, 72, "72"), (96, 117, "117"), (100, 104, "104"), (1100, 1113, "1113"), (101, 108, "8"),
    (808, 833, "33"), (1103, 1104, "4"), (321, 328, "28"), (498, 532, "532"), (1087, 1089, "89"), (1496, 1500, "500"),
])
def test_second_numbers_are_shortened_as_chicago_has_it(first: int, last: int, printed: str) -> None:
    assert second_number(Folio(first, "arabic"), Folio(last, "arabic")) == printed


def test_roman_ranges_are_never_shortened() -> None:
    assert second_number(Folio(107, "roman"), Folio(108, "roman")) == "cviii"


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 5)), min_size=1, max_size=30))
def test_an_index_entry_names_exactly_its_pages(ranges: list[tuple[int, int]]) -> None:
    page_map: dict[str, Folio] = {}
    for number, (first, more) in enumerate(ranges):
        page_map[f"f{number}"], page_map[f"l{number}"] = Folio(first, "arabic"), Folio(first + more, "arabic")
    printed = stretches([f"f{number}:l{number}" for number in range(len(ranges))], page_map)
    pages = [page for stretch in printed for page in range(stretch.first.number, stretch.last.number + 1)]
    assert pages == sorted({page for first, more in ranges for page in range(first, first + more + 1)})
    assert all(page_map[s.anchor] == s.first and page_map[s.until] == s.last for s in printed)
    assert all(b.first.number > a.last.number + 1 for a, b in itertools.pairwise(printed))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))), st.integers(1, 3999))
def test_filling_changes_nothing_but_the_places(text: str, number: int) -> None:
    inert = re.sub("[<>&]", "", text)
    html = f'<p>{inert}<a data-page="a"></a>{inert}</p>'
    assert fill(html, arabic(a=number)) == f'<p>{inert}<a data-page="a">{number}</a>{inert}</p>'


VALUES = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(number: int) -> None:
    values = [VALUES[letter] for letter in roman(number)]
    signed = [-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)]
    assert sum(signed) == number
