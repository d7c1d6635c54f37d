"""Books of Quarto (`_quarto.yml`) and bookdown (`_bookdown.yml`, the head of `index.Rmd`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from book.bring.desk import Desk
from book.bring.draft import ListedText, Place, SourceLine, SourceListing
from book.bring.heads import facts_of, filled, parted, plain
from book.bring.kinds.folder import bibliographies, ordered
from book.bring.roles import role_and_place
from book.bring.source import Source
from book.data import YamlNode, load

TEXTS = (".md", ".qmd", ".rmd", ".ipynb")
_USED = ("title", "subtitle", "author", "date", "description", "abstract", "chapters", "appendices", "references",
         "cover-image")  # fmt: skip
_SITE = ("project", "book", "format", "bibliography", "csl", "lang", "metadata-files", "number-sections", "execute",
         "number-depth", "params")  # fmt: skip


def listing(source: Source) -> SourceListing:
    """The book as `_quarto.yml` says, with the files of metadata that it names."""
    path = source.find("_quarto.yml") or source.find("_quarto.yaml")
    node = _loaded(source, path)
    values = dict(node.value) if node else {}
    for name in _texts(values.get("metadata-files")):
        if more := _loaded(source, name) if source.find(name) else None:
            values = {**more.value, **values, "book": {**_map(more.value.get("book")), **_map(values.get("book"))}}
        elif not source.find(name):
            source.remarks.left(SourceLine("", path, 1), f"the file {name} is not there", "it was left out")
    book = _map(values.get("book"))
    facts = filled(facts_of({"lang": values.get("lang"), **book}), facts_of(values))
    chapters = list(_chapters(book.get("chapters"), "body", source, path))
    back = list(_chapters(book.get("appendices"), "back", source, path))
    entries = tuple(_with_references(chapters + back, source))
    _tell_unused(values, book, source, path, node)
    used = {each.file for entry in entries for each in (entry, *entry.inner)}
    others = tuple(each for each in source.files if each.lower().endswith(TEXTS) and each not in used
                   and not posixpath.basename(each).startswith("_"))
    works = _texts(values.get("bibliography")) or _texts(book.get("bibliography"))
    return SourceListing("Quarto", entries, facts, "", path, tuple(works), _style(values), _variables(source, values),
                         others)


def bookdown(source: Source) -> SourceListing:
    """The book as `_bookdown.yml` and the head of `index.Rmd` say."""
    path = source.find("_bookdown.yml")
    node = _loaded(source, path) if path else None
    values = node.value if node else {}
    index = source.find("index.Rmd") or source.find("index.rmd") or source.find("index.md")
    head = parted(source.lines(index), Desk(source, SourceListing("", ())))[0] if index else {}
    files = _texts(values.get("rmd_files"))
    if isinstance(values.get("rmd_files"), dict):
        files = _texts(next(iter(values["rmd_files"].values()), []))
    if not files:
        files = [each for each in ordered(source.files) if each.lower().endswith(".rmd") and "/" not in each
                 and not each.startswith("_")]
    files = [*(each for each in files if each == index), *(each for each in files if each != index)]
    entries = list(_chapters(files, "body", source, path or index))
    for key in values:
        if key not in ("rmd_files", "book_filename", "output_dir", "delete_merged_file", "new_session"):
            source.remarks.left(SourceLine("", path, 1), f"the setting “{key}”", "it was left out")
    works = _texts(head.get("bibliography")) or bibliographies(source)
    others = tuple(each for each in source.files if each.lower().endswith((".rmd", ".md")) and each not in files)
    variables = {f"params.{key}": plain(value) for key, value in _map(head.get("params")).items()}
    return SourceListing("bookdown", tuple(_parts(entries, source)), facts_of(head), "", path or index,
                         tuple(works), _style(head), variables, others)


def _loaded(source: Source, path: str) -> YamlNode | None:
    text = re.sub(r"(?m)^(---|\.\.\.)\s*$", "", source.text(path)).replace("\t", "    ")
    node, problems = load(text, path)
    if node is None or not isinstance(node.value, dict):
        line = problems[0].span.line if problems and problems[0].span else 1
        what = problems[0].message if problems else "it has no keys"
        source.remarks.left(SourceLine("", path, line), f"{path} cannot be read: {what}", "it was left out")
        return None
    return node


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [str(each) for each in ([value] if isinstance(value, str) else value or []) if isinstance(each, str)]


def _style(values: Mapping[str, Any]) -> str:
    """The name of a CSL style, as the reader knows it."""
    return re.sub(r"^.*/|\.csl$", "", plain(values.get("csl")))


def _chapters(value: Any, place: Place, source: Source, path: str) -> Iterator[ListedText]:
    for each in value if isinstance(value, list) else []:
        entry = each if isinstance(each, dict) else {"file": each}
        if "part" in entry:
            part = plain(entry["part"])
            file = source.find(part) if part.lower().endswith(TEXTS) else ""
            inner = tuple(_chapters(entry.get("chapters"), place, source, path))
            yield ListedText(file, "" if file else part, "part", place, inner)
            continue
        name = plain(entry.get("file") or entry.get("href"))
        if not name or not (found := source.find(name)):
            source.remarks.left(SourceLine("", path, 1), f"{path} lists {name or each}, which is not there",
                                "it was left out")
        elif found.lower().endswith(".ipynb"):
            source.remarks.left(SourceLine("", found, 1), "a notebook, which is not read", "it was left out")
        else:
            yield _entry(found, plain(entry.get("text")), place)


def _entry(file: str, title: str, place: Place) -> ListedText:
    if place == "back":
        role = role_and_place("", re.sub(r"\.\w+$", ".md", file))[0]
        return ListedText(file, title, role if role in ("glossary", "colophon") else "appendix", "back")
    role, where = role_and_place("", re.sub(r"\.\w+$", ".md", file))
    if where != "front":  # these tools number their introductions
        role, where = "chapter", "body"
    return ListedText(file, title, role, where)


def _with_references(entries: list[ListedText], source: Source) -> Iterator[ListedText]:
    """The file that has a place for the works cited is the bibliography."""
    for entry in entries:
        if entry.file and re.search(r"(?m)^:::+\s*\{#refs\b", source.text(entry.file)):
            yield replace(entry, role="bibliography", place="back")
        else:
            yield replace(entry, inner=tuple(_with_references(list(entry.inner), source)))


def _parts(entries: list[ListedText], source: Source) -> Iterator[ListedText]:
    """bookdown's `# (PART) Title` at the top of a file begins a part, `# (APPENDIX)` the appendices."""
    back, part = False, None
    for entry in _with_references(entries, source):
        text = source.text(entry.file)
        back = back or bool(re.search(r"(?m)^# \(APPENDIX\)", text))
        found = re.search(r"(?m)^# \(PART\\?\*?\)\s*(.*?)\s*(?:\{.*\})?$", text)
        if found:
            if part:
                yield part
            part = ListedText("", found[1], "part")
        if back and entry.role == "chapter":
            entry = replace(entry, role="appendix", place="back")
        if part and entry.place == "body":
            part = replace(part, inner=(*part.inner, entry))
            continue
        if part and entry.place == "back":
            yield part
            part = None
        yield entry
    if part:
        yield part


