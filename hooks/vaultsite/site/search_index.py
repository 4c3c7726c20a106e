"""The index of the search, written from the pages' texts, or kept as long as these are the same."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from contextlib import suppress
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from vaultsite.site import search_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KEPT = "search.index"
KEY_SIZE = 32
"""Bytes at the beginning of what is kept; the files follow, compressed."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page to be found: ``url`` from the site's root, ``html`` from `render.search`.

    ``aliases`` are other titles of it, ``tags`` are without ``#``.
    """

    url: str
    title: str
    html: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def write(pages: Iterable[SearchPage], site: Path, *, cache: Path) -> None:
    """Write ``search/`` of the site at ``site``, with nothing else left in it.

    ``cache`` keeps the files of one index, the last: no text outlives the pages that hold it.
    Raises ``OSError`` if the site can't be written; faults of the cache only cost time.
    """
    listed = [*pages]
    key = _key(listed)
    kept = cache / _KEPT
    files = _read(kept, key)
    if files is None:
        files = dict(search_files.files(listed))
        _keep(kept, key, files)
    folder = site / search_files.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if f"{search_files.FOLDER}/{old.name}" not in files:
            old.unlink()
    for place, data in files.items():
        (site / place).write_bytes(data)


def _key(pages: list[SearchPage]) -> bytes:
    key = hashlib.blake2b(str(search_files.FORM).encode(), digest_size=KEY_SIZE)
    for page in pages:
        key.update(repr(astuple(page)).encode())
    return key.digest()


def _read(kept: Path, key: bytes) -> dict[str, bytes] | None:
    """The files that ``key`` stands for; None if there are others, or damaged ones."""
    try:
        with kept.open("rb") as file:
            if file.read(KEY_SIZE) != key:
                return None
            texts: dict[str, str] = json.loads(zlib.decompress(file.read()))
    except (OSError, ValueError, zlib.error):
        return None
    return {place: text.encode() for place, text in texts.items()}


def _keep(kept: Path, key: bytes, files: dict[str, bytes]) -> None:
    """Replace what was kept in one step, whatever other builds do."""
    texts = {place: data.decode() for place, data in files.items()}
    packed = zlib.compress(json.dumps(texts).encode(), 1)
    part = kept.with_name(f"{kept.name}.{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(key + packed)
        part.replace(kept)
