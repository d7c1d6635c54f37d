"""The errata sheet for a browser: one file with its style and fonts in it, so that it can be sent about."""

from __future__ import annotations

import re
from base64 import b64encode

from book.design import Face, Styles
from book.fonts import subset_text
from book.pages import Galley

SHEET = "errata.css"
NORMAL = 400  # weight of type, as CSS counts
KEYS = re.compile(r' data-[\w-]+="[^"]*"| xmlns(?::\w+)?="[^"]*"')


def web_page(galley: Galley, styles: Styles) -> bytes:
    """The page as UTF-8. The sheet is `styles/errata.css`, in the theme's face if there is one; of each face it has the
    characters that the page shows."""
    css = styles.sheets.get(SHEET, "")
    if styles.theme:
        css += f'html {{ font-family: "{styles.families[0]}", serif }}\n'
    faces = "".join(_face(face, galley.html + css) for face in styles.faces if face.weight <= _boldest(galley.html))
    head = (
        '<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<style>\n{faces}{css}</style>"
    )
    body = KEYS.sub("", galley.html).replace("<body", "<body><main", 1).replace("</body>", "</main></body>", 1)
    return f"<!DOCTYPE html>\n{body.replace('<head>', head, 1)}\n".encode()


def _boldest(html: str) -> int:
    """The greatest weight of type that the page has."""
    return 1000 if "<strong" in html else NORMAL


def _face(face: Face, text: str) -> str:
    data = b64encode(subset_text(face.file.data, text, "woff2")).decode()
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("data:font/woff2;base64,{data}") format("woff2") }}\n'
    )
