"""Data, works, pictures and settings: what `chapters/` says that is not text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from book.problems import Span


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a data set: id, plain values (dict, list, str, int, …; dates as text), and where it stands."""

    id: str
    values: Mapping[str, Any]
    span: Span


@dataclass(frozen=True, slots=True)
class DataSet:
    """A named list of records, in the file's order."""

    name: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A work: CSL-JSON `values` (with `id`), the section of the bibliography it goes to, and where it stands."""

    key: str
    values: Mapping[str, Any]
    section: str
    span: Span


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, as they were found. `name` is its path from `chapters/`; of a drawing, `drawing/NAME`.

    `width` and `height` in pixels of 1/96 inch, as it is seen; 0 for a vector without a size. In finished
    files it `becomes` a PNG or JPEG, if it is not a `plain` one that every reader shows as it is; one of `lines` is
    black and white without greys."""

    name: str
    media_type: str
    data: bytes
    width: float = 0.0
    height: float = 0.0
    becomes: str = ""  # the same as `media_type`, if empty
    plain: bool = True
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure to be drawn from the data: the plain values of its YAML file."""

    name: str
    values: Mapping[str, Any]
    span: Span


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """What `index.yaml` says. A subject or name is found wherever one of its words stands in the text, case kept.

    `person_set` is the data set whose records are persons, with the fields that hold name, sorted name and variants.
    `places` says where an entry stands in the file, by the key it stands under ("see", "see-also", "found")."""

    see: Mapping[str, str] = field(default_factory=dict)
    see_also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    found: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    person_set: str = ""
    person_name: str = "name"
    person_sort: str = "sort_name"
    person_variants: str = "variants"
    person_exclude: tuple[str, ...] = ()
    span: Span | None = None
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict)

    def place(self, key: str, entry: str) -> Span | None:
        """The entry's own line, or the file's first if nobody knows it."""
        return self.places.get((key, entry), self.span)


@dataclass(frozen=True, slots=True)
class SetFormula:
    """A formula as it is shown: `svg` on pages, `mathml` on glass, `alt` to those who hear it.

    Width, height above the baseline and depth below it are in x-heights of the text around."""

    svg: bytes = field(repr=False)
    mathml: str = field(repr=False)
    alt: str
    width: float
    height: float
    depth: float
