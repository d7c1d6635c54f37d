"""Pages made ready for any printer: the costly work, done once for all orders.

Comes in: settled pages. Goes out: `Pressed`: all pages as one PDF without tags, links or marks, whole fonts in it,
greys as grey, and what was found that not every printer takes. Apart because it asks no printer's rule.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from book.assemble.faces import unite
from book.assemble.join import Joined, join
from book.assemble.labels import label
from book.assemble.press.content import Content, rewritten
from book.assemble.press.inks import neutral
from book.pages import Pagination
from book.problems import Problem

PAGE_KEYS = frozenset(("/Type", "/Parent", "/MediaBox", "/TrimBox", "/Resources", "/Contents"))
OPAQUE = ("/Normal", "/Compatible")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on a page that a printer may not take: the code of the problem, what it is, and where."""

    code: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A PDF whose pages are as large as they were laid out, trim at 0, 0; how many; and what was found on them."""

    pdf: bytes
    pages: int
    last_is_blank: bool
    findings: tuple[Finding, ...]


def pressed(pagination: Pagination, font_bytes: Mapping[str, bytes]) -> tuple[Pressed, tuple[Problem, ...]]:
    """Join the runs and their heads. `font_bytes` is keyed by SHA-256. Problem F-008: faces that cannot be united."""
    pdf = pikepdf.new()
    joined = join(pdf, pagination)
    problems = unite(pdf, joined.dressings, font_bytes, whole=True)
    label(pdf, joined)
    findings = tuple(_made_ready(pdf, joined))
    _clear(pdf, {finding.code for finding in findings})
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, deterministic_id=True)
    return Pressed(out.getvalue(), len(pdf.pages), "/Contents" not in pdf.pages[-1].obj, findings), problems


def _made_ready(pdf: Pdf, joined: Joined) -> Iterator[Finding]:
    divisions = {page.objgen: run.division for run in joined.runs for page in run.pages}
    press = _Press()
    for leaf in joined.leaves:
        page = leaf.page
        where = f"on page {leaf.folio} ({divisions.get(page.objgen, 'blank')})"
        for key in set(page.keys()) - PAGE_KEYS:
            del page[key]
        content, found = press.page(page)
        if content.paints:
            page.Contents = pdf.make_indirect(Stream(pdf, content.data))
        else:  # what is blank is blank
            page.Resources = Dictionary()
            if "/Contents" in page:
                del page["/Contents"]
        yield from (Finding(code, what, where) for code, what in sorted(found))


class _Press:
    """Forms and patterns already made ready, with what was found in them: several pages may draw the same."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], set[tuple[str, str]]] = {}

    def page(self, page: Any) -> tuple[Content, set[tuple[str, str]]]:
        """The content of a page, and what was found in it and in all that it draws."""
        return self._content(pikepdf.Page(page), page.Resources)

    def _content(self, stream: Any, resources: Any) -> tuple[Content, set[tuple[str, str]]]:
        states = dict(resources.get("/ExtGState", Dictionary()).items())
        content = rewritten(stream, neutral, {name for name, state in states.items() if not _live(state)})
        found = {("R-014", _live(states[name])) for name in content.states if name in states}
        found |= {("R-010", f"a colour in the space {name[1:]}") for name in content.spaces}
        for kind, names in (("/XObject", content.drawn), ("/Pattern", content.patterns)):
            for name in sorted(names):
                found |= self._inside(resources[kind][name])
        return content, found

    def _inside(self, stream: Any) -> set[tuple[str, str]]:
        if not isinstance(stream, Stream) or stream.get("/Subtype") == Name.Image:
            return set()
        if stream.objgen not in self.known:
            self.known[stream.objgen] = set()
            content, self.known[stream.objgen] = self._content(stream, stream.get("/Resources", Dictionary()))
            stream.write(content.data)
        return self.known[stream.objgen]


def _clear(pdf: Pdf, found: set[str]) -> None:
    """Take out what means nothing any more: keys of tags; states that change nothing; groups, if nothing is
    transparent; colour spaces, if all colours are device colours."""
    keys = ["/StructParent", "/StructParents"]
    keys += ["/Group"] if "R-014" not in found else []
    keys += ["/ColorSpace"] if "R-010" not in found else []
    for item in pdf.objects:
        for holder in (item, item.get("/Resources")) if isinstance(item, Dictionary | Stream) else ():
            if isinstance(holder, Dictionary | Stream) and holder.get("/Subtype") != Name.Image:
                _clear_one(holder, keys)


def _clear_one(holder: Any, keys: list[str]) -> None:
    states = holder.get("/ExtGState", Dictionary())
    for name in [name for name, state in states.items() if not _live(state)]:
        del states[name]
    for key in keys:
        if key in holder and not (key == "/ColorSpace" and "/ShadingType" in holder):
            del holder[key]


def _live(state: Any) -> str:
    """What a graphics state makes transparent, or nothing (ISO 32000-1, 11.6.4)."""
    if "/SMask" in state and state.SMask != Name.None_:
        return "a soft mask"
    if "/BM" in state and str(state.BM) not in OPAQUE:
        return f"the blend mode {str(state.BM)[1:]}"
    if alphas := [float(state[key]) for key in ("/ca", "/CA") if key in state and float(state[key]) < 1]:
        return f"an opacity of {min(alphas):.0%}"
    return ""
