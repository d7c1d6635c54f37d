"""Makes pages from templates; only this module uses Jinja2. A template's fault is told at its line of the design."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError

from book.problems import Problem, Span

FOLDER = "styles/templates"
SUFFIX = ".xhtml.jinja"
# What a template may do wrong while it runs.
FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Templates:
    """The templates of one design, compiled once. Everything put into a page is escaped unless it is `Markup`."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._environment = Environment(
            loader=FunctionLoader(lambda name: (sources[name], name, None) if name in sources else None),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._names = frozenset(sources)

    def page(self, role: str, values: Mapping[str, Any]) -> tuple[str, tuple[Problem, ...]]:
        """A division's document, from the template of its role or else the common one.

        A template that is missing, fails, or gives what is not XML is problem M-017."""
        name = f"{role}{SUFFIX}" if f"{role}{SUFFIX}" in self._names else f"division{SUFFIX}"
        text, problems = self.text(name, values)
        return text, problems or _malformed(name, text)

    def text(self, name: str, values: Mapping[str, Any]) -> tuple[str, tuple[Problem, ...]]:
        """A template filled in."""
        try:
            return self._environment.get_template(name).render(values), ()
        except FAILURES as fault:
            return "", (self._failed(name, fault),)

    def _failed(self, name: str, fault: Exception) -> Problem:
        path, line = _place(name, fault, self._names)
        said = f"there is no template {fault.name}" if isinstance(fault, TemplateNotFound) else str(fault)
        what = f"the template {path} fails: {said}"
        return Problem("M-017", what, Span(f"{FOLDER}/{path}", line), "look at this line of the template")


def _place(name: str, fault: Exception, known: frozenset[str]) -> tuple[str, int]:
    """The template and line at fault; a template that includes another may not be the one that fails."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.name or name, fault.lineno
    lines = [frame for frame in traceback.extract_tb(fault.__traceback__) if frame.filename in known]
    return (lines[-1].filename, lines[-1].lineno or 1) if lines else (name, 1)


def _malformed(name: str, text: str) -> tuple[Problem, ...]:
    """Layout would mend a broken page in its own way, and the EPUB could not be made at all."""
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as fault:
        return (
            Problem(
                "M-017",
                f"the template {name} gives a page that is not XML: {fault}",
                Span(f"{FOLDER}/{name}"),
                "close every element and escape every & in the template",
            ),
        )
    return ()
