"""Opens a PDF and reads it once into facts."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from book.pdfmarks import colour_operators, path_operators, text_operators
from book.pdfmarks.boxes import UPRIGHT, Box
from book.pdfmarks.facts import Oddity, PdfFile, PdfPage, UnreadOperator
from book.pdfmarks.objects import UnreadablePdf, at, box, data, direct, entries, items
from book.pdfmarks.resources import ResourceSurvey
from book.pdfmarks.state import FontCache, GraphicsState, Interpreter

OPERATORS = {**colour_operators.OPERATORS, **path_operators.OPERATORS, **text_operators.OPERATORS}
OF_13 = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re"
    b" RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)  # the operators of PDF 1.3
WHOLE = ("/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/Outlines", "/OCProperties", "/Collection", "/Perms")
NOTHING = Box(0, 0, 0, 0)
logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it has to say of a file is said by the findings


@lru_cache(maxsize=1)  # the screen's file is asked for by the gate, and again for every printer
def read(pdf: bytes, strict: bool = False) -> PdfFile:
    """The facts of a file. A page that cannot be read has a `fault`, and no marks. Raises `UnreadablePdf`.

    A file by other hands may have anything anywhere, so that whatever goes wrong with it is its fault; `strict` is for
    a file of our own: what pypdf has read, but we cannot make sense of, raises as the bug that it is."""
    reader = _opened(pdf)
    try:
        return _file(reader, pdf, strict)
    except UnreadablePdf:
        raise
    except Exception as fault:
        if strict:
            raise
        raise UnreadablePdf.by(fault) from fault


def _file(reader: Any, pdf: bytes, strict: bool) -> PdfFile:
    root, font_cache = at(reader.trailer, "/Root"), FontCache()
    survey, labels = ResourceSurvey(font_cache), _labels(reader)
    pages = tuple(_page(page, index, labels, font_cache, survey, strict) for index, page in enumerate(reader.pages))
    info = {name: str(value) if isinstance(value, str) else "" for name, value in entries(reader.trailer, "/Info")}
    intents = tuple({name: str(value)[:200] for name, value in entries(intent)}
                    for intent in items(root, "/OutputIntents"))
    version = max(reader.pdf_header[5:8], str(at(root, "/Version") or "")[1:])
    return PdfFile(pages, len(pdf), version, tuple(_whole(reader, root)), info, intents, bool(reader.is_encrypted), pdf)


def shape(pdf: bytes) -> tuple[int, Box]:
    """How many pages a file has, and the first one's box. Raises `UnreadablePdf`."""
    reader = _opened(pdf)
    return len(reader.pages), box(reader.pages[0], "/MediaBox") or NOTHING


def _opened(pdf: bytes) -> Any:
    from pypdf import PdfReader

    locked = False
    try:
        reader = PdfReader(io.BytesIO(pdf), strict=False)
        locked = reader.is_encrypted
        if locked and not reader.decrypt(""):
            raise UnreadablePdf("a password is needed to open it", True)
        if not len(reader.pages):
            raise UnreadablePdf("it has no pages")
    except UnreadablePdf:
        raise
    except Exception as fault:  # pypdf raises many kinds on a broken file; whichever, it goes to no printer
        raise UnreadablePdf(f"{type(fault).__name__}: {fault}", locked) from fault
    return reader


def _labels(reader: Any) -> list[str]:
    try:
        return list(reader.page_labels)
    except Exception:  # a broken tree of labels keeps nobody from printing
        return []


def _page(
    page: Any, index: int, labels: list[str], font_cache: FontCache, survey: ResourceSurvey, strict: bool
) -> PdfPage:
    boxes = {key: box(page, key) for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")}
    media = boxes["/MediaBox"] or NOTHING
    interp = Interpreter(GraphicsState(UPRIGHT, media), font_cache, OPERATORS)
    fault = ""
    try:
        interp.run(_content(page), at(page, "/Resources"))
        faces, odd = survey.of(page)
        notes = tuple((str(at(note, "/Subtype"))[1:], box(note, "/Rect")) for note in items(page, "/Annots"))
        odd += tuple(_of_page(page, interp))
    except Exception as broken:  # see `read`
        if strict and not isinstance(broken, UnreadablePdf):
            raise
        faces, odd, notes = (), (), ()
        fault = str(broken if isinstance(broken, UnreadablePdf) else UnreadablePdf.by(broken))
    return PdfPage(
        index, labels[index] if index < len(labels) else str(index + 1), media, boxes["/CropBox"], boxes["/BleedBox"],
        boxes["/TrimBox"], boxes["/ArtBox"], int(at(page, "/Rotate") or 0) % 360, tuple(interp.marks),
        tuple(dict.fromkeys((*interp.oddities, *odd))), notes, faces, fault, _unread(interp),
    )  # fmt: skip


def _content(page: Any) -> bytes:
    try:
        contents = page.get_contents()
    except Exception as fault:
        raise UnreadablePdf.by(fault) from fault
    return data(contents)


def _unread(interp: Interpreter) -> tuple[UnreadOperator, ...]:
    """What could not be done, and what PDF does not know; between BX and EX a file may write what it likes."""
    strange = () if b"BX" in interp.used else sorted(interp.used - OF_13)
    return (*interp.unread, *(UnreadOperator(each.decode("latin-1"), "PDF has no such operator") for each in strange))


def _of_page(page: Any, interp: Interpreter) -> Iterator[Oddity]:
    if at(page, "/Group") is not None:
        yield Oddity("transparency group", "the page")
    if at(page, "/AA") is not None:
        yield Oddity("action", "the page")
    for note in items(page, "/Annots"):
        if at(note, "/A") is not None or at(note, "/AA") is not None:
            yield Oddity("action", str(at(note, "/A", "/S") or "/annotation")[1:])
        if at(note, "/A", "/S") == "/JavaScript":
            yield Oddity("script", "an annotation")
    for operator in sorted(interp.used - OF_13):
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
