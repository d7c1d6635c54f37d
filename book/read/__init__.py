"""From `chapters/` to a `Manuscript`: what its files say, parsed, and every problem in them.

`files` opens them, `settings` reads book.yaml, `ledger` the corrections, `values` the other YAML, `divisions` the
texts, `pictures`, `templates` and `citation_style` what these ask for, `records` the records of earlier printings;
`inputs` takes the digests of all that makes the book. shapes.yaml has the shapes of the YAML files.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import book
from book.data import Shape, load
from book.edition import Edition, Printing
from book.matter import DataSet, Drawing, Manuscript, Picture, Reference
from book.problems import Problem, Span
from book.project import PRINTERS, SETTINGS
from book.read.citation_style import read_citation_style
from book.read.design import read_styles
from book.read.divisions import ReadDivision, read_division
from book.read.files import Files
from book.read.inputs import inputs, short_id
from book.read.ledger import KnownNames, read_ledger
from book.read.pictures import read_picture
from book.read.records import read_editions
from book.read.settings import Settings, read_settings
from book.read.templates import expander
from book.read.values import duplicate, read_data, read_drawing, read_index, read_references
from book.record import EditionRecord
from book.record.numbers import order

__all__ = ["read", "read_edition", "read_inputs", "read_records", "read_styles"]

_TOOL = Path(book.__file__).parent.parent


def read(project: Path) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Reads a project's book. All problems of all files are found in one go; None if book.yaml itself is not right."""
    files, shapes = Files(project), _shapes()
    settings, problems = _settings(project, files, shapes["book"])
    if settings is None:
        return None, problems
    references = read_references(files, shapes["reference"])
    data = read_data(files, references)
    index = read_index(files, shapes["index"], data)
    divisions = _divisions(files, settings, data, shapes["head"])
    pictures, drawings = _pictures(files, divisions)
    style = _citation_style(files, settings)
    printings = _earlier(read_editions(files), settings.edition.number)
    known = _known(divisions, references, printings, settings.edition.number)
    corrections = read_ledger(files, shapes["correction"], known)
    files.unnamed(settings.unused)
    edition = replace(
        settings.edition, content=short_id(read_inputs(project)), printings=printings, corrections=corrections
    )
    manuscript = Manuscript(edition, tuple(each.division for each in divisions), data, references, pictures,
                            drawings, index, style)
    return manuscript, _in_order(files.problems)


def read_edition(project: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    """What book.yaml alone says."""
    settings, problems = _settings(project, Files(project), _shapes()["book"])
    return (settings.edition if settings else None), problems


def read_records(project: Path) -> tuple[tuple[EditionRecord, ...], tuple[Problem, ...]]:
    """The records of all printings that were released, oldest first. Problems: L-016."""
    files = Files(project)
    records = read_editions(files)
    return records, tuple(files.problems)


def read_inputs(project: Path) -> dict[str, str]:
    """SHA-256 of every file that makes the book, by path."""
    return inputs(project, _TOOL)


def _settings(project: Path, files: Files, shape: Shape) -> tuple[Settings | None, tuple[Problem, ...]]:
    if not (project / SETTINGS).is_file():
        hint = "is this the book's folder?"
        return None, (Problem("B-001", f"there is no {SETTINGS} in this folder", Span(SETTINGS), hint),)
    text = files.text(SETTINGS)
    settings, problems = read_settings(text, shape, project / PRINTERS) if text is not None else (None, ())
    return settings, (*files.problems, *problems)


def _shapes() -> dict[str, Shape]:
    node, _ = load((Path(__file__).parent / "shapes.yaml").read_text(encoding="utf-8"), "shapes.yaml")
    assert node is not None
    return {str(name): Shape(member.value) for name, member in node.members.items()}


def _divisions(files: Files, settings: Settings, data: dict[str, DataSet], head: Shape) -> list[ReadDivision]:
    # From broken data templates would only make more problems of the same cause.
    broken = any(problem.code.startswith("D-") for problem in files.problems)
    expand = None if broken else expander(files.project, _TOOL, data)
    found = [read_division(entry, files, settings.edition, head, expand) for entry in settings.divisions]
    divisions = [division for division in found if division]
    files.problems += duplicate([anchor for division in divisions for anchor in division.parsed.ids])
    return divisions


def _citation_style(files: Files, settings: Settings) -> str:
    bibliography = any(entry.role == "bibliography" for entry in settings.divisions)
    return read_citation_style(files, settings.edition.citation_style, settings.style_span, bibliography)


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


def _pictures(files: Files, divisions: list[ReadDivision]) -> tuple[dict[str, Picture], dict[str, Drawing]]:
    pictures: dict[str, Picture] = {}
    drawings: dict[str, Drawing] = {}
    used: dict[str, Span] = {}
    for division in divisions:
        for name, span in division.parsed.pictures:
            used.setdefault(name, span)
    for name, span in used.items():
        if name.startswith("drawing/"):
            drawing = read_drawing(files, name.removeprefix("drawing/"), span)
            drawings |= {drawing.name: drawing} if drawing else {}
        else:
            picture = read_picture(files, name, span)
            pictures |= {name: picture} if picture else {}
    return pictures, drawings


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By file and place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.span or Span(""), each.code, each.message)))
