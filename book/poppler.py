"""What stands on the pages of a PDF, and how they look: the only door to Poppler.

Comes in: a PDF's bytes. Goes out: its lines of words with their places, or pictures of its pages in grey.
Apart because Poppler is programs that a machine may not have: without them each answer is empty, and whoever asked
does with less.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PATIENCE = 600  # seconds for all pages of a file
_HEAD = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no such signs; a font's may be wrong
_SPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A line of type: its words, and its box in points from the page's top left corner; all 0 where nobody knows."""

    words: tuple[str, ...]
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in grey: `width` times `height` dots of a byte each, 0 for black, row by row."""

    width: int
    height: int
    dots: bytes

    def rows(self) -> list[bytes]:
        """The dots of each row."""
        return [self.dots[at:at + self.width] for at in range(0, len(self.dots), self.width)]

    def png(self) -> bytes:
        """The picture as a PNG of sixteen greys: type needs no more."""
        packed = b"".join(b"\0" + _nibbles(row) for row in self.rows())
        head = struct.pack(">IIBBBBB", self.width, self.height, 4, 0, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _nibbles(row: bytes) -> bytes:
    """Two dots a byte; the last of an odd row is white."""
    even = row + b"\xff" * (len(row) % 2)
    return bytes((left & 0xF0) | (right >> 4) for left, right in zip(even[::2], even[1::2], strict=True))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def draws() -> bool:
    """Whether this machine can draw pages."""
    return shutil.which("pdftoppm") is not None


def type_lines(pdf: bytes) -> tuple[tuple[TypeLine, ...], ...]:
    """The lines of each page in reading order; nothing without Poppler, or of a file that it cannot read."""
    said = _run("pdftotext", pdf, ("-bbox-layout",), "-")
    try:
        tree = ElementTree.fromstring(_CONTROL.sub("", said.decode("utf-8", "replace"))) if said else None
    except ElementTree.ParseError:
        tree = None
    pages = tree.iter(f"{_SPACE}page") if tree is not None else ()
    return tuple(tuple(_line(line) for line in page.iter(f"{_SPACE}line")) for page in pages)


def _line(line: ElementTree.Element) -> TypeLine:
    words = tuple(word.text or "" for word in line.iter(f"{_SPACE}word"))
    left, top, right, bottom = (float(line.get(name, 0)) for name in ("xMin", "yMin", "xMax", "yMax"))
    return TypeLine(words, left, top, right, bottom)


def pictures(pdf: bytes, dots: int, pages: Sequence[int] = ()) -> tuple[Picture, ...]:
    """Pages by their counts from 0, or all, at so many dots an inch; nothing if they cannot be drawn."""
    ranges = [(f"{at + 1}", f"{at + 1}") for at in pages] if pages else [("1", "-1")]
    found: list[Picture] = []
    for first, last in ranges:
        pick = ("-f", first, *(("-l", last) if pages else ()))
        found += _pictures(_run("pdftoppm", pdf, ("-gray", "-r", str(dots), *pick)))
    return tuple(found) if not pages or len(found) == len(pages) else ()


def _pictures(stream: bytes) -> Iterator[Picture]:
    at = 0
    while head := _HEAD.match(stream, at):
        width, height = int(head[1]), int(head[2])
        at = head.end() + width * height
        yield Picture(width, height, stream[head.end():at])


def _run(name: str, pdf: bytes, options: Sequence[str], *out: str) -> bytes:
    """What the program writes; nothing if it is not there, fails or does not end."""
    program = shutil.which(name)
    if program is None:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.pdf"
        file.write_bytes(pdf)
        try:
            done = subprocess.run([program, *options, str(file), *out], capture_output=True, timeout=PATIENCE,
                                  check=False)
        except (OSError, subprocess.TimeoutExpired):
            return b""
    return done.stdout if done.returncode == 0 else b""
