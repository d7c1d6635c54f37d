"""Records as the texts of files: one of JSON for each printing, and one of texts for all.

A record is JSON with a line for each page, block and file, so that two of them can be compared in a diff. A block names
its text by digest; `texts` has a line for each text that any printing ever had, so that a corrected printing adds only
what it changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from typing import Any

from book.record import BlockRecord, DivisionRecord, EditionRecord, LineRecord, PageRecord

SHOWN = 12  # hexadecimal digits of a text's digest
_LINE = re.compile(r"(?P<folio>\w*)\.(?P<row>\d+):(?P<word>\d+)", re.ASCII)
_PLAIN = ("number", "name", "date", "content", "commit")
_MAPPED = ("inputs", "files", "page_map", "spines")


class DamagedRecord(ValueError):
    """The files do not say what the release wrote; the text says why, to go on after the file's name."""


def to_json(record: EditionRecord) -> str:
    """The record as JSON, sealed with a digest of itself."""
    values = _values(record)
    return _laid_out({**values, "digest": _seal(values)})


def texts_with(kept: str, record: EditionRecord) -> str:
    """The file of texts with those of the record that it lacked, behind what it had."""
    had = set(texts_of(kept))
    fresh = {digest: text for block in record.blocks if (digest := _digest(text := block.text)) not in had}
    return kept + "".join(f"{digest} {text}\n" for digest, text in fresh.items())


def texts_of(kept: str) -> dict[str, str]:
    """The texts by digest. Raises `DamagedRecord` if one of them is not what its digest says."""
    texts = dict(line.partition(" ")[::2] for line in kept.split("\n") if line)
    for digest, text in texts.items():
        if _digest(text) != digest:
            what = f"the text “{_short(text)}” is not {digest}"
            raise DamagedRecord(f"was changed since the release that wrote it: {what}")
    return texts


def from_json(text: str, texts: Mapping[str, str]) -> EditionRecord:
    """The record of a file of JSON; `texts` are `texts_of` the other. Raises `DamagedRecord`."""
    try:
        values = json.loads(text)
        record = _record(values, texts)
        sealed = values["digest"] == _seal({key: value for key, value in values.items() if key != "digest"})
    except DamagedRecord:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise DamagedRecord(f"is not a record of a printing ({type(fault).__name__})") from fault
    if not sealed:
        raise DamagedRecord("was changed since the release that wrote it")
    return record


# --- values ---------------------------------------------------------------------------------------------------------


def _values(record: EditionRecord) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in _PLAIN},
        **{name: dict(getattr(record, name)) for name in _MAPPED},
        "engine": [list(part) for part in record.engine],
        "divisions": [{"id": d.id, "title": d.title, "folio": d.folio, "role": d.role} for d in record.divisions],
        "pages": [{"folio": page.folio, "body": page.body, "head": page.head} for page in record.pages],
        "blocks": [{"division": division, "blocks": list(map(_block_values, blocks))}
                   for division, blocks in groupby(record.blocks, lambda block: block.division)],
        "corrections": list(record.corrections),
    }  # fmt: skip


def _block_values(block: BlockRecord) -> dict[str, Any]:
    values = {"key": block.key, "text": _digest(block.text), "lines": " ".join(_lines(block.lines))}
    if block.note:
        values["note"] = block.note
    if block.reckoned:
        values["reckoned"] = " ".join(map(str, block.reckoned))
    return values


def _lines(lines: Iterable[LineRecord]) -> Iterator[str]:
    """Lines as "43.12:0": folio, row, word. The folio is left out where it is that of the line before."""
    folio = ""
    for line in lines:
        yield f"{line.folio if line.folio != folio else ''}.{line.row}:{line.word}"
        folio = line.folio


def _record(values: Mapping[str, Any], texts: Mapping[str, str]) -> EditionRecord:
    plain: dict[str, Any] = {name: str(values[name]) for name in _PLAIN}
    mapped: dict[str, Any] = {name: dict(values[name]) for name in _MAPPED}
    return EditionRecord(
        **plain, **mapped,
        engine=tuple((str(name), str(version)) for name, version in values["engine"]),
        divisions=tuple(DivisionRecord(**each) for each in values["divisions"]),
        pages=tuple(PageRecord(**each) for each in values["pages"]),
        blocks=tuple(_block(part["division"], each, texts) for part in values["blocks"] for each in part["blocks"]),
        corrections=tuple(map(str, values["corrections"])),
    )


def _block(division: str, values: Mapping[str, str], texts: Mapping[str, str]) -> BlockRecord:
    if (text := texts.get(values["text"])) is None:
        raise DamagedRecord(f"names the text {values['text']}, which is not kept")
    reckoned = tuple(map(int, values.get("reckoned", "").split()))
    return BlockRecord(division, values.get("note", ""), values["key"], text, tuple(_parsed(values["lines"])), reckoned)


def _parsed(lines: str) -> Iterator[LineRecord]:
    before = LineRecord("", 0, 0)
    for line in lines.split():
        match = _LINE.fullmatch(line)
        if match is None:
            raise DamagedRecord(f"has “{line}” where a line's page, row and word should stand")
        before = replace(before, folio=match["folio"] or before.folio, row=int(match["row"]), word=int(match["word"]))
        yield before


# --- text -----------------------------------------------------------------------------------------------------------


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:SHOWN]


def _seal(values: Mapping[str, Any]) -> str:
    return sha256(_in_line(values).encode()).hexdigest()


def _in_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _laid_out(value: Any) -> str:
    """Objects and lists at the top, and those in `blocks`, with an item a line."""
    parts = []
    for key, inner in sorted(value.items()):
        parts.append(f"{_in_line(key)}: {_items(inner, deep=key == 'blocks')}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _items(value: Any, deep: bool = False) -> str:
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{_in_line(key)}: {_in_line(inner)}" for key, inner in sorted(value.items())) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_division if deep else _in_line, value)) + "\n]"
    return _in_line(value)


def _division(part: Mapping[str, Any]) -> str:
    return f'{{"division": {_in_line(part["division"])}, "blocks": {_items(part["blocks"])}}}'


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
