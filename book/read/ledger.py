"""The ledger of corrections, chapters/corrections.yaml.

Here its entries are checked for their shape and the names in them; whether their words are in the text, `resolve` asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from book.data import Shape, YamlNode
from book.edition import Correction
from book.problems import Span
from book.project import LEDGER
from book.read.files import Files
from book.read.values import load_file, records_of


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What an entry may name: divisions with their anchors, keys of the bibliography, numbers of printings."""

    divisions: Mapping[str, Collection[str]]
    sources: Collection[str]
    printings: Collection[str]


def read_ledger(files: Files, shape: Shape, known: KnownNames) -> tuple[Correction, ...]:
    """The ledger's entries; a book that nothing was ever wrong with has none."""
    if not (files.project / LEDGER).is_file():
        return ()
    node = load_file(files, LEDGER)
    found: dict[str, Correction] = {}
    for record in records_of(files, node, "corrections", "L-001") if node else ():
        violations = shape.violations(record)
        for fault in violations:
            files.report("L-001", fault.message.replace("the record", "the correction"), fault.span, fault.hint)
        if violations:
            continue
        entry = _entry(record)
        _check_names(files, record, entry, known)
        if entry.id in found:
            files.report("L-002", f"the id “{entry.id}” is used for two corrections", entry.span,
                         f"the first one stands at {found[entry.id].span}")
        found.setdefault(entry.id, entry)
    return tuple(found.values())


def _entry(record: YamlNode) -> Correction:
    values = record.value
    was, now, why = (" ".join(values[key].split()) for key in ("was", "now", "why"))
    return Correction(
        values["id"], values["date"], values["kind"], values["division"], values.get("anchor", ""), was, now, why,
        tuple(values.get("sources", ())), values.get("reported-by", ""), values["since"], record.at("id"))


def _check_names(files: Files, record: YamlNode, entry: Correction, known: KnownNames) -> None:
    """L-003 for each name that the book does not have."""
    anchors = known.divisions.get(entry.division)
    if anchors is None:
        _unknown(files, f"the book has no division “{entry.division}”", record.at("division"), entry.division,
                 known.divisions)
    elif entry.anchor and entry.anchor not in anchors:
        _unknown(files, f"“{entry.division}” has no anchor “{entry.anchor}”", record.at("anchor"), entry.anchor,
                 anchors)
    for number, key in enumerate(entry.sources):
        if key not in known.sources:
            _unknown(files, f"the bibliography has no work “{key}”", record.at("sources", number), key, known.sources)
    if entry.since not in known.printings:
        files.report("L-003", f"there is no printing {entry.since}", record.at("since"),
                     f"known are {', '.join(known.printings)}")


def _unknown(files: Files, message: str, span: Span, name: str, known: Collection[str]) -> None:
    near = get_close_matches(name, list(known), 1)
    files.report("L-003", message, span, f"did you mean “{near[0]}”?" if near else "correct the name, or take it out")
