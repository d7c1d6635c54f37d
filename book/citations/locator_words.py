"""The words for “page”, “chapter” and the like in the language of a book, by which the engine knows a locator.

It knows them in that language only: “p. 8” in a German book would be printed as it stands, beside “S. 5”. So the engine
is asked for them, once, by a style that prints nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from book.citations.document import LABELS
from book.citations.engine import ByteStore, cite
from book.citations.style import CSL, parsed_style

_BETWEEN: Final = "¦"


def locator_labels(style: str, language: str, cache: ByteStore) -> Mapping[str, str]:
    """The label of each kind of locator in `language` (BCP 47), as `style` has it. Raises `EngineFault`."""
    if language.partition("-")[0].lower() == "en":
        return LABELS
    names = [name for name in LABELS if name != "sub verbo"]
    cited = {"citationId": "x", "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "NormalCitation"},
             "citationNoteNum": 1, "citationHash": 0}  # fmt: skip
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"lang": {"t": "MetaString", "c": language}},
        "blocks": [{"t": "Para", "c": [{"t": "Cite", "c": [[cited], [{"t": "Str", "c": "?"}]]}]}],
    }
    printed, _ = cite(document, [{"id": "x", "type": "book", "title": "x"}], _asking(style, names), cache)
    words = _words(printed["blocks"][0]["c"]).split(_BETWEEN)
    found = {name: " ".join(word.split()) for name, word in zip(names, words[1:], strict=False)}
    return {name: word for name, word in found.items() if word}


def _asking(style: str, names: list[str]) -> str:
    """A style that prints the terms of another, each after a mark."""
    asking = etree.Element(f"{{{CSL}}}style", {"class": "in-text", "version": "1.0"}, nsmap={None: CSL})  # type: ignore[dict-item]
    info = etree.SubElement(asking, f"{{{CSL}}}info")
    for name, text in (("title", "terms"), ("id", "terms"), ("updated", "2026-01-01T00:00:00+00:00")):
        etree.SubElement(info, f"{{{CSL}}}{name}").text = text
    asking.extend(parsed_style(style).findall(f"{{{CSL}}}locale"))
    citation = etree.SubElement(asking, f"{{{CSL}}}citation")
    layout = etree.SubElement(citation, f"{{{CSL}}}layout")
    for name in names:
        etree.SubElement(layout, f"{{{CSL}}}text", value=_BETWEEN)
        etree.SubElement(layout, f"{{{CSL}}}text", term=name, form="short")
    return etree.tostring(asking, encoding="unicode")


def _words(nodes: list[dict[str, object]]) -> str:
    said = ""
    for node in nodes:
        content = node.get("c")
        if isinstance(content, str):
            said += content
        elif isinstance(content, list):
            said += _words([each for part in content if isinstance(part, list) for each in part
                            if isinstance(each, dict) and "t" in each] + [each for each in content
                            if isinstance(each, dict) and "t" in each])  # fmt: skip
        elif node["t"] == "Space":
            said += " "
    return said
