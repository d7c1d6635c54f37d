"""A generated book as copy for the engines: a galley with notes at the foot or at the chapter's end, or Typst's source.

Comes in: a `Manuscript`. Goes out: a galley, or Typst's source. Apart because these measures are one table for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from book.pages import Galley
from tests.bench.manuscript import Block, Manuscript, Note, Run
from tests.galleys import FONTS

Place: TypeAlias = Literal["foot", "end"]
FOOT = 9 * 72 - 60.0  # of the type area, from the page's top edge, in points
DEPTH = FOOT - 52.0  # of the type area
SHARE = 0.75  # of it, that notes may take where there is text above them

CSS = f"""
@font-face {{ font-family: "EB Garamond"; src: url("font:roman") }}
@page {{ size: 6in 9in; margin: 52pt 50pt 60pt; @footnote {{ padding-top: 17pt;
  max-height: {SHARE:.0%}; background: linear-gradient(#000) no-repeat 0 10pt / 36pt 0.4pt }} }}
html {{ font: 11pt/14pt "EB Garamond" }}
html, body, p, ul {{ margin: 0; padding: 0 }}
body {{ text-align: justify; hyphens: auto; orphans: 2; widows: 2 }}
p {{ text-indent: 14pt }}
h1, h2 {{ font-weight: 400; text-align: left; hyphens: manual; break-after: avoid }}
h1 {{ font-size: 20pt; line-height: 28pt; margin: 0 0 28pt; break-before: page }}
h2 {{ font-size: 13pt; line-height: 14pt; margin: 14pt 0 }}
blockquote {{ margin: 7pt 14pt }}
ul {{ padding-left: 14pt }}
table {{ width: 100%; table-layout: fixed; border-spacing: 0; margin: 7pt 0; text-align: left }}
td {{ padding: 2pt; vertical-align: top; border-bottom: 0.4pt solid }}
.note {{ font-size: 8.75pt; line-height: 11pt; text-align: left; text-indent: 0; hyphens: manual }}
.paragraph {{ display: block }}
.paragraph:first-child {{ display: inline }}
.foot {{ float: footnote }}
.foot::footnote-call {{ content: "\\2060" attr(data-number); font-variant-position: super; line-height: 0;
  font-size: inherit; vertical-align: baseline }}
.foot::footnote-marker, .end::before {{ content: attr(data-number) ".\\2002" }}
.end {{ display: block }}
sup {{ font-variant-position: super; font-size: inherit; line-height: 0; vertical-align: baseline }}
"""

TYPST = """
#set page(width: 6in, height: 9in, margin: (x: 50pt, top: 52pt, bottom: 60pt))
#set text(font: "EB Garamond", size: 11pt, lang: "en", hyphenate: true, top-edge: 0.75em, bottom-edge: -0.25em)
#set par(justify: true, leading: 3pt, spacing: 3pt, first-line-indent: 14pt)
#show heading: set text(weight: 400, hyphenate: false)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 1): set block(below: 28pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 14pt, below: 14pt)
#set list(marker: [•], body-indent: 8pt)
#show list: set block(spacing: 3pt)
#show quote: set block(spacing: 7pt)
#show table: set block(spacing: 7pt)
#set table(stroke: (bottom: 0.4pt), inset: 2pt, align: left)
#set footnote.entry(separator: line(length: 36pt, stroke: 0.4pt), clearance: 10pt, gap: 0pt, indent: 0pt)
#show footnote.entry: set text(size: 8.75pt, hyphenate: false)
#show footnote.entry: set par(leading: 2.25pt, spacing: 2.25pt, justify: false, first-line-indent: 0pt)
"""


def galley(book: Manuscript, place: Place) -> Galley:
    """The book as one galley. Notes at the end stand at the end of their chapter, in the type of notes."""
    body = "".join(_chapter(chapter, place) for chapter in book.chapters)
    html = ('<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"><head><title/></head>'
            f"<body>{body}</body></html>")
    return Galley(f"book-{book.seed}", html, CSS, FONTS, (), "recto", "arabic", ())


def typst(book: Manuscript) -> str:
    """The book as Typst's source."""
    return TYPST + "\n\n".join(_typst_block(block) for chapter in book.chapters for block in chapter)


def letters(book: Manuscript) -> Iterator[str]:
    """All that should be printed, piece by piece: the text, the notes, and the number of each at both places."""
    for run in (run for chapter in book.chapters for block in chapter for cell in block.cells for run in cell):
        if isinstance(run, str):
            yield run
        else:
            yield from (f"c{run.number}x", str(run.number), str(run.number), *run.paragraphs)


def _chapter(blocks: Iterable[Block], place: Place) -> str:
    blocks = list(blocks)
    notes = [run for block in blocks for cell in block.cells for run in cell if isinstance(run, Note)]
    ends = "".join(_note(note, "end") for note in notes) if place == "end" else ""
    return "".join(_block(block, place) for block in blocks) + ends


def _block(block: Block, place: Place) -> str:
    cells = [" ".join(_run(run, place) for run in cell) for cell in block.cells]
    match block.kind:
        case "chapter":
            return f"<h1>{cells[0]}</h1>"
        case "section":
            return f"<h2>{cells[0]}</h2>"
        case "list":
            return f"<ul>{''.join(f'<li>{cell}</li>' for cell in cells)}</ul>"
        case "quotation":
            return f"<blockquote><p>{cells[0]}</p></blockquote>"
        case "table":
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in zip(cells[::2], cells[1::2], strict=True))
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case "paragraph":
            return f"<p>{cells[0]}</p>"


def _run(run: Run, place: Place) -> str:
    if isinstance(run, str):
        return run
    return f"c{run.number}x" + (_note(run, "foot") if place == "foot" else f"<sup>&#x2060;{run.number}</sup>")


def _note(note: Note, place: Place) -> str:
    paragraphs = "".join(f'<span class="paragraph">{words}</span>' for words in note.paragraphs)
    return f'<span class="note {place}" data-number="{note.number}">{paragraphs}</span>'


def _typst_block(block: Block) -> str:
    cells = [" ".join(_typst_run(run) for run in cell) for cell in block.cells]
    listed = ", ".join(f"[{cell}]" for cell in cells)
    match block.kind:
        case "chapter":
            return f"#pagebreak(weak: true)\n= {cells[0]}"
        case "section":
            return f"== {cells[0]}"
        case "list":
            return f"#list({listed})"
        case "quotation":
            return f"#quote(block: true)[{cells[0]}]"
        case "table":
            return f"#table(columns: (1fr, 1fr), {listed})"
        case "paragraph":
            return cells[0]


def _typst_run(run: Run) -> str:
    if isinstance(run, str):
        return run
    return f"c{run.number}x#footnote[{' #parbreak() '.join(run.paragraphs)}]"
