"""Every text that a file can be read as: unpacked, decoded, unescaped."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from contextlib import closing, suppress
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 4
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\"'\\/]))")
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PNG_TEXT = re.compile(rb"(?:zTXt|iTXt|iCCP).{1,200}?\0(?=[\x78])", re.DOTALL)


def readings(data: bytes, depth: int = 0) -> Iterator[str]:
    """The texts in ``data``, folded: without case, accents and composition."""
    for part in _unpacked(data):
        if depth < _DEEPEST:
            yield from readings(part, depth + 1)
    for text in _texts(data):
        yield from _unescaped(text)
    if depth < _DEEPEST:
        for run in _BASE64.finditer(data):
            yield from _decoded(run[0], depth)


def fold(text: str) -> str:
    """``text`` for comparing: whatever its case, its accents and how they are composed."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _texts(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")


def _unescaped(text: str) -> Iterator[str]:
    seen = {text}
    yield fold(text)
    for _ in range(3):
        for step in (unescape, unquote, _unescape_json):
            text = step(text)
            if text not in seen:
                seen.add(text)
                yield fold(text)
    bare = _UNSEEN.sub("", _TAG.sub("", text))
    if bare not in seen:
        yield fold(bare)


def _unescape_json(text: str) -> str:
    def char(match: re.Match[str]) -> str:
        return match[3] or chr(int(match[1] or match[2], 16))

    return _ESCAPE.sub(char, text) if "\\" in text else text


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\x1f\x8b"):
        try:
            yield gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return
    elif data.startswith(b"PK\x03\x04"):
        yield from _members(data)
    elif data.startswith(b"SQLite format 3\0"):
        yield from _cells(data)
    elif data.startswith((b"\x89PNG", b"%PDF")):
        yield from _deflated(data)


def _members(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode("utf-8", "replace")
                yield archive.read(name)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, zlib.error):
        return


def _cells(data: bytes) -> Iterator[bytes]:
    """The values of a database: a long one is torn apart in the file."""
    with closing(sqlite3.connect(":memory:")) as database, suppress(sqlite3.Error):
        database.deserialize(data)
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            quoted = table.replace('"', '""')
            for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608
                yield from (str(value).encode("utf-8", "replace") for value in row)


def _deflated(data: bytes) -> Iterator[bytes]:
    starts = _PNG_TEXT if data.startswith(b"\x89PNG") else re.compile(rb"stream\r?\n")
    for match in starts.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], 10_000_000)
        except zlib.error:
            continue


def _decoded(run: bytes, depth: int) -> Iterator[str]:
    run = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    run = run[: len(run) - (len(run) % 4 == 1)]
    try:
        data = base64.b64decode(run + b"=" * (-len(run) % 4))
    except (binascii.Error, ValueError):
        return
    if data.startswith((b"\x1f\x8b", b"\x89PNG", b"PK")) or _is_text(data):
        yield from readings(data, depth + 1)


def _is_text(data: bytes) -> bool:
    """Is it worth a look? What decodes by chance is noise."""
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in data)
    return printable >= 0.7 * len(data)
