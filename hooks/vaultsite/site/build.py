"""One build of the site: the vault read, its formulas drawn, and each page as it is asked for."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultsite import packages
from vaultsite.maths import Renderer
from vaultsite.render.canvas_page import render_canvas
from vaultsite.render.note import render_note
from vaultsite.render.search import canvas_search_html, search_html
from vaultsite.site import explorer, scripts
from vaultsite.site.about import About
from vaultsite.site.backlinks import backlinks
from vaultsite.site.formulas import Formulas
from vaultsite.site.home import RecentNote, home_html
from vaultsite.site.library import Library
from vaultsite.site.meta import Preview
from vaultsite.site.page import PageContext
from vaultsite.site.tags import INDEX
from vaultsite.tikz import TikzRenderer
from vaultsite.vault.history import History, history
from vaultsite.vault.index import Vault
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vaultsite.options import Options
    from vaultsite.render.page import Page, TocEntry

_RECENT = 12
_MOST_ENGINES = 4
# Places in the site that are no note's, besides those of the theme's files.
_RESERVED = (
    "404.html", "sitemap.xml", "sitemap.xml.gz", "explorer.json", "search/", "assets/mathjax/",
    "assets/snippets/", *scripts.FOLDERS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a build is told from outside.

    ``project`` holds the npm packages' lock files, ``cache`` what is kept between builds;
    ``theme_files`` are the places in the site that the theme's files take. ``say`` gets what is
    worth a line, ``warn`` what goes wrong, ``progress`` (done, total) of the formulas.
    """

    root: Path
    project: Path
    cache: Path
    options: Options
    site_name: str
    site_url: str
    site_description: str
    use_directory_urls: bool
    theme_files: tuple[str, ...]
    say: Callable[[str], None]
    warn: Callable[[str], None]
    progress: Callable[[int, int], None] | None = None

    @property
    def explorer_place(self) -> str:
        """Where the page of all notes lies."""
        return "explorer/index.html" if self.use_directory_urls else "explorer.html"

    def packages(self) -> Path:
        """The folder of npm's packages, installed if need be. Raises ``PackagesError``."""
        return packages.ensure(self.project, say=self.say)


@dataclass(frozen=True, slots=True)
class Content:
    """A page for its template: the HTML of its article, its outline, and everything around it."""

    html: str
    context: PageContext
    toc: TocEntry | None = None


