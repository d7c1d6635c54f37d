"""The records of printings, chapters/editions/. The program wrote them, so nobody is asked to fix one by hand."""

from __future__ import annotations

from pathlib import PurePosixPath

from book.problems import Span
from book.project import EDITION_TEXTS, EDITIONS
from book.read.files import Files
from book.record import EditionRecord
from book.record.codec import DamagedRecord, from_json, texts_of
from book.record.numbers import order


def read_editions(files: Files) -> tuple[EditionRecord, ...]:
    """The records that can be read. L-016 for each that was changed by hand or is not whole."""
    folder = files.project / EDITIONS
    paths = [f"{EDITIONS}/{place.name}" for place in sorted(folder.glob("*.json"))]
    if not paths:
        files.named.add(EDITION_TEXTS)  # of a release that was cut off
        return ()
    texts = _texts(files)
    found = [record for path in paths if texts is not None and (record := _record(files, path, texts))]
    return tuple(sorted(found, key=lambda record: order(record.number)))


def _texts(files: Files) -> dict[str, str] | None:
    try:
        return texts_of(_decoded(files, EDITION_TEXTS) if files.find(EDITION_TEXTS) else "")
    except UnicodeDecodeError:
        _report(files, EDITION_TEXTS, "is not UTF-8")
    except DamagedRecord as fault:
        _report(files, EDITION_TEXTS, str(fault))
    return None


def _record(files: Files, path: str, texts: dict[str, str]) -> EditionRecord | None:
    try:
        record = from_json(_decoded(files, path), texts)
    except UnicodeDecodeError:
        _report(files, path, "is not UTF-8")
    except DamagedRecord as fault:
        _report(files, path, str(fault))
    else:
        if record.number == PurePosixPath(path).stem:
            return record
        _report(files, path, f"is the record of {record.number}")
    return None


def _decoded(files: Files, path: str) -> str:
    """The text; a checkout may have ended its lines otherwise."""
    return (files.data(path) or b"").decode("utf-8").replace("\r\n", "\n")


def _report(files: Files, path: str, fault: str) -> None:
    files.report("L-016", f"{path} {fault}", Span(path), f"bring it back as it was released: git checkout -- {path}")
