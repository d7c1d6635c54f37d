"""Small manuscripts made by hand, for tests of what comes after reading."""

from __future__ import annotations

from typing import Any

from book.citations import named_style
from book.edition import Author, BibliographySection, Edition, Margins, Medium, NoteSetting, Rights, Target, Trim
from book.matter import (
    Block,
    Citation,
    CitedWork,
    CrossLink,
    DataSet,
    Emphasis,
    IndexSettings,
    Inline,
    Link,
    Manuscript,
    NoteCall,
    PageReference,
    Paragraph,
    Part,
    RawDivision,
    RawInline,
    Record,
    Reference,
    Role,
    Styled,
    Text,
)
from book.problems import Span

HERE = Span("one.md", 3, 5)
EDITION = Edition(
    id="small", title="A Small Book", subtitle="", language="en-GB", authors=(Author("A. Writer", "Writer, A."),),
    publisher="Press", number="1.0", name="First edition", date="2026-11-22", identifier="urn:uuid:0", description="",
    subjects=(), rights=Rights("A. Writer", 2026), trim=Trim(6, 9), margins=Margins(20, 20, 20, 15),
    targets=(Target("screen", Medium.SCREEN),), notes=NoteSetting(), citation_style="chicago-notes-bibliography",
    first_full="chapter", bibliography=(BibliographySection("Works", "works"),), draft=False, raw_html=False,
)  # fmt: skip

CONQUEST = {
    "id": "conquest", "type": "book", "title": "The Great Terror: A Reassessment", "title-short": "Great Terror",
    "author": [{"family": "Conquest", "given": "Robert"}], "publisher": "Oxford University Press", "issued": 1990,
}  # fmt: skip
GETTY = {
    "id": "getty", "type": "book", "title": "The Road to Terror",
    "author": [{"family": "Getty", "given": "J. Arch"}, {"family": "Naumov", "given": "Oleg V."}],
    "publisher": "Yale University Press", "issued": 2010,
}  # fmt: skip


class Shelf(dict[str, bytes]):
    """A cache in memory."""

    def put(self, digest: str, data: bytes) -> None:
        self[digest] = data


def line(*inlines: RawInline | str) -> Paragraph[RawInline]:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in inlines), HERE)


def cited(key: str, locator: str = "", in_text: bool = False, span: Span = HERE) -> Citation:
    return Citation((CitedWork(key, label="page" if locator else "", locator=locator, span=span),), in_text, span)


def division(*blocks: Block[RawInline], id: str = "one", role: Role = "chapter", title: str = "One",
             notes: dict[str, tuple[Block[RawInline], ...]] | None = None) -> RawDivision:  # fmt: skip
    part: Part = "body" if role == "chapter" else "front" if role in ("preface", "contents") else "back"
    return RawDivision(id, role, part, title, title, blocks, notes or {}, Span(f"{id}.md"))


LISTS = (
    division(line("Works are listed by author."), id="bibliography", role="bibliography", title="Bibliography"),
    division(line("Folios in italics are of figures."), id="index", role="index", title="Index"),
)


def manuscript(*divisions: RawDivision, references: tuple[dict[str, Any], ...] = (CONQUEST, GETTY),
               data: dict[str, list[dict[str, Any]]] | None = None, index: IndexSettings | None = None,
               edition: Edition = EDITION) -> Manuscript:  # fmt: skip
    works = tuple(
        Reference(work["id"], work, work.get("section", "works"), Span("bibliography.yaml", row))
        for row, work in enumerate(references, 1)
    )
    sets = {
        name: DataSet(name, tuple(Record(record["id"], record, Span(f"data/{name}.yaml")) for record in records))
        for name, records in (data or {}).items()
    }
    return Manuscript(edition, (*divisions, *LISTS), sets, works, {}, {}, index or IndexSettings(),
                      named_style(edition.citation_style))


def said(inlines: tuple[Inline, ...]) -> str:
    """Plain words; *emphasis*, a note's call as [its id], a folio as {its anchor}."""
    words = ""
    for inline in inlines:
        match inline:
            case Text(text):
                words += text
            case Emphasis("em", children):
                words += f"*{said(children)}*"
            case Emphasis(_, children) | Styled(children) | Link(_, children) | CrossLink(_, children):
                words += said(children)
            case NoteCall(note):
                words += f"[{note}]"
            case PageReference(anchor):
                words += f"{{{anchor}}}"
            case _:
                pass
    return words
