"""Pages that no note stands behind: the home page, the page of all notes, those of the tags."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from vaultsite.anki.note import tag_name
from vaultsite.site import anki_packages, explorer, graph_page, handout, scripts, study_page
from vaultsite.site.anki_offers import Offers
from vaultsite.site.home import RecentNote, home_html
from vaultsite.site.meta import Preview, absolute
from vaultsite.site.page import Content, PageContext
from vaultsite.site.recent import MOST, recent_html
from vaultsite.site.tags import INDEX
from vaultsite.vault.note import BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsite.site.about import About
    from vaultsite.site.around import Surroundings
    from vaultsite.site.explorer import Folder
    from vaultsite.site.graph import Graph
    from vaultsite.site.library import Library

_RECENT = 12
_HOME, _EXPLORER, _TAGS = ".vaultsite/index.md", ".vaultsite/explorer.md", ".vaultsite/tag/"
_GRAPH = ".vaultsite/graph.md"
RECENT = ".vaultsite/recent.md"
STUDY = ".vaultsite/study.md"
HANDOUT = ".vaultsite/print.md"


@dataclass(frozen=True, slots=True)
class Listing:
    """Such a page. No note can be called ``name``: parts with a leading dot are not read."""

    name: str
    place: str
    title: str
    content: Content


@dataclass(frozen=True, slots=True)
class Ways:
    """The URLs, seen from a page, of what every page leads to; ``root`` is the site.

    Empty are those of ``tags`` and ``study`` where there are none.
    """

    root: str
    scripts: str
    all_notes: str
    graph: str
    tags: str
    study: str


class Listings:
    """Writes the listings of a library."""

    def __init__(
        self, library: Library, about: About, tree: Folder, graph: Graph, around: Surroundings
    ) -> None:
        self._library = library
        self._about = about
        self._tree = tree
        self._graph = graph
        self._around = around
        self._entries = study_page.Entries(library)
        self._cards = self._entries.all()
        self._tagged = study_page.by_tag(self._cards)
        self.packages = self._offers()

    def all(self) -> Iterator[Listing]:
        """The home page if no note is one, all notes, the graph, then the pages of the tags."""
        library, around = self._library, self._around
        if not {"index.html"} & {*library.places.values(), *library.redirects}:
            yield Listing(_HOME, "index.html", around.site_name, self._home())
        for name, place, word, write in (
            (_EXPLORER, around.explorer_place, "explorer.title", self._all_notes),
            (_GRAPH, around.graph_place, "graph.title", self._graph_page),
            (RECENT, around.recent_place, "recent.title", self._changed),
            (HANDOUT, around.handout_place, "handout.title", self._handout),
            *([(STUDY, around.study_place, "study.title", self._study)] if self._cards else []),
        ):
            title = library.words(word)
            yield Listing(name, place, title, write(library.site_url(place)))
        for place, key in library.tag_places.items():
            content = self._tag(key, library.site_url(place))
            yield Listing(f"{_TAGS}{place}.md", place, library.tags.title(key), content)

    def refresh(self, listings: dict[str, Listing]) -> bool:
        """Write those of ``listings`` anew that show more of notes than their names and tags.

        False if there are to be others.
        """
        before, self._cards = self._cards, self._entries.all()
        if bool(before) != bool(self._cards):
            return False
        offered, self.packages = self.packages, self._offers()
        if offered.left_out.keys() != self.packages.left_out.keys():
            return False
        if before != self._cards or offered.tags != self.packages.tags:
            self._refresh_study(listings)
        if _HOME in listings:
            listings[_HOME] = replace(listings[_HOME], content=self._home())
        url = self._library.site_url(listings[_EXPLORER].place)
        listings[_EXPLORER] = replace(listings[_EXPLORER], content=self._all_notes(url))
        url = self._library.site_url(listings[RECENT].place)
        listings[RECENT] = replace(listings[RECENT], content=self._changed(url))
        url = self._library.site_url(listings[_GRAPH].place)
        listings[_GRAPH] = replace(listings[_GRAPH], content=self._graph_page(url))
        return True

    def _refresh_study(self, listings: dict[str, Listing]) -> None:
        """What shows how many cards there are, but for the pages that are always written anew."""
        library = self._library
        self._tagged = study_page.by_tag(self._cards)
        listing = listings[STUDY]
        content = self._study(library.site_url(listing.place))
        listings[STUDY] = replace(listing, content=content)
        for place, key in library.tag_places.items():
            name = f"{_TAGS}{place}.md"
            content = self._tag(key, library.site_url(place))
            listings[name] = replace(listings[name], content=content)

    def ways(self, url: str) -> Ways:
        """The ways from the page at ``url``."""
        root = explorer.relative_to_root(url)
        index = self._library.tags.urls.get(INDEX)
        return Ways(
            root,
            root + self._around.scripts,
            root + self._library.site_url(self._around.explorer_place),
            root + self._library.site_url(self._around.graph_place),
            root + index if index is not None else "",
            root + self._library.site_url(self._around.study_place) if self._cards else "",
        )

    def study_url(self, path: str, url: str) -> str:
        """The URL, seen from the page at ``url``, to study the cards of the note at ``path``."""
        if path not in self._cards:
            return ""
        return self.ways(url).study + study_page.query("note", self._library.urls[path])

    def _home(self) -> Content:
        around, counts, ways = self._around, self._library.counts(), self.ways("./")
        html = home_html(
            self._tree,
            self._library.words,
            site_name=around.site_name,
            explorer_url=ways.all_notes,
            cards=counts.cards,
            formulas=counts.formulas,
            recent=self._recent(_RECENT),
            graph_url=ways.graph,
            tags_url=ways.tags,
            package=self._packages(ways.root).get("", ""),
            study_url=ways.study,
        )
        said = around.site_description or self._said()
        preview = Preview(around.site_name, said, "website", absolute("", around.site_url))
        context = PageContext(
            explorer_url=ways.all_notes,
            tags_url=ways.tags,
            kind="home",
            preview=preview,
        )
        return Content(html, context)

    def _all_notes(self, url: str) -> Content:
        words = self._library.words
        handout_url = explorer.relative_to_root(url) + self._library.site_url(
            self._around.handout_place
        )
        packages, study = self._packages(explorer.relative_to_root(url)), self._study_links(url)
        extra = {each: study.get(each, "") + packages.get(each, "") for each in {*study, *packages}}
        tree = explorer.to_html(
            self._tree, words, from_url=url, handout_url=handout_url, extra=extra
        )
        title, handouts = words("explorer.title"), words("handout.title")
        cards = f'<p class="explorer-anki">{extra[""]}</p>\n' if extra else ""
        html = (
            f"<h1>{title}</h1>\n"
            f'<p class="explorer-print"><a href="{handout_url}">{handouts}</a></p>\n{cards}{tree}'
        )
        return self._listing(url, html, self._said(), kind="explorer")

    def package_of_note(self, path: str, root: str) -> str:
        """The link to the cards of the note at ``path`` for Anki; empty if there is none."""
        place = self.packages.notes.get(path, "")
        return self._package(place, root, self._library.records[path].title)

    def _package(self, place: str, root: str, name: str) -> str:
        """The link to a package, to be saved as ``name``; empty without a ``place``."""
        text = self._library.words("anki.cards")
        return anki_packages.link(root + place, name, text) if place else ""

    def _offers(self) -> Offers:
        """The packages for Anki."""
        options = self._around.options
        if not options.anki:
            return Offers({}, (), {})
        weights = {path: self._weight(path) for path in self._cards}
        return Offers(self._cards, options.anki_packages, weights)

    def _weight(self, path: str) -> int:
        """The bytes of the files that are shown in the cards of a note."""
        library = self._library
        links = zip(library.records[path].links, library.links.notes[path].outcomes, strict=True)
        shown = {to.path for link, to in links if to and link.embed and link.card != BODY}
        return sum(file.size for each in shown if (file := library.vault.files.get(each)))

    def _packages(self, root: str) -> dict[str, str]:
        """The links to the packages for Anki, by folder."""
        found = {
            folder: self._package(place, root, folder.rpartition("/")[2])
            for folder, place in self.packages.folders.items()
        }
        if everything := self.packages.folders.get(""):
            site, text = self._around.site_name, self._library.words("anki.all")
            found[""] = anki_packages.link(root + everything, site, text)
        return found

    def _packages_to_study(self, root: str) -> Iterator[str]:
        """The links to those of the vault and of each tag: not every tag has a page."""
        if everything := self._packages(root).get(""):
            yield everything
        named = study_page.spelled(self._cards)
        for tag in sorted(self.packages.tags, key=explorer.natural_key):
            place, name = self.packages.tags[tag], named[tag]
            yield anki_packages.link(root + place, name.rpartition("/")[2], f"#{name}")

    def _study_links(self, url: str) -> dict[str, str]:
        """The links to study the cards of folders, and of those below them."""
        words, way = self._library.words, self.ways(url).study
        return {
            folder: study_page.link(
                way + study_page.query("in", folder), words("study.these", count=count)
            )
            for folder, count in study_page.by_folder(self._cards).items()
        }

    def _study(self, url: str) -> Content:
        ways, words = self.ways(url), self._library.words
        html = study_page.html(
            self._cards.values(),
            words,
            root=ways.root,
            scripts=ways.scripts,
            packages=[*self._packages_to_study(ways.root)],
        )
        script = scripts.html((study_page.SCRIPT,), ways.scripts)
        return self._listing(url, html + script, words("study.said"), kind="study")

    def _handout(self, url: str) -> Content:
        ways = self.ways(url)
        html = handout.html(self._library.words, explorer_url=ways.all_notes)
        script = scripts.html((handout.SCRIPT,), ways.scripts)
        said = self._library.words("handout.title")
        return self._listing(url, html + script, said, kind="handout")

    def _changed(self, url: str) -> Content:
        html = recent_html(self._recent(MOST), self._library.words, from_url=url)
        return self._listing(url, html, self._said(), kind="recent")

    def _recent(self, most: int) -> list[RecentNote]:
        notes = (note for each in explorer.walk(self._tree) for note in each.notes)
        entries = {note.path: note for note in notes}
        return [
            RecentNote(entries[path], changed.date()) for path, changed in self._about.recent(most)
        ]

    def _graph_page(self, url: str) -> Content:
        ways = self.ways(url)
        html = graph_page.html(self._graph, self._library, url=url, explorer_url=ways.all_notes)
        script = scripts.html((graph_page.SCRIPT,), ways.scripts)
        return self._listing(url, html + script, self._said(), kind="graph")

    def _tag(self, tag: str, url: str) -> Content:
        tags = self._library.tags
        said = (
            self._library.words(
                "elsewhere.tag", count=len(tags.tags[tag].notes), tag=tags.title(tag)
            )
            if tag
            else self._library.words("elsewhere.tags", site=self._around.site_name)
        )
        cards = filter(None, (self._study_tag(tag, url), self._package_of_tag(tag, url)))
        return self._listing(url, tags.html(tag, " · ".join(cards)), said, tag=tag)

    def _package_of_tag(self, tag: str, url: str) -> str:
        root, name = explorer.relative_to_root(url), tag.rpartition("/")[2]
        return self._package(self.packages.tags.get(study_page.tag_key(tag), ""), root, name)

    def _study_tag(self, tag: str, url: str) -> str:
        """The link to study the cards with a tag, which notes give to all of theirs."""
        count = self._tagged[study_page.tag_key(tag)] if tag else 0
        if not count:
            return ""
        name = tag_name(self._library.tags.tags[tag].name)
        way = self.ways(url).study + study_page.query("tag", name)
        return study_page.link(way, self._library.words("study.these", count=count))

    def _said(self) -> str:
        notes, site = len(self._library.vault.notes), self._around.site_name
        return self._library.words("elsewhere.all", count=notes, site=site)

    def _listing(
        self,
        url: str,
        html: str,
        said: str,
        *,
        tag: str | None = None,
        kind: Literal["explorer", "recent", "graph", "study", "handout", "tag"] = "tag",
    ) -> Content:
        ways, library = self.ways(url), self._library
        title = library.tags.title(tag) if tag is not None else library.words(f"{kind}.title")
        context = PageContext(
            explorer_url=ways.all_notes,
            tags_url=ways.tags,
            kind=kind,
            crumbs=self._library.tags.crumbs(tag) if tag is not None else (),
            preview=Preview(title, said, "website", absolute(url, self._around.site_url)),
        )
        return Content(html, context)
