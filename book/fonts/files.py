"""The files of a design's faces.

Comes in: faces. Goes out: each file's bytes by its SHA-256, as whoever unites, subsets or embeds faces asks for them.
Apart because reading is all that there is to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from book.pages import Face


def file_bytes(faces: Iterable[Face]) -> dict[str, bytes]:
    """The bytes by digest."""
    return {face.file.digest: Path(face.file.path).read_bytes() for face in faces}
