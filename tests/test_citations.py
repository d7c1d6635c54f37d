"""Citations as the reader sees them, printed by the real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from book.citations import Cite, Cluster, Printed, render
from book.matter import CrossLink, Emphasis, Inline, Link, Reference, Styled, Text
from book.problems import Problem, Span

HERE = Path(__file__).with_name("citations")
WORKS = json.loads((HERE / "works.json").read_text(encoding="utf-8"))
SIXTY = json.loads((HERE / "sixty.json").read_text(encoding="utf-8"))
STYLE = "chicago-notes-bibliography"


class Shelf(dict[str, bytes]):
    """A cache that counts what is put into it."""

    def put(self, digest: str, data: bytes) -> None:
        self[digest] = data


def references(*works: dict[str, Any]) -> tuple[Reference, ...]:
    return tuple(
        Reference(work["id"], work, "", Span("bibliography.yaml", line)) for line, work in enumerate(works, 1)
    )


def said(inlines: tuple[Inline, ...]) -> str:
    """Plain words, with *emphasis*."""
    words = ""
    for inline in inlines:
        match inline:
            case Text(text):
                words += text
            case Emphasis("em", children):
                words += f"*{said(children)}*"
            case Emphasis(_, children) | Styled(children) | Link(_, children) | CrossLink(_, children):
                words += said(children)
            case _:
                words += "<?>"
    return words


def notes(*clusters: Cluster, works: list[dict[str, Any]] = WORKS, **settings: Any) -> tuple[str, ...]:
    printed, problems = run(*clusters, works=works, **settings)
    assert not problems
    return tuple(said(cluster) for cluster in printed.clusters)


def run(
    *clusters: Cluster, works: list[dict[str, Any]] = WORKS, style: str = STYLE, language: str = "en-GB",
    reset: Any = "chapter", shelf: Shelf | None = None, listed: tuple[str, ...] = (),
) -> tuple[Printed, tuple[Problem, ...]]:  # fmt: skip
    cache = Shelf() if shelf is None else shelf
    return render(clusters, references(*works), style, language, reset, cache, listed)


def cluster(key: str, note: int = 1, division: str = "one", opens: bool = True, **work: Any) -> Cluster:
    return Cluster((Cite(key, span=Span("one.md", 4, 7), **work),), division, note, opens)


# citations/sixty.json was written by hand before any engine had run, from the rules of the Chicago Manual; a dozen
# strings follow the official style where the manual leaves a choice.
@pytest.mark.parametrize(("style", "form"), [(STYLE, "prints"), (f"{STYLE}-subsequent-ibid", "ibid")])
def test_sixty_clusters_print_as_chicago_has_them(style: str, form: str) -> None:
    wrong = [(got, row) for got, row in sixty(style) if got != row.get(form, row["prints"])]
    assert wrong == []


def sixty(style: str) -> list[tuple[str, dict[str, Any]]]:
    clusters = tuple(Cluster(tuple(sixtieth(work) for work in row["works"]), "one", row["note"]) for row in SIXTY)
    printed, problems = run(*clusters, style=style, language="en-US")
    assert [problem.code for problem in problems] == ["C-005"]  # the speech, which the style does not list
    return [(said(inlines), row) for inlines, row in zip(printed.clusters, SIXTY, strict=True)]


def sixtieth(work: dict[str, Any]) -> Cite:
    affixes = {name: (Text(work[name]),) if name in work else () for name in ("prefix", "suffix")}
    return Cite(work["id"], label=work.get("label", ""), locator=work.get("locator", ""),
                no_author=work.get("suppress-author", False), **affixes)  # fmt: skip
