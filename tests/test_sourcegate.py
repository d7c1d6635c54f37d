"""The manuscript read twice: what pandoc's reading has and ours has not is found, at its line.

Most trees here are made by hand, as a reader would make them that loses something, so that nothing depends on what
ours loses today.
"""

from __future__ import annotations

import doctest
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Stock
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import Shelf

from book import pandoc
from book.matter import (
    Admonition,
    Block,
    Cell,
    Definition,
    Definitions,
    DisplayFormula,
    Emphasis,
    Figure,
    Formula,
    Image,
    Items,
    LineBreak,
    Listing,
    NoteMark,
    Ornament,
    Paragraph,
    Quotation,
    RawDivision,
    RawInline,
    Table,
    Text,
    Verse,
    VerseLine,
)
from book.problems import Problem, Span, has_errors
from book.read import read, read_texts
from book.sourcegate import check_source, readwords

ROOT = Path(__file__).parent.parent
AT = Span("a.md", 1)
LONG = "The keeper wound the weight at midnight and again at two."


def par(*inlines: RawInline | str, line: int = 1) -> Paragraph[RawInline]:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in inlines), Span("a.md", line))


def tree(*blocks: Block[RawInline], title: str = "A title", **notes: Block[RawInline]) -> RawDivision:
    return RawDivision("a", "chapter", "body", title, title, blocks, {key: (note,) for key, note in notes.items()}, AT)


def found(text: str, *blocks: Block[RawInline], title: str = "A title", **notes: Block[RawInline]) -> list[str]:
    """Code, line and words in quotation marks of each problem."""
    problems = check_source([tree(*blocks, title=title, **notes)], {"a.md": text}, Shelf())
    return [said(problem) for problem in problems]


def said(problem: Problem) -> str:
    words = problem.message.partition("“")[2].partition("”")[0]
    return f"{problem.code} {problem.span.line if problem.span else '-'} {words}".strip()


CELLS = tuple(Cell((Text(word),)) for word in ("a", "b"))
ITEMS = Items(False, 1, ((par("one"),), (par("two"),)), AT)
PICTURE = Figure("", "x.png", "A hall", (Text("The caption here"),), AT)

