"""Releasing: a printing frozen, with its record and a folder ready to publish.

Comes in: a project's folder, the number of the printing. Goes out: `build/releases/NUMBER/`, and the record in
`chapters/editions/`. Apart from `line` because a release asks more than a build: of git, of the ledger, of the printing
before it. It builds by the same line, from nothing that an earlier build has kept.

The record is the last thing written: a printing is released if it has one. Interrupted before, nothing was released.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from book.collate import Variants, collate, record, reprint
from book.commits import head
from book.compose import spans
from book.pipeline.accounting import moved_breaks, unaccounted
from book.pipeline.announcing import Before, announcement
from book.pipeline.checking import check
from book.pipeline.desk import Desk, Locked, Unwritable
from book.pipeline.engine import engine
from book.pipeline.erratum import FOLDER as ERRATA
from book.pipeline.erratum import sheets
from book.pipeline.keeping import proposals
from book.pipeline.line import Paged, files_of, paged
from book.pipeline.refusing import Asked, refusals
from book.pipeline.report import Orders, Outcome
from book.pipeline.run import Run, Stopped, Watch
from book.problems import Problem
from book.project import EDITION_TEXTS, EDITIONS
from book.read import read_edition, read_inputs, read_records
from book.record import EditionRecord
from book.record.codec import texts_with, to_json
from book.record.numbers import order

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Release:
    """What a release found and made; how the printing differs from the one before, if there is one."""

    outcome: Outcome
    variants: Variants | None = None


def release(project: Path, asked: Asked, watch: Watch, workers: int = 2) -> Release:
    """Releases a printing, or says all that is against it and writes nothing."""
    if not (project / "chapters").is_dir():  # a slip of the command line must not make folders
        return Release(check(project, watch))
    run = Run(watch)
    try:
        with Desk(project).locked() as desk, desk.writing(), desk.forgetful() as fresh:
            return _Releasing(project, asked, desk, fresh, workers, run).released()
    except (Locked, Unwritable) as fault:
        run.problems.append(fault.problem)
        return Release(Outcome(tuple(run.problems), run.seconds))


@dataclass(frozen=True, slots=True)
class _Releasing:
    """One release: `desk` has its folder, `fresh` remembers nothing."""

    project: Path
    asked: Asked
    desk: Desk
    fresh: Desk
    workers: int
    run: Run

    def released(self) -> Release:
        pages: Paged | None = None
        variants: Variants | None = None
        files: Mapping[str, bytes] = {}
        orders: Orders = {}
        with suppress(Stopped):
            old = self._before()
            pages = paged(self.project, (), self.fresh, self.workers, self.run)
            with suppress(Stopped):  # what the ledger lacks is to be known together with what is wrong in the files
                files, orders = files_of(pages, self.fresh.cache(), self.run)
            new = self._record(pages, orders)
            variants = collate(old, new) if old else None
            with self.run.stage("account"):
                self.run.problems += self._account(pages, variants, old, new)
            files, new = self._finished(pages, files, variants, old, new)
            with self.run.stage("release"):
                self._write(files, new)
        problems, pagination = tuple(self.run.problems), pages.pagination if pages else None
        return Release(Outcome(problems, self.run.seconds, files, pagination, orders), variants)

    def _before(self) -> EditionRecord | None:
        """The printing before this one. Refusals are kept, for what is wrong in the manuscript to join them."""
        edition, _ = read_edition(self.project)
        records, _ = read_records(self.project)  # what is wrong with them, reading the book says
        if edition:
            self.run.problems += refusals(self.project, self.asked, edition, records)
        earlier = [each for each in records if order(each.number) < order(self.asked.number)]
        return earlier[-1] if earlier else None

    def _record(self, pages: Paged, orders: Orders) -> EditionRecord:
        commit = "" if self.asked.rehearsal else head(self.project).id
        spines = {name: round(float(order["spine_in"]), 4) for name, order in orders.items()}
        return record(pages.book, pages.pagination, commit, engine(), read_inputs(self.project), spines=spines)

    def _account(
        self, pages: Paged, variants: Variants | None, old: EditionRecord | None, new: EditionRecord
    ) -> tuple[Problem, ...]:
        if old is None or variants is None:
            return ()
        book, places = pages.book, spans(pages.book)
        files = {division.id: division.span.path for division in book.divisions if division.blocks}
        found = list(unaccounted(variants, book.edition.corrections, old, new, files, places, self.project))
        if self.asked.keep_pages and not variants.keeps_pages:
            proposed = proposals(pages, variants, old, self.fresh.cache(), self.workers, self.run.watch)
            found += moved_breaks(variants, places, proposed)
        return tuple(found)

    def _finished(
        self, pages: Paged, files: Mapping[str, bytes], variants: Variants | None, old: EditionRecord | None,
        new: EditionRecord,
    ) -> tuple[Mapping[str, bytes], EditionRecord]:
        """The folder's files and the record that has their digests."""
        records, _ = read_records(self.project)
        made, before = dict(files), None
        for each in sheets(pages.book, records, pages.styles, self.fresh.cache(), self.run):
            made |= {f"{ERRATA}/{name}": data for name, data in each.files.items()}
            if old and variants and each.sheet.number == old.number:
                before = Before(old, variants, each.sheet)
                made["reprint.txt"] = reprint(variants).encode()
        listed = replace(new, files=_digests(made))
        made["release-notes.md"] = announcement(pages.book.edition, listed, before).encode()
        digests = _digests(made)
        made[SUMS] = "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()
        return made, replace(new, files=digests)

    def _write(self, files: Mapping[str, bytes], new: EditionRecord) -> None:
        """The folder whole, the texts, and last the record: without it nothing was released."""
        self.desk.release(new.number, files)
        if not self.asked.rehearsal:
            place = self.project / EDITION_TEXTS
            kept = place.read_text("utf-8") if place.is_file() else ""
            self._put(EDITION_TEXTS, texts_with(kept, new))
            self._put(f"{EDITIONS}/{new.number}.json", to_json(new))

    def _put(self, path: str, text: str) -> None:
        self.desk.put(text.encode(), self.project / path)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
