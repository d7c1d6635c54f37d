"""How far a command is: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

EVERY = 10.0  # seconds between two lines on one stage
Tell = Callable[[str, int, int], None]  # stage, done, of (0 of 0: just begun)


def plain(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether only lines may be written: to a file, or where no colour (no-color.org) or moving cursor is wanted."""
    return not stream.isatty() or bool(environment.get("NO_COLOR")) or environment.get("TERM", "") in ("", "dumb")


class Log:
    """A line as each stage begins, and every ten seconds how far it is.

    A stage that comes back to itself, round after round, is named once."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._stage, self._done, self._of = "", 0, 0
        self._began = self._counted = self._clock()  # of the stage, of its round
        self._first = 0  # what was done when the round was first heard of

    @contextmanager
    def running(self) -> Iterator[Tell]:
        """Tells of stages that say nothing by themselves, too."""
        over = threading.Event()
        threading.Thread(target=self._every, args=(over,), daemon=True).start()
        try:
            yield self.told
        finally:
            over.set()

    def told(self, stage: str, done: int, of: int) -> None:
        """A stage has begun, or has got further."""
        if begun := stage != self._stage:
            print(stage, file=self._stream, flush=True)
            self._stage, self._began = stage, self._clock()
        if begun or of != self._of or done < self._done:
            self._counted, self._first = self._clock(), done
        self._done, self._of = done, of

    def line(self) -> str:
        """How far the stage is, and how long it may still take if it goes on like this."""
        said = [f"{self._done} of {self._of}"] if self._of else []
        now = self._clock()
        said.append(f"{now - self._began:.0f} s so far")
        if (got := self._done - self._first) > 0 and self._of > self._done:
            said.append(f"about {(now - self._counted) * (self._of - self._done) / got:.0f} s left")
        return f"{self._stage}: {', '.join(said)}"

    def _every(self, over: threading.Event) -> None:
        while not over.wait(EVERY):
            if self._stage and self._clock() - self._began >= EVERY / 2:
                print(self.line(), file=self._stream, flush=True)


@contextmanager
def bar() -> Iterator[Tell]:
    """A bar that goes away in the end."""
    from rich import progress as columns
    from rich.console import Console

    shown = (columns.TextColumn("{task.description:<10}"), columns.BarColumn(), columns.MofNCompleteColumn(),
             columns.TimeElapsedColumn(), columns.TimeRemainingColumn())
    with columns.Progress(*shown, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch(stage: str, done: int, of: int) -> None:
            progress.update(task, description=stage, completed=done, total=of or None)

        yield watch
