"""The one adapter to MkDocs: its events come in, calls to `vaultsite` go out.

MkDocs gets an empty Markdown page for each note. Right before the template runs, the page gets its
real HTML: nothing is patched.
"""

from __future__ import annotations

import atexit
import gc
import json
import logging
import shutil
import time
from dataclasses import dataclass
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
from vaultsite.anki.export import ExportError, guids
from vaultsite.maths import EngineError, browser_files
from vaultsite.site import (
    anki_packages,
    csp,
    elsewhere,
    graph_map,
    mathml,
    offline,
    redirects,
    report,
    scripts,
    search_index,
    templates,
    web_app,
)
from vaultsite.site.around import Surroundings
from vaultsite.site.build import Build
from vaultsite.site.css_snippets import SnippetError, read_snippets
from vaultsite.site.later import Later
from vaultsite.site.limits import near_limits, sizes
from vaultsite.site.tools import Tools
from vaultsite.vault.index import VaultChangedError
from vaultsite.version import program_version
from vaultsite.words import Words
from vaultsite_mkdocs import files as mkdocs_files
from vaultsite_mkdocs import sitemap
from vaultsite_mkdocs.generation import generation
from vaultsite_mkdocs.offline import keep_offline, look
from vaultsite_mkdocs.scripts import move_scripts
from vaultsite_mkdocs.serving import Serving
from vaultsite_mkdocs.style import replace_style_sheets, style_sheet
from vaultsite_mkdocs.update import Built, changes, update, write_pages
from vaultsite_mkdocs.words import direction, language, replace_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
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
# Looked at once more, and freed one by one, at the end they cost a tenth of it: the process ends
# with all its memory anyway.
atexit.register(gc.freeze)

_PROJECT = Path(__file__).resolve().parent.parent
_CONTENT = "__content"  # the article's id: Material's skip link leads to the first of the outline


@dataclass(slots=True)
class _Run:
    """What MkDocs' events share, which they have no other place for."""

    serving: bool = False
    tools: Tools | None = None
    build: Build | None = None
    nav: Navigation | None = None
    built: Built | None = None
    reported: frozenset[Problem] = frozenset()


_run = _Run()
_search = Later(0.5)  # seconds in which the browser asks for the page that was edited
_graph = Later(1.0)
_anki = Later(2.0)


def on_config(config: MkDocsConfig) -> None:
    """Check the options, and keep MkDocs from taking the vault's files by itself."""
    try:
        vault_options.load(config.extra.get("vault"))
    except vault_options.OptionError as error:
        raise ConfigurationError(str(error)) from error
    config.exclude_docs = GitIgnoreSpec.from_lines(["*"])


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001
    """Know whether pages are served, with the script that reloads them, or built."""
    _run.serving = command == "serve"


def on_shutdown() -> None:
    """Let go of what the builds of this run had in common."""
    _search.stop()
    _graph.stop()
    _anki.stop()
    if _run.tools is not None:
        _run.tools.close()
        _run.tools = None