LOST = {
    "a caption": ('![The caption here](x.png){alt="A hall"}', [par(Image("x.png", "A hall"))],
                  ["M-060 1 the caption here"]),
    "a word": (LONG, [par(LONG.replace("midnight ", ""))], ["M-060 1 midnight"]),
    "a paragraph": (f"One.\n\n{LONG}\n\nThree.", [par("One."), par("Three.", line=5)],
                    ["M-060 3 the keeper wound the weight at midnight and …"]),
    "a note": ("One.[^a]\n\n[^a]: The note.", [par("One.")], ["M-060 3 the note"]),
    "an item's number": ("5. five\n6. six", [Items(True, 1, ((par("five"),), (par("six", line=2),)), AT)],
                         ["M-060 1 5", "M-060 2 6"]),
    "a cell": ("| a | b |\n|---|---|\n| c | d |", [Table("", (), CELLS, ((Cell((Text("c"),)),),), ("", ""), AT)],
               ["M-060 3 d"]),
    "accents": ("né", [par("ne")], ["M-060 1 né"]),
    "a sign": ("So ✓ it is, 5 € each", [par("So it is, 5 each")], ["M-060 1 ✓", "M-060 1 €"]),
    "code from attributes": ('``` {caption="Sums"}\nx\n```', [Listing("x", AT)], ["M-060 1 sums"]),
}
ADDED = {
    "a comment": ("One. <!-- not now --> Two.", [par("One. <!-- not now --> Two.")], ["M-060 1 not now"]),
    "words twice": (LONG, [par(LONG), par(LONG)], ["M-060 1 the keeper wound the weight at midnight and …"]),
    "metadata": ("One.\n\n---\nnocite: all\n---\n", [par("One."), par("nocite: all", line=4)], ["M-060 4 nocite all"]),
}
BENT = {
    "a line's end": ("First line  \nsecond", [par("First line second")], ["M-061 1 line"]),
    "a backslash": ("First line\\\nsecond", [par("First line second")], ["M-061 1 line"]),
    "lines of verse": ("| The fog comes\n| on little feet", [par("The fog comes on little feet")], ["M-061 1 comes"]),
    "a break": ("One.\n\n- - -\n\nTwo.", [par("One."), par("Two.", line=5)], ["M-061 3"]),
    "a heading": ("Head\n----\n\nText.", [par("Head ----"), par("Text.", line=4)], ["M-061 1 head"]),
    "code": ("One:\n\n    x = *y*\n\nTwo.", [par("One:"), par("x = ", Emphasis("em", (Text("y"),)), line=3),
                                             par("Two.", line=5)], ["M-061 3 x y"]),
    "mathematics": ("So $x^2$ it is", [par("So $x", Emphasis("superior", (Text("2$"),)), " it is")], ["M-061 1 x 2"]),
    "TeX": ("See \\ref{one} here", [par("See \\ref{one} here")], ["M-061 1 ref one"]),
    "a list": ("(a) aye\n(b) bee", [par("(a) aye (b) bee")], ["M-061 1 aye", "M-061 2 bee"]),
    "a grid table": ("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+", [par("a b c d")], ["M-061 2 a b c d"]),
    "a quotation": ("> Words of it.", [par("Words of it.")], ["M-061 1 words of it"]),
    "a number that begins a paragraph": ("1986. A year", [par("1986. A year")], ["M-061 1 a year"]),
    "emphasis": ("So *it* is", [par("So it is")], ["M-061 1 it"]),
}
ALIKE = {
    "typography": ("\"It's\" -- so... 'n' a\u00ad\u00a0b", [par("“It’s” – so… ’n’ a b")]),
    "entities": ("A&nbsp;B &amp; &eacute; &copy; &#8212;", [par("A B & é © —")]),
    "letters parted otherwise": ("H~2~O and un*frigging*believable", [
        par("H", Emphasis("inferior", (Text("2"),)), "O and un", Emphasis("em", (Text("frigging"),)), "believable")]),
    "our own constructs": ('[So]{check="x"} []{value="y"} it is. {looseness=1}\n\n::: {template=register}\n:::\n\nEnd',
                           [par("So  it is."), par("made by the template", line=3), par("End", line=6)]),
    "an include": ("```{include=a.py}\n```\n\nEnd", [Listing("words of the file", AT),
                                                      par("End", line=4)]),
    "a citation": ("A [see @a, pp. 3–4, too].", [par("A see 3–4, too.")]),
    "a citation taken as words": ("Follow @someone here", [par("Follow @someone here")]),
    "emoji by name": ("A :smile: here", [par("A 😄 here")]),
    "a list": ("- one\n- two", [ITEMS]),
    "a list that only we see": ("Text:\n1. one\n1. two", [
        par("Text:"), Items(True, 1, ((par("one"),), (par("two"),)), AT)]),
    "a line that begins with a number": ("In the year\n1986. A great one", [par("In the year 1986. A great one")]),
    "short codes": ("One {{< pagebreak >}} two", [par("One two")]),
    "an admonition": ("!!! note\n    Words.", [Admonition("note", (), (par("Words."),), AT)]),
    "a figure": ('![The caption here](x.png){alt="A hall"}', [PICTURE]),
    "a picture in a line": ("A ![the hall](x.png) here", [par("A ", Image("x.png", "the hall"), " here")]),
    "a note": ("A.[^n]\n\n[^n]: Note.\n\nB", [par("A.", NoteMark("n", AT)), par("B")]),
    "title in the text": ("# A *title*\n\nText", [par("Text", line=3)]),
    "title in the head": ("---\ntitle: A title\n---\n\nText", [par("Text", line=5)]),
    "verse": ("| One\n| two", [Verse(((VerseLine((Text("One"),), 0, AT), VerseLine((Text("two"),), 0, AT)),), (), 0,
                                      AT)]),
    "breaks": ("One\\\ntwo<br>three", [par("One", LineBreak(), "two", LineBreak(), "three")]),
    "ornaments": ("One\n\n***\n\nTwo", [par("One"), Ornament(AT), par("Two")]),
    "mathematics": ("So $x^2$\n\n$$y$$", [par("So ", Formula("x^2", AT)), DisplayFormula("y", "", AT)]),
    "terms": ("Term\n:   Said.", [Definitions((Definition((Text("Term"),), (par("Said."),)),), AT)]),
    "an epigraph": ("> Words.\n>\n> — Who", [Quotation("epigraph", (par("Words."),), (Text("Who"),), AT)]),
    "HTML": ("A <b>bold</b> word", [par("A ", Emphasis("strong", (Text("bold"),)), " word")]),
}


