"""Anchors that nobody wrote are made unique, and links find what they mean.

A heading's anchor is made from its words, a division's from the name of its file; two chapters may each have a
“Conclusion”. Whoever links to it from the same chapter means its own; from elsewhere he must say which.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import unquote

from book.markdown import TYPED, Parsed
from book.matter import Citation, CrossReference, RawInline, Text
from book.matter.walk import Where, renamed, rewritten, with_children
from book.problems import Problem, Span
from book.read.divisions import ReadDivision
from book.read.values import OWN, duplicate

# How others name what they refer to: Quarto with a hyphen, pandoc-crossref and bookdown with a colon.
_SPACES = re.compile(r"\s+")


def with_unique_anchors(
    divisions: list[ReadDivision], works: frozenset[str]
) -> tuple[list[ReadDivision], list[Problem]]:
    """The divisions with each anchor once, and all links leading to them. `works` are the keys of the bibliography.

    M-008: an anchor that somebody wrote twice, or a link that may mean one of several; X-001: a link to a file or a
    page of a wiki that the book does not have."""
    written = [anchor for each in divisions for anchor in _written(each)]
    taken, made = {name for name, _ in written}, _Made()
    unique = [_unique(each, taken, made) for each in divisions]
    linker = _Linker(made, taken, works, {each.file: each.division.id for each in unique if each.file},
                     _titles(unique))
    linked = [linker.linked(each) for each in unique]
    return linked, [*duplicate(written), *linker.problems]


def _titles(divisions: Iterable[ReadDivision]) -> Mapping[str, str]:
    """Divisions by their titles, and by the anchors that Pandoc makes of these ("#the-lamp"), if only one has it."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in divisions:
        for name in (each.division.title.casefold(), f"#{_slug(each.division.title)}"):
            found[name].add(each.division.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


@dataclass(slots=True)
class _Made:
    """Anchors made from words: where each stands, by division and by the words' anchor."""

    of: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, list[tuple[str, Span]]] = field(default_factory=lambda: defaultdict(list))


def _written(each: ReadDivision) -> Iterator[tuple[str, Span]]:
    if each.chosen:
        yield each.division.id, each.division.span
    yield from (anchor for anchor in each.parsed.ids if anchor[0] not in each.parsed.made)


def _unique(each: ReadDivision, taken: set[str], made: _Made) -> ReadDivision:
    """The division with anchors of its own that nobody has yet; those of others stay."""
    division, parsed = each.division, each.parsed
    if not each.chosen:
        division = replace(division, id=_free(division.id, taken))
        taken.add(division.id)
    names: dict[str, str] = {}
    for name, span in parsed.ids:
        if name in parsed.made:
            names[name] = _free(name, taken)
            taken.add(names[name])
            made.places[name].append((names[name], span))
    made.of[division.id] = names
    if changed := {old: new for old, new in names.items() if old != new}:
        division = replace(division, blocks=renamed(division.blocks, changed),
                           notes={key: renamed(note, changed) for key, note in division.notes.items()})
    ids = ((division.id, division.span), *((names.get(name, name), span) for name, span in parsed.ids))
    return replace(each, division=division, parsed=Parsed(parsed.blocks, parsed.notes, ids, parsed.pictures))


def _free(name: str, taken: set[str]) -> str:
    """The name, or the next one like it that is free; none begins as the program's own do."""
    name = f"on-{name}" if name.startswith(OWN) else name
    names = (name, *(f"{name}-{count}" for count in range(2, len(taken) + 3)))
    return next(free for free in names if free not in taken)


