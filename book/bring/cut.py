"""One long text cut at its headings into divisions, each with the notes and link addresses that it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from book.bring.draft import BookFacts, DraftDivision, Lines, Place, Remarks, SourceLine
from book.bring.roles import names_a_part, role_and_place
from book.bring.scan import SourceHeading, demoted, headings, hidden
from book.read.defaults import name_of

_SAID = re.compile(r"(title|subtitle|author|authors|by|date|year|language|lang|publisher|translator|editor)"
                   r"\s*:\s*(\S.*)", re.I)
_TO_ITSELF = re.compile(r"(?:[-*+]|\d+[.)])?\s*(?:[\w.]{1,5}\s+)?(?:\[[^\[\]]*\]\(#[^()\s]*\)\s*)+")
_RULE = re.compile(r" {0,3}(?:[-*_=] ?){3,}\s*$")
_DEFINED = re.compile(r" {0,3}\[(\^?[^\]\n]+)\]:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class CutText:
    """What a long text is: what it says of itself, and its divisions."""

    facts: BookFacts
    divisions: tuple[DraftDivision, ...]


def cut(lines: Lines, facts: BookFacts, remarks: Remarks) -> CutText:
    """Cuts a text without its head, of a book of which `facts` are known."""
    facts, lines = _said(lines, facts, remarks)
    found = headings(lines)
    level = _level(found, facts)
    if not found or level == 0:
        name = facts.title or re.sub(r"^.*/|\.\w+$", "", lines[0].path if lines else "") or "Text"
        return CutText(facts, (_division(lines, name, 1, "chapter", "body"),) if _has_words(lines) else ())
    parts = level == 2 and sum(each.level == 1 for each in found) > 1
    if level == 2 and not parts and not facts.title:
        facts = replace(facts, title=next((each.title for each in found if each.level == 1), ""))
    chunks = _chunks(lines, found, level)
    return CutText(facts, _divisions(chunks, level, parts, remarks))


def _said(lines: Lines, facts: BookFacts, remarks: Remarks) -> tuple[BookFacts, Lines]:
    """Lines `Title: …` and `# Author: …` at the top, which say something of the book; each may be a heading."""
    at, values = 0, dict[str, str]()
    while at < len(lines):
        words = lines[at].words.strip()
        said = _SAID.match(re.sub(r"^#{1,6}\s+|[*_]{2}", "", words))
        if words and not said and not (values and _RULE.match(words)):
            break
        if said:
            values.setdefault(said[1].lower(), said[2].strip())
            _tell(lines[at], said[1].lower(), remarks)
        at += 1
    if not values:
        return facts, lines
    authors = values.get("author") or values.get("authors") or values.get("by") or ""
    names = tuple(name.strip() for name in re.split(r"\s*;\s*|\s+and\s+", authors) if name.strip())
    new = BookFacts(values.get("title", ""), values.get("subtitle", ""), names,
                values.get("language") or values.get("lang") or "", "", values.get("publisher", ""))
    return replace(facts, **{key: value for key in BookFacts.__slots__ if (value := getattr(new, key))}), lines[at:]


def _tell(line: SourceLine, key: str, remarks: Remarks) -> None:
    what = f"“{line.words.strip()}” at the top of the text"
    if key in ("title", "subtitle", "author", "authors", "by", "language", "lang", "publisher"):
        remarks.changed(line, what, "it is in book.yaml")
    else:
        remarks.left(line, what, "it was left out: write it into book.yaml if it is to be printed")


def _level(found: Sequence[SourceHeading], facts: BookFacts) -> int:
    """The level of the chapters; 0 if the text is one chapter."""
    first = [each for each in found if each.level == 1]
    second = any(each.level == 2 for each in found)
    if not first:
        return min((each.level for each in found), default=0)
    if len(first) == 1:
        lone = first[0] == found[0] or _same(first[0].title, facts.title)
        return 2 if second and lone else 1 if not second or not lone else 0
    return 2 if second and sum(names_a_part(each.title) for each in first) * 2 > len(first) else 1


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one.casefold()) == re.sub(r"\W", "", other.casefold())


def _chunks(lines: Lines, found: Sequence[SourceHeading], level: int) -> list[tuple[SourceHeading | None, Lines]]:
    """The text in pieces, each from a heading of this level or a higher one to the next."""
    cuts = [each for each in found if each.level <= level]
    starts = [0, *(each.at for each in cuts), len(lines)]
    pieces = [(heading, lines[start:end]) for heading, start, end in
              zip((None, *cuts), starts, starts[1:], strict=False)]
    return _with_definitions([piece for piece in pieces if piece[0] or _has_words(piece[1])])


def _has_words(lines: Lines) -> bool:
    return any(line.words.strip() and not _RULE.match(line.words) for line in lines)


def _with_definitions(pieces: list[tuple[SourceHeading | None, Lines]]) -> list[tuple[SourceHeading | None, Lines]]:
    """Each piece with the notes and addresses that it calls and another one defines."""
    defined: dict[str, tuple[int, Lines]] = {}
    for number, (_, lines) in enumerate(pieces):
        for start, end, name in _definitions(lines):
            defined.setdefault(name, (number, lines[start:end]))
    called = [_called(lines, defined) for _, lines in pieces]
    out = []
    for number, (heading, lines) in enumerate(pieces):
        own = {name for _, _, name in _definitions(lines)}
        gone = [(start, end) for start, end, name in _definitions(lines)
                if name not in called[number] and any(name in other for other in called)]
        kept = tuple(line for at, line in enumerate(lines) if not any(start <= at < end for start, end in gone))
        brought = [defined[name][1] for name in sorted(called[number] - own, key=list(defined).index)]
        blank = (SourceLine("", "", 0),)
        out.append((heading, sum((blank + part for part in brought), kept)))
    return out


def _definitions(lines: Lines) -> list[tuple[int, int, str]]:
    """Where notes and addresses are defined: first line, line behind the last, name."""
    covered, found, at = hidden(lines), list[tuple[int, int, str]](), 0
    while at < len(lines):
        match = None if covered[at] else _DEFINED.match(lines[at].words)
        end = at + 1
        if match:
            while match[1].startswith("^") and end < len(lines) and _goes_on(lines, end):
                end += 1
            while end > at + 1 and not lines[end - 1].words.strip():
                end -= 1
            found.append((at, end, match[1].casefold()))
        at = end
    return found


def _goes_on(lines: Lines, at: int) -> bool:
    """Whether a line belongs to the note above it: set in, or words directly below words."""
    words = lines[at].words
    if not words.strip():
        following = next((line.words for line in lines[at:] if line.words.strip()), "")
        return following.startswith(("    ", "\t"))
    if words.startswith(("    ", "\t")):
        return True
    above = lines[at - 1].words.strip()
    return bool(above) and not _DEFINED.match(words) and not words.startswith("#")


def _called(lines: Lines, defined: dict[str, tuple[int, Lines]]) -> set[str]:
    """The names called in a text or in the notes that it calls."""
    spans = [(start, end) for start, end, _ in _definitions(lines)]
    text = "\n".join(line.words for at, line in enumerate(lines) if not any(a <= at < b for a, b in spans))
    found, seen = set[str](), text
    while True:
        names = {name.casefold() for name in re.findall(r"\[(\^?[^\[\]\n]+)\](?!:)", seen)} & set(defined) - found
        if not names:
            return found
        found |= names
        seen = "\n".join(line.words.partition("]:")[2] or line.words for name in names for line in defined[name][1])


def _divisions(chunks: list[tuple[SourceHeading | None, Lines]], level: int, parts: bool,
               remarks: Remarks) -> tuple[DraftDivision, ...]:
    whole = next((number for number, (heading, _) in enumerate(chunks)
                  if level == 2 and not parts and heading and heading.level == 1), -1)
    out: list[DraftDivision] = []
    for number, (heading, lines) in enumerate(chunks):
        if number == whole and heading:
            remarks.changed(lines[0], f"“{heading.title}” is the book's title", "it is in book.yaml")
            lines, heading = lines[heading.count:], None
            if not _has_words(lines):
                continue
        if heading is None:
            _preface(lines, out, remarks)
            continue
        if _lists_itself(lines[heading.count:]):
            remarks.left(lines[0], f"a table of contents, “{heading.title}”", "it was left out: the book makes its own")
            continue
        role, place = role_and_place(heading.title)
        if number < whole and role == "chapter":
            role, place = "section", "front"
        if parts and heading.level == 1 and place == "body" and role == "chapter":
            out.append(_part(lines, heading, len(out) + 1))
            continue
        new = _division(demoted(lines, 1 - heading.level), heading.title, len(out) + 1, role, place)
        inside = out[-1:] if parts and out and out[-1].role == "part" and place == "body" and heading.level > 1 else []
        if inside:
            new = replace(new, file=f"{len(out):02}-{len(out[-1].inner) + 1:02}-{name_of(heading.title)}.md")
            out[-1] = replace(out[-1], inner=(*out[-1].inner, new))
        else:
            out.append(new)
    return _in_place(tuple(out))


def _lists_itself(lines: Lines) -> bool:
    """True of a list of nothing but links to places of the same text."""
    words = [line.words.strip() for line in lines if line.words.strip()]
    return len(words) > 1 and all(_TO_ITSELF.fullmatch(each) for each in words)


def _in_place(divisions: tuple[DraftDivision, ...]) -> tuple[DraftDivision, ...]:
    """The order of the text is kept: what comes in front is in front only before the first chapter, and what comes at
    the back only behind the last."""
    chapters = [at for at, each in enumerate(divisions) if each.role in ("chapter", "part")]
    if not chapters:
        return tuple(replace(each, place="body") for each in divisions)
    first, last = chapters[0], chapters[-1]
    return tuple(_moved(each, at < first, at > last) for at, each in enumerate(divisions))


def _moved(division: DraftDivision, before: bool, after: bool) -> DraftDivision:
    place = division.place
    if place == "front" and not before:
        return replace(division, role="section", place="back" if after else "body")
    if place == "back" and not after:
        return replace(division, role="section", place="front" if before else "body")
    return division


def _preface(lines: Lines, out: list[DraftDivision], remarks: Remarks) -> None:
    remarks.changed(next(line for line in lines if line.words.strip()), "words stand before the first chapter",
                    "they are a preface")
    out.append(_division(lines, "preface", len(out) + 1, "preface", "front"))


def _part(lines: Lines, heading: SourceHeading, number: int) -> DraftDivision:
    written = _has_words(lines[heading.count:])
    file = f"{number:02}-{name_of(heading.title)}.md" if written else ""
    return DraftDivision(file, "part", "body", heading.title, demoted(lines, 0) if written else ())


def _division(lines: Lines, title: str, number: int, role: str, place: Place) -> DraftDivision:
    end = len(lines)
    while end and (not lines[end - 1].words.strip()):
        end -= 1
    start = next((at for at, line in enumerate(lines) if line.words.strip()), 0)
    return DraftDivision(f"{number:02}-{name_of(title)}.md", role, place, title, lines[start:end])
