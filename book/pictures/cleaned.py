"""Takes out of JPEG and PNG all that is not picture, without decoding: every dot stays as it was.

What goes: EXIF and XMP with place, camera and date, comments, thumbnails, colour profiles that say nothing new, and
whatever is hung behind the picture's end.
"""

from __future__ import annotations

import struct

KEPT_SEGMENTS = {0xE0, 0xEE}  # JFIF, and Adobe's word on colours, without which they come out wrong
KEPT_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def clean(data: bytes) -> bytes:
    """The same picture with nothing else in it; what has nothing else in it is the same bytes."""
    return _png(data) if data.startswith(SIGNATURE) else _jpeg(data) if data.startswith(b"\xff\xd8") else data


def _png(data: bytes) -> bytes:
    parts, position = [SIGNATURE], len(SIGNATURE)
    while position + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[position:position + 8])
        end = position + 12 + size
        if kind in KEPT_CHUNKS:
            parts.append(data[position:end])
        position = end
        if kind == b"IEND":
            break
    return b"".join(parts)


def _jpeg(data: bytes) -> bytes:
    """Segment by segment; what is compressed lies between the markers and is copied as it is."""
    parts, position = [data[:2]], 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:  # filling
            position += 1
            continue
        if marker == 0xD9:
            break
        end = position + 2 + int(struct.unpack(">H", data[position + 2:position + 4])[0])
        if _needed(marker, data[position + 4:end]):
            parts.append(data[position:end])
        position = end
        if marker == 0xDA:
            after = _compressed(data, position)
            parts.append(data[position:after])
            position = after
    return b"".join((*parts, b"\xff\xd9"))


def _needed(marker: int, content: bytes) -> bool:
    if marker == 0xE0:
        return content.startswith(b"JFIF")  # another, JFXX, holds a thumbnail
    return marker in KEPT_SEGMENTS or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _compressed(data: bytes, position: int) -> int:
    """Where the compressed data that begin here end: at a marker other than a restart."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            return len(data)
        if data[position + 1] == 0 or 0xD0 <= data[position + 1] <= 0xD7:
            position += 2
        elif data[position + 1] == 0xFF:
            position += 1
        else:
            return position
