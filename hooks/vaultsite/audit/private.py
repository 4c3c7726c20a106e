"""What is private in a vault, as words to look for in a site.

A word or title proves something only if no public text holds it, links left out: for that is
where private names stand in public notes.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultsite.audit.readings import fold, readings
from vaultsite.vault.files import read_text, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsite.vault.index import Vault

_SHORTEST_TITLE = 5
_WORD = re.compile(r"[^\W_]{9,}")  # shorter ones are in too many texts by chance
_LINK = re.compile(r"!?\[\[[^\]\n]*\]\]|\]\([^)\n]*\)|\]\(<[^>\n]*>\)|<[^>\n]*>")


@dataclass(frozen=True, slots=True)
class Private:
    """Folded: ``words`` of private notes, ``names`` with the paths of files that they tell.

    ``notes`` counts the private notes, ``unproven`` the names that public text holds as well.
    """

    words: frozenset[str]
    names: dict[str, str]
    notes: int
    unproven: int

    def found_in(self, data: bytes) -> Iterator[str]:
        """What is private in a file's bytes, each once."""
        seen: set[str] = set()
        for text in readings(data):
            hits = self.words.intersection(_WORD.findall(text))
            hits = hits | {name for name in self.names if name in text}
            yield from sorted(hits - seen)
            seen |= hits


def private_in(vault: Vault, *, known: Iterable[str] = ()) -> Private:
    """What must not be in the site of ``vault``; ``known`` are texts that it may hold anyway."""
    files = {file.path: file for file in scan(vault.root).files}
    public = "\n".join(_public_texts(vault))
    public = fold("\n".join((public, *known)))
    public_words = set(_WORD.findall(public))
    private = [path for path in sorted(vault.hidden) if files[path].is_note]
    texts = (fold(read_text(files[path])[0]) for path in private)
    words = {word for text in texts for word in _WORD.findall(text)}
    names = {fold(name): path for path in sorted(vault.hidden) for name in _names(path)}
    proven = {name: path for name, path in names.items() if name not in public}
    unproven = len(names) - len(proven)
    return Private(frozenset(words - public_words), proven, len(private), unproven)


def _public_texts(vault: Vault) -> Iterator[str]:
    for path, file in vault.files.items():
        yield path
        if file.is_note or file.extension == "canvas":
            yield _LINK.sub(" ", read_text(file)[0])


def _names(path: str) -> Iterator[str]:
    """A file's name and path as they could be told, but for what is too short to prove anything."""
    stem = posixpath.splitext(path)[0]
    for name in (stem, posixpath.basename(stem)):
        if len(name) >= _SHORTEST_TITLE:
            yield name
