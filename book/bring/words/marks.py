"""What several tools' translations share: a line kept in a remark, a text put in the place of a line."""

from __future__ import annotations

import re

from book.bring.draft import Lines, SourceLine
from book.bring.scan import head_length


def remark(words: str) -> str:
    """Words that stay in the file and are not printed."""
    return f"<!-- {words.strip().replace('--', '- -').strip()} -->"


def without_head(lines: Lines) -> Lines:
    """A text to be inserted: its head is that of no chapter."""
    return lines[head_length(lines):]


def set_in(lines: Lines, by: str) -> Lines:
    """The lines as far from the edge as the line that asks for them."""
    return tuple(line._replace(words=by + line.words if line.words.strip() else "") for line in lines)


def indent_of(line: SourceLine) -> str:
    """The white space and the marks of quotations at the beginning of a line."""
    found = re.match(r"[ \t]*(?:>[ ]?)*[ \t]*", line.words)
    return found[0] if found else ""
