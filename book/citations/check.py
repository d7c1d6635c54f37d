"""Whether a file is a citation style that can be used here. All that is wrong with it is C-008, at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from book.citations.style import CSL, parsed_style
from book.problems import Problem, Span

WHERE: Final = "take a style from https://www.zotero.org/styles and save it as styles/NAME.csl"


def style_problems(text: str, path: str, bibliography: bool) -> tuple[Problem, ...]:
    """Why the style in the file `path` cannot be used; `bibliography` if the book prints one."""
    try:
        style = parsed_style(text)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        at = Span(path, max(line, 1), max(column, 1))
        return (_problem(f"the citation style is not XML: {error.msg}", at, WHERE),)
    return tuple(_kind_problems(style, text, path)) or tuple(_part_problems(style, path, bibliography))


def _kind_problems(style: etree._Element, text: str, path: str) -> Iterator[Problem]:
    """What makes it another kind of file, or of style."""
    if style.getroottree().docinfo.internalDTD is not None:
        line = text[: text.find("<!DOCTYPE")].count("\n") + 1
        yield _problem("the citation style declares a document type", Span(path, line), "take out <!DOCTYPE …>")
    elif style.tag != f"{{{CSL}}}style":
        root = etree.QName(style).localname
        yield _problem(f"this file is not a CSL style: its root is <{root}>", _at(style, path), WHERE)
    elif parent := _parent(style):
        yield _problem("this style is dependent: it only names another one", _at(style, path),
                       f"save that one instead: {parent}")
    elif style.get("class") not in ("note", "in-text"):
        yield _problem(f"this style is of the class “{style.get('class', '')}”", _at(style, path),
                       "a style has the class “note” or “in-text”")

def _part_problems(style: etree._Element, path: str, bibliography: bool) -> Iterator[Problem]:
    """What it lacks."""
    wanted = ["info", "citation", *(["bibliography"] if bibliography else [])]
    for name in wanted:
        part = style.find(f"{{{CSL}}}{name}")
        if part is None or (name != "info" and part.find(f"{{{CSL}}}layout") is None):
            what = f"<{name}>" if name == "info" else f"<{name}> with a <layout>"
            why = ", and the book has a bibliography" if name == "bibliography" else ""
            yield _problem(f"this style has no {what}{why}", _at(style, path), WHERE)
    macros = {str(macro.get("name")): macro for macro in style.iterfind(f"{{{CSL}}}macro")}
    for element in style.iter(f"{{{CSL}}}text", f"{{{CSL}}}key"):
        used = element.get("macro")
        if used is not None and used not in macros:
            yield _problem(f"this style uses the macro “{used}”, which it does not have", _at(element, path), WHERE)
    for name, macro in macros.items():
        if name in _reached(name, macros):
            yield _problem(f"the macro “{name}” uses itself", _at(macro, path), WHERE)


def _reached(start: str, macros: dict[str, etree._Element]) -> set[str]:
    """The macros that one uses, and those that these use."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        macro = macros.get(waiting.pop())
        used = {str(text.get("macro")) for text in macro.iter(f"{{{CSL}}}text")} if macro is not None else set()
        waiting += used - found
        found |= used
    return found


def _parent(style: etree._Element) -> str:
    links = style.iterfind(f"{{{CSL}}}info/{{{CSL}}}link")
    return next((str(link.get("href")) for link in links if link.get("rel") == "independent-parent"), "")


def _at(element: etree._Element, path: str) -> Span:
    line = element.sourceline
    return Span(path, line if isinstance(line, int) else 1)


def _problem(message: str, span: Span, hint: str) -> Problem:
    return Problem("C-008", message, span, hint)
