"""What is kept between builds: found again by its key alone, and never trusted."""

from __future__ import annotations

import os
import pickle
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.incremental.harness import Site, Vault
from vaultsite.problems import Kind, Problem
from vaultsite.store import Packing, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY, OTHER = b"a key", b"another"


def put(path: Path, version: str = "1", **values: bytes) -> None:
    store = Store(path, version=version)
    for name, value in values.items():
        store.put("kind", name, KEY, value)
    store.flush()
    store.close()


def get(path: Path, wanted: dict[str, bytes], version: str = "1") -> dict[str, bytes]:
    store = Store(path, version=version)
    found = dict(store.find("kind", wanted))
    store.close()
    return found


def test_a_value_is_found_by_its_key(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store"
    put(path, a=b"1", b=b"2")
    assert get(path, {"a": KEY, "b": OTHER, "c": KEY}) == {"a": b"1"}


def test_many_values_are_found(tmp_path: Path) -> None:
    names = {f"n{number}": KEY for number in range(2000)}
    put(tmp_path / "store", version="1", **dict.fromkeys(names, b"x"))
    assert get(tmp_path / "store", names).keys() == names.keys()


def test_another_version_finds_nothing(tmp_path: Path) -> None:
    put(tmp_path / "store", a=b"1")
    assert get(tmp_path / "store", {"a": KEY}, version="2") == {}
    assert get(tmp_path / "store", {"a": KEY}, version="1") == {}


def test_what_is_forgotten_is_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "store"
    store = Store(path, version="1")
    store.put("kind", "secret name", KEY, b"1")
    store.put("kind", "b", KEY, b"2")
    store.flush()
    store.settle("kind", {"b"})
    store.close()
    assert get(path, {"secret name": KEY, "b": KEY}) == {"b": b"2"}
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"secret name" not in left


def damaged_text(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def damaged_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[5000:6000] = bytes(1000)
    path.write_bytes(data)


def damaged_value(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE kept SET value = substr(value, 1, 8)")
    database.close()


def other_tables(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE kept (something TEXT)")
    database.close()


DAMAGE = [damaged_text, damaged_page, damaged_value, other_tables]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = tmp_path / "store"
    many = {f"n{number}": bytes([number]) * 3000 for number in range(200)}
    put(path, version="1", **many)
    damage(path)
    assert get(path, {"n7": KEY}) in ({}, {"n7": bytes([7]) * 3000})
    put(path, a=b"1")
    assert get(path, {"a": KEY}) == {"a": b"1"}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_site_is_built_in_spite_of_a_damaged_file(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    vault = Vault(tmp_path / "vault", {"a.md": "To [[b]].\n", "b.md": "Back to [[a]].\n"})
    site = Site(tmp_path / "site", vault)
    site.build()
    pages = site.files()
    damage(tmp_path / "site/cache/site.sqlite")
    site.build()
    assert site.files() == pages
    assert site.build() == set()


def test_two_builds_may_use_one_file(tmp_path: Path) -> None:
    one, two = (Store(tmp_path / "store", version="1") for _ in range(2))
    one.put("kind", "a", KEY, b"1")
    two.put("kind", "b", KEY, b"2")
    one.flush()
    two.flush()
    assert dict(one.find("kind", {"a": KEY, "b": KEY})) == {"a": b"1", "b": b"2"}
    one.close()
    two.close()


def test_only_known_classes_are_made(tmp_path: Path) -> None:
    packing = Packing((Problem, Kind))
    problem = Problem("a.md", 1, Kind.ODD_NAME, "what", "remedy")
    assert packing.unpack(packing.pack([problem, {"a": 1}])) == [problem, {"a": 1}]
    ran = tmp_path / "ran"

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(ran),)

    evil = pickle.dumps(Evil())
    assert packing.unpack(evil) is None
    assert packing.unpack(b"not a pickle") is None
    assert not ran.exists()
    pickle.loads(evil)  # noqa: S301 - it would have been
    assert ran.exists()
