"""What builds keep for the next one: values that hold as long as their keys do.

Nothing in it is trusted: a value with another key, a damaged one, or one that another version of
the program wrote is as good as none.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import zlib
from typing import TYPE_CHECKING, Any

from vaultsite.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set
    from pathlib import Path

_TABLES = {
    "kept": (
        "kind TEXT NOT NULL, name TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,"
        " PRIMARY KEY (kind, name), UNIQUE (kind, name, key)"  # all keys, without the values
    )
}
_MANY = 400  # rows of one statement, and of one transaction: the first bounds what is in memory


class Store:
    """Values by kind and name, each with the key that it was made for.

    What was not `put` or found by a build is forgotten by `settle`: the file holds one build.
    """

    def __init__(self, path: Path | None, *, version: str) -> None:
        self._database = Database(path, version=version, tables=_TABLES)
        self._waiting: list[tuple[str, str, bytes, bytes]] = []
        self._settled: dict[str, frozenset[str]] = {}

    def close(self) -> None:
        self._database.close()

    def keys(self, kind: str) -> dict[str, bytes]:
        """The keys of all values of a kind, by name."""
        sql = "SELECT name, key FROM kept WHERE kind = ?"
        return dict(
            self._database.read(lambda database: database.execute(sql, (kind,)).fetchall(), [])
        )

    def find(self, kind: str, wanted: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """Name and value of those ``wanted``, key by name, that are there and whole."""
        names = [*wanted]
        for start in range(0, len(names), _MANY):
            for name, key, value in self._rows(kind, names[start : start + _MANY]):
                whole = decompressed(value) if wanted[name] == key else None
                if whole is not None:
                    yield name, whole

    def put(self, kind: str, name: str, key: bytes, value: bytes) -> None:
        self.put_compressed(kind, name, key, compressed(value))

    def put_compressed(self, kind: str, name: str, key: bytes, value: bytes) -> None:
        """The same with what `compressed` made of the value."""
        self._waiting.append((kind, name, key, value))
        if len(self._waiting) >= _MANY:
            self.flush()

    def settle(self, kind: str, names: Set[str]) -> None:
        """Forget what has none of these names."""
        if self._settled.get(kind) == names:
            return
        self._settled[kind] = frozenset(names)
        gone = [(kind, name) for name in self.keys(kind).keys() - self._settled[kind]]
        if gone:
            sql = "DELETE FROM kept WHERE kind = ? AND name = ?"
            self._database.write(lambda database: database.executemany(sql, gone))

    def flush(self) -> None:
        """Write what was put."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            sql = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)"
            self._database.write(lambda database: database.executemany(sql, waiting))

    def _rows(self, kind: str, names: list[str]) -> list[tuple[str, bytes, bytes]]:
        marks = ",".join("?" * len(names))
        sql = f"SELECT name, key, value FROM kept WHERE kind = ? AND name IN ({marks})"  # noqa: S608
        found: list[tuple[str, bytes, bytes]] = []
        return self._database.read(
            lambda database: database.execute(sql, (kind, *names)).fetchall(), found
        )


def compressed(value: bytes) -> bytes:
    """A value as it is kept."""
    return zlib.compress(value, 1)


def decompressed(value: object) -> bytes | None:
    """A value as it was put; its checksum tells whether it is whole."""
    try:
        return zlib.decompress(value) if isinstance(value, bytes) else None
    except zlib.error:
        return None


class _Unpickler(pickle.Unpickler):
    """Makes objects of known classes only: whoever can write the file can't run anything."""

    def __init__(self, data: bytes, classes: dict[tuple[str, str], type]) -> None:
        super().__init__(io.BytesIO(data))
        self._classes = classes

    def find_class(self, module: str, name: str) -> type:
        found = self._classes.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        return found


class Packing:
    """Turns objects of ``classes``, and of what Python has itself, into bytes and back."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._classes = {(each.__module__, each.__qualname__): each for each in classes}

    def pack(self, value: object) -> bytes:
        return pickle.dumps(value, protocol=5)

    def unpack(self, data: bytes) -> Any:
        """The object again; None if ``data`` is none of ours."""
        try:
            return _Unpickler(data, self._classes).load()
        except Exception:  # damaged data may break unpickling in any way
            return None


def digest(*parts: object) -> bytes:
    """A key made of values whose `repr` says all about them."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
