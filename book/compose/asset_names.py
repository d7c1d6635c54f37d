"""Names of pictures inside finished files: letters that every archive, address and reading system knows."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from book.matter import Picture

ENDINGS = {"image/png": (".png",), "image/jpeg": (".jpg", ".jpeg", ".jpe"), "image/svg+xml": (".svg",)}
_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")


def asset_name(picture: Picture) -> str:
    """The picture's own path, if it is safe; else one made of it, with a digest that keeps it apart from others.

    The ending says what the file is: a picture that is converted has that of its new kind behind its own."""
    ending = ENDINGS.get(picture.becomes or picture.media_type, ())
    name = picture.name if _SAFE.fullmatch(picture.name) else _made_safe(picture.name)
    return name if not ending or name.lower().endswith(ending) else f"{name}{ending[0]}"


def _made_safe(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem or name).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[A-Za-z0-9]+", plain)) or "picture"
    tail = f".{ending.lower()}" if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending) else ""
    return f"pictures/{words[:40]}-{sha256(unicodedata.normalize('NFC', name).encode()).hexdigest()[:8]}{tail}"
