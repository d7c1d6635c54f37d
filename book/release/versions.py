"""The versions of everything outside the book that decides what its files look like.

A record keeps them: whoever makes a printing again must know which of them differ.
"""

from __future__ import annotations

import platform
import re
import zlib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version

from book.layout import engine_names

Versions = tuple[tuple[str, str], ...]


def versions() -> Versions:
    """Python, the compression that is in it, the layout's libraries of the system, and every package of a build."""
    found = {"Python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION, **_packages("corrigenda")}
    names = (name.rpartition(" ") for name in engine_names())
    libraries = {name: number for name, _, number in names if name.lower() not in found}
    return tuple(sorted({**found, **libraries}.items(), key=lambda pin: pin[0].lower()))


def _packages(name: str) -> dict[str, str]:
    """All that a package needs, and what that needs, as installed; `book doctor` says what is missing."""
    found: dict[str, str] = {}
    wanted = [name]
    while wanted:
        for need in requires(wanted.pop()) or []:
            other = re.split(r"[^\w.-]", need, maxsplit=1)[0].lower().replace("_", "-")
            if "extra ==" not in need and other not in found:
                with suppress(PackageNotFoundError):
                    found[other] = version(other)
                    wanted.append(other)
    return found
