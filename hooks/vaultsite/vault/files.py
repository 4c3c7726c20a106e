"""The files of a vault on disk: which there are, and what text they hold."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from vaultsite.problems import Kind, Problem
from vaultsite.vault.filetypes import extension_of

_UNLINKABLE = re.compile(r"[#^\[\]|]")


@dataclass(frozen=True, slots=True, order=True)
class VaultFile:
    """One file. ``path`` is relative to the vault, with ``/``; ``size`` counts bytes."""

    path: str
    disk: Path
    size: int
    mtime_ns: int

    @property
    def is_note(self) -> bool:
        return self.extension == "md"

    @property
    def extension(self) -> str:
        """What follows the last dot of the name, in lower case; empty without a dot."""
        return extension_of(self.path)


@dataclass(frozen=True, slots=True)
class Scan:
    """All files of a vault, sorted by path, and what was wrong with others."""

    files: tuple[VaultFile, ...]
    problems: tuple[Problem, ...]


def scan(root: Path) -> Scan:
    """The files below ``root``, names with a leading dot left out (§1 rule 14).

    Symbolic links are followed. A folder that is reached twice counts at its own place only, as in
    Obsidian, so that loops end.
    """
    scanner = _Scanner(root)
    scanner.run()
    return Scan(tuple(scanner.files[path] for path in sorted(scanner.files)), (*scanner.problems,))


class _Scanner:
    def __init__(self, root: Path) -> None:
        self.files: dict[str, VaultFile] = {}
        self.problems: list[Problem] = []
        self._folders: list[tuple[str, str]] = [("", os.fspath(root))]
        self._linked_folders: list[tuple[str, str]] = []
        self._seen: set[tuple[int, int]] = set()

    def run(self) -> None:
        while self._folders or self._linked_folders:
            if not self._folders:
                # Own places come first; the order of links then decides, not that of the disk.
                self._linked_folders.sort(reverse=True)
                self._folders.append(self._linked_folders.pop())
            self._read_folder(*self._folders.pop())

    def _read_folder(self, folder: str, disk: str) -> None:
        try:
            status = Path(disk).stat()
            if (status.st_dev, status.st_ino) in self._seen:
                return
            self._seen.add((status.st_dev, status.st_ino))
            with os.scandir(disk) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if not entry.name.startswith("."):
                        self._take(folder, entry)
        except OSError as error:
            self._unreadable(folder, error.strerror)

    def _take(self, folder: str, entry: os.DirEntry[str]) -> None:
        name, garbled = _text_of(entry.name)
        path = f"{folder}/{name}" if folder else name
        if garbled:
            self._odd(path, "its name is not UTF-8", "rename it")
        try:
            status = entry.stat()
        except OSError as error:
            self._unreadable(path, error.strerror)
            return
        if stat.S_ISDIR(status.st_mode):
            waiting = self._linked_folders if entry.is_symlink() else self._folders
            waiting.append((path, entry.path))
        else:
            self._take_file(path, entry, status)

    def _take_file(self, path: str, entry: os.DirEntry[str], status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            self._unreadable(path, "neither a file nor a folder")
        elif not os.access(entry.path, os.R_OK):
            self._unreadable(path, "no permission to read it")
        elif path in self.files:
            self._unreadable(path, "a second file whose name reads the same")
        else:
            self.files[path] = VaultFile(path, Path(entry.path), status.st_size, status.st_mtime_ns)
            if found := _UNLINKABLE.search(path.rpartition("/")[2]):
                self._odd(path, f"no link can hold its {found[0]}", "rename it to link to it")

    def _odd(self, path: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(path, 0, Kind.ODD_NAME, what, remedy))

    def _unreadable(self, path: str, why: str | None) -> None:
        what = f"not published: {why or 'unreadable'}"
        remedy = "check the file and its permissions"
        self.problems.append(Problem(path or ".", 0, Kind.UNREADABLE_FILE, what, remedy))


def read_text(file: VaultFile) -> tuple[str, Problem | None]:
    """The text of ``file`` with ``\\n`` as its line break; empty if it can't be read."""
    try:
        data = file.disk.read_bytes()
    except OSError as error:
        remedy = "check the file and its permissions"
        what = f"can't be read: {error.strerror}"
        return "", Problem(file.path, 0, Kind.UNREADABLE_FILE, what, remedy)
    text, guess = decode(data)
    if not guess:
        return text, None
    what = f"not valid UTF-8, read as {guess}"
    return text, Problem(file.path, 0, Kind.UNREADABLE_FILE, what, "save it as UTF-8")


def decode(data: bytes) -> tuple[str, str | None]:
    """``data`` as text, and the name of the encoding where it had to be guessed.

    Byte order marks vanish, ``\\r\\n`` and ``\\r`` become ``\\n``, NUL becomes U+FFFD (CommonMark).
    """
    text, guess = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text, guess


def _decoded(data: bytes) -> tuple[str, str | None]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError:
            return data.decode("utf-16", "replace"), "damaged UTF-16"
    for encoding, guess in (("utf-8-sig", None), ("cp1252", "Windows-1252")):
        try:
            return data.decode(encoding), guess
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "Latin-1"


def _text_of(name: str) -> tuple[str, bool]:
    """A file name that can be written as UTF-8, and whether that took a guess."""
    try:
        name.encode()
    except UnicodeEncodeError:
        # Bytes of an old encoding; Latin-1 keeps different names apart.
        return os.fsencode(name).decode("latin-1"), True
    return name, False
