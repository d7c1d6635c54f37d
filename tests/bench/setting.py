"""The text of the ten chapters as copy for each engine: the same words, face, size, measure and distance of lines.

Comes in: the flagship's galleys. Goes out: plain chapters; each as a galley, as Typst's source, as LaTeX's; their face.
Apart because these measures are one table for all.

Typst and TeX hyphenate English by the American patterns, two letters before a hyphen and three after it. Typst cannot
do otherwise, and so here everyone does it; the flagship is in British English, and leaves three letters before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from xml.etree import ElementTree

from fontTools.ttLib import TTFont

from book.pages import FontFile, Galley
from tests.bench.lines import HYPHENS
from tests.bench.texture import Face

XHTML = "{http://www.w3.org/1999/xhtml}"
CHAPTER = "chapter"
SIZE = 11.0  # points
DROPPED = str.maketrans("", "", "\u2060\u00ad")

CSS = """
@font-face { font-family: "EB Garamond"; src: url("font:EBGaramond-400-normal.ttf") }
@font-face { font-family: "EB Garamond"; font-style: italic; src: url("font:EBGaramond-400-italic.ttf") }
@page { size: 6in 9in; margin: 60pt 54pt 69.5pt }
html { font: 11pt/14pt "EB Garamond"; font-variant-ligatures: common-ligatures;
  font-variant-numeric: oldstyle-nums proportional-nums }
html, body, p { margin: 0; padding: 0 }
body { text-align: justify; hyphens: auto; hyphenate-limit-chars: 5 2 3; orphans: 2; widows: 2 }
p { text-indent: 14pt }
"""

TYPST = """
#set page(width: 6in, height: 9in, margin: (x: 54pt, top: 60pt, bottom: 69.5pt))
#set text(font: "EB Garamond", size: 11pt, lang: "en", hyphenate: true, number-type: "old-style",
  number-width: "proportional", top-edge: 0.75em, bottom-edge: -0.25em)
