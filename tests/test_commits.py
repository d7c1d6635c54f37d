"""The door to git: what is not committed, which commit it is, and its files in another folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from book.commits import NoCommits, export, head, uncommitted


def git(folder: Path, *words: str) -> str:
    """Runs git as an editor would, who has a name."""
    command = ["git", "-C", str(folder), "-c", "user.name=Ed", "-c", "user.email=ed@example.org", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with one commit."""
    folder = tmp_path / "a book, naïve"
    (folder / "chapters").mkdir(parents=True)
    (folder / "chapters/one.md").write_text("One.\n", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


def test_committed_book_has_nothing_uncommitted(project: Path) -> None:
    assert uncommitted(project) == ()
    assert head(project).id == git(project, "rev-parse", "HEAD").strip()
    assert head(project).prefix == ""


def test_changed_new_staged_and_lost_files_are_uncommitted(project: Path) -> None:
    for name in ("chapters/two – new.md", "chapters/three.md"):
        (project / name).write_text("More.\n", encoding="utf-8")
    git(project, "add", "chapters/three.md")
    (project / "chapters/one.md").unlink()
    assert uncommitted(project) == ("chapters/one.md", "chapters/three.md", "chapters/two – new.md")


def test_build_and_ignored_files_do_not_count(project: Path) -> None:
    (project / "build").mkdir()
    (project / "build/lamp.pdf").write_bytes(b"%PDF")
    (project / "notes.txt").write_text("buy milk\n", encoding="utf-8")
    assert uncommitted(project) == ("notes.txt",)
    (project / ".git/info/exclude").write_text("notes.txt\n", encoding="utf-8")
    assert uncommitted(project) == ()


def test_book_may_stand_in_a_folder_of_its_repository(project: Path, tmp_path: Path) -> None:
    inner = project / "books/lamp"
    inner.mkdir(parents=True)
    (inner / "a.md").write_text("A.\n", encoding="utf-8")
    assert uncommitted(inner) == ("a.md",)
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "Add a book")
    (project / "tool.py").write_text("pass\n", encoding="utf-8")
    assert uncommitted(inner) == ("../../tool.py",)
    assert head(inner).prefix == "books/lamp/"
    found = export(inner, head(inner).id, tmp_path / "out")
    assert (found / "a.md").read_text("utf-8") == "A.\n"
    assert (tmp_path / "out/chapters/one.md").is_file()


def test_exported_commit_is_what_it_was(project: Path, tmp_path: Path) -> None:
    old = head(project).id
    (project / ".gitattributes").write_text("chapters/one.md export-ignore\n", encoding="utf-8")
    (project / "chapters/one.md").write_text("Two.\n", encoding="utf-8")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "Change")
    (project / "chapters/one.md").write_text("Three, not committed.\n", encoding="utf-8")
    assert (export(project, old, tmp_path / "old") / "chapters/one.md").read_text("utf-8") == "One.\n"
    assert (export(project, head(project).id, tmp_path / "new") / "chapters/one.md").read_text("utf-8") == "Two.\n"
    assert uncommitted(project) == ("chapters/one.md",)  # and the repository is as it was


def test_folder_without_repository_or_commit_is_told(tmp_path: Path, project: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    with pytest.raises(NoCommits, match="it is in no git repository"):
        head(bare)
    with pytest.raises(NoCommits, match="it is in no git repository"):
        uncommitted(bare)
    git(bare, "init", "-q")
    with pytest.raises(NoCommits, match="nothing has been committed to its repository yet"):
        head(bare)
    with pytest.raises(NoCommits, match="its repository has no commit 123412341234"):
        export(project, "1234" * 10, tmp_path / "out")


def test_machine_without_git_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    with pytest.raises(NoCommits, match="this machine has no git"):
        head(project)


def test_hook_of_another_repository_does_not_lead_astray(project: Path, monkeypatch: pytest.MonkeyPatch,
                                                         tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert uncommitted(project) == ()
