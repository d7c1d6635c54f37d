"""Where the program has its own design, how it is repaired, and which libraries of the system it needs.

The design is beside the package in a checkout, inside it in a wheel. The files are the same in both, and so are the
names under which a book's content id counts them: `styles/book.css`.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Final


def _version() -> str:
    try:
        return metadata.version("corrigenda")
    except metadata.PackageNotFoundError:  # a checkout that was never installed
        return ""


VERSION: Final = _version()
_PACKAGE: Final = Path(__file__).resolve().parent
IN_CHECKOUT: Final = not (_PACKAGE / "styles").is_dir()
TOOL: Final = _PACKAGE.parent if IN_CHECKOUT else _PACKAGE  # the folder that holds `styles/`
REPAIR: Final = "run: make book" if IN_CHECKOUT else "run: pip install --force-reinstall corrigenda"
# Where Debian keeps what WeasyPrint opens at run time (WeasyPrint 70, "First steps", Debian ≥ 11).
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
