"""Prepares pages for any printer: the costly work, done once for all orders, which asks no printer's rule.

The result is one PDF without tags, links or marks, with whole fonts and greys as grey, and a list of what was found
that not every printer takes.
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
from book.assemble.printfiles.resources import ResourceCollector, live
from book.pages import Pagination
from book.problems import Problem

PAGE_KEYS = frozenset(("/Type", "/Parent", "/MediaBox", "/TrimBox", "/Resources", "/Contents"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on a page that a printer may not take: the code of the problem, what it is, and where."""

    code: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class PreparedPages:
    """A PDF whose pages are as large as they were laid out, trim at 0, 0; how many; and what was found on them."""

    pdf: bytes
    pages: int
    last_is_blank: bool
    findings: tuple[Finding, ...]


def prepare(pagination: Pagination, font_bytes: Mapping[str, bytes]) -> tuple[PreparedPages, tuple[Problem, ...]]:
    """Join the runs and their heads. `font_bytes` is keyed by SHA-256. Problem F-008: faces that cannot be united."""
    pdf = pikepdf.new()
    joined = join(pdf, pagination)
    problems = unite(pdf, joined.resources, font_bytes, whole=True)
    label(pdf, joined)
    findings = tuple(_prepared(pdf, joined))
    _clear(pdf, {finding.code for finding in findings})
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, deterministic_id=True)
    return PreparedPages(out.getvalue(), len(pdf.pages), "/Contents" not in pdf.pages[-1].obj, findings), problems


def _prepared(pdf: Pdf, joined: Joined) -> Iterator[Finding]:
    divisions = {page.objgen: run.division for run in joined.runs for page in run.pages}
    collector = ResourceCollector()
    for each in joined.pages:
        page = each.page
        where = f"on page {each.folio} ({divisions.get(page.objgen, 'blank')})"
        for key in set(page.keys()) - PAGE_KEYS:
            del page[key]
        content, found = collector.page(page)
        if content.paints:
            page.Contents = pdf.make_indirect(Stream(pdf, content.data))
        else:  # what is blank is blank
            page.Resources = Dictionary()
            if "/Contents" in page:
                del page["/Contents"]
        yield from (Finding(code, what, where) for code, what in sorted(found))


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
    for name in [name for name, state in states.items() if not live(state)]:
        del states[name]
    for key in keys:
        if key in holder and not (key == "/ColorSpace" and "/ShadingType" in holder):
            del holder[key]
