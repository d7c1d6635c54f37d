"""The navigation document: contents, landmarks, page list. Reading systems show it in place of the printed contents."""

from __future__ import annotations

from xml.sax.saxutils import escape

from book.epub.chapters import Chapter
from book.epub.marks import PageBreak
from book.galley import SOFT_HYPHEN
from book.matter import Book, ContentsEntry, Role
from book.matter.words import plain

LANDMARKS: dict[Role, tuple[str, str]] = {
    "title-page": ("titlepage", "Title page"),
    "contents": ("toc", "Contents"),
    "bibliography": ("bibliography", "Bibliography"),
    "index": ("index", "Index"),
}


def navigation(book: Book, chapters: tuple[Chapter, ...], breaks: tuple[PageBreak, ...]) -> bytes:
    """The navigation document (EPUB 3.3, section 7)."""
    home = {anchor: f"{c.path}#{anchor}" for c in chapters for anchor in c.ids}
    home |= {c.division: c.path for c in chapters}
    lang = book.edition.language
    lists = [_toc(book.contents, home), _landmarks(book, chapters)]
    if breaks:
        pages = {b: c.path for c in chapters for b in c.breaks}
        items = "".join(f'<li><a href="{pages[b.id]}#{b.id}">{b.folio}</a></li>' for b in breaks)
        lists.append(
            f'<nav epub:type="page-list" role="doc-pagelist" hidden="hidden"><h2>Pages</h2><ol>{items}</ol></nav>'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{lang}" xml:lang="{lang}">\n<head><title>{escape(book.edition.title)}</title>'
        '<link rel="stylesheet" type="text/css" href="styles/book.css"/></head>\n<body>\n'
        + "\n".join(lists)
        + "\n</body>\n</html>\n"
    ).encode()


def _toc(contents: tuple[ContentsEntry, ...], home: dict[str, str]) -> str:
    """Nested lists: an entry belongs to the last one before it of a lower level."""
    links = []
    for entry in contents:
        words = ". ".join(part for part in (entry.label, plain(entry.title)) if part)
        links.append((entry.level, f'<a href="{home[entry.anchor]}">{escape(words.replace(SOFT_HYPHEN, ""))}</a>'))
    return f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>Contents</h1><ol>{_rows(links)}</ol></nav>'


def _rows(links: list[tuple[int, str]]) -> str:
    done, start = "", 0
    for place in range(1, len(links) + 1):
        if place == len(links) or links[place][0] <= links[start][0]:
            inner = _rows(links[start + 1:place])
            done += f"<li>{links[start][1]}{f'<ol>{inner}</ol>' if inner else ''}</li>"
            start = place
    return done


def _landmarks(book: Book, chapters: tuple[Chapter, ...]) -> str:
    path = {c.division: c.path for c in chapters}
    marks = [("cover", "cover.xhtml", "Cover")]
    for division in book.divisions:
        if division.role in LANDMARKS:
            kind, words = LANDMARKS[division.role]
            marks.append((kind, path[division.id], words))
        if division.part == "body" and not any(kind == "bodymatter" for kind, _, _ in marks):
            marks.append(("bodymatter", path[division.id], "Start of the text"))
    rows = "".join(f'<li><a epub:type="{kind}" href="{href}">{words}</a></li>' for kind, href, words in marks)
    return f'<nav epub:type="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>{rows}</ol></nav>'
