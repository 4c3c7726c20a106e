"""How large pictures are, and what is published of them in place of the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imagesize

from vaultsite.problems import Kind, Problem
from vaultsite.site import svg
from vaultsite.vault.filetypes import IMAGES

if TYPE_CHECKING:
    from vaultsite.vault.files import VaultFile


class Pictures:
    """The pictures of a vault. Each SVG file is read and cleaned once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._sizes: dict[str, tuple[int, int] | None] = {}
        self._drawings: dict[str, bytes] = {}

    def size(self, file: VaultFile) -> tuple[int, int] | None:
        """Width and height in pixels as browsers show them; None if unknown."""
        if file.path not in self._sizes:
            self._sizes[file.path] = self._size(file)
        return self._sizes[file.path]

    def published(self, file: VaultFile) -> bytes | None:
        """What is published instead of ``file``; None for the file itself."""
        if file.extension != "svg":
            return None
        if file.path not in self._drawings:
            self._drawings[file.path] = self._cleaned(file)
        return self._drawings[file.path]

    def _cleaned(self, file: VaultFile) -> bytes:
        clean = svg.sanitised(_read(file))
        if clean is not None:
            return clean
        what, remedy = "not published: no well-formed SVG", "export the drawing anew"
        self.problems.append(Problem(file.path, 0, Kind.UNREADABLE_FILE, what, remedy))
        return svg.NOTHING

    def _size(self, file: VaultFile) -> tuple[int, int] | None:
        if file.extension not in IMAGES:
            return None
        if file.extension == "svg":
            return svg.size(self.published(file) or svg.NOTHING)
        try:
            width, height = imagesize.get(str(file.disk))
        except Exception:  # a damaged file may break its reader in any way
            return None
        return (int(width), int(height)) if width > 0 and height > 0 else None


def _read(file: VaultFile) -> bytes:
    try:
        return file.disk.read_bytes()
    except OSError:
        return b""
