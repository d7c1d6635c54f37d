"""Where the entries of a BibTeX or a RIS file stand, and what they are called: found by a reading of our own, since the
converter does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NEXT = re.compile(r"^[ \t]*@\s*[A-Za-z]+\s*[{(]", re.M)
_KEY = re.compile(r"\s*([^\s,{}()\"=]+|[^,{}\"=]*?)\s*(?=[,})])")
_FIELD = re.compile(r"\s*([A-Za-z][\w:+-]*)\s*=")
_NO_ENTRY = ("comment", "string", "preamble")
_DATED = ("PY", "Y1", "DA")
_DAY = re.compile(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?")
_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a bibliography: its type as written, its key (may be empty), the line it begins on and that after its
    last, and the names of its fields."""

    kind: str
    key: str
    line: int
    end: int
    fields: tuple[str, ...]


@dataclass(slots=True)
class Entries:
    """What a file holds. `text` is what the converter is given, whose lines have the numbers `lines` in the file;
    `faults` are pairs of a line and what is wrong there."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""
    lines: tuple[int, ...] = ()

    def line(self, number: int) -> int:
        """The line of the file for one of `text`; past the end, its last one."""
        return self.lines[min(max(number, 1), len(self.lines)) - 1] if self.lines else 1

    def without(self, entry: Entry) -> None:
        """Takes an entry's lines out of `text`."""
        rows = self.text.split("\n")
        self.text = "\n".join(
            "" if entry.line <= number < entry.end else row for number, row in zip(self.lines, rows, strict=True)
        )


def bib_entries(text: str) -> Entries:
    """The entries of a BibTeX or BibLaTeX file. Whatever stands outside of them is taken out, comments in silence."""
    found = Entries(lines=tuple(range(1, text.count("\n") + 2)))
    kept: list[str] = []
    position = 0
    while position < len(text):
        start = _START.search(text, position)
        comment = re.compile(r"^[ \t]*%.*$", re.M).search(text, position)
        if comment and (not start or comment.start() < start.start()):
            kept.append(_outside(text, position, comment.start(), found) + " " * len(comment[0]))
            position = comment.end()
            continue
        kept.append(_outside(text, position, start.start() if start else len(text), found))
        if not start:
            break
        line = text.count("\n", 0, start.start()) + 1
        end = _closed(text, start)
        if end == 0:
            following = _NEXT.search(text, start.end())
            end = following.start() if following else len(text)
            name = f"@{start[1]}{start[2]}{_key(text, start)}"
            found.faults.append((line, f"the entry {name} is opened and never closed"))
            kept.append(re.sub(r"[^\n]", " ", text[start.start():end]))
        elif start[1].lower() == "comment":
            kept.append(re.sub(r"[^\n]", " ", text[start.start():end]))
        else:
            kept.append(text[start.start():end])
            if start[1].lower() not in _NO_ENTRY:
                last = text.count("\n", 0, end) + 1
                fields = tuple(_fields(text[start.end():end - 1]))
                found.entries.append(Entry(start[1].lower(), _key(text, start), line, last + 1, fields))
        position = end
    found.text = "".join(kept)
    return found


def _outside(text: str, start: int, end: int, found: Entries) -> str:
    """Words between entries are a comment, unless they look as if they had dropped out of one."""
    words = text[start:end]
    lost = re.search(r"[{}=]", words)
    if lost:
        line = text.count("\n", 0, start + lost.start()) + 1
        found.faults.append((line, f"“{' '.join(words.split())[:40]}” stands outside of every entry"))
    return re.sub(r"[^\n]", " ", words)


def _closed(text: str, start: re.Match[str]) -> int:
    """Where the entry ends, behind its last bracket; 0 if it does not."""
    closing, depth = {"{": "}", "(": ")"}[start[2]], 0
    for sign in re.compile(r"\\.|[{}()]", re.S).finditer(text, start.end()):
        if sign[0] == closing and depth == 0:
            return sign.end()
        depth += (sign[0] == "{") - (sign[0] == "}")
    return 0


def _key(text: str, start: re.Match[str]) -> str:
    found = _KEY.match(text, start.end())
    return found[1] if found else ""


def _fields(body: str) -> Iterator[str]:
    """The names of the fields: those words before “=” that no braces or quotes hold."""
    depth, quoted, position = 0, False, body.find(",") + 1
    while position < len(body):
        name = _FIELD.match(body, position) if depth == 0 and not quoted else None
        if name:
            yield name[1].lower()
            position = name.end()
            continue
        sign = body[position]
        if sign == "\\":
            position += 1
        depth += (sign == "{") - (sign == "}")
        quoted = quoted != (sign == '"' and depth == 0)
        position += 1


def ris_entries(text: str) -> Entries:
    """The entries of a RIS file. A line without a tag goes on with the one before; outside of entries it is a fault."""
    found = Entries()
    rows: list[tuple[int, str]] = []
    open_at, key, kind, fields = 0, "", "", list[str]()
    for number, row in enumerate(text.split("\n"), 1):
        tag = _TAG.match(row.rstrip())
        if tag and tag[1] == "TY":
            if open_at:
                found.faults.append((open_at, "the entry has no end: ER  - is missing"))
                rows.append((number, "ER  - "))
                found.entries.append(Entry(kind, key, open_at, number, tuple(fields)))
            open_at, key, kind, fields = number, "", (tag[2] or "").strip(), []
        if not row.strip():
            continue
        if not open_at:
            found.faults.append((number, f"“{row.strip()[:40]}” stands outside of every entry"))
        elif not tag:
            before = rows[-1]
            rows[-1] = (before[0], f"{before[1]} {row.strip()}")
        elif tag[1] == "ER":
            rows.append((number, "ER  - "))
            found.entries.append(Entry(kind, key, open_at, number + 1, tuple(fields)))
            open_at = 0
        elif tag[1] in _DATED:
            fields.append(tag[1])
            rows = _dated(rows, open_at, number, (tag[2] or "").strip())
        else:
            rows.append((number, f"{tag[1]}  - {(tag[2] or '').strip()}"))
            fields.append(tag[1])
            key = (tag[2] or "").strip() if tag[1] == "ID" else key
    if open_at:
        found.faults.append((open_at, "the entry has no end: ER  - is missing"))
        rows.append((number, "ER  - "))
        found.entries.append(Entry(kind, key, open_at, number + 1, tuple(fields)))
    found.text = "\n".join(row for _, row in [*rows, (0, "")])
    found.lines = (*(number for number, _ in rows), text.count("\n") + 1)
    return found


def _dated(rows: list[tuple[int, str]], first: int, number: int, written: str) -> list[tuple[int, str]]:
    """The rows with the date of the work that opened on line `first`, in the form that the converter reads; the longer
    of two."""
    day = _DAY.search(written)
    iso = "-".join(part.zfill(2) for part in day.groups() if part) if day else ""
    before = next((row for row in rows if row[0] >= first and row[1].startswith("PY")), None)
    if before is None:
        return [*rows, (number, f"PY  - {iso}")] if iso else rows
    kept = (before[0], max(before[1], f"PY  - {iso}", key=len))
    return [kept if row == before else row for row in rows]
