"""What a citation says once its markup is settled: types, which `resolve` fills from the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from book.matter import Inline
from book.problems import Span

Reset = Literal["chapter", "book"]


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a cluster; `label` is a CSL locator label ("page"), `no_author` leaves the author out, `in_sentence`
    puts him into the sentence: Kotkin (2014, 33)."""

    key: str
    prefix: tuple[Inline, ...] = ()
    label: str = ""
    locator: str = ""
    suffix: tuple[Inline, ...] = ()
    no_author: bool = False
    span: Span | None = None
    in_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """Works cited at one place of one note.

    `division` is the note's division. `note` rises by one from note to note through the whole book, with a gap between
    divisions: positions ("subsequent", "ibid") are read from it. `opens` says that the cluster begins a sentence,
    `named` that its place asks for more than "ibid."
    """

    works: tuple[Cite, ...]
    division: str
    note: int
    opens: bool = True
    named: bool = False