@dataclass(slots=True)
class _Linker:
    """Finds what each link means."""

    made: _Made
    taken: set[str]
    works: frozenset[str]
    files: Mapping[str, str]
    titles: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    here: ReadDivision | None = None

    def linked(self, each: ReadDivision) -> ReadDivision:
        self.here = each
        division = each.division
        division = replace(
            division, blocks=rewritten(division.blocks, self.line),
            notes={key: rewritten(note, self.line) for key, note in division.notes.items()},
            heading=self.line(division.heading, "heading"), subtitle=self.line(division.subtitle, "heading"),
        )  # fmt: skip
        return replace(each, division=division)

    def line(self, inlines: tuple[RawInline, ...], _where: Where) -> tuple[RawInline, ...]:
        return tuple(found for inline in inlines for found in self._inline(inline))

    def _inline(self, node: RawInline) -> tuple[RawInline, ...]:
        if isinstance(node, Citation) and (references := self._references(node)):
            return references
        node = with_children(node, lambda children: self.line(children, "text"))
        return (self._reference(node),) if isinstance(node, CrossReference) else (node,)

    def _references(self, node: Citation) -> tuple[RawInline, ...]:
        """What Quarto and pandoc-crossref write as citations: `@fig-one`, `[@sec:intro; @tbl:x]`. A work goes first."""
        if any(work.key in self.works or not self._is_anchor(work.key) for work in node.works):
            return ()
        found: list[RawInline] = []
        for work in node.works:
            form: Literal["number", "plain"] = "number" if work.no_author or work.prefix else "plain"
            span = work.span or node.span
            reference = CrossReference(self._meant(work.key, span), (), form, span)
            locator = (Text(f", {work.locator}"),) if work.locator else ()
            gap = (Text(", "),) if found else ()
            prefix = (*work.prefix, Text("\N{NO-BREAK SPACE}")) if work.prefix else ()
            found += [*gap, *prefix, reference, *locator, *work.suffix]
        return tuple(found)

    def _is_anchor(self, key: str) -> bool:
        return key in self.taken or key in self.made.places or bool(TYPED.match(key))

    def _reference(self, node: CrossReference) -> CrossReference:
        if node.anchor.startswith("[["):
            return self._wiki(node)
        path, _, anchor = node.anchor.partition("#")
        if re.search(r"\.(?:md|markdown|qmd|Rmd)$", path):
            return self._to_file(node, path, anchor)
        return replace(node, anchor=self._meant(node.anchor, node.span))

    def _meant(self, anchor: str, span: Span) -> str:
        """The anchor that a link means: the one of that name in its own division, or the only one."""
        assert self.here is not None
        own = self.made.of[self.here.division.id].get(anchor)
        places = self.made.places.get(anchor, [])
        if own or anchor not in self.made.places:
            return own or (anchor if anchor in self.taken else self.titles.get(f"#{anchor}", anchor))
        if len(places) > 1 or (anchor in self.taken and all(new != anchor for new, _ in places)):
            if len(places) < 2:
                return anchor  # somebody wrote it elsewhere
            where = " and at ".join(str(place) for _, place in places)
            self._report("M-008", f"“#{anchor}” may mean one of {len(places)} headings, at {where}", span,
                         "give the heading that you mean an anchor of its own, ## … {#its-name}, and link to that")
        return places[0][0]

    def _to_file(self, node: CrossReference, path: str, anchor: str) -> CrossReference:
        """A link to another text of the book, written from where this one stands."""
        assert self.here is not None
        folder = posixpath.dirname(self.here.file)
        name = posixpath.normpath(posixpath.join(folder, unquote(path)))
        found = self.files.get(name) or self.files.get(unquote(path))
        if found is None:
            self._report("X-001", f"the link leads to {path}, which is not a text of this book", node.span,
                         "name a file that book.yaml lists, or write (#anchor)")
            return node
        names = self.made.of[found]
        return replace(node, anchor=names.get(anchor, anchor) if anchor else found)

    def _wiki(self, node: CrossReference) -> CrossReference:
        """`[[The Lamp]]`: a file, or a division's title; `#` leads to a heading of it."""
        page, _, heading = node.anchor[2:].partition("#")
        words = node.children or (Text(heading or page),)
        found = self._page(page)
        if page and found is None:
            self._report("X-001", f"“[[{page}]]” is neither a file nor a title of this book", node.span,
                         "write [words](#anchor) for a place in the book, or \\[\\[ if the signs themselves are meant")
            return node
        assert self.here is not None
        names = self.made.of[found or self.here.division.id]
        slug = _slug(heading)
        if heading and heading not in self.taken and slug not in names:
            self._report("X-001", f"“{page or 'this text'}” has no heading “{heading}”", node.span,
                         "write the heading's own words, or [words](#anchor)")
            return node
        anchor = names.get(slug, heading) if heading else str(found)
        return CrossReference(anchor, words, "plain", node.span)

    def _page(self, page: str) -> str | None:
        names = {name.rpartition("/")[2].rpartition(".")[0].casefold(): found for name, found in self.files.items()}
        return (self.files.get(page) or self.files.get(f"{page}.md") or names.get(page.casefold())
                or self.titles.get(page.casefold()))

    def _report(self, code: str, message: str, span: Span, hint: str) -> None:
        self.problems.append(Problem(code, message, span, hint))


def _slug(words: str) -> str:
    """As Pandoc makes an anchor from a heading."""
    name = re.sub(r"[^\w\s.-]", "", words.lower())
    return re.sub(r"^[\W\d_]+", "", _SPACES.sub("-", name.strip())) or "section"
