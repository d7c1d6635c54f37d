"""Code, between fences or indented: its language, its attributes, and the files that it takes in."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it.token import Token

from book.markdown import foreign_rules
from book.markdown.attributes import CLASSES, Attributes, faults, read_attributes
from book.markdown.conditions import PRINTED
from book.markdown.dialect import words_of
from book.markdown.includes import INCLUDE, taken_in
from book.markdown.inlines import inlines
from book.markdown.parse_state import ParseState
from book.markdown.source_map import SourceText
from book.matter import Listing, RawInline
from book.problems import Span

_NUMBERED = {name.lower() for name in CLASSES["listing"]}
_RUN = re.compile(r"\{([A-Za-z][\w+-]*)(?:[\s,].*)?\}$", re.S)  # Quarto's and knitr's: {python}, {r, echo=FALSE}
_RAW = re.compile(r"\{=([\w-]+)\}$")
_OPTION = re.compile(r"(?:#|//|--|%%|%|;)\|\s*([\w-]+):\s*(.*?)\s*$")
_NOT_LANGUAGES = frozenset({"sourceCode", "code", "listing", "good", "bad", "example"})


def listing(token: Token, span: Span, parsing: ParseState) -> Listing[RawInline]:
    """The code of a token. What its file does not say of it in words stays empty."""
    text = token.content.removesuffix("\n")
    if token.type != "fence":
        return Listing(text, span)
    language, attributes, runs = _head(token.info.strip(), span, parsing)
    assert token.map is not None
    first = token.map[0] + 1
    if runs:
        whole = text
        text, attributes = _without_options(text, attributes)
        first += whole.count("\n") - text.count("\n")
    text = _from_file(attributes, text, span, parsing) if attributes.get("include") else _with_files(
        text, first, parsing)
    if attributes.id:
        parsing.ids.append((attributes.id, span))
    caption = _caption(_first(attributes, "caption", "lst-cap", "filename", "title"), span, parsing)
    return Listing(text, span, language, attributes.id, caption, _first_line(attributes))


def raw_block(token: Token, span: Span, parsing: ParseState) -> bool:
    """Whether a block is meant for another program than this and holds no words for a book: told, and left out."""
    raw = _RAW.match(token.info.strip())
    if token.type != "fence" or not raw:
        return False
    printed = raw[1] in PRINTED
    if printed and not foreign_rules.says_nothing(token.content):
        parsing.report("M-032", f"a passage that only another program can read: {raw[0]}", span,
                       "write it in Markdown, or as code with a language")
    else:
        why = "only says how type looks" if printed else f"is only for {raw[1]}"
        parsing.doubt("M-032", f"a passage that {why} is left out: {raw[0]}", span, "take it out")
    return True


def _head(info: str, span: Span, parsing: ParseState) -> tuple[str, Attributes, bool]:
    """Language and attributes behind the fence, and whether Quarto or knitr would run the code."""
    word, brace, rest = info.partition("{")
    if runs := _RUN.match(info):
        return runs[1], Attributes(), True
    attributes = read_attributes(brace + rest) if brace and rest.endswith("}") else None
    if brace and attributes is None:
        parsing.doubt("M-012", f"these attributes cannot be read: {info}", span,
                      'write {.python #lst-name caption="some words"}')
    attributes = attributes or _loose(word)
    for message, hint in faults(attributes, "listing"):
        parsing.doubt("M-012", message, span, hint)
    first = re.split(r"[\s,]", word.strip(), maxsplit=1)[0].removeprefix("language-")
    named = (name for name in attributes.classes if name.lower() not in _NUMBERED and name not in _NOT_LANGUAGES)
    return first or next(named, ""), attributes, False


def _loose(info: str) -> Attributes:
    """`python title="a.py" linenums="3"`, as other programs write them; what cannot be read is nothing."""
    found = read_attributes("{" + info.partition(" ")[2] + "}") if "=" in info else None
    known = {key: value for key, value in found.values.items() if key in ("title", "linenums")} if found else {}
    return Attributes(values=known)


def _without_options(text: str, attributes: Attributes) -> tuple[str, Attributes]:
    """The code without Quarto's `#| key: value` at its head; its name and caption are taken from there."""
    lines, values, name = text.split("\n"), dict(attributes.values), attributes.id
    while lines and (option := _OPTION.match(lines[0])):
        key, value = option[1], option[2].strip("\"'")
        name = value if key in ("label", "lst-label") and value.startswith("lst") else name
        values |= {"lst-cap": value} if key == "lst-cap" else {}
        del lines[0]
    return "\n".join(lines), replace(attributes, id=name, values=values)


def _with_files(text: str, first: int, parsing: ParseState) -> str:
    """The code, which begins on the line `first` of the text, with the files in their places that it takes in."""
    def found(match: re.Match[str]) -> str:
        if match[1]:
            return match[0].removeprefix("\\")
        part = taken_in(match[2], parsing.source.start(first + text.count("\n", 0, match.start())), parsing)
        return "\n".join(part.lines) if part else match[0]

    return INCLUDE.sub(found, text)


def _from_file(attributes: Attributes, text: str, span: Span, parsing: ParseState) -> str:
    """The code that Pandoc's `include=` names."""
    if text.strip():
        parsing.doubt("M-035", "code between the fences, where the code comes from a file", span,
                      "take out the code, or include=…")
        return text
    first, last = attributes.get("startLine"), attributes.get("endLine")
    wanted = attributes.get("include") + (f":{first}:{last}" if first or last else "")
    part = taken_in(wanted, span, parsing)
    return "\n".join(part.lines) if part else ""


def _first(attributes: Attributes, *keys: str) -> str:
    return next((value for key in keys if (value := attributes.get(key))), "")


def _first_line(attributes: Attributes) -> int:
    """The number of the first line, or 0 if lines are not numbered."""
    start = _first(attributes, "startFrom", "start", "linenums")
    if start.isdecimal():
        return int(start)
    return int(any(name.lower() in _NUMBERED for name in attributes.classes))


def _caption(text: str, span: Span, parsing: ParseState) -> tuple[RawInline, ...]:
    """The words of a caption that stands in an attribute, which may have markup."""
    if not text.strip():
        return ()
    text = " ".join(text.split())
    outer, parsing.source = parsing.source, SourceText(parsing.source.path, (text,), fixed=span)
    try:
        token, _ = words_of(text, "td", parsing)
        return inlines(token, parsing)
    finally:
        parsing.source = outer