@pytest.mark.parametrize("case", LOST | ADDED, ids=str)
def test_words_that_one_reading_lacks_are_an_error_at_their_line(case: str) -> None:
    text, blocks, expected = (LOST | ADDED)[case]
    assert found(text, *blocks) == expected


@pytest.mark.parametrize("case", BENT)
def test_words_that_stand_in_something_else_are_told_of(case: str) -> None:
    text, blocks, expected = BENT[case]
    assert found(text, *blocks) == expected


@pytest.mark.parametrize("case", ALIKE)
def test_what_may_differ_raises_no_alarm(case: str) -> None:
    text, blocks = ALIKE[case]
    assert found(text, *blocks, n=par("Note.", line=3)) == []


@settings(max_examples=20)
@given(st.data())
def test_any_word_that_is_taken_out_is_found_at_its_line(data: st.DataObject) -> None:
    words = [f"{letter}{number}" for number, letter in enumerate("abcdefghijklmnop")]
    lines = [" ".join(words[start:start + 4]) for start in range(0, len(words), 4)]
    number = data.draw(st.integers(0, len(words) - 1))
    kept = [par(" ".join(word for word in line.split() if word != words[number]), line=2 * at + 1)
            for at, line in enumerate(lines)]
    assert found("\n\n".join(lines), *kept) == [f"M-060 {2 * (number // 4) + 1} {words[number]}"]


def test_a_passage_read_in_another_way_altogether_is_one_problem() -> None:
    rows = "\n".join(f"| a{number} | b{number} |\n+----+----+" for number in range(6))
    words = " ".join(f"{letter}{number}" for number in range(6) for letter in "ba")
    assert len(found(f"+----+----+\n{rows}", par(words))) == 1


def test_the_stock_book_and_the_flagship_are_read_alike(stock: Path) -> None:
    for project in (Path(stock), ROOT):
        manuscript, _ = read(project)
        assert manuscript is not None
        texts = read_texts(project, manuscript.divisions)
        assert len(texts) > 4
        assert check_source(manuscript.divisions, texts, Shelf()) == ()


def test_a_division_without_a_file_is_passed_over() -> None:
    assert check_source([replace(tree(par("One.")), span=Span("chapters/book.yaml"))], {}, Shelf()) == ()


def test_without_pandoc_it_is_said_that_nothing_was_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "PROGRAM", Path("/nowhere/pandoc"))
    problems = check_source([tree(par("One."))], {"a.md": "Two."}, Shelf())
    assert [problem.code for problem in problems] == ["M-062"]
    assert problems[0].severity == "note"


def test_texts_are_read_in_one_run_and_each_by_itself() -> None:
    shelf = Shelf()
    texts = ["::: aside\nnever closed", "[a link][x] and[^n]", "[x]: https://example.org\n\n[^n]: A note", "<!-- open"]
    trees = pandoc.read_markdown(texts, shelf)
    assert len(trees) == len(shelf) == 4
    assert "cuthere" not in str(trees)
    assert "Link" not in str(trees[1])
    assert "Note" not in str(trees[1])


def test_a_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    first = pandoc.read_markdown(["One.", "Two."], shelf)
    monkeypatch.setattr(pandoc, "PROGRAM", Path("/nowhere/pandoc"))
    assert pandoc.read_markdown(["Two.", "One."], shelf) == first[::-1]


def test_what_looks_like_metadata_and_is_none_is_read_as_words() -> None:
    text = "One.\n\n---\nmy: book: two\n---\n"
    assert found(text, par("One."), par("my: book: two", line=4)) == ["M-061 4 my book two"]


def test_nothing_in_a_text_is_read_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    text = f"\\input{{{tmp_path}/secret.txt}}\n\n![](file://{tmp_path}/secret.txt)\n"
    assert "secret" not in str(pandoc.read_markdown([text], Shelf())).replace("secret.txt", "")


def test_examples_of_the_words() -> None:
    assert doctest.testmod(readwords).failed == 0


