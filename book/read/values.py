"""The other YAML files: data sets, the settings of the index, drawings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from book.data import Shape, YamlNode, check_sets, load, schema_fault
from book.markdown import typeset
from book.matter import DataSet, Drawing, IndexSettings, Record, Reference
from book.problems import Problem, Span
from book.project import DATA, FIGURES, INDEX, SHAPES
from book.read.files import Files

# Anchors that later stages make: of notes and their calls, of works, of index marks, of corrections.
OWN = ("note-", "call-", "ref-", "ix-", "change-")


def load_file(files: Files, path: str) -> YamlNode | None:
    """A file's values, or None if it is not there or cannot be read."""
    text = files.text(path)
    node, problems = load(text, path) if text is not None else (None, ())
    files.problems += problems
    return node if not problems else None


def records_of(files: Files, node: YamlNode, key: str, code: str) -> list[YamlNode]:
    """The records of a file whose one key is `key`; anything else is reported."""
    path = node.span.path
    for other in node.keys:
        if other != key:
            files.report(code, f"the file has the key “{other}”", node.keys[other], f"its one key is {key}:")
    found = node.members.get(key)
    if found is None or not isinstance(found.value, list):
        files.report(code, f"the file has no list “{key}:”", found.span if found else Span(path),
                     f"write {key}: and a list below it")
        return []
    records = list(found.members.values())
    for record in records:
        if not isinstance(record.value, dict):
            files.report(code, "a record must be a map of fields", record.span, "write - id: … and its fields below")
    return [record for record in records if isinstance(record.value, dict)]


def read_data(files: Files, references: tuple[Reference, ...]) -> dict[str, DataSet]:
    """All data sets, checked against their shapes and sums."""
    rules = load_file(files, SHAPES) if files.find(SHAPES) else None
    shapes = _shapes(files, rules)
    folder = files.project / DATA
    paths = [f"{DATA}/{place.name}" for place in sorted(folder.glob("*.yaml")) if place.name != "shapes.yaml"]
    nodes = {path.rpartition("/")[2].removesuffix(".yaml"): load_file(files, path) for path in paths}
    sets = {name: _data_set(files, name, node, shapes) for name, node in nodes.items() if node is not None}
    # Records of the wrong shape would make every sum wrong as well, so sums wait until the shapes are right.
    whole = None not in nodes.values() and not any(problem.code == "D-002" for problem in files.problems)
    if rules and whole:
        files.problems += check_sets(rules, sets, frozenset(reference.key for reference in references))
    return sets


def _shapes(files: Files, rules: YamlNode | None) -> dict[str, Shape]:
    for key, span in (rules.keys.items() if rules else ()):
        if key not in ("shapes", "checks"):
            files.report("D-003", f"unknown key “{key}”", span, "the keys of this file are shapes and checks")
    node = rules.members.get("shapes") if rules else None
    found: dict[str, Shape] = {}
    for name, member in (node.members.items() if node else ()):
        fault = schema_fault(member.value)
        if fault:
            files.report("D-002", f"the shape of {name} is not JSON Schema: {fault}", member.span)
        else:
            found[str(name)] = Shape(member.value)
    return found


def _data_set(files: Files, name: str, node: YamlNode, shapes: Mapping[str, Shape]) -> DataSet:
    shape = shapes.get(name)
    if shape is None:
        files.report("D-011", f"the data set {name} has no shape", node.span, f"describe its records in {SHAPES}")
    records = []
    for number, record in enumerate(records_of(files, node, name, "D-002"), 1):
        for found in shape.violations(record) if shape else ():
            files.report("D-003" if found.kind == "unknown" else "D-002", found.message, found.span, found.hint)
        records.append(Record(str(record.value.get("id", number)), record.value, record.at("id")))
    return DataSet(name, tuple(records))


def read_index(files: Files, shape: Shape, sets: Collection[str]) -> IndexSettings:
    """The index's settings; a book may do without. Its persons must be one of the data sets."""
    node = load_file(files, INDEX) if files.find(INDEX) else None
    violations = shape.violations(node) if node else ()
    for violation in violations:
        files.report("D-003" if violation.kind == "unknown" else "D-002",
                     violation.message.replace("the record", "index.yaml"), violation.span, violation.hint)
    if node is None or violations:
        return IndexSettings()
    values = node.value
    persons: Mapping[str, Any] = values.get("persons", {})
    if persons and persons["set"] not in sets:
        files.report("D-006", f"the persons of the index are in no data set “{persons['set']}”",
                     node.at("persons", "set"), "known are " + ", ".join(sets))
    found = [*values.get("subjects", ()), *values.get("names", ())]
    return IndexSettings(
        see={typeset(term): typeset(other) for term, other in values.get("see", {}).items()},
        see_also={typeset(term): _set(others) for term, others in values.get("see-also", {}).items()},
        found=tuple((typeset(entry["entry"]), _set(entry["match"])) for entry in found),
        exclude=_set(values.get("exclude", ())),
        person_set=persons.get("set", ""),
        person_name=persons.get("name", "name"),
        person_sort=persons.get("sort", "sort_name"),
        person_variants=persons.get("variants", "variants"),
        person_exclude=_set(persons.get("exclude", ())),
        span=node.span,
        places=dict(_index_places(node)))


def _index_places(node: YamlNode) -> Iterator[tuple[tuple[str, str], Span]]:
    """Where each entry of index.yaml stands; of a subject that stands twice, the last place."""
    for key in ("see", "see-also"):
        for term in node.value.get(key, {}):
            yield (key, typeset(term)), node.key_at(key, term)
    for key in ("subjects", "names"):
        for number, each in enumerate(node.value.get(key, ())):
            yield ("found", typeset(each["entry"])), node.at(key, number, "entry")


def _set(words: Iterable[str]) -> tuple[str, ...]:
    """Words as they stand in the text, which is typeset: Gorky’s, not Gorky's."""
    return tuple(map(typeset, words))


def read_drawing(files: Files, name: str, asked: Span) -> Drawing | None:
    """The plain values of a figure to be drawn."""
    path = f"{FIGURES}/{name}.yaml"
    if files.find(path, asked, "M-017") is None:
        return None
    node = load_file(files, path)
    if node is None:
        return None
    if not isinstance(node.value, dict):
        files.report("M-017", f"the figure {name} is not a map of fields", node.span, "see manual/figures.md")
        return None
    return Drawing(name, node.value, node.span)


def duplicate(ids: list[tuple[str, Span]]) -> tuple[Problem, ...]:
    """M-008 for every anchor that the book has already, or will have."""
    first: dict[str, Span] = {}
    problems = []
    for name, span in ids:
        own = next((prefix for prefix in OWN if name.startswith(prefix)), "")
        if own:
            problems.append(Problem("M-008", f"the anchor “{name}” begins with “{own}”, as the program's own do", span,
                                    "name it otherwise"))
        if name in first:
            problems.append(Problem("M-008", f"the anchor “{name}” is used twice", span,
                                    f"the first one stands at {first[name]}"))
        first.setdefault(name, span)
    return tuple(problems)
