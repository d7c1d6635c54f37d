"""The one engine that this program is written for, and the only way to change it.

`SOURCES` names every function and class of WeasyPrint that the layout replaces or leans on, with a digest of its source
text. `check` compares them, once a process and before `repairs` replaces any; `replace` refuses what the table does not
name. A function of the engine that is missing or reads differently makes layout impossible: a page that comes out a
little wrong would be worse.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Any

from book.layout import VERSION
from book.pages import Fault

PACKAGE = "weasyprint"
Sources = Mapping[str, Mapping[str, str]]
# By module, as WeasyPrint 70.0 defines them: the first 16 hexadecimal digits of the SHA-256 of their source.
SOURCES: Sources = {
    "document": {
        "Document._build_layout_context": "2b072254ab89701b",
        "Document._render": "ebaceeb0fa8e79aa",
        "Document.write_pdf": "086e4a8e99981829",
    },
    "formatting_structure.build": {
        "create_anonymous_boxes": "f1e76cc779a89855",
    },
    "layout": {
        "LayoutContext": "211f859ff4e2d663",
        "layout_document": "a5cbf437e99caf72",
    },
    "layout.absolute": {
        "AbsolutePlaceholder": "336e26c56311f105",
    },
    "layout.block": {
        "_break_line": "2b92255d94ab45f7",
        "_linebox_layout": "e07bbe000974787e",
        "avoid_page_break": "2810fc88d7b6fbb7",
        "block_level_layout": "c1301dde9284e245",
        "collapse_margin": "c91ad56f81717b09",
        "remove_placeholders": "ce16d97a1caacea0",
    },
    "layout.column": {
        "_report_footnotes": "0e9226e4e92830f0",
    },
    "layout.inline": {
        "get_next_linebox": "67af458c2545e74f",
        "iter_line_boxes": "04aec48abfcad809",
        "justify_line": "f83b21ff8793ba6b",
        "remove_last_whitespace": "53f0c79c9fbbda50",
        "split_inline_box": "3a0cb7ca7e34c7ef",
        "split_text_box": "8c564329599ef23f",
        "text_align": "e953d41b87ccfc30",
    },
    "layout.page": {
        "_update_page_groups": "baae519d41beefe1",
        "make_all_pages": "b5e4034894841caa",
        "make_page": "656f183328e8b1b5",
        "remake_page": "1ff09b2dffa17839",
    },
    "layout.percent": {
        "resolve_one_percentage": "4cfaa9ad134e4f7b",
        "resolve_percentages": "71673078096fcf87",
    },
    "layout.preferred": {
        "trailing_whitespace_size": "cd005b8042a652f9",
    },
    "pdf": {
        "generate_pdf": "626343ef25c396e8",
    },
    "pdf.anchors": {
        "add_links": "262e8b9b299892a7",
    },
    "pdf.stream": {
        "Stream": "624257224db6f66d",
    },
    "pdf.tags": {
        "add_tags": "f0e74575b0bafaf3",
    },
    "text.fonts": {
        "FontConfiguration": "c9caaf607dac068c",
        "get_hb_object_data": "03040a623df04c2b",
    },
    "text.line_break": {
        "_font_style_cache_key": "d6b09d54b8258d58",
        "create_layout": "6587192cc0ab3ffa",
        "first_line_metrics": "55ec5d0b58b29a8b",
        "get_log_attrs": "65c1a1c4fa75ee95",
        "line_size": "03fa04fd51fc69aa",
        "split_first_line": "39ad1016863ca34d",
        "strut": "b57885b70dd08efe",
    },
    "urls": {
        "URLFetcher": "2bd2febdc13553b7",
    },
}


class Mismatch(Exception):
    """The engine is not the one that this program is written for. The message names the function and the version."""


def check() -> Fault | None:
    """The fault that this is another engine, or None. Asked before anything is replaced."""
    if (have := version(PACKAGE)) != VERSION:
        return Fault("E-002", f"WeasyPrint is {have}; this program is made for {VERSION}")
    names = moved()
    return Fault("E-002", str(_mismatch(", ".join(names)))) if names else None


def moved(sources: Sources = SOURCES) -> tuple[str, ...]:
    """The names in the table that the engine lacks or has with another source. Asked before anything is replaced."""
    return tuple(name for name, wanted, own in _names(sources) if _digest(own) != wanted)


def replace(module: ModuleType, name: str, ours: Any) -> Any:
    """Put our function or class in the place where a module of the engine looks for its own; the one that was there.

    Raises Mismatch if nothing is there, or something that `SOURCES` does not name."""
    own = getattr(module, name, None)
    if not _named(own):
        raise _mismatch(f"{module.__name__}.{name}")
    setattr(module, name, ours)
    return own


def _names(sources: Sources) -> Iterator[tuple[str, str, Any]]:
    """Each name of the table, its digest there, and what the engine has by that name, or None."""
    for module, names in sources.items():
        for name, wanted in names.items():
            own = _loaded(f"{PACKAGE}.{module}")
            for part in name.split("."):
                own = getattr(own, part, None)
            yield f"{PACKAGE}.{module}.{name}", wanted, own


def _loaded(module: str) -> Any:
    try:
        return import_module(module)
    except ModuleNotFoundError:
        return None


def _digest(own: Any) -> str:
    try:
        return sha256(inspect.getsource(own).encode()).hexdigest()[:16]
    except (OSError, TypeError):  # not there, or without a source
        return ""


def _named(own: Any) -> bool:
    """True of what the table names, and of ours, which may be replaced again by another repair."""
    module, name = getattr(own, "__module__", ""), getattr(own, "__qualname__", "")
    return module.startswith("book.") or name in SOURCES.get(module.removeprefix(f"{PACKAGE}."), {})


def _mismatch(names: str) -> Mismatch:
    return Mismatch(f"this program is not written for {names} as WeasyPrint {version(PACKAGE)} has it")
