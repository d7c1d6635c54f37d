"""The bibliography in its sections. Which works it lists, and where, the book decides; their order, the style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from book.edition import BibliographySection
from book.matter import BibliographyEntry, BibliographyList, Inline, Reference
from book.problems import Problem
from book.resolve.mentions import Mention

FURTHER: Final = "further"  # the section whose works are listed though no note cites them


def listed_works(references: Iterable[Reference]) -> tuple[str, ...]:
    """The works that are listed without being cited."""
    return tuple(
        reference.key for reference in references if reference.section == FURTHER or reference.values.get("always")
    )


def bibliography(
    printed: Sequence[tuple[str, tuple[Inline, ...]]],
    references: Iterable[Reference],
    sections: Iterable[BibliographySection],
    mentions: Iterable[Mention],
) -> tuple[tuple[BibliographyList, ...], tuple[Problem, ...]]:
    """The printed works sorted into the book's sections; a section without works is left out."""
    works = {reference.key: reference for reference in references}
    calls = _calls(mentions)
    lists = []
    for section in sections:
        entries = tuple(
            BibliographyEntry(key, inlines, calls.get(key, ()))
            for key, inlines in printed
            if works[key].section == section.section
        )
        lists += [BibliographyList(section.title, entries)] if entries else []
    placed = {entry.key for each in lists for entry in each.entries}
    homeless = tuple(_homeless(works[key], sections) for key, _ in printed if key not in placed)
    return tuple(lists), homeless


def _calls(mentions: Iterable[Mention]) -> Mapping[str, tuple[str, ...]]:
    calls: dict[str, dict[str, None]] = {}
    for mention in mentions:
        for work in mention.citation.works:
            calls.setdefault(work.key, {})[mention.call] = None
    return {key: tuple(found) for key, found in calls.items()}


def _homeless(work: Reference, sections: Iterable[BibliographySection]) -> Problem:
    names = ", ".join(f"“{section.section}”" for section in sections)
    section = f"the section “{work.section}”, which book.yaml does not have" if work.section else "no section"
    return Problem("C-007", f"{work.key} belongs to {section}", work.span, f"sections are {names}")
