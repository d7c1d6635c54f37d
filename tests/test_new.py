"""`book new`: a book that builds at once, asked for in words or in options."""

from __future__ import annotations

import argparse
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from book.cli import main
from book.cli.new import ask_all
from book.read import read
from book.specimen import KINDS, NewBook, specimen, themes

# What each kind must show: a file's words by the end of its path.
SHOWN = {
    "novel": {"01-the-last-ferry.md": ["\n* * *\n", '"Thursday."'], "02-the-house-on-the-point.md": ["::: letter"]},
    "poems": {"01-inventory.md": ["\n| One kettle"], "02-tide-table.md": ["::: {.verse line-numbers=5}"]},
    "cookbook": {"01-soups.md": ["\n- 3 leeks", "\n1. Wash", "{.index entry="]},
    "textbook": {"book.yaml": ["section-numbers: 1"], "02-averages.md": ["$$", "Exercise", "```python"],
                 "01-counting.md": ["{#tbl-birds}"]},
    "monograph": {"01-letters-about-the-sky.md": ["[@white1789]", "[^haze]:"], "bibliography.yaml": ["id: howard1803"]},
    "anthology": {"01-the-borrowed-umbrella.md": ["author: Ada Pell"], "book.yaml": ["role: editor"]},
}


@pytest.fixture(autouse=True)
def someone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git knows who its user is, from these settings alone."""
    (tmp_path / "gitconfig").write_text("[user]\nname = A\nemail = a@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def new(folder: Path, *words: str) -> int:
    return main(["new", str(folder), "--title", "My Book", "--author", "Ada Pell", *words])


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_without_problems_and_shows_what_it_needs(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "b", "--kind", kind) == 0
    assert main(["check", "--project", str(tmp_path / "b"), "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.index("{"):])["problems"] == []
    for name, words in SHOWN[kind].items():
        text = (tmp_path / "b/chapters" / name).read_text("utf-8")
        assert [each for each in words if each not in text] == []
    assert 2 <= len(list((tmp_path / "b/chapters").glob("0*.md"))) <= 3


@pytest.mark.parametrize("kind", ["monograph", "anthology"])
def test_it_builds_without_an_author_too(kind: str, tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "b"), "--title", "Salt", "--kind", kind]) == 0
    assert main(["build", "--project", str(tmp_path / "b"), "--jobs", "1"]) == 0
    assert {"salt.pdf", "salt.epub"} <= {file.name for file in (tmp_path / "b/build").iterdir()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_setting_shown_behind_a_number_sign_is_one(kind: str, tmp_path: Path) -> None:
    new(tmp_path / "b", "--kind", kind)
    place = tmp_path / "b/chapters/book.yaml"
    head, _, more = place.read_text("utf-8").partition("# More settings")
    settings = re.sub(r"(?m)^# ", "", more.partition("\n")[2])
    names = set(yaml.safe_load(settings))
    assert {"subtitle", "publisher", "edition", "isbn", "trim", "draft", "targets"} <= names
    taken = {name for name in names if re.search(rf"(?m)^{name}:", head)}
    settings = "".join(line for line in settings.splitlines(True) if line.partition(":")[0] not in taken)
    place.write_text(head + settings, "utf-8")
    manuscript, problems = read(tmp_path / "b")
    assert manuscript is not None
    assert [each for each in problems if each.severity != "note"] == []


@pytest.mark.parametrize("title", ['Salt: A "Story"', "100% – #1 {of} *two*", "'", "On\\Off", "3", "true", "日本",
                                   "$title"])
def test_any_title_is_kept_letter_by_letter(title: str, tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "b"), f"--title={title}"]) == 0
    assert yaml.safe_load((tmp_path / "b/chapters/book.yaml").read_text("utf-8"))["title"] == title


@pytest.mark.parametrize("option", ["--title=a\x07b", "--title=a\udcffb", "--language=Deutsch!", "--kind=nov",
                                    "--theme=no such"])
def test_what_cannot_be_written_is_refused_before_anything_is(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "b", option) == 2
    assert "error B-021" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_each_book_has_a_name_of_its_own_that_it_keeps(tmp_path: Path) -> None:
    texts = []
    for name in "ab":
        new(tmp_path / name)
        texts.append(yaml.safe_load((tmp_path / name / "chapters/book.yaml").read_text("utf-8"))["identifier"])
    assert texts[0] != texts[1]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) for text in texts)


def test_it_tells_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(tmp_path / "my book")
    said = capsys.readouterr().out
    assert f"cd '{tmp_path}/my book'" in said
    assert "book check" in said and "book build" in said


# --- the folder


@pytest.mark.parametrize("name", ["notes.txt", ".hidden"])
def test_a_folder_that_is_not_empty_stays_as_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / name).write_text("mine")
    assert new(tmp_path / "b") == 2
    assert f"error B-020: {tmp_path}/b is not empty: it has {name}" in capsys.readouterr().err
    assert [place.name for place in (tmp_path / "b").iterdir()] == [name]


def test_a_file_is_not_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b").write_text("mine")
    assert new(tmp_path / "b") == 2
    assert "error B-020" in capsys.readouterr().err
    assert new(tmp_path / "b" / "c") == 2
    assert "error B-009" in capsys.readouterr().err


def test_whoever_stands_in_an_empty_folder_can_begin_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    monkeypatch.chdir(tmp_path / "b")
    assert new(Path()) == 0
    assert sorted(place.name for place in Path().iterdir()) == [".git", ".github", ".gitignore", "chapters"]


def test_nothing_is_left_of_a_folder_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert new(tmp_path / "b") == 2
    assert "error B-009" in capsys.readouterr().err
    assert [place.name for place in tmp_path.iterdir()] == ["gitconfig"]


# --- git


def test_the_first_commit_has_every_file_and_no_finished_ones(tmp_path: Path) -> None:
    new(tmp_path / "b")
    (tmp_path / "b/build").mkdir()
    (tmp_path / "b/build/x.pdf").write_text("")
    assert git(tmp_path / "b", "status", "--porcelain") == ""
    assert git(tmp_path / "b", "log", "--format=%s") == "Begin the book\n"
    assert {".github/workflows/book.yml", "chapters/book.yaml"} <= set(git(tmp_path / "b", "ls-files").split())


def test_a_folder_in_a_repository_gets_none_of_its_own(tmp_path: Path) -> None:
    git(tmp_path, "init", "shelf")
    assert new(tmp_path / "shelf" / "b") == 0
    assert not (tmp_path / "shelf/b/.git").exists()


def test_git_that_does_not_know_its_user_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    assert new(tmp_path / "b") == 0
    said = capsys.readouterr()
    assert "note B-022" in said.err and "git config --global user.name" in said.err
    assert "book build" in said.out


def test_without_git_the_book_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert new(tmp_path / "b") == 0
    assert (tmp_path / "b/chapters/book.yaml").is_file()


def test_the_workflow_installs_what_doctor_asks_for(tmp_path: Path) -> None:
    from book.doctor import LIBRARIES

    new(tmp_path / "b")
    text = (tmp_path / "b/.github/workflows/book.yml").read_text("utf-8")
    steps = yaml.safe_load(text)["jobs"]["build"]["steps"]
    said = " ".join(step.get("run", step.get("uses", "")) for step in steps)
    assert [name for name in LIBRARIES.values() if name not in said] == []
    assert "pip install corrigenda==" in said and "book build" in said and "upload-artifact" in said


# --- asking


def test_without_a_terminal_a_title_must_be_given(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "book", "new", str(tmp_path / "b")], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, (tmp_path / "b").exists()) == (2, False)
    assert 'hint: write --title "My Book"' in done.stderr


def test_what_is_not_given_is_asked_until_it_can_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    answers = {"Title": ["", "Salt"], "Author": [""], "Language": ["Deutsch!", "de"], "Kind": ["novle", "poems"]}
    options = argparse.Namespace(title="", author=None, language=None, kind=None)
    ask_all(options, lambda question: answers[re.split(r"\W", question)[0]].pop(0))
    assert options == argparse.Namespace(title="Salt", author="", language="de", kind="poems")
    assert "did you mean “novel”?" in capsys.readouterr().err


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "book", "new", str(tmp_path / "b")], stdin=theirs,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        os.write(ours, b"Salt\nAda Pell\n\ncookbook\n")
        out, err = process.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0, err
    assert "Title: " in err and "book build" in out
    values = yaml.safe_load((tmp_path / "b/chapters/book.yaml").read_text("utf-8"))
    assert (values["title"], values["author"], values["language"]) == ("Salt", "Ada Pell", "en")
    assert (tmp_path / "b/chapters/01-soups.md").is_file()


def test_the_end_of_the_input_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO("")
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)
    assert main(["new", str(tmp_path / "b")]) == 130
    assert not (tmp_path / "b").exists()


# --- themes


def test_a_theme_is_written_only_if_one_is_named() -> None:
    book = NewBook("Salt", "", "en", "novel", "urn:uuid:0")
    assert "theme" not in yaml.safe_load(specimen(book)["chapters/book.yaml"])
    named = specimen(NewBook("Salt", "", "en", "novel", "urn:uuid:0", "plain"))
    assert yaml.safe_load(named["chapters/book.yaml"])["theme"] == "plain"


def test_the_themes_are_the_folders_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.specimen.FOLDER", tmp_path / "specimen")
    assert themes() == ()
    for name in ("plain", "antique", "__pycache__"):
        (tmp_path / "themes" / name).mkdir(parents=True)
    (tmp_path / "themes/__init__.py").write_text("")
    assert themes() == ("antique", "plain")