def _variables(source: Source, values: Mapping[str, Any]) -> Mapping[str, str]:
    """What `{{< var x >}}` and `{{< meta x >}}` stand for."""
    found = {f"meta {key}": plain(value) for key, value in values.items() if plain(value)}
    found |= {f"meta book.{key}": plain(value) for key, value in _map(values.get("book")).items() if plain(value)}
    if path := source.find("_variables.yml"):
        node = _loaded(source, path)
        found |= dict(_flat(node.value, "var ")) if node else {}
    return found


def _flat(values: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", plain(value)


def _tell_unused(values: Mapping[str, Any], book: Mapping[str, Any], source: Source, path: str,
                 node: YamlNode | None) -> None:
    """What `_quarto.yml` says besides: of the look, the site, the run of code."""
    for key in values:
        if key not in _SITE and key not in _USED:
            line = node.key_at(key).line if node and key in node.value else 1
            source.remarks.left(SourceLine("", path, line), f"the setting “{key}”", "it was left out")
    for key in book:
        if key not in _USED or (key == "date" and not facts_of(book).date):
            line = node.key_at("book", key).line if node else 1
            source.remarks.left(SourceLine("", path, line), f"the setting “book: {key}”", "it was left out")
    for name, format_values in _map(values.get("format")).items():
        for each in _texts(_map(format_values).get("filters")):
            line = node.key_at("format", name).line if node else 1
            source.remarks.left(SourceLine("", path, line), f"the filter {each}",
                                "it was not run: look at what the texts write for it")
    if cover := plain(book.get("cover-image")):
        source.remarks.left(SourceLine("", path, 1), f"the picture of the cover, {cover}", "it was left out")

