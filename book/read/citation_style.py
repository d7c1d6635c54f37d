"""The citation style that book.yaml names: one that comes with the tool, or a CSL file of the book's own."""

from __future__ import annotations

from difflib import get_close_matches

from book.citations import shipped_style, style_names, style_problems
from book.problems import Span
from book.read.files import Files


def read_citation_style(files: Files, name: str, asked: Span, bibliography: bool) -> str:
    """The style's text, or nothing if it cannot be used. A name that ends in .csl is a path in the project.

    B-003: a name that no style has; C-008: a file that is not there, or not a style that can be used here."""
    if name in style_names():
        return shipped_style(name)
    if not name.endswith(".csl"):
        near = get_close_matches(name, style_names(), 1)
        hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(style_names())}"
        files.report("B-003", f"there is no citation style “{name}”", asked,
                     f"{hint} (a style of your own is named by its file, styles/NAME.csl)")
        return ""
    text = files.text(name, asked, "C-008")
    problems = style_problems(text, name, bibliography) if text is not None else ()
    files.problems += problems
    return text if text is not None and not problems else ""
