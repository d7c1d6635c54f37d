"""Writes formulas: a picture on the text's baseline for pages, MathML for glass; those with a name have their number.

A picture is as large as the text around it has it: its measures are in x-heights of that text's face.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from markupsafe import escape

from book.compose.context import WriterContext
from book.compose.markup import EMPTY, Markup, element, void
from book.matter import DisplayFormula, Formula, SetFormula
from book.pages import Asset

SCALE = 1.06  # STIX Two beside text of the same x-height looks small: its capitals and figures are lower
CLOSE = 0.3  # x-heights by which a formula may reach into the white above and below its line
LEAST = 0.75  # of its size: a displayed formula too wide for the measure is drawn smaller, but not smaller than that


def formula(node: Formula, context: WriterContext) -> Markup:
    """A formula in a line."""
    made = context.book.formulas[node.tex, node.display]
    if not context.medium.paged:
        return _mathml(made, "inline")
    place = f"margin:-{CLOSE}ex 0;vertical-align:{CLOSE - made.depth * SCALE:.3f}ex"
    return _picture(made, place)


def displayed(node: DisplayFormula, context: WriterContext, name: str) -> Markup:
    """A formula on a line of its own, in an element called `name`: in a note that is a span."""
    made = context.book.formulas[node.tex, True]
    key = context.keys.key(made.alt, node.span, context.note)
    number = context.name(node.id).rpartition(" ")[2]
    if context.medium.paged:
        least = f"vertical-align:{-made.depth * SCALE:.3f}ex;min-width:{made.width * SCALE * LEAST:.3f}ex"
        shown = _picture(made, least)
    else:
        shown = _mathml(made, "block")
    if not number:
        return element(name, shown, class_="equation", data_key=key)
    body = element("span", shown, class_="equation-body") + element("span", f"({number})", class_="equation-number")
    # The empty one is as wide as the number, so that the formula stands in the middle.
    before = element("span", class_="equation-side") if context.medium.paged else EMPTY
    return element(name, before + body, id=node.id, class_="equation numbered", data_key=key)


def assets(formulas: Mapping[tuple[str, bool], SetFormula]) -> dict[str, Asset]:
    """The pictures of all formulas by the name that galleys use."""
    made = (Asset(_name(each), "image/svg+xml", each.svg) for each in formulas.values())
    return {asset.name: asset for asset in made}


def _picture(made: SetFormula, place: str) -> Markup:
    style = f"width:{made.width * SCALE:.3f}ex;{place}"
    return void("img", class_="formula", src=f"asset:{_name(made)}", alt=made.alt, style=style)


def _name(made: SetFormula) -> str:
    return f"formula/{hashlib.sha256(made.svg).hexdigest()[:20]}.svg"


def _mathml(made: SetFormula, display: str) -> Markup:
    """MathJax's MathML, with the words for readers that cannot show it."""
    _, _, rest = made.mathml.partition(">")
    opening = f'<math xmlns="http://www.w3.org/1998/Math/MathML" class="formula" display="{display}"'
    return Markup(f'{opening} alttext="{escape(made.alt)}">{rest}')
