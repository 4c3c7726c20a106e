"""What the search finds: notes, canvases, and the pages of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.site.search_index import SearchPage
from vaultsite.vault import properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vaultsite.site.library import Library
    from vaultsite.store import Store

_KIND = "search"


def search_pages(
    library: Library, html: Callable[[str], str], *, store: Store | None = None
) -> Iterator[SearchPage]:
    """All pages that can be found.

    ``html`` gives that of `render.search` for a path; ``store`` keeps it while the note's record
    stays the same.
    """
    wanted = {path: library.vault.keys[path] for path in library.records}
    kept = dict(store.find(_KIND, wanted)) if store is not None else {}
    for path, note in library.records.items():
        packed = kept.get(path)
        if packed is None:
            packed = html(path).encode("utf-8", "surrogatepass")
            if store is not None:
                store.put(_KIND, path, wanted[path], packed)
        yield SearchPage(
            library.url_from_root(path),
            note.title,
            packed.decode("utf-8", "surrogatepass"),
            note.tags,
            properties.aliases(note.properties),
        )
    for place, tag in library.tag_places.items():
        yield SearchPage(library.site_url(place), library.tags.title(tag), "")
    if store is not None:
        store.flush()
        store.settle(_KIND, wanted)
