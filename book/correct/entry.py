"""Adds an entry to the ledger's text. All other bytes stay: its comments, order and indents are its editor's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from book.correct.edit import Uncorrectable
from book.data import YamlNode, load
from book.edition import Correction

NEW = """\
# What earlier printings had wrong. `book correct` adds an entry; manual/editions.md explains the fields.
corrections:
"""
_WIDTH, _LINE = 110, 90  # of a folded text; longer ones are folded
_HAND = "write the entry by hand, then correct the words"


def next_id(ids: list[str]) -> str:
    """The id after the highest, in the form of the last: C09, C10.

    >>> next_id(["C01", "C09"]), next_id([])
    ('C10', 'C01')
    """
    numbered = [match for name in ids if (match := re.fullmatch(r"(.*?)(\d+)", name))]
    if not numbered:
        return "C01"
    last = numbered[-1]
    number = max(int(match[2]) for match in numbered) + 1
    return f"{last[1]}{number:0{len(last[2])}}"


def with_entry(ledger: str, path: str, correction: Correction) -> str:
    """The ledger with one more entry; an empty text is a new ledger. Raises `Uncorrectable`."""
    node, problems = load(ledger, path) if ledger.strip() else (None, ())
    if problems:
        raise Uncorrectable("the ledger cannot be read", _HAND)
    records = node.members.get("corrections") if node else None
    text = _open(ledger, records) if node else ledger + NEW
    end = "\r\n" if "\r\n" in text else "\n"
    text += "" if text.endswith("\n") else end
    indent, blank = _style(text, records)
    new = text + (end if blank else "") + "".join(f"{line}{end}" for line in _lines(correction, indent))
    _prove(new, path, records, correction)
    return new


def _open(ledger: str, records: YamlNode | None) -> str:
    """The ledger with a list that can be added to at the end of the file."""
    if records is None:
        raise Uncorrectable("the ledger has no list “corrections:”", _HAND)
    if records.value in ([], None):
        return re.sub(r"^(corrections:)[ ]*(?:\[\s*\]|~|null)?", r"\1", ledger, count=1, flags=re.M)
    return ledger


def _style(text: str, records: YamlNode | None) -> tuple[str, bool]:
    """How far the last entry is indented, and whether blank lines stand between the entries."""
    entries = list(records.members.values()) if records else []
    if not entries:
        return "", False
    lines = text.splitlines()
    own = lines[entries[-1].span.line - 1]
    return own[: len(own) - len(own.lstrip())], len(entries) > 1 and not lines[entries[-1].span.line - 2].strip()


def _lines(correction: Correction, indent: str) -> Iterator[str]:
    fields = {
        "id": correction.id, "date": correction.date, "kind": correction.kind, "division": correction.division,
        "anchor": correction.anchor, "was": correction.was, "now": correction.now, "why": correction.why,
    }  # fmt: skip
    mark = "- "
    for key, value in fields.items():
        if value or key == "now":
            yield from _field(f"{indent}{mark}{key}:", value, indent)
            mark = "  "
    if correction.sources:
        yield f"{indent}  sources: [{', '.join(correction.sources)}]"
    if correction.reported_by:
        yield from _field(f"{indent}  reported-by:", correction.reported_by, indent)
    yield f"{indent}  since: '{correction.since}'"


def _field(name: str, value: str, indent: str) -> Iterator[str]:
    if len(name) + len(value) > _LINE:
        yield f"{name} >-"
        folds = wrap(value, _WIDTH, break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}    {line}" for line in folds)
    else:
        yield f"{name} {scalar(value)}"


def scalar(value: str) -> str:
    """A text as YAML has it: plain where that says the same, else in quotes. A date is in quotes, as everywhere.

    >>> scalar("Seven drowned"), scalar("2026-11-23"), scalar("so: it's")
    ('Seven drowned', "'2026-11-23'", "'so: it''s'")
    """
    node, problems = load(f"- {value}", "")
    plain = node is not None and not problems and node.value == [value] and value[:1].isalpha()
    return value if plain else "'" + value.replace("'", "''") + "'"


def _prove(text: str, path: str, before: YamlNode | None, correction: Correction) -> None:
    """Reads the ledger again: it must have all that it had, and the entry."""
    node, problems = load(text, path)
    found = node.value.get("corrections") if node and not problems else None
    if not isinstance(found, list) or found[:-1] != ((before.value or []) if before else []):
        raise Uncorrectable("its ledger is written so that nothing can be added at its end", _HAND)
    assert (found[-1]["was"], found[-1]["now"]) == (correction.was, correction.now)