#set par(justify: true, leading: 3pt, spacing: 3pt, first-line-indent: (amount: 14pt, all: true))
"""
# What its manual offers against last lines of a word, and against lone lines of a paragraph.
TYPST_CARE = """
#set text(costs: (runt: 1000%, widow: 1000%, orphan: 1000%))
"""

LATEX = r"""
\documentclass[11pt,twoside]{book}
\usepackage[paperwidth=432bp,paperheight=648bp,textwidth=324bp,textheight=515bp,hcentering,top=60bp,nohead,nofoot]{geometry}
\usepackage{fontspec}
\usepackage[english]{babel}
\setmainfont{EBGaramond-400-normal.ttf}[Path=./,ItalicFont=EBGaramond-400-italic.ttf,Numbers={OldStyle,Proportional}]
\pagestyle{empty}\frenchspacing\setlength\parindent{14bp}\setlength\topskip{11bp}\XeTeXdashbreakstate=1
CARE
\begin{document}\fontsize{11bp}{14bp}\selectfont
"""
# What Pandoc's own template has, by which most books that begin as Markdown are set (pandoc 3.9, common.latex).
LATEX_PANDOC = r"""
\usepackage[]{microtype}\UseMicrotypeSet[protrusion]{basicmath}
\setlength{\emergencystretch}{3em}
"""
# What a good typesetter writes in the preamble: optical margins, no lone lines, no last line of a word, and hyphens
# neither two in a row nor at the foot of a page, if that can be helped. XeTeX cannot stretch type (`expansion`).
LATEX_CARE = r"""
\usepackage[protrusion=true]{microtype}
\clubpenalty=10000 \widowpenalty=10000 \brokenpenalty=4999 \doublehyphendemerits=1000000 \finalhyphendemerits=1000000
\setlength\parfillskip{0pt plus 0.75\textwidth}\setlength\emergencystretch{1em}
"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A key, and the text in pieces; every other one, from the second on, is in italics."""

    key: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of plain paragraphs, the galley that it was taken from, and roman and italic faces."""

    galley: Galley
    paragraphs: tuple[Paragraph, ...]
    fonts: tuple[FontFile, ...]

    @property
    def text(self) -> str:
        """All that should be printed."""
        return "\n".join("".join(paragraph.pieces) for paragraph in self.paragraphs)


def chapters(galleys: tuple[Galley, ...]) -> tuple[Chapter, ...]:
    """The plain paragraphs of those galleys that are chapters: without notes and all that is not a
    paragraph."""
    return tuple(Chapter(galley, tuple(_paragraphs(galley.html)), galley.fonts[:2]) for galley in of_chapters(galleys))


def of_chapters(galleys: tuple[Galley, ...]) -> tuple[Galley, ...]:
    """The chapters among the galleys, as they are."""
    return tuple(galley for galley in galleys if f'<body class="{CHAPTER}"' in galley.html)


def _paragraphs(html: str) -> Iterator[Paragraph]:
    body = ElementTree.fromstring(html).find(f"{XHTML}body")
    for number, element in enumerate(() if body is None else body.findall(f"{XHTML}p"), 1):
        pieces = [""]
        for text, italic in _texts(element, italic=False):
            if italic == len(pieces) % 2:  # the piece being written is of the other face
                pieces.append("")
            pieces[-1] += text
        yield Paragraph(f"paragraph-{number}", tuple(_without_double_spaces(pieces)))


def _without_double_spaces(pieces: list[str]) -> Iterator[str]:
    """Typst, other than HTML and TeX, prints every space of a string."""
    space = True
    for piece in pieces:
        text = re.sub(r"[ \n]+", " ", piece)
        text = text.removeprefix(" ") if space else text
        space = text.endswith(" ") if text else space
        yield text


def _texts(element: ElementTree.Element, italic: bool) -> Iterator[tuple[str, bool]]:
    """The text, and whether it is in italics; emphasis inside emphasis is roman. Notes are left out."""
    if element.get("class") != "note":
        italic ^= element.tag in (f"{XHTML}em", f"{XHTML}i")
        yield (element.text or "").translate(DROPPED), italic
        for child in element:
            yield from _texts(child, italic)
            yield (child.tail or "").translate(DROPPED), italic


def galley(chapter: Chapter) -> Galley:
    """The chapter as a galley: the house's limits of setting are the flagship's."""
    body = "".join(f'<p data-key="{paragraph.key}">{_marked(paragraph, "<em>{}</em>", escape)}</p>\n'
                   for paragraph in chapter.paragraphs)
    html = f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en-US"><head><title/></head><body>{body}</body></html>'
    return replace(chapter.galley, html=html, css=CSS, fonts=chapter.fonts, assets=(), strings=())


def typst(chapter: Chapter, care: bool) -> str:
    """The chapter as Typst's source. Strings, since these have no signs that mean something."""
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    return TYPST + (TYPST_CARE if care else "") + "\n\n".join(
        "".join(f"#emph({quoted(piece)});" if index % 2 else f"#{quoted(piece)};"
                for index, piece in enumerate(paragraph.pieces) if piece) for paragraph in chapter.paragraphs)


def latex(chapter: Chapter, preamble: str) -> str:
    """The chapter as LaTeX's source, for XeLaTeX; the faces lie beside it."""
    def plain(text: str) -> str:
        return re.sub(r"([{}$&#_%])", r"\\\1", text).replace("\u00a0", "~")

    return LATEX.replace("CARE", preamble).lstrip() + "\n\n".join(
        _marked(paragraph, r"\emph{{{}}}", plain) for paragraph in chapter.paragraphs) + "\n\\end{document}\n"


def _marked(paragraph: Paragraph, italic: str, plain: Callable[[str], str]) -> str:
    return "".join(italic.format(plain(piece)) if index % 2 else plain(piece)
                   for index, piece in enumerate(paragraph.pieces))


def face(chapter: Chapter) -> Face:
    """The roman as a yardstick."""
    with TTFont(io.BytesIO(chapter.fonts[0].data)) as font:
        glyphs, em = font.getBestCmap(), font["head"].unitsPerEm
        width = {sign: font["hmtx"][glyphs[ord(sign)]][0] / em for sign in " -.,;:!?\u2013\u2019\u201d"}
    hyphens = dict.fromkeys(HYPHENS, width["-"])
    return Face(SIZE, width.pop(" "), width | hyphens)
