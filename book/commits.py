"""Commits: the manuscript as git keeps it.

This is the only door to git, which is asked by its commands. Only `begin` changes anything: it makes a repository.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

MADE = "build"  # what the tool itself makes is not part of the book
# By these a hook's environment would lead git to another repository than the folder's.
ASTRAY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


class NoCommits(Exception):
    """There is no git, no repository, no commit, or not the one asked for. The text says which, in words to print."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full `id`, and where the book stands in its repository ("" or "books/trials/")."""

    id: str
    prefix: str


def head(project: Path) -> Commit:
    """The commit that the book's folder is at. Raises `NoCommits`."""
    prefix = _git(project, "rev-parse", "--show-prefix").strip()
    try:
        return Commit(_git(project, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip(), prefix)
    except NoCommits as fault:
        raise NoCommits("nothing has been committed to its repository yet") from fault


def uncommitted(project: Path) -> tuple[str, ...]:
    """Files of the repository that differ from its last commit or are not in it, by path from the book's folder.

    The whole repository counts, for the pipeline may stand beside the book; `build/` and ignored files do not.
    Raises `NoCommits`."""
    listed = _git(project, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ":/",
                  f":(exclude){MADE}")
    root = Path(_git(project, "rev-parse", "--show-toplevel").removesuffix("\n"))
    paths = (root / entry[3:] for entry in listed.split("\0") if entry)
    return tuple(sorted(Path(os.path.relpath(path, project.resolve())).as_posix() for path in paths))


def export(project: Path, commit: str, folder: Path) -> Path:
    """Writes the files of a commit into an empty folder, and returns where in it the book stands.

    They are what a checkout of it would be. (`git archive` would leave out what .gitattributes does not want exported.)
    Raises `NoCommits`."""
    prefix = _git(project, "rev-parse", "--show-prefix").strip()
    root = Path(_git(project, "rev-parse", "--show-toplevel").removesuffix("\n"))
    with tempfile.TemporaryDirectory() as aside:  # an index of its own: the repository's is not touched
        index = {"GIT_INDEX_FILE": str(Path(aside) / "index")}
        try:
            _git(root, "read-tree", f"{commit}^{{tree}}", index=index)
        except NoCommits as fault:
            raise NoCommits(f"its repository has no commit {commit[:12]}") from fault
        _git(root, "checkout-index", "--all", "--quiet", f"--prefix={folder.resolve()}/", index=index)
    return folder / prefix


def kept(folder: Path) -> bool:
    """Whether a folder is inside a repository. False where there is no git to ask."""
    try:
        return _git(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"
    except NoCommits:
        return False


def begin(project: Path, message: str) -> None:
    """Makes a repository of a folder, and a first commit of all its files. Raises `NoCommits`.

    Git must have been told who its user is: what it would guess from the machine's name stays in a history forever."""
    _git(project, "init", "--quiet")
    _git(project, "add", "--all")
    _git(project, "-c", "user.useConfigOnly=true", "commit", "--quiet", "--no-gpg-sign", "--message", message)


def _git(folder: Path, *words: str, index: dict[str, str] | None = None) -> str:
    """What git prints."""
    kept = {name: value for name, value in os.environ.items() if name not in ASTRAY}
    environment = {**kept, **(index or {}), "LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    except FileNotFoundError as fault:
        raise NoCommits("this machine has no git") from fault
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = said[0].removeprefix("fatal: ").removeprefix("error: ") if said else "it gives no reason"
        raise NoCommits("it is in no git repository" if "not a git repository" in what else f"git: {what}")
    return os.fsdecode(done.stdout)
