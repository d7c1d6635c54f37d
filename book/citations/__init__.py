"""Citations and bibliography, printed in a CSL style by pandoc, which nothing outside this package knows.

`library` finds a style by its name, `kind` says whether it cites in notes or in the text, `style` makes it ready and
`check` says what is wrong with one of the book's own; `works` has the bibliography as CSL-JSON, which `convert` makes
of other formats. `locator_words` has the words for “page” in other languages. `document` writes the tree that pandoc
reads, `engine` runs it, `printed` reads what comes back, and `title_language` marks the titles in other languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from book.citations.check import style_problems
from book.citations.cluster import Cite, Cluster, Reset
from book.citations.convert import BibliographyFormat, ConversionFault, converted
from book.citations.document import NOBODY, Wording, document
from book.citations.engine import ByteStore, EngineFault, cite
from book.citations.kind import CitationPlace, StyleKind, style_kind
from book.citations.locator_words import locator_labels
from book.citations.named_styles import named_style, parent_name, style_names
from book.citations.printed import printed_clusters, printed_works
from book.citations.style import commas_inside, edited_style
from book.citations.title_language import with_languages
from book.citations.works import csl_work
from book.matter import CrossLink, Inline, Reference
from book.problems import Problem

__all__ = [
    "BibliographyFormat",
    "ByteStore",
    "CitationPlace",
    "Cite",
    "Cluster",
    "ConversionFault",
    "PrintedCitations",
    "Reset",
    "StyleKind",
    "converted",
    "named_style",
    "parent_name",
    "render",
    "style_kind",
    "style_names",
    "style_problems",
]  # fmt: skip

_SPEECHLESS = "Bibliography entry with no printed form: "


@dataclass(frozen=True, slots=True)
class PrintedCitations:
    """What the engine has printed: the words of each cluster, and (key, words) of each work of the bibliography.

    Where a work has an entry, its words in a cluster are a `CrossLink` to "ref-KEY". `labels` has, by key, what the
    style sets in a column before an entry: "[3]"."""

    clusters: tuple[tuple[Inline, ...], ...]
    works: tuple[tuple[str, tuple[Inline, ...]], ...]
    labels: Mapping[str, tuple[Inline, ...]] = field(default_factory=dict)


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
    ready, kind = edited_style(style, language), style_kind(style)
    works = [csl_work(each, ready.files_under, kind.place == "note") for each in references]
    works += _strangers(clusters, references)
    if kind.ibid and any(cluster.named for cluster in clusters):
        works.append({"id": NOBODY, "type": "book", "title": "Nobody"})
    volumes = {work["id"]: str(work["volume"]) for work in works if "volume" in work}
    try:
        wording = Wording(kind, language, locator_labels(ready.xml, language, cache), volumes)
        tree, kept = document(clusters, listed, reset, wording)
        cited, warnings = cite(tree, works, ready.xml, cache)
    except EngineFault as fault:
        return _nothing_printed(clusters), (*problems, Problem("C-006", f"pandoc: {fault}"))
    problems += _complaints(warnings, references)
    known = {reference.key: reference for reference in references}
    listing = [each for each in printed_works(cited) if each[2] and each[0] in known]
    entries = tuple((key, with_languages(words, known[key], language)) for key, _, words in listing)
    printed = printed_clusters(cited, kept, commas_inside(language), kind.place)
    words = tuple(_with_languages(inlines, known, language) for inlines in printed)
    return PrintedCitations(words, entries, {key: label for key, label, _ in listing if label}), tuple(problems)


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
            hint = f"did you mean “{near[0]}”?" if near else "add the work to the bibliography"
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
