"""The package document: metadata, manifest, spine. It is what shops, libraries and reading systems read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from book.edition import Edition
from book.matter import Book
from book.matter.walk import all_described

UNDATED = "2000-01-01"  # every EPUB needs the day of its last change; one without a date gets the same each time


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A file of the container: manifest id, path inside `EPUB/`, bytes, manifest properties, place in the spine."""

    id: str
    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    spine: Literal["", "linear"] = ""


def package(book: Book, items: tuple[ManifestItem, ...], page_list: bool) -> bytes:
    """The package document. Dates come from the edition, never from the clock."""
    metadata = (*_publication(book.edition), *_accessibility(book, page_list))
    manifest = (
        f'<item id={quoteattr(i.id)} href={quoteattr(i.path)} media-type="{i.media_type}"'
        + (f' properties="{" ".join(i.properties)}"' if i.properties else "")
        + "/>"
        for i in items
    )
    spine = (f"<itemref idref={quoteattr(i.id)}/>" for i in items if i.spine)
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="publication-id"'
            f' xml:lang="{book.edition.language}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *metadata,
            "</metadata>",
            "<manifest>",
            *manifest,
            "</manifest>",
            "<spine>",
            *spine,
            "</spine>",
            "</package>",
            "",
        )
    ).encode()


def _publication(edition: Edition) -> list[str]:
    title = [
        f'<dc:title id="title">{escape(edition.title)}</dc:title>',
        '<meta refines="#title" property="title-type">main</meta>',
    ]
    if edition.subtitle:
        title += [
            f'<dc:title id="subtitle">{escape(edition.subtitle)}</dc:title>',
            '<meta refines="#subtitle" property="title-type">subtitle</meta>',
        ]
    creators = []
    for number, author in enumerate(edition.authors, 1):
        creators += [
            f'<dc:creator id="author-{number}">{escape(author.name)}</dc:creator>',
            f'<meta refines="#author-{number}" property="file-as">{escape(author.sort)}</meta>',
            f'<meta refines="#author-{number}" property="role" scheme="marc:relators">aut</meta>',
        ]
    return [
        f'<dc:identifier id="publication-id">{escape(edition.identifier)}</dc:identifier>',
        *title,
        f"<dc:language>{edition.language}</dc:language>",
        *creators,
        *_contributors(edition),
        *_element("publisher", edition.publisher),
        *_element("date", edition.date),
        *_element("description", edition.description),
        *(f"<dc:subject>{escape(subject)}</dc:subject>" for subject in edition.subjects),
        *_element("rights", _rights(edition)),
        f'<meta property="dcterms:modified">{edition.date or UNDATED}T00:00:00Z</meta>',
        *_printing(edition),
        '<meta name="cover" content="cover-image"/>',
    ]


def _element(name: str, value: str) -> list[str]:
    """An element of Dublin Core, which must not be empty (EPUB 3.3, 5.5.3)."""
    return [f"<dc:{name}>{escape(value)}</dc:{name}>"] if value.strip() else []


def _rights(edition: Edition) -> str:
    rights = edition.rights
    holder = f"© {f'{rights.year} ' if rights.year else ''}{rights.holder}." if rights.holder else ""
    licence = f"{rights.licence} ({rights.licence_url})." if rights.licence else ""
    return " ".join(part for part in (holder, licence) if part)


def _contributors(edition: Edition) -> list[str]:
    found = []
    for number, each in enumerate(edition.contributors, 1):
        found += [
            f'<dc:contributor id="contributor-{number}">{escape(each.name)}</dc:contributor>',
            f'<meta refines="#contributor-{number}" property="file-as">{escape(each.sort)}</meta>',
            f'<meta refines="#contributor-{number}" property="role" scheme="marc:relators">{each.relator}</meta>',
        ]
    return found


def _printing(edition: Edition) -> list[str]:
    """Which printing this is (schema.org: Book.bookEdition, CreativeWork.version, Thing.identifier)."""
    content = f"content:{edition.content}" if edition.content else ""
    number = edition.number if edition.stated else ""
    values = (("bookEdition", edition.name), ("version", number), ("identifier", content))
    return [f'<meta property="schema:{name}">{escape(value)}</meta>' for name, value in values if value]


def _accessibility(book: Book, page_list: bool) -> list[str]:
    """What is true of this book, and nothing else (EPUB Accessibility 1.1, section 2; schema.org vocabulary).

    Nothing moves or sounds. Conformance is not claimed: nobody but a person can judge it."""
    pictures = bool(book.pictures or book.drawings)
    described = pictures and all_described(book)
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "ARIA"]
    features += ["alternativeText"] if described else []
    features += ["MathML"] if book.formulas else []
    features += ["index"] if book.index else []
    features += ["pageNavigation", "pageBreakMarkers"] if page_list else []
    values = [("schema:accessMode", "textual")]
    values += [("schema:accessMode", "visual")] if pictures else []
    values += [("schema:accessModeSufficient", "textual")] if described or not pictures else []
    values += [("schema:accessibilityFeature", feature) for feature in features]
    values += [("schema:accessibilityHazard", "none")]
    values += [("schema:accessibilitySummary", _summary(described, page_list))]
    if page_list:
        values += [("pageBreakSource", f"{book.edition.identifier} (the PDF of this edition)")]
    return [f'<meta property="{name}">{escape(value)}</meta>' for name, value in values]


def _summary(described: bool, page_list: bool) -> str:
    parts = ["The text is in reading order, with headings, linked notes and a table of contents."]
    parts += ["Every figure has a text alternative."] if described else []
    parts += ["Page numbers are those of the PDF of the same edition."] if page_list else []
    return " ".join(parts)
