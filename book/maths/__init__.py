"""Mathematics: TeX becomes vectors for the page, MathML for an EPUB, and words for those who hear it.

The only door to JavaScript: MathJax and its STIX Two face (`mathjax.js.gz`, made by setup/mathjax/build) run in V8,
without files, network or clock, and with bounds on time and memory. What was set once is kept in the cache under the
digest of the script and the source, so that only new formulas start it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from book.maths.engine import BUNDLE, Engine, FormulaFault
from book.maths.linear import linear
from book.maths.macros import prelude
from book.maths.picture import picture
from book.matter import SetFormula

__all__ = ["FormulaFault", "Source", "set_formulas"]

Source = tuple[str, bool]  # TeX, and whether it stands on a line of its own


class Store(Protocol):
    """Bytes by hexadecimal digest."""

    def get(self, key: str) -> bytes | None:
        """The bytes, or None."""

    def put(self, key: str, value: bytes) -> None:
        """Keep them."""


def _digest() -> str:
    """Changes with the script and with the code here, so that nothing old outlives them."""
    files = (BUNDLE, *sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def set_formulas(
    sources: Iterable[Source], macros: Mapping[str, str], cache: Store
) -> Mapping[Source, SetFormula | FormulaFault]:
    """Each formula set, or what is wrong with it. `macros` are the book's own, by name without backslash.

    Starts MathJax, some half a second, only if the cache lacks one of them."""
    return dict(_set(dict.fromkeys(sources), macros, cache))


def _set(
    sources: Iterable[Source], macros: Mapping[str, str], cache: Store
) -> Iterator[tuple[Source, SetFormula | FormulaFault]]:
    made_by = ""
    with ExitStack() as open_until_all_are_set:
        engine: Engine | None = None
        for tex, display in sources:
            before = prelude(macros, tex)
            made_by = made_by or _digest()
            key = hashlib.sha256(json.dumps([made_by, before, tex, display]).encode()).hexdigest()
            kept = cache.get(key)
            if kept is None:
                engine = engine or open_until_all_are_set.enter_context(Engine())
                try:
                    kept = json.dumps(engine.convert(before + tex, display)).encode()
                except FormulaFault as fault:
                    yield (tex, display), fault
                    continue
                cache.put(key, kept)
            try:
                yield (tex, display), _made(json.loads(kept))
            except FormulaFault as fault:
                yield (tex, display), fault


def _made(result: Mapping[str, str]) -> SetFormula:
    if "error" in result:
        raise FormulaFault.by_mathjax(result["error"])
    svg, width, height, depth = picture(result["svg"])
    mathml, alt = linear(result["mml"])
    if not width or not alt:
        raise FormulaFault("the formula is empty", "write it, or take its marks out; macros stand in book.yaml under "
                           "maths: macros:")
    return SetFormula(svg, mathml, alt, width, height, depth)
