"""BibTeX, BibLaTeX and RIS: converted by pandoc, with every problem at its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from book.citations import BibliographyFormat, ConversionFault, converted
from book.problems import Span
from book.read.bib_entries import Entries, Entry, bib_entries, ris_entries
from book.read.files import Files


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TRIES: Final = 20  # entries that cannot be read, before a file is given up
_TYPES: Final = _words("""
article artwork audio bibnote book bookinbook booklet collection commentary conference dataset electronic image
inbook incollection inproceedings inreference jurisdiction legal legislation letter manual mastersthesis misc movie
music mvbook mvcollection mvproceedings mvreference newsarticle newspaper online patent performance periodical
phdthesis proceedings reference report review software standard suppbook suppcollection suppperiodical techreport
thesis unpublished video www
""")
_SILENT_TYPES: Final = frozenset({"xdata", "set"})  # they hold fields for others
# The fields of BibLaTeX that pandoc reads.
_READ: Final = _words("""
abstract addendum address annotation annote archiveprefix author authortype bookauthor booksubtitle booktitle
booktitleaddon chapter commentator crossref date day doi edition editor editora editorb editorc editoratype
editorbtype editorctype editortype eid entrysubtype eprint eprintclass eprinttype eventdate eventtitle
eventtitleaddon foreword holder howpublished hyphenation institution introduction isbn isrn issn issue issuetitle
issuesubtitle journal journalsubtitle journaltitle journaltitleaddon keywords label langid langidopts language
library location mainsubtitle maintitle maintitleaddon month note number options organization origdate origlanguage
origlocation origpublisher origtitle origyear pages pagetotal part primaryclass pubstate publisher related
relatedtype relatedstring reprinttitle school series shortauthor shorteditor shortjournal shortseries shorttitle
subtitle title titleaddon translator type url urldate urlday urlmonth urlyear venue version volume volumes xdata
xref year afterword annotator
""")
# What programs note for themselves.
_THEIRS: Final = _words("""
added-at biburl bibsource bdsk-file-1 bdsk-file-2 bdsk-url-1 bdsk-url-2 citeulike-article-id comment copyright date-
added date-modified dateadded datemodified doclink entrydate execute file gender groups ids interhash intrahash
issn-l keyword localfile lccn mendeley-groups mendeley-tags mrclass mrnumber mrreviewer numpages owner pmcid pmid
presort rating read readstatus review shorthand sortkey sortname sorttitle sortyear timestamp username zblnumber
__markedentry indextitle indexsorttitle nameaddon pagination bookpagination
""")
_RIS_READ: Final = _words("""
TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ER ET ID IS J1 J2 JA JF JO
KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR VL VO
Y1 Y2
""")


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """A work as another program has it, in CSL-JSON; `unprinted` are its fields that say nothing to CSL."""

    values: dict[str, Any]
    span: Span
    unprinted: tuple[str, ...] = ()


def read_bib(files: Files, path: str, text: str, language: str) -> Iterator[ForeignRecord]:
    """The works of a .bib file of a book in a language. The same key twice gives two records.

    The converter takes capitals out of titles whose language nobody gives, as is right in English alone."""
    kind: BibliographyFormat = "bibtex" if path.endswith(".bibtex") else "biblatex"
    found = bib_entries(text)
    if not language.startswith("en"):
        _in_language(found, language.partition("-")[0])
    records = _converted(files, path, found, kind)
    homes: dict[str, list[Entry]] = {}
    for entry in found.entries:
        homes.setdefault(entry.key, []).append(entry)
    for record in records:
        waiting = homes.get(str(record.get("id", "")), [])
        home = waiting.pop(0) if waiting else None
        if home and not _says_language(home) and not language.startswith("en"):
            record = {name: value for name, value in record.items() if name != "language"}
        yield ForeignRecord(record, Span(path, home.line if home else 1), tuple(_unprinted(home) if home else ()))
    for entry in (entry for waiting in homes.values() for entry in waiting):
        if entry.kind not in _SILENT_TYPES and records:
            files.report("C-003", f"nothing could be made of the entry “{entry.key}”", Span(path, entry.line),
                         "look at its key and its fields")


def _in_language(found: Entries, language: str) -> None:
    """Has each entry without a language say the book's, on its own line."""
    for entry in found.entries:
        if entry.key and not _says_language(entry):
            opening = re.compile(rf"(@\s*{re.escape(entry.kind)}\s*[{{(]\s*{re.escape(entry.key)}\s*,)", re.I)
            found.text = opening.sub(rf"\1 langid = {{{language}}},", found.text, count=1)


def _says_language(entry: Entry) -> bool:
    return bool({"langid", "language", "hyphenation"} & set(entry.fields))


def _unprinted(entry: Entry) -> Iterator[str]:
    if entry.kind not in _TYPES:
        yield f"the type @{entry.kind}"
    yield from (name for name in entry.fields if name not in _READ and name not in _THEIRS
                and not name.startswith(("bdsk-", "__", "opt", "user", "verb", "list", "name")))  # fmt: skip


def read_ris(files: Files, path: str, text: str, _language: str) -> Iterator[ForeignRecord]:
    """The works of a .ris file. One without an ID is called by its author and year, smith1999."""
    found = ris_entries(text)
    records = _converted(files, path, found, "ris")
    taken = {entry.key for entry in found.entries if entry.key}
    for record, entry in zip(records, found.entries, strict=False):
        key = entry.key or _made_key(record, taken)
        taken.add(key)
        unknown = tuple(name for name in entry.fields if name not in _RIS_READ)
        yield ForeignRecord({**record, "id": key}, Span(path, entry.line), unknown)


def _converted(files: Files, path: str, found: Entries, kind: BibliographyFormat) -> list[dict[str, Any]]:
    """The records; each entry that cannot be read is reported at its line, and left out."""
    for line, message in found.faults:
        files.report("C-003", message, Span(path, line), _HINTS[kind == "ris"])
    for _ in range(_TRIES):
        try:
            return converted(found.text, kind) if found.entries else []
        except ConversionFault as fault:
            line = found.line(fault.line)
            broken = next((entry for entry in reversed(found.entries) if entry.line <= line), None)
            if not fault.line or broken is None:
                files.report("C-003", f"this bibliography cannot be read: {fault}", Span(path, line), "correct it")
                return []
            where = f"the entry “{broken.key}” cannot be read" if broken.key else "this entry cannot be read"
            span = Span(path, max(min(line, broken.end - 1), broken.line), fault.column if line < broken.end else 1)
            files.report("C-003", f"{where}: {fault}", span, _HINTS[kind == "ris"])
            found.without(broken)
            found.entries.remove(broken)
    files.report("C-003", "more entries of this file cannot be read", Span(path), "correct those above first")
    return []


_HINTS: Final = ("an entry is @book{key, title = {…}, year = {…}}, with a comma after each field",
                 "an entry begins with TY  - and ends with ER  -")  # fmt: skip


def _made_key(record: dict[str, Any], taken: set[str]) -> str:
    names = record.get("author") or record.get("editor") or [{}]
    family = str(names[0].get("family") or names[0].get("literal") or record.get("title") or "work").split()[0]
    issued = record.get("issued") or {}
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    year = str(parts[0][0]) if parts and parts[0] else ""
    letters = unicodedata.normalize("NFC", family).lower()
    key = re.sub(r"\W", "", letters) + year
    others = (f"{key}{sign}" for sign in "abcdefghijklmnopqrstuvwxyz")
    more = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (key, *others, *more) if name not in taken)
