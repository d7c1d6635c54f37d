"""Line breaks that the engine puts in the wrong place.

WeasyPrint 70. The space at a line's end hangs over its edge, as it should; but where the text node ends with that
space (before a note's call, an italic word, an index anchor), four functions take it for text that does not fit:

- text/line_break.py, `split_first_line`, breaks the line a second time, after its first word.
- layout/inline.py, `split_inline_box`, does so when an empty element follows, such as the anchor of an index entry,
  and forgets that the line may be broken at the space. Here an empty element weighs nothing, and goes to the next line
  with the word before which it stands.
- layout/preferred.py, `trailing_whitespace_size`, and layout/inline.py, `remove_last_whitespace`, do not see the space
  before an empty element. Here they look past such elements.

Each is compiled anew from its own text with some lines changed: they are too long, and too much at work between these
lines, to be wrapped or copied.
"""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from book.layout.engine import replace

Change = tuple[str, str]  # what stands in the engine, and what takes its place

SPLIT_TEXT: tuple[Change, ...] = (
    ("""    if resume_index is None and first_line_width <= max_width:
""", """    if resume_index is None and first_line_width > max_width and space_collapse and text.endswith(' '):
        stripped = create_layout(text.rstrip(' '), style, context, None, justification_spacing)
        if line_size(stripped.get_first_line()[0], style)[0] <= max_width:
            return first_line_metrics(
                first_line, text, layout, resume_index, space_collapse, style)
    if resume_index is None and first_line_width <= max_width:
"""),
)
SPLIT_INLINE: tuple[Change, ...] = (
    ("""    first_letter = last_letter = None
    float_widths""", """    first_letter = last_letter = None
    trailing = 0
    float_widths"""),
    ("""        can_break = None
        if last_letter is True:
""", """        empty = (
            isinstance(child, boxes.InlineBox) and first is None and last is None and
            resume_at is None and new_child.margin_width() == 0)
        letter_before = last_letter
        can_break = None
        if last_letter is True:
"""),
    ("""            children.extend(waiting_children)
            waiting_children = []

""", """            split = len(waiting_children) - trailing
            children.extend(waiting_children[:split])
            waiting_children = waiting_children[split:]

"""),
    ("""            last_letter = last

""", """            last_letter = last
        if empty:
            last_letter = letter_before

"""),
    ("""            if new_position_x > max_x:
""", """            if new_position_x > max_x and not empty:
"""),
    ("""            waiting_children.append((index, new_child, child))
""", """            waiting_children.append((index, new_child, child))
            trailing = trailing + 1 if empty else 0
"""),
)


LAST_CHILD = """next(
            (child for child in reversed(box.children) if not (
                isinstance(child, boxes.InlineBox) and not child.children and child.margin_width() == 0)),
            box.children[-1])"""
TRAILING: tuple[Change, ...] = (("box, box.children[-1]", f"box, {LAST_CHILD}"),)
REMOVE: tuple[Change, ...] = (("box = box.children[-1]", f"box = {LAST_CHILD}"),)


def install() -> None:
    """Mend the engine for this process."""
    for module, name, changes in (
            (line_break, "split_first_line", SPLIT_TEXT), (inline, "split_inline_box", SPLIT_INLINE),
            (preferred, "trailing_whitespace_size", TRAILING), (inline, "remove_last_whitespace", REMOVE)):
        replace(module, name, _mended(module, name, changes))
    for importer in (inline, preferred):
        replace(importer, "split_first_line", line_break.split_first_line)
    replace(inline, "trailing_whitespace_size", preferred.trailing_whitespace_size)


def _mended(module: ModuleType, name: str, changes: tuple[Change, ...]) -> Any:
    """A function of a module, compiled in that module from its text with these changes."""
    source = inspect.getsource(getattr(module, name))
    for old, new in changes:
        assert source.count(old) == 1, f"{name} has been compared with its digest"
        source = source.replace(old, new)
    made = dict[str, Any]()
    exec(compile(source, str(module.__file__), "exec"), module.__dict__, made)
    return made[name]
