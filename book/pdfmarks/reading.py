"""Reads a PDF once, into facts.

Comes in: a PDF's bytes. Goes out: `Sheets`; raises `Unreadable`. Apart because here alone the file is opened.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from book.pdfmarks import colouring, lettering, painting
from book.pdfmarks.boxes import UPRIGHT, Box
from book.pdfmarks.facts import Oddity, Page, Sheets
from book.pdfmarks.objects import at, box, data, direct, entries, items
from book.pdfmarks.state import Desk, Shelf, State
from book.pdfmarks.survey import Survey

OPERATORS = {**colouring.OPERATORS, **painting.OPERATORS, **lettering.OPERATORS}
OF_13 = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re"
    b" RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)  # the operators of PDF 1.3
WHOLE = ("/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/Outlines", "/OCProperties", "/Collection", "/Perms")
NOTHING = Box(0, 0, 0, 0)
logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it has to say of a file is said by the findings


class Unreadable(Exception):
    """A file that cannot be read; the text says why."""

    def __init__(self, why: str, locked: bool = False) -> None:
        super().__init__(why)
        self.locked = locked


def read(pdf: bytes) -> Sheets:
    """The facts of a file. A page that cannot be read has a `fault`, and no marks.

    Raises `Unreadable`; its `locked` tells a file that a password keeps shut."""
    reader = _opened(pdf)
    try:
        return _sheets(reader, pdf)
    except Exception as fault:  # see _opened
        raise Unreadable(f"{type(fault).__name__}: {fault}") from fault


def _sheets(reader: Any, pdf: bytes) -> Sheets:
    root, shelf = at(reader.trailer, "/Root"), Shelf()
    survey, labels = Survey(shelf), _labels(reader)
    pages = tuple(_page(page, index, labels, shelf, survey) for index, page in enumerate(reader.pages))
    info = {name: str(value) if isinstance(value, str) else "" for name, value in entries(reader.trailer, "/Info")}
    intents = tuple({name: str(value)[:200] for name, value in entries(intent)}
                    for intent in items(root, "/OutputIntents"))
    version = max(reader.pdf_header[5:8], str(at(root, "/Version") or "")[1:])
    return Sheets(pages, len(pdf), version, tuple(_whole(reader, root)), info, intents, bool(reader.is_encrypted), pdf)


def shape(pdf: bytes) -> tuple[int, Box]:
    """How many pages a file has, and the first one's box. Raises `Unreadable`."""
    reader = _opened(pdf)
    return len(reader.pages), box(reader.pages[0], "/MediaBox") or NOTHING


def _opened(pdf: bytes) -> Any:
    from pypdf import PdfReader

    locked = False
    try:
        reader = PdfReader(io.BytesIO(pdf), strict=False)
        locked = reader.is_encrypted
        if locked and not reader.decrypt(""):
            raise Unreadable("a password is needed to open it", True)
        if not len(reader.pages):
            raise Unreadable("it has no pages")
    except Unreadable:
        raise
    except Exception as fault:  # pypdf raises many kinds on a broken file; whichever, it goes to no printer
        raise Unreadable(f"{type(fault).__name__}: {fault}", locked) from fault
    return reader


def _labels(reader: Any) -> list[str]:
    try:
        return list(reader.page_labels)
    except Exception:  # a broken tree of labels keeps nobody from printing
        return []


def _page(page: Any, index: int, labels: list[str], shelf: Shelf, survey: Survey) -> Page:
    boxes = {key: box(page, key) for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")}
    media = boxes["/MediaBox"] or NOTHING
    desk = Desk(State(UPRIGHT, media), shelf, OPERATORS)
    fault = ""
    try:
        contents = page.get_contents()
        desk.run(contents.get_data() if contents is not None else b"", at(page, "/Resources"))
        faces, odd = survey.of(page)
        notes = tuple((str(at(note, "/Subtype"))[1:], box(note, "/Rect")) for note in items(page, "/Annots"))
        odd += tuple(_of_page(page, desk))
    except Exception as broken:  # see _opened
        fault, faces, odd, notes = f"{type(broken).__name__}: {broken}", (), (), ()
    return Page(
        index, labels[index] if index < len(labels) else str(index + 1), media, boxes["/CropBox"], boxes["/BleedBox"],
        boxes["/TrimBox"], boxes["/ArtBox"], int(at(page, "/Rotate") or 0) % 360, tuple(desk.marks),
        tuple(dict.fromkeys((*desk.oddities, *odd))), notes, faces, fault, tuple(desk.unread),
    )  # fmt: skip


def _of_page(page: Any, desk: Desk) -> Iterator[Oddity]:
    if at(page, "/Group") is not None:
        yield Oddity("transparency group", "the page")
    if at(page, "/AA") is not None:
        yield Oddity("action", "the page")
    for note in items(page, "/Annots"):
        if at(note, "/A") is not None or at(note, "/AA") is not None:
            yield Oddity("action", str(at(note, "/A", "/S") or "/annotation")[1:])
        if at(note, "/A", "/S") == "/JavaScript":
            yield Oddity("script", "an annotation")
    for operator in sorted(desk.used - OF_13):
        yield Oddity("operator", operator.decode("latin-1"))


def _whole(reader: Any, root: Any) -> Iterator[Oddity]:
    """What the file has beside its pages."""
    yield from (Oddity("catalog", key[1:]) for key in WHOLE if at(root, key) is not None)
    if at(reader.trailer, "/ID") is None:
        yield Oddity("no ID")
    if at(root, "/Outlines", "/First") is not None:
        yield Oddity("bookmarks")
    if at(root, "/Names", "/JavaScript") is not None or at(root, "/OpenAction", "/S") == "/JavaScript":
        yield Oddity("script", "the file")
    if at(root, "/Names", "/EmbeddedFiles") is not None or at(root, "/AF") is not None:
        yield Oddity("attachment")
    if at(root, "/OCProperties", "/OCGs"):
        yield Oddity("layers", str(len(items(root, "/OCProperties", "/OCGs"))))
    trapped = at(reader.trailer, "/Info", "/Trapped")
    yield Oddity("trapped", "a text" if trapped is not None and type(trapped).__name__ != "NameObject" else "")
    for intent in items(root, "/OutputIntents"):
        profile = data(direct(at(intent, "/DestOutputProfile")))
        if len(profile) > 20:
            kind, colours = profile[12:16].decode("latin-1"), profile[16:20].decode("latin-1")
            yield Oddity("profile", f"{kind} {colours} {profile[8]}")
