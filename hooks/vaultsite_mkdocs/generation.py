"""What all pages depend on besides the vault: the program, the theme, the options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

_OPTIONS = (
    "site_name", "site_url", "site_description", "site_author", "copyright", "repo_url",
    "repo_name", "edit_uri", "edit_uri_template", "use_directory_urls", "extra", "extra_css",
    "extra_javascript", "markdown_extensions", "mdx_configs", "docs_dir",
)  # fmt: skip
# Plugins that change no page after the hook has seen it.
_HARMLESS = frozenset(("search", "material/search"))


def generation(config: MkDocsConfig, *, program: str, serving: bool) -> bytes | None:
    """The same for two builds whose pages need not differ; None if nobody can know.

    That is so if another plugin or hook may write into pages.
    """
    hooks = set(config.hooks)
    if len(hooks) > 1 or set(config.plugins) - hooks - _HARMLESS:
        return None
    theme = config.theme
    return digest(
        program,
        serving,
        [(name, _said(config[name])) for name in _OPTIONS],
        (theme.name, sorted((name, str(theme[name])) for name in theme)),
        list(_templates(Path(theme.custom_dir))) if theme.custom_dir else (),
    )


def _said(value: object) -> str:
    if isinstance(value, list):
        return str([str(each) for each in value])
    return str(value)


def _templates(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the site's own theme; Material's change with its version."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), digest(file.read_bytes())
