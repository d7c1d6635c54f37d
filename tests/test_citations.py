"""Citations as the reader sees them, printed by the real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from manuscripts import Shelf

from book.citations import Cite, Cluster, PrintedCitations, named_style, render, style_problems
from book.citations.style import FOLDER, edited_style
from book.matter import CrossLink, Emphasis, Inline, Link, PageReference, Reference, Styled, Text
from book.problems import Problem, Span

HERE = Path(__file__).with_name("citations")
WORKS = json.loads((HERE / "works.json").read_text(encoding="utf-8"))
SIXTY = json.loads((HERE / "sixty.json").read_text(encoding="utf-8"))
STYLE = "chicago-notes-bibliography"


def references(*works: dict[str, Any]) -> tuple[Reference, ...]:
    return tuple(
        Reference(work["id"], work, "", Span("bibliography.yaml", line)) for line, work in enumerate(works, 1)
    )


def said(inlines: tuple[Inline, ...]) -> str:
    """Plain words, with *emphasis*."""
    words = ""
    for inline in inlines:
        match inline:
            case Text(text):
                words += text
            case Emphasis("em", children):
                words += f"*{said(children)}*"
            case Emphasis(_, children) | Styled(children) | Link(_, children) | CrossLink(_, children):
                words += said(children)
            case _:
                words += "<?>"
    return words


def notes(*clusters: Cluster, works: list[dict[str, Any]] = WORKS, **settings: Any) -> tuple[str, ...]:
    printed, problems = run(*clusters, works=works, **settings)
    assert not problems
    return tuple(said(cluster) for cluster in printed.clusters)


def run(
    *clusters: Cluster, works: list[dict[str, Any]] = WORKS, style: str = STYLE, language: str = "en-GB",
    reset: Any = "chapter", shelf: Shelf | None = None, listed: tuple[str, ...] = (),
) -> tuple[PrintedCitations, tuple[Problem, ...]]:  # fmt: skip
    cache = Shelf() if shelf is None else shelf
    text = named_style(style) or style
    return render(clusters, references(*works), text, language, reset, cache, listed)


def cluster(key: str, note: int = 1, division: str = "one", opens: bool = True, **work: Any) -> Cluster:
    return Cluster((Cite(key, span=Span("one.md", 4, 7), **work),), division, note, opens)


# citations/sixty.json was written by hand before any engine had run, from the rules of the Chicago Manual; a dozen
# strings follow the official style where the manual leaves a choice.
@pytest.mark.parametrize(("style", "form"), [(STYLE, "prints"), (f"{STYLE}-subsequent-ibid", "ibid")])
def test_sixty_clusters_print_as_chicago_has_them(style: str, form: str) -> None:
    wrong = [(got, row) for got, row in sixty(style) if got != row.get(form, row["prints"])]
    assert wrong == []


def sixty(style: str) -> list[tuple[str, dict[str, Any]]]:
    clusters = tuple(Cluster(tuple(sixtieth(work) for work in row["works"]), "one", row["note"]) for row in SIXTY)
    printed, problems = run(*clusters, style=style, language="en-US")
    assert [problem.code for problem in problems] == ["C-005"]  # the speech, which the style does not list
    return [(said(inlines), row) for inlines, row in zip(printed.clusters, SIXTY, strict=True)]


def sixtieth(work: dict[str, Any]) -> Cite:
    prefix, suffix = ((Text(work[name]),) if name in work else () for name in ("prefix", "suffix"))
    label, locator = work.get("label", ""), work.get("locator", "")
    return Cite(work["id"], prefix, label, locator, suffix, work.get("suppress-author", False))


ROE = {"id": "roe", "type": "book", "title": "The Trials", "title-short": "Trials", "issued": 1956,
       "author": [{"family": "Roe", "given": "Jane"}]}  # fmt: skip
DOE = {"id": "doe", "type": "chapter", "title": "The Case of “Rights”", "author": [{"family": "Doe", "given": "John"}],
       "container-title": "Papers", "issued": "1938-03", "URL": "https://example.org/a"}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [
        ("en-GB", "John Doe, “The Case of ‘Rights’”, in *Papers* (1938), https://example.org/a.",
         "Doe, “The Case of ‘Rights’”."),
        ("en-US", "John Doe, “The Case of ‘Rights,’” in *Papers* (1938), https://example.org/a.",
         "Doe, “The Case of ‘Rights.’”"),
    ],
)  # fmt: skip
def test_quotes_are_double_and_commas_stand_as_the_language_has_it(language: str, first: str, again: str) -> None:
    assert notes(cluster("doe"), cluster("doe", 3), works=[DOE], language=language) == (first, again)


@pytest.mark.parametrize(
    ("label", "locator", "printed"),
    [
        ("page", "33-35", "33–35"), ("page", "101--108", "101–8"), ("page", "xvii", "xvii"), ("page", "1:34", "1:34"),
        ("chapter", "2", "chap. 2"), ("note", "4", "n. 4"), ("volume", "1, chap. 2", "vol. 1, chap. 2"),
        ("page", "the last leaf", "the last leaf"), ("", "12, 15–18, and 401", "12, 15–18, and 401"),
    ],
)  # fmt: skip
def test_locators(label: str, locator: str, printed: str) -> None:
    work = cluster("roe", label=label, locator=locator)
    assert notes(work, works=[ROE]) == (f"Jane Roe, *The Trials* (1956), {printed}.",)


def test_a_page_of_a_numbered_volume_names_the_volume_once() -> None:
    work = {**ROE, "volume": 1}
    first = cluster("roe", label="page", locator="1:34")
    assert notes(first, cluster("roe", 3, label="page", locator="1:35"), works=[work])[1] == "Roe, *Trials*, 1:35."


def test_a_suffix_with_a_number_is_no_locator() -> None:
    work = cluster("doe", suffix=(Text(", 1936 edition"),))
    assert notes(work, works=[DOE])[0].endswith("https://example.org/a, 1936 edition.")


def test_prefix_and_suffix_come_back_as_they_went() -> None:
    prefix = (Text("see "), Emphasis("em", (Text("also"),)), Text(" "))
    suffix = (Text(", "), PageReference("verdict"))
    (inlines,) = run(cluster("roe", prefix=prefix, suffix=suffix), works=[ROE])[0].clusters
    assert said(inlines) == "See *also* Jane Roe, *The Trials* (1956), <?>."
    assert PageReference("verdict") in inlines


def test_the_work_links_to_its_entry_and_links_do_not_nest() -> None:
    (inlines,) = run(cluster("doe"), works=[DOE])[0].clusters
    assert inlines == (
        CrossLink("ref-doe", (Text("John Doe, “The Case of ‘Rights’”, in "), Emphasis("em", (Text("Papers"),)),
                              Text(" (1938), "))),
        Link("https://example.org/a", (Text("https://example.org/a"),)),
        Text("."),
    )  # fmt: skip


def test_italics_inside_italics_are_roman() -> None:
    work = {**ROE, "title": "How <i>Pravda</i> Saw It"}
    (inlines,) = run(cluster("roe"), works=[work])[0].clusters
    link = inlines[0]
    assert isinstance(link, CrossLink)
    roman = (Emphasis("em", (Text("How "),)), Text("Pravda"), Emphasis("em", (Text(" Saw It"),)))
    assert link.children[1:4] == roman


def test_inside_a_sentence_there_is_no_capital() -> None:
    inside = cluster("roe", opens=False, prefix=(Text("see "),))
    assert notes(inside, works=[ROE]) == ("see Jane Roe, *The Trials* (1956).",)


@pytest.mark.parametrize(("reset", "last"), [("chapter", "Jane Roe, *The Trials* (1956)."), ("book", "Roe, *Trials*.")])
def test_how_far_a_full_citation_reaches(reset: str, last: str) -> None:
    one, two = cluster("roe"), cluster("roe", 3, "two")
    assert notes(one, two, works=[ROE], reset=reset)[1] == last


def test_ibid_never_reaches_back_over_a_note_without_citation() -> None:
    style = f"{STYLE}-subsequent-ibid"
    first, second, fourth = cluster("roe", 1), cluster("roe", 2), cluster("roe", 4)
    assert notes(first, second, fourth, works=[ROE], style=style)[1:] == ("Ibid.", "Roe, *Trials*.")


def test_the_bibliography_lists_cited_and_listed_works_only() -> None:
    printed, _ = run(cluster("roe"), works=[ROE, DOE, {**ROE, "id": "other"}], listed=("doe",))
    assert [(key, said(words)) for key, words in printed.works] == [
        ("doe", "Doe, John. “The Case of ‘Rights’”. In *Papers*. 1938. https://example.org/a."),
        ("roe", "Roe, Jane. *The Trials*. 1956."),
    ]


def test_titles_are_filed_without_their_article_or_bracket() -> None:
    doe, web = {"type": "book", "author": [{"family": "Doe"}], "publisher": "P"}, {"type": "webpage", "URL": "http://a.b"}
    works = [
        {**doe, "id": "report", "title": "Report"}, {**doe, "id": "case", "title": "The Case"},
        {**doe, "id": "theory", "title": "Theory"},
        {**web, "id": "murders", "title": "The murders of two"}, {**web, "id": "union", "title": "[Case of the Union]"},
        {**web, "id": "trotsky", "title": "Case of the Trotskyites"}, {**web, "id": "anthem", "title": "Anthem"},
        {**web, "id": "site", "title": "[A page]", "container-title": "Site"},
    ]
    printed, _ = run(works=works, listed=tuple(str(work["id"]) for work in works))
    filed = ["anthem", "trotsky", "union", "case", "report", "theory", "murders", "site"]
    assert [key for key, _ in printed.works] == filed


def test_a_name_turned_round_has_a_comma_before_et_al() -> None:
    work = {**ROE, "author": [{"family": "Roe", "given": "Jane"}, {"literal": "others"}]}
    printed, _ = run(cluster("roe"), works=[work])
    assert said(printed.works[0][1]).startswith("Roe, Jane, et al. ")
    assert said(printed.clusters[0]).startswith("Jane Roe et al., ")


def test_our_own_section_is_not_printed() -> None:
    reference = Reference("doe", {**DOE, "section": "primary"}, "primary", Span("b.yaml"))
    printed, _ = render([cluster("doe")], [reference], named_style(STYLE), "en-GB", "chapter", Shelf())
    assert "primary" not in said(printed.works[0][1])


def test_an_unknown_key_has_a_place_and_a_suggestion() -> None:
    printed, (problem,) = run(cluster("ro"), works=[ROE])
    assert str(problem.span) == "one.md:4:7"
    assert (problem.code, problem.message) == ("C-001", "unknown citation key “ro”")
    assert problem.hint == "did you mean “roe”?"
    assert (said(printed.clusters[0]), printed.works) == ("*[ro?]* (n.d.).", ())


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        (1936, "1936"), ("1936-08-25", "1936"), ("1936~", "[1936?]"), ("1936/1937", "1936–1937"),
        ({"literal": "no date"}, "no date"),
    ],
)  # fmt: skip
def test_dates(issued: Any, printed: str) -> None:
    assert notes(cluster("roe"), works=[{**ROE, "issued": issued}]) == (f"Jane Roe, *The Trials* ({printed}).",)


@pytest.mark.parametrize(
    ("issued", "note", "entry"),
    [
        ({}, "(n.d.; originally published as *Les Procès* [1948])",
         "n.d. Originally published as *Les Procès* (1948)."),
        ({"issued": 1956}, "(1956; originally published as *Les Procès* [1948])",
         "1956. Originally published as *Les Procès* (1948)."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", [STYLE, f"{STYLE}-subsequent-ibid"])
def test_brackets_inside_brackets_are_square(style: str, issued: dict[str, int], note: str, entry: str) -> None:
    undated = {name: value for name, value in ROE.items() if name != "issued"}
    work = {**undated, "original-title": "Les Procès", "original-date": 1948, **issued}
    printed, _ = run(cluster("roe"), works=[work], style=style)
    assert said(printed.clusters[0]) == f"Jane Roe, *The Trials* {note}."
    assert said(printed.works[0][1]) == f"Roe, Jane. *The Trials*. {entry}"


def tongues(inlines: tuple[Inline, ...]) -> list[tuple[str, str]]:
    """Words that carry a language, with it."""
    found: list[tuple[str, str]] = []
    for inline in inlines:
        if isinstance(inline, Styled):
            found.append((said(inline.children), inline.lang))
        elif isinstance(inline, Emphasis | CrossLink):
            found += tongues(inline.children)
    return found


@pytest.mark.parametrize(
    ("title", "language", "marked"),
    [
        ("Humanisme et terreur: l'essai <i>[Humanism]</i>", "fr", [("Humanisme et terreur: l’essai", "fr")]),
        ("Na pike terrora [At the height]", "ru", [("Na pike terrora", "ru-Latn")]),
        ("Процесс «Промпартии»", "ru", [("Процесс «Промпартии»", "ru")]),
        ("Процесс [The trial]", "", [("Процесс", "und-Cyrl")]),
        ("[On Dr Levin]", "ru", []),
        ("Trials", "en-US", []),
    ],
)
def test_a_title_in_another_language_says_so(title: str, language: str, marked: list[tuple[str, str]]) -> None:
    work = {**ROE, "title": title, "language": language}
    del work["title-short"]
    printed, _ = run(cluster("roe"), works=[work])
    assert tongues(printed.clusters[0]) == tongues(printed.works[0][1]) == marked


@pytest.mark.parametrize(("short", "marked"), [("Na pike", [("Na pike", "ru-Latn")]), ("At the Height", [])])
def test_a_short_title_is_foreign_only_if_the_long_one_has_it(short: str, marked: list[tuple[str, str]]) -> None:
    work = {**ROE, "title": "Na pike terrora [At the height]", "title-short": short, "language": "ru"}
    printed, _ = run(cluster("roe"), cluster("roe", 3), works=[work])
    assert tongues(printed.clusters[1]) == marked


def test_a_work_that_the_style_does_not_print() -> None:
    speech = {**ROE, "type": "speech"}
    _, (problem,) = run(cluster("roe"), works=[speech])
    assert (problem.code, str(problem.span)) == ("C-005", "bibliography.yaml:1:1")
    assert "publisher" in problem.hint


SHIPPED = sorted(path.stem for path in FOLDER.glob("*.csl"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_edit_finds_its_place_in_a_style_that_comes_with_the_tool(name: str) -> None:
    wanted = {"et-al", "filed-heading", "filed-title", "quotes", *([] if "shortened" in name else ["brackets"])}
    assert edited_style(named_style(name), "en-GB").hooks == wanted
    assert edited_style(named_style(name), "en-US").hooks == wanted - {"quotes"}


@pytest.mark.parametrize("language", ["en-GB", "en-US", "de"])
@pytest.mark.parametrize("name", [*SHIPPED, "plain-notes"])
def test_an_edited_style_is_still_a_style(name: str, language: str) -> None:
    text = named_style(name) or PLAIN
    assert style_problems(edited_style(text, language).xml, "edited.csl", bibliography=True) == ()


PLAIN = (HERE / "plain-notes.csl").read_text("utf-8")  # a note style that has nothing in common with Chicago's


def test_a_style_of_another_house_prints_what_it_says() -> None:
    works = [{**ROE, "title": "The <i>Pravda</i> Trials", "annote": "Read this."}, DOE]
    again = cluster("roe", 3, opens=False, prefix=(Text("see "),))
    printed, problems = run(
        cluster("roe", label="page", locator="3-5"), again, cluster("doe", 5), works=works, style=PLAIN
    )
    assert not problems
    assert [said(each) for each in printed.clusters] == [
        "Roe, J., *The *Pravda* Trials*, 1956, 3–5.",
        "see Roe, J., op. cit.",
        "Doe, J., *The Case of “Rights”*, 1938.",
    ]
    # Filed as the style files them, and a variable that it prints is the author's, not one that we fill.
    assert [(key, said(words)) for key, words in printed.works] == [
        ("doe", "Doe, J., *The Case of “Rights”*."),
        ("roe", "Roe, J., *The *Pravda* Trials* Read this."),
    ]


def test_quotation_marks_that_a_style_sets_for_the_language_stay() -> None:
    terms = '<term name="open-quote">«</term><term name="close-quote">»</term>'
    text = PLAIN.replace("</info>", f'</info><locale xml:lang="en-GB"><terms>{terms}</terms></locale>')
    assert notes(cluster("doe"), works=[DOE], style=text) == ("Doe, J., *The Case of «Rights»*, 1938.",)


def test_parts_that_a_style_sets_in_columns_do_not_run_together() -> None:
    columns = '<layout suffix="."><text variable="citation-number" suffix="." display="left-margin"/>'
    text = PLAIN.replace('<layout suffix=".">\n      <group delimiter=", "><text macro="author"/><text macro="title"/>',
                         columns + '<group delimiter=", " display="right-inline"><text macro="title"/>')
    assert text != PLAIN
    printed, _ = run(cluster("roe"), works=[ROE], style=text)
    assert (said(printed.labels["roe"]), said(printed.works[0][1])) == ("1.", "*The Trials*.")


NOTE = 'class="note"'
DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
  <info><title>A</title><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info>
</style>"""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (PLAIN.replace("</citation>", "</cite>"), 30, "the citation style is not XML: Opening and ending tag mismatch"),
        ("", 1, "the citation style is not XML: "),
        ("plain words", 1, "the citation style is not XML: "),
        ("<html/>", 1, "this file is not a CSL style: its root is <html>"),
        (PLAIN.replace('xmlns="http://purl.org/net/xbiblio/csl"', ""), 2, "this file is not a CSL style: its root is "),
        (DEPENDENT, 1, "this style is dependent: it only names another one"),
        (PLAIN.replace(NOTE, ""), 2, "this style is of the class “”"),
        (PLAIN.replace("?>", '?>\n<!DOCTYPE style [<!ENTITY a "b">]>'), 2, "the citation style declares a document"),
        (PLAIN.replace("?>", '?>\n<!DOCTYPE style SYSTEM "/etc/passwd">'), 2, "the citation style declares a document"),
        (PLAIN.replace("bibliography", "list"), 2, "this style has no <bibliography> with a <layout>, and the book"),
        (PLAIN.replace('name="author"', 'name="writer"'), 18, "this style uses the macro “author”, which it does not"),
        (PLAIN.replace('<text variable="title" t', '<text macro="title" t'), 11, "the macro “title” uses itself"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_as_a_style_says_why(text: str, line: int, message: str) -> None:
    first = style_problems(text, "styles/own.csl", bibliography=True)[0]
    assert first.code == "C-008" and first.hint
    assert first.message.startswith(message)
    assert first.span and (first.span.path, first.span.line) == ("styles/own.csl", line)


def test_a_style_without_bibliography_is_for_a_book_without_one() -> None:
    text = PLAIN.partition("  <bibliography>")[0] + "</style>"
    assert style_problems(text, "own.csl", bibliography=False) == ()
    assert len(style_problems(text, "own.csl", bibliography=True)) == 1
    assert notes(cluster("roe"), works=[ROE], style=text) == ("Roe, J., *The Trials*, 1956.",)


def test_an_encoding_that_a_style_names_is_not_believed() -> None:
    text = PLAIN.replace('encoding="utf-8"', 'encoding="iso-8859-1"').replace("op. cit.", "œuvre citée")
    assert notes(cluster("roe"), cluster("roe", 3), works=[ROE], style=text)[1] == "Roe, J., œuvre citée."


def test_a_fault_of_the_engine_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.citations.engine.PROGRAM", HERE / "no-such-program")
    _, (problem,) = run(cluster("roe"), works=[ROE])
    assert problem.code == "C-006"


def test_the_engine_runs_once_for_the_same_book(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    first, _ = run(cluster("roe"), works=[ROE], shelf=shelf)
    monkeypatch.setattr("book.citations.engine.PROGRAM", HERE / "no-such-program")
    assert run(cluster("roe"), works=[ROE], shelf=shelf) == (first, ())
    assert len(shelf) == 1


@pytest.mark.parametrize(("title", "short"), [
    ("The Trials: A View", "Trials"), ("1937: A Year", "1937: A Year"), ("Ratio 3:1", "Ratio 3:1"),
    ("“Trials: A View” Again", "‘Trials: A View’ Again"), ("<i>Pravda: Truth</i> and Lies", "Pravda: Truth* and Lies"),
])  # fmt: skip
def test_a_title_without_a_short_form_ends_at_its_colon(title: str, short: str) -> None:
    work = {key: value for key, value in ROE.items() if key != "title-short"} | {"title": title}
    again = notes(cluster("roe"), cluster("roe", 3), works=[work])[1].replace("The Trials", "Trials")
    assert again.replace("*", "") == f"Roe, {short}.".replace("*", "").replace("‘", "“").replace("’ ", "” ")
