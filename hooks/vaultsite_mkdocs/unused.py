"""What Material brings for sites that are made otherwise than this one."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from vaultsite_mkdocs.words import direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

# The notes' HTML is not Python-Markdown's, nor its extensions': neither has it their classes.
_NEVER = (
    r"\.(?:keys?\b|key-|critic\b|emojione|gemoji|twemoji|katex|filename\b|grid\b)",
    r"\.(?:tabbed-|linenos|linenodiv|linenums|highlighttable)",
    # Navigation and search are ours, and have no marks, buttons and fields of Material's.
    r"\.md-(?:status|button|input|nav--lifted|nav--primary|search|overlay)(?![a-z])",
    r"data-md-toggle=\"?(?:drawer|search)",
    # Keeps colours from fading when the scheme changes; and when a page is loaded, it makes the
    # looks of all elements be worked out twice more.
    r"data-md-color-switching",
)
# Of those that an option turns on: the feature's name, or the option's below `extra`.
_FEATURES = {
    "navigation.tabs": r"\.md-tabs(?![a-z])|--lifted(?![a-z])",
    "navigation.path": r"\.md-path(?![a-z])",
    "toc.integrate": r"\.md-nav--integrated(?![a-z])",
    "content.code.annotate": r"\.md-annotation(?![a-z])",
    "content.tooltips": r"\.md-tooltip2?(?![a-z])",
    "content.code.select": r"\.md-code__select(?![a-z])",
    "extra.version": r"\.md-version(?![a-z])",
    "extra.consent": r"\.md-consent(?![a-z])",
    "extra.analytics": r"\.md-feedback(?![a-z])",
    "extra.social": r"\.md-social(?![a-z])",
    "extra.alternate": r"\.md-select(?![a-z])",
}
_PLUGINS = r"\.md-(?:post|author|pagination|profile|pin|draft|meta|tags?)(?![a-z])"
# The search is ours, too, and so is all that Material's would load.
_SEARCH = ("assets/javascripts/workers/*", "assets/javascripts/lunr/*")


def is_unused(place: str) -> bool:
    """Is the file at ``place`` in the site one that no page loads?"""
    return any(fnmatch(place, pattern) for pattern in _SEARCH)


def absent(config: MkDocsConfig) -> re.Pattern[str]:
    """Found in the selectors of Material's style sheets that match nothing in this site."""
    return re.compile("|".join(_absent(config)))


def _absent(config: MkDocsConfig) -> Iterator[str]:
    yield from _NEVER
    features = set(config.theme.get("features") or ())
    given = features | {f"extra.{name}" for name, value in config.extra.items() if value}
    yield from (pattern for name, pattern in _FEATURES.items() if name not in given)
    if not config.repo_url:
        yield r"\.md-source(?![a-z])"
    if not set(config.plugins) - set(config.hooks):
        yield _PLUGINS
    if direction(config) == "ltr":
        yield r"\[dir=rtl\]"
    yield rf"data-md-color-(?:primary|accent)=(?!\"?(?:{'|'.join(_colours(config))})\"?\])"


def _colours(config: MkDocsConfig) -> list[str]:
    """Those of the palettes, as they stand in Material's selectors."""
    palette = config.theme.get("palette") or []
    palettes = [palette] if isinstance(palette, dict) else palette
    names = {str(each.get(kind) or "indigo") for each in palettes for kind in ("primary", "accent")}
    return sorted(re.escape(name.replace(" ", "-")) for name in names | {"indigo"})
