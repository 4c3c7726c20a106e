"""GFM's bare addresses as links, with a look-out that keeps long lines fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.gfm_autolink.index import _protocol_rule

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_SCHEMES = ("http", "https", "mailto", "xmpp")
_LONGEST = max(map(len, _SCHEMES))


def autolinks_plugin(md: MarkdownIt) -> None:
    """Add bare addresses to a parser."""
    md.use(gfm_autolink_plugin)
    md.inline.ruler.at("gfm_autolink_protocol", _protocol)


def _protocol(state: StateInline, silent: bool) -> bool:
    """The plugin's rule, which copies and searches the whole line, only where it can match."""
    before = state.src[max(state.pos - _LONGEST, 0) : state.pos]
    return (
        state.src[state.pos] == ":" and before.endswith(_SCHEMES) and _protocol_rule(state, silent)
    )
