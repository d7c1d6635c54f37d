"""Reading a whole project: what the stock book gives, and what no manuscript may do."""

from __future__ import annotations

import pickle
import random

import pytest
from conftest import STOCK, Stock

from book.edition import Margins, Medium, Target, Trim
from book.matter import Definitions, Figure, Heading, PersonMark, Table
from book.problems import Problem, Span, render
from book.read import read
from book.read.pictures import svg_fault
from book.read.templates import attribute, inline


def codes(stock: Stock) -> list[str]:
    """Place and code of each problem of reading."""
    return [f"{problem.span} {problem.code}" for problem in read(stock.path)[1]]


def test_the_stock_book_is_whole() -> None:
    book, problems = read(STOCK)
    assert book is not None and not problems
    assert [division.role for division in book.divisions] == [
        "halftitle", "title-page", "imprint", "dedication", "contents", "figures", "preface", "chapter", "chapter",
        "chapter", "appendix", "bibliography", "index", "colophon"]
    assert {name: len(data_set.records) for name, data_set in book.data.items()} == {
        "departures": 1, "events": 5, "keepers": 9, "sittings": 4, "stations": 3}
    assert [reference.key for reference in book.references][:2] == ["report1911", "rules1880"]
    assert {reference.section for reference in book.references} == {"papers", "books"}
    assert "section" not in book.references[0].values
    assert (list(book.pictures), list(book.drawings)) == (["figures/tower.svg"], ["sittings"])
    assert book.index.person_set == "keepers"
    assert book.index.found[0] == ("Corrigan (barque)", ("Corrigan",))


def test_what_book_yaml_leaves_out_has_its_default(stock: Stock) -> None:
    book, _ = read(stock.path)
    assert book is not None
    edition = book.edition
    assert (edition.trim, edition.margins) == (Trim(6, 9), Margins(21.5, 22, 21, 17))
    stock.replace("chapters/book.yaml", "notes: {numbering: chapter}\n", "trim: {width: 5.5, height: 8.5}\n")
    stock.replace("chapters/book.yaml", "citations: {style: chicago-notes-bibliography, first-full: chapter}\n", "")
    stock.replace("chapters/book.yaml", "targets:\n  screen: {medium: screen}\n  epub: {medium: epub}\n", "")
    again = read(stock.path)[0]
    assert again is not None
    assert again.edition.trim == Trim(5.5, 8.5)
    assert (again.edition.notes.numbering, again.edition.first_full) == ("chapter", "chapter")
    assert again.edition.targets == edition.targets == (Target("screen", Medium.SCREEN), Target("epub", Medium.EPUB))
    assert again.edition.citation_style == edition.citation_style


STYLE_KEY = "style: chicago-notes-bibliography,"
PLAIN = (STOCK.parent / "citations" / "plain-notes.csl").read_text("utf-8")


def test_a_book_may_bring_its_citation_style(stock: Stock) -> None:
    stock.write("styles/plain.csl", PLAIN)
    stock.replace("chapters/book.yaml", STYLE_KEY, "style: styles/plain.csl,")
    book, problems = read(stock.path)
    assert book is not None and not problems
    assert (book.edition.citation_style, book.citation_style) == ("styles/plain.csl", PLAIN)


@pytest.mark.parametrize(
    ("name", "found", "hint"),
    [
        ("chicago-nots", "chapters/book.yaml:35:20 B-003", "did you mean “chicago-"),
        ("appa", "chapters/book.yaml:35:20 B-003", "did you mean “apa"),
        ("zzz", "chapters/book.yaml:35:20 B-003", "names are those of https://www.zotero.org/styles"),
        ("styles/none.csl", "chapters/book.yaml:35:20 C-008", ""),
        ("../plain.csl", "chapters/book.yaml:35:20 B-007", ""),
        ("/etc/plain.csl", "chapters/book.yaml:35:20 B-007", ""),
        ("styles/broken.csl", "styles/broken.csl:2:1 C-008", "a style has the class “note” or “in-text”"),
    ],
)
def test_a_citation_style_that_cannot_be_used(stock: Stock, name: str, found: str, hint: str) -> None:
    stock.write("styles/broken.csl", PLAIN.replace('class="note"', 'class="foot"'))
    (stock.path.parent / "plain.csl").write_text(PLAIN, "utf-8")
    stock.replace("chapters/book.yaml", STYLE_KEY, f"style: {name},")
    assert codes(stock) == [found]
    assert read(stock.path)[1][0].hint.startswith(hint)


