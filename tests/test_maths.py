"""The tool of mathematics: TeX in, vectors, MathML and words out, and what cannot be set told in plain words."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from formulas import FORTY

from book.maths import FormulaFault, Source, engine, set_formulas
from book.maths.macros import prelude
from book.matter import SetFormula


class Memory(dict[str, bytes]):
    """A cache in memory."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def one(tex: str, display: bool = True, **macros: str) -> SetFormula:
    made = set_formulas([(tex, display)], macros, Memory())[tex, display]
    assert isinstance(made, SetFormula), made
    return made


@pytest.fixture(scope="module")
def forty() -> dict[str, SetFormula | FormulaFault]:
    found = set_formulas([(tex, True) for tex, _ in FORTY.values()], {}, Memory())
    return {name: found[tex, True] for name, (tex, _) in FORTY.items()}


@pytest.mark.parametrize("name", FORTY)
def test_a_formula_has_a_picture_mathml_and_words(name: str, forty: dict[str, SetFormula | FormulaFault]) -> None:
    made = forty[name]
    assert isinstance(made, SetFormula), made
    assert made.alt == FORTY[name][1]
    picture, mathml = ElementTree.fromstring(made.svg), ElementTree.fromstring(made.mathml)
    assert picture.tag.endswith("svg") and mathml.tag.endswith("math")
    assert b"<path" in made.svg and b"currentColor" not in made.svg and b"data-" not in made.svg
    assert "data-" not in made.mathml
    assert set(re.findall(r'mathvariant="([a-z-]+)"', made.mathml)) <= {"normal", "italic"}
    assert made.width > 0 and made.height > 0


@pytest.mark.parametrize(("tex", "says"), [
    (r"\foo{x}", r"\foo is not a command of mathematics"),
    (r"\frac{1}{", "missing close brace"),
    (r"a & b", "misplaced &"),
    (r"\begin{cases} a", r"missing \end{cases}"),
    (r"\text{猫}", "has no sign “猫”"),
    (r"\def\x{\x\x}\x", "a macro that calls itself without end"),
    (r"\def\a#1{\a{#1#1}}\a{x}", "a macro that calls itself without end"),
    ("{" * 3000 + "x" + "}" * 3000, "braces in braces"),
    (r"\rule{10000em}{1em}", "larger than any page"),
    ("x" * 30000, "30000 characters"),
    (r"\href{javascript:alert(1)}{x}", r"\href is not a command of mathematics"),
    (r"\require{html} x", r"\require is not a command of mathematics"),
    ("", "the formula is empty"),
    (r"\newcommand{\R}{\mathbb{R}}", "the formula is empty"),
])
def test_what_cannot_be_set_is_told_in_plain_words(tex: str, says: str) -> None:
    fault = set_formulas([(tex, False)], {}, Memory())[tex, False]
    assert isinstance(fault, FormulaFault)
    assert says in fault.message
    assert fault.hint


def test_a_formula_that_eats_time_is_stopped_and_the_next_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECONDS", 0.05)
    monkeypatch.setattr(engine, "BUNDLE", Path(__file__))  # not read again once the engine has started
    script = gzip.compress(b"globalThis.typesetFormula = (tex) => { if (tex == 'loop') for (;;); return '{}' }")
    monkeypatch.setattr(engine.Path, "read_bytes", lambda self: script)
    with engine.Engine() as machine:
        with pytest.raises(FormulaFault, match="too much time"):
            machine.convert("loop", False)
        assert machine.convert("x", False) == {}


def test_nothing_of_one_formula_is_left_in_the_next() -> None:
    define, use = (r"\newcommand{\mine}{y}\mine", True), (r"\mine", True)
    found = set_formulas([define, use], {}, Memory())
    assert isinstance(found[define], SetFormula)
    assert isinstance(found[use], FormulaFault)


def test_the_order_of_formulas_changes_no_byte() -> None:
    sources: list[Source] = [(r"\sum_i x_i", True), (r"\bar{x}", False), (r"\left(\frac{a}{b}\right)", True)]
    assert set_formulas(sources, {}, Memory()) == set_formulas(sources[::-1], {}, Memory())


def test_what_is_kept_starts_no_javascript(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    first = set_formulas([("x^2", False)], {}, memory)
    monkeypatch.setattr(engine.Engine, "_started", lambda self: pytest.fail("JavaScript was started"))
    assert set_formulas([("x^2", False)], {}, memory) == first


def test_a_book_without_formulas_loads_no_v8() -> None:
    code = "import sys, book.cli; from book.maths import set_formulas; set_formulas([], {}, {});" \
           "sys.exit('py_mini_racer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_program_that_set_formulas_ends(tmp_path: Path) -> None:
    code = "from book.maths import set_formulas\nfrom book.cache import Cache\nfrom pathlib import Path\nimport sys\n" \
           "set_formulas([('x', True), (chr(92) + 'foo', True)], {}, Cache(Path(sys.argv[1])))"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60, capture_output=True)
    assert done.stderr == b""


@pytest.mark.parametrize(("macros", "tex", "says"), [
    ({"RR": r"\mathbb{R}"}, r"x\in\RR", "x ∈ ℝ"),
    ({"abs": r"\left|#1\right|", "RR": r"\abs{\mathbb{R}}"}, r"\RR", "|ℝ|"),
    ({}, r"\bm{x}", "𝒙"),
])
def test_a_book_has_commands_of_its_own(macros: dict[str, str], tex: str, says: str) -> None:
    assert one(tex, **macros).alt == says


def test_macros_that_use_each_other_are_defined_once() -> None:
    assert prelude({"a": r"\b", "b": r"\a", "c": "z"}, r"\a") == r"\newcommand{\a}{\b}\newcommand{\b}{\a}"


def test_attributes_that_could_act_are_taken_out() -> None:
    made = one(r"\mmlToken{mi}[href='javascript:alert(1)']{x}")
    assert "javascript" not in made.mathml and b"javascript" not in made.svg
