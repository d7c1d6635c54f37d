"""`book check`: reads and resolves the book, and collects every problem of the manuscript.

An editor asks for it after each paragraph, so nothing that lays out, draws or packs is imported here.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from book.matter import Book
from book.pipeline.folder import BuildFolder
from book.pipeline.report import Outcome
from book.pipeline.run import Session, Stopped, Watch
from book.problems import has_errors
from book.read import read, read_texts
from book.resolve import resolve
from book.sourcegate import check_source


def check(project: Path, watch: Watch) -> Outcome:
    """Reads and resolves, lays out nothing and writes nothing, so that a project may be read-only."""
    session = Session(watch)
    with suppress(Stopped):
        resolved(project, BuildFolder(project).read_only(), session)
    return Outcome(tuple(session.problems), session.seconds)


def resolved(project: Path, folder: BuildFolder, session: Session) -> Book:
    """The book, with every problem of reading and resolving collected."""
    with session.stage("read"):
        manuscript = session.take(read(project, folder.cache()))
        if manuscript is not None and not has_errors(session.problems):  # of what is broken nothing is to be compared
            texts = read_texts(project, manuscript.divisions)
            session.problems += check_source(manuscript.divisions, texts, folder.cache(), manuscript.edition.strict)
    assert manuscript is not None
    with session.stage("resolve"):
        book = session.take(resolve(manuscript, folder.cache()))
    assert book is not None
    return book
