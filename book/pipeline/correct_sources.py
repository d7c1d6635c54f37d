"""The files of a book as an editor has them, and the words that it prints: where a correction looks for its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from book.correct import Sources
from book.matter import Book, Figure, Manuscript
from book.pipeline.folder import BuildFolder
from book.pipeline.run import Session
from book.problems import Problem
from book.project import BIBLIOGRAPHY, DATA, FIGURES, INDEX, LEDGER, SETTINGS, SHAPES, STYLES
from book.read import read, read_records
from book.resolve import printed_words, resolve


def gathered(project: Path, folder: BuildFolder, session: Session) -> tuple[Sources, tuple[Problem, ...]]:
    """The book as it is, and what is wrong with it that does not hinder."""
    with session.stage("read"):
        manuscript = session.take(read(project))
    assert manuscript is not None
    with session.stage("resolve"):
        book, problems = _resolved(manuscript, folder)
        session.problems += problems if book is None else ()
    assert book is not None
    records, _ = read_records(project)  # what is wrong with them, reading the book has said
    texts = {path: text_of(project, path) for path in _paths(project, book)}
    templates = {path: (project / path).read_text("utf-8", "replace") for path in _templates(project)}
    ledger = manuscript.edition.corrections
    gone = {each.span for each in problems if each.code == "L-004"}
    waiting = frozenset(entry.id for entry in ledger if entry.span in gone)
    sources = Sources(texts, _homes(book), _words(book), ledger, text_of(project, LEDGER), waiting, records,
                      manuscript.edition.number, templates)
    return sources, (*session.problems, *problems)


def _resolved(manuscript: Manuscript, folder: BuildFolder) -> tuple[Book | None, tuple[Problem, ...]]:
    """The book; where only entries of the ledger hinder, the book without its ledger: one may wait to be made."""
    book, problems = resolve(manuscript, folder.cache())
    if book is None and {each.code for each in problems if each.severity == "error"} == {"L-004"}:
        book, _ = resolve(replace(manuscript, edition=replace(manuscript.edition, corrections=())), folder.cache())
    return book, problems


def text_of(project: Path, path: str) -> str:
    """A file's text with its own line ends; empty if there is none."""
    place = project / path
    return place.read_bytes().decode("utf-8") if place.is_file() else ""


def _paths(project: Path, book: Book) -> list[str]:
    """The files whose words may be printed, the text's first, in the order of the book."""
    texts = [each.span.path for each in book.divisions if each.span.path.endswith(".md")]
    data = [path for place in sorted((project / DATA).glob("*.yaml")) if (path := f"{DATA}/{place.name}") != SHAPES]
    drawings = [f"{FIGURES}/{name}.yaml" for name in sorted(book.drawings)]
    others = [path for path in (BIBLIOGRAPHY, INDEX, SETTINGS) if (project / path).is_file()]
    return list(dict.fromkeys((*texts, *data, *drawings, *others)))


def _words(book: Book) -> dict[str, tuple[str, ...]]:
    """The words of each division; last those that only repeat what others say, such as the contents."""
    own = {each.id for each in book.divisions if each.span.path.endswith(".md")}
    return dict(sorted(printed_words(book).items(), key=lambda item: item[0] not in own))


def _templates(project: Path) -> list[str]:
    found = (place for kind in ("*.md", "*.jinja") for place in sorted((project / STYLES).rglob(kind)))
    return [place.relative_to(project).as_posix() for place in found]


def _homes(book: Book) -> dict[str, str]:
    """The division that a file is printed in; data may be printed in any."""
    homes = {each.span.path: each.id for each in book.divisions if each.span.path.endswith(".md")}
    roles = {each.role: each.id for each in book.divisions}
    homes |= {path: roles[role] for role, path in (("bibliography", BIBLIOGRAPHY), ("index", INDEX)) if role in roles}
    for division in book.divisions:
        for block in division.blocks:
            if isinstance(block, Figure):
                homes.setdefault(f"{FIGURES}/{block.picture.removeprefix('drawing/')}.yaml", division.id)
    return homes
