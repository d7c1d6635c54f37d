"""Bibliographies in BibTeX, BibLaTeX and RIS as records of CSL-JSON.

They are converted by pandoc, which may read nothing else and open no connection, and has half a gigabyte of memory."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any, Final, Literal

from book.citations.engine import PROGRAM, SECONDS

BibliographyFormat = Literal["bibtex", "biblatex", "ris"]
_PLACE: Final = re.compile(r"line (\d+), column (\d+)\)?:?\s*(.*)", re.S)
_MEMORY: Final = ("+RTS", "-M512M", "-RTS")


class ConversionFault(Exception):
    """The text cannot be read at `line` and `column`, counted from 1; 0 if nobody knows where."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def converted(text: str, kind: BibliographyFormat) -> list[dict[str, Any]]:
    """The records of a bibliography, in its order, as CSL-JSON. Raises `ConversionFault`."""
    command = [str(PROGRAM), *_MEMORY, "--sandbox", "--quiet", f"--from={kind}", "--to=csljson"]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise ConversionFault(str(fault)) from fault
    if done.returncode:
        raise _fault(done.stderr.decode(errors="replace"))
    records: list[dict[str, Any]] = json.loads(done.stdout)
    return records


def _fault(said: str) -> ConversionFault:
    """pandoc's complaint: the place, then what was met and what was expected, then the line and a caret."""
    found = _PLACE.search(said)
    if not found:
        return ConversionFault(" ".join(said.split()) or "the converter gave up")
    first = found[3].split("\n")[0] if found[3] else "it cannot be read"
    return ConversionFault(first.strip(), int(found[1]), int(found[2]))
