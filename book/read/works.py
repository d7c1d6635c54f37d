"""The works cited, from as many files as a book has: YAML, CSL-JSON, BibTeX and BibLaTeX, RIS.

What our own YAML says wrongly is an error at its place. Files of other programs have fields that nobody prints: these
are counted in one warning for each file, and only what cannot be read is an error.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from book.data import Shape, YamlNode, load
from book.edition import Edition
from book.matter import Reference
from book.problems import Span
from book.project import BIBLIOGRAPHY, CHAPTERS
from book.read.bib_files import ForeignRecord, read_bib, read_ris
from book.read.csl_values import plain_record
from book.read.files import Files
from book.read.settings import Settings
from book.read.values import records_of

_NAMES: Final = ("bibliography", "references", "library", "refs", "works")  # what people call the file
_ENDINGS: Final = (".yaml", ".yml", ".json", ".bib", ".bibtex", ".ris")
_PANDOCS: Final = ("nocite", "link-citations", "lang")  # what Pandoc writes beside the list
_KEY: Final = re.compile(r"[^\s{}\[\]]+")


def read_references(files: Files, shape: Shape, settings: Settings) -> tuple[Reference, ...]:
    """The works of all bibliographies: those that book.yaml names, or else those with usual names in `chapters/`.

    C-003: what is not as it should be; C-004: a key of two works; C-010: fields that no style prints."""
    found: dict[str, Reference] = {}
    for path, asked in _paths(files, settings):
        for reference in _works(files, path, asked, shape, settings.edition):
            if reference.key and reference.key in found:
                files.report("C-004", f"the key “{reference.key}” is used for two works", reference.span,
                             f"the first one stands at {found[reference.key].span}")
            found.setdefault(reference.key, reference)
    _check_nocite(files, settings, found)
    return tuple(found.values())


def _paths(files: Files, settings: Settings) -> list[tuple[str, Span | None]]:
    if settings.bibliographies:
        return [(files.chapter(name), span) for name, span in settings.bibliographies]
    folder = files.project / CHAPTERS
    usual = [place for place in sorted(folder.glob("*")) if place.is_file() and place.suffix in _ENDINGS
             and (place.stem in _NAMES or place.suffix in (".bib", ".bibtex", ".ris"))]
    wanted = [place for place in usual if not any(map(place.relative_to(folder).match, settings.unused))]
    paths = [f"{CHAPTERS}/{place.name}" for place in wanted]
    return [(path, None) for path in sorted(paths, key=lambda path: (path != BIBLIOGRAPHY, path))]


def _works(
    files: Files, path: str, asked: Span | None, shape: Shape, edition: Edition
) -> Iterable[Reference]:
    sections = frozenset(each.section for each in edition.bibliography if each.section)
    ending = PurePosixPath(path).suffix
    if ending not in _ENDINGS:
        files.report("B-003", f"{path} is not a bibliography that can be read here", asked or Span(path),
                     f"its name ends in one of {', '.join(_ENDINGS)}")
        return ()
    text = files.text(path, asked, "B-004") if asked or files.find(path) else None
    if text is None:
        return ()
    if ending in (".yaml", ".yml"):
        return _yaml(files, path, text, shape)
    read = {".json": _json, ".ris": read_ris}.get(ending, read_bib)
    return list(_foreign(files, path, read(files, path, text, edition.language), shape, sections))


# --- YAML -----------------------------------------------------------------------------------------------------------


def _yaml(files: Files, path: str, text: str, shape: Shape) -> Iterator[Reference]:
    text = re.sub(r"\n---\s*\Z", "\n", text)  # Pandoc closes the head of a document
    node, problems = load(text, path)
    files.problems += problems
    unprinted: dict[str, Span] = {}
    for record in _records(files, node) if node is not None and not problems else ():
        values = plain_record(record.value, markdown=path != BIBLIOGRAPHY)
        for found in shape.violations(YamlNode(values, record.span, record.keys, record.members)):
            if found.kind == "unknown" and not found.hint.startswith("did you mean"):
                unprinted.setdefault(found.message, found.span)
                continue
            files.report("C-003", found.message.replace("the record", "the work"), found.span, found.hint)
        item = {key: value for key, value in values.items() if key != "section"}
        # A work with a fault keeps its place, so that what names it is not reported as well.
        yield Reference(str(item.get("id", "")), item, str(record.value.get("section", "")), record.at("id"))
    if unprinted:
        names = ", ".join(message.removeprefix("unknown field ") for message in unprinted)
        files.report("C-010", f"fields that CSL does not know: {names}", next(iter(unprinted.values())),
                     "no style prints them; if one was meant for another field, name it as that")


def _records(files: Files, node: YamlNode) -> list[YamlNode]:
    """A list of works, or a map whose `references` is one."""
    if isinstance(node.value, list):
        node = YamlNode({"references": node.value}, node.span, {}, {"references": node})
    elif isinstance(node.value, dict):
        keys = {key: span for key, span in node.keys.items() if key not in _PANDOCS}
        node = YamlNode(node.value, node.span, keys, node.members)
    return records_of(files, node, "references", "C-003")


# --- files of other programs ----------------------------------------------------------------------------------------


def _json(files: Files, path: str, text: str, _language: str) -> Iterator[ForeignRecord]:
    """A list of works, or a map with one under `references` or `items`; each work with its line."""
    decoder, spaces = json.JSONDecoder(), re.compile(r"[\s,]*")
    try:
        whole = json.loads(text)
        start = text.index("[") + 1 if not isinstance(whole, dict) or _listed(whole) else text.index("{")
        while (start := spaces.match(text, start).end()) < len(text) and text[start] not in "]":  # type: ignore[union-attr]
            value, end = decoder.raw_decode(text, start)
            span = Span(path, text.count("\n", 0, start) + 1)
            if isinstance(value, dict):
                yield ForeignRecord(value, span)
            else:
                files.report("C-003", "a work must be a map of fields", span, 'write {"id": "…", "title": "…"}')
            start = end
    except json.JSONDecodeError as fault:
        files.report("C-003", f"this is not JSON: {fault.msg}", Span(path, fault.lineno, fault.colno),
                     "export the file anew, or correct it here")
    except (RecursionError, ValueError):
        files.report("C-003", "this is not a list of works", Span(path), "export it as CSL-JSON")


def _listed(whole: dict[str, Any]) -> bool:
    return any(isinstance(whole.get(key), list) for key in ("references", "items"))


def _foreign(
    files: Files, path: str, records: Iterable[ForeignRecord], shape: Shape, sections: frozenset[str]
) -> Iterator[Reference]:
    unprinted: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for record in records:
        values = _kept(plain_record(record.values), record, shape, unprinted)
        for name in unprinted:
            first.setdefault(name, record.span)
        key = str(values.get("id", ""))
        if not _KEY.fullmatch(key):
            what = f"its key “{key}” has spaces or brackets" if key else "it has no key"
            files.report("C-003", f"this work cannot be cited: {what}", record.span, "give it a key, such as smith1999")
            continue
        words = {word.strip() for word in str(values.get("keyword", "")).split(",")}
        section = str(record.values.get("section", "")) if record.values.get("section") in sections else ""
        yield Reference(key, values, section or next(iter(sorted(words & sections)), ""), record.span)
    if unprinted:
        names = ", ".join(f"{name} ({count})" if count > 1 else name for name, count in sorted(unprinted.items()))
        files.report("C-010", f"in {path} no style prints {names}", min(first.values()),
                     "if it was meant to be printed, put it into a field that CSL has")


def _kept(values: dict[str, Any], record: ForeignRecord, shape: Shape, unprinted: Counter[str]) -> dict[str, Any]:
    """What can be used of a record. Values of the wrong form are left out, and counted with those that nobody knows."""
    unprinted.update(record.unprinted)
    if not shape.violations(YamlNode({**values, "id": "a"}, record.span)):
        return values
    kept = {"id": values.get("id", ""), "type": values["type"]}
    for name, value in values.items():
        found = shape.violations(YamlNode({"id": "a", "type": "document", name: value} | ({} if name != "id" else
                                 {"id": "a"}), record.span))  # fmt: skip
        if not found:
            kept[name] = value
            continue
        shown = f"the type {value}" if name == "type" else name
        unprinted[shown] += 1
        if name == "type":
            kept["type"] = "document"
        elif found[0].kind == "unknown" and isinstance(value, str | int):
            kept[name] = value
    return {**kept, "id": values.get("id", "")}


def _check_nocite(files: Files, settings: Settings, found: dict[str, Reference]) -> None:
    for key, span in settings.nocite:
        if key != "*" and key not in found:
            files.report("C-001", f"unknown citation key “{key}”", span, "write the key of a work, or '@*' for all")
