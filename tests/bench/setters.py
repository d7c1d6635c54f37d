"""The engines, each in a process of its own for each book: ours mends WeasyPrint, and must not mend the other's.

Comes in: copy. Goes out: PDFs and the seconds of CPU that their layout took. Apart because a crash or an endless
layout must not end the benchmark. Run as a program it is that process, with a pickled job on its standard input.
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, Literal, TypeAlias

from book.pages import Galley
from tests.galleys import FOLDER

Engine: TypeAlias = Literal["ours", "unpatched", "typst"]
Copy: TypeAlias = tuple[Galley, ...] | str
ROOT = Path(__file__).parent.parent.parent
PATIENCE = 900  # seconds by the clock


@dataclass(frozen=True, slots=True)
class Proof:
    """What an engine made of its copy. `seconds` are of layout alone; Typst's are of everything.

    `lines` is how often WeasyPrint broke a line, the same on every machine; `failure` says why there is no PDF."""

    pdfs: tuple[bytes, ...] = ()
    seconds: float = 0
    lines: int = 0
    failure: str = ""


def set_in_type(engine: Engine, copy: Copy) -> Proof:
    """Have an engine set some copy."""
    command = [sys.executable, "-m", "tests.bench.setters", engine]
    try:
        done = subprocess.run(command, input=pickle.dumps(copy), cwd=ROOT, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return Proof(failure=f"no end after {PATIENCE} seconds")
    if done.returncode:
        return Proof(failure=(done.stderr.decode().strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    proof: Proof = pickle.loads(done.stdout)
    return proof


def _weasyprint(copy: tuple[Galley, ...], repair: bool) -> Proof:
    from book.layout import repairs
    from book.layout.run import draw

    if repair and (fault := repairs.prepare()):
        raise RuntimeError(fault.message)
    _render(_specimen(copy[0]))  # what an engine loads once is not part of the cost of a book
    pdfs, seconds, broken = [], 0.0, _counted_lines()
    for galley in copy:
        gc.collect()
        start = process_time()
        document = _render(galley)
        seconds += process_time() - start
        pdfs.append(draw(document).pdf if repair else document.write_pdf())
    return Proof(tuple(pdfs), seconds, sum(broken))


def _counted_lines() -> list[int]:
    """A list that grows by a 1 for each line that the engine breaks from now on."""
    from weasyprint.layout import inline

    broken, break_line = list[int](), inline.get_next_linebox

    def counting(*arguments: Any) -> Any:
        broken.append(1)
        return break_line(*arguments)

    inline.get_next_linebox = counting
    return broken


def _render(galley: Galley) -> Any:
    from book.layout.galley import render
    from book.layout.sheets import body_sheet
    from book.layout.supply import Supply

    return render(galley.html, partial(body_sheet, galley.css, "recto"), Supply(galley))


def _specimen(galley: Galley) -> Galley:
    return replace(galley, html='<html lang="en"><head><title/></head><body><p>Incomprehensibly.</p></body></html>')


def _typst(copy: str) -> Proof:
    import typst

    start = process_time()
    # Without tags: with them Typst 0.15.2 ends in an internal error on one of these books in two.
    pdf = typst.compile(copy.encode(), font_paths=[str(FOLDER)], ignore_system_fonts=True, pdf_tags=False)
    return Proof((pdf,), process_time() - start)


ENGINES: dict[str, Callable[[Any], Proof]] = {
    "ours": partial(_weasyprint, repair=True),
    "unpatched": partial(_weasyprint, repair=False),
    "typst": _typst,
}

if __name__ == "__main__":
    # Proof by its importable name: a class of `__main__` could not be read back.
    from tests.bench import setters

    sys.stdout.buffer.write(pickle.dumps(setters.ENGINES[sys.argv[1]](pickle.loads(sys.stdin.buffer.read()))))
