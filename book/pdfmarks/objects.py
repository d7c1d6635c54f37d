"""Values of a PDF as pypdf has them, references followed.

Files by other hands have the wrong thing in every place, so each function says what it gives where nothing fits.
"""

from __future__ import annotations

from typing import Any

from book.pdfmarks.boxes import Box, Matrix


class UnreadablePdf(Exception):
    """A file, or a part of it, that cannot be read; the text says why. `locked`: a password keeps it shut."""

    def __init__(self, why: str, locked: bool = False) -> None:
        super().__init__(why)
        self.locked = locked

    @classmethod
    def by(cls, fault: Exception) -> UnreadablePdf:
        """The same said of what pypdf raised, which has many kinds."""
        return cls(f"{type(fault).__name__}: {fault}")


def at(holder: Any, *keys: str) -> Any:
    """The value under a path of keys, or None where there is none."""
    for key in keys:
        holder = direct(holder)
        if not isinstance(holder, dict) or key not in holder:
            return None
        holder = holder.raw_get(key) if hasattr(holder, "raw_get") else holder[key]
    return direct(holder)


def direct(value: Any) -> Any:
    """The object itself; None for a null. Raises `UnreadablePdf`."""
    try:
        found = value.get_object() if hasattr(value, "get_object") else value
    except Exception as fault:
        raise UnreadablePdf.by(fault) from fault
    return None if type(found).__name__ == "NullObject" else found


def entries(holder: Any, *keys: str) -> list[tuple[str, Any]]:
    """Keys and values of a dictionary within, or nothing."""
    found = at(holder, *keys) if keys else direct(holder)
    return [(str(key), at(found, key)) for key in found] if isinstance(found, dict) else []


def items(holder: Any, *keys: str) -> list[Any]:
    """What is in a list within; a single value is a list of one."""
    found = at(holder, *keys) if keys else direct(holder)
    if found is None:
        return []
    return [direct(value) for value in found] if isinstance(found, list) else [found]


def floats(holder: Any, *keys: str) -> tuple[float, ...]:
    """Numbers of a list within; () if one is none."""
    try:
        return tuple(float(value) for value in items(holder, *keys))
    except (TypeError, ValueError):
        return ()


def box(holder: Any, *keys: str) -> Box | None:
    """A rectangle, its corners in order."""
    found = floats(holder, *keys)
    if len(found) != 4:
        return None
    left, bottom, right, top = found
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def matrix(holder: Any, key: str) -> Matrix:
    """A matrix, or that which changes nothing."""
    found = floats(holder, key)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else (1, 0, 0, 1, 0, 0)


def key_of(holder: Any, key: str) -> object:
    """What tells one object from another: its number in the file, or that of the object in memory."""
    raw = direct(holder).raw_get(key)
    number = getattr(raw, "idnum", None)
    return ("object", number) if number else ("memory", id(raw))


def octets_of(string: Any) -> bytes:
    """A string's bytes: pypdf takes some for text."""
    found = getattr(string, "original_bytes", string)
    return found if isinstance(found, bytes) else str(found).encode("latin-1", "replace")


def data(stream: Any) -> bytes:
    """A stream's bytes, decoded; nothing if it is not a stream. Raises `UnreadablePdf`."""
    try:
        found = stream.get_data() if hasattr(stream, "get_data") else b""
    except Exception as fault:
        raise UnreadablePdf.by(fault) from fault
    return found if isinstance(found, bytes) else str(found).encode("latin-1", "replace")
