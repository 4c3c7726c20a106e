"""The tree of all notes, as one file for the browser and as one page for readers without script.

Neither is part of a note's own page: written into each of them, the tree would cost bytes and time
that grow with the square of the vault.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from vaultsite.site.page import Crumb, Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsite.words import Words

_RUN = re.compile(r"(\d+)|([^\W\d_]+)|([\W_])")


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note in the tree: its path in the vault, its title, its URL from the site's root.

    ``others`` are names that it is known by besides: its aliases, its file's if it has a title.
    """

    path: str
    title: str
    url: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the vault; ``path`` ends without a slash and is empty for the vault itself."""

    path: str
    folders: tuple[Folder, ...]
    notes: tuple[NoteEntry, ...]
    count: int
    """Notes in this folder and all below it."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def tree(notes: Iterable[NoteEntry]) -> Folder:
    """Put notes into their folders, folders first, both in Obsidian's order of names."""
    own: dict[str, list[NoteEntry]] = {"": []}
    for note in notes:
        folder = _parent(note.path)
        own.setdefault(folder, []).append(note)
        while folder:
            folder = _parent(folder)
            own.setdefault(folder, [])
    below: dict[str, list[Folder]] = {path: [] for path in own}
    *inner, vault = sorted(own, key=_depth, reverse=True)
    for path in inner:
        below[_parent(path)].append(_folder(path, below[path], own[path]))
    return _folder(vault, below[vault], own[vault])


def _folder(path: str, folders: list[Folder], notes: list[NoteEntry]) -> Folder:
    return Folder(
        path,
        tuple(sorted(folders, key=lambda folder: natural_key(folder.name))),
        tuple(sorted(notes, key=lambda note: natural_key(note.path.rpartition("/")[2]))),
        len(notes) + sum(folder.count for folder in folders),
    )


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _depth(path: str) -> int:
    return path.count("/") + 1 if path else 0


def natural_key(name: str) -> tuple[object, ...]:
    """Sort names as Obsidian's file list does: numbers by value, case and accents ignored.

    Punctuation comes before digits, digits before letters, as in the collation it asks for.
    Names that differ in nothing else are told apart by the name itself.
    """
    decomposed = unicodedata.normalize("NFKD", name.removesuffix(".md"))
    base = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    runs = [_run_key(*match.groups(default="")) for match in _RUN.finditer(base)]
    return (runs, name)


def _run_key(digits: str, letters: str, other: str) -> tuple[int, int, str]:
    if digits:
        value = digits.lstrip("0")
        return (1, len(value), value)
    return (2, 0, letters) if letters else (0, 0, other)


def walk(folder: Folder) -> Iterator[Folder]:
    """A folder and all folders below it, each before its own, in the order they are shown."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.folders))


def neighbours(folder: Folder) -> dict[str, tuple[NoteEntry | None, NoteEntry | None]]:
    """For each note's path, the notes before and after it in its own folder."""
    return {
        note.path: (before, after)
        for each in walk(folder)
        for before, note, after in zip(
            (None, *each.notes), each.notes, (*each.notes[1:], None), strict=False
        )
    }


def neighbour(note: NoteEntry | None, *, from_url: str) -> Neighbour | None:
    """A note as the page at ``from_url`` links to it."""
    return Neighbour(note.title, relative_to_root(from_url) + note.url) if note else None


def crumbs(path: str, *, explorer_url: str) -> tuple[Crumb, ...]:
    """The folders above a note, each leading to its place on the page of all notes."""
    parts = path.split("/")[:-1]
    folders = ("/".join(parts[: end + 1]) for end in range(len(parts)))
    return tuple(Crumb(each.rpartition("/")[2], folder_url(each, explorer_url)) for each in folders)


def folder_url(path: str, explorer_url: str) -> str:
    """Where a folder stands on the page of all notes: ``explorer/#in/Machine+Learning``."""
    return f"{explorer_url}#{quote(_folder_id(path), safe='/+')}"


def _folder_id(path: str) -> str:
    """An id must not hold white space; the other replacements keep different folders apart."""
    plain = path.replace("%", "%25").replace("+", "%2B")
    return "in/" + re.sub(r"\s", lambda blank: "+" if blank[0] == " " else quote(blank[0]), plain)


def relative_to_root(from_url: str) -> str:
    """The way from a page to the site's root, as a prefix: ``a/b/`` gives ``../../``."""
    return "../" * from_url.removeprefix("./").count("/") or "./"


def to_json(folder: Folder, *, recent: str = "", study: str = "") -> str:
    """The tree as the browser reads it.

    ``folders`` lists each folder as [name, index of the folder it is in], the vault first with -1;
    ``notes`` lists each note as [title, URL from the site's root, index of its folder]; where notes
    have other names, ``aliases`` lists [index of the note, name]. ``recent`` is the URL of the page
    of the notes changed last, ``study`` that of the page to study cards. Flat, so that no depth of
    folders is too deep for a parser, and the same notes give the same bytes.
    """
    index: dict[str, int] = {}
    folders: list[tuple[str, int]] = []
    notes: list[tuple[str, str, int]] = []
    aliases: list[tuple[int, str]] = []
    for each in walk(folder):
        index[each.path] = len(folders)
        folders.append((each.name, index[_parent(each.path)] if each.path else -1))
        for note in each.notes:
            aliases.extend((len(notes), name) for name in note.others)
            notes.append((note.title, note.url, index[each.path]))
    data: dict[str, object] = {"version": 1, "folders": folders, "notes": notes}
    data |= {"aliases": aliases} if aliases else {}
    data |= {"recent": recent} if recent else {}
    data |= {"study": study} if study else {}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def to_html(
    folder: Folder,
    words: Words,
    *,
    from_url: str,
    handout_url: str = "",
    extra: Mapping[str, str] | None = None,
) -> str:
    """The tree as nested lists that fold without script, for the page at ``from_url``.

    ``handout_url`` is that of the page that prints folders, empty: there is none. ``extra`` is HTML
    for some folders, by their paths.
    """
    root = relative_to_root(from_url)
    parts: list[str] = ['<ul class="explorer-page">']
    waiting: list[Folder | str] = [*_closing(folder, root), *reversed(folder.folders)]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            parts.append(current)
        else:
            more = (extra or {}).get(current.path, "")
            parts.append(_opening(current, words, handout_url, more))
            waiting += [*_closing(current, root), *reversed(current.folders)]
    return "\n".join(parts)


def _opening(folder: Folder, words: Words, handout_url: str, more: str) -> str:
    # The id is on the list, not on <details>: browsers open what a link's target is inside of.
    return (
        f'<li><details class="explorer-folder"><summary><span dir="auto">{escape(folder.name)}'
        f'</span> <span class="explorer-count">{words.number(folder.count)}</span></summary>'
        f"{_handout_link(folder, words, handout_url)}{more}"
        f'<ul id="{escape(_folder_id(folder.path))}">'
    )


def _handout_link(folder: Folder, words: Words, handout_url: str) -> str:
    if not handout_url:
        return ""
    url = escape(f"{handout_url}?in={quote(folder.path)}")
    return f'<a class="explorer-print" href="{url}">{escape(words("handout.link"))}</a>'


def _closing(folder: Folder, root: str) -> list[str]:
    """What follows a folder's folders, last line first."""
    notes = (
        f'<li><a class="explorer-note" dir="auto" href="{escape(root + note.url)}">'
        f"{escape(note.title)}</a></li>"
        for note in folder.notes
    )
    return ["</ul></details></li>" if folder.path else "</ul>", "\n".join(notes)]
