"""The whole site before its pages: places, formulas, links. It is the renderer's `Book`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.maths import BrowserSheet, Drawing, Sheet
from vaultsite.site.formulas import Formulas
from vaultsite.site.links import follow
from vaultsite.site.meta import covers
from vaultsite.site.pictures import Pictures
from vaultsite.site.redirects import addresses
from vaultsite.site.report import Counts
from vaultsite.site.size import large_notes
from vaultsite.site.tags import TagPages, tags_of
from vaultsite.vault import urls
from vaultsite.vault.index import interface
from vaultsite.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

    from vaultsite.maths import Formula
    from vaultsite.problems import Problem
    from vaultsite.render.plugins import TikzPicture
    from vaultsite.site.links import Links
    from vaultsite.vault.canvas import CanvasSource
    from vaultsite.vault.index import Target, Vault
    from vaultsite.vault.note import Note, Source


_NOT_DRAWN = Drawing()


@dataclass(slots=True)
class Noted:
    """The notes and canvases whose text a page asked for, in the order of asking.

    ``passing``: something could not be drawn this time which another build may draw.
    """

    texts: dict[str, None] = field(default_factory=dict)
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Notes with another text, those whose links were followed again, and to whom all these lead.

    To whom they have led before counts, too.
    """

    notes: Set[str]
    followed: Set[str]
    targets: Set[str]


class Library:
    """Everything that pages share.

    ``reserved`` are places in the site that are not for notes. ``maths_in_browser``: the formulas
    are not drawn here but by the reader's browser; ``mathml_in_pages``: each stands in its page as
    MathML, too. ``formulas`` are those of the notes, as far as
    they have been read; ``draw`` draws one, ``tikz`` TikZ source, None: nothing does.
    ``words`` are those of the interface, English by default.
    """

    def __init__(
        self,
        vault: Vault,
        *,
        use_directory_urls: bool,
        reserved: Iterable[str],
        formulas: Formulas | None = None,
        maths_in_browser: bool = False,
        mathml_in_pages: bool = False,
        draw: Callable[[Formula], Drawing] | None = None,
        tikz: Callable[[str], TikzPicture | None] | None = None,
        words: Words | None = None,
    ) -> None:
        self.vault = vault
        self.words = words or Words()
        self.strict_line_breaks = vault.settings.strict_line_breaks
        self._use_directory_urls = use_directory_urls
        self.links: Links = follow(vault)
        self.records: dict[str, Note] = vault.notes | self.links.canvases
        self.covers = covers(vault)
        self.attachments = self._attachments()
        published = [*self.records, *sorted(self.attachments)]
        tags = tags_of(vault.notes.values())
        given = addresses(
            published, vault.notes, tags, use_directory_urls=use_directory_urls, reserved=reserved
        )
        self.places, self.redirects = given.places, given.redirects
        self._address_problems = given.problems
        self.urls = {path: self.site_url(place) for path, place in self.places.items()}
        tag_urls = {key: self.site_url(place) for key, place in given.tags.items()}
        self.tags = TagPages(tags, tag_urls, vault.notes, self.url_from_root, self.words)
        self.tag_places = {place: key for key, place in given.tags.items()}
        self._formulas = formulas or Formulas()
        self._maths_in_browser = maths_in_browser
        self._mathml_in_pages = mathml_in_pages
        self._tikz = tikz
        self._draw = draw
        self._pictures = Pictures()
        self._noted = Noted()

    def edit(self) -> Edit | None:
        """Take in what was edited since. None if more has changed than the texts of notes.

        Then only the vault is up to date, and another library is needed.
        """
        edited = self.vault.edit()
        if edited is None:
            return None
        new = self.vault.notes
        seen = {path for path, old in edited.items() if interface(old) != interface(new[path])}
        linking = (self.links.incoming.get(path, ()) for path in seen)
        again = {*edited}.union(*linking)
        self.records.update({path: new[path] for path in edited})
        touched = self.links.follow_again(self.vault, sorted(again & new.keys()))
        if touched is None or again - new.keys() or self._attachments() != self.attachments:
            return None
        return Edit(edited.keys(), again, touched)

    def _attachments(self) -> set[str]:
        covers = self.vault.files.keys() & self.covers.values()
        return (self.links.attachments | covers) - self.records.keys()

    @contextmanager
    def noting(self) -> Iterator[Noted]:
        """What a page asks for meanwhile."""
        self._noted = Noted()
        yield self._noted

    def site_url(self, place: str) -> str:
        """The URL of a place in the site, relative to its root."""
        return urls.url_of(place, use_directory_urls=self._use_directory_urls)

    def url_from_root(self, path: str) -> str:
        """The URL of a published file, relative to the site's root."""
        return self.urls[path]

    def published(self, path: str) -> bytes | None:
        """What is published in place of the file at ``path``; None for the file itself."""
        return self._pictures.published(self.vault.files[path])

    # What the renderer asks for

    def find(self, raw: str, source: str, *, markdown: bool = False) -> Target | None:
        target = self.vault.find(raw, source, markdown=markdown)
        return target if target and target.path in self.urls else None

    def source(self, path: str, *, cards: bool = True) -> Source:
        self._noted.texts[path] = None
        canvas = self.canvas(path)
        return canvas.source if canvas else self.vault.source(path, cards=cards)

    def canvas(self, path: str) -> CanvasSource | None:
        return self.vault.canvas(path) if path in self.links.canvases else None

    def is_note(self, path: str) -> bool:
        return path in self.vault.notes

    def url(self, path: str, *, seen_from: str) -> str:
        return urls.relative(self.urls[path], self.urls[seen_from])

    def tag_url(self, tag: str, *, seen_from: str) -> str | None:
        url = self.tags.url(tag)
        return None if url is None else urls.relative(url, self.urls[seen_from])

    def size(self, path: str) -> tuple[int, int] | None:
        return self._pictures.size(self.vault.files[path])

    def formulas(self, path: str) -> Sequence[Formula]:
        return self._formulas.of(self.records[path])

    def sheet(self) -> Sheet:
        return BrowserSheet() if self._maths_in_browser else Sheet(mathml=self._mathml_in_pages)

    def tikz(self, source: str) -> TikzPicture | None:
        picture = self._tikz(source) if self._tikz is not None else None
        self._noted.passing |= picture is None
        return picture

    def drawing(self, formula: Formula) -> Drawing:
        drawing = _NOT_DRAWN if self._draw is None else self._draw(formula)
        self._noted.passing |= drawing.passing
        return drawing

    # What the report asks for

    @property
    def problems(self) -> list[Problem]:
        """The problems of the vault and its links; those of pages come on top."""
        for path in self.attachments:
            self.published(path)
        return [
            *self.vault.problems,
            *self.links.problems,
            *self._address_problems,
            *(each for canvas in self.links.canvases.values() for each in canvas.problems),
            *self._pictures.problems,
            *large_notes(self.vault.notes, self.vault.files),
        ]

    def counts(self) -> Counts:
        """The figures of the site, but for those that only its pages tell."""
        notes, links = self.vault.notes.values(), self.links.notes.values()
        return Counts(
            notes=len(notes),
            links=sum(each.resolved for each in links),
            loose=sum(each.loose for each in links),
            unresolved=sum(each.unresolved for each in links),
            embeds=sum(each.embeds for each in links),
            cards=sum(len(note.cards) for note in notes),
            formulas=sum(len(note.formulas) for note in self.records.values()),
            private_notes=sum(path.endswith(".md") for path in self.vault.hidden),
            private_links=sum(note.private_links for note in self.records.values()),
        )
