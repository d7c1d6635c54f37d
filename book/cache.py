"""Bytes kept in a folder under a key: the hexadecimal digest of all that they depend on.

Each value has a checksum. One that is damaged, half written or gone is absent, and whoever asked makes it again.
"""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path

SEAL = 32  # bytes of SHA-256 before each value


class Cache:
    """Values in `folder`, which is made when the first is put. Several processes may get and put at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """The value, or None if there is none or its checksum is wrong."""
        self._used.add(key)
        try:
            stored = self._file(key).read_bytes()
        except OSError:
            return None
        seal, value = stored[:SEAL], stored[SEAL:]
        return value if sha256(value).digest() == seal else None

    def put(self, key: str, value: bytes) -> None:
        """Keep a value. Another process sees all of it or nothing. Raises OSError if the folder cannot be written."""
        self._used.add(key)
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        try:
            unfinished.write_bytes(sha256(value).digest() + value)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)

    def prune(self) -> None:
        """Drop every value that was neither got nor put by this object: what no build needs now.

        What cannot be dropped stays: an old value is never a wrong one."""
        kept = set(map(self._file, self._used))
        for file in sorted(self.folder.glob("*/*")):
            if file not in kept:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _file(self, key: str) -> Path:
        """Two letters a folder, as git has it: some file systems are slow with very long folders."""
        if len(key) < 3 or not all(letter in "0123456789abcdef" for letter in key):
            raise ValueError(f"not a hexadecimal digest: {key!r}")
        return self.folder / key[:2] / key[2:]


class ReadingCache(Cache):
    """The values of a folder that is never written: what is put is remembered as long as this object is there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._new: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The value that was put, or the folder's."""
        return self._new[key] if key in self._new else super().get(key)

    def put(self, key: str, value: bytes) -> None:
        """Remember a value."""
        self._new[key] = value

    def prune(self) -> None:
        """Nothing is dropped from a folder that is only read."""
