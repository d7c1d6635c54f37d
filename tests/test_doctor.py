"""What the machine lacks, and that a build says so before it begins."""

from __future__ import annotations

import json

import pytest

from book import doctor
from book.cli import main


def test_a_library_that_is_not_there_stops_the_build_with_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", {"libnowhere.so.0": "libnowhere0"})
    assert main(["build", "--project", "nowhere"]) == 3
    said = capsys.readouterr().err
    assert "error E-001: the library libnowhere.so.0 is missing" in said
    assert "hint: as root: apt-get install libnowhere0" in said


def test_doctor_names_every_lack_at_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["no-such-package==1.0", "pypdf==0.0.1", "pytest==0.0.1; extra == 'test'", "jinja2"]
    monkeypatch.setattr(doctor, "LIBRARIES", {"libnowhere.so.0": "libnowhere0"})
    monkeypatch.setattr(doctor, "PROGRAMS", {"no-such-program": ("no-such-tool", "`book dream` dreams with it")})
    monkeypatch.setattr(doctor, "requires", lambda name: wanted)
    assert main(["doctor", "--json"]) == 3
    found = [(p["code"], p["severity"], p["hint"]) for p in json.loads(capsys.readouterr().out)["problems"]]
    assert found == [
        ("E-001", "error", "as root: apt-get install libnowhere0"),
        ("E-002", "error", "run: make book"),
        ("E-002", "error", "run: make book"),
        ("E-003", "warning", "as root: apt-get install no-such-tool"),
    ]


def test_a_program_that_one_command_uses_is_no_error_and_is_named_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", {})
    monkeypatch.setattr(doctor, "PROGRAMS", {"no-such-program": ("no-such-tool", "`book dream` dreams with it")})
    monkeypatch.setattr(doctor, "requires", lambda name: [])
    assert main(["doctor"]) == 0
    said = capsys.readouterr().err
    assert "warning E-003: the program no-such-program is not there: `book dream` dreams with it" in said


def test_ghostscript_is_not_only_for_the_tests() -> None:
    """`book preflight` runs it: a user who lacks it should know what is measured otherwise."""
    assert "book preflight" in doctor.PROGRAMS["gs"][1]


def test_the_packages_of_this_machine_are_those_the_program_is_made_for() -> None:
    assert [problem for problem in doctor.examine() if problem.code == "E-002"] == []
