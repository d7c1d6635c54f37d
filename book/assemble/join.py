"""Puts the pages of all runs in order, with blank pages between them and running heads over them.

`Joined` has the pages, and what of each run is still to be united: tags, links, fonts. Pages are copied before anything
else of their run, so that what points to a page lands on its copy.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from book.pages import Folio, FontUse, Heads, PageRun, PageStart, Pagination

OPEN, CLOSE = b"q\n", b"\nQ\n/Artifact <</Type /Pagination>> BDC q /Heads Do Q EMC\n"
PAINTS = (b"TJ", b"Tj", b" Do", b"\nf", b"\nS", b"\nB", b" sh")


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """A page of the PDF and the folio that it counts as, printed or not."""

    page: Any
    folio: Folio


@dataclass(frozen=True, slots=True)
class PageResources:
    """A dictionary of resources, and the faces that it names."""

    resources: Any
    fonts: tuple[FontUse, ...]


@dataclass(frozen=True, slots=True)
class JoinedRun:
    """A run's pages in the PDF, and its tag tree, or None."""

    division: str
    pages: tuple[Any, ...]
    tree: Any


@dataclass(slots=True)
class Joined:
    """All pages, run by run and in a row."""

    pages: list[JoinedPage] = field(default_factory=list)
    runs: list[JoinedRun] = field(default_factory=list)
    resources: list[PageResources] = field(default_factory=list)


def join(pdf: Pdf, pagination: Pagination) -> Joined:
    """Copy all pages into `pdf`, each as large as it was laid out; its trim's lower left corner is at 0, 0."""
    joined = Joined()
    shared = (pdf.make_indirect(Stream(pdf, OPEN)), pdf.make_indirect(Stream(pdf, CLOSE)))
    for start, run, heads in zip(pagination.starts, pagination.runs, pagination.heads, strict=True):
        source = pikepdf.open(io.BytesIO(run.pdf))
        _add_blanks(pdf, joined, start, source)
        pages = _copied(pdf, joined, source, start)
        joined.resources += _resources_of_run(pdf, pages, run)
        joined.runs.append(JoinedRun(run.division, pages, _tree(pdf, source)))
        if heads.pdf:
            _draw_over(pdf, joined, pages, heads, shared)
    return joined


def crop(joined: Joined) -> None:
    """Cut all pages to the trim: on a screen nothing is left to be cut off."""
    for each in joined.pages:
        each.page.MediaBox = each.page.TrimBox


def _add_blanks(pdf: Pdf, joined: Joined, start: PageStart, source: Pdf) -> None:
    """Blank pages before a run, cut as its first page and counted with what stands before them."""
    for folio in start.blank_folios(joined.pages[-1].folio if joined.pages else None):
        media, trim = ([float(edge) for edge in box] for box in (source.pages[0].mediabox, source.pages[0].trimbox))
        blank = Dictionary(Type=Name.Page, MediaBox=media, TrimBox=trim, Resources=Dictionary(), Tabs=Name.S)
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
        joined.pages.append(JoinedPage(pdf.pages[-1].obj, folio))


def _copied(pdf: Pdf, joined: Joined, source: Pdf, start: PageStart) -> tuple[Any, ...]:
    base = len(pdf.pages)
    for copied in source.pages:
        pdf.pages.append(copied)
    pages = tuple(pdf.pages[number].obj for number in range(base, len(pdf.pages)))
    for offset, page in enumerate(pages):
        if "/BleedBox" in page:  # what the engine thinks of it; `printfiles` writes what is meant
            del page["/BleedBox"]
        joined.pages.append(JoinedPage(page, start.folio_of(offset)))
    return pages


def _resources_of_run(pdf: Pdf, pages: tuple[Any, ...], run: PageRun) -> list[PageResources]:
    """The resources of a run's pages: as a rule one dictionary that all of them share.

    Each part of it becomes an object of its own, so that a page's own copy still shares its parts."""
    different: dict[object, Any] = {}
    for number, page in enumerate(pages):
        resources = page.Resources
        different.setdefault(resources.objgen if resources.is_indirect else number, resources)
    for resources in different.values():
        for name, part in sorted(resources.items()):
            if not part.is_indirect:
                resources[name] = pdf.make_indirect(part)
    return [PageResources(resources, run.fonts) for resources in different.values()]


def _tree(pdf: Pdf, source: Pdf) -> Any:
    return pdf.copy_foreign(source.Root.StructTreeRoot) if "/StructTreeRoot" in source.Root else None


def _draw_over(pdf: Pdf, joined: Joined, pages: tuple[Any, ...], heads: Heads, shared: tuple[Any, Any]) -> None:
    """Draw running heads over pages, as form XObjects: so their resources' names cannot clash with the text's."""
    source = pikepdf.open(io.BytesIO(heads.pdf))
    resources: Any = None
    for page, head in zip(pages, source.pages, strict=True):
        content = _content(head)
        if not any(sign in content for sign in PAINTS):
            continue
        if resources is None:
            resources = pdf.copy_foreign(_resources(source, head))
            joined.resources.append(PageResources(resources, heads.fonts))
        form = Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=page.MediaBox, Resources=resources)
        _show(page, pdf.make_indirect(form), shared)


def _resources(source: Pdf, head: pikepdf.Page) -> Any:
    """A page's resources as an object of their own, so that they can be copied and shared."""
    found = head.obj.Resources
    return found if found.is_indirect else source.make_indirect(found)


def _content(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    return page.obj.Contents.read_bytes() if "/Contents" in page.obj else b""


def _show(page: Any, form: Any, shared: tuple[Any, Any]) -> None:
    """Name the form /Heads in the page's resources, which then are the page's own, and draw it."""
    resources = Dictionary(page.Resources)
    resources.XObject = Dictionary({**dict(resources.get("/XObject", Dictionary()).items()), "/Heads": form})
    page.Resources = resources
    body = page.get("/Contents", Array())
    page.Contents = Array([shared[0], *(body if isinstance(body, Array) else [body]), shared[1]])
