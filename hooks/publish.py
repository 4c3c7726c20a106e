"""The one adapter to MkDocs: its events come in, calls to `vaultsite` go out.

MkDocs gets an empty Markdown page for each note. The search plugin then sees the note's plain
text, and right before the template runs, the page gets its real HTML: nothing is patched.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents
from pathspec import GitIgnoreSpec

from vaultsite import options as vault_options
from vaultsite import packages
from vaultsite.maths import EngineError, Renderer, browser_files
from vaultsite.render.canvas_page import render_canvas
from vaultsite.render.note import render_note
from vaultsite.render.search import canvas_search_html, search_html
from vaultsite.site import csp, explorer, redirects, report, scripts
from vaultsite.site.about import About
from vaultsite.site.backlinks import backlinks
from vaultsite.site.css_snippets import SnippetError, read_snippets
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
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from vaultsite.options import Options
    from vaultsite.problems import Problem
    from vaultsite.render.page import TocEntry

_log = logging.getLogger("mkdocs.hooks.vaultsite")

# Tokens are many and hardly ever in cycles: looking for these at the usual pace costs a build a
# quarter of its time.
gc.set_threshold(100_000, 50, 1000)

_PROJECT = Path(__file__).resolve().parent.parent

# Names that no note can have: parts with a leading dot are not read.
_HOME, _EXPLORER = ".vaultsite/index.md", ".vaultsite/explorer.md"
_CANVASES, _TAGS = ".vaultsite/canvas/", ".vaultsite/tag/"
_RECENT = 12
_MOST_ENGINES = 4


@dataclass(slots=True)
class _Build:
    """What one build knows, from its first event to its last."""

    options: Options
    library: Library
    about: About
    tree: explorer.Folder
    neighbours: dict[str, tuple[explorer.NoteEntry | None, explorer.NoteEntry | None]]
    problems: list[Problem] = field(default_factory=list)
    scripts: set[str] = field(default_factory=set)


_build: _Build | None = None
_last_vault: Vault | None = None
_last_history: History | None = None
_serving = False


def on_config(config: MkDocsConfig) -> None:
    """Check the options, and keep MkDocs from taking the vault's files by itself."""
    try:
        vault_options.load(config.extra.get("vault"))
    except vault_options.OptionError as error:
        raise ConfigurationError(str(error)) from error
    config.exclude_docs = GitIgnoreSpec.from_lines(["*"])


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001
    """Know whether pages are served, with the script that reloads them, or built."""
    global _serving
    _serving = command == "serve"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Teach the templates to forbid what they do not need."""
    options = vault_options.load(config.extra.get("vault"))

    def content_security_policy(scripts: str) -> str:
        if not options.csp:
            return ""
        needed = csp.MATHJAX if options.maths == "browser" else ()
        return csp.policy(scripts, extra=(*needed, *options.csp_extra), serving=_serving)

    env.filters["content_security_policy"] = content_security_policy


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Replace what MkDocs found in the vault by what the site publishes."""
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        files.remove(file)
    # A file of the vault's may have kept one of the theme's out.
    files.add_files_from_theme(config.theme.get_env(), config)
    for file in files:
        file.inclusion = InclusionLevel.INCLUDED
    build = _start(config, vault_options.load(config.extra.get("vault")))
    library = build.library
    for path, place in library.places.items():
        uri = _uri_of(path, library)
        files.append(_file(uri, place, config, is_note=path in library.records))
    if not {"index.html"} & {*library.places.values(), *library.redirects}:
        files.append(_file(_HOME, "index.html", config, is_note=True))
    files.append(_file(_EXPLORER, _explorer_place(config), config, is_note=True))
    for place in library.tag_places:
        files.append(_file(f"{_TAGS}{place}.md", place, config, is_note=True))
    _add_snippets(build, files, config)
    if build.options.maths == "browser":
        for disk, asset in browser_files(_packages()):
            files.append(_asset(str(asset), disk, config))


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give the page its title; its text is not MkDocs' business."""
    build = _current()
    path = _path_of(page.file.src_uri)
    # Material prints both as they are.
    page.meta["title"] = escape(_title(build.library, page, config))
    page.meta["description"] = escape(build.about.description(path))
    # For the sitemap, which would have all pages changed today.
    if changed := build.about.changed(path) or build.about.newest:
        page.update_date = changed.date().isoformat()
    return ""


