"""Which division a title or a file's name means, in several languages, and the titles that a project needs."""

from __future__ import annotations

import re

from book.bring.draft import Place
from book.read.defaults import BACK, FRONT, IN_BODY, known_as, name_of

# Words of other languages for the names that the reader knows in English.
_WORDS = {
    "widmung": "dedication", "motto": "epigraph", "vorwort": "foreword", "geleitwort": "foreword",
    "danksagung": "acknowledgments", "prolog": "prologue", "einleitung": "introduction", "einfuhrung": "introduction",
    "epilog": "epilogue", "nachwort": "afterword", "anhang": "appendix", "glossar": "glossary",
    "dedicace": "dedication", "epigraphe": "epigraph", "preface": "preface", "avant-propos": "foreword",
    "remerciements": "acknowledgments", "epilogue": "epilogue", "postface": "afterword", "annexe": "appendix",
    "glossaire": "glossary", "dedicatoria": "dedication", "prefacio": "preface", "prologo": "prologue",
    "agradecimientos": "acknowledgments", "epilogo": "epilogue", "apendice": "appendix", "glosario": "glossary",
    "dedica": "dedication", "prefazione": "preface", "ringraziamenti": "acknowledgments", "appendice": "appendix",
    "woord-vooraf": "foreword", "voorwoord": "foreword", "dankwoord": "acknowledgments", "nawoord": "afterword",
    "about-the-authors": "about", "about-author": "about", "author-s-note": "about", "authors-note": "about",
}  # fmt: skip
_CONTENTS = {"de": "Inhalt", "fr": "Table des matières", "es": "Índice", "it": "Indice", "nl": "Inhoud",
             "pt": "Índice", "pl": "Spis treści", "ru": "Оглавление"}  # fmt: skip
_WORKS = {"de": "Literaturverzeichnis", "fr": "Bibliographie", "es": "Bibliografía", "it": "Bibliografia",
          "nl": "Bibliografie", "pt": "Bibliografia", "pl": "Bibliografia", "ru": "Литература"}  # fmt: skip
_PART = re.compile(r"(?:part|book|volume|teil|buch|band|partie|livre|parte|libro|deel|часть)\b[\s.:—–-]*"
                   r"(?:\d+|[ivxlc]+\b|[\w-]+)?", re.I)


def role_and_place(title: str, file: str = "") -> tuple[str, Place]:
    """What a division is by its title, or else by its file's name: `section` for what is not a chapter."""
    names = [known_as(f"{name_of(title)}.md")] if title else []
    names += [known_as(file)] if file else []
    for name in names:
        plain = _WORDS.get(name, name)
        if plain in IN_BODY:
            return "section", "body"
        if plain in FRONT:
            return FRONT[plain], "front"
        if plain in BACK:
            return BACK[plain], "back"
    return "chapter", "body"


def names_a_part(title: str) -> bool:
    """True of "Part One", "Book II", "Teil 3"."""
    return bool(_PART.match(title))


def contents_title(language: str) -> str:
    """The heading of the table of contents."""
    return _CONTENTS.get(language[:2], "Contents")


def works_title(language: str) -> str:
    """The heading of the bibliography."""
    return _WORKS.get(language[:2], "Bibliography")
