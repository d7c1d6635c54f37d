"""Inside a worker process; and how jobs come to it.

The fonts of a book are its largest values and the same for every job. They travel apart from the jobs, each to each
process once.
"""

from __future__ import annotations

import faulthandler
import io
import pickle
import signal
import traceback
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from book.executor import FailedJob, Job, attempt
from book.pages import FontFile

Begin = Callable[[], object]


def nothing() -> None:
    """Nothing is to be done at a process's start."""


def packed(job: Job[Any]) -> tuple[bytes, Mapping[str, FontFile]]:
    """A job without its fonts, and these. Raises what pickle raises for a job that cannot be sent."""
    out = io.BytesIO()
    packer = _FontsApart(out, protocol=5)
    packer.dump(job)
    return out.getvalue(), packer.fonts


class _FontsApart(pickle.Pickler):
    def __init__(self, file: io.BytesIO, protocol: int) -> None:
        super().__init__(file, protocol)
        self.fonts: dict[str, FontFile] = {}

    def persistent_id(self, value: Any) -> str | None:
        """Called for every value: what has a name is left out."""
        if not isinstance(value, FontFile):
            return None
        self.fonts[_name(value)] = value
        return _name(value)


class _WithFonts(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, fonts: Mapping[str, FontFile]) -> None:
        super().__init__(file)
        self.fonts = fonts

    def persistent_load(self, name: str) -> FontFile:
        """Called for every value that was left out."""
        return self.fonts[name]


def _name(font: FontFile) -> str:
    return f"{font.digest} {font.name}"


def serve(pipe: Connection, trace: str, begin: Begin) -> None:
    """Do jobs until the pipe is closed. In `trace` stands afterwards where a process died, or where it was when asked.

    Ctrl-C is left to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    fonts: dict[str, FontFile] = {}
    with open(trace, "wb", buffering=0) as file:  # noqa: PTH123 - a file, not a path, is what faulthandler takes
        faulthandler.enable(file)
        faulthandler.register(signal.SIGUSR1, file)
        begin()
        pipe.send(None)  # ready
        while True:
            try:
                new, data = pipe.recv()
            except EOFError:
                return
            fonts |= {_name(font): font for font in new}
            pipe.send_bytes(_answer(data, fonts))


def _answer(data: bytes, fonts: Mapping[str, FontFile]) -> bytes:
    """The pickled result of a job, or why there is none; the sender knows the division."""
    try:
        return pickle.dumps(attempt(_WithFonts(io.BytesIO(data), fonts).load()), protocol=5)
    except Exception as error:  # pickle raises many
        message = f"the job or its result cannot be sent: {type(error).__name__}: {error}"
        return pickle.dumps(FailedJob("", message, traceback.format_exc()))