def _title(library: Library, page: Page, config: MkDocsConfig) -> str:
    uri = page.file.src_uri
    if uri.startswith(_TAGS):
        return library.tags.title(library.tag_places[page.file.dest_uri])
    titles = {_HOME: config.site_name, _EXPLORER: "All notes"}
    return titles.get(uri) or library.records[_path_of(uri)].title


def on_page_content(_html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give the search plugin, which reads the page's content, the note's plain text."""
    library = _current().library
    path = _path_of(page.file.src_uri)
    if path in library.links.canvases:
        return canvas_search_html(library.source(path))
    return search_html(library.source(path)) if library.is_note(path) else ""


@event_priority(-100)  # after the search plugin
def on_page_context(
    context: dict[str, Any],
    page: Page,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001
) -> None:
    """Give the page its HTML, right before its template is rendered."""
    build = _current()
    # The neighbours are those of the folder; MkDocs' order of all pages means nothing to a reader.
    page.previous_page = page.next_page = None
    if _path_of(page.file.src_uri) in build.library.records:
        context["vault"] = _note_page(build, page, config)
    else:
        context["vault"] = _generated_page(build, page, config)


def on_post_page(_output: str, page: Page, config: MkDocsConfig) -> None:  # noqa: ARG001
    """Forget the page's HTML, which is written: memory stays flat."""
    page.content = ""


def on_post_build(config: MkDocsConfig) -> None:
    """Write the explorer's file, and report."""
    build = _current()
    target = Path(config.site_dir, "explorer.json")
    target.write_text(explorer.to_json(build.tree), "utf-8")
    _write_redirects(build.library, config)
    _copy_for_scripts(build, config)
    _report(build, config)


def _write_redirects(library: Library, config: MkDocsConfig) -> None:
    """Straight to the disk: they belong in neither search nor sitemap."""
    for place, path in library.redirects.items():
        html = redirects.page(
            title=library.records[path].title,
            url=library.url_from_root(path),
            from_url=library.site_url(place),
            site_url=config.site_url or "",
        )
        target = Path(config.site_dir, place)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, "utf-8")


def _add_snippets(build: _Build, files: Files, config: MkDocsConfig) -> None:
    try:
        snippets, problems = read_snippets(Path(config.docs_dir), build.options.css_snippets)
    except SnippetError as error:
        raise PluginError(str(error)) from error
    build.problems += problems
    for snippet in snippets:
        included = InclusionLevel.INCLUDED
        files.append(File.generated(config, snippet.place, content=snippet.css, inclusion=included))
        config.extra_css.append(snippet.url)