def on_serve(
    server: LiveReloadServer,
    config: MkDocsConfig,
    builder: Callable[[], object],
) -> None:
    """Answer edits by making the pages that they change."""
    hooks = _PROJECT / "hooks"
    Serving(server, config, build=builder, update=_update, code=hooks, close=on_shutdown).start()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Teach the templates to forbid what they do not need, and to be short."""
    options = vault_options.load(config.extra.get("vault"))

    def content_security_policy(scripts: str) -> str:
        if not options.csp:
            return ""
        needed = (
            *(csp.MATHJAX if options.maths == "browser" else ()),
            *(csp.OFFLINE if _is_kept_offline(config) else ()),
        )
        return csp.policy(scripts, extra=(*needed, *options.csp_extra), serving=_run.serving)

    env.filters["content_security_policy"] = content_security_policy
    env.globals["words"] = Words(language(config))
    env.globals["scripts"] = _current().around.scripts
    env.globals["web_app"] = web_app.PLACE if _is_kept_offline(config) else ""
    env.globals["style_sheet"] = style_sheet(config).place
    env.add_extension(templates.Squeezed)
    if _run.nav is not None:
        _run.built = Built(config, env, _run.nav)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Replace what MkDocs found in the vault by what the site publishes."""
    mkdocs_files.remove_notes(files, config)
    replace_style_sheets(files, config)
    replace_words(files, config)
    if _is_kept_offline(config):
        keep_offline(files, config)
    scripts_folder = move_scripts(files, config)
    for file in files:
        file.inclusion = InclusionLevel.INCLUDED
    build = _start(config, scripts_folder)
    build.begin(lambda place, html: _write(config, place, html))
    for name in build.fresh:
        files.append(mkdocs_files.page_file(name, build, config))
    for path in build.library.places.keys() - build.library.records.keys():
        files.append(mkdocs_files.attachment(path, build, config))
    _add_snippets(build, files, config)
    if build.options.maths == "browser":
        _add_mathjax(build, files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Have a home page, which MkDocs does not know of when it is finished already."""
    _run.nav = nav
    home = "" if config.use_directory_urls else "index.html"  # as in MkDocs
    nav.homepage = SimpleNamespace(url=home, is_homepage=True)  # type: ignore[assignment]


def on_template_context(
    context: dict[str, Any],
    template_name: str,
    config: MkDocsConfig,  # noqa: ARG001
) -> None:
    """Tell the sitemap of all pages."""
    if template_name == "sitemap.xml":
        context["pages"] = sitemap.pages(_current())


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give the page its title; its text is not MkDocs' business."""
    build, name = _current(), mkdocs_files.name_of(page.file.src_uri)
    page.meta["title"] = escape(build.title(name))  # Material prints it as it is
    return ""


@event_priority(-100)  # after plugins
def on_page_context(
    context: dict[str, Any],
    page: Page,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001
) -> None:
    """Give the page its HTML, right before its template is rendered."""
    build, name = _current(), mkdocs_files.name_of(page.file.src_uri)
    # The neighbours are those of the folder; MkDocs' order of all pages means nothing to a reader.
    page.previous_page = page.next_page = None
    try:
        content = build.page(name)
    except (EngineError, packages.PackagesError, VaultChangedError) as error:
        raise PluginError(str(error)) from error
    _write_mathml(config, build.place(name), content.mathml)
    page.content = content.html
    # Here, where the note's tokens are at hand: MkDocs hears of all pages before it makes one.
    page.meta["description"] = escape(build.description(name))
    context["vault"] = content.context
    toc = _anchor(content.toc) if content.toc else AnchorLink("", _CONTENT, 1)
    page.toc = TableOfContents([toc])


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:  # noqa: ARG001
    """Keep the page; forget its HTML and outline, which are written: memory stays flat."""
    html = output.encode("utf-8", errors="xmlcharrefreplace")
    _current().finish(mkdocs_files.name_of(page.file.src_uri), html)
    page.content, page.toc = "", TableOfContents([])


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is no page, and report."""
    build = _current()
    _let_mathjax_rest()
    _write_the_rest(build, config)
    build.end()
    _write_study(build, config)
    _write_search(build, config, at_once=not _run.serving)
    _write_graph(build, config, at_once=not _run.serving)
    _write_anki(build, config, at_once=not _run.serving)
    sitemap.compress(build, config.site_dir)
    if not _run.serving:
        if build.options.offline:
            for place, content in web_app.files(build.around, look(config)):
                _write(config, place, content)
        found = [*sizes(Path(config.site_dir))]
        offline.write(build, Path(config.site_dir), found)
        build.problems_elsewhere += near_limits(found)
    _report(build, config)
    if not _run.serving:
        on_shutdown()


def _let_mathjax_rest() -> None:
    if _run.tools is None:
        return
    if _run.serving:
        _run.tools.rest()
    else:
        _run.tools.stop_drawing()


def _update() -> bool:
    """Bring the site up to date with the vault; False if nothing has changed in it."""
    build, built = _current(), _run.built
    if built is None:
        raise PluginError("nothing has been built yet")
    start = time.perf_counter()
    gone: set[str] = set()
    if build.edit():
        write_pages(build, built)
    else:
        previous, build = build, _build(build.around)
        build.go_on(previous)
        if not changes(build, previous):
            return False
        gone = update(build, previous, built)
        _write_the_rest(build, built.config)
        sitemap.compress(build, built.config.site_dir)
    build.end()
    _write_study(build, built.config)
    _write_search(build, built.config, at_once=bool(gone))
    if gone:  # their names, too, and the map takes a while
        Path(built.config.site_dir, graph_map.PLACE).unlink(missing_ok=True)
    _write_graph(build, built.config, at_once=False)
    _write_anki(build, built.config, at_once=bool(gone))
    _report_problems(build)
    took = time.perf_counter() - start
    _log.info("Brought %d pages up to date in %.2f s", len(build.fresh), took)
    return bool(build.fresh)


def _write_the_rest(build: Build, config: MkDocsConfig) -> None:
    _write(config, "explorer.json", build.explorer_json.encode())
    for place, content in elsewhere.files(build):
        _write(config, place, content)
    _write_redirects(build, config)
    _copy_for_scripts(build, config)


def _write(config: MkDocsConfig, place: str, content: bytes) -> None:
    target = Path(config.site_dir, place)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _write_mathml(config: MkDocsConfig, page: str, content: bytes) -> None:
    """Beside its page; the file of a page that has no formulas any more goes."""
    if content:
        _write(config, mathml.place(page), content)
    else:
        Path(config.site_dir, mathml.place(page)).unlink(missing_ok=True)


def _write_search(build: Build, config: MkDocsConfig, *, at_once: bool = True) -> None:
    """If not at once, a moment later: the page that was edited comes first."""
    try:
        pages = [*build.search_pages()]
    except VaultChangedError as error:
        raise PluginError(str(error)) from error
    site, cache = Path(config.site_dir), _cache(config, build.options)
    if not at_once:
        _search.start(lambda: search_index.write(pages, site, cache=cache))
    else:
        _search.stop()
        search_index.write(pages, site, cache=cache)


def _write_graph(build: Build, config: MkDocsConfig, *, at_once: bool) -> None:
    """If not at once, later: laying out the map takes seconds in a large vault."""
    put_together = graph_map.vault_map(build.graph, build.library)
    site, cache = Path(config.site_dir), _cache(config, build.options)

    def write() -> None:
        found = put_together()
        graph_map.write(
            found, site, project=_PROJECT, cache=cache, say=_log.info, warn=_log.warning
        )

    if at_once:
        write()
    else:
        _graph.start(write)


def _write_anki(build: Build, config: MkDocsConfig, *, at_once: bool) -> None:
    """If not at once, later: the package of the vault is made again for each card."""
    _anki.stop()
    site = Path(config.site_dir)
    if not build.options.anki:
        anki_packages.forget(build, site)
        return
    write = anki_packages.prepare(build)
    if at_once:
        write(site)
    else:
        _anki.start(lambda: write(site))


def _write_study(build: Build, config: MkDocsConfig) -> None:
    """The lists of the cards, if there are any and they are others than before."""
    for place, content in build.study_files():
        target = Path(config.site_dir, place)
        if not content:
            target.unlink(missing_ok=True)
        elif not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)


def _write_redirects(build: Build, config: MkDocsConfig) -> None:
    """Straight to the disk: they belong in neither search nor sitemap."""
    library = build.library
    for place, path in library.redirects.items():
        html = redirects.page(
            library.words,
            title=library.records[path].title,
            url=library.url_from_root(path),
            from_url=library.site_url(place),
            site_url=config.site_url or "",
            scripts=build.around.scripts,
        )
        _write(config, place, html.encode())


def _add_mathjax(build: Build, files: Files, config: MkDocsConfig) -> None:
    try:
        found = list(browser_files(build.around.packages()))
    except packages.PackagesError as error:
        raise PluginError(str(error)) from error
    for disk, asset in found:
        files.append(mkdocs_files.asset(str(asset), disk, config))


def _add_snippets(build: Build, files: Files, config: MkDocsConfig) -> None:
    try:
        snippets, problems = read_snippets(Path(config.docs_dir), build.options.css_snippets)
    except SnippetError as error:
        raise PluginError(str(error)) from error
    build.problems_elsewhere += problems
    for snippet in snippets:
        included = InclusionLevel.INCLUDED
        files.append(File.generated(config, snippet.place, content=snippet.css, inclusion=included))
        config.extra_css.append(snippet.url)


def _copy_for_scripts(build: Build, config: MkDocsConfig) -> None:
    """What the scripts of the pages just written load; without it, they show the source."""
    for disk, place in scripts.files(build.scripts, _PROJECT, say=_log.info, warn=_log.warning):
        target = Path(config.site_dir, place)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(disk, target)


def _is_kept_offline(config: MkDocsConfig) -> bool:
    return not _run.serving and vault_options.load(config.extra.get("vault")).offline


def _current() -> Build:
    if _run.build is None:
        raise PluginError("the vault has not been read yet")
    return _run.build


def _start(config: MkDocsConfig, scripts_folder: str) -> Build:
    options = vault_options.load(config.extra.get("vault"))
    program = program_version(_PROJECT)
    cache = _cache(config, options)
    if _run.tools is None or (_run.tools.cache, _run.tools.version) != (cache, program):
        on_shutdown()
        _run.tools = Tools(cache, version=program)
    around = Surroundings(
        root=Path(config.docs_dir),
        project=_PROJECT,
        cache=cache,
        options=options,
        site_name=config.site_name,
        site_url=config.site_url or "",
        site_description=config.site_description or "",
        language=language(config),
        direction=direction(config),
        use_directory_urls=config.use_directory_urls,
        scripts=scripts_folder,
        theme_files=tuple(mkdocs_files.theme_files(config)),
        generation=generation(config, program=program, serving=_run.serving),
        guids=_guids(config, options),
        say=_log.info,
        warn=_log.warning,
    )
    return _build(around)


def _guids(config: MkDocsConfig, options: Options) -> dict[str, str]:
    if not options.anki_guids:
        return {}
    try:
        return guids(Path(config.config_file_path).parent / options.anki_guids)
    except ExportError as error:
        raise PluginError(f"extra.vault.anki_guids: {error}") from error


def _build(around: Surroundings) -> Build:
    if _run.tools is None:
        raise PluginError("MkDocs has come to its end")
    try:
        _run.build = Build(around, _run.tools, previous=_run.build)
    except (EngineError, packages.PackagesError, VaultChangedError) as error:
        raise PluginError(str(error)) from error
    return _run.build


def _cache(config: MkDocsConfig, options: Options) -> Path:
    return Path(config.config_file_path).parent / options.cache


def _anchor(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(escape(entry.text), entry.anchor or _CONTENT, entry.level)
    link.typeset = SimpleNamespace(title=entry.html)  # type: ignore[attr-defined] # Material's
    link.children = [_anchor(child) for child in entry.children]
    return link


def _report(build: Build, config: MkDocsConfig) -> None:
    _run.reported = frozenset()
    problems = _report_problems(build)
    counts = build.counts()
    _log.info("Published %s", counts)
    _log.info("Report: %s", report.summary(problems))
    cache = _cache(config, build.options)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "report.json").write_text(json.dumps(counts.as_dict()), "utf-8")


def _report_problems(build: Build) -> list[Problem]:
    """A line for each problem that has not been reported yet. Returns all of them."""
    problems = frozenset(build.problems)
    for problem in report.settled(problems - _run.reported):
        level = logging.WARNING if report.fails(problem, build.options.fail_on) else logging.INFO
        _log.log(level, "%s", problem)
    _run.reported = problems
    return [*problems]
