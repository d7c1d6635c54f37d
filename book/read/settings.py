"""book.yaml: the edition, and the list of divisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from book.data import Shape, YamlNode, load
from book.edition import Author, BibliographySection, Edition, Margins, NoteSetting, Price, Rights, Tally, Target, Trim
from book.markdown import typeset
from book.matter import Part, Role
from book.problems import Problem, Span
from book.project import SETTINGS
from book.read.targets import read_targets

# Without sections of its own, a bibliography is one list of the works that name none.
_SECTIONS = ({"title": "", "section": ""},)
_PARTS: tuple[Part, ...] = ("front", "body", "back")


@dataclass(frozen=True, slots=True)
class ListedDivision:
    """A division as book.yaml lists it; `file` and `title` may be empty."""

    role: Role
    part: Part
    file: str
    title: str
    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Settings:
    """What book.yaml says."""

    edition: Edition
    divisions: tuple[ListedDivision, ...]
    unused: tuple[str, ...]
    style_span: Span  # where book.yaml names the citation style, if it does


def read_settings(text: str, shape: Shape, printers: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Reads book.yaml; None if anything in it is wrong. `printers` is where the book's own profiles of printers are."""
    node, problems = load(text, SETTINGS)
    if node is None or problems:
        return None, problems
    codes = {"unknown": "B-002", "wrong": "B-003"}
    problems = tuple(Problem(codes[found.kind], _as_key(found.message), found.span, found.hint)
                     for found in shape.violations(node))
    targets, unknown = ((), ()) if problems else read_targets(node, printers)
    problems = problems or (*_note_problems(node), *_isbn_problems(node), *unknown)
    if problems:
        return None, problems
    return Settings(_edition(node, targets), tuple(_listed(node)), tuple(node.value.get("unused", ())),
                    node.at("citations", "style")), ()


def _as_key(message: str) -> str:
    """A violation in the words of a settings file, which has keys, not fields."""
    return message.replace("field", "key").replace("the record", "book.yaml")


def _edition(node: YamlNode, targets: tuple[Target, ...]) -> Edition:
    values = node.value
    edition = values["edition"]
    return Edition(
        id=values["id"], title=typeset(values["title"]), subtitle=typeset(values.get("subtitle", "")),
        language=values["language"],
        authors=tuple(Author(author["name"], author.get("sort", author["name"])) for author in values["authors"]),
        publisher=typeset(values["publisher"]), number=edition["number"], name=typeset(edition["name"]),
        date=edition["date"], identifier=values["identifier"], description=typeset(values.get("description", "")),
        subjects=tuple(values.get("subjects", ())), rights=_rights(values["rights"]),
        trim=Trim(**values.get("trim", {"width": 6, "height": 9})),
        margins=Margins(**values.get("margins", {"head": 21.5, "foot": 22, "inner": 21, "outer": 17})),
        targets=targets,
        notes=_note_setting(values.get("notes", {})),
        citation_style=values.get("citations", {}).get("style", "chicago-notes-bibliography"),
        first_full=values.get("citations", {}).get("first-full", "chapter"),
        bibliography=tuple(BibliographySection(**section) for section in values.get("bibliography", _SECTIONS)),
        draft=values.get("draft", False), raw_html=values.get("raw-html", False),
        isbn=values.get("isbn", ""),
        prices=tuple(Price(currency, amount) for currency, amount in values.get("price", {}).items()),
        blurb=tuple(typeset(" ".join(part.split())) for part in values.get("blurb", "").split("\n\n") if part.strip()),
        bisac=tuple(values.get("bisac", ())), thema=tuple(values.get("thema", ())),
        tally=_tally(node) if "cover" in values else None)


def _tally(node: YamlNode) -> Tally:
    cover = node.value["cover"]
    note = typeset(" ".join(cover.get("note", "").split()))
    return Tally(tuple(cover["tally"]), cover.get("solid", ""), note, node.at("cover"))


def _note_setting(values: Mapping[str, Any]) -> NoteSetting:
    """By themselves, symbols begin anew on each page: six are soon used up."""
    numbering = "page" if values.get("marks") == "symbols" else "chapter"
    return NoteSetting(**{"numbering": numbering, **values})


def _note_problems(node: YamlNode) -> Iterator[Problem]:
    """What a book cannot do with its notes."""
    notes = _note_setting(node.value.get("notes", {}))
    homes = [node.at("back", number, "role") for number, entry in enumerate(node.value.get("back", ()))
             if entry["role"] == "notes"]
    if notes.place != "page" and notes.marks == "symbols":
        yield Problem("B-003", "symbols are for notes at the foot of the page", node.at("notes", "marks"),
                      "take figures")
    elif notes.place != "page" and notes.numbering == "page":
        yield Problem("B-003", "only notes at the foot of the page can be numbered by page",
                      node.at("notes", "numbering"), "number them by chapter or by book")
    if notes.place == "book" and not homes:
        yield Problem("B-003", "the notes stand at the end of the book, and no division there has the role notes",
                      node.at("notes", "place"), "add {role: notes, title: Notes} to back")
    for home in homes[0 if notes.place != "book" else 1:]:
        yield Problem("B-003", "the role notes is for one division, of a book whose notes stand at its end", home,
                      "write place: book under notes, or take this division away")


def _isbn_problems(node: YamlNode) -> Iterator[Problem]:
    """An ISBN has thirteen figures, the last of which adds up (ISO 2108)."""
    figures = [int(sign) for sign in node.value.get("isbn", "") if sign.isdigit()]
    if figures and (len(figures) != 13 or (sum(figures[::2]) + 3 * sum(figures[1::2])) % 10):
        what = "its last figure does not add up" if len(figures) == 13 else f"it has {len(figures)} figures, not 13"
        yield Problem("B-003", f"{node.value['isbn']} is no ISBN: {what}", node.at("isbn"), "look at each figure again")


def _rights(values: Mapping[str, Any]) -> Rights:
    return Rights(**{key.replace("-", "_"): value for key, value in values.items()})


def _listed(node: YamlNode) -> list[ListedDivision]:
    return [ListedDivision(entry["role"], part, entry.get("file", ""), entry.get("title", ""), entry.get("id", ""),
                  node.at(part, number, "file" if "file" in entry else "role"))
            for part in _PARTS for number, entry in enumerate(node.value.get(part, ()))]
