"""Where a photograph was taken: cameras write it into JPEG files."""

from __future__ import annotations

import struct

_GPS = 0x8825
_MOST_SEGMENTS = 200


def tells_place(data: bytes) -> bool:
    """Does a JPEG file say where on Earth it was taken?"""
    if not data.startswith(b"\xff\xd8"):
        return False
    position = 2
    for _ in range(_MOST_SEGMENTS):
        if position + 4 > len(data) or data[position] != 0xFF:
            return False
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4])
        if marker == 0xE1 and data[position + 4 : position + 10] == b"Exif\0\0":
            return _has_gps(data[position + 10 : position + 2 + length])
        position += 2 + length
    return False


def _has_gps(exif: bytes) -> bool:
    order = ">" if exif[:2] == b"MM" else "<"
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        tags = [struct.unpack_from(f"{order}H", exif, start + 2 + 12 * n)[0] for n in range(count)]
    except struct.error:
        return False
    return _GPS in tags
