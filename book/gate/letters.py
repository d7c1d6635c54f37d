"""What of a text is compared: its letters and figures in one row, and words with their places.

Layout may break a word or a line anywhere, set capitals, join letters; so only letters, figures and symbols count, in
their order: not their case, not spaces, hyphens and punctuation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from book.problems import Span

FORMULA = "ƒ"  # before the text alternative of a formula, in what is expected and in what is found


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the book has, and where its block is written."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text found in a file, and where: a page's index, or none."""

    text: str
    page: int = -1


class _ComparedForm(dict[int, str]):
    """Each character as it is compared, worked out once."""

    def __missing__(self, code: int) -> str:
        kept = "".join(c for c in chr(code).casefold() if _counts(c))
        self[code] = kept
        return kept


_TABLE = _ComparedForm()


def _counts(character: str) -> bool:
    """Letters, their marks, figures, and signs of sums and currencies (Unicode's general categories)."""
    category = unicodedata.category(character)
    return category[0] in "LMN" or category in ("Sc", "Sm")


def letters(text: str) -> str:
    """The text as compared.

    >>> letters("Co-oper\u00adate, THE oﬃce!")
    'cooperatetheoffice'
    """
    return unicodedata.normalize("NFKC", text).translate(_TABLE)


def words(text: str, span: Span | None) -> tuple[Word, ...]:
    """The words of a block."""
    return tuple(Word(word, span) for word in text.split())


def row(of: Iterable[Word]) -> str:
    """Words as compared."""
    return "".join(letters(word.text) for word in of)
