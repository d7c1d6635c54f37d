"""Books of Leanpub: Book.txt lists the files, in `manuscript/` or beside it."""

from __future__ import annotations

import posixpath
import re

from book.bring.draft import ListedText, Place, SourceLine, SourceListing
from book.bring.kinds.folder import TEXTS, bibliographies
from book.bring.roles import role_and_place
from book.bring.source import Source

_PLACES: dict[str, Place] = {"frontmatter": "front", "mainmatter": "body", "backmatter": "back"}
_MATTER = re.compile(r"\s*\{?(frontmatter|mainmatter|backmatter)\}?:?\s*$")


def book_txt(source: Source) -> str:
    """The path of Book.txt, if there is one."""
    return next((found for path in ("Book.txt", "manuscript/Book.txt", "book.txt", "manuscript/book.txt")
                 if (found := source.find(path))), "")


def listing(source: Source) -> SourceListing:
    """The files that Book.txt names, each in the part of the book that the text before it opened."""
    path = book_txt(source)
    root = posixpath.dirname(path)
    entries, used = list[ListedText](), set[str]()
    place: Place = "body"
    for line in source.lines(path):
        name = line.words.strip()
        if matter := _MATTER.match(name):
            place = _PLACES[matter[1]]
        elif name and not name.startswith("#"):
            found = source.find(posixpath.join(root, name))
            if not found:
                source.remarks.left(line, f"Book.txt lists {name}, which is not there", "it was left out")
                continue
            used.add(found)
            text = source.text(found)
            said = re.findall(r"(?m)^\{(frontmatter|mainmatter|backmatter)\}\s*$", text)
            place = _PLACES[said[0]] if said else place
            if re.sub(r"(?m)^\{(?:frontmatter|mainmatter|backmatter)\}\s*$", "", text).strip():
                entries.append(_entry(found, place, line))
            place = _PLACES[said[-1]] if said else place
    others = tuple(each for each in source.files if each.lower().endswith((*TEXTS, ".markua")) and each not in used)
    return SourceListing("Leanpub", tuple(_parts(entries, source)), root=root, path=path,
                         bibliographies=bibliographies(source), others=others)


def _entry(file: str, place: Place, line: SourceLine) -> ListedText:
    role, where = role_and_place("", re.sub(r"\.\w+$", ".md", file))
    if place == "body" and where != "front":
        return ListedText(file, "", role if where == "body" else "section", "body", line=line.number)
    if role == "chapter":
        role = "section"
    return ListedText(file, "", role, place if place != "body" else where, line=line.number)


def _parts(entries: list[ListedText], source: Source) -> list[ListedText]:
    """A file whose first words are a part's title, `-# Part` or `{class: part}`, has what follows it inside."""
    out = list[ListedText]()
    for entry in entries:
        text = source.text(entry.file)
        if re.match(r"\s*(?:-#\s|\{\s*class:\s*\"?part\"?\s*\}\s*\n#\s|#\s[^\n]*#\s*\{class: part\})", text):
            out.append(ListedText(entry.file, "", "part", "body", line=entry.line))
        elif out and out[-1].role == "part" and entry.place == "body":
            last = out[-1]
            out[-1] = ListedText(last.file, "", "part", "body", (*last.inner, entry), last.line)
        else:
            out.append(entry)
    return out
