"""One tag tree out of the trees of all runs: a Document with a Part for front, body and back matter, in it a Section a
division; numbers that were a run's own become the document's. ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Pdf, String

from book.assemble.join import Joined, JoinedRun
from book.matter import Book, Division
from book.problems import Problem

PARTS = {"front": "Front matter", "body": "Body matter", "back": "Back matter"}


class _TagTree:
    """The tree while it grows."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.element("Document", self.root)
        self.next_key = 0
        self.parents: list[Any] = []
        self.ids: dict[bytes, Any] = {}
        self.roles: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def element(self, kind: str, parent: Any, title: str = "") -> Any:
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, K=Array()))
        if title:
            made.T = String(title)
        if "/K" not in parent:
            parent.K = Array()
        parent.K.append(made)
        return made


def tag(pdf: Pdf, joined: Joined, book: Book) -> tuple[Problem, ...]:
    """Write the tag tree. Problem F-010: one id in two runs, or one role explained in two ways."""
    tree = _TagTree(pdf)
    divisions = {division.id: division for division in book.divisions}
    part, parent = "", tree.document
    for run in joined.runs:
        division = divisions[run.division]
        if run.tree is None:
            continue
        if division.part != part:
            part = division.part
            parent = tree.element("Part", tree.document, PARTS[part])
        _graft(tree, run, parent, division)
    _finish(tree)
    return tuple(tree.problems)


def _graft(tree: _TagTree, run: JoinedRun, part: Any, division: Division) -> None:
    """A run's Document becomes the division's section, known by its id; its keys are counted on."""
    (section,) = _kids(run.tree)
    section.S, section.P, section.ID = Name.Sect, part, String(division.id)
    if division.title:
        section.T = String(division.title)
    part.K.append(section)
    tree.ids[bytes(section.ID)] = section
    _renumber(tree, run)
    hint = f"look in {run.division}"
    for element in NameTree(run.tree.IDTree).values() if "/IDTree" in run.tree else ():
        if tree.ids.setdefault(bytes(element.ID), element) is not element:
            tree.problems.append(Problem("F-010", f"two tags have the id “{element.ID}”", hint=hint))
    for role, meaning in sorted(run.tree.get("/RoleMap", Dictionary()).items()):
        if tree.roles.setdefault(role, meaning) != meaning:
            tree.problems.append(Problem("F-010", f"the tag {role} has two meanings", hint=hint))


def _renumber(tree: _TagTree, run: JoinedRun) -> None:
    """Move a run's keys behind those of the runs before it, in the tree and where pages and links name them."""
    offset = tree.next_key
    for number, elements in NumberTree(run.tree.ParentTree).items():
        tree.parents += [number + offset, elements]
        tree.next_key = max(tree.next_key, number + offset + 1)
    for page in run.pages:
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + offset
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + offset


def _finish(tree: _TagTree) -> None:
    """Both trees are written as one node each: pikepdf would split them, which the files released so far are not."""
    make = tree.pdf.make_indirect
    tree.root.ParentTree = make(Dictionary(Nums=Array(tree.parents)))
    tree.root.ParentTreeNextKey = tree.next_key
    if tree.ids:
        names = [item for name, element in sorted(tree.ids.items()) for item in (String(name), element)]
        tree.root.IDTree = make(Dictionary(Names=Array(names)))
    if tree.roles:
        tree.root.RoleMap = Dictionary(dict(sorted(tree.roles.items())))
    tree.pdf.Root.StructTreeRoot = tree.root
    tree.pdf.Root.MarkInfo = Dictionary(Marked=True)


def _kids(element: Any) -> list[Any]:
    """An element's children, written as one or as a list."""
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]
