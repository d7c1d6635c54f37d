"""From `chapters/` to a `Manuscript`: what its files say, parsed, and every problem in them.

`files` opens them, `settings` reads book.yaml, `ledger` the corrections, `works` the bibliographies, `values` the other
YAML, `divisions` the texts; `pictures`, `templates` and `citation_style` read what these ask for (`picture_files` finds
the pictures, `picture_sizes` judges their sizes), `records` the records of earlier printings; `inputs` takes the
digests of all that makes the book. shapes.yaml has the shapes of the YAML files.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from book.cache import Cache
from book.data import Shape, load
from book.edition import CoverSetting, Edition, Printing
from book.installed import TOOL
from book.matter import DataSet, Drawing, Manuscript, Picture, RawDivision, Reference
from book.problems import Problem, Span
from book.project import CHAPTERS, PRINTERS, SETTINGS
from book.read import included
from book.read.anchors import with_unique_anchors
from book.read.citation_style import read_citation_style
from book.read.design import read_styles
from book.read.divisions import ReadDivision, read_division, unlisted_bibliography
from book.read.files import Files
from book.read.inputs import inputs, short_id
from book.read.languages import unknown_languages
from book.read.ledger import KnownNames, read_ledger
from book.read.leniency import judged
from book.read.picture_sizes import oversized
from book.read.pictures import read_picture
from book.read.records import read_editions
from book.read.settings import Settings, read_settings
from book.read.templates import expander
from book.read.values import read_data, read_drawing, read_index
from book.read.works import read_references
from book.record import EditionRecord
from book.record.numbers import order

__all__ = ["read", "read_edition", "read_inputs", "read_records", "read_styles", "read_texts"]

NOT_TEXTS = frozenset({"README", "SUMMARY", "LICENSE", "CONTRIBUTING", "CHANGELOG"})


def read(project: Path, cache: Cache | None = None) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Reads a project's book. All problems of all files are found in one go; None if book.yaml itself is not right.

    `cache` remembers which pictures have been decoded and found whole."""
    files, shapes = Files(project), _shapes()
    settings, problems = _settings(project, files, shapes["book"])
    if settings is None:
        return None, problems
    references = read_references(files, shapes["reference"], settings)
    data = read_data(files, references)
    index = read_index(files, shapes["index"], data)
    divisions = _divisions(files, settings, data, references, shapes["head"])
    pictures, drawings = _pictures(files, divisions, settings.edition.cover, cache)
    files.problems += oversized(divisions, settings.edition)
    files.problems += unknown_languages(each.division for each in divisions)
    style = read_citation_style(files, settings.edition.citation_style, settings.style_span,
                                _has_bibliography(divisions))
    printings = _earlier(read_editions(files), settings.edition.number)
    known = _known(divisions, references, printings, settings.edition.number)
    corrections = read_ledger(files, shapes["correction"], known)
    files.unnamed(settings.unused)
    edition = replace(
        settings.edition, content=short_id(read_inputs(project)) if settings.edition.stated else "",
        printings=printings, corrections=corrections,
    )  # fmt: skip
    manuscript = Manuscript(edition, tuple(each.division for each in divisions), data, references, pictures,
                            drawings, index, style)
    return manuscript, _in_order(judged(dict.fromkeys((*problems, *files.problems)), edition.strict))


