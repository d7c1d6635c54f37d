"""Quarto and bookdown: includes, shortcodes, cells of code, references."""

from __future__ import annotations

import re

from book.bring.desk import Desk
from book.bring.draft import Lines, SourceLine
from book.bring.scan import hidden, outside_code
from book.bring.words.cells import shown
from book.bring.words.marks import indent_of, remark, set_in, without_head

_INCLUDE = re.compile(r"\s*(?:>\s*)*\{\{<\s*include\s+[\"']?(.+?)[\"']?\s*>\}\}\s*$")
_SHORTCODE = re.compile(r"\{\{<\s*(?!/?\*)([\w-]+)\s*(.*?)\s*>\}\}")
_COMPUTED = re.compile(r"(?<!`)`(?:r\s+|\{(?:r|python|julia|ojs)\}\s*)([^`]+)`(?!`)")
_SHOWN = re.compile(r"\{\{\{<\s*(.*?)\s*>\}\}\}|\{\{<\s*/\*\s*(.*?)\s*\*/\s*>\}\}")
_REFERRED = re.compile(r"^\(ref:([\w-]+)\)\s+(.*)")
_NAMED = re.compile(r"\s*\(\\#((?:fig|tab|eq|thm|lem|def|exm|cor|prp|cnj|exr):[\w:.-]+)\)\s*")
_PART = re.compile(r"^#\s+\((PART|APPENDIX)\\?\*?\)\s*(.*)$")
_THEOREM = re.compile(r"^(:{3,})\s*\{\s*\.(theorem|lemma|corollary|proposition|conjecture|definition|example|exercise|"
                      r"hypothesis|proof|remark|solution)\b([^}]*)\}\s*$")


def translated(lines: Lines, desk: Desk) -> Lines:
    """The text in the book's own words."""
    lines = _with_includes(lines, desk, 0)
    lines = shown(lines, desk)
    words = {found[1]: found[2] for line in lines if (found := _REFERRED.match(line.words))}
    covered = hidden(lines)
    out = list[SourceLine]()
    for at, line in enumerate(lines):
        if covered[at]:
            out.append(line)
        elif not (words and _REFERRED.match(line.words)):
            out += _line(line, words, desk)
    return _without_refs(_without_parts(_equations(tuple(out)), desk))


def _with_includes(lines: Lines, desk: Desk, depth: int) -> Lines:
    out = list[SourceLine]()
    covered = hidden(lines)
    for at, line in enumerate(lines):
        found = _INCLUDE.match(line.words)
        text = desk.inserted(line, found[1], depth) if found else None
        if found and text is None:
            out.append(line._replace(words=indent_of(line) + remark(found[0])))
        elif found and text is not None:
            inner = text if covered[at] else _with_includes(without_head(text), desk, depth + 1)
            desk.remarks.changed(line, f"a text to be inserted, {found[1]}", "it was")
            out += set_in(inner, indent_of(line))
        else:
            out.append(line)
    return tuple(out)


def _line(line: SourceLine, words: dict[str, str], desk: Desk) -> Lines:
    if line.words.lstrip().startswith("<!--"):
        return (line,)
    text = _COMPUTED.sub(lambda found: _computed(found, line, desk), line.words)
    text = _SHOWN.sub(lambda found: f"`{{{{< {found[1] or found[2]} >}}}}`", text)
    text = outside_code(text, lambda part: _SHORTCODE.sub(lambda found: _shortcode(found, line, desk), part))
    if "(ref:" in text:
        text = re.sub(r"\(ref:([\w-]+)\)", lambda found: words.get(found[1], found[0]), text)
    if theorem := _THEOREM.match(text):
        return _theorem(line, theorem)
    if re.match(r"\s*(?:Table:|:)\s", text) and (name := _NAMED.search(text)):
        text = f"{_NAMED.sub(' ', text).rstrip()} {{#{name[1]}}}"
    return (line._replace(words=text),)


def _computed(found: re.Match[str], line: SourceLine, desk: Desk) -> str:
    desk.remarks.left(line, f"words to be computed: {found[1].strip()}", "they were not run; the code is printed")
    return f"`{found[1].strip()}`"


def _shortcode(found: re.Match[str], line: SourceLine, desk: Desk) -> str:
    name, rest = found[1], found[2]
    if name == "pagebreak":
        return found[0]
    if name in ("meta", "var") and (value := desk.listing.variables.get(f"{name} {rest}")):
        desk.remarks.changed(line, found[0], f"its value was written, “{value}”")
        return value
    if address := re.search(r"https?://[^\s\"']+", rest):
        desk.remarks.changed(line, found[0], "its address was written")
        return f"<{address[0]}>"
    desk.remarks.left(line, f"a shortcode: {found[0]}", "it is in a remark, <!-- … -->")
    return remark(found[0])


def _theorem(line: SourceLine, found: re.Match[str]) -> Lines:
    """bookdown's theorem with its word, which other programs print by themselves."""
    rest = found[3]
    anchor, title = re.search(r"#[\w:.-]+", rest), re.search(r"name=\"([^\"]*)\"", rest)
    attributes = " ".join(filter(None, (anchor[0] if anchor else "", f".{found[2]}")))
    label = f"**{found[2].capitalize()}**" + (f" ({title[1]})." if title else ".")
    words = (f"{found[1]} {{{attributes}}}", label, "")
    return tuple(line._replace(words=each) for each in words)


def _equations(lines: Lines) -> Lines:
    """`(\\#eq:name)` inside a formula goes behind it."""
    text = [line.words for line in lines]
    at = 0
    while at < len(text):
        found = re.search(r"\(\\#(eq:[\w:.-]+)\)", text[at])
        end = next((n for n in range(at, min(at + 60, len(text)))
                    if re.search(r"\$\$\s*$|\\end\{\w+\*?\}\s*$", text[n])), -1) if found else -1
        if found and end >= 0:
            text[at] = text[at].replace(found[0], "")
            text[end] = f"{text[end].rstrip()} {{#{found[1]}}}"
        at += 1
    return tuple(line._replace(words=words) for line, words in zip(lines, text, strict=True))


def _without_parts(lines: Lines, desk: Desk) -> Lines:
    """`# (PART) Title` and `# (APPENDIX) Title` are in the list of divisions."""
    out = []
    for line in lines:
        if _PART.match(line.words):
            desk.remarks.changed(line, f"“{line.words}”", "it is in book.yaml")
        else:
            out.append(line)
    return tuple(out)


def _without_refs(lines: Lines) -> Lines:
    """The place of the works cited, `::: {#refs}`, is the division itself."""
    out, at = list[SourceLine](), 0
    while at < len(lines):
        if re.match(r":::+\s*\{#refs\b", lines[at].words):
            at = next((n for n in range(at + 1, len(lines)) if re.match(r":::+\s*$", lines[n].words)), at)
        else:
            out.append(lines[at])
        at += 1
    return tuple(out)
