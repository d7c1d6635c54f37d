"""book.yaml: the edition, and the list of divisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from book.data import Shape, YamlNode, load
from book.edition import (
    BibliographySection,
    Edition,
    ImprintSetting,
    Margins,
    NoteSetting,
    Price,
    StructureSetting,
    Target,
    Trim,
)
from book.markdown import typeset
from book.problems import Problem, Span, has_errors
from book.project import SETTINGS
from book.read import defaults, themes
from book.read.contributors import read_contributors
from book.read.covers import cover_problems, read_cover, read_tally
from book.read.listing import ListedDivision, listed, listed_twice, with_an_order
from book.read.targets import read_targets
from book.read.trims import read_trim

# Without sections of its own, a bibliography is one list of the works that name none.
MARGINS: Mapping[str, float] = {"head": 21.5, "foot": 22, "inner": 21, "outer": 17}
_SECTIONS = ({"title": "", "section": ""},)


@dataclass(frozen=True, slots=True)
class Settings:
    """What book.yaml says."""

    edition: Edition
    divisions: tuple[ListedDivision, ...]
    unused: tuple[str, ...]
    style_span: Span  # where book.yaml names the citation style, if it does
    guessed: bool = False  # the order of the divisions is not book.yaml's
    bibliographies: tuple[tuple[str, Span], ...] = ()  # the files that it names, from inside `chapters/`
    nocite: tuple[tuple[str, Span], ...] = ()  # keys of works to be listed without being cited, "*" for all


def read_settings(
    text: str, shape: Shape, printers: Path, files: Iterable[str] = ()
) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Reads book.yaml; None if anything in it is wrong. `printers` is where the book's own profiles of printers are,
    `files` the names of all texts, whose order is guessed where book.yaml gives none (B-012)."""
    node, problems = load_settings(text)
    if node is None or problems:
        return None, problems
    codes = {"unknown": "B-002", "wrong": "B-003"}
    problems = tuple(Problem(codes[found.kind], _as_key(found.message), found.span, found.hint)
                     for found in shape.violations(node))
    if problems:
        return None, problems
    targets, unknown = read_targets(node, printers)
    contributors, strange = read_contributors(node)
    values, guessed = with_an_order(node.value, files)
    trim, impossible = read_trim(node, themes.with_usual(node.value))
    problems = (*themes.unknown(node), *impossible, *cover_problems(node), *_note_problems(node), *_isbn_problems(node),
                *_macro_problems(node), *unknown, *strange, *_missing(node, targets), *guessed)
    if has_errors(problems):
        return None, problems
    divisions = listed(values, node)
    if twice := tuple(listed_twice(divisions)):
        return None, (*problems, *twice)
    edition = replace(_edition(node, targets, trim), contributors=contributors)
    return Settings(edition, divisions, tuple(node.value.get("unused", ())),
                    node.at("citations", "style"), "body" not in node.value,
                    tuple(_several(node, "bibliography-files")), tuple(_nocite(node))), problems


def _several(node: YamlNode, key: str) -> Iterator[tuple[str, Span]]:
    """A text, or the members of a list, each with its place."""
    value = node.value.get(key, [])
    for number, each in enumerate([value] if isinstance(value, str) else value):
        yield each, node.at(key) if isinstance(value, str) else node.at(key, number)


def _nocite(node: YamlNode) -> Iterator[tuple[str, Span]]:
    """`'@*'`, `['@key', other]`, or Pandoc's `'@one, @two'`."""
    for words, span in _several(node, "nocite"):
        yield from ((word.strip("@{}"), span) for word in words.replace(",", " ").split())


def load_settings(text: str) -> tuple[YamlNode | None, tuple[Problem, ...]]:
    """The file's values; a title with a colon in it, or of figures, is taken as it is meant, quotes or none."""
    node, problems = load(text, SETTINGS)
    values = node.value if node is not None and isinstance(node.value, dict) else {}
    if problems or not isinstance(values.get("title", ""), str):
        mended, still = load(defaults.quoted(text), SETTINGS)
        return (mended, still) if mended is not None and not still else (node, problems)
    return node, problems


def _missing(node: YamlNode, targets: tuple[Target, ...]) -> Iterator[Problem]:
    """What a book can do without, and should not; what printers cannot do without."""
    if "language" not in node.value:
        yield Problem("B-003", f"no language is given, so {defaults.LANGUAGE} is taken", node.key_at("title"),
                      "write language: and a BCP 47 tag, such as en-GB: it decides hyphenation and quotation marks",
                      level="warning")
    if any(target.orders for target in targets) and not node.value.get("edition", {}).get("date"):
        yield Problem("B-003", "a printer's files need the edition's date", node.at("targets"),
                      "write edition: {number: '1.0', name: First edition, date: 2026-11-22}")


