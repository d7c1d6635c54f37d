"""MathML made fit for an EPUB, and read out as one line: "(a + b)/c", "x² + y² = z²", "∑_(k = 1)^∞ 1/k²".

The line is the formula's text alternative, in the signs of mathematics, which screen readers speak in any language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from book.maths.alphabets import with_characters
from book.maths.engine import FormulaFault

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_REMARK = re.compile(r' (?:data-[\w-]+|class|style|id|href|(?:xlink|on)[\w:-]*)="[^"]*"')
_BETWEEN = re.compile(r">\n[ \n]*<")
_INVISIBLE: Mapping[int, str] = {0x2061: " ", **dict.fromkeys(range(0x2062, 0x2065), "")}
_SPACED = frozenset("+−±∓×÷=≠<>≤≥≈≡∼≃≅∝∈∉∋⊂⊃⊆⊇∪∩∧∨→←↔⇒⇐⇔↦∘⊕⊗∣∥⊥⊢⊨≪≫≺≻∖")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ACCENTS: Mapping[str, str] = {"^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304",
                               "―": "\u0304", "˙": "\u0307", "¨": "\u0308", "→": "\u20d7", "ˇ": "\u030c"}
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂")
_BRACES = frozenset("⏞⏟⏜⏝⎴⎵")
_CARRIERS = ("mover", "munder", "munderover", "msup", "msub", "msubsup")
_OPEN, _CLOSE = frozenset("([{⟨⌊⌈|‖∥∣"), frozenset(")]}⟩⌋⌉|‖∥∣")


def linear(mathml: str) -> tuple[str, str]:
    """The MathML on one line and without remarks, and the formula in words. Raises FormulaFault."""
    plain = with_characters(_BETWEEN.sub("><", _REMARK.sub("", mathml)))
    try:
        root = ElementTree.fromstring(plain)
    except ElementTree.ParseError as fault:
        raise FormulaFault("the formula holds a character that no XML may have", "take it out") from fault
    return plain, " ".join(_said(root).split())


def _said(node: Element) -> str:
    name = node.tag.removeprefix(_NAMESPACE)
    if name in ("mi", "mn", "mtext", "ms"):
        return (node.text or "").translate(_INVISIBLE)
    if name in ("annotation", "annotation-xml", "mphantom", "mprescripts", "none"):
        return ""
    if name == "mo":
        return (node.text or "").translate(_INVISIBLE)
    if name == "mfrac" and node.get("linethickness") == "0":
        return " ¦ ".join(_grouped(part) for part in node)
    if name in _SHAPES:
        return _SHAPES[name](list(node))
    if name == "mspace":
        return " "
    return _row(list(node))


def _row(nodes: list[Element]) -> str:
    """One after the other; a sign between two things has spaces around it, one before a thing has none."""
    parts: list[str] = []
    for node in nodes:
        said = _said(node)
        operand = bool(parts) and parts[-1].strip()[-1:] not in ("", ",", *_SPACED, *(_OPEN - _CLOSE))
        lone = _core(node)
        if parts and said[:1].isdigit() and parts[-1][-1:].isdigit():
            parts.append(" ")
        spaced = lone in _SPACED and (operand or (not "".join(parts).strip() and len(nodes) > 1 and lone not in "+−±∓"))
        parts.append(f" {said.strip()} " if spaced else f"{said} " if lone in (",", ";") else said)
    return "".join(parts)


def _core(node: Element) -> str:
    """The one sign that a node is, if it is one; what stands above or below it does not matter."""
    while len(node) == 1 or (len(node) and node.tag.removeprefix(_NAMESPACE) in _CARRIERS):
        node = node[0]
    return (node.text or "").strip() if node.tag == f"{_NAMESPACE}mo" and len(node) == 0 else ""


def _grouped(node: Element) -> str:
    said = " ".join(_said(node).split())
    whole = len(said) < 2 or said.isalpha() or re.fullmatch(r"\w[\u0300-\u036f\u20d7′²³¹⁰-⁹]*|[\d.,]+", said)
    return said if whole else f"({said})"


def _fraction(nodes: list[Element]) -> str:
    return f"{_grouped(nodes[0])}/{_grouped(nodes[1])}"


def _raised(base: str, script: Element) -> str:
    said = " ".join(_said(script).split())
    if said and all(sign in "′″‴⁗*†∗" for sign in said):
        return base + said
    return base + (said.translate(_RAISED) if said.isdecimal() and said.isascii() else f"^{_grouped(script)}")


def _lowered(base: str, script: Element) -> str:
    said = _said(script).strip()
    return base if not said or said in _BRACES else f"{base}_{_grouped(script)}"


def _gap(base: Element) -> str:
    """White between a sum or an integral with its limits and what it is of."""
    return " " if _core(base) in _LARGE else ""


def _based(node: Element) -> str:
    """What carries a script: a thing of several parts in brackets, unless it has its own."""
    said = " ".join(_said(node).split())
    bare = len(node) < 2 or said[:1] in _OPEN or " " not in said
    return said if bare else f"({said})"


def _over(nodes: list[Element]) -> str:
    base, mark = _based(nodes[0]), _said(nodes[1]).strip()
    if mark in _BRACES:
        return base
    if mark in _ACCENTS and base:
        return base + _ACCENTS[mark] if len(base) == 1 else f"({base}){_ACCENTS[mark]}"
    return f"{base}^{_grouped(nodes[1])}" if mark else base


def _table(nodes: list[Element]) -> str:
    rows = [[" ".join(_said(cell).split()) for cell in row] for row in nodes]
    between = " " if any(row[1:] and row[1][:1] in _SPACED for row in rows) else ", "
    return "; ".join(between.join(cell.rstrip(",;") if between == ", " and cell is not row[-1] else cell
                                  for cell in row if cell) for row in rows)


_SHAPES: Mapping[str, Callable[[list[Element]], str]] = {
    "mfrac": _fraction,
    "msup": lambda nodes: _raised(_based(nodes[0]), nodes[1]),
    "msub": lambda nodes: _lowered(_based(nodes[0]), nodes[1]) + _gap(nodes[0]),
    "msubsup": lambda nodes: _raised(_lowered(_based(nodes[0]), nodes[1]), nodes[2]) + _gap(nodes[0]),
    "munder": lambda nodes: _lowered(_based(nodes[0]), nodes[1]) + " ",
    "mover": _over,
    "munderover": lambda nodes: _raised(_lowered(_based(nodes[0]), nodes[1]), nodes[2]) + " ",
    "msqrt": lambda nodes: f"√({_row(nodes).strip()})" if len(nodes) != 1 else f"√{_grouped(nodes[0])}",
    "mroot": lambda nodes: f"{_said(nodes[1]).translate(_RAISED)}√{_grouped(nodes[0])}",
    "mtable": _table,
}
