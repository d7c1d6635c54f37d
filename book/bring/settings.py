"""The book.yaml of a draft."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence

from book.bring.draft import BookFacts, DraftDivision, Place, ProjectDraft, joined
from book.bring.roles import contents_title, works_title
from book.bring.scan import headings

_PLAIN = re.compile(r"[A-Za-z][\w ./()-]*[\w)]|[A-Za-z]")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_NUMBERED = re.compile(r"(?:\d+|[IVXLC]+)\s*(?:[.:)]|[-–—]+)\s+\S")
_FIRST = ("dedication", "epigraph")  # before the contents


def settings(draft: ProjectDraft, facts: BookFacts, works: Sequence[str]) -> str:
    """book.yaml; `works` are the files of the bibliography inside `chapters/`."""
    lines = [f"title: {scalar(facts.title)}"]
    lines += [f"{key}: {scalar(value)}" for key in ("subtitle", "language", "publisher", "description")
              if (value := getattr(facts, key))]
    if facts.authors:
        lines.append(f"authors: [{', '.join(map(scalar, facts.authors))}]")
    if facts.date:
        lines.append(f"edition: {{number: '1.0', date: {scalar(facts.date)}}}")
    lines.append(f"identifier: {identifier(draft, facts)}")
    if facts.isbn:
        lines.append(f"isbn: '{facts.isbn}'")
    if works:
        lines.append(f"bibliography-files: [{', '.join(map(scalar, works))}]")
    if draft.listing.style:
        lines.append(f"citations: {{style: {scalar(draft.listing.style)}}}")
    if _are_numbered(draft):
        lines.append("chapter-numbers: none  # the titles have them")
    return "\n".join((*lines, "", *_front(draft, facts), *_body(draft), *_back(draft, facts, works))) + "\n"


def _are_numbered(draft: ProjectDraft) -> bool:
    """Whether most chapters say their number in their title: "I - The Quay", "2. Ropes"."""
    chapters = [each for division in draft.divisions for each in (division, *division.inner) if each.role == "chapter"]
    titles = [found[0].title if (found := headings(each.lines)) else each.title for each in chapters]
    return sum(bool(_NUMBERED.match(title)) for title in titles) * 2 > len(titles)


def identifier(draft: ProjectDraft, facts: BookFacts) -> str:
    """A URN made from title, authors and texts: the same for the same source, everywhere."""
    texts = "".join(joined(each.lines) for division in draft.divisions for each in (division, *division.inner))
    return uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((facts.title, *facts.authors, texts))).urn


def scalar(text: str) -> str:
    """A text as YAML, in quotes where it needs them.

    >>> scalar("The Quay"), scalar("It's: so")
    ('The Quay', "'It''s: so'")
    """
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else "'" + text.replace("'", "''") + "'"


def _front(draft: ProjectDraft, facts: BookFacts) -> Iterator[str]:
    own = _of(draft, "front")
    yield "front:"
    yield "- {role: title-page}"
    yield "- {role: imprint}"
    yield from (_entry(each) for each in own if each.role in _FIRST)
    if sum(1 + len(each.inner) for each in _of(draft, "body")) > 1:
        yield f"- {{role: contents, title: {scalar(contents_title(facts.language))}}}"
    yield from (_entry(each) for each in own if each.role not in _FIRST)


def _body(draft: ProjectDraft) -> Iterator[str]:
    yield "body:"
    for each in _of(draft, "body"):
        if each.role == "part":
            file = f"\n  file: {scalar(each.file)}" if each.file else ""
            yield f"- part: {scalar(each.title)}{file}" + ("\n  chapters:" if each.inner else "")
            yield from (f"  {_entry(inner)}" for inner in each.inner)
        else:
            yield _entry(each)


def _back(draft: ProjectDraft, facts: BookFacts, works: Sequence[str]) -> Iterator[str]:
    own = _of(draft, "back")
    listed = any(each.role == "bibliography" for each in draft.divisions)
    if own or (works and not listed):
        yield "back:"
    yield from map(_entry, own)
    if works and not listed:
        yield f"- {{role: bibliography, title: {scalar(works_title(facts.language))}}}"


def _of(draft: ProjectDraft, place: Place) -> list[DraftDivision]:
    return [each for each in draft.divisions if each.place == place]


def _entry(division: DraftDivision) -> str:
    numbered = "" if division.numbered or division.role not in ("chapter", "appendix") else ", numbered: false"
    return f"- {{role: {division.role}, file: {scalar(division.file)}{numbered}}}"
