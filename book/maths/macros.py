"""A book's own commands of mathematics, from book.yaml, as TeX has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

OWN: Mapping[str, str] = {"bm": r"\boldsymbol{#1}"}  # what LaTeX's packages have and MathJax has not
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ARGUMENT = re.compile(r"#([1-9])")


def prelude(macros: Mapping[str, str], tex: str) -> str:
    r"""The definitions of those macros that a formula uses, and of those that these use.

    >>> prelude({"RR": r"\\mathbb{R}"}, r"x \\in \\RR")
    '\\\\newcommand{\\\\RR}{\\\\mathbb{R}}'
    """
    known, used = {**OWN, **macros}, dict[str, None]()
    found = _COMMAND.findall(tex)
    while found:
        name = found.pop()
        if name in known and name not in used:
            used[name] = None
            found += _COMMAND.findall(known[name])
    return "".join(_definition(name, known[name]) for name in sorted(used))


def _definition(name: str, meaning: str) -> str:
    count = max((int(number) for number in _ARGUMENT.findall(meaning)), default=0)
    return rf"\newcommand{{\{name}}}{f'[{count}]' if count else ''}{{{meaning}}}"
