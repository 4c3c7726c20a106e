"""MkDocs' own records of what it is to build and to copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from vaultsite.site.build import Build

_CANVASES = ".vaultsite/canvas/"


def uri_of(name: str, build: Build) -> str:
    """What MkDocs takes a page for: a canvas is a page, like a note."""
    return f"{_CANVASES}{name}.md" if name in build.library.links.canvases else name


def name_of(uri: str) -> str:
    """The page's name, the other way round."""
    return uri.removeprefix(_CANVASES).removesuffix(".md") if uri.startswith(_CANVASES) else uri


def remove_notes(files: Files, config: MkDocsConfig) -> None:
    """Leave only the theme's files."""
    theirs = [file for file in files if file.src_dir == config.docs_dir]
    for file in theirs:
        files.remove(file)
    # A file of the vault's may have kept one of the theme's out.
    folders = {each.name for folder in config.theme.dirs for each in Path(folder).iterdir()}
    if any(file.dest_uri.partition("/")[0] in folders for file in theirs):
        files.add_files_from_theme(config.theme.get_env(), config)


def page_file(name: str, build: Build, config: MkDocsConfig) -> File:
    """A page, as an empty Markdown file that is in no navigation."""
    level = InclusionLevel.NOT_IN_NAV
    file = _file(uri_of(name, build), build.place(name), config, level)
    file.content_string = ""
    return file


def attachment(path: str, build: Build, config: MkDocsConfig) -> File:
    """A file of the vault that pages show or link to."""
    # MkDocs takes like paths for the same file.
    place = build.library.places[path]
    file = _file(f".vaultsite/{path}", place, config, InclusionLevel.INCLUDED)
    if (content := build.library.published(path)) is not None:
        file.content_bytes = content
    else:
        file.abs_src_path = str(build.library.vault.files[path].disk)
    return file


def asset(place: str, disk: Path, config: MkDocsConfig) -> File:
    """A file from elsewhere."""
    included = InclusionLevel.INCLUDED
    return File.generated(config, place, abs_src_path=str(disk), inclusion=included)


def made(place: str, content: str | bytes, config: MkDocsConfig) -> File:
    """A file with this content."""
    included = InclusionLevel.INCLUDED
    return File.generated(config, place, content=content, inclusion=included)


def rewrite(place: str, files: Files, config: MkDocsConfig, change: Callable[[str], str]) -> None:
    """Copy one of the theme's texts as ``change`` gives it back; nothing if it is not there."""
    file = files.get_file_from_path(place)
    if file is None:
        return
    files.remove(file)
    files.append(made(place, change(file.content_string), config))


def theme_files(config: MkDocsConfig) -> list[str]:
    """Places in ``assets/`` that the theme fills, so that no attachment takes them."""
    return [
        f"assets/{file.relative_to(folder).as_posix()}"
        for folder in (Path(each, "assets") for each in config.theme.dirs)
        for file in folder.rglob("*")
        if file.is_file()
    ]


def _file(uri: str, place: str, config: MkDocsConfig, inclusion: InclusionLevel) -> File:
    return File(
        uri,
        src_dir=config.docs_dir,
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        dest_uri=place,
        inclusion=inclusion,
    )
