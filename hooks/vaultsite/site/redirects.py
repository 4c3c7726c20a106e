"""Addresses that notes ask for, and those that lead to them: permalinks, old paths, aliases.

The usual address of a note never depends on another note's wishes: it is given first, and a
permalink or an alias only gets a place that is free.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.site import csp
from vaultsite.site.explorer import relative_to_root
from vaultsite.site.tags import INDEX, page_path
from vaultsite.vault import properties, urls
from vaultsite.vault.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsite.site.tags import Tag
    from vaultsite.vault.note import Note
    from vaultsite.words import Words


@dataclass(slots=True)
class Addresses:
    """The places of a site: what has its usual one comes first, then wishes, in order.

    ``places`` has that of each published file, ``tags`` that of the page of each tag by its key,
    ``redirects`` the path of the note that each redirect page leads to, by its own place.
    """

    places: dict[str, str]
    use_directory_urls: bool
    taken: urls.Taken = field(default_factory=urls.Taken)
    tags: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _holders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._holders = {fold(place): path for path, place in self.places.items()}

    def reserve(self, places: Iterable[str]) -> None:
        """Keep everything that follows off ``places``."""
        for place in places:
            self.taken.reserve(place)

    def permalinks(self, notes: Iterable[Note]) -> None:
        """Move notes to their permalinks, and lead from their usual places there."""
        for note in notes:
            address = properties.permalink(note.properties)
            if address is None:
                continue
            usual = self.places[note.path]
            place = urls.place_of_address(address, use_directory_urls=self.use_directory_urls)
            if place is not None and fold(place) == fold(usual):
                # Only its case is another one: no host may have both.
                self.places[note.path] = place
            elif place is None or not self.taken.take(place):
                self._refuse(note, "permalink", address, place)
            else:
                self.places[note.path] = place
                self.redirects[usual] = note.path
                self._holders[fold(place)] = note.path

    def tag_pages(self, tags: Mapping[str, Tag], *, reserved: Iterable[str]) -> None:
        """Give a place to the page of each tag, and to their index if there are any."""
        paths = {page_path(tag.name): key for key, tag in tags.items()}
        if paths:
            paths[page_path(INDEX)] = INDEX
        taken = (*reserved, *self.places.values(), *self.redirects)
        found = urls.assign(paths, use_directory_urls=self.use_directory_urls, reserved=taken)
        self.tags = {paths[path]: place for path, place in found.items()}
        self.reserve(found.values())

    def old_paths(self, notes: Iterable[Note]) -> None:
        """Lead from each note's ``redirect_from`` to it."""
        for note in notes:
            for address in properties.redirect_from(note.properties):
                place = urls.place_of_address(address, use_directory_urls=self.use_directory_urls)
                if place is None or not self._redirect(place, note.path):
                    self._refuse(note, "redirect_from", address, place)

    def aliases(self, notes: Iterable[Note]) -> None:
        """Lead from each note's aliases to it, as if they were notes at the top of the vault."""
        for note in notes:
            for alias in properties.aliases(note.properties):
                place = urls.place_of_name(alias, use_directory_urls=self.use_directory_urls)
                if place is not None and not self._redirect(place, note.path):
                    what = f"the alias {_shown(alias)} gets no address: {self._holder(place)}"
                    remedy = "nothing, or give one of them another name"
                    self.problems.append(Problem(note.path, 1, Kind.SHARED_ALIAS, what, remedy))

    def _redirect(self, place: str, path: str) -> bool:
        """Whether ``place`` leads to the note at ``path`` from now on, or does already."""
        if self.taken.take(place):
            self.redirects[place] = path
            self._holders[fold(place)] = path
        return self._holders.get(fold(place)) == path

    def _refuse(self, note: Note, name: str, address: str, place: str | None) -> None:
        if place is None:
            what = f"{name} {_shown(address)} is no address within the site"
            remedy = "write it as `folder/name/`, without a leading dot"
        else:
            what = f"{name} {_shown(address)} is taken: {self._holder(place)}"
            remedy = "choose another one"
        self.problems.append(Problem(note.path, 1, Kind.TAKEN_ADDRESS, what, remedy))

    def _holder(self, place: str) -> str:
        holder = self._holders.get(fold(place))
        return f"{holder} has it" if holder else "a page or a folder of the site is there"


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return f"`{text if len(text) <= 80 else f'{text[:79]}…'}`"


def addresses(
    published: Iterable[str],
    notes: Mapping[str, Note],
    tags: Mapping[str, Tag],
    *,
    use_directory_urls: bool,
    reserved: Iterable[str],
) -> Addresses:
    """Where everything is: the files ``published``, pages of tags, and what redirects."""
    reserved = tuple(reserved)
    usual = urls.assign(published, use_directory_urls=use_directory_urls, reserved=reserved)
    given = Addresses(usual, use_directory_urls)
    given.reserve((*reserved, *usual.values()))
    ordered = [notes[path] for path in sorted(notes)]
    given.permalinks(ordered)
    given.tag_pages(tags, reserved=reserved)
    given.old_paths(ordered)
    given.aliases(ordered)
    return given


def page(words: Words, *, title: str, url: str, from_url: str, site_url: str, scripts: str) -> str:
    """A page that sends its reader on.

    ``url``, ``from_url`` and ``scripts``, the folder of these, are relative to the site's root.
    """
    href = escape(urls.relative(url, from_url))
    canonical = escape(site_url.rstrip("/") + "/" + url.removeprefix("./")) if site_url else href
    root = escape(relative_to_root(from_url))
    return f"""<!doctype html>
<html lang="{words.language}">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta http-equiv="Content-Security-Policy" content="{csp.REDIRECT}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<link rel="icon" href="{root}assets/images/favicon.png">
<script type="module" src="{root}{scripts}redirect.js"></script>
<meta http-equiv="refresh" content="0; url={href}">
</head>
<body>
<p>{words("redirect.moved")} <a dir="auto" href="{href}">{escape(title)}</a></p>
</body>
</html>
"""
