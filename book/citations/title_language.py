"""The language of a work's title, marked where it is printed: a screen reader and the hyphenation go by it.

The engine prints a title without saying where it begins, so it is looked for again among the printed words. Only the
title's own words are marked: names, “trans.” and a translation in square brackets are in the book's language, and CSL
does not say in which language the container's title is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from book.matter import CrossLink, Emphasis, Inline, Reference, Styled, Text

TITLES: Final = ("title", "volume-title")
# Languages that are not written in Latin letters: a title that is, is transliterated, and says so (BCP 47: ru-Latn).
CYRILLIC: Final = ("be", "bg", "kk", "mk", "ru", "sr", "uk")
OTHERS: Final = ("ar", "el", "fa", "he", "hy", "ja", "ka", "ko", "yi", "zh")
_CYRILLIC_RUN = re.compile(r"[\u0400-\u04ff](?:[^A-Za-z\u00c0-\u024f]*[\u0400-\u04ff])*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ASIDE = re.compile(r"\[[^\]]*\]|<[^>]*>")
# The engine turns quotes and apostrophes, and may capitalise a subtitle; neither changes the length.
_ALIKE = str.maketrans(dict.fromkeys("“”‘’\"", "'") | {"\u00a0": " ", "\u202f": " "})


def with_languages(inlines: tuple[Inline, ...], work: Reference, language: str) -> tuple[Inline, ...]:
    """The words of a work with `lang` on what is not in `language`, the book's (BCP 47)."""
    own = str(work.values.get("language", ""))
    foreign = own if _base(own) not in ("", _base(language)) else ""
    pieces = tuple(_pieces(work)) if foreign else ()
    return tuple(each for inline in inlines for each in _marked(inline, foreign, pieces))


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _pieces(work: Reference) -> Iterator[str]:
    """The parts of its titles in its own language. A short title may be English: it counts if the long one has it."""
    whole = [piece.strip() for field in TITLES for piece in _ASIDE.split(str(work.values.get(field, "")))]
    yield from (piece for piece in whole if any(map(str.isalpha, piece)))
    short = str(work.values.get("title-short", ""))
    if short and any(_alike(short) in _alike(piece) for piece in whole):
        yield short


def _marked(inline: Inline, foreign: str, pieces: tuple[str, ...]) -> tuple[Inline, ...]:
    if isinstance(inline, Text):
        return tuple(_parted(inline.text, foreign, pieces))
    if isinstance(inline, Emphasis | CrossLink):
        children = tuple(each for child in inline.children for each in _marked(child, foreign, pieces))
        return (replace(inline, children=children),)
    return (inline,)  # an address, or what the author has put


def _parted(text: str, foreign: str, pieces: tuple[str, ...]) -> Iterator[Inline]:
    """The text, parted where a piece of the title begins and ends, or letters that are Cyrillic anyway."""
    end = 0
    for start, stop in _stretches(text, pieces):
        if text[end:start]:
            yield Text(text[end:start])
        words = text[start:stop]
        yield Styled((Text(words),), lang=_tag(words, foreign))
        end = stop
    if text[end:]:
        yield Text(text[end:])


def _stretches(text: str, pieces: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    wanted = [re.escape(_alike(piece)) for piece in sorted(pieces, key=len, reverse=True)]
    titles = rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)" if wanted else r"(?!)"
    for found in re.finditer(rf"{titles}|{_CYRILLIC_RUN.pattern}", _alike(text)):
        yield found.span()


def _alike(text: str) -> str:
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text.translate(_ALIKE))


def _tag(words: str, foreign: str) -> str:
    if _CYRILLIC_RUN.search(words):
        return foreign if _base(foreign) in CYRILLIC else "und-Cyrl"
    transliterated = _base(foreign) in (*CYRILLIC, *OTHERS) and _LATIN.search(words) and "Latn" not in foreign
    return f"{foreign}-Latn" if transliterated else foreign
