"""The GUIDs in an export of Anki's, for an author who has the notes in Anki already."""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = ("collection.anki21", "collection.anki2")


class ExportError(ValueError):
    """A file that is no export, or none that can be read; the message says which and why."""


def guids(file: Path) -> dict[str, str]:
    """The GUID of each note in a package or collection, by its id. Raises `ExportError`."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "collection.anki21b" in names:
                raise ExportError(
                    f"{file}: export it again with “Support older Anki versions” ticked"
                )
            name = next(filter(names.__contains__, _NAMES), "")
            return _guids(archive.read(name))
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, sqlite3.Error) as error:
        raise ExportError(f"{file} is no export of Anki's: {error}") from error


def _guids(data: bytes) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        rows = database.execute("SELECT id, guid FROM notes")
        return {str(number): str(guid) for number, guid in rows}
