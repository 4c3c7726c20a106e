"""Where each file of a vault lies in the site: MkDocs' own places, made safe for every host."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from vaultsite.vault.filetypes import DOCUMENTS, extension_of
from vaultsite.vault.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_NAME = 200
"""Bytes of UTF-8; file systems allow 255, which leaves room for numbers and endings."""

_LONGEST_EXTENSION = 20

# Lone surrogates can't be written as UTF-8 at all.
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[1-9¹²³]|lpt[1-9¹²³])(?=\s*(\.|$))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the site, its last part taken apart so that it can be numbered."""

    folders: tuple[str, ...]
    stem: str
    ending: str
    """``.html``, ``/index.html`` or the extension of an attachment."""

    def uri(self) -> str:
        return "/".join((*self.folders, self.stem + self.ending))


def assign(
    paths: Iterable[str], *, use_directory_urls: bool, reserved: Iterable[str] = ()
) -> dict[str, str]:
    """The place in the site (MkDocs' ``dest_uri``) of each vault path; no two alike.

    Places are alike if they differ only in case or accents; none is the folder of another one.
    ``reserved`` holds places that are taken; with ``/`` at the end, a whole folder. Whoever can
    keep MkDocs' own place does; the rest gets ``-2``, ``-3``…, in alphabetical order.
    """
    taken = Taken()
    for uri in reserved:
        taken.reserve(uri)
    result: dict[str, str] = {}
    postponed: list[tuple[str, _Place]] = []
    for path in sorted(set(paths), key=_precedence):
        usual = _usual_place(path, use_directory_urls=use_directory_urls)
        safe = _safe(usual)
        if safe == usual and taken.is_free(usual.uri()):
            result[path] = taken.add(usual)
        else:
            postponed.append((path, safe))
    for path, place in postponed:
        result[path] = taken.add(taken.free_place(place))
    return dict(sorted(result.items()))


def url_of(dest_uri: str, *, use_directory_urls: bool = True) -> str:
    """The percent-encoded URL of a place, relative to the site; that of the home page is ``./``."""
    folder, name = posixpath.split(dest_uri)
    if use_directory_urls and name == "index.html":
        return f"{quote(folder) or '.'}/"
    return quote(dest_uri)


def place_of_address(address: str, *, use_directory_urls: bool) -> str | None:
    """The place that answers to an address within the site, such as ``/old/path/``.

    None for whatever is none: other hosts, ``..``, hidden or forbidden names, ``?`` and ``#``.
    """
    if re.search(r"[?#]|^[A-Za-z][A-Za-z0-9+.-]*:|//", address):
        return None
    path = unquote(address.strip()).removeprefix("/")
    *folders, name = path.split("/")
    stem, extension = posixpath.splitext(name)
    if not name:
        place = _Place(tuple(folders), "index", ".html")
    elif extension.lower() in {".html", ".htm"}:
        place = _Place(tuple(folders), stem, extension)
    else:
        path = path if extension.lower() == ".md" else f"{path}.md"
        place = _usual_place(path, use_directory_urls=use_directory_urls)
    parts = place.uri().split("/")
    if any(not part or part.startswith(".") for part in parts) or _safe(place) != place:
        return None
    return place.uri()


def place_of_name(name: str, *, use_directory_urls: bool) -> str | None:
    """The place of a note that were called ``name``, which may hold folders; None if none can be.

    Signs that no host can store are replaced, as in the names of notes.
    """
    parts = [part for part in name.split("/") if part.strip()]
    if not parts or any(part.startswith(".") for part in parts):
        return None
    usual = _usual_place("/".join(parts) + ".md", use_directory_urls=use_directory_urls)
    return _safe(usual).uri()


def relative(url: str, from_url: str) -> str:
    """``url`` as seen from the page ``from_url``, both relative to the site: MkDocs' rules."""
    folder, _, name = from_url.rpartition("/")
    here = _parts(folder if "." in name else from_url)
    there = _parts(url)
    common = len(posixpath.commonprefix([here, there]))
    result = "/".join([".."] * (len(here) - common) + there[common:]) or "."
    return f"{result}/" if url.endswith("/") else result


