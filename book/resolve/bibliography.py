"""The bibliography in its sections. Which works it lists, and where, the book decides; their order, the style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from book.edition import BibliographySection
from book.matter import BibliographyEntry, BibliographyList, Inline, Manuscript, Reference
from book.problems import Problem
from book.resolve.mentions import Mention

FURTHER: Final = "further"  # the section whose works are listed though no note cites them


class PrintedWorks(Protocol):
    """Works as the style prints them: (key, words) in its order, and by key what stands in a column before the words.
    """

    @property
    def works(self) -> Sequence[tuple[str, tuple[Inline, ...]]]: ...

    @property
    def labels(self) -> Mapping[str, tuple[Inline, ...]]: ...


def listed_works(references: Iterable[Reference], nocite: Sequence[str] = ()) -> tuple[str, ...]:
    """The works that are listed without being cited; `nocite` has keys of some, or "*" for all."""
    return tuple(
        reference.key
        for reference in references
        if reference.section == FURTHER
        or reference.values.get("always")
        or "*" in nocite
        or reference.key in nocite
    )


def listless(mentions: Sequence[Mention], manuscript: Manuscript) -> Iterable[Problem]:
    """C-009 for a book that cites by author and year, or by numbers, and has no list where these can be looked up."""
    if mentions and not any(division.role == "bibliography" for division in manuscript.divisions):
        name = manuscript.edition.citation_style
        yield Problem(
            "C-009", f"the style {name} cites in the text, and the book has no list of the works cited",
            mentions[0].citation.span, "add {role: bibliography, title: References} to back in book.yaml",
        )  # fmt: skip


def bibliography(
    printed: PrintedWorks,
    references: Iterable[Reference],
    sections: Iterable[BibliographySection],
    mentions: Iterable[Mention],
    hanging: bool = True,
) -> tuple[tuple[BibliographyList, ...], tuple[Problem, ...]]:
    """The printed works sorted into the book's sections; a section without works is left out. A list without sections
    has all works, whatever sections they name."""
    works = {reference.key: reference for reference in references}
    calls = _calls(mentions)
    lists, sections = [], tuple(sections)
    whole = len(sections) == 1 and not sections[0].section
    for section in sections:
        entries = tuple(
            BibliographyEntry(key, inlines, calls.get(key, ()), printed.labels.get(key, ()))
            for key, inlines in printed.works
            if whole or works[key].section == section.section
        )
        lists += [BibliographyList(section.title, entries, hanging)] if entries else []
    placed = {entry.key for each in lists for entry in each.entries}
    homeless = tuple(_homeless(works[key], sections) for key, _ in printed.works if key not in placed)
    return tuple(lists), homeless


def _calls(mentions: Iterable[Mention]) -> Mapping[str, tuple[str, ...]]:
    calls: dict[str, dict[str, None]] = {}
    for mention in mentions:
        for work in mention.citation.works if mention.call else ():
            calls.setdefault(work.key, {})[mention.call] = None
    return {key: tuple(found) for key, found in calls.items()}


def _homeless(work: Reference, sections: Iterable[BibliographySection]) -> Problem:
    names = ", ".join(f"“{section.section}”" for section in sections)
    section = f"the section “{work.section}”, which book.yaml does not have" if work.section else "no section"
    return Problem("C-007", f"{work.key} belongs to {section}", work.span, f"sections are {names}")
