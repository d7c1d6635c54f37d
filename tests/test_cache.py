"""The cache: what a build would notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from book.cache import Cache, ReadingCache

KEY, OTHER = "ab" * 32, "cd" * 32


def stored(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_gives_back_what_was_put(tmp_path: Path) -> None:
    Cache(tmp_path / "new").put(KEY, b"page run")
    cache = Cache(tmp_path / "new")
    assert cache.get(KEY) == b"page run"
    assert cache.get(OTHER) is None


def test_a_later_value_replaces_an_earlier_one(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"one")
    cache.put(KEY, b"two")
    assert cache.get(KEY) == b"two"
    assert len(stored(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 40])
def test_a_damaged_value_is_absent(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"page run")
    stored(tmp_path)[0].write_bytes(damage)
    assert cache.get(KEY) is None


def test_one_changed_bit_makes_a_value_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"page run")
    file = stored(tmp_path)[0]
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert cache.get(KEY) is None


def test_pruning_keeps_what_this_build_used(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"old")
    Cache(tmp_path).put(OTHER, b"older")
    third = "ef" * 32
    build = Cache(tmp_path)
    build.get(KEY)
    build.put(third, b"new")
    build.prune()
    assert [build.get(key) for key in (KEY, OTHER, third)] == [b"old", None, b"new"]


def test_pruning_an_empty_cache_is_no_error_and_makes_no_folder(tmp_path: Path) -> None:
    Cache(tmp_path / "never made").prune()
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_a_digest_and_no_path(tmp_path: Path) -> None:
    for key in ("../../etc/passwd", "", "AB", "zz" * 32):
        with pytest.raises(ValueError, match="not a hexadecimal digest"):
            Cache(tmp_path).put(key, b"")


def test_one_that_only_reads_leaves_its_folder_as_it_is(tmp_path: Path) -> None:
    assert ReadingCache(tmp_path / "none").get(KEY) is None
    Cache(tmp_path / "kept").put(KEY, b"one")
    before = stored(tmp_path)
    cache = ReadingCache(tmp_path / "kept")
    cache.put(OTHER, b"two")
    assert (cache.get(KEY), cache.get(OTHER)) == (b"one", b"two")
    cache.prune()
    assert stored(tmp_path) == before
    assert ReadingCache(tmp_path / "kept").get(OTHER) is None
