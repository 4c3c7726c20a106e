"""What the site knows about each note besides its text: dates, tags, description, picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from vaultsite.render.properties import properties_html
from vaultsite.site import dates, meta
from vaultsite.site.page import TagLink
from vaultsite.vault import properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from vaultsite.problems import Problem
    from vaultsite.site.library import Library
    from vaultsite.site.page import PageContext
    from vaultsite.vault.history import History


class About:
    """Adds to the pages of a library what their notes' properties and history say."""

    def __init__(
        self, library: Library, history: History, *, site_url: str, shows_properties: bool = False
    ) -> None:
        self._library = library
        self._site_url = site_url
        self._shows_properties = shows_properties
        notes, files = library.vault.notes, library.vault.files
        self._history = history
        self._dates = {path: dates.dates(notes[path], files[path], history) for path in notes}
        self._descriptions: dict[str, str] = {}
        self.problems: list[Problem] = [*history.problems]
        for note in notes.values():
            self.problems += dates.problems(note)

    def edit(self, paths: Iterable[str], history: History) -> set[str] | None:
        """Take in what was edited. Returns whose dates are others; None for a new commit."""
        if history.head != self._history.head:
            return None
        library, before = self._library, self._dates
        paths = {*paths, *(history.modified ^ self._history.modified) & before.keys()}
        self._history = history
        notes, files = library.vault.notes, library.vault.files
        new = {path: dates.dates(notes[path], files[path], history) for path in paths}
        changed = {path for path in paths if new[path] != before[path]}
        self._dates |= new
        for path in paths:
            self._descriptions.pop(path, None)
        self.__dict__.pop("newest", None)
        return changed

    def changed(self, path: str) -> datetime | None:
        """When the note at ``path`` last changed, as far as anybody knows."""
        return self._dates[path].changed if path in self._dates else None

    @cached_property
    def newest(self) -> datetime | None:
        """The last change of any note."""
        return max(filter(None, map(self.changed, self._dates)), default=None)

    def created(self, path: str) -> datetime | None:
        """When the note at ``path`` was written, if anybody knows."""
        return self._dates[path].created if path in self._dates else None

    def recent(self, count: int, *, lasting: bool = False) -> Sequence[tuple[str, datetime]]:
        """The notes changed last, newest first; ``lasting``: as `Dates` has it."""
        known = (
            (path, dates.changed)
            for path, dates in self._dates.items()
            if dates.changed and (dates.lasting or not lasting)
        )
        return sorted(known, key=lambda each: (-each[1].timestamp(), each[0]))[:count]

    def description(self, path: str) -> str:
        """What the note or canvas at ``path`` is about; empty if it does not say."""
        if path not in self._descriptions:
            self._descriptions[path] = meta.description(self._library.source(path))
        return self._descriptions[path]

    def properties(self, path: str) -> str:
        """The list of the note's properties, if the site shows them."""
        if not self._shows_properties or path not in self._dates:
            return ""
        return properties_html(path, self._library.vault.notes[path].properties, self._library)

    def known(self, path: str) -> object:
        """What `complete` adds for the note at ``path`` that is not in its own text."""
        picture = self._library.covers.get(path)
        size = None
        if picture is not None and not meta.is_remote(picture):
            size = self._library.size(picture)
        return self._dates.get(path), picture, self._library.urls.get(picture or ""), size

    def complete(self, context: PageContext, *, is_home: bool) -> PageContext:
        """``context``, which is that of a note or a canvas, with everything that is known here."""
        note = self._library.vault.notes.get(context.path)
        if note is None:
            return replace(context, preview=self._preview(context.path, is_home=is_home))
        known = self._dates[note.path]
        return replace(
            context,
            tags=self._tags(note.path, note.tags),
            classes=meta.css_classes(note),
            language=properties.language(note.properties),
            created=known.created,
            changed=known.changed,
            lasting=known.lasting,
            changed_day=self._library.words.day(known.changed.date()) if known.changed else "",
            preview=self._preview(note.path, is_home=is_home),
        )

    def _tags(self, path: str, names: Sequence[str]) -> tuple[TagLink, ...]:
        urls = ((name, self._library.tag_url(name, seen_from=path)) for name in names)
        return tuple(TagLink(name, url) for name, url in urls if url is not None)

    def _preview(self, path: str, *, is_home: bool) -> meta.Preview:
        library = self._library
        picture = library.covers.get(path)
        local = picture is not None and not meta.is_remote(picture)
        found = meta.preview(
            library.records[path],
            self.description(path),
            picture=picture,
            urls=library.urls,
            site_url=self._site_url,
            size=library.size(picture) if picture is not None and local else None,
        )
        return replace(found, kind="website") if is_home else found
