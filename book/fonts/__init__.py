"""Font files: static cuts, subsets, and the characters they have. The only door to fontTools and uharfbuzz.

Comes in: a font's bytes. Goes out: a smaller font's bytes. Apart because layout, assembly and the EPUB want fonts of
different kinds from the same file, and none of them should know a table of it.

The same bytes come out for the same bytes in: no time is written into a font.
"""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from book.fonts.cut import NotCuttable, cut
from book.fonts.files import file_bytes
from book.fonts.measures import Measures, measures
from book.fonts.subset import characters, subset_glyphs, subset_text

# Changes with whatever cuts a font, so that no kept cut outlives it.
CUT_BY = sha256(
    Path(__file__).with_name("cut.py").read_bytes() + f"{version('uharfbuzz')} {version('fonttools')}".encode()
).hexdigest()

__all__ = [
    "CUT_BY", "Measures", "NotCuttable", "characters", "cut", "file_bytes", "measures", "subset_glyphs", "subset_text",
]  # fmt: skip
