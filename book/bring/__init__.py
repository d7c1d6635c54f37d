"""From somebody's manuscript to a project: what `book import` makes.

    a place ─kind→ Source ─kinds→ SourceListing ─words, heads, addresses→ ProjectDraft ─repair→ the same, which reads

`source` opens files inside one folder only, `kind` says which tool they were written for, a module of `kinds` reads
its list of texts, and one of `words` puts what the tool writes in the book's own words. `cut` divides a long text,
`settings` writes book.yaml, `repair` takes out what the reader would refuse, `report` tells it all. Lines keep the
place where they were written, so that everything is told at the source's own line. Nothing is run and nothing fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from book.bring.addresses import addressed
from book.bring.desk import Desk, anchor_of, homes_of, new_name
from book.bring.draft import (
    BookFacts,
    DraftDivision,
    ImportWishes,
    Lines,
    ListedText,
    ProjectDraft,
    SourceLine,
    SourceListing,
    lines_of,
)
from book.bring.heads import filled, parted, with_head
from book.bring.kind import with_kind
from book.bring.kinds import document, folder, markua, quarto, single, summary
from book.bring.notes import renamed
from book.bring.repair import repaired
from book.bring.report import as_text, grouped
from book.bring.roles import role_and_place
from book.bring.scan import demoted, head_length, headings, with_captions_apart
from book.bring.settings import settings
from book.bring.source import NotImportable, Source
from book.bring.words import markua as markua_words
from book.bring.words import mdbook as mdbook_words
from book.bring.words import obsidian as obsidian_words
from book.bring.words import quarto as quarto_words
from book.bring.words.verse import as_verse

__all__ = ["ImportWishes", "NotImportable", "ProjectDraft", "as_text", "draft_of", "grouped", "repaired", "written"]

_LISTINGS: Mapping[str, Callable[[Source], SourceListing]] = {
             "quarto": quarto.listing, "bookdown": quarto.bookdown, "summary": summary.listing,
             "markua": markua.listing, "folder": folder.listing,
             "obsidian": folder.vault}  # fmt: skip
_BY_TITLE = ("folder", "obsidian", "markua")  # where a prologue is known by its title only
_UNTITLED = ("dedication", "epigraph", "colophon")


def draft_of(place: Path, wishes: ImportWishes) -> ProjectDraft:
    """The project of a manuscript at a place. Raises `NotImportable`."""
    source, kind = with_kind(Source.at(place))
    if kind in _LISTINGS:
        return _of_listing(source, kind, wishes)
    return _of_text(source, kind, wishes)


def written(draft: ProjectDraft) -> dict[str, bytes]:
    """The texts and settings of a project by their paths; what is only copied is not among them."""
    works = [path.removeprefix("chapters/") for path, old in draft.copies.items()
             if old in draft.listing.bibliographies]
    files = {"chapters/book.yaml": settings(draft, draft.listing.facts, works).encode()}
    for division in _all(draft.divisions):
        if division.file:
            files[f"chapters/{division.file}"] = "".join(f"{line.words}\n" for line in division.lines).encode()
    return {**files, **{f"chapters/{name}": data for name, data in draft.made.items()}}


def _all(divisions: tuple[DraftDivision, ...]) -> Iterator[DraftDivision]:
    for division in divisions:
        yield division
        yield from division.inner


def _of_text(source: Source, kind: str, wishes: ImportWishes) -> ProjectDraft:
    """One long text, cut."""
    media = {}
    if kind == "document":
        listing = document.listing(source)
        read = document.read_document(source)
        media = dict(read.media)
        whole = lines_of(read.text, source.main, 0)
        lines, facts = single.without_title_page(whole, Desk(source, listing), read.facts)
    else:
        listing = single.listing(source)
        lines, facts = with_captions_apart(source.lines(source.main)), listing.facts
        lines = as_verse(lines, source.remarks)
    desk = Desk(source, listing)
    cut = single.divided(lines, desk, facts)
    if not cut.divisions:
        raise NotImportable(f"{source.main} has no words", "name a manuscript with some", source.main)
    divisions = tuple(_addressed(each, desk) for each in cut.divisions)
    return _draft(desk, divisions, cut.facts, wishes, media)


def _addressed(division: DraftDivision, desk: Desk) -> DraftDivision:
    inner = tuple(_addressed(each, desk) for each in division.inner)
    return replace(division, lines=addressed(division.lines, division.file or "x.md", desk), inner=inner)


def _of_listing(source: Source, kind: str, wishes: ImportWishes) -> ProjectDraft:
    listing = _LISTINGS[kind](source)
    desk = Desk(source, listing, homes_of(listing))
    divisions = tuple(found for entry in listing.entries if (found := _division(entry, kind, desk)))
    if not any(each.lines for each in _all(divisions)):
        raise NotImportable("the source has no text that can be imported", "name the folder of the book", listing.path)
    if not any(each.place == "body" for each in divisions):
        divisions = tuple(replace(each, place="body") for each in divisions)
    return _draft(desk, divisions, listing.facts, wishes, {})


def _division(entry: ListedText, kind: str, desk: Desk) -> DraftDivision | None:
    """A listed text with its sections, or a part with its chapters."""
    if entry.role == "part":
        inner = tuple(found for each in entry.inner if (found := _division(each, kind, desk)))
        lines = _text(entry, kind, desk) if entry.file else ()
        named = headings(lines)
        title = entry.title or (named[0].title if named else "") or "Part"
        return DraftDivision(desk.homes[entry.file][0] if lines else "", "part", entry.place, title, lines, inner)
    home = desk.homes[entry.file][0]
    lines = _text(entry, kind, desk)
    for each in entry.inner:
        lines = (*lines, *_section(each, kind, desk, 1, home))
    role, place = entry.role or "chapter", entry.place
    titles = headings(lines)
    if kind in _BY_TITLE and role == "chapter" and titles and titles[0].level == 1:
        role = "section" if role_and_place(titles[0].title) == ("section", "body") else role
    return DraftDivision(home, role, place, entry.title, lines, (), entry.numbered)


def _section(entry: ListedText, kind: str, desk: Desk, depth: int, home: str) -> Lines:
    """A file that is a section of a chapter: its headings lower, its title with an anchor."""
    lines = _text(entry, kind, desk, home) if entry.file else ()
    if lines:
        lines = _as_section(lines, entry, depth)
        desk.remarks.changed(SourceLine("", desk.listing.path, entry.line),
                             f"{entry.file} is listed below another chapter", f"it is a section of {home}")
    elif not entry.file:
        desk.remarks.left(SourceLine("", desk.listing.path, entry.line),
                          f"the section “{entry.title}” is not written yet", "it was left out")
    for each in entry.inner:
        lines = (*lines, *_section(each, kind, desk, depth + 1, home))
    return lines


def _as_section(lines: Lines, entry: ListedText, depth: int) -> Lines:
    start = lines[0]
    count = head_length(lines)
    title = entry.title
    if count:
        for line in lines[1:count - 1]:
            if line.words.startswith("title:"):
                title = line.words[6:].strip().strip("'\"").replace("''", "'")
        lines = lines[count:]
    found = headings(lines)
    if not found or found[0].level != 1:
        lines = (start._replace(words=f"# {title}"), start._replace(words=""), *lines)
        found = headings(lines)
    first = found[0]
    words = first.words if "{#" in first.words else f"{first.words} {{#{anchor_of(entry.file)}}}"
    lines = (*lines[:first.at], lines[first.at]._replace(words=f"# {words}"), *lines[first.at + first.count:])
    return (start._replace(words=""), *renamed(demoted(lines, depth), anchor_of(entry.file)))


def _text(entry: ListedText, kind: str, desk: Desk, home: str = "") -> Lines:
    home = home or desk.homes.get(entry.file, (new_name(entry.file, desk.listing.root), ""))[0]
    lines = desk.source.lines(entry.file)
    if kind == "bookdown" and entry.file.lower() in ("index.rmd", "index.md"):
        lines = _without_facts(lines, desk)
    if kind in ("quarto", "bookdown"):
        lines = quarto_words.translated(lines, desk)
    elif kind == "summary":
        lines = mdbook_words.translated(lines, desk)
    elif kind == "markua":
        lines = markua_words.translated(lines, desk)
    elif kind == "obsidian":
        lines = obsidian_words.translated(lines, desk, home)
    elif kind == "folder":
        lines = as_verse(lines, desk.remarks)
    listed = entry.title or (_name(entry.file) if kind == "obsidian" else "")
    lines = with_head(with_captions_apart(lines), listed, desk, kind in ("quarto", "bookdown"), entry.role in _UNTITLED)
    return addressed(lines, home, desk)


def _without_facts(lines: Lines, desk: Desk) -> Lines:
    """The first text of bookdown, whose head is that of the book."""
    values, head, body = parted(lines, desk)
    for key in values:
        if key not in (*single.USED, "params"):
            desk.remarks.left(head[0], f"the key “{key}” of the head", "it was left out")
    return body


def _name(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _draft(desk: Desk, divisions: tuple[DraftDivision, ...], facts: BookFacts, wishes: ImportWishes,
           media: dict[str, bytes]) -> ProjectDraft:
    """All together, with the bibliography copied along."""
    source, listing = desk.source, desk.listing
    folder.tell_left((each for each in listing.others if each not in desk.taken), source.remarks)
    works = []
    for path in listing.bibliographies:
        if found := source.find(path):
            name = f"chapters/{found.rpartition('/')[2]}"
            desk.copies[name if name not in desk.copies else f"chapters/{found.replace('/', '-')}"] = found
            works.append(found)
        else:
            source.remarks.left(SourceLine("", listing.path, 1), f"the bibliography {path} is not in the source",
                                "it was left out")
    facts = filled(BookFacts(wishes.title, "", wishes.authors, wishes.language), facts)
    if not facts.title:
        facts = filled(facts, folder.named(source, source.main or source.folder.name))
    listing = SourceListing(listing.kind, listing.entries, _right(facts, desk), listing.root, listing.path,
                            tuple(works), listing.style, listing.variables)
    return ProjectDraft(listing, divisions, dict(sorted(desk.copies.items())), media, tuple(source.remarks.found))


def _right(facts: BookFacts, desk: Desk) -> BookFacts:
    """The facts with what book.yaml would refuse left out, and told."""
    line = SourceLine("", desk.listing.path or desk.source.main, 1)
    language = facts.language.replace("_", "-")
    if language and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language):
        desk.remarks.left(line, f"the language “{language}” is not a BCP 47 tag", "it was left out: use --language")
        language = ""
    isbn = facts.isbn if re.fullmatch(r"97[89][0-9 -]+", facts.isbn) else ""
    if facts.isbn and not isbn:
        desk.remarks.left(line, f"the ISBN “{facts.isbn}”", "it was left out: write it into book.yaml with 13 figures")
    return replace(facts, language=language, isbn=isbn)
