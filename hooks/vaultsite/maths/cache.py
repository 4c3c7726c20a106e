"""Drawings kept from build to build, in one SQLite file that several builds may use at once."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from vaultsite.database import Database

from .records import Drawing, Part

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# SQLite's smallest limit of values in one statement is 999.
_MANY = 500
_DAY = 24 * 60 * 60
_TABLES = {
    "glyphs": "name TEXT PRIMARY KEY, path TEXT NOT NULL",
    "drawings": "key BLOB PRIMARY KEY, used INTEGER NOT NULL, body TEXT NOT NULL",
}


class Cache:
    """Drawings by key. No fault of the file or the disk comes through: it only costs time.

    ``version`` names what made the drawings; those of another version are dropped. At most
    ``limit`` drawings are kept (2 kB each), those least recently used go first. ``path=None``
    keeps nothing.
    """

    def __init__(self, path: Path | None, *, version: str, limit: int = 200_000) -> None:
        self._limit = limit
        self._glyphs: dict[str, str] = {}
        self._grown = False
        self._database = Database(path, version=version, tables=_TABLES)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._grown:
            self._database.write(self._forget_surplus)
        self._database.close()

    @property
    def is_open(self) -> bool:
        """Is anything kept?"""
        return self._database.is_open

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Drawing]:
        """What is known of these keys."""
        return self._database.read(lambda database: self._get(database, keys), {})

    def put(self, drawings: Mapping[bytes, Drawing]) -> None:
        self._database.write(lambda database: self._put(database, drawings))
        self._grown = True

    def _get(self, database: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Drawing]:
        today = _today()
        rows: list[tuple[bytes, str, int]] = []
        for some in _portions(keys):
            marks = ",".join("?" * len(some))
            rows += database.execute(
                f"SELECT key, body, used FROM drawings WHERE key IN ({marks})",  # noqa: S608
                some,
            )
        found = {key: self._load(database, body) for key, body, _ in rows}
        self._touch([key for key, _, used in rows if used < today], today)
        return found

    def _load(self, database: sqlite3.Connection, body: str) -> Drawing:
        parts, names, full, style, mathml, error = json.loads(body)
        if not self._glyphs.keys() >= set(names):  # another build may have added some, too
            self._glyphs = dict(database.execute("SELECT name, path FROM glyphs"))
        return Drawing(
            parts=tuple(Part(*part) for part in parts),
            glyphs=tuple((name, self._glyphs[name]) for name in names),
            full=full,
            style=style,
            mathml=mathml,
            error=error,
        )

    def _touch(self, keys: Sequence[bytes], today: int) -> None:
        """Note the day of use, once a day. Where that cannot be written, reading still works."""
        rows = [(today, key) for key in keys]
        if rows:
            sql = "UPDATE drawings SET used = ? WHERE key = ?"
            self._database.write(lambda database: database.executemany(sql, rows))

    def _put(self, database: sqlite3.Connection, drawings: Mapping[bytes, Drawing]) -> None:
        glyphs = {glyph for drawing in drawings.values() for glyph in drawing.glyphs}
        rows = [(key, _today(), _dump(drawing)) for key, drawing in drawings.items()]
        database.executemany("INSERT OR IGNORE INTO glyphs VALUES (?, ?)", glyphs)
        database.executemany("INSERT OR REPLACE INTO drawings VALUES (?, ?, ?)", rows)

    def _forget_surplus(self, database: sqlite3.Connection) -> None:
        """Once a build, as it looks at all entries."""
        database.execute(
            "DELETE FROM drawings WHERE key IN"
            " (SELECT key FROM drawings ORDER BY used DESC LIMIT -1 OFFSET ?)",
            (self._limit,),
        )


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _MANY):
        yield keys[start : start + _MANY]


def _today() -> int:
    return int(time.time() // _DAY)


def _dump(drawing: Drawing) -> str:
    names = [name for name, _ in drawing.glyphs]
    parts = [(part.gap, part.head, part.frame, part.body) for part in drawing.parts]
    body = [parts, names, drawing.full, drawing.style, drawing.mathml, drawing.error]
    return json.dumps(body, ensure_ascii=False)
