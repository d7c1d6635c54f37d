"""What book.yaml may leave out: a book needs a title, and all else that it does not say follows from that."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from book.edition import Author, Rights

LANGUAGE = "en"
EDITION: Mapping[str, Any] = {"number": "1.0"}
# The well-known names of divisions that are not chapters, as files are called: role, and where it stands.
FRONT = {"dedication": "dedication", "epigraph": "epigraph", "foreword": "section", "preface": "preface",
         "acknowledgments": "section", "acknowledgements": "section", "introduction": "section"}  # fmt: skip
BACK = {"afterword": "section", "epilogue": "section", "postscript": "section", "appendix": "appendix",
        "glossary": "glossary", "about": "section", "about-the-author": "section", "author": "section",
        "colophon": "colophon"}  # fmt: skip
IN_BODY = frozenset({"prologue", "introduction", "epilogue"})  # read as a part of the story, and without a number
OPENING = frozenset({"prologue", "introduction"})
_NUMBER = re.compile(r"(\d+)")


def name_of(title: str) -> str:
    """The name of the files in `build/`, from the title.

    >>> name_of("Über uns: A Story"), name_of("三体")
    ('uber-uns-a-story', 'book')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "book"


def people(values: Mapping[str, Any]) -> tuple[Author, ...]:
    """The authors: a name, a map, or a list of both."""
    listed = [*values.get("authors", ()), *([values["author"]] if "author" in values else ())]
    return tuple(Author(each, each) if isinstance(each, str) else Author(each["name"], each.get("sort", each["name"]))
                 for each in listed)


def identifier(title: str, authors: Iterable[Author]) -> str:
    """A URN that is the same as long as title and authors are."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((title, *(author.name for author in authors)))).urn


def rights(values: Mapping[str, Any], authors: Iterable[Author], date: str) -> Rights:
    """By themselves the authors hold the rights, since the year of the edition."""
    given = {key.replace("-", "_"): value for key, value in values.items()}
    year = int(date[:4]) if date else 0
    return Rights(**{"holder": ", ".join(author.name for author in authors), "year": year, **given})


def in_order(names: Iterable[str]) -> list[str]:
    """Names as people count: 2 before 10.

    >>> in_order(["10.md", "2.md", "a.md", "1.md"])
    ['1.md', '2.md', '10.md', 'a.md']
    """
    return sorted(names, key=lambda name: [(0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
                                           for part in _NUMBER.split(name) if part])


def known_as(file: str) -> str:
    """What a file is called without its folder, its number and its ending.

    >>> known_as("front/00-Preface.md"), known_as("appendix-b.md")
    ('preface', 'appendix')
    """
    stem = re.sub(r"\s+|_", "-", re.sub(r"^[\W\d_]+", "", file.rpartition("/")[2].removesuffix(".md"))).lower()
    return "appendix" if stem.startswith("appendix") else stem


def guessed(files: Iterable[str]) -> Mapping[str, list[dict[str, Any]]]:
    """The order of a book that gives none: its files as they are numbered, well-known ones in their part."""
    found: dict[str, list[dict[str, Any]]] = {"front": [{"role": "title-page"}, {"role": "imprint"}], "body": [],
                                              "back": []}
    entries = [(file, known_as(file)) for file in in_order(files)]
    early = [{"role": FRONT[name], "file": file} for file, name in entries if name in FRONT and name not in IN_BODY]
    body = [_in_body(file, name) for file, name in entries if name in IN_BODY or name not in {**FRONT, **BACK}]
    before = [each for each in early if each["role"] in ("dedication", "epigraph")]
    found["front"] += before
    found["front"] += [{"role": "contents", "title": "Contents"}] if len(body) > 1 else []
    found["front"] += [each for each in early if each not in before]
    first = [each for each in body if known_as(each["file"]) in OPENING and not each["file"][:1].isdecimal()]
    found["body"] = [*first, *(each for each in body if each not in first)]
    found["back"] = [{"role": BACK[name], "file": file} for file, name in entries
                     if name in BACK and name not in IN_BODY]
    return found


def _in_body(file: str, name: str) -> dict[str, Any]:
    return {"role": "section" if name in IN_BODY else "chapter", "file": file}


def role_of(file: str, part: str) -> Any:
    """The role of a division that is only named by its file."""
    name = known_as(file)
    if part == "body":
        return "section" if name in IN_BODY else "chapter"
    return {**FRONT, **BACK}.get(name, "section")


_TITLES = re.compile(r"^([ ]*(?:-[ ]+)?(?:title|subtitle|short|part|author|publisher|name):[ ]+)"
                     r"([^\s\"'|>\[{&*!#].*?)(?:[ ]+#[ ].*)?[ ]*$", re.M)


def quoted(yaml: str) -> str:
    """YAML with its unquoted titles put in quotes, so that a colon in one is a colon.

    >>> quoted("title: Chapter 3: The Quay")
    "title: 'Chapter 3: The Quay'"
    """
    return _TITLES.sub(lambda found: f"{found[1]}'" + found[2].replace("'", "''") + "'", yaml)
