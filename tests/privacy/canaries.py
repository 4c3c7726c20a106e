"""A vault with a word of its own in every private place.

In the notes, ``§place§`` stands for the canary of a private place, ``¤place¤`` for that of a public
one: the latter must be found, else the search proves nothing.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = re.compile(r"(§|¤)([^§¤\n]+)\1")
VAULT = Path(__file__).parent / "vault.txt"


def word(place: str) -> str:
    """The canary of a place: letters only, so that no tag, address or formula changes it."""
    digest = hashlib.sha256(place.encode()).digest()
    return "qz" + "".join(chr(ord("a") + byte % 26) for byte in digest[:9])


class Canaries:
    """The words put into a vault, by place."""

    def __init__(self) -> None:
        self.private: dict[str, str] = {}
        self.public: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """``text`` with words for places."""

        def replace(match: re.Match[str]) -> str:
            words = self.private if match[1] == "§" else self.public
            words[match[2]] = word(match[1] + match[2])
            return words[match[2]]

        return _PLACE.sub(replace, text)

    def write(self, root: Path) -> None:
        """Write the vault of the fixture ``vault.txt``, and its attachments."""
        for name, text in _files(VAULT.read_text("utf-8")):
            path = root / self.fill(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".png":
                path.write_bytes(picture(self.fill(text.strip())))
            else:
                path.write_text(self.fill(text), "utf-8")


def _files(fixture: str) -> Iterator[tuple[str, str]]:
    for part in fixture.split("\n=== ")[1:]:
        name, _, text = part.partition("\n")
        yield name.strip(), text.replace("⇥", "\t")


def picture(comment: str) -> bytes:
    """A grey PNG of one pixel with ``comment`` in its text chunks, plain and compressed."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    text = comment.encode()
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", size),
            chunk(b"tEXt", b"Comment\0" + text),
            chunk(b"zTXt", b"Title\0\0" + zlib.compress(text)),
            chunk(b"IDAT", zlib.compress(b"\0\x80")),
            chunk(b"IEND", b""),
        )
    )
