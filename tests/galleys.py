"""Hand-made galleys for the tests of layout and paging: EB Garamond, a small page, notes at the foot."""

from __future__ import annotations

from pathlib import Path

import fontpkg_eb_garamond

from book.pages import Asset, FontFile, Galley, Numbering, Opening

FOLDER = Path(fontpkg_eb_garamond.__file__).parent / "files"
CSS = """
@font-face { font-family: "EB Garamond"; src: url("font:roman") }
@font-face { font-family: "EB Garamond"; font-style: italic; src: url("font:italic") }
@page { size: 4in 6in; margin: 0.6in; @top-center { content: string(head) } @footnote { border-top: 0.5pt solid } }
@page text:left { @bottom-left { content: counter(page) } }
@page text:right { @bottom-right { content: counter(page) } }
@page :blank { @top-center { content: none } @bottom-left { content: none } @bottom-right { content: none } }
html { font: 10pt/13pt "EB Garamond" }
body { page: text; orphans: 2; widows: 2 }
h1, h2 { font-weight: normal; font-size: 13pt; margin: 13pt 0; break-after: avoid }
h2 { string-set: head content(text) }
p { margin: 0; text-align: justify; hyphens: auto }
.note { float: footnote; font-size: 8pt; line-height: 10pt }
.note-p { display: block }
.note::footnote-call { content: attr(data-number); vertical-align: super; font-size: 70%; line-height: 0 }
.note::footnote-marker { content: attr(data-number) ". " }
"""
SENTENCE = "The compositor sets the copy, the reader marks the proof, and the press prints the sheet. "


def font(name: str, file: str) -> FontFile:
    """A font of the package that carries EB Garamond."""
    return FontFile.of(name, (FOLDER / file).read_bytes())


FONTS = (font("roman", "EBGaramond[wght].ttf"), font("italic", "EBGaramond-Italic[wght].ttf"))


def galley(
    division: str, body: str, *, css: str = "", opens: Opening = "recto", numbering: Numbering = "arabic",
    strings: tuple[tuple[str, str], ...] = (), assets: tuple[Asset, ...] = (),
) -> Galley:
    """A galley of this body, its title as `h1`."""
    html = (f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"><head><title/></head><body id="{division}">'
            f'<h1 data-key="{division}-title">Division {division}</h1>{body}</body></html>')
    return Galley(division, html, CSS + css, FONTS, assets, opens, numbering, strings)


def paragraph(key: str, text: str = SENTENCE * 4) -> str:
    """A paragraph with a key."""
    return f'<p data-key="{key}">{text}</p>'


def note(division: str, number: int, text: str = "See the archive.") -> str:
    """A note at its call."""
    return (f'<span class="note" id="note-{division}-{number}" data-call="call-{division}-{number}" '
            f'data-number="{number}">{text}</span>')


def folio(anchor: str) -> str:
    """A place for a folio."""
    return f'<a class="folio" href="#{anchor}" data-page="{anchor}"></a>'
