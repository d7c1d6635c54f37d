"""Pandoc's reading of a manuscript: another reading than ours, made once for each text and kept; and its reading of
documents of other kinds, to import them.

One process reads all the texts that the cache does not know. Each is a file of its own to it (`--file-scope`), and
between them stand files of one word, by which the one tree that comes back is cut again. `--sandbox`: nothing in a
text makes pandoc read or fetch anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import pypandoc

PROGRAM = Path(pypandoc.__file__).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
SECONDS = 120  # for a document
QUICK, A_SECOND = 20, 20_000  # seconds for any texts, and bytes of them for each second more
MEMORY = "2g"
# Where Pandoc's Markdown and CommonMark differ, as CommonMark: a heading or a quotation needs no empty line before it.
# Quotation marks and dashes stay as typed, macros are not carried out.
FORM = "markdown-smart-latex_macros-blank_before_header-blank_before_blockquote"
PLAIN_FORM = f"{FORM}-yaml_metadata_block-pandoc_title_block"  # where a block that looks like YAML is none
CUT = "corrigendacuthere"


class PandocStore(Protocol):
    """Bytes by digest."""

    def get(self, digest: str) -> bytes | None:
        """What was put under this digest, if anything was."""

    def put(self, digest: str, data: bytes) -> None:
        """Keep these bytes."""


class PandocFault(Exception):
    """Pandoc is not there, could not read the text, or took too long. The message is its own."""


def read_markdown(texts: Sequence[str], cache: PandocStore) -> tuple[list[Any] | None, ...]:
    """The blocks of pandoc's tree of each text, as plain values; None for a text over which pandoc takes too long.
    Raises `PandocFault` if it reads none."""
    digests = [hashlib.sha256(f"{version('pypandoc-binary')}\0{FORM}\0{text}".encode()).hexdigest() for text in texts]
    found = {digest: kept for digest in digests if (kept := cache.get(digest)) is not None}
    missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in found}
    for digest, blocks in _trees(missing).items():
        found[digest] = json.dumps(blocks, ensure_ascii=False).encode()
        if blocks is not None:
            cache.put(digest, found[digest])
    try:
        return tuple(json.loads(found[digest]) for digest in digests)
    except RecursionError as fault:
        raise PandocFault("the text is nested too deeply") from fault


def document_tree(data: bytes, form: str) -> tuple[Any, dict[str, bytes]]:
    """Pandoc's tree of a document of another kind, with tracked changes marked, and its pictures by their names in
    the tree. Raises `PandocFault`."""
    with tempfile.TemporaryDirectory(prefix="document-") as name:
        folder = Path(name)
        (folder / "document").write_bytes(data)
        options = ("--track-changes=all",) if form.startswith("docx") else ()
        output = _run_in(folder, (f"--from={form}", "--to=json", "--extract-media=media", *options, "document"))
        pictures = [place for place in sorted((folder / "media").rglob("*")) if place.is_file()]
        media = {place.relative_to(folder).as_posix(): place.read_bytes() for place in pictures}
    try:
        return json.loads(output), media
    except RecursionError as fault:
        raise PandocFault("the document is nested too deeply") from fault


def markdown_of(tree: Any, form: str) -> str:
    """A tree written as Markdown. Raises `PandocFault`."""
    with tempfile.TemporaryDirectory(prefix="document-") as name:
        (Path(name) / "tree").write_text(json.dumps(tree), encoding="utf-8")
        output = _run_in(Path(name), ("--from=json", f"--to={form}", "--wrap=none", "--markdown-headings=atx", "tree"))
    return output.decode()


def _trees(texts: Mapping[str, str]) -> dict[str, list[Any] | None]:
    """All texts in one run; each by itself, its metadata taken as words, if one of them stops pandoc."""
    if not texts:
        return {}
    try:
        return {**dict(zip(texts, _run(list(texts.values()), FORM), strict=True))}
    except PandocFault:
        return {digest: _alone(text) for digest, text in texts.items()}


def _alone(text: str) -> list[Any] | None:
    try:
        return _run([text], PLAIN_FORM)[0]
    except PandocFault:
        if not PROGRAM.is_file():
            raise
        return None


def _run(texts: Sequence[str], form: str) -> list[list[Any]]:
    with tempfile.TemporaryDirectory(prefix="reading-") as name:
        files = []
        for number, text in enumerate(texts):
            for part, words in (("a", text), ("b", CUT)):
                files.append(f"{number:06}{part}.md")
                (Path(name) / files[-1]).write_text(words + "\n", encoding="utf-8")
        output = _pandoc(Path(name), files, form)
    try:
        return _cut(json.loads(output)["blocks"], len(texts))
    except RecursionError as fault:
        raise PandocFault("the text is nested too deeply") from fault


def _cut(blocks: Sequence[Any], count: int) -> list[list[Any]]:
    mark = {"t": "Para", "c": [{"t": "Str", "c": CUT}]}
    parts: list[list[Any]] = [[]]
    for block in blocks:
        if block == mark:
            parts.append([])
        else:
            parts[-1].append(block)
    if len(parts) != count + 1:
        raise PandocFault("its tree cannot be cut into the texts again")
    return parts[:-1]


def _pandoc(folder: Path, files: Sequence[str], form: str) -> bytes:
    size = sum((folder / file).stat().st_size for file in files)
    return _run_in(folder, (f"--from={form}", "--to=json", "--file-scope", *files), QUICK + size // A_SECOND)


def _run_in(folder: Path, words: Sequence[str], seconds: float = SECONDS) -> bytes:
    """Runs pandoc within its limits of time and memory; it reads nothing but what it is given."""
    command = [str(PROGRAM), "--sandbox", "--quiet", "+RTS", f"-M{MEMORY}", "-RTS", *words]
    try:
        done = subprocess.run(command, capture_output=True, cwd=folder, timeout=seconds)
    except subprocess.TimeoutExpired as fault:
        raise PandocFault(f"it took longer than {seconds:g} seconds") from fault
    except OSError as fault:
        raise PandocFault(fault.strerror or str(fault)) from fault
    if done.returncode:
        raise PandocFault(done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}")
    return done.stdout
