"""Citations inside notes, and how each stands in its sentence.

The engine prints whole sentences, and an author may put a citation anywhere in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from book.matter import Citation, CrossLink, Inline, RawInline, Reference, Text
from book.matter.walk import all_raw, lines
from book.resolve.author_names import has_name
from book.resolve.facts import CITED, Facts
from book.resolve.notes import CalledDivision
from book.resolve.references import call_id

_ENDED = re.compile(r"[.!?…][”’)\]]*\s*$")
_ABBREVIATED = re.compile(r"\b(?:cf|e\.g|i\.e|vs|ca|vol|no|pp?|[A-Z])\.\s*$")
_NEW_SENTENCE = re.compile(r"\s+[“‘(\[]?[A-Z\u00c0-\u00de\u0410-\u042f\d]")
_GOES_ON = re.compile(r"\s+(?!(?:and|or|but)\b)[a-z]")  # the sentence needs the citation for a subject or the like
_RUNS_ON = re.compile(r",?\s+(?!(?:and|or|but|see|cf)\b)[a-z]")
# Words with which a note leads from one work to the next, as in "see also ibid., 33": the sentence is none of its own.
_SIGNALS = ("see", "also", "cf.", "compare", "e.g.", "i.e.", "and", "but", "in", "from", "by", "of", "quoted", "cited",
            "again", "generally", "esp.", "especially", "contra", "for example")  # fmt: skip
_SIGNAL = re.compile(rf"(?:\b(?:{'|'.join(map(re.escape, _SIGNALS))}),?|[;:(\[—–])\s*$", re.I)
_SQUARE = str.maketrans("()", "[]")
_STOP = re.compile(r"\.([”’]*)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of a note. `call` is the note's call; the rest says what its place asks for.

    `opens`: it begins a sentence; `stops`: it ends one; `gap`: a space is wanted before it; `brackets`: round ones;
    `named`: the sentence needs the author's name ("As Conquest says"), so that only the rest is in brackets.
    `flows`: the citation is a part of its sentence, in which "ibid." would say nothing."""

    citation: Citation
    division: str
    call: str
    order: int
    opens: bool
    stops: bool
    gap: bool
    brackets: bool
    named: bool
    flows: bool = False


def opens_sentence(before: str) -> bool:
    """Whether what follows these words of a line begins a sentence.

    >>> opens_sentence(""), opens_sentence("It was so. "), opens_sentence("cf. ")
    (True, True, False)
    """
    return not before.strip() or bool(_ENDED.search(before) and not _ABBREVIATED.search(before))


def mentions(
    called: Iterable[CalledDivision], facts: Facts, references: Mapping[str, Reference]
) -> tuple[Mention, ...]:
    """All citations of all notes, in reading order. In the text itself there are none left."""
    return tuple(
        mention
        for each in called
        for note in each.notes
        for line, _ in lines(note.blocks)
        for mention in _line(line, each.division.id, call_id(each.division.id, note), note.order, facts, references)
    )


def _line(
    line: tuple[RawInline, ...], division: str, call: str, order: int, facts: Facts, works: Mapping[str, Reference]
) -> Iterator[Mention]:
    text = facts.words(line)
    citations = (inline for inline in all_raw(line) if isinstance(inline, Citation))
    for citation, place in zip(citations, re.finditer(CITED, text), strict=True):
        before, after = text[: place.start()], text[place.end() :]
        named = citation.in_text and bool(_GOES_ON.match(after)) and has_name(citation.works[0].key, works)
        opens = opens_sentence(before)
        stops = not after.strip() or (opens and bool(_NEW_SENTENCE.match(after)))
        gap = bool(before) and not before[-1].isspace() and before[-1] not in "([“‘—–/"
        brackets = named or (gap and before[-1].isalnum())
        flows = bool(_RUNS_ON.match(after)) or not (opens or brackets or _SIGNAL.search(before))
        yield Mention(
            citation, division, call, order, opens and not named, stops and not brackets, gap, brackets, named, flows
        )


def fitted(printed: tuple[Inline, ...], mention: Mention, name: tuple[Inline, ...] = ()) -> tuple[Inline, ...]:
    """The printed citation with the space, brackets and full stop that its place asks for, and no others.

    `name` is the author's, for a sentence that needs it."""
    words = printed if mention.stops else without_stop(printed)
    gap = (Text(" "),) if mention.gap else ()
    if not mention.brackets:
        return (*gap, *words)
    return (*gap, *name, Text(" (" if name or not gap else "("), *map(_square, words), Text(")"))


def _square(inline: Inline) -> Inline:
    """Brackets inside brackets are square: [Oxford University Press, 1990]."""
    if isinstance(inline, Text):
        return Text(inline.text.translate(_SQUARE))
    if isinstance(inline, CrossLink):
        return replace(inline, children=tuple(map(_square, inline.children)))
    return inline


def without_stop(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without the full stop at the end, though it stand inside quotes."""
    if not inlines:
        return ()
    last = inlines[-1]
    if isinstance(last, Text):
        last = Text(_STOP.sub(r"\1", last.text))
    elif isinstance(last, CrossLink):
        last = replace(last, children=without_stop(last.children))
    return tuple(part for part in (*inlines[:-1], last) if part != Text(""))
