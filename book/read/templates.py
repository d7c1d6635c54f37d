"""Templates in Jinja, which make Markdown from the data. It is read where the template is called.

In a template `data.people` is the list of that set's records; a field that a record lacks is absent (false, and an
error when printed), a name that no record has is an error. Values may hold *emphasis*, as data often name a newspaper;
every other character that means something in Markdown is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from book.data import date_in_words, number_in_words
from book.markdown import Expand
from book.matter import DataSet
from book.pages import roman
from book.problems import Problem, Span
from book.project import APPENDICES

# What a template may do wrong while it runs.
_FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MOST_LETTERS = 4_000_000
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
_SPECIAL = re.compile(r"([\\`*\[\]<>@^~|$])|(?<![^\W_])_|_(?![^\W_])")


def escaped_text(text: str) -> str:
    """The text as Markdown that prints it letter by letter."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def inline(text: str) -> str:
    """The text as Markdown, its emphasis kept."""
    parts = _EMPHASIS.split(text)
    return "".join(f"*{escaped_text(part)}*" if number % 2 else escaped_text(part) for number, part in enumerate(parts))


def attribute(text: str) -> str:
    """Markdown text for the inside of a quoted attribute, where no markup is read."""
    return re.sub(r"\\([^\w\s])|\*", r"\1", text).replace("\\", "\\\\").replace('"', '\\"')


def escaped(value: Any) -> Any:
    """A plain value with all its texts made Markdown."""
    if isinstance(value, str):
        return inline(value)
    if isinstance(value, Mapping):
        return {key: escaped(member) for key, member in value.items()}
    return [escaped(member) for member in value] if isinstance(value, list) else value


def _names(value: Any) -> set[str]:
    """All names of fields inside a value."""
    if isinstance(value, Mapping):
        return set(value) | {name for member in value.values() for name in _names(member)}
    return {name for member in value for name in _names(member)} if isinstance(value, list) else set()


def _absent(known: frozenset[str]) -> type[Undefined]:
    """What stands for something that is not there: false if it is a field that other records have, else an error."""

    class Absent(Undefined):
        __slots__ = ()

        def _field(self) -> bool:
            return isinstance(self._undefined_obj, Mapping) and self._undefined_name in known

        @property
        def _undefined_message(self) -> str:
            if self._undefined_obj is missing:
                return f"there is no “{self._undefined_name}”"
            if self._field():
                return f"this record has no field “{self._undefined_name}”: ask with “if” before printing it"
            return f"no record has a field “{self._undefined_name}”"

        def __bool__(self) -> bool:
            return False if self._field() else self._fail_with_undefined_error()

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Absent) if self._field() else self._fail_with_undefined_error()

        def __ne__(self, other: object) -> bool:
            return not self == other

        def __hash__(self) -> int:
            return 0

        def __str__(self) -> str:
            return self._fail_with_undefined_error()

        def __iter__(self) -> Iterator[Any]:
            return self._fail_with_undefined_error()

        def __len__(self) -> int:
            return self._fail_with_undefined_error()

    return Absent


def expander(project: Path, tool: Path, data: Mapping[str, DataSet]) -> Expand:
    """The function that expands templates, from the project's `styles/appendices/` or the tool's."""
    records = {name: [escaped(record.values) for record in data_set.records] for name, data_set in data.items()}
    known = frozenset(name for members in records.values() for name in _names(members))
    folders = [project / APPENDICES, tool / APPENDICES]
    jinja = SandboxedEnvironment(loader=FileSystemLoader(folders), undefined=_absent(known), autoescape=False,
                                 keep_trailing_newline=True)
    jinja.filters |= {"date": date_in_words, "words": number_in_words, "roman": roman, "plain": escaped_text,
                      "attr_escape": attribute}

    def expand(name: str, arguments: Mapping[str, str], span: Span) -> tuple[str, tuple[Problem, ...]]:
        try:
            text = jinja.get_template(f"{name}.md").render(data=records, **arguments)
        except TemplateNotFound as error:
            return "", (Problem("M-017", f"there is no template {error.name}", span,
                                f"templates stand in {APPENDICES}/"),)
        except TemplateSyntaxError as error:
            return "", (_fault(error.filename or f"{name}.md", error.lineno, str(error.message), span),)
        except _FAILURES as error:
            return "", (_fault(*_line(error, folders, name), str(error), span),)
        if len(text) > _MOST_LETTERS:
            return "", (Problem("M-017", f"the template {name} prints far too much", span,
                                "look for a loop that does not end"),)
        return text, ()

    return expand


def _line(error: BaseException, folders: list[Path], name: str) -> tuple[str, int]:
    """The file and line of the template at which it failed."""
    place, trace = (f"{name}.md", 0), error.__traceback__
    while trace:
        path = trace.tb_frame.f_code.co_filename
        if any(Path(path).is_relative_to(folder) for folder in folders):
            place = (path, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _fault(path: str, line: int, message: str, span: Span) -> Problem:
    name = Path(path).name
    return Problem("M-017", f"the template fails in {APPENDICES}/{name}, line {line}: {message}", span,
                   "correct the template, or the data it asks for")
