"""The file that a link means: the specification of Obsidian's behaviour, §1."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.vault.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NARROW_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
_IGNORED_BY_ROAMLINKS = re.compile(r"[\-_ ]")


@dataclass(frozen=True, slots=True)
class Match:
    """The file at ``path`` (relative to the vault, as on disk) is what a link means.

    ``loose``: Obsidian finds nothing, only roamlinks' matching does. ``ambiguous``: several files
    fit equally well, and Obsidian's choice between them is not stable; ours is the first one in
    alphabetical order.
    """

    path: str
    loose: bool = False
    ambiguous: bool = False


class _File(NamedTuple):
    """One file; the order of the fields is the order of preference (§1 rule 7 iii and iv)."""

    length: int
    key: str
    path: str


class Resolver:
    """Finds the targets of links among ``paths``: every file of a vault, relative, with ``/``.

    The order of ``paths`` has no influence. A look-up takes no walk over the vault.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_path: defaultdict[str, list[_File]] = defaultdict(list)
        self._by_suffix: defaultdict[str, list[_File]] = defaultdict(list)
        self._found: dict[tuple[str, str], Match | None] = {}
        self._by_loose_name: defaultdict[str, list[_File]] = defaultdict(list)
        # Sorted once, so that each list stands in the order of preference.
        for file in sorted(_File(_js_length(path), _key(path), path) for path in set(paths)):
            self._by_path[file.key].append(file)
            for suffix in _suffixes(file.key):
                self._by_suffix[suffix].append(file)
            self._by_loose_name[_loose_key(posixpath.basename(file.path))].append(file)

    def resolve(self, path: str, source: str) -> Match | None:
        """The target of a link to ``path`` in the note ``source``; None if there is none.

        ``path`` is what stands before ``#`` and ``|``, trimmed, percent-decoded if it comes from
        a Markdown link. Empty, it means the source itself.
        """
        if not path:
            return Match(source) if source else None
        # Of the source, only its folder matters.
        key = (path, source[: source.rfind("/") + 1])
        if key not in self._found:
            self._found[key] = self._strict(path, source) or self._loose(path, source)
        return self._found[key]

    def _strict(self, path: str, source: str) -> Match | None:
        path = re.sub("/{2,}", "/", path)
        if path.endswith("/"):
            return None
        if path.startswith(("./", "../")):
            return self._at(_join(posixpath.dirname(source), path))
        if path.startswith("/"):
            return self._at(path[1:])
        for asked in (path, f"{path}.md"):
            if files := self._by_suffix.get(_key(asked)):
                return self._prefer(files, asked, source)
        return None

    def _at(self, path: str | None) -> Match | None:
        """The file at exactly this path, with or without ``.md``."""
        if not path:
            return None
        for asked in (path, f"{path}.md"):
            if files := self._by_path.get(_key(asked)):
                return _spelled(files, asked)
        return None

    def _prefer(self, files: Sequence[_File], asked: str, source: str) -> Match:
        """§1 rule 7. ``files``: all whose path ends with ``asked``, in order of preference."""
        folder = posixpath.dirname(source)
        beside = posixpath.join(folder, posixpath.basename(asked))
        for place in (asked, beside):
            same_path = self._by_path.get(_key(place), ())
            if fitting := [file for file in same_path if _ends_with(file.key, _key(asked))]:
                return _spelled(fitting, place)
        return _first(files, asked)

    def _loose(self, path: str, source: str) -> Match | None:
        """What roamlinks' ``RoamLinkReplacer`` finds: by name, or by the path from the root."""
        if "/" in path:
            rooted = path if "." in path else f"{path}.md"
            place = _join("", rooted)
            files = self._by_path.get(_key(place)) if place else None
            match = _spelled(files, rooted) if files else None
        elif files := self._by_loose_name.get(_loose_key(path)):
            folder = _key(posixpath.dirname(source))
            beside = [file for file in files if posixpath.dirname(file.key) == folder]
            at_root = [file for file in files if "/" not in file.path]
            match = _first(at_root or beside or files, path)
        else:
            return None
        return match and Match(match.path, loose=True, ambiguous=match.ambiguous)


def simplify(name: str) -> str:
    """What roamlinks compares instead of a file name: its ``RoamLinkReplacer.simplify``."""
    return _IGNORED_BY_ROAMLINKS.sub("", name.lower()).replace(".md", "")


def _first(files: Sequence[_File], asked: str) -> Match:
    shortest = [file for file in files if file.length == files[0].length]
    twins = [file for file in shortest if file.key == files[0].key]
    match = _spelled(twins, asked)
    return Match(match.path, ambiguous=match.ambiguous or len(twins) < len(shortest))


def _spelled(files: Sequence[_File], asked: str) -> Match:
    """Of files whose paths differ only in case or accents, the one that is spelled as asked."""
    for file in files:
        if _ends_with(file.path, asked):
            return Match(file.path)
    asked = unicodedata.normalize("NFC", asked)
    alike = [file for file in files if _ends_with(unicodedata.normalize("NFC", file.path), asked)]
    return Match((alike or files)[0].path, ambiguous=len(alike or files) > 1)


def _join(folder: str, path: str) -> str | None:
    """``path`` as seen from ``folder``; None if it leaves the vault or names a folder."""
    joined = posixpath.normpath(posixpath.join(folder, path))
    outside = joined.startswith(("/", "../")) or joined in {".", ".."}
    return None if outside or posixpath.basename(path) in {"", ".", ".."} else joined


def _key(path: str) -> str:
    # Obsidian's normalizePath takes these blanks for ordinary ones, too.
    return fold(path.translate(_NARROW_BLANKS))


def _loose_key(name: str) -> str:
    return _key(simplify(name))


def _suffixes(key: str) -> Iterable[str]:
    """``a/b/c`` -> ``a/b/c``, ``b/c``, ``c``."""
    parts = key.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))


def _ends_with(key: str, suffix: str) -> bool:
    return key == suffix or key.endswith(f"/{suffix}")


def _js_length(path: str) -> int:
    """Obsidian compares the lengths of JavaScript strings: UTF-16 units."""
    composed = unicodedata.normalize("NFC", path)
    return len(composed) + sum(char > "\uffff" for char in composed)
