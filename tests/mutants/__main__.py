"""`python -m tests.mutants [NAME…]`: which mutants the tests notice.

Exit code 0 if all of them are killed, 1 if one survives, 2 if an entry is stale, or its tests fail as it is.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants import ROOT, TABLE, Mutant, Stale, Unusable, copied, failure, fate, load, mutated


def main(arguments: Sequence[str], table: Path = TABLE, root: Path = ROOT) -> int:
    """Runs the mutants that are named, or all of them."""
    parser = argparse.ArgumentParser("python -m tests.mutants", description="Make mistakes that the tests must notice.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a mutant of tests/mutants/mutants.yaml; all if none")
    names = parser.parse_args(arguments).names
    mutants = load(table)
    if unknown := sorted(set(names) - {mutant.name for mutant in mutants}):
        parser.error(f"unknown mutants: {', '.join(unknown)}")
    try:
        return _run([mutant for mutant in mutants if not names or mutant.name in names], root)
    except (Stale, Unusable) as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2


def _run(mutants: Sequence[Mutant], root: Path) -> int:
    for mutant in mutants:
        mutated(mutant, root)  # a stale entry is told before the first test runs
    with TemporaryDirectory(prefix="mutants-") as folder:
        project = copied(root, Path(folder))
        if said := failure(tuple(dict.fromkeys(test for mutant in mutants for test in mutant.tests)), project):
            raise Unusable(f"tests fail without any mutant, so they cannot kill one\n{said}")
        survivors = [mutant.name for mutant in mutants if _told(mutant, project) == "survived"]
    killed = len(mutants) - len(survivors)
    print(f"{killed} of {len(mutants)} killed" + (f"; survived: {', '.join(survivors)}" if survivors else ""))
    return 1 if survivors else 0


def _told(mutant: Mutant, project: Path) -> str:
    began = time.monotonic()
    ended = fate(mutant, project)
    print(f"{ended:9}{mutant.name:22}{time.monotonic() - began:6.0f} s  {mutant.why}", flush=True)
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
