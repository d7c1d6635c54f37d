"""Notes of texts that become one text: their names are made different."""

from __future__ import annotations

import re

from book.bring.draft import Lines
from book.bring.scan import hidden, outside_code

_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


def renamed(lines: Lines, name: str) -> Lines:
    """The text with `name` before the names of its notes."""
    covered = hidden(lines)
    return tuple(line if covered[at] or "[^" not in line.words else line._replace(
        words=outside_code(line.words, lambda part: _NOTE.sub(rf"[^{name}-\1]", part)))
        for at, line in enumerate(lines))
