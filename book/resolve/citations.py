"""All citations of the book, printed in one go by `book.citations`, which knows neither notes nor sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from book.citations import ByteStore, Cite, Cluster, render
from book.matter import CitedWork, CrossLink, Inline, Manuscript, RawInline
from book.problems import Problem
from book.resolve.author_names import in_sentence
from book.resolve.bibliography import listed_works
from book.resolve.mentions import Mention, fitted

Settle = Callable[[tuple[RawInline, ...]], tuple[Inline, ...]]


@dataclass(frozen=True, slots=True)
class Citations:
    """The words of each mention, in order, and (key, words) of each work that the style lists."""

    texts: tuple[tuple[Inline, ...], ...]
    works: tuple[tuple[str, tuple[Inline, ...]], ...]


def print_citations(
    cited: Sequence[Mention], manuscript: Manuscript, settle: Settle, cache: ByteStore
) -> tuple[Citations, tuple[Problem, ...]]:
    """Print every mention, and the works of the bibliography. `settle` looks up what prefixes and suffixes hold."""
    edition = manuscript.edition
    linked = any(division.role == "bibliography" for division in manuscript.divisions)
    printed, problems = render(
        [_cluster(mention, settle) for mention in cited],
        manuscript.references,
        manuscript.citation_style,
        edition.language,
        edition.first_full,
        cache,
        listed_works(manuscript.references) if linked else (),
    )
    words = printed.clusters if linked else [tuple(_unlinked(inlines)) for inlines in printed.clusters]
    works = {reference.key: reference for reference in manuscript.references}
    names = [settle(in_sentence(each.citation.works[0].key, works)) if each.named else () for each in cited]
    texts = tuple(map(fitted, words, cited, names))
    return Citations(texts, printed.works if linked else ()), problems


def _cluster(mention: Mention, settle: Settle) -> Cluster:
    works = tuple(_cite(work, mention, settle) for work in mention.citation.works)
    if mention.named:
        works = (replace(works[0], no_author=True), *works[1:])
    return Cluster(works, mention.division, mention.order, mention.opens)


def _cite(work: CitedWork, mention: Mention, settle: Settle) -> Cite:
    span = work.span or mention.citation.span
    prefix, suffix = settle(work.prefix), settle(work.suffix)
    return Cite(work.key, prefix, work.label, work.locator, suffix, work.no_author, span)


def _unlinked(inlines: Iterable[Inline]) -> Iterable[Inline]:
    """A book without a bibliography has nothing to link its citations to."""
    for inline in inlines:
        yield from inline.children if isinstance(inline, CrossLink) and inline.anchor.startswith("ref-") else (inline,)
