"""What the search finds: notes, canvases, and the pages of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render.search import with_cards_named
from vaultsite.site.search_index import SearchPage
from vaultsite.vault import properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from vaultsite.site.library import Library
    from vaultsite.store import Store

_KIND = "search"


class SearchTexts:
    """What `render.search` makes of notes and canvases, each while its record stays the same.

    It is remembered, and kept in ``store`` for the next build, under ``kind``; None keeps nothing.
    """

    def __init__(self, store: Store | None, kind: str = _KIND) -> None:
        self._store = store
        self._kind = kind
        self._known: dict[str, tuple[bytes, str]] = {}
        self._settled: set[str] | None = None

    def learn(self, path: str, key: bytes, make: Callable[[str], str]) -> None:
        """Make the text of a note at once, while its tokens are in memory.

        In the store, it takes no memory until all pages are made.
        """
        if self._key(path) != key:
            self._make(path, key, make, remember=self._store is None)

    def of(self, keys: Mapping[str, bytes], make: Callable[[str], str]) -> dict[str, str]:
        """The text of each path in ``keys``, which are those of the records."""
        unknown = {path: key for path, key in keys.items() if self._key(path) != key}
        if self._store is not None:
            self._store.flush()
            for path, packed in self._store.find(self._kind, unknown):
                self._known[path] = unknown[path], packed.decode("utf-8", "surrogatepass")
        for path, key in unknown.items():
            if self._key(path) != key:
                self._make(path, key, make, remember=True)
        self._settle(set(keys))
        return {path: self._known[path][1] for path in keys}

    def _make(self, path: str, key: bytes, make: Callable[[str], str], *, remember: bool) -> None:
        packed = make(path).encode("utf-8", "surrogatepass")
        if self._store is not None:
            self._store.put(self._kind, path, key, packed)
        if remember:
            self._known[path] = key, packed.decode("utf-8", "surrogatepass")

    def _key(self, path: str) -> bytes | None:
        known = self._known.get(path)
        return known[0] if known else None

    def _settle(self, paths: set[str]) -> None:
        """Forget all notes but these, which may have become private."""
        if self._store is not None:
            self._store.flush()
        if paths == self._settled:
            return
        self._settled = paths
        for path in self._known.keys() - paths:
            del self._known[path]
        if self._store is not None:
            self._store.settle(self._kind, paths)


def search_pages(library: Library, texts: Mapping[str, str]) -> Iterator[SearchPage]:
    """All pages that can be found, with the ``texts`` of notes and canvases."""
    cards = library.words("cards.title")
    for path, note in library.records.items():
        yield SearchPage(
            library.url_from_root(path),
            note.title,
            with_cards_named(texts[path], note, cards),
            note.tags,
            properties.aliases(note.properties),
        )
    for place, tag in library.tag_places.items():
        yield SearchPage(library.site_url(place), library.tags.title(tag), "")