def test_a_division_has_its_head_and_knows_its_file(stock: Stock) -> None:
    stock.replace("chapters/02-storm.md", "title: The Night of 9 November", "title: '\"The Night\" -- of ''10'")
    book, _ = read(stock.path)
    assert book is not None
    storm = book.divisions[8]
    assert (storm.id, storm.title, storm.short) == ("storm", "“The Night” – of ’10", "The Night")
    heading = next(block for block in storm.blocks if isinstance(block, Heading))
    assert heading.span == Span("chapters/02-storm.md", 11, 1, len("## The watch {#storm-watch}"))
    contents = book.divisions[4]
    assert (contents.id, contents.title, contents.blocks) == ("contents", "Contents", ())


def test_reading_twice_gives_the_same_and_it_can_be_kept() -> None:
    assert pickle.dumps(read(STOCK)) == pickle.dumps(read(STOCK))


def test_appendix_is_made_from_the_data(stock: Stock) -> None:
    stock.replace("chapters/data/keepers.yaml", "name: Alan Moor, sort_name: 'Moor, Alan'",
                  "name: Alan Moor, sort_name: '[Moor], *Alan* @x_'")
    book, problems = read(stock.path)
    assert book is not None and not problems
    keepers = book.divisions[10].blocks
    headings = [block.id for block in keepers if isinstance(block, Heading)]
    assert headings == ["keepers-north", "keepers-south", "keepers-middle"]
    lists = [block for block in keepers if isinstance(block, Definitions)]
    assert [len(block.items) for block in lists] == [4, 3, 2]
    assert {block.span for block in lists} == {Span("chapters/keepers.md", line, 1, length)
                                               for line, length in ((10, 33), (13, 33), (16, 34))}
    moor = lists[0].items[2].term
    assert "PersonMark" in repr(moor) and "Text(text='[Moor], ')" in repr(moor) and "Text(text=' @x_')" in repr(moor)
    assert any(isinstance(node, PersonMark) for node in moor[0].children)  # type: ignore[union-attr]


def test_values_in_templates_print_letter_by_letter_but_for_emphasis() -> None:
    assert inline("a *b* [c](d) `e` <f> @g 2*3 x_y _z_ h|i") == r"a *b* \[c\](d) \`e\` \<f\> \@g 2\*3 x_y \_z\_ h\|i"
    assert attribute(inline('say *"x"* [y] \\')) == r'say \"x\" [y] \\'


def test_tables_and_figures_have_their_names(stock: Stock) -> None:
    book, _ = read(stock.path)
    assert book is not None
    blocks = [block for division in book.divisions for block in division.blocks]
    assert [block.id for block in blocks if isinstance(block, Table)] == ["tab-stations"]
    assert [(block.id, block.picture) for block in blocks if isinstance(block, Figure)] == [
        ("fig-tower", "figures/tower.svg"), ("fig-sittings", "drawing/sittings")]


def test_all_files_are_read_even_if_the_first_is_wrong(stock: Stock) -> None:
    for name in ("01-lamp.md", "02-storm.md", "colophon.md"):
        stock.write(f"chapters/{name}", stock.read(f"chapters/{name}") + "\n*open\n")
    stock.write("chapters/data/events.yaml", "events: [\n")
    stock.write("chapters/index.yaml", "sea: {a: b}\n")
    found = codes(stock)
    assert [line.rpartition(":")[0].rpartition(":")[0] for line in found] == [
        "chapters/01-lamp.md", "chapters/02-storm.md", "chapters/colophon.md", "chapters/data/events.yaml",
        "chapters/index.yaml"]