def _copy_for_scripts(build: _Build, config: MkDocsConfig) -> None:
    """What the scripts of the pages just written load; without it, they show the source."""
    try:
        for disk, place in scripts.files(build.scripts, _PROJECT, say=_log.info):
            target = Path(config.site_dir, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(disk, target)
    except packages.PackagesError as error:
        _log.warning("Diagrams are shown as code: %s", error)


def _current() -> _Build:
    if _build is None:
        raise PluginError("the vault has not been read yet")
    return _build


def _start(config: MkDocsConfig, options: Options) -> _Build:
    global _build, _last_vault, _last_history  # MkDocs' events share nothing else
    choice = Choice(
        publish=options.publish,
        exclude=options.exclude,
        templates=options.templates,
        daily_notes=options.daily_notes,
    )
    root = Path(config.docs_dir)
    with _drawing(config, options) as renderer:
        formulas = Formulas(renderer.ask if renderer else None)
        vault = _last_vault = Vault(
            root, choice=choice, previous=_last_vault, on_note=formulas.read
        )
        library = _library(vault, formulas, config, options)
        if renderer is not None:
            library.draw(lambda wanted: renderer.draw(wanted, progress=_progress("formulas")))
    entries = [
        explorer.NoteEntry(path, note.title, library.url_from_root(path))
        for path, note in vault.notes.items()
    ]
    tree = explorer.tree(entries)
    _last_history = history(root, previous=_last_history)
    shown = options.properties == "visible"
    if options.properties == "auto":
        shown = vault.settings.show_frontmatter
    about = About(library, _last_history, site_url=config.site_url or "", shows_properties=shown)
    problems = [*library.problems, *about.problems]
    _build = _Build(options, library, about, tree, explorer.neighbours(tree), problems)
    return _build


def _library(vault: Vault, formulas: Formulas, config: MkDocsConfig, options: Options) -> Library:
    return Library(
        vault,
        formulas=formulas,
        use_directory_urls=config.use_directory_urls,
        reserved=["404.html", "sitemap.xml", "sitemap.xml.gz", "explorer.json", "search/",
                  _explorer_place(config), *_theme_files(config), "assets/mathjax/",
                  "assets/snippets/", *scripts.FOLDERS],
        maths_in_browser=options.maths == "browser",
        tikz=_tikz(config, options).draw,
    )  # fmt: skip


def _theme_files(config: MkDocsConfig) -> list[str]:
    """Places in ``assets/`` that the theme fills, so that no attachment takes them."""
    return [
        f"assets/{file.relative_to(folder).as_posix()}"
        for folder in (Path(each, "assets") for each in config.theme.dirs)
        for file in folder.rglob("*")
        if file.is_file()
    ]


@contextmanager
def _drawing(config: MkDocsConfig, options: Options) -> Iterator[Renderer | None]:
    """MathJax for one build; None if the reader's browser is to draw."""
    if options.maths == "browser":
        yield None
        return
    try:
        with Renderer(
            packages.node(),
            _packages(),
            _cache(config, options) / "maths.sqlite",
            preamble=options.maths_preamble,
            time_limit=options.maths_time_limit,
            engines=min(os.cpu_count() or 1, _MOST_ENGINES),
        ) as renderer:
            yield renderer
    except (EngineError, packages.PackagesError) as error:
        raise PluginError(str(error)) from error


def _tikz(config: MkDocsConfig, options: Options) -> TikzRenderer:
    project = _PROJECT / "npm/tikz"

    def tools() -> tuple[Path, Path] | None:
        try:
            return packages.node(), packages.ensure(project, say=_log.info)
        except packages.PackagesError as error:
            _log.warning("TikZ pictures are shown as code: %s", error)
            return None

    return TikzRenderer(
        tools, project / "package-lock.json", _cache(config, options) / "tikz.sqlite"
    )


def _packages() -> Path:
    """The folder of npm's packages, installed if need be."""
    try:
        return packages.ensure(_PROJECT, say=_log.info)
    except packages.PackagesError as error:
        raise PluginError(str(error)) from error


def _cache(config: MkDocsConfig, options: Options) -> Path:
    return Path(config.config_file_path).parent / options.cache


def _progress(what: str) -> Any:
    """A line that counts up on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print(f"\r{what}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show


def _file(path: str, place: str, config: MkDocsConfig, *, is_note: bool) -> File:
    file = File(
        path if is_note else f".vaultsite/{path}",  # MkDocs takes like paths for the same file
        src_dir=config.docs_dir,
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        dest_uri=place,
        inclusion=InclusionLevel.INCLUDED,
    )
    if is_note:
        file.content_string = ""
    elif (content := _current().library.published(path)) is not None:
        file.content_bytes = content
    else:
        file.abs_src_path = str(_current().library.vault.files[path].disk)
    return file


def _uri_of(path: str, library: Library) -> str:
    """What MkDocs takes the file at ``path`` for: a canvas is a page, like a note."""
    return f"{_CANVASES}{path}.md" if path in library.links.canvases else path


def _path_of(uri: str) -> str:
    """The path in the vault, the other way round."""
    return uri.removeprefix(_CANVASES).removesuffix(".md") if uri.startswith(_CANVASES) else uri


def _asset(place: str, disk: Path, config: MkDocsConfig) -> File:
    included = InclusionLevel.INCLUDED
    return File.generated(config, place, abs_src_path=str(disk), inclusion=included)


def _explorer_place(config: MkDocsConfig) -> str:
    return "explorer/index.html" if config.use_directory_urls else "explorer.html"


def _note_page(build: _Build, page: Page, config: MkDocsConfig) -> PageContext:
    library = build.library
    path = _path_of(page.file.src_uri)
    if path in library.links.canvases:
        rendered = render_canvas(path, library)
    else:
        rendered = render_note(path, library, under_title=build.about.properties(path))
    build.problems.extend(rendered.problems)
    build.scripts |= rendered.scripts
    incoming = library.links.incoming.get(path, {})
    linked_from = backlinks(path, incoming, library.records, library, rendered.sheet)
    page.content = rendered.sheet.defs() + rendered.html
    page.toc = TableOfContents([_anchor(rendered.toc)])
    note = library.records[path]
    url = library.url_from_root(path)
    root = explorer.relative_to_root(url)
    page.content += scripts.html(rendered.scripts, root)
    before, after = build.neighbours.get(path, (None, None))
    all_notes = root + library.site_url(_explorer_place(config))
    context = PageContext(
        explorer_url=all_notes,
        explorer_json=f"{root}explorer.json",
        tags_url=_tags_url(library, root),
        path=path,
        url=url,
        crumbs=explorer.crumbs(path, explorer_url=all_notes),
        previous=explorer.neighbour(before, from_url=url),
        next=explorer.neighbour(after, from_url=url),
        backlinks=linked_from,
        cards=len(note.cards),
        cards_anchor=note.cards_anchor,
    )
    return build.about.complete(context, is_home=page.is_homepage)


def _generated_page(build: _Build, page: Page, config: MkDocsConfig) -> PageContext:
    library = build.library
    is_home = page.file.src_uri == _HOME
    root = explorer.relative_to_root(page.file.url if not is_home else "")
    all_notes = root + library.site_url(_explorer_place(config))
    tag = library.tag_places.get(page.file.dest_uri)
    preview = None
    if is_home:
        preview = Preview(
            config.site_name, config.site_description or "", "website", page.canonical_url or ""
        )
        counts = library.counts()
        page.content = home_html(
            build.tree,
            site_name=config.site_name,
            explorer_url=all_notes,
            cards=counts.cards,
            formulas=counts.formulas,
            recent=_recent(build),
            tags_url=_tags_url(library, root),
        )
    elif tag is not None:
        page.content = library.tags.html(tag)
    else:
        tree = explorer.to_html(build.tree, from_url=page.file.url)
        page.content = f"<h1>All notes</h1>\n{tree}"
    return PageContext(
        explorer_url=all_notes,
        explorer_json=f"{root}explorer.json",
        tags_url=_tags_url(library, root),
        kind="home" if is_home else "explorer" if tag is None else "tag",
        crumbs=library.tags.crumbs(tag) if tag is not None else (),
        preview=preview,
    )


def _tags_url(library: Library, root: str) -> str:
    """The index of tags from a page that ``root`` leads to the site's root; empty without tags."""
    index = library.tags.urls.get(INDEX)
    return root + index if index is not None else ""


def _recent(build: _Build) -> list[RecentNote]:
    entries = {note.path: note for each in explorer.walk(build.tree) for note in each.notes}
    return [
        RecentNote(entries[path], changed.date()) for path, changed in build.about.recent(_RECENT)
    ]


def _anchor(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(escape(entry.text), entry.anchor, entry.level)
    link.typeset = SimpleNamespace(title=entry.html)  # type: ignore[attr-defined] # Material's
    link.children = [_anchor(child) for child in entry.children]
    return link


def _report(build: _Build, config: MkDocsConfig) -> None:
    problems = report.settled(build.problems)
    for problem in problems:
        level = logging.WARNING if report.fails(problem, build.options.fail_on) else logging.INFO
        _log.log(level, "%s", problem)
    counts = build.library.counts()
    _log.info("Published %s", counts)
    _log.info("Report: %s", report.summary(problems))
    cache = _cache(config, build.options)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "report.json").write_text(json.dumps(counts.as_dict()), "utf-8")