class Build:
    """Everything that one build knows. Making it reads the vault and draws its formulas.

    Of ``previous``, an earlier build of the same vault, it takes what did not change. Raises
    ``PackagesError`` and ``EngineError``.
    """

    def __init__(self, around: Surroundings, *, previous: Build | None = None) -> None:
        self.around = around
        self.options = around.options
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
            explorer.NoteEntry(path, note.title, self.library.url_from_root(path))
            for path, note in self.library.vault.notes.items()
        )
        self._neighbours = explorer.neighbours(self.tree)
        self.problems = [*self.library.problems, *self.about.problems]
        self.scripts: set[str] = set()

    def search_html(self, path: str) -> str:
        """What the search index is made of, for a note or a canvas."""
        source = self.library.source(path)
        if path in self.library.links.canvases:
            return canvas_search_html(source)
        return search_html(source)

    def page(self, path: str, *, is_home: bool) -> Content:
        """The page of a note or a canvas."""
        rendered = self._rendered(path)
        self.problems.extend(rendered.problems)
        self.scripts |= rendered.scripts
        library = self.library
        incoming = library.links.incoming.get(path, {})
        linked_from = backlinks(path, incoming, library.records, library, rendered.sheet)
        url = library.url_from_root(path)
        root = explorer.relative_to_root(url)
        before, after = self._neighbours.get(path, (None, None))
        context = PageContext(
            explorer_url=self._all_notes(root),
            explorer_json=f"{root}explorer.json",
            tags_url=self._tags_url(root),
            path=path,
            url=url,
            crumbs=explorer.crumbs(path, explorer_url=self._all_notes(root)),
            previous=explorer.neighbour(before, from_url=url),
            next=explorer.neighbour(after, from_url=url),
            backlinks=linked_from,
            cards=len(library.records[path].cards),
            cards_anchor=library.records[path].cards_anchor,
        )
        html = rendered.sheet.defs() + rendered.html + scripts.html(rendered.scripts, root)
        return Content(html, self.about.complete(context, is_home=is_home), rendered.toc)

    def home(self, canonical_url: str) -> Content:
        """The home page of a vault that has none."""
        around, counts = self.around, self.library.counts()
        entries = {note.path: note for each in explorer.walk(self.tree) for note in each.notes}
        html = home_html(
            self.tree,
            site_name=around.site_name,
            explorer_url=self._all_notes("./"),
            cards=counts.cards,
            formulas=counts.formulas,
            recent=[
                RecentNote(entries[path], changed.date())
                for path, changed in self.about.recent(_RECENT)
            ],
            tags_url=self._tags_url("./"),
        )
        preview = Preview(around.site_name, around.site_description, "website", canonical_url)
        return Content(
            html,
            PageContext(
                explorer_url=self._all_notes("./"),
                explorer_json="./explorer.json",
                tags_url=self._tags_url("./"),
                kind="home",
                preview=preview,
            ),
        )

    def all_notes(self, url: str) -> Content:
        """The page of all notes, at ``url``."""
        tree = explorer.to_html(self.tree, from_url=url)
        return self._listing(url, f"<h1>All notes</h1>\n{tree}")

    def tag(self, tag: str, url: str) -> Content:
        """The page of a tag, or the index of all, at ``url``."""
        return self._listing(url, self.library.tags.html(tag), tag=tag)

    def _listing(self, url: str, html: str, *, tag: str | None = None) -> Content:
        root = explorer.relative_to_root(url)
        return Content(
            html,
            PageContext(
                explorer_url=self._all_notes(root),
                explorer_json=f"{root}explorer.json",
                tags_url=self._tags_url(root),
                kind="explorer" if tag is None else "tag",
                crumbs=self.library.tags.crumbs(tag) if tag is not None else (),
            ),
        )

    def _read(self, previous: Build | None) -> Library:
        around, options = self.around, self.options
        with _drawing(around) as renderer:
            formulas = Formulas(renderer.ask if renderer else None)
            vault = Vault(
                around.root,
                choice=Choice(
                    publish=options.publish,
                    exclude=options.exclude,
                    templates=options.templates,
                    daily_notes=options.daily_notes,
                ),
                previous=previous.library.vault if previous else None,
                on_note=formulas.read,
            )
            library = Library(
                vault,
                formulas=formulas,
                use_directory_urls=around.use_directory_urls,
                reserved=(*_RESERVED, around.explorer_place, *around.theme_files),
                maths_in_browser=renderer is None,
                tikz=_tikz(around).draw,
            )
            if renderer is not None:
                library.draw(lambda wanted: renderer.draw(wanted, progress=around.progress))
        return library

    def _rendered(self, path: str) -> Page:
        if path in self.library.links.canvases:
            return render_canvas(path, self.library)
        return render_note(path, self.library, under_title=self.about.properties(path))

    def _shows_properties(self) -> bool:
        if self.options.properties == "auto":
            return self.library.vault.settings.show_frontmatter
        return self.options.properties == "visible"

    def _all_notes(self, root: str) -> str:
        return root + self.library.site_url(self.around.explorer_place)

    def _tags_url(self, root: str) -> str:
        """The index of tags; empty without tags."""
        index = self.library.tags.urls.get(INDEX)
        return root + index if index is not None else ""


@contextmanager
def _drawing(around: Surroundings) -> Iterator[Renderer | None]:
    """MathJax for one build; None if the reader's browser is to draw."""
    if around.options.maths == "browser":
        yield None
        return
    with Renderer(
        packages.node(),
        around.packages(),
        around.cache / "maths.sqlite",
        preamble=around.options.maths_preamble,
        time_limit=around.options.maths_time_limit,
        engines=min(os.cpu_count() or 1, _MOST_ENGINES),
    ) as renderer:
        yield renderer


def _tikz(around: Surroundings) -> TikzRenderer:
    project = around.project / "npm/tikz"

    def tools() -> tuple[Path, Path] | None:
        try:
            return packages.node(), packages.ensure(project, say=around.say)
        except packages.PackagesError as error:
            around.warn(f"TikZ pictures are shown as code: {error}")
            return None

    return TikzRenderer(tools, project / "package-lock.json", around.cache / "tikz.sqlite")
