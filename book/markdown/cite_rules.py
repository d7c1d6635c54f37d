"""Rules for citations, `[see @key, 33]` and `@key [p. 3]`: a token pair for each, and in it one for each work."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from book.markdown import cite_syntax
from book.markdown.inline_rules import inside
from book.markdown.parse_state import ParseState, parse_state

_OPENS = re.compile(r"\s*-?@")
_PLACE = re.compile(r" ?\[([^\[\]]*)\](?![(\[{])")


def citation(state: StateInline, end: int, silent: bool) -> bool:
    """`[see @key, 33; @other]`, whose bracket closes at `end`."""
    start = state.pos + 1
    body = state.src[start:end]
    broken = cite_syntax.BROKEN.search(body)
    parsing = parse_state(state)
    if not parsing.cites and not _OPENS.match(body) and not any(
            cite_syntax.TYPED.match(each[2]) for each in cite_syntax.CITE.finditer(body)):
        return False  # a name as networks have it: a book without works cites none
    if not broken and not cite_syntax.CITE.search(body):
        return False
    works, fault = cite_syntax.read_works(body)
    if broken:
        fault = cite_syntax.CiteFault("an @ that no key follows", cite_syntax.FORM, broken.start(), 1)
    if fault:
        if not silent:
            _report(parsing, fault, start)
        return False
    if not silent:
        _push(state, works, start, False, end + 1 - state.pos)
    state.pos = end + 1
    return True


def author(state: StateInline, silent: bool) -> bool:
    """`@key` or `@key [p. 3; @other]`: the author's name stays in the sentence. `-@key` is a citation without it."""
    found = cite_syntax.CITE.match(state.src, state.pos, state.posMax)
    if not found or not (parse_state(state).cites or cite_syntax.TYPED.match(found[2])):
        return False
    works = [cite_syntax.read_work(state.src, found, state.pos, found.end())]
    end = found.end()
    place = _PLACE.match(state.src, end, state.posMax)
    if place and not place[1].startswith("^"):
        label, _, _ = cite_syntax.locate(place[1])
        fault = cite_syntax.second_key(place[1].partition(";")[0], 0, len(place[1])) if label else None
        if fault and not silent:
            _report(parse_state(state), fault, place.start(1))
        more = _placed(state.src, found, place)
        works, end = (more, place.end()) if more else (works, end)
    if not silent:
        _push(state, tuple(works), 0, not found[1], end - state.pos)
    state.pos = end
    return True


def _report(parsing: ParseState, fault: cite_syntax.CiteFault, start: int) -> None:
    place = parsing.at(start + fault.at, fault.length)
    parsing.report("C-002", f"this citation cannot be read: {fault.message}", place, fault.hint)


def _placed(text: str, found: re.Match[str], place: re.Match[str]) -> list[cite_syntax.Cited]:
    """The works of `@key [p. 3; @other]`; none if the brackets are something else."""
    parts = [(begin + place.start(1), end + place.start(1)) for begin, end in cite_syntax.split(place[1])]
    begin, end = parts[0]
    if cite_syntax.CITE.search(text, begin, end) or not text[begin:end].strip():
        return []
    label, locator, length = cite_syntax.locate(text[begin:end])
    first = cite_syntax.Cited(found[2].strip("{}"), found.end(1), bool(found[1]), (begin, begin), label, locator,
                        (begin + length, end))
    others = [(cite_syntax.CITE.search(text, *part), part) for part in parts[1:]]
    if not all(match for match, _ in others):
        return []
    return [first, *(cite_syntax.read_work(text, match, *part) for match, part in others if match)]


def _push(state: StateInline, works: tuple[cite_syntax.Cited, ...], start: int, in_text: bool, length: int) -> None:
    """Tokens of a citation: for each work the words before and after it as pairs of their own."""
    state.push("cite_open", "", 1).meta = {"in_text": in_text, "at": state.pos, "length": length}
    for work in works:
        state.push("work_open", "", 1).meta = {"work": work, "at": start + work.at}
        for kind, (begin, end) in (("prefix", work.prefix), ("suffix", work.suffix)):
            inside(state, start + begin, start + end, kind, {})
        state.push("work_close", "", -1)
    state.push("cite_close", "", -1)