def _as_key(message: str) -> str:
    """A violation in the words of a settings file, which has keys, not fields."""
    return message.replace("field", "key").replace("the record", "book.yaml")


def _edition(node: YamlNode, targets: tuple[Target, ...], trim: Trim) -> Edition:
    values, title = themes.with_usual(node.value), str(node.value["title"])
    edition, authors = {**defaults.EDITION, **values.get("edition", {})}, defaults.people(values)
    return Edition(
        id=values.get("id") or defaults.name_of(title), title=typeset(title),
        subtitle=typeset(str(values.get("subtitle", ""))), language=values.get("language", defaults.LANGUAGE),
        authors=authors, publisher=typeset(values.get("publisher", "")), number=edition["number"],
        name=typeset(edition.get("name", "")), date=edition.get("date", ""),
        identifier=values.get("identifier") or defaults.identifier(title, authors),
        description=typeset(values.get("description", "")), subjects=tuple(values.get("subjects", ())),
        rights=defaults.rights(values.get("rights", {}), authors, edition.get("date", "")),
        trim=trim, margins=Margins(**values.get("margins", MARGINS)), targets=targets, look=themes.look(values),
        imprint=_imprint(values.get("imprint", {})),
        notes=_note_setting(values.get("notes", {})),
        citation_style=values.get("citations", {}).get("style", "chicago-notes-bibliography"),
        first_full=values.get("citations", {}).get("first-full", "chapter"),
        bibliography=tuple(BibliographySection(**section) for section in values.get("bibliography", _SECTIONS)),
        nocite=tuple(key for key, _ in _nocite(node)),
        draft=values.get("draft", False), raw_html=values.get("raw-html", False),
        isbn=values.get("isbn", ""),
        prices=tuple(Price(currency, amount) for currency, amount in values.get("price", {}).items()),
        blurb=tuple(typeset(" ".join(part.split())) for part in values.get("blurb", "").split("\n\n") if part.strip()),
        bisac=tuple(values.get("bisac", ())), thema=tuple(values.get("thema", ())),
        tally=read_tally(node), cover=read_cover(node),
        strict=values.get("strict", False), verse=values.get("verse", False), stated="edition" in values,
        structure=_structure(values),
        macros=values.get("maths", {}).get("macros", {}))


def _structure(values: Mapping[str, Any]) -> StructureSetting:
    numbered = values.get("section-numbers", 0)
    return StructureSetting(
        values.get("chapter-numbers", "arabic"), values.get("chapter-label", ""), values.get("part-numbers", "none"),
        numbered, values.get("contents-depth", max(1, numbered)), values.get("opens", "recto"))


def _imprint(values: Mapping[str, Any]) -> ImprintSetting:
    lines = tuple(typeset(" ".join(line.split())) for line in values.get("lines", ()))
    return ImprintSetting(lines, *(values.get(key, True) for key in ("edition-line", "identifier", "content-id")))


def _note_setting(values: Mapping[str, Any]) -> NoteSetting:
    """By themselves, symbols begin anew on each page: six are soon used up."""
    numbering = "page" if values.get("marks") == "symbols" else "chapter"
    return NoteSetting(**{"numbering": numbering, **values})


def _note_problems(node: YamlNode) -> Iterator[Problem]:
    """What a book cannot do with its notes."""
    notes = _note_setting(node.value.get("notes", {}))
    homes = [node.at("back", number, "role") for number, entry in enumerate(node.value.get("back", ()))
             if isinstance(entry, dict) and entry.get("role") == "notes"]
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
        yield Problem("B-003", f"{node.value['isbn']} is not an ISBN: {what}", node.at("isbn"),
                      "look at each figure again")


def _macro_problems(node: YamlNode) -> Iterator[Problem]:
    """A macro whose braces do not match would spoil every formula that uses it."""
    for name, meaning in node.value.get("maths", {}).get("macros", {}).items():
        signs = meaning.replace("\\\\", "").replace("\\{", "").replace("\\}", "")
        depth, lowest = 0, 0
        for sign in signs:
            depth += (sign == "{") - (sign == "}")
            lowest = min(lowest, depth)
        if depth or lowest < 0:
            yield Problem("B-003", f"the braces of the macro {name} do not match", node.at("maths", "macros", name),
                          "write as many { as }")
