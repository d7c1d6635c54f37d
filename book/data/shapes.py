"""Shapes of data: JSON Schema (draft 2020-12), with violations in plain words at the value's own place.

jsonschema's own messages are written for programmers, so they are told anew here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError

from book.data.nodes import YamlNode
from book.data.queries import as_words
from book.problems import Span

MANY = 24  # values that a hint lists
_TYPES = {"string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
          "array": "a list", "object": "a map of fields", "null": "nothing"}


@dataclass(frozen=True, slots=True)
class Violation:
    """A field that nobody knows ("unknown"), or a value that is missing or not as it should be ("wrong")."""

    kind: Literal["unknown", "wrong"]
    message: str
    span: Span
    hint: str = ""


class Shape:
    """A schema, ready to be used on many nodes."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._validator = Draft202012Validator(dict(schema))

    def violations(self, node: YamlNode) -> tuple[Violation, ...]:
        """All violations in a node, in the order of the file."""
        try:
            errors = list(self._validator.iter_errors(node.value))
        except RecursionError:
            return (Violation("wrong", "this goes deeper than its shape can follow", node.span),)
        found = {violation for error in errors for violation in _told(error, node)}
        return tuple(sorted(found, key=lambda violation: (violation.span, violation.message)))


def schema_fault(schema: Any) -> str:
    """Why this is not a schema; empty if it is one."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return f"{'.'.join(map(str, error.absolute_path)) or 'the shape'}: {error.message}"
    return next(_broken_parts(schema, schema), "")


def _broken_parts(part: Any, whole: Any) -> Iterator[str]:
    """References that lead nowhere or out of the file, which the schema of schemas lets pass."""
    if isinstance(part, list):
        for member in part:
            yield from _broken_parts(member, whole)
    if not isinstance(part, dict):
        return
    reference = part.get("$ref")
    if isinstance(reference, str) and not _leads(reference, whole):
        yield f"{reference} leads to nothing in this shape"
    for member in part.values():
        yield from _broken_parts(member, whole)


def _leads(reference: str, whole: Any) -> bool:
    here = whole
    for step in reference.removeprefix("#").split("/")[1:]:
        if not isinstance(here, dict) or step not in here:
            return False
        here = here[step]
    return reference.startswith("#/") and isinstance(here, (dict, bool))


def _told(error: ValidationError, node: YamlNode) -> Iterator[Violation]:
    path = list(error.absolute_path)
    span = node.at(*path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            known = list(schema.get("properties", {}))
            for key in value:
                if key not in known:
                    yield Violation("unknown", f"unknown field “{key}”", node.key_at(*path, key), _near(key, known))
        case "required":
            for key in wanted:
                if key not in value:
                    yield Violation("wrong", f"the field “{key}” is missing", span, _about(schema, key))
        case "dependentRequired":
            for key, others in wanted.items():
                missing = [other for other in others if key in value and other not in value]
                if missing:
                    yield Violation("wrong", f"“{key}” needs the field “{missing[0]}” beside it",
                                    node.key_at(*path, key))
        case "anyOf" | "oneOf" if error.context:
            yield from _choice(error, list(error.context), node)
        case _:
            yield Violation("wrong", _words(error, _field(path)), span, _hint(error))


def _choice(error: ValidationError, faults: list[ValidationError], node: YamlNode) -> Iterator[Violation]:
    """What is wrong with a value that fits none of several choices: the fault of the one that went furthest."""
    path = list(error.absolute_path)
    deeper = [fault for fault in faults if len(fault.absolute_path) > len(path)]
    if deeper:
        yield from _told(deeper[0], node)
    elif all(fault.validator == "required" for fault in faults):
        wanted = " or ".join(f"“{name}”" for fault in faults for name in fault.validator_value)  # type: ignore[union-attr]
        yield Violation("wrong", f"the field {wanted} is missing", node.at(*path))
    elif all(fault.validator == "type" for fault in faults):
        kinds = " or ".join(_TYPES[str(fault.validator_value)] for fault in faults)
        message = f"{_field(path)} must be {kinds}, not {_kind(error.instance)}"
        yield Violation("wrong", message, node.at(*path), _hint(error))
    else:
        yield from _told(faults[0], node)


def _words(error: ValidationError, field: str) -> str:
    value: Any = error.instance
    wanted: Any = error.validator_value
    shown = f"“{as_words(value)}”" if not isinstance(value, (list, dict)) else "this"
    match error.validator:
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            return f"{field} must be {' or '.join(_TYPES[name] for name in names)}, not {_kind(value)}"
        case "enum":
            return f"{shown} is not a valid {field}"
        case "const":
            return f"{field} can only be “{as_words(wanted)}”"
        case "pattern":
            return f"{shown} has not the form of {field}"
        case "minimum" | "exclusiveMinimum":
            return f"{field} is {shown}, which is too small"
        case "maximum" | "exclusiveMaximum":
            return f"{field} is {shown}, which is too large"
        case "minItems" | "minLength" | "minProperties":
            return f"{field} is too short or empty"
        case "uniqueItems":
            return f"{field} has the same member twice"
        case "not" | "oneOf":
            return "fields stand together that exclude each other"
    return f"{field} is not as it should be ({error.validator})"


def _hint(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    schema: Any = error.schema
    if "description" in schema:
        return str(schema["description"])
    if error.validator == "enum":
        known = [as_words(value) for value in wanted]
        return _near(as_words(error.instance), known) or (f"one of: {', '.join(known)}" if len(known) <= MANY else "")
    if error.validator == "pattern":
        return f"the form is {wanted}"
    if error.validator in ("minimum", "maximum", "minItems"):
        least = "at least" if str(error.validator).startswith("min") else "at most"
        return f"{least} {wanted}"
    if error.validator == "not" and "required" in wanted:
        return "take out " + " or ".join(wanted["required"])
    return ""


def _about(schema: Mapping[str, Any], key: str) -> str:
    return str(schema.get("properties", {}).get(key, {}).get("description", ""))


def _field(path: list[str | int]) -> str:
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return "the record"
    return f"“{names[-1]}”" if isinstance(path[-1], str) else f"a member of “{names[-1]}”"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return f"“{as_words(value)}”"
    kinds = ((type(None), "nothing"), (dict, "a map of fields"), (list, "a list"))
    return next((name for kind, name in kinds if isinstance(value, kind)), f"“{as_words(value)}”")


@lru_cache(maxsize=256)
def _near_one(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return "known are " + ", ".join(known) if 0 < len(known) <= 16 else ""


def _near(name: str, known: list[str]) -> str:
    return _near_one(name, tuple(known))
