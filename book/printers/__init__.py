"""Reads printers' profiles: the YAML files beside this module, or a book's own in `styles/printers/`.

The rules are data, so that a new printer or a changed rule touches no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from book.data import Shape, load
from book.orders import Confidence, Paper, Printer, Rule, RuleSource, Spine, TrimPages
from book.problems import Problem, Severity, Span
from book.project import PRINTERS

OWN = Path(__file__).parent
LEVELS: Mapping[Confidence, Severity] = {"A": "error", "B": "error", "C": "warning", "M": "warning"}


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The printers known: this tool's and those of a book's own folder."""
    files = chain(OWN.glob("*.yaml"), folder.glob("*.yaml") if folder else ())
    return tuple(sorted({file.stem for file in files} - {"shape"}))


def printer(name: str, folder: Path | None = None) -> tuple[Printer | None, tuple[Problem, ...]]:
    """The printer of this name, one of the book's own folder before this tool's. The name must be known.

    Problems: M-001 (not UTF-8), D-001 to D-003 for what is wrong in the profile; it is None then."""
    own = folder / f"{name}.yaml" if folder else OWN / "none"
    file, path = (own, f"{PRINTERS}/{name}.yaml") if own.is_file() else (OWN / f"{name}.yaml", f"{name}.yaml")
    try:
        node, problems = load(file.read_text("utf-8"), path)
    except UnicodeDecodeError:
        return None, (Problem("M-001", "the file is not UTF-8", Span(path), "save the file as UTF-8"),)
    if node is None or problems:
        return None, problems
    found = [Problem("D-003" if wrong.kind == "unknown" else "D-002", wrong.message.replace("the record", path),
                     wrong.span, wrong.hint) for wrong in _shape().violations(node)]
    found = found or [Problem("D-006", f"there is no source “{name}” in {path}", node.at(*keys))
                      for name, keys in _unsourced(node.value)]
    return (None, tuple(found)) if found else (_printer(name, node.value), ())


@cache
def _shape() -> Shape:
    node, _ = load((OWN / "shape.yaml").read_text("utf-8"), "shape.yaml")
    assert node is not None
    return Shape(node.value)


def _unsourced(values: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Names of sources that the profile does not list, and the keys where they stand."""
    return [(source, (part, name, "from")) for part in ("papers", "book", "interior", "cover")
            for name, rule in values[part].items() for source in rule["from"] if source not in values["sources"]]


def _printer(name: str, values: Mapping[str, Any]) -> Printer:
    return Printer(
        name, values["name"], values["collected"], values["template"],
        {key: RuleSource(**source) for key, source in values["sources"].items()},
        {key: _paper(key, paper) for key, paper in values["papers"].items()},
        *({key: _rule(key, rule) for key, rule in values[part].items()} for part in ("book", "interior", "cover")),
    )


def _rule(name: str, values: Mapping[str, Any]) -> Rule:
    level = values.get("level", LEVELS[values["confidence"]])
    return Rule(name, values["is"], tuple(values["from"]), values["confidence"], level, values.get("note", ""))


def _paper(name: str, values: Mapping[str, Any]) -> Paper:
    least, most = values["pages"]
    by_trim = [TrimPages(tuple(trim), tuple(entry["pages"]), entry.get("confidence", values["confidence"]))
               for entry in values.get("pages-by-trim", ()) for trim in entry["trims"]]
    return Paper(name, values["name"], values.get("colour", False), (least, most), _spine(values["spine"]),
                 tuple(values["from"]), values["confidence"],
                 tuple(tuple(trim) for trim in values.get("trims", ())), tuple(by_trim))


def _spine(values: Any) -> Spine:
    if values == "template":
        return Spine()
    if "steps" in values:
        return Spine(steps=tuple((int(pages), width) for pages, width in values["steps"]))
    least, most = values.get("pages", (1, 9999))
    return Spine(values["per-page"], values.get("base", 0.0), least, most)
