"""What the reader would refuse, taken out of its way: the words stay, and each place is told at the source's line.

An import must end in a book that can be built. A link that leads nowhere becomes its words, a picture that is not there
its caption, a tag of HTML without a meaning is left out, what only another program reads goes into a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from book.bring.draft import DraftDivision, Lines, ProjectDraft, Remarks, SourceLine
from book.bring.words.marks import remark
from book.problems import Problem, Span

Change = tuple[str, str] | None  # the words that stand there now, and what was done
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"
                   r"(?:\{[^{}]*\})?")
_PICTURE = re.compile(r"!" + _LINK.pattern)


def repaired(draft: ProjectDraft, problems: Iterable[Problem]) -> ProjectDraft | None:
    """The draft without those of the errors that can be taken out, and without links that lead nowhere; None if there
    are none."""
    wanted: dict[str, list[Problem]] = {}
    for each in problems:
        if each.span and each.code in _REPAIRS and (each.severity == "error" or each.code == "X-001"):
            wanted.setdefault(each.span.path.removeprefix("chapters/"), []).append(each)
    remarks = Remarks()
    divisions = tuple(_division(each, wanted, remarks) for each in draft.divisions)
    if not remarks.found:
        return None
    return replace(draft, divisions=divisions, remarks=(*draft.remarks, *remarks.found))


def _division(division: DraftDivision, wanted: Mapping[str, list[Problem]], remarks: Remarks) -> DraftDivision:
    inner = tuple(_division(each, wanted, remarks) for each in division.inner)
    problems = wanted.get(division.file, []) if division.file else []
    return replace(division, lines=_lines(division, problems, remarks), inner=inner)


def _lines(division: DraftDivision, problems: list[Problem], remarks: Remarks) -> Lines:
    """The lines changed from the last place to the first, so that the others stay where they are."""
    lines = list(division.lines)
    for problem in sorted(problems, key=lambda each: each.span or _NOWHERE, reverse=True):
        assert problem.span is not None
        at, column = problem.span.line - 1, problem.span.column - 1
        if not 0 <= at < len(lines):
            continue
        line = lines[at]
        new = _REPAIRS[problem.code](line.words, column, problem)
        if new and new[0] != line.words:
            lines[at] = line._replace(words=new[0])
            told = line if line.number else SourceLine("", f"chapters/{division.file}", at + 1)
            remarks.left(told, f"{problem.message} ({problem.code})", new[1])
    return tuple(lines)


def _dead_link(words: str, column: int, _: Problem) -> Change:
    """A link becomes its words; a reference without words is printed as it is written."""
    done = "its words stay, without a link"
    if found := re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]").match(words, column):
        plain = (found[2] or found[1].partition("#")[0] or found[1]).strip()
        return _put(words, found, plain), done
    if (found := _LINK.match(words, column)) and found[1].strip():
        return _put(words, found, found[1]), done
    if found := _LINK.match(words, column):
        return _put(words, found, re.sub(r"^\[\]\(#?|\)(\{.*\})?$", "", found[0])), "the name that it has is printed"
    if found := re.compile(r"\[?-?\\?@(?:ref\()?[\w:.-]+\)?\]?").match(words, column):
        return _put(words, found, "\\" + found[0].lstrip("\\")), "it is printed as it is written"
    if found := re.compile(r"\[[^\[\]]*@[^\[\]]*\]").match(words, column):
        return _put(words, found, found[0].replace("[", "\\[").replace("]", "\\]").replace("@", "\\@")), \
            "it is printed as it is written"
    return None


def _lost_picture(words: str, column: int, _: Problem) -> Change:
    """A picture that is not there: its caption, and its name in a remark."""
    found = _PICTURE.match(words, column) or _PICTURE.search(words)
    if found is None:
        found = re.compile(r"<img\b[^>]*>", re.I).search(words, min(column, len(words)))
        return (_put(words, found, remark(found[0])), "it is in a remark, <!-- … -->") if found else None
    address = re.search(r"\]\(\s*<?([^)>\s]+)", found[0])
    if address and re.match(r"https?://", address[1]):
        return _put(words, found, f"[{found[1] or address[1]}]({address[1]})"), "a link stands in its place"
    return _put(words, found, f"{found[1]} {remark(found[0])}".strip()), \
        "its caption stays; the picture is named in a remark, <!-- … -->"


def _tag(words: str, column: int, _: Problem) -> Change:
    """A tag of HTML that has no meaning in a book."""
    found = re.compile(r"<[^<>]*>").match(words, column)
    if not found:
        return None
    address = re.search(r"\bsrc\s*=\s*[\"'](https?://[^\"']+)", found[0])
    if address:
        return _put(words, found, f"<{address[1]}>"), "its address stays"
    return _put(words, found, ""), "the tag was left out; the words inside it stay"


def _foreign(words: str, column: int, problem: Problem) -> Change:
    """A shortcode, or a command of TeX."""
    length = problem.span.length if problem.span else 1
    text = words[column:column + length]
    if not text.strip():
        return None
    new = remark(text)
    return f"{words[:column]}{new}{words[column + length:]}", "it is in a remark, <!-- … -->"


def _escaped(words: str, column: int, _: Problem) -> Change:
    """A sign that opens something and must be a sign."""
    return f"{words[:column]}\\{words[column:]}", "it is printed as it is written"


def _second_anchor(words: str, column: int, problem: Problem) -> Change:
    if "may mean" in problem.message:
        return _dead_link(words, column, problem)
    found = re.search(r"#[\w:.-]+", words[column:]) or re.search(r"#[\w:.-]+(?=[^{}]*\}\s*$)", words)
    if not found:
        return None
    name = found[0]
    if alone := re.compile(rf"\[([^\[\]]*)\]\{{\s*{re.escape(name)}\s*\}}").search(words):
        return _put(words, alone, alone[1]), "the second anchor was left out"
    new = re.sub(rf"\s*\{{\s*{re.escape(name)}\s*\}}|{re.escape(name)}(?=[\s}}])", "", words, count=1)
    return new, "the second anchor was left out"


def _put(words: str, found: re.Match[str], new: str) -> str:
    return words[:found.start()] + new + words[found.end():]


_NOWHERE = Span("")
_REPAIRS: Mapping[str, Callable[[str, int, Problem], Change]] = {
    "X-001": _dead_link, "X-002": _dead_link, "M-019": _dead_link, "C-001": _dead_link, "M-009": _lost_picture,
    "M-011": _lost_picture, "B-007": _lost_picture, "M-007": _tag, "M-032": _foreign, "M-014": _escaped,
    "M-006": _escaped, "M-008": _second_anchor,
}  # fmt: skip
