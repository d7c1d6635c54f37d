"""A record of CSL as other programs write it, made as we read it: dates in lists, single names, markup of Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

NAMES: Final = frozenset({
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "editor-translator", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author",
    "script-writer", "series-creator", "translator",
})  # fmt: skip
DATES: Final = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})
_RENAMED: Final = {
    "shortTitle": "title-short", "short-title": "title-short", "journalAbbreviation": "container-title-short",
    "event": "event-title", "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID",
    "pmcid": "PMCID", "keywords": "keyword",
}  # fmt: skip
# What programs keep for themselves.
_THEIRS: Final = frozenset({"citation-key", "citekey", "citation-label", "categories", "system_id", "call-number-key"})
_DOMAIN: Final = re.compile(r"(?:www\.|doi\.org/|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|de|uk|fr)(?:/|$))\S*$")
_EMPHASIS: Final = re.compile(r"(?<![\w*\\])(\*{1,2})(?=[^\s*])([^*]*[^\s*])\1(?![\w*])")
_SPAN: Final = re.compile(r"\[([^\[\]]*)\]\{\.(nocase|smallcaps)\}")
_LETTERS: Final = ((re.compile(r"(?<!\\)\^([^\s^]+)\^"), r"<sup>\1</sup>"),
                   (re.compile(r"(?<![\\~])~([^\s~]+)~"), r"<sub>\1</sub>"))


def plain_record(values: Mapping[str, Any], markdown: bool = False) -> dict[str, Any]:
    """The record in our form; `markdown` if its words may have Markdown's markup, as those of Pandoc's YAML do.

    What it makes nothing of stays as it is, and is for the shape to refuse."""
    record: dict[str, Any] = {}
    for name, value in values.items():
        field = _RENAMED.get(name, name)
        made = _value(field, value, markdown)
        if name in _THEIRS or made is None or made == "" or (field != name and field in values):
            continue
        record[field] = made
    return {**record, "type": record.get("type", "document")}


def _value(name: str, value: Any, markdown: bool) -> Any:
    if name == "id":
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if name in DATES:
        return _date(value)
    if name in NAMES:
        return ([value] if isinstance(value, dict) else value) or None
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return ", ".join(map(str, value))  # ISSNs, keywords; Crossref has every title in a list
    if isinstance(value, float):
        return str(value)
    if name == "URL" and isinstance(value, str) and _DOMAIN.match(value):
        return f"https://{value}"
    return _marked(value) if markdown and isinstance(value, str) and name not in ("URL", "DOI") else value


def _marked(text: str) -> str:
    """Markdown's emphasis as CSL's."""
    for _ in range(2):
        text = _EMPHASIS.sub(lambda found: f"<{_tag(found)}>{found[2]}</{_tag(found)}>", text)
    text = _SPAN.sub(lambda found: f'<span class="nocase">{found[1]}</span>' if found[2] == "nocase" else
                     f'<span style="font-variant:small-caps;">{found[1]}</span>', text)  # fmt: skip
    for pattern, form in _LETTERS:
        text = pattern.sub(form, text)
    return re.sub(r"\\([*_^~\[\]])", r"\1", text)


def _tag(found: re.Match[str]) -> str:
    return "i" if len(found[1]) == 1 else "b"


def _date(value: Any) -> Any:
    """A list of days, `[{year: 1999}]`, and `{year: 1999, month: 3}` as CSL's date-parts; numbers as numbers."""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        days = [_day(each) for each in value]
        rest = {key: each for key, each in value[0].items() if key in ("circa", "season")}
        if all(days):
            return {"date-parts": days, **rest}
        return _date(value[0]) if len(value) == 1 else value
    if isinstance(value, dict) and "date-parts" in value:
        return _parts(value)
    if isinstance(value, dict) and (day := _day(value)):
        rest = {key: each for key, each in value.items() if key not in ("year", "month", "day")}
        return {"date-parts": [day], **rest}
    return value or None


def _day(value: Mapping[str, Any]) -> list[int]:
    parts: list[int] = []
    for name in ("year", "month", "day"):
        number = _number(value.get(name))
        if number is None:
            break
        parts.append(number)
    return parts


def _parts(value: Mapping[str, Any]) -> Any:
    days = value["date-parts"]
    if not isinstance(days, list):
        return value
    days = days if all(isinstance(day, list) for day in days) else [days]
    numbers = [[_number(part) for part in day if part not in (None, "")] for day in days]
    if any(part is None for day in numbers for part in day):
        return value
    rest = {key: each for key, each in value.items() if key != "date-parts"}
    whole = [day for day in numbers if day]
    return {"date-parts": whole, **rest} if whole else (rest or None)


def _number(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if re.fullmatch(r"-?\d{1,6}", str(value)) else None
