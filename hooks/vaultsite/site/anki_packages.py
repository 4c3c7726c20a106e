"""The packages for Anki in the site: one for the vault, one for each folder with what is below it.

What is kept between builds: the notes made of each page's cards, and each package as it was
written. With the same page and the same media, both are the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING

from vaultsite.anki.package import package
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from vaultsite.site.anki_cards import Row
    from vaultsite.site.build import Build
    from vaultsite.site.library import Library
    from vaultsite.vault.note import Note

FOLDER = "assets/anki/"
_VAULT = ""
_KEPT = "anki"  # a folder of the cache


def places(notes: Mapping[str, Note]) -> dict[str, str]:
    """The place in the site of the package of each folder with cards; the vault's is ``""``."""
    return {folder: _place(same) for folder, same in _same_as(_members(notes)).items()}


def _same_as(members: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each folder the outermost that has the same cards: it needs no other file."""
    found: dict[str, str] = {}
    for folder in sorted(members, key=len):
        above = folder.rpartition("/")[0]
        same = bool(folder) and members[above] == members[folder]
        found[folder] = found[above] if same else folder
    return found


def _place(folder: str) -> str:
    """No folder's own name: these may differ in case alone."""
    name = hashlib.sha256(folder.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{FOLDER}{name if folder != _VAULT else 'vault'}.apkg"


def _members(notes: Mapping[str, Note]) -> dict[str, list[str]]:
    """The notes with cards of each folder, and of those below it."""
    members: dict[str, list[str]] = {}
    for path in sorted(path for path, note in notes.items() if note.cards):
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            members.setdefault(folder, []).append(path)
    return members


def link(folder: str, name: str, url: str, text: str) -> str:
    """A link to the package of ``folder``, saved under the ``name`` of what is in it."""
    last = folder.rpartition("/")[2] or name
    return (
        f'<a class="anki-package" href="{escape(url)}" download="{escape(last)}.apkg">'
        f"{escape(text)}</a>"
    )


def prepare(build: Build) -> Callable[[Path], None]:
    """What writes all packages into a site. Call it when all pages are written, the other later.

    That one raises ``OSError`` if the site can't be written.
    """
    library, cards, folder = build.library, build.anki_cards, build.around.cache / _KEPT
    every = _members(library.vault.notes)
    rows = cards.rows({path: build.key(path) for path in every.get(_VAULT, ())})
    members = {name: every[name] for name in {*_same_as(every).values()}}
    files = {name: folder / _file_name(library, paths, rows) for name, paths in members.items()}

    def write(site: Path) -> None:
        _forget(site / FOLDER, {_place(name).removeprefix(FOLDER) for name in members})
        for name, paths in members.items():
            target = site / _place(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not _copied(files[name], target):
                notes, lasting = cards.of({path: rows[path] for path in paths})
                content = package(notes, lambda path: _medium(path, library))
                target.write_bytes(content)
                if lasting:
                    _save(files[name], content)
        _forget(folder, {file.name for file in files.values()})

    return write


def forget(build: Build, site: Path) -> None:
    """Delete what was kept for packages, and those of the site: there are to be none."""
    build.anki_cards.rows({})
    _forget(build.around.cache / _KEPT, ())
    _forget(site / FOLDER, ())


def _file_name(library: Library, paths: Iterable[str], rows: Mapping[str, Row]) -> str:
    """Under which a package of these notes is kept."""
    media = sorted({each for path in paths for each in rows[path].media})
    files = library.vault.files
    states = [(each, files[each].size, files[each].mtime_ns) for each in media]
    return f"{digest([rows[path].key for path in paths], states).hex()}.apkg"


def _copied(file: Path, target: Path) -> bool:
    try:
        shutil.copyfile(file, target)
    except FileNotFoundError:
        return False
    return True


def _medium(path: str, library: Library) -> bytes:
    """What is published of the file at ``path``; nothing of one that has just gone."""
    if path not in library.vault.files:
        return b""
    published = library.published(path)
    if published is not None:
        return published
    try:
        return library.vault.files[path].disk.read_bytes()
    except OSError:
        return b""


def _save(file: Path, content: bytes) -> None:
    """Keep a package, whatever other builds do; faults only cost time."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)


def _forget(folder: Path, names: Iterable[str]) -> None:
    """Delete what else is in ``folder``: it may have become private."""
    wanted = {*names}
    with suppress(OSError):
        for file in [*folder.iterdir()]:
            if file.name not in wanted:
                file.unlink(missing_ok=True)
