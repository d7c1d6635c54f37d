"""Addresses in a text: pictures are found and copied along, links to other texts lead to where these are now."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from book.bring.desk import Desk
from book.bring.draft import Lines, SourceLine
from book.bring.scan import hidden, outside_code
from book.read.picture_files import ENDINGS, WEB

# Of a link or picture what is behind its words: `](file "title")`; a name may have spaces if it ends as a picture.
_TARGET = re.compile(r"\]\((\s*)(<[^<>\n]+>|[^()\s\"<>]+"
                     r"(?: [^()\n\"]*?\.(?:png|jpe?g|svg|webp|gif|avif|tiff?|bmp|pdf))?"
                     r"(?:\([^()\s]*\)[^()\s]*)*)", re.I)
_SOURCED = re.compile(r"(\b(?:src|href)\s*=\s*[\"'])([^\"'>\n]+)", re.I)
_LISTED = re.compile(r"^( {0,3}\[[^\]^]+\]:\s+)(<[^>]+>|\S+)")
_TEXTS = (".md", ".markdown", ".qmd", ".rmd", ".html", ".htm")
_DRAWN = (*ENDINGS, ".pdf", ".eps", ".heic")


def addressed(lines: Lines, home: str, desk: Desk) -> Lines:
    """The lines of a text that will be the file `home` in `chapters/`, with their addresses as they are there."""
    covered = hidden(lines)
    return tuple(line if covered[at] else line._replace(words=_addressed(line, home, desk))
                 for at, line in enumerate(lines))


def _addressed(line: SourceLine, home: str, desk: Desk) -> str:
    if not any(sign in line.words for sign in ("](", "]:", "src", "href")):
        return line.words

    def change(words: str) -> str:
        words = _TARGET.sub(lambda found: f"]({found[1]}{_new(found[2], line, home, desk)}", words)
        words = _SOURCED.sub(lambda found: found[1] + _new(found[2], line, home, desk), words)
        return _LISTED.sub(lambda found: found[1] + _new(found[2], line, home, desk), words)

    return outside_code(line.words, change)


def _new(written: str, line: SourceLine, home: str, desk: Desk) -> str:
    """An address as it is to be in the new text."""
    name = written[1:-1] if written.startswith("<") else written
    if not name or WEB.match(name) or name.startswith("#") or ":" in name.split("/")[0]:
        return written
    file, _, fragment = name.partition("#")
    low = file.lower().split("?")[0]
    if low.endswith(_DRAWN):
        new = picture(file, line, home, desk)
        return written if unquote(new) == unquote(file) else f"<{new}>" if " " in new else new
    if not posixpath.splitext(low)[1] and (drawn := _drawn(file, line, desk)):
        return picture(drawn, line, home, desk)
    if low.endswith(_TEXTS) or not posixpath.splitext(low)[1]:
        return _text_address(file, fragment, line, home, desk) or written
    return written


def picture(name: str, line: SourceLine, home: str, desk: Desk) -> str:
    """The address of a picture in the text `home`; the name itself if there is no such file, which reading tells."""
    found = desk.near(line, name) or (desk.near(line, f"static/{name}") if name.startswith("/") else "")
    if not found:
        found = _anywhere(name, desk)
    if not found:
        return name
    place = desk.project_path(found)
    other = desk.copies.get(place)
    if other and other != found:
        place = f"chapters/figures/{found.replace('/', '-')}"
    desk.copies[place] = found
    if name.startswith("/") and place == f"chapters{posixpath.normpath(unquote(name))}":
        return name
    return posixpath.relpath(place, posixpath.dirname(f"chapters/{home}"))


def _drawn(name: str, line: SourceLine, desk: Desk) -> str:
    """The picture that LaTeX names without its ending."""
    if desk.near(line, f"{name}.md") in desk.homes:
        return ""
    return next((f"{name}{ending}" for ending in (*ENDINGS, ".pdf") if desk.near(line, f"{name}{ending}")), "")


def _anywhere(name: str, desk: Desk) -> str:
    """The one picture of that name in the source, where a name is not a path, as in Obsidian."""
    wanted = posixpath.basename(unquote(name)).lower()
    found = [path for path in desk.source.files if posixpath.basename(path).lower() == wanted]
    return found[0] if len(found) == 1 else ""


def _text_address(file: str, fragment: str, line: SourceLine, home: str, desk: Desk) -> str:
    stem = posixpath.splitext(file)[0] if file.lower().endswith(_TEXTS) else file.rstrip("/")
    names = (file, *(f"{stem}{ending}" for ending in (".md", ".qmd", ".Rmd", ".markdown")), f"{file}/index.md",
             f"{file}/README.md")
    found = next((path for name in names if (path := desk.near(line, name)) in desk.homes and path), "")
    if not found and file.startswith("/"):  # a site's address: its texts are in one folder
        near = posixpath.dirname(line.path)
        found = next((path for name in names if (path := desk.near(line, near + name)) in desk.homes and path), "")
    if not found:
        return ""
    there, anchor = desk.homes[found]
    goal = fragment or anchor
    if there == home and goal:
        return f"#{goal}"
    path = posixpath.relpath(there, posixpath.dirname(home) or ".").replace(" ", "%20")
    return f"{path}#{goal}" if goal else path
