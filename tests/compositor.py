"""Records of printings from a compositor of our own: five words a line, six lines a page, divisions on new pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from book.record import BlockRecord, DivisionRecord, EditionRecord, LineRecord, PageRecord

MEASURE, DEPTH = 5, 6  # words a line, lines a page


def printing(
    divisions: Mapping[str, Sequence[str]], number: str = "1.0", corrections: Sequence[str] = (),
    roles: Mapping[str, str] | None = None, drawn: str = "",
) -> EditionRecord:
    """A printing of these divisions, each a list of paragraphs. What begins with "[3] " is note 3; a word in braces is
    a folio; `drawn` stands on every page beside the text."""
    blocks, pages, starts = [], list[PageRecord](), []
    for division, texts in divisions.items():
        folio, row, ink = len(pages) + 1, 0, list[str]()
        starts.append(DivisionRecord(division, division.title(), str(folio), (roles or {}).get(division, "chapter")))
        for text in texts:
            note, text = text[1:].split("] ", 1) if text.startswith("[") else ("", text)
            words = text.replace("{", "").replace("}", "").split()
            lines = []
            for word in range(0, len(words), MEASURE):
                if row == DEPTH:
                    pages.append(_page(folio, ink, drawn))
                    folio, row, ink = folio + 1, 0, []
                row += 1
                ink.append(" ".join(words[word:word + MEASURE]))
                lines.append(LineRecord(str(folio), row, word))
            reckoned = tuple(at for at, word in enumerate(text.split()) if "{" in word)
            key = sha256(text.encode()).hexdigest()[:10]
            blocks.append(BlockRecord(division, note, key, " ".join(words), tuple(lines), reckoned))
        pages.append(_page(folio, ink, drawn))
    return EditionRecord(
        number, "An edition", "2026-01-15", "0123456789", "c0ffee", (("WeasyPrint", "70.0"),),
        {"chapters/a.md": "aa"}, {"book.pdf": "bb"}, tuple(starts), tuple(pages), tuple(blocks),
        {each.id: each.folio for each in starts}, {"kdp": round(len(pages) * 0.002, 4)}, tuple(corrections),
    )  # fmt: skip


def _page(folio: int, ink: Sequence[str], drawn: str) -> PageRecord:
    return PageRecord(str(folio), sha256("\n".join((*ink, drawn)).encode()).hexdigest()[:12], f"head {folio}")
