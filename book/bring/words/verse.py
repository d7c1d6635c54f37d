"""Poems written as plain lines. Markdown takes them for prose and runs the lines together; a book of them is verse."""

from __future__ import annotations

import re

from book.bring.draft import Lines, Remarks, SourceLine
from book.bring.scan import head_length, hidden

LONGEST = 60  # signs; prose that is broken by hand has longer lines
LEAST = 4  # stanzas, before a text is thought to be of poems
_OTHER = re.compile(r"\s*(?:[#>|*+:`~<!\[$\\]|-[ -]|\d+[.)]\s|_.*_\s*$|=+\s*$)|    |.*(?:  |\\)$")


def as_verse(lines: Lines, remarks: Remarks) -> Lines:
    """The text with its stanzas as verse, if nearly all its paragraphs of several lines are short lines that begin with
    capitals."""
    runs = _paragraphs(lines)
    poems = [run for run in runs if _is_stanza(lines[run[0]:run[1]])]
    if len(poems) < LEAST or len(poems) < 0.9 * len(runs):
        return lines
    remarks.changed(lines[poems[0][0]], "short lines that begin with capitals", "they are verse, ::: verse … :::")
    out, last = list[SourceLine](), 0
    for start, end in _together(poems):
        rule = lines[start]._replace(words="::: verse"), lines[end - 1]._replace(words=":::")
        out += [*lines[last:start], rule[0], *lines[start:end], rule[1]]
        last = end
    return (*out, *lines[last:])


def _paragraphs(lines: Lines) -> list[tuple[int, int]]:
    """The paragraphs of more than one line: first line, line behind the last."""
    covered, found, at = hidden(lines), list[tuple[int, int]](), head_length(lines)
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].words.strip() and not covered[end]:
            end += 1
        if end - at > 1 and not any(_OTHER.match(line.words) for line in lines[at:end]):
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _is_stanza(lines: Lines) -> bool:
    words = [line.words.strip() for line in lines]
    capitals = sum(bool(re.match(r"\W*[^\W\d_a-zà-ÿ]", each)) for each in words)
    return all(len(each) <= LONGEST for each in words) and capitals >= 0.7 * len(words)


def _together(poems: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stanzas with nothing but one empty line between them are one poem."""
    found: list[tuple[int, int]] = []
    for start, end in poems:
        if found and found[-1][1] == start - 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
