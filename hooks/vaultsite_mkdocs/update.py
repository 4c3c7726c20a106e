"""The pages that an edit changes, made by MkDocs as it makes all pages, and put into the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from vaultsite.site import mathml
from vaultsite_mkdocs.files import attachment, page_file

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from vaultsite.site.build import Build


class Built(NamedTuple):
    """What MkDocs' last build of the whole site has left, for pages to be made with."""

    config: MkDocsConfig
    env: Environment
    nav: Navigation


def changes(build: Build, previous: Build) -> bool:
    """Is there anything to bring up to date?"""
    return bool(
        build.fresh
        or _new_attachments(build, previous)
        or _places(build) != _places(previous)
        or build.tree != previous.tree
    )


def update(build: Build, previous: Build, built: Built) -> set[str]:
    """Bring the site of ``previous`` up to date: new pages, new attachments, and the sitemap.

    Returns the places of what is gone.
    """
    write_pages(build, built)
    config = built.config
    for path in _new_attachments(build, previous):
        attachment(path, build, config).copy_file()
    gone = _places(previous) - _places(build)
    for place in gone:
        for each in (place, mathml.place(place)):
            Path(config.site_dir, each).unlink(missing_ok=True)
    _build_theme_template("sitemap.xml", built.env, Files([]), config, built.nav)
    return gone


def write_pages(build: Build, built: Built) -> None:
    """Make the pages that are to be made."""
    config = built.config
    files = Files([page_file(name, build, config) for name in build.fresh])
    for file in files:
        page = Page(None, file, config)
        _populate_page(page, config, files)
        _build_page(page, config, [], built.nav, built.env)


def _places(build: Build) -> set[str]:
    listings = {listing.place for listing in build.listings.values()}
    return {*build.library.places.values(), *build.library.redirects, *listings}


def _new_attachments(build: Build, previous: Build) -> list[str]:
    """Those that are new, have changed or have moved."""
    files, places = build.library.vault.files, build.library.places
    old_files, old_places = previous.library.vault.files, previous.library.places
    return [
        path
        for path in places.keys() - build.library.records.keys()
        if old_places.get(path) != places[path] or old_files.get(path) != files[path]
    ]
