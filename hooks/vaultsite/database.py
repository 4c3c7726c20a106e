"""One SQLite file for what is kept between builds, which several builds may use at once."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")

_ATTEMPTS = 10
_WAITS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Database:
    """Tables in a file. No fault of the file or the disk comes through: it only costs time.

    ``tables`` are their columns by their names, as in ``CREATE TABLE``. ``version`` names what
    made the rows; those of another version are dropped. What is deleted is overwritten, for it may
    have become private. ``path=None`` keeps nothing.
    """

    def __init__(self, path: Path | None, *, version: str, tables: Mapping[str, str]) -> None:
        self._path = path
        self._version = version
        self._tables = tables
        self._connection = self._open() if path is not None else None

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @property
    def is_open(self) -> bool:
        """Is there a file to read and write?"""
        return self._connection is not None

    def read(self, read: Callable[[sqlite3.Connection], T], default: T) -> T:
        """What ``read`` returns; ``default`` if the file can't be read."""
        if self._connection is None:
            return default
        try:
            return read(self._connection)
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            self._recover(error)
            return default

    def write(self, write: Callable[[sqlite3.Connection], object]) -> None:
        """Let ``write`` change the tables: all that it does, or nothing."""
        if self._connection is None:
            return
        try:
            with transaction(self._connection):
                write(self._connection)
        except sqlite3.OperationalError:
            return  # a full or locked disk: what is there can still be read
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
        connection = sqlite3.connect(
            self._path, timeout=10, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA secure_delete=ON")
            if not self._is_current(connection):
                with transaction(connection):
                    if not self._is_current(connection):  # another build may have been faster
                        self._make_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _is_current(self, connection: sqlite3.Connection) -> bool:
        known = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if {"about", *self._tables} - {name for (name,) in known}:
            return False
        return connection.execute("SELECT version FROM about").fetchall() == [(self._version,)]

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE IF NOT EXISTS about (version TEXT NOT NULL)")
        connection.execute("DELETE FROM about")
        for name, columns in self._tables.items():
            connection.execute(f"DROP TABLE IF EXISTS {name}")
            connection.execute(f"CREATE TABLE {name} ({columns})")
        connection.execute("INSERT INTO about VALUES (?)", (self._version,))

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
        if not isinstance(error, sqlite3.OperationalError) and self._remove():
            self._connection = self._open()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Takes the write lock at once, so that two builds wait for each other instead of failing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
