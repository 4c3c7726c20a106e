"""Pictures of noise: PNG files of a given size that no one has drawn."""

from __future__ import annotations

import random
import struct
import zlib


def png(size: int, seed: str) -> bytes:
    """Return a grey picture of about ``size`` bytes, half as high again as it is wide."""
    width = max(8, round((size / 1.5) ** 0.5))
    height = max(8, size // (width + 1))
    noise = random.Random(seed).randbytes(width * height)  # noqa: S311
    rows = b"".join(
        b"\0" + noise[start : start + width] for start in range(0, width * height, width)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    )
