"""Font files as bytes: static cuts, subsets, and the characters they have. The only door to fontTools and uharfbuzz.

The same bytes come out for the same bytes in: no time is written into a font.
"""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from book.fonts.cut import NotCuttable, cut
from book.fonts.measures import Measures, measures
from book.fonts.subset import characters, subset_glyphs, subset_text

# Changes with whatever cuts a font, so that no kept cut outlives it.
CUT_BY = sha256(
    Path(__file__).with_name("cut.py").read_bytes() + f"{version('uharfbuzz')} {version('fonttools')}".encode()
).hexdigest()

__all__ = [
    "CUT_BY", "Measures", "NotCuttable", "characters", "cut", "measures", "subset_glyphs", "subset_text",
]  # fmt: skip
