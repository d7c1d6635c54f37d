"""Galleys laid out: kept if they were laid out before, and ordered from an executor if not.

This is the one place that knows what a page run, running heads or a cover depends on. A key that forgets something
makes a book out of old pages, so each names all that goes in, all that does the work, and the sources of the types that
come out. What comes back says who made it, and is refused if that is not who the key says: on a cluster, another
machine may have another Pango, which breaks another line.

Values are kept as pickles: the types are ours, frozen and many, and a format of their own would have to repeat them.
That is safe because the cache checks a checksum, and `unpack` makes nothing but the types of `pages`.
"""

from __future__ import annotations

import io
import pickle
import platform
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, is_dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from book import galley as protocol
from book import layout, limits, pages
from book.cache import Cache
from book.executor import Executor, FailedJob, Job, results
from book.pages import Galley, Heads, PageRun, PageStart, Side

T = TypeVar("T", PageRun, Heads)
Done = Callable[[int, int], None]  # jobs done, of how many
# What the engine stands on: it parses sheets, breaks words, reads fonts and pictures, and writes PDF.
LIBRARIES = ("cssselect2", "fonttools", "pillow", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "uharfbuzz")
TYPES = {name: it for name, it in vars(pages).items() if is_dataclass(it) and it.__module__ == pages.__name__}


def unheard(*_: object) -> None:
    """Whoever does not want to be told."""


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Lays out galleys. The problem of a job that failed comes from the stage that asked."""

    cache: Cache
    executor: Executor

    def runs(
        self, asked: Mapping[str, tuple[Galley, Side]], done: Done = unheard
    ) -> tuple[dict[str, PageRun | FailedJob], int]:
        """The page run of each galley, by its `run_key`; and how many had to be laid out.

        One without pages is not kept: a failure may be the machine's, and is tried again."""
        jobs = {key: Job(galley.division, len(galley.html), lay_out, (galley, side))
                for key, (galley, side) in asked.items()}
        return self._made(PageRun, jobs, done)

    def heads(
        self, asked: Mapping[str, tuple[Galley, PageRun, PageStart]], done: Done = unheard
    ) -> dict[str, Heads | FailedJob]:
        """The running heads of each run, by its `heads_key`."""
        jobs = {key: Job(galley.division, len(run.pages), draw_heads, (galley, replace(run, pdf=b""), start))
                for key, (galley, run, start) in asked.items()}
        return self._made(Heads, jobs, done)[0]

    def _made(
        self, kind: type[T], jobs: Mapping[str, Job[T]], done: Done
    ) -> tuple[dict[str, T | FailedJob], int]:
        found: dict[str, T | FailedJob] = {
            key: kept for key in jobs if (kept := unpack(kind, self.cache.get(key))) is not None
        }
        missing = {key: job for key, job in jobs.items() if key not in found}
        if missing:
            done(0, len(missing))
        made = results(self.executor, list(missing.values()), lambda number: done(number, len(missing)))
        for (key, job), result in zip(missing.items(), made, strict=True):
            found[key] = self._kept(key, job, result)
        return found, len(missing)

    def _kept(self, key: str, job: Job[T], result: T | FailedJob) -> T | FailedJob:
        """The result, kept if it is one that this machine would have made."""
        if not isinstance(result, FailedJob) and result.engine != makers():
            return FailedJob(job.division, _refusal(result.engine))
        if isinstance(result, Heads) or (isinstance(result, PageRun) and result.pages):
            self.cache.put(key, pack(result))
        return result


def _refusal(engine: tuple[str, ...]) -> str:
    """Which versions are not those of this machine."""
    other, ours = (", ".join(sorted(set(one) - set(two))) for one, two in ((engine, makers()), (makers(), engine)))
    return f"laid out by {other or 'an engine without a name'}, where this machine has {ours}"


# --- jobs ---------------------------------------------------------------------------------------------------------


def prepare() -> None:
    """Load the engine. A worker process does so at its start, while the first job is on its way."""
    from book.layout import repairs

    repairs.prepare()


def lay_out(galley: Galley, side: Side) -> PageRun:
    """`layout.lay_out`, signed with its makers."""
    return replace(layout.lay_out(galley, side), engine=makers())


def draw_heads(galley: Galley, run: PageRun, start: PageStart) -> Heads:
    """`layout.draw_heads`, signed with its makers."""
    return replace(layout.draw_heads(galley, run, start), engine=makers())


# --- keys ---------------------------------------------------------------------------------------------------------


def run_key(galley: Galley, side: Side, *more: str) -> str:
    """The key of a run: text with its folios, styles, fonts, pictures, side, and its makers.

    `more`: what is made of the run and kept in its place, and all that this depends on."""
    return _digest("run", side, galley.division, galley.html, *_design(galley), *more)


def heads_key(galley: Galley, run: PageRun, start: PageStart) -> str:
    """The key of running heads: what the pages are called and say, and in which language, not what stands on them."""
    shapes = repr([(page.name, page.blank, page.strings) for page in run.pages])
    language = galley.html.partition('lang="')[2].partition('"')[0]
    return _digest("heads", start.side, galley.division, repr(start.folio), shapes, repr(galley.strings), language,
                   *_design(galley))


def _design(galley: Galley) -> Iterable[str]:
    yield galley.css
    yield repr(galley.limits)
    yield repr([(file.name, file.digest) for file in galley.fonts])
    yield repr([(asset.name, asset.media_type, sha256(asset.data).hexdigest()) for asset in galley.assets])


def _digest(*parts: str) -> str:
    """Of all parts, each with its length: no two lists of parts are one text."""
    digest = sha256()
    for part in (*makers(), *parts):
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def makers() -> tuple[str, ...]:
    """Who makes a run on this machine: the engine, the libraries, and our own sources, types included."""
    found = [*layout.engine_names(), f"Python {platform.python_version()}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):  # `book doctor` says it better
            found.append(f"{name} {version(name)}")
    return (*found, f"sources {_sources()}")


def _sources() -> str:
    digest = sha256(layout.version().encode())
    for file in (pages.__file__, limits.__file__, protocol.__file__, __file__):
        digest.update(sha256(Path(file).read_bytes()).digest())
    return digest.hexdigest()[:16]


# --- values as bytes ----------------------------------------------------------------------------------------------


def pack(value: PageRun | Heads) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(kind: type[T], data: bytes | None) -> T | None:
    """The value; None if there is none, or if the bytes are not a value of this kind."""
    if data is None:
        return None
    try:
        value = _PageTypes(io.BytesIO(data)).load()
    except Exception:  # damaged bytes can raise almost anything
        return None
    return value if isinstance(value, kind) else None


class _PageTypes(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module != pages.__name__ or name not in TYPES:
            raise pickle.UnpicklingError(f"{module}.{name} is not one of the book's types")
        return TYPES[name]
