"""Writes the packages for Anki that a site offers.

What is kept between builds: the notes made of each page's cards, and each package as it was
written. With the same page and the same media, both are the same.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING

from vaultsite.anki.package import Packer
from vaultsite.site.anki_offers import FOLDER
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from vaultsite.anki.note import AnkiNote
    from vaultsite.site.anki_cards import Row
    from vaultsite.site.anki_offers import Part
    from vaultsite.site.build import Build
    from vaultsite.site.library import Library

_KEPT = "anki"  # a folder of the cache


def link(url: str, name: str, text: str) -> str:
    """A link to the package at ``url``, saved under the ``name`` of what is in it."""
    return (
        f'<a class="anki-package" href="{escape(url)}" download="{escape(name)}.apkg">'
        f"{escape(text)}</a>"
    )


def prepare(build: Build) -> Callable[[Path], None]:
    """What writes all packages into a site. Call it when all pages are written, the other later.

    That one raises ``OSError`` if the site can't be written.
    """
    library, cards, folder = build.library, build.anki_cards, build.around.cache / _KEPT
    packages = build.packages.packages
    paths = {part.path for parts in packages.values() for part in parts}
    rows = cards.rows({path: build.key(path) for path in sorted(paths)})
    names = {place: _kept_name(library, parts, rows) for place, parts in packages.items()}

    def write(site: Path) -> None:
        _forget(site / FOLDER, {place.removeprefix(FOLDER) for place in packages})
        (site / FOLDER).mkdir(parents=True, exist_ok=True)
        missing = {
            place: parts
            for place, parts in packages.items()
            if not _put(folder / names[place], site / place)
        }
        needed = {part.path: rows[part.path] for parts in missing.values() for part in parts}
        notes, lasting = cards.of(needed)
        packer = Packer(lambda path: _medium(path, library))
        for place, parts in missing.items():
            chosen = [note for part in parts for note in notes[part.path] if note.key in part.keys]
            _write(site / place, chosen, packer)
            if all(part.path in lasting for part in parts):
                _put(site / place, folder / names[place])
        _forget(folder, {*names.values()})

    return write


def forget(build: Build, site: Path) -> None:
    """Delete what was kept for packages, and those of the site: there are to be none."""
    build.anki_cards.rows({})
    _forget(build.around.cache / _KEPT, ())
    _forget(site / FOLDER, ())


def _kept_name(library: Library, parts: Iterable[Part], rows: Mapping[str, Row]) -> str:
    """Under which a package of these parts is kept."""
    files = library.vault.files
    media = sorted({each for part in parts for each in rows[part.path].media})
    states = [(each, files[each].size, files[each].mtime_ns) for each in media]
    return f"{digest([(rows[part.path].key, part.keys) for part in parts], states).hex()}.apkg"


def _write(target: Path, notes: Iterable[AnkiNote], packer: Packer) -> None:
    target.unlink(missing_ok=True)  # it may be a kept one
    with target.open("wb") as file:
        packer.write(notes, file)


def _put(source: Path, target: Path) -> bool:
    """Have a package in a second place, in one step, whatever other builds do.

    False if it can't be had. Where the disk allows, both are one file, and nothing is copied.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        if _is_same(source, target):
            return True
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, part)
        except FileNotFoundError:
            return False
        except OSError:
            shutil.copy2(source, part)
        part.replace(target)
    except OSError:
        return False
    return True


def _is_same(source: Path, target: Path) -> bool:
    with suppress(FileNotFoundError):
        here, there = source.stat(), target.stat()
        return (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
    return False


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


def _forget(folder: Path, names: Iterable[str]) -> None:
    """Delete what else is in ``folder``: it may have become private."""
    wanted = {*names}
    with suppress(OSError):
        for file in [*folder.iterdir()]:
            if file.name not in wanted:
                file.unlink(missing_ok=True)
