"""Font files: static cuts, subsets, and the characters they have. The only door to fontTools and uharfbuzz.

Comes in: a font's bytes. Goes out: a smaller font's bytes. Apart because layout, assembly and the EPUB want fonts of
different kinds from the same file, and none of them should know a table of it.

The same bytes come out for the same bytes in: no time is written into a font.
"""

from book.fonts.cut import NotCuttable, cut
from book.fonts.measures import Measures, measures
from book.fonts.subset import characters, subset_glyphs, subset_text

__all__ = ["Measures", "NotCuttable", "characters", "cut", "measures", "subset_glyphs", "subset_text"]
