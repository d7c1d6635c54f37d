"""A glossary in the order of the alphabet, whatever order its author wrote it in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from book.matter import Definitions, RawDivision
from book.matter.walk import words


def sorted_glossaries(divisions: Iterable[RawDivision]) -> tuple[RawDivision, ...]:
    """The divisions, the terms of each list of a glossary sorted."""
    return tuple(_glossary(each) if each.role == "glossary" else each for each in divisions)


def _glossary(division: RawDivision) -> RawDivision:
    return replace(division, blocks=tuple(
        replace(block, items=tuple(sorted(block.items, key=lambda item: _key(words(item.term)))))
        if isinstance(block, Definitions) else block for block in division.blocks))


def _key(term: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", term.casefold())
    return "".join(sign for sign in plain if sign.isalnum() or sign == " "), term
