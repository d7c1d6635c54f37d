"""pandoc as a citation engine, run once for a book, and not at all if the cache has the answer.

Why pandoc: of the engines tried on the sixty clusters of `tests/test_citations.py` it alone had all right, and in a
fifth of a second. We take the binary of the pinned wheel, never the machine's: another version may print other strings.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import pypandoc

PROGRAM = Path(pypandoc.__file__).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
SECONDS = 120  # a book of three thousand clusters takes four


class ByteStore(Protocol):
    """Bytes by digest."""

    def get(self, digest: str) -> bytes | None:
        """What was put under this digest, if anything was."""

    def put(self, digest: str, data: bytes) -> None:
        """Keep these bytes."""


class EngineFault(Exception):
    """The engine could not be run, or gave up. The message is its own."""


def cite(document: Any, works: list[dict[str, Any]], style: str, cache: ByteStore) -> tuple[Any, tuple[str, ...]]:
    """The document with its citations printed, and the engine's warnings. Raises `EngineFault`."""
    texts = [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in (document, works)]
    digest = hashlib.sha256("\0".join([version("pypandoc-binary"), style, *texts]).encode()).hexdigest()
    answer = cache.get(digest)
    if answer is None:
        answer = _run(texts[0], texts[1], style)
        cache.put(digest, answer)
    cited = json.loads(answer)
    return cited["document"], tuple(cited["warnings"])


def _run(document: str, works: str, style: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="citations-") as name:
        folder = Path(name)
        (folder / "style.csl").write_text(style, encoding="utf-8")
        (folder / "works.json").write_text(works, encoding="utf-8")
        output = _pandoc(folder, document)
        log = json.loads((folder / "log.json").read_text(encoding="utf-8"))
    warnings = [entry.get("message") or entry["pretty"] for entry in log if entry["verbosity"] != "INFO"]
    return json.dumps({"document": json.loads(output), "warnings": warnings}, ensure_ascii=False).encode()


def _pandoc(folder: Path, document: str) -> bytes:
    # --sandbox: the document cannot make pandoc read or fetch anything.
    command = [str(PROGRAM), "--from=json", "--to=json", "--citeproc", "--sandbox", "--quiet",
               "--csl=style.csl", "--bibliography=works.json", "--log=log.json"]  # fmt: skip
    try:
        done = subprocess.run(command, input=document.encode(), capture_output=True, cwd=folder, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise EngineFault(str(fault)) from fault
    if done.returncode:
        raise EngineFault(done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}")
    return done.stdout
