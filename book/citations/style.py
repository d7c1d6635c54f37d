"""A citation style (CSL 1.0.2), made ready for the engine.

A style is one of those in `styles/`, or a file of the book's own. Both are changed as trees: each edit names the
element it needs (its hook), and a style that does not have it is used as it is. Four edits follow the Chicago Manual
and find their hooks in the styles of its family only; the fifth gives an English style the quotation marks of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

FOLDER = Path(__file__).with_name("styles")
CSL: Final = "http://purl.org/net/xbiblio/csl"
_NAMES: Final = {"cs": CSL}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

# The text has double quotes in every kind of English, so the notes have them too; the British locale would bring
# single ones. Everything else of the locale stands: dates, spelling, commas and stops outside the quotes.
_QUOTES: Final = {"open-quote": "“", "close-quote": "”", "open-inner-quote": "‘", "close-inner-quote": "’"}
# The variables of which `works` makes the words that an entry is filed under. No Chicago style prints them.
FILED_HEADING, FILED_TITLE = "keyword", "annote"


@dataclass(frozen=True, slots=True)
class EditedStyle:
    """A style as the engine gets it. `files_under` has those of `FILED_HEADING`, `FILED_TITLE` that it sorts by, and
    `hooks` the names of the edits that found their place."""

    xml: str
    files_under: frozenset[str]
    hooks: frozenset[str]


def parsed_style(text: str) -> etree._Element:
    """The root of a style. Nothing outside the text is read. Raises `etree.XMLSyntaxError`."""
    # The text is decoded already: whatever encoding its first line names, it is not that any more.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(text.encode("utf-8"), parser)


def edited_style(text: str, language: str) -> EditedStyle:
    """The style for a book in `language` (a BCP 47 tag). `text` is one that `style_problems` has nothing to say of."""
    style = parsed_style(text)
    hooks = {edit.name for edit in EDITS if _applied(edit, style)}
    if language.startswith("en") and not commas_inside(language) and _double_quotes(style, language):
        hooks.add("quotes")
    files_under = {variable for name, variable in _FILING.items() if name in hooks}
    return EditedStyle(etree.tostring(style, encoding="unicode"), frozenset(files_under), frozenset(hooks))


def commas_inside(language: str) -> bool:
    """True if commas and full stops go inside closing quotes: the American rule."""
    return language in ("en", "en-US")


# --- edits ----------------------------------------------------------------------------------------------------------


def _inverted_et_al(name: etree._Element) -> None:
    """A name turned round has a comma before "et al." too."""
    name.set("delimiter-precedes-et-al", "always")


def _square_brackets(group: etree._Element) -> None:
    """A note gives the work's dates in brackets, so those of its original stand in square ones: brackets inside
    brackets are square (Chicago Manual of Style, on punctuation). The style has round ones in both."""
    group.set("prefix", "[")
    group.set("suffix", "]")


def _filed_heading(first: etree._Element) -> None:
    """A work without an author is filed under its title without article or bracket (Chicago, on bibliographies)."""
    choose = first.getparent()
    assert choose is not None
    first.tag = f"{{{CSL}}}else-if"
    choose.insert(choose.index(first), _printing("if", FILED_HEADING))


def _filed_title(key: etree._Element) -> None:
    """So is one among the works of its author."""
    style = key.getroottree().getroot()
    plain = str(key.get("macro"))
    key.set("macro", "filed-title")
    macro = etree.Element(f"{{{CSL}}}macro", name="filed-title")
    choose = etree.SubElement(macro, f"{{{CSL}}}choose")
    choose.append(_printing("if", FILED_TITLE))
    other = etree.SubElement(choose, f"{{{CSL}}}else")
    etree.SubElement(other, f"{{{CSL}}}text", macro=plain)
    style.insert(style.index(_elements(style, "cs:macro")[0]), macro)


@dataclass(frozen=True, slots=True)
class StyleEdit:
    """A change of a style: `hook` is the XPath of the first element that `change` is called with."""

    name: str
    hook: str
    change: Callable[[etree._Element], None]


EDITS: Final = (
    StyleEdit(
        "et-al",
        "cs:macro[@name='author-bib']//cs:name"
        "[@name-as-sort-order='first'][@delimiter-precedes-last='always'][@initialize='false']",
        _inverted_et_al,
    ),
    StyleEdit(
        "brackets",
        "cs:macro[@name='source-publication-original-title-note']//cs:group[@prefix='('][@suffix=')']",
        _square_brackets,
    ),
    StyleEdit(
        "filed-heading",
        "cs:macro[@name='author-sort']/cs:choose[cs:else/cs:text/@macro='author-bib']/cs:if",
        _filed_heading,
    ),
    StyleEdit(
        "filed-title", "cs:bibliography/cs:sort/cs:key[@macro='title-and-descriptions-bib']", _filed_title
    ),
)
_FILING: Final = {"filed-heading": FILED_HEADING, "filed-title": FILED_TITLE}


def _applied(edit: StyleEdit, style: etree._Element) -> bool:
    found = _elements(style, edit.hook)
    if found:
        edit.change(found[0])
    return bool(found)


def _double_quotes(style: etree._Element, language: str) -> bool:
    """Adds the quotation marks to the style's terms, unless it has its own for this very language."""
    if _elements(style, f"cs:locale[@xml:lang='{language}']/cs:terms/cs:term[@name='open-quote']"):
        return False
    locale = etree.Element(f"{{{CSL}}}locale", {_LANG: language})
    terms = etree.SubElement(locale, f"{{{CSL}}}terms")
    for name, mark in _QUOTES.items():
        etree.SubElement(terms, f"{{{CSL}}}term", name=name).text = mark
    style.insert(style.index(_elements(style, "cs:info")[0]) + 1, locale)
    return True


def _printing(test: str, variable: str) -> etree._Element:
    """A branch that prints a variable where a work has it."""
    branch = etree.Element(f"{{{CSL}}}{test}", variable=variable)
    etree.SubElement(branch, f"{{{CSL}}}text", variable=variable)
    return branch


def _elements(style: etree._Element, path: str) -> list[etree._Element]:
    found = style.xpath(path, namespaces=_NAMES)
    assert isinstance(found, list)  # every path here names elements
    return [each for each in found if isinstance(each, etree._Element)]