@dataclass(slots=True)
class Taken:
    """The places of a site that are taken, whatever their case, with all their folders."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def reserve(self, uri: str) -> None:
        """Take a place, or with ``/`` at its end a whole folder, whoever else has it."""
        # A reserved folder is like a file: nothing can lie below it.
        key = fold(uri.rstrip("/"))
        self.files.add(key)
        self.folders.update(_ancestors(key))

    def add(self, place: _Place) -> str:
        self.reserve(place.uri())
        return place.uri()

    def take(self, uri: str) -> bool:
        """Reserve the place ``uri`` if it is free; say whether it was."""
        free = self.is_free(uri)
        if free:
            self.reserve(uri)
        return free

    def is_free(self, uri: str) -> bool:
        """Whether neither ``uri`` nor a folder around it is a file, nor ``uri`` a folder."""
        key = fold(uri)
        alike = key in self.files or key in self.folders
        return not alike and self.files.isdisjoint(_ancestors(key))

    def free_place(self, place: _Place) -> _Place:
        """A free place: ``place``, with numbers after those of its parts that are in the way."""
        folders: tuple[str, ...] = ()
        for folder in place.folders:
            folders = (*folders, self._free_folder(folders, folder))
        number = 1
        numbered = _Place(folders, place.stem, place.ending)
        while not self.is_free(numbered.uri()):
            number += 1
            numbered = _Place(folders, f"{place.stem}-{number}", place.ending)
        return numbered

    def _free_folder(self, above: tuple[str, ...], name: str) -> str:
        number, numbered = 1, name
        while fold("/".join((*above, numbered))) in self.files:
            number += 1
            numbered = f"{name}-{number}"
        return numbered


def _usual_place(path: str, *, use_directory_urls: bool) -> _Place:
    """As in ``mkdocs.structure.files.File``, ``.MD`` being a note, too.

    A canvas is a page that keeps its extension: `Map.md` may lie beside `Map.canvas`. Files that a
    browser would run as pages of this site get an extension that shows their text.
    """
    *folders, name = path.split("/")
    stem, extension = posixpath.splitext(name)
    if extension.lower() == ".canvas":
        return _Place(tuple(folders), name, "/index.html" if use_directory_urls else ".html")
    if extension_of(path) in DOCUMENTS:
        return _Place(tuple(folders), name, ".txt")
    if extension.lower() != ".md":
        return _Place(tuple(folders), stem, extension)
    if stem in {"index", "README"}:
        return _Place(tuple(folders), "index", ".html")
    return _Place(tuple(folders), stem, "/index.html" if use_directory_urls else ".html")


def _precedence(path: str) -> tuple[bool, str]:
    # Of index.md and README.md, MkDocs takes the first one for the folder's page.
    return posixpath.basename(path) == "README.md", path


def _safe(place: _Place) -> _Place:
    folders = tuple(_safe_name(folder) for folder in place.folders)
    if place.ending in {".html", "/index.html"}:
        return _Place(folders, _safe_name(place.stem), place.ending)
    stem, extension = posixpath.splitext(_safe_name(place.stem + place.ending))
    return _Place(folders, stem, extension)


def _safe_name(name: str) -> str:
    """``name`` as Windows and all hosts can store it."""
    name = _FORBIDDEN.sub("-", name)
    name = _DEVICE.sub(r"\1-", name, count=1) if _DEVICE.match(name) else name
    stripped = name.rstrip(". ")
    return _shortened(name if stripped == name else f"{stripped}-")


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    stem, extension = posixpath.splitext(name)
    if len(extension.encode()) > _LONGEST_EXTENSION:
        stem, extension = name, ""
    ending = f"-{hashlib.sha256(name.encode()).hexdigest()[:8]}{extension}"
    room = _LONGEST_NAME - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore") + ending


def _ancestors(key: str) -> list[str]:
    """``a/b/c`` -> ``a``, ``a/b``."""
    return [key[:end] for end, char in enumerate(key) if char == "/"]


def _parts(url: str) -> list[str]:
    path = posixpath.normpath(url if url.startswith("/") else f"/{url}")[1:]
    return path.split("/") if path else []
