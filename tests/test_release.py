"""Releasing: what an editor finds after it, and everything by which it is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from compositor import printing
from conftest import Stock
from printings import begun, commit, corrected, files, git, kept, numbered, released, say
from tiny import CHAPTER, tiny

from book.collate import collate
from book.pipeline.folder import BuildFolder
from book.read import read, read_records
from book.release.changes import moved_breaks

LATER = "chapters/02-storm.md"


@pytest.fixture(scope="module")
def shelf(releases: dict[str, Stock]) -> dict[str, Stock]:
    """The book after release 1.0, and the same after 1.1, which corrects one word."""
    return releases


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """A book of three pages after release 1.0."""
    project = released(begun(tiny(tmp_path_factory.mktemp("small") / "book")), "1.0")
    commit(project, "Release 1.0")
    return project


def copy(project: Stock, folder: Path) -> Stock:
    shutil.copytree(project.path, folder / "book", dirs_exist_ok=True)
    return Stock(folder / "book")


@pytest.fixture
def first(shelf: dict[str, Stock], tmp_path: Path) -> Stock:
    """A copy of the book after release 1.0."""
    return copy(shelf["1.0"], tmp_path)


@pytest.fixture
def short(small: Stock, tmp_path: Path) -> Stock:
    """A copy of the book of three pages after release 1.0."""
    return copy(small, tmp_path)


def test_a_release_is_a_folder_ready_to_publish(shelf: dict[str, Stock]) -> None:
    assert files(shelf["1.0"] / "build/releases") == [
        "1.0/SHA256SUMS", "1.0/lamps-of-skerrow.epub", "1.0/lamps-of-skerrow.pdf", "1.0/release-notes.md"]
    assert files(shelf["1.1"] / "build/releases/1.1") == [
        "SHA256SUMS", "errata/lamps-of-skerrow-errata-1.0.html", "errata/lamps-of-skerrow-errata-1.0.pdf",
        "lamps-of-skerrow.epub", "lamps-of-skerrow.pdf", "release-notes.md", "reprint.txt"]


def test_the_sums_are_those_of_the_files(shelf: dict[str, Stock]) -> None:
    folder = shelf["1.1"] / "build/releases/1.1"
    subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)
    assert len((folder / "SHA256SUMS").read_text("utf-8").splitlines()) == 6


def test_release_notes_tell_readers_and_printers_what_changed(shelf: dict[str, Stock]) -> None:
    notes = shelf["1.1"].read("build/releases/1.1/release-notes.md")
    assert "- Page 5, line 11: for “again at two” read “again at one”. So the log. (C01)" in notes
    assert "- Extent: 24 pages, as before." in notes
    assert "- Every page begins as it did: what cites this book by page still holds." in notes
    assert "    other print: iv, 5" in notes
    assert "This is the first printing released." in shelf["1.0"].read("build/releases/1.0/release-notes.md")


def test_the_command_says_what_to_do_next(shelf: dict[str, Stock]) -> None:
    assert shelf["1.1"].read("build/said.txt").splitlines()[-3:] == [
        "build/releases/1.1/  7 files, 24 pages",
        "since 1.0: 1 correction, 2 pages with other print; every page begins as before",
        "chapters/editions/1.1.json  the record; commit it: git add chapters/editions",
    ]


def test_a_record_has_neither_clock_nor_place_and_adds_only_changed_texts(shelf: dict[str, Stock]) -> None:
    project = shelf["1.1"]
    record = project.read("chapters/editions/1.1.json")
    assert str(project.path) not in record and "T00:" not in record
    assert json.loads(record)["commit"] == git(project, "rev-parse", "HEAD").strip()
    assert "lamps-of-skerrow.pdf" in json.loads(record)["files"]
    changed = git(project, "diff", "--numstat", "chapters/editions/texts.txt").split()[:2]
    assert changed == ["3", "0"]  # the paragraph, and two lines of the imprint page


def test_a_book_knows_the_printings_before_it_but_not_its_own(shelf: dict[str, Stock]) -> None:
    for number, before in (("1.0", []), ("1.1", ["1.0"])):
        manuscript, problems = read(shelf[number].path)
        assert manuscript and [printing.number for printing in manuscript.edition.printings] == before
        assert [problem.code for problem in problems if problem.severity == "error"] == []
    assert [record.number for record in read_records(shelf["1.1"].path)[0]] == ["1.0", "1.1"]


def test_releasing_changes_nothing_of_what_a_book_is_called_by(shelf: dict[str, Stock]) -> None:
    manuscript, _ = read(shelf["1.0"].path)
    assert manuscript and manuscript.edition.content == json.loads(
        shelf["1.0"].read("chapters/editions/1.0.json"))["content"]


def refused(project: Stock, *words: str) -> str:
    """What is said of a release that fails, and writes nothing."""
    before = files(project.path)
    code, said = say(project, "release", *words)
    assert code == 1 and said.endswith("nothing was released")
    after = [name for name in files(project.path) if not name.startswith("build/.cache/")]
    assert after == [name for name in before if not name.startswith("build/.cache/")]
    return said


def test_a_printing_is_released_once(first: Stock) -> None:
    said = refused(first, "1.0")
    assert ("chapters/book.yaml:10:19: error L-011: 1.0 is released already, as chapters/editions/1.0.json records"
            in said)
    assert "hint: the next printing is 1.1; `book verify 1.0` makes this one again" in said


def test_the_number_must_be_the_edition_s(first: Stock) -> None:
    said = refused(first, "1.1")
    assert "chapters/book.yaml:10:19: error L-010: 1.1 is to be released, but the book is 1.0" in said
    assert "hint: write number: '1.1' under edition and commit, or: book release 1.0" in said
    assert "error L-010: “second” is not a number of a printing" in refused(first, "second")


def test_all_that_is_against_a_release_is_said_at_once(first: Stock) -> None:
    numbered(first, "0.9")
    first.write("chapters/notes.txt", "buy milk")
    first.replace(LATER, "[](#storm-wreck){.page}", "[](#nowhere){.page}")
    said = refused(first, "0.9")
    assert "error L-012: 0.9 comes before 1.0, which is released\n" in said
    assert "hint: the next printing is 1.1" in said
    assert "error L-013: not committed: chapters/02-storm.md, chapters/book.yaml, chapters/notes.txt" in said
    assert "hint: commit them, so that the printing can be made again from its commit" in said
    assert "warning B-005: nothing in the book names this file" in said  # and so does the reading of the book


def test_a_printing_is_not_dated_before_the_last_one(first: Stock) -> None:
    numbered(first, "1.1")
    first.replace("chapters/book.yaml", "date: 2026-01-15", "date: 2026-01-14")
    commit(first, "Set the date back")
    said = refused(first, "1.1")
    assert "chapters/book.yaml:10:19: error L-012: 1.1 is of 2026-01-14, and 1.0 of 2026-01-15\n" in said
    assert "hint: give it the date of the day on which it comes out" in said


def test_many_uncommitted_files_are_counted(first: Stock) -> None:
    for number in range(8):
        first.write(f"notes-{number}.txt", "")
    assert "error L-013: not committed: notes-0.txt, notes-1.txt, notes-2.txt, notes-3.txt, notes-4.txt and 3 more" in (
        refused(first, "1.0"))


def test_a_book_without_commits_cannot_be_released(stock: Stock) -> None:
    said = refused(stock, "1.0")
    assert "error L-014: the book has no commit to release: it is in no git repository" in said
    assert "hint: a printing can be made again only from a commit: git init, git add, git commit" in said


def test_a_missing_record_of_the_printing_before_is_named(first: Stock) -> None:
    numbered(first, "1.1")
    first.remove("chapters/editions/1.0.json")
    commit(first, "Lose the record")
    said = refused(first, "1.1")
    assert "error L-015: there is no record of 1.0, so nobody can say what 1.1 changes" in said
    assert ("hint: if 1.0 was released, bring chapters/editions/1.0.json back from the repository's history; if not, "
            "release it first") in said


@pytest.mark.parametrize(("name", "old", "new", "fault"), [
    ("1.0.json", '"date": "2026-01-15"', '"date": "2026-01-16"', "was changed since the release that wrote it"),
    ("1.0.json", '"blocks": [', '"blocks": ', "is not a record of a printing (JSONDecodeError)"),
    ("1.0.json", '"number": "1.0"', '"number": "1.3"', "was changed since the release that wrote it"),
    ("texts.txt", "Esther Gaunt", "Ester Gaunt", "was changed since the release that wrote it: the text “"),
])  # fmt: skip
def test_a_record_changed_by_hand_is_found_out(first: Stock, name: str, old: str, new: str, fault: str) -> None:
    path = f"chapters/editions/{name}"
    first.write(path, first.read(path).replace(old, new, 1))
    numbered(first, "1.1")
    commit(first, "Tamper")
    said = refused(first, "1.1")
    assert f"{path}:1:1: error L-016: {path} {fault}" in said
    assert f"hint: bring it back as it was released: git checkout -- {path}" in said
    assert say(first, "check")[0] == 1


def test_an_unrecorded_change_is_named_by_page_line_and_place(short: Stock) -> None:
    numbered(short, "1.1")
    short.replace(CHAPTER, "again at two", "again at one")
    short.replace(CHAPTER, "saw a light that night", "saw a light")
    corrected(short, "C01", "again at two", "again at one", "lamp")
    commit(short, "Change more than is said")
    said = refused(short, "1.1")
    column = short.read(CHAPTER).split("\n")[7].index("mainland saw a light, or would say") + 1
    assert (f"{CHAPTER}:8:{column}: error L-017: page 1, line 6: “mainland saw a light, or would say” was “mainland "
            "saw a light that night, or would say” in 1.0, and no correction says so") in said
    assert "hint: record it in chapters/corrections.yaml (`book correct`), or take it back" in said
    assert said.count("L-017") == 1


def test_a_new_edition_may_change_what_it_likes_and_is_told(short: Stock) -> None:
    numbered(short, "2.0")
    short.replace(CHAPTER, "saw a light that night", "saw a light")
    commit(short, "Write anew")
    code, said = say(short, "release", "2.0", "--rehearse")
    assert code == 0
    assert "note L-017: page 1, line 6: “mainland saw a light, or would say” was “mainland saw a light that" in said
    assert "a rehearsal: no record was written" in said
    assert "This is a new edition" in short.read("build/releases/2.0/release-notes.md")
    assert files(short / "chapters/editions") == ["1.0.json", "texts.txt"]


def test_pages_are_kept_only_if_there_were_some(tmp_path: Path) -> None:
    project = kept(tmp_path / "book")
    said = refused(project, "1.0", "--keep-pages")
    assert "error L-019: nothing was released before 1.0, so there are no pages to keep" in said
    assert "hint: release it without --keep-pages" in said


def test_a_page_break_that_moves_is_named_with_what_would_hold_it(first: Stock) -> None:
    numbered(first, "1.1")
    long = "nine long sea miles away to the south, where no rock was known and none was feared by anyone in those days"
    first.replace("chapters/01-lamp.md", "nine miles to the south", long)
    corrected(first, "C01", "nine miles to the south", long, "lamp")
    commit(first, "Correct at length")
    said = refused(first, "1.1", "--keep-pages")
    assert "error L-018: page 2 begins with “" in said
    assert "the paragraph “The lamp burned paraffin under a mantle of four wicks, and the …” (page 1, line " in said
    proposal = next(line for line in said.splitlines() if line.startswith("  hint: ") and "paragraph" in line)
    looseness = proposal.partition("with ")[2].partition(" at its end")[0]
    path, line = proposal.partition("(")[2].partition(")")[0].split(":")
    lines = first.read(path).split("\n")
    end = next(number for number in range(int(line), len(lines)) if not lines[number].strip())
    lines[end - 1] += f" {looseness}"
    first.write(path, "\n".join(lines))
    commit(first, "Do as was proposed")
    code, said = say(first, "release", "1.1", "--keep-pages")
    assert (code, "every page begins as before" in said) == (0, True)


def test_of_several_changes_the_one_that_grew_moved_the_page() -> None:
    note, lens, watch = "[1] Log 1910, 211.", "The lens stood still.", "Nobody on the mainland saw a light. " * 5
    other_note, longer_note = "[1] Log 1910, 212.", "[1] Log 1910, 211, and the minutes of the Board for May."
    longer = "The lens stood still, as the keepers swore before the Board."
    for now, cause in (
        ([other_note, longer, watch], "the paragraph “The lens stood still, as the keepers swore before the Board.”"),
        ([longer_note, "The lens was dark.", watch], "note 1, “Log 1910, 211, and the minutes of the Board for May.”"),
    ):
        variants = collate(printing({"storm": [note, lens, watch]}), printing({"storm": now}, "1.1"))
        (problem,) = moved_breaks(variants, {}, {})
        assert cause in problem.message
        assert problem.message.endswith("longer")


def test_an_interrupted_release_has_released_nothing(short: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even as late as this: without a record there is no printing, and the next release is as if nothing had been."""
    numbered(short, "1.1")
    commit(short, "Go on")

    put = BuildFolder.put

    def cut_off(self: BuildFolder, data: bytes, path: Path) -> Path:
        if path.suffix == ".json":
            raise KeyboardInterrupt
        return put(self, data, path)

    with monkeypatch.context() as patch:
        patch.setattr(BuildFolder, "put", cut_off)
        assert say(short, "release", "1.1")[0] == 130
    assert files(short / "chapters/editions") == ["1.0.json", "texts.txt"]
    assert not (short / "build/.clean").exists()
    assert [record.number for record in read_records(short.path)[0]] == ["1.0"]
    assert say(short, "release", "1.1")[0] == 0


def test_a_folder_is_moved_into_its_place_whole(tmp_path: Path) -> None:
    """What a release left half made, or made without a record, is not mixed with what comes after it."""
    for name in ("build/releases/.1.0.new/half.pdf", "build/releases/1.0/other.pdf"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"old")
    BuildFolder(tmp_path).release("1.0", {"a.pdf": b"new", "print/kdp/cover.pdf": b"cover"})
    assert files(tmp_path / "build") == ["releases/1.0/a.pdf", "releases/1.0/print/kdp/cover.pdf"]
