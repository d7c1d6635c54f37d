"""Packs files into an EPUB container, the same bytes each time: dates, modes and order are decided here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP can hold: an edition's date stands in its metadata


def pack(files: Mapping[str, bytes]) -> bytes:
    """An OCF container: `mimetype` first and stored (EPUB 3.3, section 4.2.6.1), the rest in order of name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for name in sorted(files):
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), files[name], compresslevel=9)
    return buffer.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = method
    entry.create_system = 3  # Unix, on whatever system it is made
    entry.external_attr = 0o644 << 16
    return entry
