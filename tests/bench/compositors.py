"""The settings compared, each in a process of its own: ours mends WeasyPrint, and must not mend the greedy one.

Comes in: chapters. Goes out: a PDF of each, and the seconds of CPU that it took. Apart because a process that has set
type in one way cannot set it in another. Run as a program it is that process, with a pickled job on its standard input.
"""

from __future__ import annotations

import gc
import pickle
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, TypeAlias

from book.pages import Galley
from tests.bench.setting import LATEX_CARE, LATEX_PANDOC, Chapter, galley, latex, typst

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 900  # seconds by the clock
Copy: TypeAlias = tuple[Galley, ...] | tuple[Chapter, ...]  # the flagship's galleys as they are; plain chapters


@dataclass(frozen=True, slots=True)
class Proofs:
    """What a compositor made of the chapters, and how long each took: layout alone of ours and the greedy one, all that
    there is to do of the others. `failure` says why there are none."""

    pdfs: tuple[bytes, ...] = ()
    seconds: tuple[float, ...] = ()
    failure: str = ""


def set_in_type(setting: str, copy: Copy) -> Proofs:
    """Have the chapters set."""
    command = [sys.executable, "-m", "tests.bench.compositors", setting]
    try:
        done = subprocess.run(command, input=pickle.dumps(copy), cwd=ROOT, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return Proofs(failure=f"no end after {PATIENCE} seconds")
    if done.returncode:
        return Proofs(failure=(done.stderr.decode().strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    proofs: Proofs = pickle.loads(done.stdout)
    return proofs


def lacking(setting: str) -> str:
    """Why a setting cannot be had on this machine; nothing if it can."""
    if setting.startswith("xelatex") and not shutil.which("xelatex"):
        return "xelatex is not installed"
    return ""


def _ours(copy: Copy) -> Proofs:
    from book.layout import repairs

    if fault := repairs.prepare():
        raise RuntimeError(fault.message)
    return _weasyprint(each if isinstance(each, Galley) else galley(each) for each in copy)


def _greedy(copy: Copy) -> Proofs:
    """Ours in all but this: the engine breaks lines in its own way, each as long as it can be."""
    from book.layout import paragraphs

    paragraphs.install = lambda: None
    return _ours(copy)


def _weasyprint(galleys: Iterable[Galley]) -> Proofs:
    from book.layout.galley import render
    from book.layout.run import draw
    from book.layout.sheets import body_sheet
    from book.layout.supply import Supply

    pdfs: list[bytes] = []
    times: list[float] = []
    for copy in galleys:
        sheet, supply = partial(body_sheet, copy.css, "recto"), Supply(copy)
        setter = partial(render, sheet=sheet, supply=supply, limits=copy.limits)
        if not pdfs:
            setter(copy.html)  # what an engine loads once is not part of the cost of a book
        gc.collect()
        start = process_time()
        document = setter(copy.html)
        times.append(process_time() - start)
        pdfs.append(draw(document).pdf)
    return Proofs(tuple(pdfs), tuple(times))


def _typst(copy: tuple[Chapter, ...], care: bool) -> Proofs:
    import typst as engine

    compiled: Any = engine.compile
    pdfs, times = [], []
    with TemporaryDirectory() as folder:
        _lay_out_faces(copy[0], Path(folder))
        for chapter in copy:
            start = process_time()
            pdfs.append(compiled(typst(chapter, care).encode(), font_paths=[folder], ignore_system_fonts=True))
            times.append(process_time() - start)
    return Proofs(tuple(pdfs), tuple(times))


def _xelatex(copy: tuple[Chapter, ...], preamble: str) -> Proofs:
    pdfs, times = [], []
    with TemporaryDirectory() as folder:
        here = Path(folder)
        _lay_out_faces(copy[0], here)
        for chapter in copy:
            (here / "chapter.tex").write_text(latex(chapter, preamble), "utf-8")
            start = _seconds_of_children()
            done = subprocess.run(["xelatex", "-interaction=batchmode", "-halt-on-error", "chapter.tex"], cwd=here,
                                  capture_output=True)
            times.append(_seconds_of_children() - start)
            if done.returncode:
                raise RuntimeError((here / "chapter.log").read_text("utf-8", "replace").partition("\n! ")[2][:200])
            pdfs.append((here / "chapter.pdf").read_bytes())
    return Proofs(tuple(pdfs), tuple(times))


def _lay_out_faces(chapter: Chapter, folder: Path) -> None:
    for font in chapter.fonts:
        (folder / font.name).write_bytes(font.data)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


COMPOSITORS: Mapping[str, Callable[[Any], Proofs]] = {
    "ours": _ours,
    "greedy": _greedy,
    "typst": partial(_typst, care=False),
    "typst-care": partial(_typst, care=True),
    "xelatex": partial(_xelatex, preamble=""),
    "xelatex-pandoc": partial(_xelatex, preamble=LATEX_PANDOC),
    "xelatex-care": partial(_xelatex, preamble=LATEX_CARE),
}

if __name__ == "__main__":
    # Proofs by its importable name: a class of `__main__` could not be read back.
    from tests.bench import compositors

    sys.stdout.buffer.write(pickle.dumps(compositors.COMPOSITORS[sys.argv[1]](pickle.loads(sys.stdin.buffer.read()))))