def test_words_too_many_stop_only_a_strict_book() -> None:
    for strict, level in ((True, "error"), (False, "warning")):
        (problem,) = check_source([tree(par("One two three."))], {"a.md": "One three."}, Shelf(), strict)
        assert (problem.code, problem.severity) == ("M-060", level)
    (lost,) = check_source([tree(par("One three."))], {"a.md": "One two three."}, Shelf(), strict=False)
    assert lost.severity == "error"


@pytest.mark.parametrize("text", ["Say `{{#include file}}` here.", "Say `<!-- x -->` and ``{{#include a.md:3}}``."])
def test_an_inclusion_that_is_only_spoken_of_is_read(text: str, tmp_path: Path) -> None:
    book = Stock(tmp_path)
    book.write("chapters/book.yaml", "title: T\nauthor: A\nlanguage: en\n")
    book.write("chapters/1.md", f"# One\n\n{text}\n")
    manuscript, problems = read(book.path)
    assert manuscript is not None and {each.code for each in problems} <= {"B-012"}
    assert check_source(manuscript.divisions, read_texts(book.path, manuscript.divisions), Shelf()) == ()


def compared(folder: Path, text: str) -> list[tuple[str, str]]:
    """What the two readings of a chapter tell."""
    book = Stock(folder)
    book.write("chapters/book.yaml", "title: T\nauthor: A\nlanguage: en\nbody: [1.md]\n")
    book.write("chapters/1.md", text)
    manuscript, problems = read(book.path)
    assert manuscript is not None and not has_errors(problems), problems
    told = check_source(manuscript.divisions, read_texts(book.path, manuscript.divisions), Shelf())
    return [(each.code, each.message) for each in told]


READ_ALIKE = {
    "example list": "(@good) First.\n\nAs (@good) says.", "list of HTML": '<ol start="4"><li>x</li></ol>',
    "foot of a grid": "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+===+===+\n| e | f |\n+===+===+",
    "foot of a table in HTML": "<table><tr><td>c</td></tr><tfoot><tr><td>e f</td></tr></tfoot></table>",
    "name of a file": '```{.python filename="run.py"}\nx\n```', "title of code": '```{.python title="Sums"}\nx\n```',
    "caption of code that runs": "```{python}\n#| lst-label: lst-a\n#| lst-cap: Cap words\nx = 1\n```",
    "passage for HTML": "```{=html}\n<hr> words\n```\n\nx", "info": "::: info\nx\n:::",
    "danger": "::: {.callout-danger}\nx\n:::", "inline": '!!! note inline end "T"\n    Words.\n\nAfter.',
    "MkDocs": '!!! note "T"\n    Words.\n\n    ```python\n    x = 1\n    ```\n\n    - a\n\nAfter.',
    "div below words": "Words\n::: letter\nMore.\n:::",
    "half-open intervals": " ".join(f"Class {number} is [{number}, {number + 5}) years," for number in range(40)),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ_ALIKE)
def test_both_readings_are_alike(kind: str, tmp_path: Path) -> None:
    assert compared(tmp_path, f"# One\n\n{READ_ALIKE[kind]}\n") == []


@pytest.mark.parametrize("text", [
    "# One $x$\n\nWords.", "# One<br>Two\n\nWords.", "# Long\n\n| a |\n|---|\n| b |\n\n: Long {#tbl-l}\n",
    "One\n===\n\nWords.", "# One[^n]\n\nWords.\n\n[^n]: A note.", "---\ntitle: One\n---\n\n## One\n\nWords.",
])  # fmt: skip
def test_a_title_is_known_in_both_readings(text: str, tmp_path: Path) -> None:
    assert compared(tmp_path, text) == []


def test_a_text_over_which_pandoc_takes_too_long_is_told_and_the_others_are_compared(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    run = pandoc._run

    def slow(texts: list[str], form: str) -> object:
        if any("slow" in text for text in texts):
            raise pandoc.PandocFault("it took longer than 20 seconds")
        return run(texts, form)

    monkeypatch.setattr(pandoc, "_run", slow)
    one, two = tree(par("One.")), replace(tree(par("slow")), span=Span("b.md"))
    told = check_source([one, two], {"a.md": "One two.", "b.md": "slow"}, Shelf())
    assert [(each.code, each.severity, each.span and each.span.path) for each in told] == [
        ("M-060", "error", "a.md"), ("M-062", "warning", "b.md")]  # fmt: skip
