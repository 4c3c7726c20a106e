"""Drawings kept from build to build, in one SQLite file that several builds may use at once."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from typing import TYPE_CHECKING

from .records import Drawing, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# SQLite's smallest limit of values in one statement is 999.
_MANY = 500
_DAY = 24 * 60 * 60
_TABLES = """
CREATE TABLE IF NOT EXISTS about (version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS glyphs (name TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drawings (
  key BLOB PRIMARY KEY, used INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
"""


_ATTEMPTS = 10
_WAITS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Cache:
    """Drawings by key. No fault of the file or the disk comes through: it only costs time.

    ``version`` names what made the drawings; those of another version are dropped. At most
    ``limit`` drawings are kept (1.5 kB each), those least recently used go first. ``path=None``
    keeps nothing.
    """

    def __init__(self, path: Path | None, *, version: str, limit: int = 50_000) -> None:
        self._path = path
        self._version = version
        self._limit = limit
        self._glyphs: dict[str, str] = {}
        self._grown = False
        self._database = self._open() if path is not None else None

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                if self._grown:
                    self._forget_surplus(self._database)
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Drawing]:
        """What is known of these keys."""
        try:
            return self._get(keys)
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            self._recover(error)
            return {}

    def put(self, drawings: Mapping[bytes, Drawing]) -> None:
        try:
            self._put(drawings)
        except sqlite3.Error as error:
            self._recover(error)

    def _open(self) -> sqlite3.Connection | None:
        for attempt in range(_ATTEMPTS):
            try:
                return self._connect()
            except sqlite3.OperationalError as error:
                # While another build makes the file, SQLite does not wait for it by itself.
                if error.sqlite_errorcode & 0xFF not in _WAITS:
                    return None  # a disk that cannot be written
                time.sleep(0.02 * (attempt + 1))
            except (sqlite3.Error, OSError):
                if not self._remove():
                    return None
        return None

    def _connect(self) -> sqlite3.Connection:
        assert self._path is not None  # noqa: S101
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            with _transaction(database):
                for statement in _TABLES.split(";"):
                    database.execute(statement)
                self._drop_other_versions(database)
        except BaseException:
            database.close()
            raise
        return database

    def _drop_other_versions(self, database: sqlite3.Connection) -> None:
        if database.execute("SELECT version FROM about").fetchall() == [(self._version,)]:
            return
        for table in ("about", "drawings", "glyphs"):
            database.execute(f"DELETE FROM {table}")  # noqa: S608
        database.execute("INSERT INTO about VALUES (?)", (self._version,))

    def _remove(self) -> bool:
        """Throw the file away; False where that is not allowed."""
        assert self._path is not None  # noqa: S101
        try:
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _recover(self, error: Exception) -> None:
        """A damaged file is made anew; with anything else the build goes on without it."""
        self.close()
        self._glyphs.clear()
        if not isinstance(error, sqlite3.OperationalError) and self._remove():
            self._database = self._open()

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, Drawing]:
        if self._database is None or not keys:
            return {}
        today = _today()
        rows: list[tuple[bytes, str, int]] = []
        for some in _portions(keys):
            marks = ",".join("?" * len(some))
            rows += self._database.execute(
                f"SELECT key, body, used FROM drawings WHERE key IN ({marks})",  # noqa: S608
                some,
            )
        found = {key: self._load(body) for key, body, _ in rows}
        self._touch([key for key, _, used in rows if used < today], today)
        return found

    def _load(self, body: str) -> Drawing:
        parts, names, full, style, error = json.loads(body)
        if not self._glyphs.keys() >= set(names):  # another build may have added some, too
            assert self._database is not None  # noqa: S101
            self._glyphs.update(self._database.execute("SELECT name, path FROM glyphs"))
        return Drawing(
            parts=tuple(Part(*part) for part in parts),
            glyphs=tuple((name, self._glyphs[name]) for name in names),
            full=full,
            style=style,
            error=error,
        )

    def _touch(self, keys: Sequence[bytes], today: int) -> None:
        """Note the day of use, once a day. Where that cannot be written, reading still works."""
        if not keys:
            return
        assert self._database is not None  # noqa: S101
        with contextlib.suppress(sqlite3.OperationalError), _transaction(self._database):
            for some in _portions(keys):
                marks = ",".join("?" * len(some))
                self._database.execute(
                    f"UPDATE drawings SET used = ? WHERE key IN ({marks})",  # noqa: S608
                    (today, *some),
                )

    def _put(self, drawings: Mapping[bytes, Drawing]) -> None:
        if self._database is None:
            return
        glyphs = {glyph for drawing in drawings.values() for glyph in drawing.glyphs}
        rows = [(key, _today(), _dump(drawing)) for key, drawing in drawings.items()]
        with _transaction(self._database):
            self._database.executemany("INSERT OR IGNORE INTO glyphs VALUES (?, ?)", glyphs)
            self._database.executemany("INSERT OR REPLACE INTO drawings VALUES (?, ?, ?)", rows)
        self._grown = True

    def _forget_surplus(self, database: sqlite3.Connection) -> None:
        """Once a build, as it looks at all entries."""
        with _transaction(database):
            database.execute(
                "DELETE FROM drawings WHERE key IN"
                " (SELECT key FROM drawings ORDER BY used DESC LIMIT -1 OFFSET ?)",
                (self._limit,),
            )


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Takes the write lock at once, so that two builds wait for each other instead of failing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _MANY):
        yield keys[start : start + _MANY]


def _today() -> int:
    return int(time.time() // _DAY)


def _dump(drawing: Drawing) -> str:
    names = [name for name, _ in drawing.glyphs]
    parts = [(part.gap, part.head, part.frame, part.body) for part in drawing.parts]
    return json.dumps([parts, names, drawing.full, drawing.style, drawing.error])
