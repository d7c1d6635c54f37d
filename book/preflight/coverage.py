"""How much ink a page takes at its heaviest.

Ghostscript paints the page in four inks. Where it is not installed, or the answer must be the same on every machine,
the colours of the file are added up.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageMath

from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import PdfFile, PdfPage, PlacedImage
from book.pdfmarks.objects import data, floats, items

DOTS = 36  # an inch: Ghostscript inks each pixel that a shape so much as touches
BATCH = 24  # pages at once: as many batches as the machine has cores are painted side by side
PATIENCE = 300  # seconds for all pages of a batch


@dataclass(frozen=True, slots=True)
class Inked:
    """The heaviest place of a page. `percent` is the sum of the four inks."""

    index: int
    percent: float
    box: Box | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All pages, and how they were measured."""

    pages: tuple[Inked, ...]
    how: str


def measured(sheets: PdfFile, painted: bool) -> Coverage:
    """The ink of every page, as painted or as written.

    Greys alone need no painting: black ink by itself is never more than all of it."""
    if all(mark.colour.space.family == "gray" for page in sheets.pages for mark in page.marks):
        return Coverage(tuple(map(_written, sheets.pages)), "as nothing but greys is in it")
    if not painted:
        return Coverage(tuple(map(_written, sheets.pages)), "from the colours as written")
    program = shutil.which("gs")
    found = _painted(sheets, program) if program else None
    if found:
        return Coverage(found, "as Ghostscript paints it")
    why = "Ghostscript could not paint it" if program else "Ghostscript is not installed"
    return Coverage(tuple(_written(page) for page in sheets.pages), f"from the colours as written, as {why}")


def _painted(sheets: PdfFile, program: str) -> tuple[Inked, ...] | None:
    batches = [sheets.pages[first:first + BATCH] for first in range(0, len(sheets.pages), BATCH)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as threads:
        file = Path(folder) / "file.pdf"
        file.write_bytes(sheets.pdf)
        found = [inked for batch in threads.map(lambda pages: _batch(program, file, pages), batches) for inked in batch]
    return tuple(found) if len(found) == len(sheets.pages) else None


def _batch(program: str, file: Path, pages: tuple[PdfPage, ...]) -> list[Inked]:
    """Some pages, painted one pixel a dot; nothing if the program fails."""
    first, last = pages[0].index + 1, pages[-1].index + 1
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        command = [program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", f"-r{DOTS}",
                   f"-dFirstPage={first}", f"-dLastPage={last}", f"-sOutputFile={folder}/%04d.tif", str(file)]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
        except (subprocess.SubprocessError, OSError):
            return []
        images = sorted(Path(folder).glob("*.tif"))
        return [_heaviest(page, image) for page, image in zip(pages, images, strict=False)]


def _heaviest(page: PdfPage, file: Path) -> Inked:
    with Image.open(file) as image:
        total = _sum(image)
    most = total.getextrema()[1]
    threshold = int(str(most))
    place = total.point(lambda value: value - (threshold - 1)).convert("L").getbbox() if threshold else None
    scale = 72 / DOTS
    box = Box(page.media.left + place[0] * scale, page.media.top - place[3] * scale,
              page.media.left + place[2] * scale, page.media.top - place[1] * scale) if place else None
    return Inked(page.index, threshold * 100 / 255, box)


def _sum(image: Image.Image) -> Image.Image:
    """The four inks of each pixel added up, in 255ths."""
    bands = dict(zip("cmyk", (band.convert("I") for band in image.convert("CMYK").split()), strict=True))
    return ImageMath.lambda_eval(lambda ink: ink["c"] + ink["m"] + ink["y"] + ink["k"], **bands)  # type: ignore[no-any-return]


def _written(page: PdfPage) -> Inked:
    """The heaviest colour that anything of the page is written in; of images, the heaviest pixel."""
    heaviest = Inked(page.index, 0.0, None)
    for mark in page.marks:
        percent = _of_picture(mark) if isinstance(mark, PlacedImage) else mark.colour.total
        if percent > heaviest.percent:
            heaviest = Inked(page.index, percent, mark.box)
    return heaviest


def _of_picture(mark: PlacedImage) -> float:
    """An image's heaviest pixel. One that cannot be read here counts as the heaviest that its space allows."""
    mode, worst = {"gray": ("L", 100.0), "rgb": ("RGB", 300.0), "cmyk": ("CMYK", 400.0)}.get(
        mark.colour.space.base, ("L", 100.0 * mark.colour.space.parts))
    if mark.colour.values or mark.bits != 8 or mark.stream is None:
        return mark.colour.total if mark.colour.values else worst
    try:
        image = _samples(mark.stream, mode)
        most = _sum(image).getextrema()[1] if mode == "CMYK" else 255 - int(str(_darkest(image)))
    except Exception:  # a damaged image fails in many ways; whichever, it is not taken for light
        return worst
    return int(str(most)) * 100 / 255 * (3 if mode == "RGB" else 1)


def _darkest(image: Image.Image) -> int:
    return int(str(image.convert("L").getextrema()[0]))


def _samples(stream: object, mode: str) -> Image.Image:
    filters = [str(method) for method in items(stream, "/Filter")]
    decode = floats(stream, "/Decode")
    turned = bool(decode) and decode[0] > decode[1]
    if filters[-1:] == ["/DCTDecode"]:
        with Image.open(io.BytesIO(data(stream))) as image:
            # Pillow turns the CMYK of Adobe's JPEGs round by itself, as their `Decode` asks; without it, back again.
            turned = turned != ("adobe" in image.info and image.mode == "CMYK")
            image.load()
            found = image.copy()
    else:
        wide, high = int(floats(stream, "/Width")[0]), int(floats(stream, "/Height")[0])
        found = Image.frombytes(mode, (wide, high), data(stream))
    return found.point(lambda value: 255 - value) if turned else found
