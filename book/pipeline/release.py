"""`book release`: a printing frozen, with its record in `chapters/editions/` and a folder ready to publish.

It builds like `book build`, but uses nothing that an earlier build has kept, and asks more: of git, of the ledger, of
the printing before it. The record is written last: a printing is released if it has one, so an interrupted release has
released nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from book.collate import Variants, collate, record, reprint
from book.commits import head
from book.compose import compose, spans
from book.edition import Medium
from book.paginate.trial import Trials
from book.pipeline.build import PagedBook, files_of, paged
from book.pipeline.check import check
from book.pipeline.errata import FOLDER as ERRATA
from book.pipeline.errata import sheets
from book.pipeline.folder import BuildFolder, Locked, Unwritable
from book.pipeline.report import Orders, Outcome
from book.pipeline.run import Session, Stopped, Watch
from book.problems import Problem
from book.project import EDITION_TEXTS, EDITIONS
from book.read import read_edition, read_inputs, read_records
from book.record import EditionRecord
from book.record.codec import texts_with, to_json
from book.record.numbers import order
from book.release.announcement import PreviousPrinting, announcement
from book.release.changes import moved_breaks, unaccounted
from book.release.proposals import proposals
from book.release.refusals import ReleaseRequest, refusals
from book.release.versions import versions

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Release:
    """What a release found and made; how the printing differs from the one before, if there is one."""

    outcome: Outcome
    variants: Variants | None = None


def release(
    project: Path, asked: ReleaseRequest, watch: Watch, workers: int = 2, debug: bool = False
) -> Release:
    """Releases a printing, or says all that is against it and writes nothing."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return Release(check(project, watch))
    session = Session(watch, debug)
    try:
        with (BuildFolder(project).locked() as folder, folder.writing(), folder.forgetful() as fresh,
              session.working(workers)):
            return _ReleaseRun(project, asked, folder, fresh, session).released()
    except (Locked, Unwritable) as fault:
        session.problems.append(fault.problem)
        return Release(Outcome(tuple(session.problems), session.seconds))


@dataclass(frozen=True, slots=True)
class _ReleaseRun:
    """One release: `folder` has its folder, `fresh` remembers nothing."""

    project: Path
    asked: ReleaseRequest
    folder: BuildFolder
    fresh: BuildFolder
    session: Session

    def released(self) -> Release:
        pages: PagedBook | None = None
        variants: Variants | None = None
        files: Mapping[str, bytes] = {}
        orders: Orders = {}
        with suppress(Stopped):
            old = self._before()
            pages = paged(self.project, (), self.fresh, self.session)
            with suppress(Stopped):  # what the ledger lacks is to be known together with what is wrong in the files
                files, orders = files_of(pages, self.fresh.cache(), self.session)
            new = self._record(pages, orders)
            variants = collate(old, new) if old else None
            with self.session.stage("account"):
                self.session.problems += self._account(pages, variants, old, new)
            files, new = self._finished(pages, files, variants, old, new)
            with self.session.stage("release"):
                self._write(files, new)
        problems, pagination = tuple(self.session.problems), pages.pagination if pages else None
        return Release(Outcome(problems, self.session.seconds, files, pagination, orders), variants)

    def _before(self) -> EditionRecord | None:
        """The printing before this one. Refusals are kept, for what is wrong in the manuscript to join them."""
        edition, _ = read_edition(self.project)
        records, _ = read_records(self.project)  # what is wrong with them, reading the book says
        if edition:
            self.session.problems += refusals(self.project, self.asked, edition, records)
        earlier = [each for each in records if order(each.number) < order(self.asked.number)]
        return earlier[-1] if earlier else None

    def _record(self, pages: PagedBook, orders: Orders) -> EditionRecord:
        commit = "" if self.asked.rehearsal else head(self.project).id
        spines = {name: round(float(order["spine_in"]), 4) for name, order in orders.items()}
        return record(pages.book, pages.pagination, commit, versions(), read_inputs(self.project), spines=spines)

    def _account(
        self, pages: PagedBook, variants: Variants | None, old: EditionRecord | None, new: EditionRecord
    ) -> tuple[Problem, ...]:
        if old is None or variants is None:
            return ()
        book, places = pages.book, spans(pages.book)
        files = {division.id: division.span.path for division in book.divisions if division.blocks}
        found = list(unaccounted(variants, book.edition.corrections, old, new, files, places, self.project))
        if self.asked.keep_pages and not variants.keeps_pages:
            cache = self.fresh.cache()
            galleys, _ = compose(book, pages.styles, Medium.SCREEN, cache)
            trials = Trials(galleys, pages.pagination, self.session.typesetter(cache), self.session.watch)
            proposed = proposals(book, pages.pagination, variants, old, trials)
            found += moved_breaks(variants, places, proposed)
        return tuple(found)

    def _finished(
        self, pages: PagedBook, files: Mapping[str, bytes], variants: Variants | None, old: EditionRecord | None,
        new: EditionRecord,
    ) -> tuple[Mapping[str, bytes], EditionRecord]:
        """The folder's files and the record that has their digests."""
        records, _ = read_records(self.project)
        made, before = dict(files), None
        for each in sheets(pages.book, records, pages.styles, self.fresh.cache(), self.session):
            made |= {f"{ERRATA}/{name}": data for name, data in each.files.items()}
            if old and variants and each.sheet.number == old.number:
                before = PreviousPrinting(old, variants, each.sheet)
                made["reprint.txt"] = reprint(variants).encode()
        listed = replace(new, files=_digests(made))
        made["release-notes.md"] = announcement(pages.book.edition, listed, before).encode()
        digests = _digests(made)
        made[SUMS] = "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()
        return made, replace(new, files=digests)

    def _write(self, files: Mapping[str, bytes], new: EditionRecord) -> None:
        """The folder whole, the texts, and last the record: without it nothing was released."""
        self.folder.release(new.number, files)
        if not self.asked.rehearsal:
            place = self.project / EDITION_TEXTS
            kept = place.read_text("utf-8") if place.is_file() else ""
            self._put(EDITION_TEXTS, texts_with(kept, new))
            self._put(f"{EDITIONS}/{new.number}.json", to_json(new))

    def _put(self, path: str, text: str) -> None:
        self.folder.put(text.encode(), self.project / path)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
