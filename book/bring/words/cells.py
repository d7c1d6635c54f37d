"""Cells of code that knitr, Jupyter or Quarto would run: an import runs nothing, so a book has the code
or a picture.
"""

from __future__ import annotations

import re

from book.bring.desk import Desk
from book.bring.draft import Lines, SourceLine
from book.bring.scan import hidden

_CELL = re.compile(r"^([ \t>]*)(`{3,}|~{3,})\s*\{\s*([A-Za-z]+)\b([^}]*)\}\s*$")
_RAW = re.compile(r"^([ \t>]*)(`{3,}|~{3,})\s*\{=([\w-]+)\}\s*$")
_OPTION = re.compile(r"^\s*(?:#|//|%%)\|\s*([\w.-]+)\s*:\s*(.*?)\s*$")
_PICTURES = re.compile(r"include_graphics\(\s*(?:path\s*=\s*)?(?:here::here\()?c?\(?\s*"
                       r"((?:[\"'][^\"']+[\"']\s*,?\s*)+)")
_PASSAGES = ("theorem", "lemma", "corollary", "proposition", "definition", "example", "exercise", "proof", "remark",
             "solution", "block")  # fmt: skip


def shown(lines: Lines, desk: Desk) -> Lines:
    """The text with its cells as code, as pictures, or left out as they ask."""
    out, at = list[SourceLine](), 0
    covered = hidden(lines)
    while at < len(lines):
        cell, raw = _CELL.match(lines[at].words), _RAW.match(lines[at].words)
        if not (cell or raw) or (at and covered[at - 1] and not _closes(lines, at)):
            out.append(lines[at])
            at += 1
            continue
        fence = (cell or raw)[2]  # type: ignore[index]
        end = next((n for n in range(at + 1, len(lines))
                    if re.match(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}\s*$", lines[n].words)), len(lines) - 1)
        body = lines[at + 1:end]
        out += _cell(lines[at], cell, body, lines[end], desk) if cell else _raw(lines[at:end + 1], raw, desk)
        at = end + 1
    return tuple(out)


def _closes(lines: Lines, at: int) -> bool:
    """Whether the line before ended code, so that this one begins some."""
    return not hidden((*lines[:at], lines[at]._replace(words="x")))[at]


def _raw(lines: Lines, found: re.Match[str] | None, desk: Desk) -> Lines:
    """Words for one output only."""
    form = found[3] if found else ""
    desk.remarks.left(lines[0], f"a passage of {form}, which only another program reads", "it was left out")
    return ()


def _cell(opening: SourceLine, found: re.Match[str], body: Lines, closing: SourceLine, desk: Desk) -> Lines:
    indent, fence, language, header = found[1], found[2], found[3].lower(), found[4]
    options = _options(header)
    while body and (option := _OPTION.match(body[0].words)):
        options[option[1].lower()] = option[2].strip("\"'")
        body = body[1:]
    if language in _PASSAGES:
        return _passage(opening, language, options, body, closing)
    what = f"a cell of {language} code"
    caption = options.get("fig.cap") or options.get("fig-cap") or ""
    label = options.get("label", "")
    if pictures := _PICTURES.search("\n".join(line.words for line in body)):
        names = re.findall(r"[\"']([^\"']+)[\"']", pictures[1])
        desk.remarks.changed(opening, f"{what} that shows {', '.join(names)}", "the picture stands in its place")
        return _shown(opening, names, caption, label, options, indent)
    if _is_no(options.get("echo")) or _is_no(options.get("include")):
        desk.remarks.left(opening, f"{what} that is not shown", "it was not run and left out, with what it makes"
                          + (f": {caption}" if caption else ""))
        return (opening._replace(words=f"{indent}{caption}"),) if caption else ()
    desk.remarks.left(opening, what, "it was not run; the code is printed, and what it makes is not")
    words = tuple(line._replace(words=f"{indent}{caption}") for line in (opening._replace(words=""), opening)
                  if caption and line.words)
    return (opening._replace(words=f"{indent}{fence}{language}"), *body, closing, *words)


def _options(header: str) -> dict[str, str]:
    """`{r label, echo=FALSE, fig.cap="…"}`."""
    options = dict[str, str]()
    for number, part in enumerate(re.findall(r"(?:[^,\"']|\"[^\"]*\"|'[^']*')+", header)):
        key, equals, value = part.strip().partition("=")
        if equals:
            options[key.strip().lower()] = value.strip().strip("\"'")
        elif number == 0 and key:
            options["label"] = key.strip()
    return options


def _is_no(value: str | None) -> bool:
    return str(value).lower() in ("false", "f", "no")


def _shown(opening: SourceLine, names: list[str], caption: str, label: str, options: dict[str, str],
           indent: str) -> Lines:
    width = options.get("out.width") or options.get("out-width") or ""
    name = label if label.startswith(("fig-", "fig:")) else f"fig:{label}" if label else ""
    words = list[str]()
    for number, each in enumerate(names):
        attributes = [f"#{name}" if name and not number else ""]
        attributes += [f"width={width}" if re.fullmatch(r"\d+%", width) else ""]
        braces = " ".join(filter(None, attributes))
        words += ["", f"{indent}![{caption if not number else ''}]({each})" + (f"{{{braces}}}" if braces else ""), ""]
    return tuple(opening._replace(words=each) for each in words)


def _passage(opening: SourceLine, kind: str, options: dict[str, str], body: Lines, closing: SourceLine) -> Lines:
    """bookdown's old theorems: `{theorem, name="…"}` between fences."""
    label = f"**{kind.capitalize()}**" + (f" ({options['name']})." if options.get("name") else ".")
    name = f"#{options['label']} " if re.fullmatch(r"[A-Za-z][\w:.-]*", options.get("label", "")) else ""
    start = tuple(opening._replace(words=each) for each in (f"::: {{{name}.{kind}}}", label, ""))
    return (*start, *body, closing._replace(words=":::"))
