"""The citation styles that come with the tool.

Comes in: a style's name and the book's language. Goes out: the style's XML, its quotation marks made those of the text.
Apart because only this module knows where styles lie and what is changed in them.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_name("styles")

# The text has double quotes in every kind of English, so the notes have them too; the British locale would bring
# single ones. Everything else of the locale stands: dates, spelling, commas and stops outside the quotes.
ENGLISH_QUOTES = (
    '<locale xml:lang="{language}"><terms>'
    '<term name="open-quote">“</term><term name="close-quote">”</term>'
    '<term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term>'
    "</terms></locale>"
)

# A note gives the work's dates in brackets, so those of its original stand in square ones: brackets inside brackets
# are square (Chicago Manual of Style, on punctuation). The style has round ones in both.
ORIGINAL = '<macro name="source-publication-original-title-note">'
ROUND, SQUARE = 'prefix="(" suffix=")"', 'prefix="[" suffix="]"'

# Entries are filed without the article or the bracket that their title begins with (Chicago Manual of Style, on
# bibliographies); `works` gives such works the words to file them under, in two variables that no style prints.
# A name turned round has a comma before "et al." too.
INVERTED = 'delimiter-precedes-last="always" initialize="false" name-as-sort-order="first"'
SORT = '<macro name="author-sort">\n    <choose>\n'
FILED_HEADING = SORT + '      <if variable="keyword"><text variable="keyword"/></if>\n'
TITLE_KEY, FILED_TITLE = '<key macro="title-and-descriptions-bib"/>', '<key macro="filed-title"/>'
FILED = (
    '<macro name="filed-title"><choose><if variable="annote"><text variable="annote"/></if>'
    '<else><text macro="title-and-descriptions-bib"/></else></choose></macro>'
)


def style_names() -> tuple[str, ...]:
    """The names that `citations: {style: …}` may have."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csl")))


def style_xml(name: str, language: str) -> str | None:
    """The style as XML for a book in `language` (a BCP 47 tag), or None if there is no such style."""
    if name not in style_names():
        return None
    xml = _listed(_square_inside((FOLDER / f"{name}.csl").read_text(encoding="utf-8")))
    if commas_inside(language) or not language.startswith("en"):
        return xml
    return xml.replace("</info>", "</info>" + ENGLISH_QUOTES.format(language=language), 1)


def _listed(xml: str) -> str:
    """The style with a bibliography as the manual has it: filed, and with that comma."""
    xml = xml.replace(INVERTED, f'delimiter-precedes-et-al="always" {INVERTED}')
    before, heading, after = xml.partition(SORT)
    after = after.replace('      <if match="any" type="bill', '      <else-if match="any" type="bill', 1)
    after = after.replace("      </if>\n", "      </else-if>\n", 1)
    return before + FILED + (FILED_HEADING if heading else "") + after.replace(TITLE_KEY, FILED_TITLE, 1)


def _square_inside(xml: str) -> str:
    before, macro, after = xml.partition(ORIGINAL)
    return before + macro + after.replace(ROUND, SQUARE, 1) if macro else xml


def commas_inside(language: str) -> bool:
    """True if commas and full stops go inside closing quotes: the American rule."""
    return language in ("en", "en-US")
