"""Citations and bibliography, printed in a CSL style by pandoc, which nothing outside this package knows.

`style` makes a style ready and `check` says what is wrong with one of the book's own; `works` has the bibliography as
CSL-JSON. `document` writes the tree that pandoc reads, `engine` runs it, `printed` reads what comes back, and
`title_language` marks the titles in other languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from book.citations.check import style_problems
from book.citations.cluster import Cite, Cluster, Reset
from book.citations.document import document
from book.citations.engine import ByteStore, EngineFault, cite
from book.citations.printed import printed_clusters, printed_works
from book.citations.style import commas_inside, edited_style, shipped_style, style_names
from book.citations.title_language import with_languages
from book.citations.works import csl_work
from book.matter import CrossLink, Inline, Reference
from book.problems import Problem

__all__ = [
    "ByteStore", "Cite", "Cluster", "PrintedCitations", "Reset", "render", "shipped_style", "style_names",
    "style_problems",
]  # fmt: skip

_SPEECHLESS = "Bibliography entry with no printed form: "


@dataclass(frozen=True, slots=True)
class PrintedCitations:
    """What the engine has printed: the words of each cluster, and (key, words) of each work of the bibliography.

    Where a work has an entry, its words in a cluster are a `CrossLink` to "ref-KEY"."""

    clusters: tuple[tuple[Inline, ...], ...]
    works: tuple[tuple[str, tuple[Inline, ...]], ...]


def render(
    clusters: Sequence[Cluster],
    references: Sequence[Reference],
    style: str,
    language: str,
    reset: Reset,
    cache: ByteStore,
    listed: Sequence[str] = (),
) -> tuple[PrintedCitations, tuple[Problem, ...]]:
    """Print all clusters of a book in one call of the engine.

    `style` is the text of a style with which `style_problems` finds no fault. `reset` says how far "already cited"
    reaches; `listed` are the works that the bibliography has without a citation. An unknown key (C-001) is printed as
    the key in brackets, so that all else can still be read. C-005: a work that the style does not print; C-006: what
    the engine reports."""
    problems = list(unknown_keys(clusters, references))
    ready = edited_style(style, language)
    works = [csl_work(each, ready.files_under) for each in references] + _strangers(clusters, references)
    volumes = {work["id"]: str(work["volume"]) for work in works if "volume" in work}
    tree, kept = document(clusters, listed, language, reset, volumes)
    try:
        cited, warnings = cite(tree, works, ready.xml, cache)
    except EngineFault as fault:
        return _nothing_printed(clusters), (*problems, Problem("C-006", f"pandoc: {fault}"))
    problems += _complaints(warnings, references)
    known = {reference.key: reference for reference in references}
    entries = tuple(
        (key, with_languages(words, known[key], language))
        for key, words in printed_works(cited)
        if words and key in known
    )
    printed = printed_clusters(cited, kept, commas_inside(language))
    words = tuple(_with_languages(inlines, known, language) for inlines in printed)
    return PrintedCitations(words, entries), tuple(problems)


def _with_languages(inlines: tuple[Inline, ...], known: Mapping[str, Reference], language: str) -> tuple[Inline, ...]:
    """A cluster in which each work's own words, those that link to its entry, have their language."""
    return tuple(
        replace(inline, children=with_languages(inline.children, known[key], language))
        if isinstance(inline, CrossLink) and (key := inline.anchor.removeprefix("ref-")) in known
        else inline
        for inline in inlines
    )


def unknown_keys(clusters: Iterable[Cluster], references: Iterable[Reference]) -> Iterable[Problem]:
    """C-001 for each cited key that no work has, with the nearest that one has."""
    keys = {reference.key for reference in references}
    for work in (work for cluster in clusters for work in cluster.works):
        if work.key not in keys:
            near = get_close_matches(work.key, sorted(keys), 1)
            hint = f"did you mean “{near[0]}”?" if near else "add the work to bibliography.yaml"
            yield Problem("C-001", f"unknown citation key “{work.key}”", work.span, hint)


def _strangers(clusters: Iterable[Cluster], references: Iterable[Reference]) -> list[dict[str, str]]:
    known = {reference.key for reference in references}
    cited = dict.fromkeys(work.key for cluster in clusters for work in cluster.works)
    name = '<span class="nocase">[{}?]</span>'
    return [{"id": key, "type": "book", "title": name.format(key)} for key in cited if key not in known]


def _complaints(warnings: Iterable[str], references: Iterable[Reference]) -> Iterable[Problem]:
    spans = {reference.key: reference.span for reference in references}
    for warning in warnings:
        key = warning.removeprefix(_SPEECHLESS)
        if warning.startswith(_SPEECHLESS):
            hint = "styles list such a work only with an archive, a publisher, a container-title or a URL: add one"
            yield Problem("C-005", f"the style has no printed form for “{key}”", spans.get(key), hint)
        else:
            yield Problem("C-006", f"pandoc: {warning}")


def _nothing_printed(clusters: Sequence[Cluster]) -> PrintedCitations:
    return PrintedCitations(tuple(() for _ in clusters), ())