def read_edition(project: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    """What book.yaml alone says."""
    settings, problems = _settings(project, Files(project), _shapes()["book"])
    return (settings.edition if settings else None), problems


def read_records(project: Path) -> tuple[tuple[EditionRecord, ...], tuple[Problem, ...]]:
    """The records of all printings that were released, oldest first. Problems: L-016."""
    files = Files(project)
    records = read_editions(files)
    return records, tuple(files.problems)


def read_texts(project: Path, divisions: Iterable[RawDivision]) -> dict[str, str]:
    """The whole text of each division's file by path, lines ended by a line feed; one that cannot be read is left
    out."""
    texts: dict[str, str] = {}
    for path in dict.fromkeys(division.span.path for division in divisions):
        place = project / path
        if path != SETTINGS and place.is_file():
            with suppress(OSError, UnicodeDecodeError):
                texts[path] = place.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return texts


def read_inputs(project: Path) -> dict[str, str]:
    """SHA-256 of every file that makes the book, by path."""
    return inputs(project, TOOL)


def _settings(project: Path, files: Files, shape: Shape) -> tuple[Settings | None, tuple[Problem, ...]]:
    if not (project / SETTINGS).is_file():
        hint = "is this the book's folder? if not, name it: --project DIR"
        return None, (Problem("B-001", f"there is no {SETTINGS} in this folder", Span(SETTINGS), hint),)
    text = files.text(SETTINGS)
    texts = _texts(project)
    settings, problems = read_settings(text, shape, project / PRINTERS, texts) if text is not None else (None, ())
    return settings, (*files.problems, *problems)


def _texts(project: Path) -> list[str]:
    """The files of the book that may be divisions, inside `chapters/`; what a folder says of itself is none."""
    root = project / CHAPTERS
    found = (place.relative_to(root) for place in root.rglob("*.md") if place.is_file())
    listed = [each.as_posix() for each in found
              if not any(part.startswith(".") for part in each.parts) and each.stem.upper() not in NOT_TEXTS]
    taken = included.texts(project, listed)
    return [name for name in listed if name not in taken]


def _shapes() -> dict[str, Shape]:
    node, _ = load((Path(__file__).parent / "shapes.yaml").read_text(encoding="utf-8"), "shapes.yaml")
    assert node is not None
    return {str(name): Shape(member.value) for name, member in node.members.items()}


def _divisions(files: Files, settings: Settings, data: dict[str, DataSet], works: tuple[Reference, ...],
               head: Shape) -> list[ReadDivision]:
    # From broken data templates would only make more problems of the same cause.
    broken = any(problem.code.startswith("D-") for problem in files.problems)
    expand = None if broken else expander(files.project, TOOL, data)
    found = [read_division(entry, files, settings.edition, head, expand, bool(works)) for entry in settings.divisions]
    keys = frozenset(reference.key for reference in works)
    divisions = [division for division in found if division]
    if works and settings.guessed and not _has_bibliography(divisions):
        divisions.append(unlisted_bibliography(Span(SETTINGS)))
    divisions, problems = with_unique_anchors(divisions, keys)
    files.problems += problems
    return divisions


def _has_bibliography(divisions: Iterable[ReadDivision]) -> bool:
    return any(each.division.role == "bibliography" for each in divisions)


def _earlier(records: tuple[EditionRecord, ...], number: str) -> tuple[Printing, ...]:
    """The printings before this one; its own record, once it is released, is not one of them."""
    return tuple(Printing(each.number, each.name, each.date, each.corrections) for each in records
                 if order(each.number) < order(number))


def _known(
    divisions: list[ReadDivision], references: tuple[Reference, ...], printings: tuple[Printing, ...], number: str
) -> KnownNames:
    anchors = {each.division.id: [name for name, _ in each.parsed.ids] for each in divisions}
    numbers = dict.fromkeys((*(printing.number for printing in printings), number))
    return KnownNames(anchors, [reference.key for reference in references], list(numbers))


def _pictures(
    files: Files, divisions: list[ReadDivision], cover: CoverSetting, cache: Cache | None
) -> tuple[dict[str, Picture], dict[str, Drawing]]:
    pictures: dict[str, Picture] = {}
    drawings: dict[str, Drawing] = {}
    used: dict[str, Span] = {}
    for division in divisions:
        for name, span in division.parsed.pictures:
            used.setdefault(name, span)
    if cover.picture:
        used.setdefault(cover.picture, cover.at)
    for name, span in used.items():
        if name.startswith("drawing/"):
            drawing = read_drawing(files, name.removeprefix("drawing/"), span)
            drawings |= {drawing.name: drawing} if drawing else {}
        else:
            picture = read_picture(files, name, span, cache)
            pictures |= {name: picture} if picture else {}
    return pictures, drawings


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file and place."""
    return tuple(sorted(problems, key=lambda each: (each.span or Span(""), each.code, each.message)))
