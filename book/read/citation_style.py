"""The citation style that book.yaml names: one of the CSL project's, or a CSL file of the book's own."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from book.citations import named_style, parent_name, style_names, style_problems
from book.problems import Span
from book.read.files import Files


def read_citation_style(files: Files, name: str, asked: Span, bibliography: bool) -> str:
    """The style's text, or nothing if it cannot be used. A name that ends in .csl is a path in the project, and one of
    a file styles/NAME.csl means that file; a dependent style is the one that it names.

    B-003: a name that no style has; C-008: a file that is not there, or not a style that can be used here."""
    path = name if name.endswith(".csl") else f"styles/{name}.csl"
    if name.endswith(".csl") or ("/" not in name and (files.project / path).is_file()):
        return _own(files, path, asked, bibliography)
    text = named_style(name)
    if not text:
        near = get_close_matches(name, style_names(), 1, 0.7)
        hint = f"did you mean “{near[0]}”?" if near else "names are those of https://www.zotero.org/styles"
        files.report("B-003", f"there is no citation style “{name}”", asked,
                     f"{hint} (a style of your own is named by its file, styles/NAME.csl)")
        return ""
    problems = style_problems(text, name, bibliography)
    files.problems += (replace(problem, span=asked) for problem in problems)
    return "" if problems else text


def _own(files: Files, path: str, asked: Span, bibliography: bool) -> str:
    text = files.text(path, asked, "C-008")
    if text is not None and (parent := named_style(parent_name(text))):
        text = parent
    problems = style_problems(text, path, bibliography) if text is not None else ()
    files.problems += problems
    return text if text is not None and not problems else ""
