"""The one adapter to MkDocs: its events come in, calls to `vaultsite` go out.

MkDocs gets an empty Markdown page for each note. The search plugin then sees the note's plain
text, and right before the template runs, the page gets its real HTML: nothing is patched.
"""

from __future__ import annotations

import gc
import json
import logging
import shutil
import sys
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
from vaultsite.maths import EngineError, browser_files
from vaultsite.site import csp, explorer, redirects, report, scripts
from vaultsite.site.build import Build, Content, Surroundings
from vaultsite.site.css_snippets import SnippetError, read_snippets

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from vaultsite.options import Options
    from vaultsite.render.page import TocEntry
    from vaultsite.site.library import Library

_log = logging.getLogger("mkdocs.hooks.vaultsite")

# Tokens are many and hardly ever in cycles: looking for these at the usual pace costs a build a
# quarter of its time.
gc.set_threshold(100_000, 50, 1000)

_PROJECT = Path(__file__).resolve().parent.parent

# Names that no note can have: parts with a leading dot are not read.
_HOME, _EXPLORER = ".vaultsite/index.md", ".vaultsite/explorer.md"
_CANVASES, _TAGS = ".vaultsite/canvas/", ".vaultsite/tag/"

_build: Build | None = None
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
    build = _start(config)
    library = build.library
    for path, place in library.places.items():
        uri = _uri_of(path, library)
        files.append(_file(uri, place, config, is_note=path in library.records))
    if not {"index.html"} & {*library.places.values(), *library.redirects}:
        files.append(_file(_HOME, "index.html", config, is_note=True))
    files.append(_file(_EXPLORER, build.around.explorer_place, config, is_note=True))
    for place in library.tag_places:
        files.append(_file(f"{_TAGS}{place}.md", place, config, is_note=True))
    _add_snippets(build, files, config)
    if build.options.maths == "browser":
        _add_mathjax(build, files, config)


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
    build = _current()
    path = _path_of(page.file.src_uri)
    return build.search_html(path) if path in build.library.records else ""


@event_priority(-100)  # after the search plugin
def on_page_context(
    context: dict[str, Any],
    page: Page,
    config: MkDocsConfig,  # noqa: ARG001
    nav: Navigation,  # noqa: ARG001
) -> None:
    """Give the page its HTML, right before its template is rendered."""
    build = _current()
    # The neighbours are those of the folder; MkDocs' order of all pages means nothing to a reader.
    page.previous_page = page.next_page = None
    content = _content(build, page)
    page.content = content.html
    context["vault"] = content.context
    if content.toc is not None:
        page.toc = TableOfContents([_anchor(content.toc)])


def _content(build: Build, page: Page) -> Content:
    uri, place = page.file.src_uri, page.file.dest_uri
    if _path_of(uri) in build.library.records:
        return build.page(_path_of(uri), is_home=page.is_homepage)
    if uri == _HOME:
        return build.home(page.canonical_url or "")
    if uri == _EXPLORER:
        return build.all_notes(page.file.url)
    return build.tag(build.library.tag_places[place], page.file.url)


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


def _add_mathjax(build: Build, files: Files, config: MkDocsConfig) -> None:
    try:
        found = list(browser_files(build.around.packages()))
    except packages.PackagesError as error:
        raise PluginError(str(error)) from error
    for disk, asset in found:
        files.append(_asset(str(asset), disk, config))


def _add_snippets(build: Build, files: Files, config: MkDocsConfig) -> None:
    try:
        snippets, problems = read_snippets(Path(config.docs_dir), build.options.css_snippets)
    except SnippetError as error:
        raise PluginError(str(error)) from error
    build.problems += problems
    for snippet in snippets:
        included = InclusionLevel.INCLUDED
        files.append(File.generated(config, snippet.place, content=snippet.css, inclusion=included))
        config.extra_css.append(snippet.url)


def _copy_for_scripts(build: Build, config: MkDocsConfig) -> None:
    """What the scripts of the pages just written load; without it, they show the source."""
    try:
        for disk, place in scripts.files(build.scripts, _PROJECT, say=_log.info):
            target = Path(config.site_dir, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(disk, target)
    except packages.PackagesError as error:
        _log.warning("Diagrams are shown as code: %s", error)


def _current() -> Build:
    if _build is None:
        raise PluginError("the vault has not been read yet")
    return _build


def _start(config: MkDocsConfig) -> Build:
    global _build  # MkDocs' events share nothing else
    options = vault_options.load(config.extra.get("vault"))
    around = Surroundings(
        root=Path(config.docs_dir),
        project=_PROJECT,
        cache=_cache(config, options),
        options=options,
        site_name=config.site_name,
        site_url=config.site_url or "",
        site_description=config.site_description or "",
        use_directory_urls=config.use_directory_urls,
        theme_files=tuple(_theme_files(config)),
        say=_log.info,
        warn=_log.warning,
        progress=_progress("formulas"),
    )
    try:
        _build = Build(around, previous=_build)
    except (EngineError, packages.PackagesError) as error:
        raise PluginError(str(error)) from error
    return _build


def _theme_files(config: MkDocsConfig) -> list[str]:
    """Places in ``assets/`` that the theme fills, so that no attachment takes them."""
    return [
        f"assets/{file.relative_to(folder).as_posix()}"
        for folder in (Path(each, "assets") for each in config.theme.dirs)
        for file in folder.rglob("*")
        if file.is_file()
    ]


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


def _anchor(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(escape(entry.text), entry.anchor, entry.level)
    link.typeset = SimpleNamespace(title=entry.html)  # type: ignore[attr-defined] # Material's
    link.children = [_anchor(child) for child in entry.children]
    return link


def _report(build: Build, config: MkDocsConfig) -> None:
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
