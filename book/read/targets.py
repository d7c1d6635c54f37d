"""The targets of book.yaml, and what they order of printers, whose profiles are looked up here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from book.data import YamlNode
from book.edition import Target, TargetMedium
from book.orders import Order
from book.printers import names, printer
from book.problems import Problem, Span

MILLIMETRES = 25.4  # an inch
MEDIA: Mapping[str, TargetMedium] = {medium.value: medium for medium in get_args(TargetMedium)}
USUAL: Mapping[str, Any] = {"screen": {"medium": "screen"}, "epub": {"medium": "epub"}}


def read_targets(node: YamlNode, profiles: Path) -> tuple[tuple[Target, ...], tuple[Problem, ...]]:
    """All targets. Problem R-023: a printer that has no profile, a paper that he does not have."""
    targets, problems = [], list[Problem]()
    for name, values in node.value.get("targets", USUAL).items():
        orders = []
        for asked, wish in values.get("printers", {}).items():
            at = node.at("targets", name, "printers", asked)
            order, found = _order(asked, wish, values.get("bleed", False), profiles, at)
            orders += [order] if order else []
            problems += found
        targets.append(Target(name, MEDIA[values["medium"]], tuple(orders)))
    return tuple(targets), tuple(problems)


def _order(
    name: str, wish: Mapping[str, Any], bleed: bool, profiles: Path, at: Span
) -> tuple[Order | None, tuple[Problem, ...]]:
    if name not in names(profiles):
        hint = f"known are {', '.join(names(profiles))}"
        return None, (Problem("R-023", f"no printer is called “{name}”", at, hint),)
    known, problems = printer(name, profiles)
    if known is None:
        return None, problems
    if wish["paper"] not in known.papers:
        hint = f"it has {', '.join(known.papers)}"
        return None, (Problem("R-023", f"{known.name} has no paper “{wish['paper']}”", at, hint),)
    return Order(known, known.papers[wish["paper"]], wish.get("bleed", bleed), _inches(wish.get("spine")), at), ()


def _inches(width: str | None) -> float | None:
    if width is None:
        return None
    number, unit = width.split()
    return float(number) / (MILLIMETRES if unit == "mm" else 1)
