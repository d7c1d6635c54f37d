"""The rule above the notes of a page: the style sheet draws two, and CSS has no word for the page on which a note goes
on.

A design gives `@footnote` its rules as backgrounds: the first is drawn where the page's first note begins there, the
last where that note is carried from the page before.
"""

from __future__ import annotations

from typing import Any

LAYERS = ("image", "size", "position", "repeat", "origin", "clip", "attachment")


def ruled(style: Any, carried: bool) -> Any:
    """The style with one of its backgrounds left."""
    count = len(style["background_image"])
    if count < 2:
        return style
    layer, style = (count - 1 if carried else 0), style.copy()
    for name in LAYERS:
        values = style[f"background_{name}"]
        style[f"background_{name}"] = (values[layer % len(values)],)
    return style
