"""One build of the site: the vault read, and each page that is not finished yet, when asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite import packages
from vaultsite.render.canvas_page import render_canvas
from vaultsite.render.note import render_note
from vaultsite.render.search import canvas_search_html, search_html
from vaultsite.site import (
    anki_offers,
    elsewhere,
    explorer,
    graph_map,
    graph_page,
    mathml,
    offline,
    scripts,
    study_index,
    study_page,
)
from vaultsite.site.about import About
from vaultsite.site.aliases import other_names
from vaultsite.site.anki_cards import AnkiCards
from vaultsite.site.backlinks import backlinks
from vaultsite.site.digests import AttachmentDigests
from vaultsite.site.finished import Facts, FinishedPages
from vaultsite.site.formulas import Formulas, broken_formulas
from vaultsite.site.graph import Graph
from vaultsite.site.graph_near import local_graph
from vaultsite.site.keys import Keys
from vaultsite.site.library import Library
from vaultsite.site.link_pictures import LinkPictures
from vaultsite.site.listings import RECENT, STUDY, Listings
from vaultsite.site.page import Content, PageContext
from vaultsite.site.printed import link_list
from vaultsite.site.search_pages import SearchTexts, search_pages
from vaultsite.store import digest
from vaultsite.tikz import TikzRenderer
from vaultsite.vault.history import History, history
from vaultsite.vault.index import Vault
from vaultsite.vault.records import Records
from vaultsite.vault.visibility import Choice
from vaultsite.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from vaultsite.problems import Problem
    from vaultsite.render.page import Page
    from vaultsite.site.around import Surroundings
    from vaultsite.site.library import Noted
    from vaultsite.site.report import Counts
    from vaultsite.site.search_index import SearchPage
    from vaultsite.site.tools import Tools

# Places in the site that are no note's, besides those of the theme's files.
_RESERVED = (
    *("404.html", "sitemap.xml", "sitemap.xml.gz", "explorer.json", graph_map.PLACE),
    *study_index.PLACES,
    "search/", "assets/mathjax/", anki_offers.FOLDER,
    "assets/snippets/", *scripts.FOLDERS, *elsewhere.PLACES, *offline.PLACES,
)  # fmt: skip


class Build:
    """Everything that one build knows. Making it reads the vault.

    Of ``previous``, an earlier build of the same vault, it takes what did not change. A page goes
    by its note's path, or by the name of its listing; ``fresh`` are those to be made, by `page`.
    Raises ``PackagesError`` and ``EngineError``, and so does `page`.
    """

    def __init__(
        self, around: Surroundings, tools: Tools, *, previous: Build | None = None
    ) -> None:
        self.around = around
        self.options = around.options
        self._store = tools.store
        self._records = Records(self._store)
        maths = tools.maths(around.options, around.packages)
        self._maths = maths if around.options.maths == "build" else None
        self.library = self._read(previous)
        self._history: History = history(
            around.root, previous=previous._history if previous else None
        )
        self.about = About(
            self.library,
            self._history,
            site_url=around.site_url,
            shows_properties=self._shows_properties(),
        )
        self.tree = explorer.tree(
            explorer.NoteEntry(
                path, note.title, self.library.url_from_root(path), other_names(note)
            )
            for path, note in self.library.vault.notes.items()
        )
        self._neighbours = explorer.neighbours(self.tree)
        self._study_index = study_index.StudyIndex(
            self.library.vault.anki, use_directory_urls=around.use_directory_urls
        )
        self.graph = Graph(self.library, self.tree)
        self._listings = Listings(self.library, self.about, self.tree, self.graph, around)
        self.listings = {listing.name: listing for listing in self._listings.all()}
        self.anki_cards = AnkiCards(self.library, self.about, around, self._store)
        self._pages = FinishedPages(self._store)
        self.attachment_digests = AttachmentDigests(self.library, self._store)
        self._search_texts = SearchTexts(self._store)
        self._descriptions = SearchTexts(self._store, "description")
        self._link_pictures = self._pictures_of_links()
        self._facts: dict[str, Facts] = previous._facts if previous else self._pages.facts()
        self._keys = Keys(
            self.library,
            self.about,
            self._neighbours,
            self.graph,
            facts=self._facts,
            # Either all notes lead to packages of theirs, or none does.
            generation=digest(around.generation, "notes" in self.packages.left_out),
        )
        self._passing: set[str] = set()
        self._mathml: dict[str, bytes] = {}
        self._kept = self._kept_keys(self.library.records) if around.generation is not None else {}
        self._written: dict[str, bytes] = {}
        self.fresh: list[str] = []
        self.problems_elsewhere: list[Problem] = []

    @property
    def names(self) -> list[str]:
        """Those of all pages, in the order of the sitemap."""
        return [*self.library.records, *self.listings]

    def place(self, name: str) -> str:
        """Where a page lies in the site."""
        listing = self.listings.get(name)
        return listing.place if listing else self.library.places[name]

    def title(self, name: str) -> str:
        """What a page is called."""
        listing = self.listings.get(name)
        return listing.title if listing else self.library.records[name].title

    @property
    def packages(self) -> anki_offers.Offers:
        """The packages for Anki that the site offers."""
        return self._listings.packages

    @property
    def explorer_json(self) -> str:
        """The list of all notes, as JSON."""
        recent = self.library.site_url(self.listings[RECENT].place)
        listing = self.listings.get(STUDY)
        study = self.library.site_url(listing.place) if listing else ""
        return explorer.to_json(self.tree, recent=recent, study=study)

    def study_files(self) -> Iterator[tuple[str, bytes]]:
        """What the page to study cards reads, as place and JSON; empty where there are none."""
        return self._study_index.files(self.tree, self.library.vault.notes)

    def description(self, name: str) -> str:
        """What a page is about; empty if it does not say."""
        listing = self.listings.get(name)
        if listing is None:
            return self.about.description(name)
        preview = listing.content.context.preview
        return preview.description if preview else ""

    def descriptions(self, paths: Iterable[str]) -> dict[str, str]:
        """Those of a few notes, and of the same ones in most builds."""
        keys = self.library.vault.keys
        return self._descriptions.of({path: keys[path] for path in paths}, self.about.description)

    def begin(self, write: Callable[[str, bytes], None]) -> None:
        """Hand out the pages that are finished already, as place in the site and HTML."""
        for name, html, heard in self._pages.html(self._kept):
            write(self.place(name), html)
            if heard:
                write(mathml.place(self.place(name)), heard)
            self._written[name] = self._kept[name]
        self._choose_fresh(self.names)

    def edit(self) -> bool:
        """Take in notes whose texts were edited since; `fresh` are the pages that this changes.

        False if more has changed than that: then another build is needed.
        """
        edit = self.library.edit()
        if edit is None:
            return False
        around = self.around
        redated = self.about.edit(edit.notes, history(around.root, previous=self._history))
        if redated is None:
            return False
        reread = self._keys.forget(edit)
        showing = (path for path, facts in self._facts.items() if reread & {*facts.shown})
        affected = {*edit.notes, *edit.targets, *redated, *showing} & self.library.records.keys()
        self.graph.edit(edit.followed & self.library.records.keys())
        if not self._listings.refresh(self.listings):
            return False
        self._kept |= self._kept_keys(affected)
        self._choose_fresh({*affected, *self.listings})
        return True

    def go_on(self, previous: Build) -> None:
        """The same where all pages of ``previous`` are there, and may stay."""
        self._written = {
            name: key for name, key in self._kept.items() if previous._written.get(name) == key
        }
        self._choose_fresh(self.names)

    def page(self, name: str) -> Content:
        """A page for its template."""
        if name in self.listings:
            return self.listings[name].content
        with self.library.noting() as noted:
            content, rendered = self._note(name)
            library = self.library
            broken = list(
                broken_formulas(library.records[name], library.formulas(name), library.drawing)
            )
            content, picture = self._with_picture(name, content)
        if noted.passing:
            self._passing.add(name)
        self._facts[name] = self._learned(name, rendered, noted, broken, picture)
        self._mathml[name] = content.mathml
        self._search_texts.learn(name, self.library.vault.keys[name], self._search_html)
        if self.options.anki:
            self.anki_cards.learn(name)
        return content

    def finish(self, name: str, html: bytes) -> None:
        """Keep a page as it was written."""
        heard = self._mathml.pop(name, b"")
        if self.around.generation is None or name in self._passing:
            return
        if name in self.listings:
            facts, key = None, self._key_of_listing(name)
        else:
            facts = self._facts[name]
            key = self._keys.page(name, facts.shown) or b""
        self._written[name] = self._kept[name] = key
        self._pages.put(name, key, html, facts, mathml=heard)
        self.anki_cards.keep(name, key)

    def key(self, name: str) -> bytes | None:
        """What the page called ``name`` was made of, once it is written; None: nobody knows."""
        return self._written.get(name)

    def digests(self) -> dict[str, str]:
        """Those of the pages that are kept, and of the files beside them, by place."""
        found: dict[str, str] = {}
        for name in self._written:
            place, (html, heard) = self.place(name), self._pages.digests[name]
            found |= {place: html, mathml.place(place): heard} if heard else {place: html}
        return found

    def end(self) -> None:
        """Forget what is not part of the site any more. Call it when all pages are written."""
        self._store.flush()
        self._pages.settle(self._written.keys())
        self._records.settle(self.library.vault.notes)

    def link_pictures(self) -> Iterator[tuple[str, bytes]]:
        """The notes' pictures, as place in the site and PNG. Call it when all pages are written."""
        places = {self._facts[name].picture for name in self.library.records} - {""}
        return self._link_pictures.files(places) if self._link_pictures else iter(())

    def search_pages(self) -> Iterator[SearchPage]:
        """What the search finds."""
        keys = self.library.vault.keys
        wanted = {path: keys[path] for path in self.library.records}
        return search_pages(self.library, self._search_texts.of(wanted, self._search_html))

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong. Complete when all pages are written."""
        own = (self._facts[name].problems for name in self.library.records)
        return [
            *self.library.problems,
            *self.about.problems,
            *self.packages.problems,
            *self.problems_elsewhere,
            *(problem for problems in own for problem in problems),
        ]

    @property
    def scripts(self) -> set[str]:
        """The modules that pages load. Complete when all pages are written."""
        own = {each for name in self.library.records for each in self._facts[name].scripts}
        study = {study_page.SCRIPT} if STUDY in self.listings else set()
        return own | {graph_page.SCRIPT} | study

    def counts(self) -> Counts:
        """The figures of the site. Complete when all pages are written."""
        facts = [self._facts[name] for name in self.library.records]
        return replace(
            self.library.counts(),
            distinct_formulas=len({each for known in facts for each in known.formulas}),
            errors=len({each for known in facts for each in known.broken}),
        )

    def _pictures_of_links(self) -> LinkPictures | None:
        name, url = self.around.site_name, self.around.site_url
        if not self.options.pictures or not url or self._maths is None:
            return None
        return LinkPictures(self.library, self._store, site_name=name, site_url=url)

    def _read(self, previous: Build | None) -> Library:
        around, options, maths = self.around, self.options, self._maths
        formulas = Formulas(maths.ask if maths else None)
        vault = Vault(
            around.root,
            choice=Choice(
                publish=options.publish,
                exclude=options.exclude,
                templates=options.templates,
                daily_notes=options.daily_notes,
            ),
            previous=previous.library.vault if previous else None,
            records=self._records,
            on_note=formulas.read,
            custom_regexes=options.custom_regexes,
        )
        return Library(
            vault,
            formulas=formulas,
            use_directory_urls=around.use_directory_urls,
            reserved=(*_RESERVED, *around.places, *_study_place(vault, around)),
            maths_in_browser=maths is None,
            mathml_in_pages=options.mathml == "always",
            draw=maths.drawing if maths else None,
            tikz=_tikz(around).draw,
            words=Words(around.language, direction=around.direction),
        )

    def _kept_keys(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The keys of the pages of ``paths`` that were rendered before, as they have to be now.

        With those of all listings.
        """
        keys = {name: self._key_of_listing(name) for name in self.listings}
        for path in paths:
            facts = self._facts.get(path)
            if facts is not None and (key := self._keys.page(path, facts.shown)) is not None:
                keys[path] = key
        return keys

    def _key_of_listing(self, name: str) -> bytes:
        content = self.listings[name].content
        return self._keys.other(self.place(name), self.title(name), content.html, content.context)

    def _choose_fresh(self, names: Iterable[str]) -> None:
        """Say which of these pages are to be made, and ask for their formulas."""
        written, kept = self._written, self._kept
        self.fresh = [
            name for name in names if name not in written or written[name] != kept.get(name)
        ]
        if self._maths is not None:
            for name in self.fresh:
                if name not in self.listings:
                    self._maths.ask(self.library.formulas(name))

    def _note(self, path: str) -> tuple[Content, Page]:
        rendered = self._rendered(path)
        library = self.library
        incoming = library.links.incoming.get(path, {})
        linked_from = backlinks(path, incoming, library.records, library, rendered.sheet)
        url = library.url_from_root(path)
        ways = self._listings.ways(url)
        before, after = self._neighbours.get(path, (None, None))
        context = PageContext(
            explorer_url=ways.all_notes,
            tags_url=ways.tags,
            path=path,
            url=url,
            crumbs=explorer.crumbs(path, explorer_url=ways.all_notes),
            previous=explorer.neighbour(before, from_url=url),
            next=explorer.neighbour(after, from_url=url),
            backlinks=linked_from,
            graph=local_graph(self.graph.near(path), url=url, graph_url=ways.graph),
            cards=len(library.records[path].cards),
            cards_anchor=library.records[path].first_cards,
            study_url=self._listings.study_url(path, url),
            package=self._listings.package_of_note(path, ways.root),
        )
        html = (
            rendered.sheet.defs()
            + rendered.html
            + link_list(rendered.html)
            + scripts.html(rendered.scripts, ways.scripts)
        )
        is_home = self.place(path) == "index.html"
        about = self.about.complete(context, is_home=is_home)
        return Content(html, about, rendered.toc, mathml.text(rendered.sheet)), rendered

    def _with_picture(self, path: str, content: Content) -> tuple[Content, str]:
        if self._link_pictures is None:
            return content, ""
        return self._link_pictures.put(path, content)

    def _rendered(self, path: str) -> Page:
        if path in self.library.links.canvases:
            return render_canvas(path, self.library)
        return render_note(path, self.library, under_title=self.about.properties(path))

    def _learned(
        self,
        path: str,
        page: Page,
        noted: Noted,
        broken: Sequence[tuple[int | None, Problem]],
        picture: str,
    ) -> Facts:
        formulas = self._keys.formulas(path)
        return Facts(
            record=self.library.vault.keys[path],
            shown=(path, *(each for each in noted.texts if each != path)),
            said=self._keys.said(path),
            formulas=formulas,
            broken=tuple({formulas[number]: None for number, _ in broken if number is not None}),
            problems=(*page.problems, *(problem for _, problem in broken)),
            scripts=tuple(sorted(page.scripts)),
            picture=picture,
        )

    def _search_html(self, path: str) -> str:
        source = self.library.source(path)
        if path in self.library.links.canvases:
            return canvas_search_html(source)
        return search_html(source)

    def _shows_properties(self) -> bool:
        if self.options.properties == "auto":
            return self.library.vault.settings.show_frontmatter
        return self.options.properties == "visible"


def _study_place(vault: Vault, around: Surroundings) -> tuple[str, ...]:
    """Where no card asks anything, a note may be called so."""
    cards = (card for note in vault.notes.values() for card in note.cards)
    asking = any(study_index.asked(card, vault.anki) for card in cards)
    return (around.study_place,) if asking else ()


def _tikz(around: Surroundings) -> TikzRenderer:
    project = around.project / "npm/tikz"

    def tools() -> tuple[Path, Path] | None:
        try:
            return packages.node(), packages.ensure(project, say=around.say)
        except packages.PackagesError as error:
            around.warn(f"TikZ pictures are shown as code: {error}")
            return None

    return TikzRenderer(tools, project / "package-lock.json", around.cache / "tikz.sqlite")
