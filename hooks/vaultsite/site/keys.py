"""On what each page depends, as one key: with the same key, a page is the same to the byte.

A page shows its own note and what that embeds, at any depth. The texts of those are in the key,
and with each of them where its links lead and how large its pictures are; then what the page has
from elsewhere: its neighbours in the folder and by links, its dates and preview, and the sentences
that link to it. Whatever holds for all pages (the program, the theme, the options) is the site's
``generation``, with the vault's own settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.site.said import formula_digests, sentence_digests
from vaultsite.site.tags import INDEX
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsite.site.about import About
    from vaultsite.site.explorer import NoteEntry
    from vaultsite.site.finished import Facts
    from vaultsite.site.graph import Graph
    from vaultsite.site.library import Edit, Library
    from vaultsite.vault.index import Target

_Neighbours = tuple["NoteEntry | None", "NoteEntry | None"]


class Keys:
    """The keys of a library's pages. ``facts`` are those of pages that were rendered before."""

    def __init__(
        self,
        library: Library,
        about: About,
        neighbours: Mapping[str, _Neighbours],
        graph: Graph,
        *,
        facts: Mapping[str, Facts],
        generation: bytes,
    ) -> None:
        self._library = library
        self._about = about
        self._neighbours = neighbours
        self._graph = graph
        self._facts = facts
        # Every page leads to the index of the tags, if there are any.
        self._generation = digest(generation, library.vault.settings, library.tags.urls.get(INDEX))
        self._texts: dict[str, bytes] = {}
        self._said: dict[str, tuple[bytes, ...]] = {}
        self._formulas: dict[str, tuple[bytes, ...]] = {}

    def page(self, path: str, shown: Iterable[str]) -> bytes | None:
        """The key of the page of a note or canvas that shows these texts; None if one is gone."""
        library = self._library
        if any(each not in library.records for each in shown):
            return None
        return digest(
            self._generation,
            library.places[path],
            [(each, self._text(each)) for each in shown],
            [card.key for card in library.records[path].cards],
            [
                neighbour and (neighbour.title, neighbour.url)
                for neighbour in self._neighbours.get(path, ())
            ],
            self._graph.near(path),
            self._about.known(path),
            self._quotations(path),
        )

    def forget(self, edit: Edit) -> set[str]:
        """Forget what an edit has changed. Returns whose text reads differently, or links so."""
        for path in edit.notes:
            self._said.pop(path, None)
            self._formulas.pop(path, None)
        before = {path: self._texts.pop(path, None) for path in edit.followed}
        return {path for path in edit.followed if self._text(path) != before[path]}

    def other(self, place: str, *content: object) -> bytes:
        """The key of a page that no note stands behind."""
        return digest(self._generation, place, *content)

    def said(self, path: str) -> tuple[bytes, ...]:
        """`sentence_digests` of the note at ``path``."""
        if path not in self._said:
            facts = self._known_facts(path)
            self._said[path] = (
                facts.said
                if facts
                else sentence_digests(self._library.records[path], self.formulas(path))
            )
        return self._said[path]

    def formulas(self, path: str) -> tuple[bytes, ...]:
        """`formula_digests` of the note at ``path``."""
        if path not in self._formulas:
            facts = self._known_facts(path)
            self._formulas[path] = (
                facts.formulas if facts else formula_digests(self._library.formulas(path))
            )
        return self._formulas[path]

    def _known_facts(self, path: str) -> Facts | None:
        facts = self._facts.get(path)
        return facts if facts and facts.record == self._library.vault.keys[path] else None

    def _text(self, path: str) -> bytes:
        if path not in self._texts:
            library = self._library
            note = library.records[path]
            outcomes = zip(note.links, library.links.notes[path].outcomes, strict=True)
            self._texts[path] = digest(
                library.vault.keys[path],
                [target and self._outcome(target, embed=link.embed) for link, target in outcomes],
                [library.tags.url(tag) for tag in note.tags],
            )
        return self._texts[path]

    def _outcome(self, target: Target, *, embed: bool) -> object:
        library = self._library
        place = library.urls.get(target.path)
        size = library.size(target.path) if embed and place is not None else None
        if target.heading is None and not (target.anchor or target.missing or target.fragment):
            return target.path, place, target.loose, size  # most links: a short way to say it
        return target, place, size

    def _quotations(self, path: str) -> list[object]:
        library = self._library
        incoming = library.links.incoming.get(path, {})
        return [
            (
                source,
                library.records[source].title,
                library.urls[source],
                [said[number] for number in incoming[source]],
            )
            for source in sorted(incoming)
            for said in (self.said(source),)
        ]
