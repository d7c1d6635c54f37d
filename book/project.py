"""Where the files of a book's project are: posix paths from its folder."""

from __future__ import annotations

from typing import Final

CHAPTERS: Final = "chapters"
SETTINGS: Final = "chapters/book.yaml"
BIBLIOGRAPHY: Final = "chapters/bibliography.yaml"
INDEX: Final = "chapters/index.yaml"
LEDGER: Final = "chapters/corrections.yaml"
DATA: Final = "chapters/data"
SHAPES: Final = "chapters/data/shapes.yaml"
FIGURES: Final = "chapters/figures"
EDITIONS: Final = "chapters/editions"
EDITION_TEXTS: Final = "chapters/editions/texts.txt"
STYLES: Final = "styles"
APPENDICES: Final = "styles/appendices"
FACES: Final = "styles/fonts.yaml"
PRINTERS: Final = "styles/printers"
