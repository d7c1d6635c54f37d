"""Cross-references, and the anchors that they lead to. Since they also point forward, all anchors are found first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Literal

from book.matter import (
    Anchor,
    Block,
    CrossLink,
    CrossReference,
    DisplayFormula,
    Figure,
    Group,
    Heading,
    Inline,
    Listing,
    PageReference,
    RawInline,
    Styled,
    Table,
    Text,
)
from book.matter.walk import all_blocks, all_raw, lines
from book.problems import Problem
from book.resolve.divisions import DivisionNumber
from book.resolve.facts import Facts
from book.resolve.notes import CalledDivision, CalledNote

PAGE = "page\u00a0"  # never parted from its number


def text_anchors(
    called: Iterable[CalledDivision], numbers: Mapping[str, DivisionNumber], facts: Facts,
    sections: Mapping[str, str] | None = None,
) -> Mapping[str, Anchor]:
    """Anchors by id: divisions, headings, figures, tables, named spans and groups, notes and their calls.

    Figures, tables, and formulas and listings with a name are numbered through the whole book. Of an id used
    twice (M-008) the first counts. `sections` has the numbers of headings."""
    found: dict[str, Anchor] = {}
    counts = {"figure": 0, "table": 0, "equation": 0, "listing": 0}
    for each in called:
        for anchor in _division_anchors(each, numbers, facts, counts):
            found.setdefault(anchor.id, anchor)
    for name, number in (sections or {}).items():
        title = found[name].title.removeprefix(number).strip()
        found[name] = replace(found[name], name=f"section {number}", title=title)
    return found


def note_id(division: str, note: CalledNote) -> str:
    """ "note-DIVISION-NUMBER"."""
    return f"note-{division}-{note.number}"


def call_id(division: str, note: CalledNote) -> str:
    """ "call-DIVISION-NUMBER"."""
    return f"call-{division}-{note.number}"


def _quoted(title: str) -> str:
    """What has a title and no number is called by its title, as Chicago quotes a section's."""
    return f"“{title}”" if title else ""


def _division_anchors(
    called: CalledDivision, numbers: Mapping[str, DivisionNumber], facts: Facts, counts: dict[str, int]
) -> Iterator[Anchor]:
    division = called.division
    label = numbers[division.id].label
    title = " ".join(facts.words(division.heading).split()) or division.title
    name = label[:1].lower() + label[1:] or _quoted(title)
    if numbers[division.id].spelt:
        name = name.lower()
    yield Anchor(division.id, "division", name, title, division.id)
    yield from _block_anchors(division.blocks, division.id, facts, counts)
    for note in called.notes:
        yield Anchor(note_id(division.id, note), "note", f"note {note.number}", "", division.id)
        yield Anchor(call_id(division.id, note), "call", f"note {note.number}", "", division.id)
        yield from _block_anchors(note.blocks, division.id, facts, counts)


def _block_anchors(
    blocks: tuple[Block[RawInline], ...], division: str, facts: Facts, counts: dict[str, int]
) -> Iterator[Anchor]:
    for block in all_blocks(blocks):
        if isinstance(block, Heading):
            title = facts.words(block.children)
            yield Anchor(block.id, "heading", _quoted(title), title, division)
        elif isinstance(block, Figure | Table) and block.id:
            kind: Literal["figure", "table"] = "figure" if isinstance(block, Figure) else "table"
            counts[kind] += 1
            yield Anchor(block.id, kind, f"{kind} {counts[kind]}", facts.words(block.caption), division)
        elif isinstance(block, DisplayFormula) and block.id:
            counts["equation"] += 1
            yield Anchor(block.id, "equation", f"equation {counts['equation']}", "", division)
        elif isinstance(block, Listing) and block.id:
            counts["listing"] += 1
            yield Anchor(block.id, "listing", f"listing {counts['listing']}", facts.words(block.caption), division)
        elif isinstance(block, Group) and block.id:
            yield Anchor(block.id, "span", "", "", division)
    for line, _ in lines(blocks):
        for inline in all_raw(line):
            if isinstance(inline, Styled) and inline.id:
                yield Anchor(inline.id, "span", "", facts.words(inline.children), division)


def refer(
    node: CrossReference, own: tuple[Inline, ...], anchors: Mapping[str, Anchor], opens: bool, before: str = "",
    strict: bool = True,
) -> tuple[tuple[Inline, ...], tuple[Problem, ...]]:
    """The reference in print. `own` are its own words, if any; `opens` says that it begins a sentence ("Figure 2"),
    `before` is what stands there: after a word like “Figure”, the number alone is printed.

    X-001: an anchor that is not there, only a warning for words that stay without a link in a book that is not
    `strict`; X-002: one without name or number to be called by."""
    if (anchor := anchors.get(node.anchor)) is None:
        near = get_close_matches(node.anchor, sorted(anchors), 1)
        hint = f"did you mean “#{near[0]}”?" if near else ""
        return own or (Text(f"[{node.anchor}?]"),), (
            Problem("X-001", f"there is no “#{node.anchor}” in the book", node.span, hint,
                    None if strict or not own or node.form != "plain" else "warning"),
        )
    if node.form == "pageonly":
        return (Text(_capital(PAGE, opens)), PageReference(anchor.id)), ()
    name = anchor.title if node.form == "title" else _capital(anchor.name, opens)
    if not own and (node.form == "number" or (node.form != "title" and _said(anchor.name, before))):
        name = _number(anchor.name)
    if not (own or name):
        message = f"“#{node.anchor}” has no name or number to be called by"
        hint = f"write the words: [the words](#{node.anchor})"
        return (), (Problem("X-002", message, node.span, hint),)
    link = CrossLink(anchor.id, own or (Text(name),))
    return (link, Text(f", {PAGE}"), PageReference(anchor.id)) if node.form == "page" else (link,), ()


def _said(name: str, before: str) -> bool:
    """Whether the author has written the word himself: “see Figure @fig:one”."""
    kind, _, number = name.partition(" ")
    words = {kind, kind[:3] + ".", kind[:4] + "."}
    last = before.replace("\N{NO-BREAK SPACE}", " ").rstrip(" ").rpartition(" ")[2].lstrip("([“‘").lower()
    return bool(number) and not name.startswith("“") and before[-1:] in (" ", "\N{NO-BREAK SPACE}") and last in words


def _number(name: str) -> str:
    """The number of what has one."""
    return "" if name.startswith("“") else name.rpartition(" ")[2]


def _capital(name: str, opens: bool) -> str:
    return name[:1].upper() + name[1:] if opens else name
