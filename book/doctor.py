"""What this machine lacks (E-001 to E-003).

It imports nothing but `problems` and `installed`, so that it runs where the rest of the program cannot be imported.
"""

from __future__ import annotations

import ctypes
import shutil
from importlib.metadata import PackageNotFoundError, requires, version

from book.installed import LIBRARIES, REPAIR
from book.problems import Problem

# Programs that may be missing: Debian's package, and what goes without them.
PROGRAMS = {
    "java": ("default-jre-headless", "the tests run EPUBCheck and veraPDF with it"),
    "pdftotext": ("poppler-utils", "the tests read PDFs with it"),
    "qpdf": ("qpdf", "the tests check the syntax of PDFs with it"),
    "gs": ("ghostscript", "`book preflight` measures ink with it; without it, it adds up the colours of the file"),
}


def examine() -> tuple[Problem, ...]:
    """Everything missing at once: shared libraries, pinned packages, programs."""
    return (*libraries(), *_packages(), *_programs())


def libraries() -> list[Problem]:
    """The shared libraries that are not there: what a build must know before it starts."""
    missing = {name: package for name, package in LIBRARIES.items() if not _loads(name)}
    hint = f"as root: apt-get install {' '.join(missing.values())}"  # one line for all of them
    return [Problem("E-001", f"the library {name} is missing", hint=hint) for name in missing]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _normal(version: str) -> str:
    """A version as pip compares it: 4.004 is 4.4 (PEP 440, "Normalization").

    >>> _normal("4.004"), _normal("1.0rc1")
    ('4.4', '1.0rc1')
    """
    return ".".join(str(int(part)) if part.isdecimal() else part for part in version.split("."))


def _packages() -> list[Problem]:
    found = []
    for requirement in requires("corrigenda") or []:
        name, _, wanted = requirement.partition("==")
        if "extra ==" in requirement or not wanted:
            continue
        try:
            have = version(name)
        except PackageNotFoundError:
            have = "missing"
        if _normal(have) != _normal(wanted):
            found.append(
                Problem("E-002", f"{name} is {have}; this program is made for {wanted}", hint=REPAIR)
            )
    return found


def _programs() -> list[Problem]:
    return [
        Problem(
            "E-003",
            f"the program {name} is not there: {use}",
            hint=f"as root: apt-get install {package}",
        )
        for name, (package, use) in PROGRAMS.items()
        if not shutil.which(name)
    ]
