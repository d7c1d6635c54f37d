"""Citations in Pandoc's syntax: `[see @key, 33–35; -@other, chap. 2]`, `@key [p. 3]`.

The rules are those of Pandoc's manual, "Citation syntax"; the labels are those of CSL's locales. Nothing here knows
Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

KEY = r"(?:\{[^{}\s]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)"
CITE = re.compile(rf"(?<![\w\\@/])(-?)@({KEY})")
# A place in the book, as Quarto and pandoc-crossref name it: @fig-one, @sec:intro.
TYPED = re.compile(r"(?:fig|tbl|tab|sec|eq|lst|thm)[:-]")
# An at-sign that was to be a citation: alone, or before something that is not a key.
BROKEN = re.compile(r"(?:^|(?<=[\s;(\[-]))@(?!\w|\{[^{}\s]+\})")

_WORDS = {
    "page": "p pp pg pgs page pages", "chapter": "ch chap chaps chapter chapters",
    "paragraph": "¶ ¶¶ par para paras paragraph", "section": "§ §§ sec secs section sections",
    "volume": "vol vols volume volumes", "book": "bk bks book", "part": "pt pts part parts",
    "figure": "fig figs figure", "note": "n nn note notes", "line": "l ll line lines", "verse": "v vv verse",
    "column": "col cols column columns", "folio": "f ff fol fols folio", "issue": "no nos number", "opus": "op",
    "supplement": "supp", "appendix": "app apps appendix", "table": "tbl table", "sub-verbo": "s.v s.vv",
}
LABELS = {word: label for label, words in _WORDS.items() for word in words.split()}
_LABEL = re.compile(rf"\s*({'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})(?!\w)\.?\s*")
_ONE = r"(?:[0-9A-Za-z]*\d\w*|[ivxlcdm]+|[IVXLCDM]+)(?:[.:]\w*\d\w*)*"
_RANGE = rf"{_ONE}(?:\s*(?:-{{1,2}}|[–—])\s*{_ONE})?"
_NUMBERS = re.compile(rf"\s*{_RANGE}(?:\s*(?:,\s*and|,|and|&)\s*{_RANGE}(?!\w))*(?!\w)")
_CODE = re.compile(r"(`+).*?(?<!`)\1(?!`)", re.S)
FORM = "write [@key, 33–35; see @other, chap. 2], or \\@ if the sign itself is meant"
_QUOTED = re.compile(r"\s*[“\"][^“”\"]*[”\"]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A work in a citation. Offsets count from the start of the text; the key's `at` is that of its @."""

    key: str
    at: int
    no_author: bool
    prefix: tuple[int, int]
    label: str
    locator: str
    suffix: tuple[int, int]


def split(text: str) -> list[tuple[int, int]]:
    """The parts between top-level semicolons, as offsets. Escapes, code and inner brackets are passed over."""
    parts, depth, begin, position = [], 0, 0, 0
    while position < len(text):
        char = text[position]
        code = _CODE.match(text, position) if char == "`" else None
        if char == "\\" or code:
            position = code.end() if code else position + 2
            continue
        depth += (char in "[{") - (char in "]}")
        if char == ";" and depth == 0:
            parts.append((begin, position))
            begin = position + 1
        position += 1
    return [*parts, (begin, len(text))]


def locate(text: str) -> tuple[str, str, int]:
    """The locator at the start of the words after a key: label, locator, and where the suffix begins.

    >>> locate(", chap. 2, with further words")
    ('chapter', '2', 9)
    """
    braces = re.match(r"\s*,?\s*\{([^{}]*)\}", text)
    if braces:
        return _labelled(braces[1].strip(), braces.end())
    start = len(text) - len(text.lstrip(" \n,"))
    label = _LABEL.match(text, start)
    number = _NUMBERS.match(text, label.end() if label else start)
    if label and LABELS[label[1]] == "sub-verbo" and not number:
        number = _QUOTED.match(text, label.end())
    if not number or not (label or _plain(number[0])):
        return "", "", 0
    name, end = (LABELS[label[1]] if label else "page"), number.end()
    if name == "volume":
        return _in_volume(text, label.end() if label else start)
    return name, number[0].strip(), end


def _in_volume(text: str, start: int) -> tuple[str, str, int]:
    """`vol. 1, 34` is page 34 of the first volume, which Chicago prints as 1:34; `vol. 1, chap. 2` stays."""
    finer = rf"({_RANGE})(?!\w)|({_LABEL.pattern}{_RANGE})(?!\w)"
    found = re.compile(rf"({_ONE})(?:\s*,\s*(?:{finer}))?").match(text, start)
    if not found:
        return "", "", 0
    if found[2]:
        return "page", f"{found[1]}:{found[2]}", found.end()
    return "volume", found[0], found.end()


def _plain(number: str) -> bool:
    """Whether numbers without a label are a locator: digits, or roman numerals in lower case."""
    return bool(re.search(r"\d", number) or re.fullmatch(r"\s*[ivxlc]+(\s*[-–]+\s*[ivxlc]+)?", number))


def _labelled(body: str, end: int) -> tuple[str, str, int]:
    label = _LABEL.match(body)
    return (LABELS[label[1]], body[label.end():], end) if label else ("page" if body else "", body, end)


@dataclass(frozen=True, slots=True)
class CiteFault:
    """What is wrong with a citation, and where: an offset and a length."""

    message: str
    hint: str
    at: int
    length: int


def read_works(text: str) -> tuple[tuple[Cited, ...], CiteFault | None]:
    """The works cited, or what is wrong."""
    works = []
    for begin, end in split(text):
        found = CITE.search(text, begin, end)
        if not found:
            return (), CiteFault(f"no work is named in “{text[begin:end].strip()}”", FORM, 0, len(text))
        if second := second_key(text, found.end(), end):
            return (), second
        works.append(read_work(text, found, begin, end))
    return tuple(works), None


def second_key(text: str, begin: int, end: int) -> CiteFault | None:
    """A work named in the words of another, which would have no place of its own. Code is passed over."""
    bare = _CODE.sub(lambda found: " " * len(found[0]), text[:end])
    found = CITE.search(bare, begin)
    return found and CiteFault(
        f"“{found[0]}” stands inside the citation of another work",
        f"write ; between works: [@key, 33; see {found[0]}]", found.start(), len(found[0]),
    )  # fmt: skip


def read_work(text: str, found: re.Match[str], begin: int, end: int) -> Cited:
    """One work: its key was `found` between `begin` and `end`."""
    label, locator, length = locate(text[found.end():end])
    return Cited(found[2].strip("{}"), found.end(1), bool(found[1]), (begin, found.start()),
                 label, locator, (found.end() + length, end))
