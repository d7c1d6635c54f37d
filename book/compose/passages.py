"""Writes lists, verse and admonitions as XHTML. Their looks are design parts of the tool, named by class.

What of a list's numbers HTML has no word for is a class; a page's engine is told the first number in CSS.
"""

from __future__ import annotations

from typing import assert_never

from book.compose.classes import own
from book.compose.context import WriterContext
from book.compose.inlines import inlines
from book.compose.markup import EMPTY, Markup, element, joined
from book.matter import Admonition, Inline, Items, Numbering, Text, Verse, VerseLine

TYPES: dict[Numbering, str] = {"decimal": "", "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i",
                               "upper-roman": "I"}
ROOM = 3  # characters of a number for which the margin of a list has room
CHARACTER, BESIDE = 5.5, 5.0  # points: a character of a number, and the space behind it
DONE, OPEN = "done", "to do"
_SVG = "http://www.w3.org/2000/svg"
_STEPS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def list_attributes(node: Items[Inline], context: WriterContext) -> dict[str, str]:
    """The attributes of a list's element."""
    tasks = "tasks" if node.checked else ""
    loose = "loose" if node.loose else ""
    if not node.ordered:
        return {"class_": " ".join(filter(None, (tasks, loose)))}
    fancy = f"fancy {node.numbering} {_DELIMITERS[node.delimiter]}" if _is_fancy(node) else ""
    longest = max((len(label(node, number)) for number in range(len(node.items))), default=0)
    styles = []
    if context.medium.paged and node.start != 1:
        styles.append(f"counter-reset: list-item {node.start - 1}")
    if longest > ROOM:
        styles.append(f"padding-left: {CHARACTER * longest + BESIDE:g}pt" if context.medium.paged
                      else f"padding-left: {0.6 * longest:g}em")
    return {"start": str(node.start) if node.start != 1 else "", "type": TYPES[node.numbering],
            "class_": " ".join(filter(None, (fancy, tasks, loose))), "style": "; ".join(styles)}


_DELIMITERS = {".": "point", ")": "bracket", "()": "brackets"}


def _is_fancy(node: Items[Inline]) -> bool:
    return node.numbering != "decimal" or node.delimiter != "."


def label(node: Items[Inline], place: int) -> str:
    """The mark of an item, which stands at a place counted from 0, as it is printed."""
    if not node.ordered:
        return "•"
    number = _numeral(node.start + place, node.numbering)
    return f"({number})" if node.delimiter == "()" else f"{number}{node.delimiter}"


def _numeral(number: int, numbering: Numbering) -> str:
    match numbering:
        case "decimal":
            return str(number)
        case "lower-alpha" | "upper-alpha":
            letters = _letters(number)
            return letters if numbering == "lower-alpha" else letters.upper()
        case "lower-roman" | "upper-roman":
            roman = _roman(number)
            return roman if numbering == "lower-roman" else roman.upper()
        case _:
            assert_never(numbering)


def _letters(number: int) -> str:
    """a to z, aa, ab …, as style sheets count."""
    found = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        found = chr(ord("a") + letter) + found
    return found


def _roman(number: int) -> str:
    if number > 3999:
        return str(number)
    found = ""
    for value, letters in _STEPS:
        found += letters * (number // value)
        number %= value
    return found


def task(done: bool | None, context: WriterContext) -> Markup:
    """The box before a task: drawn on a page, with its state for whoever cannot see it; nothing before another item."""
    if done is None:
        return EMPTY
    says = DONE if done else OPEN
    if not context.medium.paged:
        return element("span", class_=f"task-box {'done' if done else 'open'}", role="img", aria_label=says)
    tick = Markup('<path d="M2.2 4.6 4.2 6.8 8 1.4" fill="none" stroke="#000" stroke-width="1.1"/>') if done else EMPTY
    box = Markup('<rect x="0.5" y="0.9" width="7" height="7" fill="none" stroke="#000" stroke-width="0.8"/>')
    return element("svg", box + tick, xmlns=_SVG, class_="task-box", alt=says, width="9pt", height="9pt",
                   viewBox="0 0 9 9")


def verse(node: Verse[Inline], context: WriterContext) -> Markup:
    """Stanzas of lines; every so many lines their number."""
    stanzas, number = list[Markup](), 0
    for lines in node.stanzas:
        rows = list[Markup]()
        for line in lines:
            number += 1
            shown = str(number) if node.numbered and number % node.numbered == 0 else ""
            rows.append(_verse_line(line, shown, context))
        stanzas.append(element("div", joined(rows), class_="stanza"))
    numbered = "numbered" if node.numbered else ""
    return element("div", joined(stanzas), class_=" ".join(filter(None, ("verse", numbered, own(node.classes)))))


def _verse_line(line: VerseLine[Inline], number: str, context: WriterContext) -> Markup:
    shown = element("span", number, class_="line-number") if number else EMPTY
    style = f"margin-left: {line.indent}em" if line.indent else ""
    key = context.key((Text(number), *line.children) if number else line.children, line.span)
    return element("p", shown + inlines(line.children, context), data_key=key, style=style)


def admonition(node: Admonition[Inline], content: Markup, context: WriterContext) -> Markup:
    """A passage set apart, under its title or else the name of its kind."""
    title = node.title or (Text(node.kind.capitalize()),)
    head = element("p", inlines(title, context), class_="admonition-title", data_key=context.key(title, node.span))
    return element("div", head + "\n" + content, class_=f"admonition {node.kind}-admonition")
