"""The list of mutants: it does not go out of date, and its program tells a noticed mistake from another."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from tests.mutants import ROOT, Mutant, load, mutated
from tests.mutants.__main__ import main

MUTANTS = load()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_an_entry_can_still_be_made_and_its_tests_are_there(mutant: Mutant) -> None:
    ast.parse(mutated(mutant, ROOT))
    assert mutant.tests
    assert [test for test in mutant.tests if not (ROOT / test.partition("::")[0]).is_file()] == []


def test_no_two_mutants_share_a_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one function, one half of which is tested."""
    (tmp_path / "sums.py").write_text("def low(n):\n    return n < 3\n\ndef odd(n):\n    return n % 2 == 1\n")
    (tmp_path / "test_sums.py").write_text("from sums import low\n\ndef test():\n    assert low(2) and not low(3)\n")
    return tmp_path


def listed(project: Path, *changes: tuple[str, str]) -> Path:
    table = project / "table.yaml"
    table.write_text(yaml.safe_dump([
        {"name": old, "file": "sums.py", "old": old, "new": new, "tests": ["test_sums.py"], "why": "a wrong sum"}
        for old, new in changes
    ]))
    return table


def test_a_mistake_that_no_test_notices_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "sums.py").read_bytes()
    table = listed(project, ("n < 3", "n < 4"), ("n % 2 == 1", "n % 2 == 0"))
    assert main([], table, project) == 1
    assert "1 of 2 killed; survived: n % 2 == 1" in capsys.readouterr().out
    assert main(["n < 3"], table, project) == 0
    assert (project / "sums.py").read_bytes() == before


def test_an_entry_whose_text_is_gone_is_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], listed(project, ("n < 5", "n < 4")), project) == 2
    assert "sums.py has 'n < 5' 0 times" in capsys.readouterr().err
    assert main([], listed(project, ("return", "pass")), project) == 2
    assert "2 times" in capsys.readouterr().err


FAILING = "def test():\n    assert False\n"
BROKEN = "import nothing_of_that_name\n"


@pytest.mark.parametrize("tests", [FAILING, BROKEN], ids=["failing", "broken"])
def test_tests_that_fail_anyway_kill_nothing(
    project: Path, tests: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "test_sums.py").write_text(tests)
    assert main([], listed(project, ("n < 3", "n < 4")), project) == 2
    assert "error: " in capsys.readouterr().err
