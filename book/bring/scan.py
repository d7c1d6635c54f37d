"""What every translation must know of a text: which lines are code or remarks, where its headings and its head are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from book.bring.draft import Lines, SourceLine

_FENCE = re.compile(r"[ \t>]*(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})(.*)")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDER = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_NO_TITLE = re.compile(r"\s*(?:$|[-*+>|#]|\d+[.)]\s|:::|```|~~~|={3}|-{3}|<!--|    )")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)", re.S)
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
_CAPTION = re.compile(r" {0,3}(?:Table)?:[ \t]+\S")
_TABLE_END = re.compile(r"-{10,}|-+(?:[ ]+-+)+|\+(?:[-=:]+\+)+|\|.*\|")
_HEAD_KEY = re.compile(r"\s*(?:#|[\w\"'-][\w \"'.-]*:)")


@dataclass(frozen=True, slots=True)
class SourceHeading:
    """A heading: index of its first line, how many lines it takes, level and words as written, attributes and all."""

    at: int
    count: int
    level: int
    words: str

    @property
    def title(self) -> str:
        """The words without attributes."""
        return _ATTRIBUTES.sub("", self.words).strip()


def hidden(lines: Sequence[SourceLine]) -> list[bool]:
    """For each line whether it is code between fences, the fences too, or inside a remark `<!-- … -->`."""
    found, fence, remark = [], "", False
    for line in lines:
        match = _FENCE.match(line.words)
        if fence:
            found.append(True)
            closes = match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip()
            fence = "" if closes else fence
        elif remark:
            found.append(True)
            remark = "-->" not in line.words
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            found.append(True)
            fence = match[1]
        else:
            found.append(False)
            words = _SPAN.sub("", line.words)
            remark = "<!--" in words and "-->" not in words.rpartition("<!--")[2]
    return found


def headings(lines: Sequence[SourceLine]) -> list[SourceHeading]:
    """All headings, `# so` and underlined."""
    found, covered = list[SourceHeading](), hidden(lines)
    start = head_length(lines)
    for at in range(start, len(lines)):
        words = lines[at].words
        if covered[at]:
            continue
        if atx := _ATX.match(words):
            found.append(SourceHeading(at, 1, len(atx[1]), (atx[2] or "").strip()))
        elif (under := _UNDER.match(words)) and at > start and _is_title(lines, covered, at - 1, start):
            found.append(SourceHeading(at - 1, 2, 1 if under[1][0] == "=" else 2, lines[at - 1].words.strip()))
    return found


def _is_title(lines: Sequence[SourceLine], covered: Sequence[bool], at: int, start: int) -> bool:
    """True of a line that stands alone and so can be underlined."""
    alone = at == start or not lines[at - 1].words.strip() or bool(_ATX.match(lines[at - 1].words))
    row = re.search(r"\S {2,}\S", lines[at].words)  # the last of a table
    return alone and not covered[at] and not row and not _NO_TITLE.match(lines[at].words)


def head_length(lines: Sequence[SourceLine]) -> int:
    """How many lines the head takes: YAML between lines of hyphens, or TOML between lines of `+++`."""
    first = lines[0].words.rstrip() if lines else ""
    ends = {"---": ("---", "..."), "+++": ("+++",)}.get(first, ())
    if not ends or len(lines) < 2:
        return 0
    end = next((at for at in range(1, len(lines)) if lines[at].words.rstrip() in ends), 0)
    keys = [line.words for line in lines[1:end] if line.words.strip()]
    return end + 1 if end and (first == "+++" or not keys or _HEAD_KEY.match(keys[0])) else 0


def outside_code(words: str, change: Callable[[str], str]) -> str:
    """A line with everything but its code spans changed."""
    parts, last = [], 0
    for span in _SPAN.finditer(words):
        parts += [change(words[last:span.start()]), span[0]]
        last = span.end()
    return "".join((*parts, change(words[last:])))


def with_captions_apart(lines: Lines) -> Lines:
    """An empty line between a table and the caption below it, which pandoc does not need and the reader does."""
    out, covered = list[SourceLine](), hidden(lines)
    for at, line in enumerate(lines):
        above = lines[at - 1].words.strip() if at else ""
        if _CAPTION.match(line.words) and _TABLE_END.fullmatch(above) and not covered[at]:
            out.append(line._replace(words=""))
        out.append(line)
    return tuple(out)


def demoted(lines: Lines, by: int, skip: int = -1) -> Lines:
    """The text with its headings `by` levels lower, or higher if less than 0; the one at index `skip` stays."""
    out, gone = list(lines), set[int]()
    for heading in headings(lines):
        if by and heading.at != skip:
            level = min(max(heading.level + by, 1), 6)
            out[heading.at] = lines[heading.at]._replace(words=f"{'#' * level} {heading.words}".rstrip())
            gone.update(range(heading.at + 1, heading.at + heading.count))
    return tuple(line for at, line in enumerate(out) if at not in gone)