def test_a_link_out_of_the_project_is_not_followed(stock: Stock) -> None:
    secret = stock.path.parent / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n", encoding="utf-8")
    stock.remove("chapters/colophon.md")
    (stock.path / "chapters/colophon.md").symlink_to(secret)
    assert codes(stock) == ["chapters/book.yaml:32:26 B-007"]


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "figures/../../../secret.svg"])
def test_a_picture_outside_the_project_is_not_read(stock: Stock, name: str) -> None:
    stock.write("chapters/colophon.md", f"---\ntitle: C\n---\n\n![x]({name}){{#fig-x alt=x}}\n")
    assert codes(stock) == ["chapters/colophon.md:5:1 B-007"]


def test_a_file_that_cannot_be_read_is_told(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert [problem.code for problem in read(stock.path)[1]] == ["B-010"]


def test_windows_lines_are_lines(stock: Stock) -> None:
    before = read(stock.path)[0]
    for place in (stock.path / "chapters").rglob("*.*"):
        if place.suffix in (".md", ".yaml"):
            place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    assert read(stock.path) == (before, ())


@pytest.mark.parametrize("seed", range(16))
def test_a_spoilt_book_is_told_never_suffered(stock: Stock, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(place for place in stock.path.rglob("*") if place.is_file())
    for place in chance.choices(files, k=3):
        text = place.read_text(encoding="utf-8")
        at = chance.randrange(len(text))
        rest = text[at + chance.randrange(30):]
        put = chance.choice(["", "*", "[", "]", "{", "\n", ": ", "- ", '"', "@", "|", "<", "\t", "::: ", "{{",
                             "null", "---\n"])
        place.write_text(text[:at] + put + rest, encoding="utf-8")
    problems = read(stock.path)[1]
    assert all(render(problem, {}) for problem in problems)
    assert problems == read(stock.path)[1]


def test_one_broken_work_or_record_is_one_problem(stock: Stock) -> None:
    stock.replace("chapters/bibliography.yaml", "- id: gaunt1902\n  type: book", "- id: gaunt1902\n  type: bok")
    assert codes(stock) == ["chapters/bibliography.yaml:32:9 C-003"]
    stock.replace("chapters/bibliography.yaml", "type: bok", "type: book")
    stock.replace("chapters/data/stations.yaml", "  name: Middle Rock\n", "")
    assert codes(stock) == ["chapters/data/stations.yaml:21:3 D-002"]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize("inner", [
    "<script>1</script>", '<rect onclick="x()"/>', '<a href="javascript:x()"/>',
    '<image xlink:href="https://a.b/c.png"/>', '<use href="other.svg#x"/>', '<rect style="fill:url(https://a.b/c)"/>',
    "<style>@import 'x.css';</style>", "<style>rect{fill:url(x.svg#a)}</style>", "<foreignObject/>",
    '<image href="data:text/html;base64,eA=="/>', '<animate attributeName="href" onbegin="x()"/>',
    "<?xml-stylesheet href='x.css'?>",
])
def test_a_picture_that_acts_or_asks_for_more_is_refused(inner: str) -> None:
    assert svg_fault(SVG.format(inner).encode())


@pytest.mark.parametrize("text", [
    '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "<html/>", "no picture", "<svg>",
    '<?xml-stylesheet href="x.css"?>' + SVG.format(""),
])
def test_what_is_no_plain_svg_is_refused(text: str) -> None:
    assert svg_fault(text.encode())


@pytest.mark.parametrize("inner", [
    '<use href="#a"/>', '<rect style="fill:url(#a)"/>', "<style>rect{fill:url('#a')}</style>",
    "<title>url of scripts</title>", '<image href="data:image/png;base64,iVBORw0KGgo="/>', "<!-- a remark -->",
])
def test_a_plain_picture_is_taken(inner: str) -> None:
    assert svg_fault(SVG.format(inner).encode()) == ""


def test_a_problem_shows_its_line_and_mark() -> None:
    problem = Problem("M-006", "* opens", Span("a.md", 2, 5, 3), "close it")
    assert render(problem, {"a.md": "x\nabc *de f\n"}).split("\n") == [
        "a.md:2:5: error M-006: * opens", "  abc *de f", "      ^^^", "  hint: close it"]
    assert render(problem, {}) == "a.md:2:5: error M-006: * opens\n  hint: close it"
    assert render(Problem("B-006", "no target “x”"), {}) == "error B-006: no target “x”"


def test_the_mark_stands_under_its_place_in_long_lines_and_under_accents() -> None:
    long = "word " * 60 + "HERE" + " word" * 60
    _, shown, mark = render(Problem("M-006", "x", Span("a.md", 1, 301, 4)), {"a.md": long}).split("\n")
    assert shown[mark.index("^"):mark.index("^") + 4] == "HERE" and mark.count("^") == 4
    accented = "e\N{COMBINING ACUTE ACCENT}x*y"
    _, _, mark = render(Problem("M-006", "x", Span("a.md", 1, 4, 1)), {"a.md": accented}).split("\n")
    assert mark == "    ^"


def test_no_control_character_reaches_the_terminal() -> None:
    text = render(Problem("M-002", "the \x1b[31m sign", Span("a.md", 1, 3)), {"a.md": "a\x1b[31mb\x9b"})
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text.replace("\n", ""))


@pytest.mark.parametrize(("isbn", "message"), [
    ("978-0-306-40615-8", "978-0-306-40615-8 is not an ISBN: its last figure does not add up"),
    ("978-0-306-40615", "978-0-306-40615 is not an ISBN: it has 12 figures, not 13"),
    ("0-306-40615-2", "“0-306-40615-2” has not the form of “isbn”"),
])
def test_a_wrong_isbn_is_told(stock: Stock, isbn: str, message: str) -> None:
    stock.write("chapters/book.yaml", stock.read("chapters/book.yaml") + f"isbn: '{isbn}'\n")
    [problem] = [problem for problem in read(stock.path)[1] if problem.code == "B-003"]
    assert problem.message == message


def test_what_the_printers_and_shops_are_told(stock: Stock) -> None:
    stock.write("chapters/book.yaml", stock.read("chapters/book.yaml") + """\
  print:
    medium: print
    bleed: true
    printers:
      kdp-paperback: {paper: cream, bleed: false}
      ingramspark-paperback: {paper: white-50, spine: 10.77 mm}
      lulu-paperback: {paper: cream-60, spine: 0.424 in}
isbn: 978-0-306-40615-7
price: {USD: '14.95', GBP: '12'}
blurb: "Who put out the *lamp*?\\n\\nNobody\\nsays."
bisac: [HIS032000]
thema: [NHD, 1DDU]
""")
    manuscript, _ = read(stock.path)
    assert manuscript is not None
    edition = manuscript.edition
    assert (edition.isbn, edition.bisac, edition.thema) == ("978-0-306-40615-7", ("HIS032000",), ("NHD", "1DDU"))
    assert [(price.currency, price.amount) for price in edition.prices] == [("USD", "14.95"), ("GBP", "12")]
    assert len(edition.blurb) == 2 and edition.blurb[1] == "Nobody says."
    [target] = [target for target in edition.targets if target.medium is Medium.PRINT]
    assert [(order.printer.id, order.paper.id, order.bleed) for order in target.orders] == [
        ("kdp-paperback", "cream", False), ("ingramspark-paperback", "white-50", True),
        ("lulu-paperback", "cream-60", True)]
    assert [order.spine for order in target.orders] == [None, pytest.approx(0.424, abs=0.0001), 0.424]


@pytest.mark.parametrize(("target", "message"), [
    ("{medium: print}", "the key “printers” is missing"),
    ("{medium: screen, bleed: true}", "unknown key “bleed”"),
    ("{medium: print, printers: {kdp-paperback: {paper: cream, spine: 10.77}}}", "“spine” must be a text, not “10.77”"),
    ("{medium: print, printers: {kdp-paperback: {}}}", "the key “paper” is missing"),
])
def test_a_wrong_target_is_told(stock: Stock, target: str, message: str) -> None:
    stock.write("chapters/book.yaml", stock.read("chapters/book.yaml") + f"  wrong: {target}\n")
    assert message in [problem.message for problem in read(stock.path)[1]]
