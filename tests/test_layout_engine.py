"""The engine that the layout replaces in part: another one is refused, and layouts do not disturb each other."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from galleys import SENTENCE, galley, note, paragraph

from book.layout import draw_heads, engine, lay_out, repairs
from book.limits import HOUSE
from book.pages import Folio, Galley, PageStart

LAYOUT = Path(engine.__file__).parent
EACH = """
from importlib import import_module
from pathlib import Path
from book.layout import engine, lay_out

assert engine.moved() == ()
for module, names in engine.SOURCES.items():
    for name, digest in names.items():
        *path, last = f"weasyprint.{module}:{name}".replace(":", ".").split(".")
        owner = import_module(f"weasyprint.{module}")
        for part in name.split(".")[:-1]:
            owner = getattr(owner, part)
        own = getattr(owner, last)
        for other in (Path.home, None):
            setattr(owner, last, other)
            assert engine.moved({module: {name: digest}}) == (f"weasyprint.{module}.{name}",)
        setattr(owner, last, own)
assert engine.moved() == ()
import weasyprint.layout.block as block
block._break_line = Path.home
from galleys import galley
(fault,) = lay_out(galley("c", "<p>Text</p>"), "recto").faults
print(fault.code, fault.message)
"""


def test_an_engine_of_which_any_function_in_the_table_has_changed_is_refused() -> None:
    done = subprocess.run([sys.executable, "-c", EACH], cwd=Path(__file__).parent, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (
        0, "E-002 this program is not written for weasyprint.layout.block._break_line as WeasyPrint 70.0 has it\n"), (
        done.stderr)


def test_nothing_is_replaced_that_the_table_does_not_name() -> None:
    assert repairs.prepare() is None
    table = import_module("weasyprint.layout.table")
    for name in ("table_wrapper_width", "no_such_function"):
        with pytest.raises(engine.Mismatch, match=rf"layout\.table\.{name} as WeasyPrint 70\.0 has it"):
            engine.replace(table, name, lambda: None)


def used(path: Path) -> set[tuple[str, str]]:
    """The engine's modules and the names in them that a module of the layout imports or speaks of."""
    tree, modules, found = ast.parse(path.read_text("utf-8")), dict[str, str](), set[tuple[str, str]]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weasyprint"):
            for alias in node.names:
                found.add((node.module or "", alias.name))
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found.add((modules[node.value.id], node.attr))
    return found


def test_every_function_of_the_engine_that_the_layout_speaks_of_is_in_the_table() -> None:
    functions = set[tuple[str, str]]()
    for path in LAYOUT.rglob("*.py"):
        for module, name in used(path):
            try:
                own: Any = getattr(import_module(module), name, None)
            except ModuleNotFoundError:  # a class, and one of its attributes
                continue
            if inspect.isfunction(own) and own.__module__.startswith("weasyprint."):
                functions.add((own.__module__.removeprefix("weasyprint."), own.__qualname__))
    assert len(functions) > 15
    assert {name for name in functions if name[1] not in engine.SOURCES.get(name[0], {})} == set()


# --- two in one process -------------------------------------------------------------------------------------------


def chapters() -> list[Galley]:
    """Three chapters, alike but for the limits of their lines, and one with a character that no font has."""
    body = "".join(paragraph(f"p{n}", SENTENCE * 4 + note("c", n) + SENTENCE * (n % 3)) for n in range(1, 9))
    one = galley("c", body, strings=(("head", "Head"),))
    return [one, replace(one, limits=replace(HOUSE, hang=0.0, stretch=0.2, least_lines=0)),
            replace(one, html=one.html.replace("press", "中"))]


def test_layouts_in_threads_of_one_process_are_as_one_after_the_other() -> None:
    def laid_out(one: Galley) -> object:
        run = lay_out(one, "recto")
        heads = draw_heads(one, run, PageStart("c", Folio(1, "arabic"), "recto", 0)) if not run.faults else None
        return run, heads

    alone = [laid_out(one) for one in chapters()]
    assert len({repr(made) for made in alone}) == len(alone)
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(laid_out, chapters() * 2))
    assert together == alone * 2
