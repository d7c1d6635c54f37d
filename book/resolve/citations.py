"""All citations of the book, printed in one go by `book.citations`, which knows neither notes nor sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from book.citations import ByteStore, Cite, Cluster, PrintedCitations, StyleKind, render
from book.matter import CitedWork, CrossLink, Emphasis, Inline, Manuscript, RawInline, Text
from book.problems import Problem
from book.resolve.author_names import in_sentence
from book.resolve.bibliography import listed_works
from book.resolve.mentions import Mention, fitted
from book.resolve.text_citations import PlacedMention

Settle = Callable[[tuple[RawInline, ...]], tuple[Inline, ...]]


@dataclass(frozen=True, slots=True)
class Citations:
    """The words of each mention, in order, and (key, words) of each work that the style lists; `labels` has, by key,
    what stands in a column before it."""

    texts: tuple[tuple[Inline, ...], ...]
    works: tuple[tuple[str, tuple[Inline, ...]], ...]
    labels: Mapping[str, tuple[Inline, ...]]


def print_citations(
    cited: Sequence[Mention], manuscript: Manuscript, settle: Settle, cache: ByteStore
) -> tuple[Citations, tuple[Problem, ...]]:
    """Print every mention of a style with notes, and the works of the bibliography.

    `settle` looks up what prefixes and suffixes hold."""
    printed, linked, problems = _printed([_cluster(mention, settle) for mention in cited], manuscript, cache)
    works = {reference.key: reference for reference in manuscript.references}
    names = [settle(in_sentence(each.citation.works[0].key, works)) if each.named else () for each in cited]
    texts = tuple(map(fitted, printed.clusters, cited, names))
    return Citations(texts, printed.works if linked else (), printed.labels), problems


def print_in_text(
    cited: Sequence[PlacedMention], manuscript: Manuscript, kind: StyleKind, settle: Settle, cache: ByteStore
) -> tuple[Citations, tuple[Problem, ...]]:
    """The same for a style that cites in the text. Where it cites by numbers, the sentence has the author's name."""
    order = sorted(range(len(cited)), key=lambda place: cited[place].rank)
    clusters = [_text_cluster(cited[place].mention, kind, settle) for place in order]
    printed, linked, problems = _printed(clusters, manuscript, cache)
    works = {reference.key: reference for reference in manuscript.references}
    texts: list[tuple[Inline, ...]] = [()] * len(cited)
    for place, words in zip(order, printed.clusters, strict=True):
        citation = cited[place].mention.citation
        if citation.in_text and kind.numbered:
            name = settle(in_sentence(citation.works[0].key, works))
            words = (*name, *(() if kind.place == "superior" else (Text("\u00a0"),)), *words)
        texts[place] = words
    return Citations(tuple(texts), printed.works if linked else (), printed.labels), problems


def _printed(
    clusters: Sequence[Cluster], manuscript: Manuscript, cache: ByteStore
) -> tuple[PrintedCitations, bool, tuple[Problem, ...]]:
    """The engine's answer, and whether the book has a bibliography to which citations link."""
    edition = manuscript.edition
    linked = any(division.role == "bibliography" for division in manuscript.divisions)
    printed, problems = render(
        clusters,
        manuscript.references,
        manuscript.citation_style,
        edition.language,
        edition.first_full,
        cache,
        listed_works(manuscript.references, edition.nocite) if linked else (),
    )
    if not linked:
        printed = replace(printed, clusters=tuple(tuple(_unlinked(inlines)) for inlines in printed.clusters))
    return printed, linked, problems


def _cluster(mention: Mention, settle: Settle) -> Cluster:
    works = tuple(_cite(work, mention, settle) for work in mention.citation.works)
    if mention.named:
        works = (replace(works[0], no_author=True), *works[1:])
    return Cluster(works, mention.division, mention.order, mention.opens, mention.flows)


def _text_cluster(mention: Mention, kind: StyleKind, settle: Settle) -> Cluster:
    works = tuple(_cite(work, mention, settle) for work in mention.citation.works)
    if mention.citation.in_text and not kind.numbered:
        works = (replace(works[0], in_sentence=True), *works[1:])
    return Cluster(works, mention.division, mention.order)


def _cite(work: CitedWork, mention: Mention, settle: Settle) -> Cite:
    span = work.span or mention.citation.span
    prefix, suffix = settle(work.prefix), settle(work.suffix)
    return Cite(work.key, prefix, work.label, work.locator, suffix, work.no_author, span)


def _unlinked(inlines: Iterable[Inline]) -> Iterable[Inline]:
    """A book without a bibliography has nothing to link its citations to."""
    for inline in inlines:
        if isinstance(inline, CrossLink) and inline.anchor.startswith("ref-"):
            yield from inline.children
        elif isinstance(inline, Emphasis):
            yield replace(inline, children=tuple(_unlinked(inline.children)))
        else:
            yield inline
