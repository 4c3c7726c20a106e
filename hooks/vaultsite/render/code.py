"""Code blocks, coloured by Pygments through pymdownx.highlight, in Material's markup."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight

_LIMIT = 200_000  # characters; Pygments takes minutes for more, and nobody reads them coloured


@lru_cache(maxsize=1024)
def highlight(source: str, language: str) -> str:
    """HTML of a code block. An unknown language, or none, is shown plain."""
    known = _known(language)
    if not known or len(source) > _LIMIT:
        return f'<div class="highlight"><pre><code>{escape(source, quote=False)}</code></pre></div>'
    html = Highlight(None, use_pygments=True).highlight(
        source, known, css_class=f"language-{known} highlight"
    )
    return str(html)


@lru_cache(maxsize=256)
def _known(language: str) -> str:
    name = language.lower()
    if not name:
        return ""
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return ""
    return name
