"""The style sheet of a galley: the faces, the page as the edition measures it, then the sheets of `styles/`."""

from __future__ import annotations

from collections.abc import Sequence

from book.design import DesignPart, Face, Styles, rag
from book.edition import Edition, HeadWords, LookSetting

MILLIMETRES = 25.4  # an inch
POINTS = 72.0  # an inch
BLEED = 9  # points, 1/8 inch: what printers ask beyond the trim, so that a background can run off the page
EPUB_SHEET = "epub.css"
COVER_SHEET = "cover.css"
DRAFT_SHEET = "draft.css"
# The pages with running heads, as page.css names them; and those of them that have sections.
HEADED = ("preface", "contents", "figures", "chapter", "appendix", "bibliography", "index", "changes")
SECTIONED = ("preface", "chapter", "appendix")
WEB_SHEET = "errata.css"  # of the errata sheet for a browser


def paged(styles: Styles, edition: Edition, parts: Sequence[DesignPart] = ()) -> str:
    """For the page: the parts, then all sheets in the order of their names but those for glass and covers; `draft.css`
    in a draft."""
    left_out = {EPUB_SHEET, COVER_SHEET, WEB_SHEET} | (set() if edition.draft else {DRAFT_SHEET})
    sheets = [name for name in sorted(styles.sheets) if name not in left_out]
    faces = (*styles.faces, *(face for part in parts for face in part.faces))
    return "\n".join((*map(_face, faces), _page(edition), *(part.paged for part in parts),
                      *styles.layered(sheets, "paged", (rag(edition.look), _heads(edition.look)))))


def reflowed(styles: Styles, look: LookSetting, parts: Sequence[DesignPart] = ()) -> str:
    """For reading systems, which know the page better than we do."""
    faces = (*styles.faces, *(face for part in parts for face in part.faces))
    return "\n".join((*map(_face, faces), *(part.reflowed for part in parts),
                      *styles.layered([EPUB_SHEET], "reflowed", (rag(look),))))


def for_cover(styles: Styles, parts: Sequence[DesignPart] = ()) -> str:
    """For the cover, which sets its own page size."""
    return "\n".join((*map(_face, styles.faces), *(part.cover for part in parts),
                      *styles.layered([COVER_SHEET], "cover")))


def _heads(look: LookSetting) -> str:
    """Running heads that name sections, or that say nothing."""
    return "\n".join((_head("left", "book", look.left), _head("right", "division", look.right))).strip()


def _head(side: str, string: str, words: HeadWords) -> str:
    """On a left-hand page the first section that begins there or goes on, on a right-hand one the last."""
    if words not in ("section", "none"):
        return ""
    pages = ", ".join(f"{name}:{side}" for name in (SECTIONED if words == "section" else HEADED))
    if words == "none":
        return f"@page {pages} {{ @top-center {{ content: none }} }}"
    first, which = ", ".join(f"{name}:first" for name in SECTIONED), "first" if side == "left" else "last"
    return (f"h2 {{ string-set: {string} content() }}\n"
            f"@page {pages} {{ @top-center {{ content: string({string}, {which}) }} }}\n"
            f"@page {first} {{ @top-center {{ content: none }} }}")


def _face(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("font:{face.file.name}") }}'
    )


def _page(edition: Edition) -> str:
    """Trim and margins, the gutter on the inner side, and the type area as variables for pages set to a fixed depth."""
    trim, margins = edition.trim, edition.margins
    width = trim.width * POINTS - (margins.inner + margins.outer) / MILLIMETRES * POINTS
    depth = trim.height * POINTS - (margins.head + margins.foot) / MILLIMETRES * POINTS
    return "\n".join(
        (
            f"@page {{ size: {trim.width}in {trim.height}in; bleed: {BLEED}pt;"
            f" margin-top: {margins.head}mm; margin-bottom: {margins.foot}mm }}",
            f"@page :right {{ margin-left: {margins.inner}mm; margin-right: {margins.outer}mm }}",
            f"@page :left {{ margin-left: {margins.outer}mm; margin-right: {margins.inner}mm }}",
            f":root {{ --measure: {width:.3f}pt; --depth: {depth:.3f}pt }}",
        )
    )
