"""The wheel: what is installed by `pip install corrigenda` makes books without the checkout, and the same ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from importlib.util import find_spec
from pathlib import Path

import pytest
from sharing import once

from book.read import read_inputs

ROOT = Path(__file__).parent.parent


def _make(folder: Path) -> None:
    """Without a build environment of its own where hatchling is installed, as the tests' requirements have it."""
    apart = ["--no-build-isolation"] if find_spec("hatchling") else []
    subprocess.run([sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--quiet", *apart, "-w", str(folder)],
                   check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's folder, with its content in `site/`."""
    return once(tmp_path_factory, "wheel", _make)


def run(wheel: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the unpacked wheel, far from the checkout."""
    path = os.pathsep.join([str(wheel / "site"), *([str(Path(str(spec.origin)).parent.parent)]
                                                   if (spec := find_spec("shtab")) else [])])
    return subprocess.run([sys.executable, "-P", "-m", "book", *words], cwd=folder, capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONPATH": path})


def files(root: Path) -> set[str]:
    """Those that belong to the program: not what Python leaves beside them."""
    return {place.relative_to(root).as_posix() for place in root.rglob("*")
            if place.is_file() and "__pycache__" not in place.parts}


def test_it_has_every_file_of_the_package_and_of_the_styles_and_no_other(wheel: Path) -> None:
    wanted = {f"book/{name}" for name in files(ROOT / "book")}
    wanted |= {f"book/styles/{name}" for name in files(ROOT / "styles")}
    (packed,) = wheel.glob("*.whl")
    found = {name for name in zipfile.ZipFile(packed).namelist() if ".dist-info/" not in name}
    assert (wanted - found, found - wanted) == (set(), set())
    for name in files(ROOT / "styles"):
        assert (wheel / "site/book/styles" / name).read_bytes() == (ROOT / "styles" / name).read_bytes()


def test_it_says_what_a_package_index_asks_for(wheel: Path) -> None:
    (folder,) = wheel.glob("site/*.dist-info")
    said = message_from_bytes((folder / "METADATA").read_bytes())
    assert (said["Name"], said["Requires-Python"]) == ("corrigenda", ">=3.11")
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13, 14)} <= set(
        said.get_all("Classifier", []))
    assert "MIT" in said["License-Expression"]
    assert len([place for place in (folder / "licenses").rglob("*") if place.is_file()]) >= 5
    assert "pip install corrigenda" in str(said.get_payload())
    assert "book = book.cli:main" in (folder / "entry_points.txt").read_text("utf-8")


def test_a_new_book_is_built_far_from_the_checkout_from_the_same_inputs(wheel: Path, tmp_path: Path) -> None:
    made = run(wheel, tmp_path, "new", "salt", "--title", "Salt", "--author", "Ada Pell")
    assert made.returncode == 0, made.stderr
    built = run(wheel, tmp_path / "salt" / "chapters", "build", "--jobs", "1", "--json")
    assert built.returncode == 0, built.stdout + built.stderr
    assert set(json.loads(built.stdout)["files"]) == {"salt.pdf", "salt.epub"}
    code = "import json, book.read as r; from pathlib import Path; print(json.dumps(r.read_inputs(Path('salt'))))"
    inputs = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True,
                            check=True, env={**os.environ, "PYTHONPATH": str(wheel / "site")}).stdout
    assert json.loads(inputs) == read_inputs(tmp_path / "salt")
    assert "styles/book.css" in json.loads(inputs)


def test_its_doctor_does_not_send_anyone_to_a_makefile(wheel: Path, tmp_path: Path) -> None:
    code = "from book.installed import REPAIR, IN_CHECKOUT; print(IN_CHECKOUT, REPAIR)"
    said = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": str(wheel / "site")}).stdout
    assert said == "False run: pip install --force-reinstall corrigenda\n"
