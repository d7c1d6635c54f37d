"""Printers, their rules, and what is ordered from them.

The tool `printers` fills these types from profiles. All lengths of a profile are in inches, as printers give them; type
and rules are in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from book.problems import Severity, Span

# A: the printer's own text was seen. B: two or more others quote it. C: one does. M: from memory.
Confidence = Literal["A", "B", "C", "M"]
# The standards that a profile may name. Whoever writes or checks a file says what becomes of each.
Standard = Literal["PDF/X-1a:2001", "PDF/X-3:2002", "PDF/X-4"]
NEAR = 0.0005  # inches: less than a printer measures


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule was read."""

    url: str
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a printer asks. `value` has the shape that printers/shape.yaml gives to rules of this name."""

    name: str
    value: Any
    sources: tuple[str, ...]
    confidence: Confidence
    level: Severity
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """How thick a book is, in inches, by its pages.

    Either `base + per_page × pages`, for the extents from `least` to `most`; or `steps`, pairs of a number of pages and
    the width from there on. Where neither is known, or for other extents, only the printer's template says."""

    per_page: float = 0.0
    base: float = 0.0
    least: int = 0
    most: int = 0
    steps: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class TrimPages:
    """Least and most pages of a size (width, height), and how sure that is."""

    trim: tuple[float, float]
    pages: tuple[int, int]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, the ink on it, and what can be made of it. `pages`: least and most; `pages_by_trim`: where a size has
    others; `trims`: the only sizes (width, height), or any of the printer's if empty."""

    id: str
    name: str
    colour: bool
    pages: tuple[int, int]
    spine: Spine
    sources: tuple[str, ...]
    confidence: Confidence
    trims: tuple[tuple[float, float], ...] = ()
    pages_by_trim: tuple[TrimPages, ...] = ()

    def limits(self, width: float, height: float) -> TrimPages:
        """What is known of the pages of a size: its own limits, or the paper's."""
        for known in self.pages_by_trim:
            if abs(known.trim[0] - width) < NEAR and abs(known.trim[1] - height) < NEAR:
                return known
        return TrimPages((width, height), self.pages, self.confidence)


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer's way of binding, and its rules: of the book as such, its interior, its cover.

    `collected` is the ISO day on which the rules were gathered; `template` says where its cover template is to be had.
    """

    id: str
    name: str
    collected: str
    template: str
    sources: Mapping[str, RuleSource]
    papers: Mapping[str, Paper]
    book: Mapping[str, Rule]
    interior: Mapping[str, Rule]
    cover: Mapping[str, Rule]

    @property
    def cover_edge(self) -> float:
        """How far the sheet of a cover goes beyond the trim, in inches: the bleed, and of a case the wrap before it."""
        wrap = float(self.cover["wrap"].value["outer"]) if "wrap" in self.cover else 0.0
        return float(self.cover["bleed"].value["size"]) + wrap


@dataclass(frozen=True, slots=True)
class Order:
    """What a book orders of a printer. `bleed`: the interior's pages are given with bleed; `spine`: the width that the
    printer's template gives, in inches, or None to have it worked out; `at`: where book.yaml says so."""

    printer: Printer
    paper: Paper
    bleed: bool
    spine: float | None = None
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """The flat of a cover, in inches: back, spine and front in a row, `edge` more on all four sides.

    `edge` is the bleed and, of a case, the wrap before it. `safe` is how far inside the trim text must stay;
    `spine_clear` how far from the folds, or None where the spine must be without text. The white box of the barcode
    (width, height) stands `from_spine` and `from_bottom` of the trim, on the back."""

    width: float
    height: float
    spine: float
    edge: float
    safe: float
    spine_clear: float | None
    box: tuple[float, float]
    from_bottom: float
    from_spine: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        return 2 * self.width + self.spine + 2 * self.edge, self.height + 2 * self.edge


def standard_of(rules: Mapping[str, Rule]) -> Standard | None:
    """The standard that rules of an interior or a cover ask for, or None. The shape of profiles lets no other pass."""
    if "standard" not in rules:
        return None
    standard: Standard = rules["standard"].value
    return standard
