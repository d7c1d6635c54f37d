"""Content streams, their marks made to agree with the structure tree, which is not known while the engine draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

from book.layout.tags.tree import Owner

NAMED = ("Lbl", "Figure", "Formula", "Link", "TH", "TD", "H1", "H2", "H3", "H4", "H5", "H6")


def mark(stream: Any, owners: Mapping[int, Owner]) -> None:
    """Name marked content after its owner; margin boxes become artifacts, artifacts inside tagged content go."""
    out: list[Any] = []
    opened: list[str] = []
    for operator in stream.stream:
        if operator == b"BMC":  # the engine's only use of it: /Artifact BMC
            if "tagged" in opened:
                out.pop()
                opened.append("dropped")
                continue
            opened.append("artifact")
        elif operator == b"BDC":
            opened.append(_name(out, owners))
        elif operator == b"EMC" and opened.pop() == "dropped":
            continue
        out.append(_shorter(operator))
    stream.stream[:] = out


def _name(out: list[Any], owners: Mapping[int, Owner]) -> str:
    """Rewrite the tag and property list before a BDC; what was opened."""
    owner = owners.get(out[-1]["MCID"])
    if isinstance(owner, str):
        subtype = {"Subtype": owner} if owner else {}
        out[-2], out[-1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination", **subtype})
        return "artifact"
    if owner is not None:
        out[-2] = "/" + (owner.tag if owner.tag in NAMED else "Span")
    return "tagged"


def _shorter(operator: Any) -> Any:
    """Without the zero kerning that the engine writes between all glyphs: a fifth of a page's bytes."""
    if isinstance(operator, bytes) and operator.endswith(b"] TJ"):
        return operator.replace(b">0<", b"")
    return operator
