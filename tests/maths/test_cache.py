"""The cache's file: kept between builds, shared by builds, harmless when it is damaged."""

from __future__ import annotations

import multiprocessing
import sqlite3
from typing import TYPE_CHECKING

import pytest

from vaultsite.maths.cache import Cache
from vaultsite.maths.records import Drawing, Part

if TYPE_CHECKING:
    from pathlib import Path

DRAWING = Drawing(
    parts=(Part("", ' width="1ex"', ' transform="scale(1,-1)"', '<use xlink:href="#M-a"/>'),),
    glyphs=(("M-a", "M0 0"), ("M-b", "M1 1")),
    full=True,
    style="min-width:1ex",
)
BROKEN = Drawing(error="Undefined control sequence \\nosuch")


def put(path: Path, *keys: bytes, version: str = "1", limit: int = 1000) -> None:
    with Cache(path, version=version, limit=limit) as cache:
        cache.put(dict.fromkeys(keys, DRAWING))


def get(path: Path, *keys: bytes, version: str = "1") -> set[bytes]:
    with Cache(path, version=version) as cache:
        return set(cache.get(keys))


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "cache.sqlite"
    with Cache(path, version="1") as cache:
        cache.put({b"a": DRAWING, b"b": BROKEN})
    with Cache(path, version="1") as cache:
        assert cache.get([b"a", b"b", b"c"]) == {b"a": DRAWING, b"b": BROKEN}


def test_many(tmp_path: Path) -> None:
    keys = [str(number).encode() for number in range(1200)]
    put(tmp_path / "cache", *keys, limit=5000)
    assert get(tmp_path / "cache", *keys) == set(keys)


def test_another_version_drops_all(tmp_path: Path) -> None:
    put(tmp_path / "cache", b"a")
    assert get(tmp_path / "cache", b"a", version="2") == set()
    assert get(tmp_path / "cache", b"a", version="1") == set()


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    put(path, b"old", b"used")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE drawings SET used = 1")
    database.close()
    assert get(path, b"used") == {b"used"}
    put(path, b"new", limit=2)
    assert get(path, b"old", b"used", b"new") == {b"used", b"new"}


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"x" * 9000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cache"
    path.write_bytes(content)
    put(path, b"a")
    assert get(path, b"a") == {b"a"}


def test_a_file_damaged_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    keys = [str(number).encode() for number in range(500)]
    put(path, *keys)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    get(path, *keys)
    put(path, b"a")
    assert get(path, b"a") == {b"a"}


def test_an_entry_that_makes_no_sense_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    put(path, b"a")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE drawings SET body = '[1]'")
    database.close()
    assert get(path, b"a") == set()


def test_a_place_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "cache", tmp_path, None):
        with Cache(path, version="1") as cache:
            cache.put({b"a": DRAWING})
            assert cache.get([b"a"]) == {}


def _write(path: Path, name: str) -> None:
    for number in range(40):
        put(path, f"{name}{number}".encode())


def test_two_builds_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    context = multiprocessing.get_context("spawn")
    builds = [context.Process(target=_write, args=(path, name)) for name in "ab"]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    keys = [f"{name}{number}".encode() for name in "ab" for number in range(40)]
    assert get(path, *keys) == set(keys)
