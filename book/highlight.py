"""Code taken apart by what its words are: keywords, remarks, the rest. The only door to Pygments.

Code is never changed: parts that do not make up the text again are not used, and what is too large is one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal

MOST_LETTERS, MOST_IN_LINE = 60_000, 2_000  # of code that is taken apart: some lexers take very long over more
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "nohighlight", "output", "raw", "verbatim"})
# What authors write and Pygments calls otherwise.
_CALLED = {"node": "javascript", "vue": "html", "jsonc": "json", "mdx": "markdown", "wasm": "text", "dotenv": "text",
           "mermaid": "text", "dot": "graphviz", "plantuml": "text", "shell-session": "console", "ojs": "javascript"}

PartKind = Literal["", "keyword", "remark"]
_PLAIN_KIND: PartKind = ""


@dataclass(frozen=True, slots=True)
class CodePart:
    """A stretch of code; `kind` is empty for what is set plain."""

    text: str
    kind: PartKind = ""


def known(language: str) -> bool:
    """Whether code of this language can be taken apart, or is meant to be plain."""
    return language.lower() in PLAIN or _called(language) in PLAIN or _lexer(_called(language)) is not None


def alike(language: str) -> str:
    """A known language of nearly that name, or nothing."""
    from pygments.lexers import get_all_lexers

    names = sorted(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)
    return next(iter(get_close_matches(language.lower(), names, 1, 0.75)), "")


def parts(text: str, language: str) -> tuple[CodePart, ...]:
    """The code in parts, which make up the text again; one part if the language is unknown or the code too large."""
    lexer = None if language.lower() in PLAIN or _too_large(text) else _lexer(_called(language))
    if lexer is None:
        return (CodePart(text),)
    try:
        found = tuple(_joined(lexer.get_tokens(text)))
    except Exception:  # a lexer is a program of somebody else's, and what it cannot read is set plain
        return (CodePart(text),)
    return found if "".join(part.text for part in found) == text else (CodePart(text),)


def _called(language: str) -> str:
    name = language.lower()
    return _CALLED.get(name, name)


def _too_large(text: str) -> bool:
    return len(text) > MOST_LETTERS or any(len(line) > MOST_IN_LINE for line in text.split("\n"))


@cache
def _lexer(name: str) -> Any:
    """The lexer of a language, or None. It must leave the text as it is: no line taken off, none put to it."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name, stripnl=False, stripall=False, ensurenl=False)
    except ClassNotFound:
        return None


def _joined(tokens: Any) -> Iterator[CodePart]:
    """Neighbours of one kind as one part."""
    text, kind = "", _PLAIN_KIND
    for token, words in tokens:
        here = _kind(token)
        if here != kind and text:
            yield CodePart(text, kind)
            text = ""
        text, kind = text + words, here
    if text:
        yield CodePart(text, kind)


def _kind(token: Any) -> PartKind:
    from pygments.token import Comment, Keyword, Name, Operator, String

    if token in Comment.Preproc or token in Comment.PreprocFile:
        return ""
    if token in Comment or token in String.Doc:
        return "remark"
    if token in Keyword.Constant:
        return ""
    return "keyword" if token in Keyword or token in Operator.Word or token in Name.Tag else ""
