"""One value in a file of the cache, for as long as its key is the same."""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, key: bytes) -> bytes | None:
    """The value that was made for ``key``; None if there is another one, or a damaged one."""
    try:
        data = path.read_bytes()
        return zlib.decompress(data[len(key) :]) if data[: len(key)] == key else None
    except (OSError, zlib.error):
        return None


def write(path: Path, key: bytes, value: bytes) -> None:
    """Replace what was kept in one step, whatever other builds do; faults only cost time."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(key + zlib.compress(value, 1))
        part.replace(path)
