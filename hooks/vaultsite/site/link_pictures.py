"""The pictures of all notes, each drawn once and kept for as long as it shows the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from vaultsite.site import link_picture
from vaultsite.site.meta import absolute
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from vaultsite.site.library import Library
    from vaultsite.site.page import Content
    from vaultsite.store import Store

FOLDER = "assets/previews/"
"""Where they lie in the site, named by what they show."""

_KIND = "picture"
_EARLY = 12  # formulas of a note that are looked at


class LinkPictures:
    """Makes the pictures of a library's notes; ``store`` keeps them."""

    def __init__(self, library: Library, store: Store, *, site_name: str, site_url: str) -> None:
        self._library = library
        self._store = store
        self._site_name = site_name
        self._site_url = site_url

    def put(self, path: str, content: Content) -> tuple[Content, str]:
        """The page of a note with its picture, and its place in the site.

        A page with a cover of its own stays as it is, and so does one that has nothing to show.
        """
        preview = content.context.preview
        if preview is None or preview.image or path not in self._library.vault.notes:
            return content, ""
        place = self._make(path)
        if not place:
            return content, ""
        preview = replace(
            preview,
            image=absolute(place, self._site_url),
            width=link_picture.WIDTH,
            height=link_picture.HEIGHT,
        )
        return replace(content, context=replace(content.context, preview=preview)), place

    def files(self, places: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The pictures at ``places``, which `put` gave in this build or an earlier one."""
        self._store.flush()
        names = {place.removeprefix(FOLDER).removesuffix(".png") for place in places}
        self._store.settle(_KIND, names)
        for name, png in self._store.find(_KIND, {name: bytes.fromhex(name) for name in names}):
            yield f"{FOLDER}{name}.png", png

    def _make(self, path: str) -> str:
        shown = self._shown(path)
        if not shown.title and shown.formula is None:
            return ""
        key = digest(shown)
        name = key.hex()
        if not any(self._store.find(_KIND, {name: key})):
            self._store.put(_KIND, name, key, link_picture.png(shown))
        return f"{FOLDER}{name}.png"

    def _shown(self, path: str) -> link_picture.Shown:
        library = self._library
        note = library.records[path]
        early = [*islice(library.formulas(path), _EARLY)]
        formula = link_picture.chosen(
            (library.drawing(each) for each in early if each.display),
            (library.drawing(each) for each in early if not each.display),
        )
        title = note.title if link_picture.readable(note.title) else ""
        return link_picture.Shown(title, self._site_name, formula)
