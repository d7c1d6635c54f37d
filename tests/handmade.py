"""A book of four divisions made by hand: its tree, its galleys and its pages, without reading, resolving or composing.

Assembly, the EPUB and the gate are tested on it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import fontpkg_eb_garamond

from book.edition import Author, Edition, Margins, Medium, NoteSetting, Rights, Target, Trim
from book.fonts import cut
from book.layout import draw_heads, lay_out
from book.limits import HOUSE
from book.matter import (
    Anchor,
    Book,
    ContentsEntry,
    CrossLink,
    Division,
    Emphasis,
    Heading,
    IndexEntry,
    Locator,
    Note,
    NoteCall,
    PageReference,
    Paragraph,
    Part,
    Role,
    Text,
)
from book.pages import Extent, Folio, FontFile, Galley, PageMap, PageRun, PageStart, Pagination
from book.problems import Span

FILES = Path(fontpkg_eb_garamond.__file__).parent / "files"
SCREEN = Target("screen", Medium.SCREEN)
EDITION = Edition(
    id="small", title="A Small Book", subtitle="Made & Bound by Hand", language="en-GB",
    authors=(Author("Ann Author", "Author, Ann"), Author("Bob Binder", "Binder, Bob")), publisher="Hand Press",
    number="1.0", name="First edition", date="2026-11-22", identifier="urn:uuid:5f0c6a4e-3f4b-5c0e-9a57-1d2b6f0a8c31",
    description="Of hands.", subjects=("Hands", "Books"), rights=Rights("Ann Author", 2026, "CC BY 4.0"),
    trim=Trim(4, 6), margins=Margins(15, 15, 15, 15), targets=(SCREEN,), notes=NoteSetting(),
    citation_style="chicago-notes-bibliography", first_full="chapter", bibliography=(), draft=False, raw_html=False,
)  # fmt: skip
SENTENCE = "Confessions incomprehensibly rehabilitated in extraordinary professorial offices were read."


def _at(path: str, line: int) -> Span:
    return Span(f"chapters/{path}", line)


def _chapter(number: int, title: str, other: str) -> Division:
    name, file = f"ch{number}", f"ch{number}.md"
    paragraphs = tuple(
        Paragraph(
            (
                Text(f"{n} is the number of this paragraph. {SENTENCE} See "),
                CrossLink(other, (Text("the other chapter"),)),
                Text(", page "),
                PageReference(other),
                Text("."),
                NoteCall(f"note-{name}-{n}"),
                Text(" "),
                Emphasis("em", (Text("So it was."),)),
            ),
            _at(file, 10 + 2 * n),
        )
        for n in range(1, 9)
    )
    notes = tuple(
        Note(f"note-{name}-{n}", f"call-{name}-{n}", str(n), (Paragraph((Text(words),), span),), span)
        for n in range(1, 9)
        for words, span in ((f"Note {n} says {title}.", _at(file, 100 + n)),)
    )
    heading = Heading(2, (Text(f"A section of {title}"),), f"{name}-section", (), _at(file, 19))
    blocks = (*paragraphs[:4], heading, *paragraphs[4:])
    label = f"Chapter {number}"
    return Division(name, "chapter", "body", str(number), label, title, title, blocks, notes, _at(file, 1))


def _empty(name: str, role: Role, part: Part, title: str) -> Division:
    return Division(name, role, part, "", "", title, title, (), (), Span("chapters/book.yaml", 30))


DIVISIONS = (
    _empty("contents", "contents", "front", "Contents"),
    _chapter(1, "The Beginning", "ch2"),
    _chapter(2, "The End", "ch1"),
    _empty("index", "index", "back", "Index"),
)
CONTENTS = tuple(
    entry
    for d in DIVISIONS[1:]
    for entry in (
        ContentsEntry(1, d.label, (Text(d.title),), d.id, d.part),
        *(ContentsEntry(2, "", b.children, b.id, d.part) for b in d.blocks if isinstance(b, Heading)),
    )
)
INDEX = (
    IndexEntry("hands", "hands", (Locator("ch1"), Locator("ch1-section", "ch2")), see_also=("paper",)),
    IndexEntry("paper", "paper", entries=(IndexEntry("white", "white", (Locator("ch2-section"),)),)),
    IndexEntry("type", "type", see=("hands",)),
)
BOOK = Book(
    EDITION, DIVISIONS,
    {d.id: Anchor(d.id, "division", d.label.lower(), d.title, d.id) for d in DIVISIONS},
    CONTENTS, (), (), (), INDEX, {}, {}, {},
)  # fmt: skip

# --- galleys -----------------------------------------------------------------------------------------------------

CSS = """
@font-face{font-family:G;src:url("font:regular.ttf")}
@font-face{font-family:G;font-style:italic;src:url("font:italic.ttf")}
@font-face{font-family:G;font-weight:600;src:url("font:semibold.ttf")}
html{font:10pt/1.3 G;hyphens:auto} h1,h2{string-set:title content();font-weight:600;font-size:1.2em} p{margin:0}
@page{size:4in 6in;margin:.6in .5in;@top-center{content:string(title)}@bottom-center{content:counter(page)}}
@page:first{@top-center{content:none}}
a.folio::after{content:attr(data-page)} nav ol{list-style:none;padding:0} .index{list-style:none;padding:0}
.note{float:footnote;font-size:8pt} .note::footnote-call{content:attr(data-number);font-size:70%;vertical-align:super}
.note::footnote-marker{content:attr(data-number) ". "}
"""


@cache
def fonts() -> tuple[FontFile, ...]:
    """Static cuts."""
    made = []
    for name, file, weight in (
        ("regular", "EBGaramond[wght].ttf", 400),
        ("italic", "EBGaramond-Italic[wght].ttf", 400),
        ("semibold", "EBGaramond[wght].ttf", 600),
    ):
        data = cut((FILES / file).read_bytes(), weight)
        made.append(FontFile.of(f"{name}.ttf", data))
    return tuple(made)


def font_bytes() -> dict[str, bytes]:
    """The files of `fonts` by digest."""
    return {font.digest: font.data for font in fonts()}


def _inline(node: object, division: Division) -> str:
    match node:
        case Text(text):
            return text
        case Emphasis(_, children):
            return f"<em>{_inlines(children, division)}</em>"
        case CrossLink(anchor, children):
            return f'<a href="#{anchor}">{_inlines(children, division)}</a>'
        case PageReference(anchor):
            return f'<a class="folio" href="#{anchor}" data-page="{anchor}"></a>'
        case NoteCall(id):
            note = next(n for n in division.notes if n.id == id)
            words = "".join(_inlines(b.children, division) for b in note.blocks if isinstance(b, Paragraph))
            return (f'<span class="note" id="{note.id}" data-call="{note.call}" data-number="{note.number}"'
                    f' data-key="{note.id}">{words}</span>')  # fmt: skip
        case _:
            raise TypeError(node)


def _inlines(children: tuple[object, ...], division: Division) -> str:
    return "".join(_inline(node, division) for node in children)


def _folio(anchor: str) -> str:
    return f'<a class="folio" href="#{anchor}" data-page="{anchor}"></a>'


def _body(division: Division) -> str:
    if division.role == "contents":
        lines = (
            f'<li data-key="c{n}"><a href="#{e.anchor}">{e.label + " " if e.label else ""}'
            f"{_inlines(e.title, division)}</a> {_folio(e.anchor)}</li>"
            for n, e in enumerate(CONTENTS)
        )
        return f'<h1 data-key="h">Contents</h1><nav role="doc-toc"><ol>{"".join(lines)}</ol></nav>'
    if division.role == "index":
        return (
            '<h1 data-key="h">Index</h1><p data-key="i0">H</p><ul class="index">'
            f'<li data-key="i1">hands, {_folio("ch1")}–{_folio("ch2")}. See also paper</li></ul><p data-key="i5">P</p>'
            f'<ul class="index"><li data-key="i2">paper<ul class="index">'
            f'<li data-key="i3">white, {_folio("ch2-section")}</li></ul></li></ul>'
            '<p data-key="i6">T</p><ul class="index"><li data-key="i4">type. See hands</li></ul>'
        )
    label = f'<span class="label">{division.label}</span> ' if division.label else ""
    out = [f'<h1 id="{division.id}-title" data-key="{division.id}-h">{label}{division.title}</h1>']
    for n, block in enumerate(division.blocks):
        if isinstance(block, Heading):
            out.append(f'<h2 id="{block.id}" data-key="k{n}">{_inlines(block.children, division)}</h2>')
        elif isinstance(block, Paragraph):
            out.append(f'<p data-key="k{n}">{_inlines(block.children, division)}</p>')
    return "".join(out)


def galley(division: Division) -> Galley:
    """A division as XHTML, folios not yet filled."""
    html = (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"><head><title></title></head>'
        f'<body class="{division.role}" id="{division.id}">{_body(division)}</body></html>'
    )
    numbering = "roman" if division.part == "front" else "arabic"
    title, limits = (("title", division.title),), replace(HOUSE, hyphen=0.0)  # so that some words are broken
    return Galley(division.id, html, CSS, fonts(), (), "recto", numbering, title, limits=limits)


# --- pages -------------------------------------------------------------------------------------------------------


def fill(galley: Galley, pages: PageMap) -> Galley:
    """The galley with its folios."""
    return replace(
        galley, html=re.sub(r'data-page="([^"]+)"', lambda m: f'data-page="{pages.get(m[1], "00")}"', galley.html)
    )


def settle(galleys: tuple[Galley, ...]) -> Pagination:
    """Lay out three times: by then every folio is right."""
    pages: PageMap = {}
    for _ in range(3):
        runs = tuple(lay_out(fill(g, pages), "recto") for g in galleys)
        starts = _starts(runs)
        pages = {a: _folio_of(s, p.page) for r, s in zip(runs, starts, strict=True) for a, p in r.anchors.items()}
    assert not [fault for run in runs for fault in run.faults if fault.code != "P-003"]
    heads = tuple(draw_heads(g, r, s) for g, r, s in zip(galleys, runs, starts, strict=True))
    front = starts[1].blanks + len(runs[0].pages)
    body = sum(len(r.pages) for r in runs[1:]) + sum(s.blanks for s in starts[2:])
    return Pagination(starts, runs, heads, pages, Extent(front, body, sum(s.blanks for s in starts)), 3, len(runs) * 3)


def _folio_of(start: PageStart, page: int) -> Folio:
    return Folio(start.folio.number + page, start.folio.numbering)


def _starts(runs: tuple[PageRun, ...]) -> tuple[PageStart, ...]:
    """Every division opens recto; the front matter counts in roman."""
    starts, sheet = [], 0
    front = 0
    for n, run in enumerate(runs):
        blanks = sheet % 2
        sheet += blanks
        front = sheet if n <= 1 else front
        folio = Folio(sheet + 1, "roman") if n == 0 else Folio(sheet - front + 1, "arabic")
        starts.append(PageStart(run.division, folio, "recto", blanks))
        sheet += len(run.pages)
    return tuple(starts)


@cache
def pagination() -> Pagination:
    """The book's pages."""
    return settle(tuple(galley(d) for d in DIVISIONS))
