"""Pages made of tags: one for each tag, with those nested in it, and an index of all.

Tags are the same whatever their case (the specification of Obsidian's behaviour, §5): they are
shown as they are first written, and their addresses are in lower case.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from vaultsite.site.explorer import natural_key, relative_to_root
from vaultsite.site.page import Crumb
from vaultsite.vault.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vaultsite.vault.note import Note
    from vaultsite.words import Words

INDEX = ""
"""The key of the index, which no tag has."""

_DEEPEST = 12
"""A tag that is nested deeper counts for the one at this depth: each level is a page."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, by its full ``name`` without ``#``. ``key`` is what equal tags have in common.

    ``notes`` are the paths of all notes with this tag or one nested in it, each once, in the order
    of the notes given; ``children`` are the keys of the tags nested right in it.
    """

    key: str
    name: str
    notes: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


def tags_of(notes: Iterable[Note]) -> dict[str, Tag]:
    """All tags by their keys, each parent before its children, in the order of their names."""
    found: dict[str, Tag] = {}
    for note in notes:
        for tag in dict.fromkeys(each for name in note.tags for each in _with_parents(name)):
            entry = found.setdefault(fold(tag), Tag(fold(tag), tag))
            if not entry.notes or entry.notes[-1] != note.path:
                entry.notes.append(note.path)
    ordered = dict(sorted(found.items(), key=lambda item: _order(item[0])))
    for key in ordered:
        if parent := _parent(key):
            ordered[parent].children.append(key)
    return ordered


def key_of(name: str) -> str:
    """The key of the tag ``name``; empty if nothing is left of it."""
    return fold("/".join(_parts(name)))


def page_path(name: str) -> str:
    """The page of the tag ``name``, or the `INDEX`, as if it were a note, whose address it gets.

    Notes come first: where they stand, `vaultsite.vault.urls` gives the tag another place.
    """
    # Hosts leave out what begins with a dot; one more hyphen keeps such tags apart.
    parts = (f"-{part}" if re.match(r"-*\.", part) else part for part in _parts(name))
    return unicodedata.normalize("NFC", "/".join(("tags", *parts)).lower()) + ".md"


@dataclass(frozen=True, slots=True)
class TagPages:
    """Writes the pages. ``urls`` has the URL of each tag's page and the index, by key.

    URLs are relative to the site's root. ``note_url`` gives that of a note.
    """

    tags: Mapping[str, Tag]
    urls: Mapping[str, str]
    notes: Mapping[str, Note]
    note_url: Callable[[str], str]
    words: Words

    def url(self, name: str) -> str | None:
        """The URL of the page of the tag ``name``, None if it has none."""
        return self.urls.get(key_of(name) or "#")

    def title(self, key: str) -> str:
        """What the page is called."""
        return f"#{self.tags[key].name}" if key else self.words("tags.title")

    def crumbs(self, key: str) -> tuple[Crumb, ...]:
        """The way from the index to a tag."""
        if not key:
            return ()
        root = relative_to_root(self.urls[key])
        above = [self.tags[each] for each in reversed([*_parents(key)])]
        steps = (Crumb(_last(tag.name), root + self.urls[tag.key]) for tag in above)
        return (Crumb(self.title(INDEX), root + self.urls[INDEX]), *steps)

    def html(self, key: str, cards: str = "") -> str:
        """The content of the page of a tag, or of the index; ``cards`` leads to the tag's cards."""
        root = relative_to_root(self.urls[key])
        if not key:
            top = [each for each in self.tags if "/" not in each]
            return f"<h1>{self.title(INDEX)}</h1>\n{self._tree(top, root)}"
        tag = self.tags[key]
        parts = [
            f'<h1 dir="auto">#{escape(tag.name)}</h1>',
            f'<p class="tags-count">{self.words("tags.notes", count=len(tag.notes))}'
            f"{cards and f' · {cards}'}</p>",
            self._tree(tag.children, root),
            self._list(tag.notes, root),
        ]
        return "\n".join(part for part in parts if part)

    def _tree(self, keys: Iterable[str], root: str) -> str:
        items = "".join(self._branch(self.tags[key], root) for key in keys)
        return f'<ul class="tags-tree">{items}</ul>' if items else ""

    def _branch(self, tag: Tag, root: str) -> str:
        url = escape(root + self.urls[tag.key])
        return (
            f'<li><a class="tag" dir="auto" href="{url}">#{escape(tag.name)}</a> '
            f"<small>{self.words.number(len(tag.notes))}</small>"
            f"{self._tree(tag.children, root)}</li>"
        )

    def _list(self, paths: Iterable[str], root: str) -> str:
        ordered = sorted(paths, key=lambda path: (natural_key(self.notes[path].title), path))
        items = "".join(self._item(self.notes[path], root) for path in ordered)
        return f'<ul class="tags-notes">{items}</ul>'

    def _item(self, note: Note, root: str) -> str:
        folder = note.path.rpartition("/")[0]
        where = f' <small dir="auto">{escape(folder)}</small>' if folder else ""
        url = escape(root + self.note_url(note.path))
        return (
            f'<li><a class="internal-link" dir="auto" href="{url}">{escape(note.title)}</a>'
            f"{where}</li>"
        )


def _parts(name: str) -> list[str]:
    return [part for part in name.split("/") if part][:_DEEPEST]


def _with_parents(name: str) -> Iterator[str]:
    """``a/b/c`` -> ``a``, ``a/b``, ``a/b/c``."""
    parts = _parts(name)
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _parents(key: str) -> Iterator[str]:
    """``a/b/c`` -> ``a/b``, ``a``."""
    while key := _parent(key):
        yield key


def _parent(key: str) -> str:
    return key.rpartition("/")[0]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _order(key: str) -> list[tuple[object, ...]]:
    return [natural_key(part) for part in key.split("/")]
