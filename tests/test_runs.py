"""Page runs and covers kept: what a key holds, what is made again, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from galleys import FONTS, galley, paragraph

from book import layout, limits, pages, runs
from book.cache import Cache
from book.cover import flat, picture
from book.executor import FailedJob, Job, SameProcess
from book.limits import HOUSE
from book.pages import Asset, Fault, Folio, FontFile, Galley, Heads, Page, PageRun, PageStart
from book.runs import Typesetter, heads_key, lay_out, makers, pack, run_key, unpack

PAGE = Page("text", False, (("head", ("One",)),), None, (), (), "First", "last", 30)
ONE = replace(galley("one", paragraph("p"), strings=(("book", "A Book"),)),
              assets=(Asset("a.png", "image/png", b"picture"),))
RUN = PageRun("one", (PAGE,), b"%PDF", {}, (), (), ())
START = PageStart("one", Folio(1, "arabic"), "recto", 0)
CHANGES: dict[str, Callable[[Galley], Galley]] = {
    "division": lambda one: replace(one, division="two"),
    "text": lambda one: replace(one, html=one.html.replace("sheet", "leaf", 1)),
    "language": lambda one: replace(one, html=one.html.replace("en-GB", "en-US")),
    "sheet": lambda one: replace(one, css=one.css + " p { color: red }"),
    "font's bytes": lambda one: replace(one, fonts=(FontFile.of(FONTS[0].name, b"other"), *one.fonts[1:])),
    "font's name": lambda one: replace(one, fonts=(replace(FONTS[0], name="other"), *one.fonts[1:])),
    "fonts' order": lambda one: replace(one, fonts=one.fonts[::-1]),
    "picture's bytes": lambda one: replace(one, assets=(replace(one.assets[0], data=b"other"),)),
    "picture's name": lambda one: replace(one, assets=(replace(one.assets[0], name="b.png"),)),
    "picture's type": lambda one: replace(one, assets=(replace(one.assets[0], media_type="image/jpeg"),)),
    "limits": lambda one: replace(one, limits=replace(HOUSE, hang=0.25)),
    "border of parts": lambda one: replace(one, html=one.html + one.css[:9], css=one.css[9:]),
}
RUN_ONLY = {"text", "border of parts"}  # heads are drawn without the text
HEADS_CHANGES: dict[str, tuple[Any, Any, Any]] = {
    "page's name": (ONE, replace(RUN, pages=(replace(PAGE, name="display"),)), START),
    "blank page": (ONE, replace(RUN, pages=(replace(PAGE, blank=True),)), START),
    "page's strings": (ONE, replace(RUN, pages=(replace(PAGE, strings=()),)), START),
    "one page more": (ONE, replace(RUN, pages=(PAGE, PAGE)), START),
    "first strings": (replace(ONE, strings=()), RUN, START),
    "folio": (ONE, RUN, replace(START, folio=Folio(3, "arabic"))),
    "numbering": (ONE, RUN, replace(START, folio=Folio(1, "roman"))),
    "side": (ONE, RUN, replace(START, side="verso")),
}


@pytest.fixture
def afresh() -> Iterator[None]:
    """What this process knows of its own sources is forgotten, before and after."""
    makers.cache_clear()
    layout.version.cache_clear()
    yield
    makers.cache_clear()
    layout.version.cache_clear()


# --- keys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_run_s_key_holds_all_that_a_galley_says(change: Callable[[Galley], Galley]) -> None:
    assert change(ONE) != ONE
    assert run_key(change(ONE), "recto") != run_key(ONE, "recto")


def test_a_run_s_key_holds_the_side_and_what_is_made_of_the_run() -> None:
    made = {run_key(ONE, "recto", *more) for more in ((), ("1600",), ("16", "00"))}
    assert len(made | {run_key(ONE, "verso")}) == 4


def test_a_galley_s_own_fields_are_all_known_to_the_key() -> None:
    """A new field must be thought about: does the layout read it?"""
    read = {"division", "html", "css", "fonts", "assets", "limits", "strings"}
    assert set(Galley.__dataclass_fields__) == read | {"opens", "numbering"}  # these decide the start


@pytest.mark.parametrize("change", [CHANGES[name] for name in CHANGES if name not in RUN_ONLY],
                         ids=[name for name in CHANGES if name not in RUN_ONLY])
def test_the_heads_key_holds_the_galley_s_design(change: Callable[[Galley], Galley]) -> None:
    assert heads_key(change(ONE), RUN, START) != heads_key(ONE, RUN, START)


@pytest.mark.parametrize("changed", HEADS_CHANGES.values(), ids=HEADS_CHANGES.keys())
def test_the_heads_key_holds_all_that_the_pages_are_called_and_say(changed: tuple[Any, Any, Any]) -> None:
    assert heads_key(*changed) != heads_key(ONE, RUN, START)


def test_text_that_is_not_in_the_heads_does_not_draw_them_again() -> None:
    longer = replace(RUN, pages=(replace(PAGE, last="other", lines=31),), pdf=b"%PDF other")
    assert heads_key(CHANGES["text"](ONE), longer, START) == heads_key(ONE, RUN, START)


@pytest.mark.parametrize("module", [pages, limits, runs], ids=lambda module: module.__name__)
def test_a_source_that_changes_changes_every_key(
    module: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, afresh: None
) -> None:
    before = run_key(ONE, "recto"), heads_key(ONE, RUN, START)
    changed = tmp_path / "changed.py"
    changed.write_bytes(Path(module.__file__).read_bytes() + b"\n# a field more\n")
    monkeypatch.setattr(module, "__file__", str(changed))
    makers.cache_clear()
    after = run_key(ONE, "recto"), heads_key(ONE, RUN, START)
    assert not set(before) & set(after)


@pytest.mark.parametrize(
    "where", ["book.layout.version", "book.layout.engine_names", "book.runs.version", "platform.python_version"])
def test_another_engine_or_library_changes_every_key(
    where: str, monkeypatch: pytest.MonkeyPatch, afresh: None
) -> None:
    before = run_key(ONE, "recto"), heads_key(ONE, RUN, START)
    other: Any = ("Another 1",) if where.endswith("names") else "1"
    monkeypatch.setattr(where, lambda *_: other)
    makers.cache_clear()
    assert not set(before) & {run_key(ONE, "recto"), heads_key(ONE, RUN, START)}
    monkeypatch.undo()


def test_the_sources_in_the_key_are_all_that_the_layout_is_made_of() -> None:
    """`layout.version` holds its own folder; of the rest of the book it may import no more than the key holds."""
    folder = Path(layout.__file__).parent
    imported = {line.split()[1] for file in folder.rglob("*.py") for line in file.read_text("utf-8").splitlines()
                if line.lstrip().startswith(("from book", "import book"))}
    others = {name for name in imported if not name.startswith("book.layout")}
    assert others <= {"book.galley", "book.pages", "book.limits"}
    assert "WeasyPrint" in " ".join(makers()) and "Pango" in " ".join(makers()) and "pyphen" in " ".join(makers())


# --- values as bytes ----------------------------------------------------------------------------------------------


def test_a_run_survives_being_kept() -> None:
    assert unpack(PageRun, pack(RUN)) == RUN
    assert unpack(Heads, pack(RUN)) is None
    assert unpack(PageRun, None) is None


class Evil:
    def __reduce__(self) -> Any:
        return exec, ("raise SystemExit",)


@pytest.mark.parametrize(
    "data",
    [b"", b"none", pickle.dumps(Evil()), pickle.dumps(Path("x")), pickle.dumps(("no", "run")),
     pickle.dumps(HOUSE), pack(RUN)[:-9], pickle.dumps(pages.roman), b"cbook.pages\nsha256\n)R.", b"\x80\x05K"],
    ids=range(10),
)
def test_nothing_but_a_page_run_comes_out_of_bytes(data: bytes) -> None:
    assert unpack(PageRun, data) is None


# --- kept or made -------------------------------------------------------------------------------------------------


class Press:
    """An executor that lays nothing out: it answers every job with a page, or with what it is told to."""

    def __init__(self, answer: Any = None) -> None:
        self.answer, self.jobs = answer, list[str]()

    def submit(self, job: Job[Any]) -> Future[Any]:
        self.jobs.append(job.division)
        done: Future[Any] = Future()
        done.set_result(self.answer or replace(RUN, division=job.division, engine=makers()))
        return done


def one_run(cache: Cache, press: Press) -> PageRun | FailedJob:
    key = run_key(ONE, "recto")
    found, _ = Typesetter(cache, press).runs({key: (ONE, "recto")})
    return found[key]


def test_a_run_is_laid_out_once_and_again_when_it_is_damaged(tmp_path: Path) -> None:
    press = Press()
    first = one_run(Cache(tmp_path), press)
    assert one_run(Cache(tmp_path), press) == first
    assert press.jobs == ["one"]
    Cache(tmp_path).put(run_key(ONE, "recto"), pickle.dumps(("stale", "types")))
    assert one_run(Cache(tmp_path), press) == first
    (file,) = (file for file in tmp_path.rglob("*") if file.is_file())
    file.write_bytes(b"damaged")
    assert one_run(Cache(tmp_path), press) == first
    assert press.jobs == ["one"] * 3


def test_a_run_of_another_engine_is_refused_and_not_kept(tmp_path: Path) -> None:
    other = replace(RUN, engine=("WeasyPrint 70.0", "Pango 1.30.0", *makers()[2:]))
    refused = one_run(Cache(tmp_path), Press(other))
    assert isinstance(refused, FailedJob)
    assert refused.message == f"laid out by Pango 1.30.0, where this machine has {makers()[1]}"
    assert list(tmp_path.rglob("*")) == []
    assert isinstance(one_run(Cache(tmp_path), Press()), PageRun)
    unsigned = one_run(Cache(tmp_path / "new"), Press(RUN))
    assert isinstance(unsigned, FailedJob) and "an engine without a name" in unsigned.message


@pytest.mark.parametrize(
    "answer",
    [FailedJob("one", "MemoryError", "Traceback"),
     PageRun("one", (), b"", {}, (), (), (Fault("P-007", "MemoryError", trace="Traceback"),), engine=makers())],
    ids=["job", "engine"],
)
def test_a_failure_is_not_kept_and_its_problem_has_the_traceback(tmp_path: Path, answer: Any) -> None:
    assert one_run(Cache(tmp_path), Press(answer)) == answer
    assert isinstance(one_run(Cache(tmp_path), Press()), PageRun)
    _, problems = flat(ONE, Typesetter(Cache(tmp_path / "new"), Press(answer)))
    assert [(each.code, each.message, each.trace) for each in problems] == [
        ("P-007", "the cover: MemoryError", "Traceback")]


def test_an_engine_that_fails_keeps_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("book.layout.run._laid_out", lambda *_: 1 / 0)
    _, (problem,) = flat(ONE, Typesetter(Cache(tmp_path), SameProcess()))
    assert "ZeroDivisionError" in problem.trace and "page_run" in problem.trace


# --- covers -------------------------------------------------------------------------------------------------------


def test_a_cover_is_kept_as_a_run_is(tmp_path: Path) -> None:
    press = Press()
    first = flat(ONE, Typesetter(Cache(tmp_path), press))
    assert flat(ONE, Typesetter(Cache(tmp_path), press)) == first
    flat(CHANGES["picture's name"](ONE), Typesetter(Cache(tmp_path), press))
    flat(CHANGES["limits"](ONE), Typesetter(Cache(tmp_path), press))
    assert press.jobs == ["one"] * 3
    assert unpack(PageRun, Cache(tmp_path).get(run_key(ONE, "recto"))) == first[0]


def test_a_cover_s_faults_are_told_in_every_build(tmp_path: Path) -> None:
    press = Press(replace(RUN, faults=(Fault("P-005", "a word sticks out"),), engine=makers()))
    for _ in range(2):
        _, problems = flat(ONE, Typesetter(Cache(tmp_path), press))
        assert [(problem.code, problem.message) for problem in problems] == [("P-005", "the cover: a word sticks out")]
    assert picture(ONE, Typesetter(Cache(tmp_path), press))[0] == b""


def test_a_cover_whose_job_fails_is_told(tmp_path: Path) -> None:
    _, problems = picture(ONE, Typesetter(Cache(tmp_path), Press(FailedJob("one", "stopped after 600 seconds"))))
    assert [(problem.code, problem.message) for problem in problems] == [
        ("P-007", "the cover: stopped after 600 seconds")]


def test_a_real_run_is_signed_by_its_makers() -> None:
    assert lay_out(galley("one", paragraph("p")), "recto").engine == makers()
