"""The pages that a reprint must replace, as a list for whoever keeps the printer's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from book.collate.variants import PageKind, Variants

WHAT: Mapping[PageKind, str] = {
    "changed": "other print",
    "head": "other running head",
    "shifted": "same print, other folio",
    "added": "new pages",
    "gone": "taken out",
}
DASH = "–"


def reprint(variants: Variants) -> str:
    """A line for each kind of page with the folios of the new printing; the old ones of pages that are gone."""
    lines = []
    for kind, what in WHAT.items():
        folios = [page.new or page.old for page in variants.pages if page.kind == kind]
        if folios:
            lines.append(f"{what}: {', '.join(_ranges(folios))}")
    count = sum(page.kind != "gone" for page in variants.pages)
    title = f"Pages of printing {variants.new} that differ from printing {variants.old}"
    return "\n".join((f"{title}: {count} of {variants.extent[1]}", *lines, ""))


def _ranges(folios: Iterable[str]) -> Iterator[str]:
    """Arabic folios that follow each other as a range, "43–45"; roman ones by themselves."""
    runs: list[list[str]] = []
    for folio in folios:
        last = runs[-1][-1] if runs else ""
        if last.isdecimal() and folio.isdecimal() and int(folio) == int(last) + 1:
            runs[-1].append(folio)
        else:
            runs.append([folio])
    return (run[0] if len(run) == 1 else f"{run[0]}{DASH}{run[-1]}" for run in runs)
