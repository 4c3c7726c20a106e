"""What a page may load and run: its Content-Security-Policy, in a ``<meta>``.

Hosts of static files such as GitHub Pages send no headers of ours. The policy stands behind the
sanitiser: a script that slipped through would not run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = {
    "default-src": "'self'",
    # Notes show pictures, sound and films of other hosts; nothing else comes from there.
    "img-src": "'self' data: https:",
    "media-src": "'self' data: https:",
    # Formulas and tables have `style` attributes, thousands of different ones: hashes for all of
    # them would be larger than the pages. Notes' own styles have passed the sanitiser.
    "style-src": "'self' 'unsafe-inline'",
    "frame-src": "'self'",  # PDFs
    "worker-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

MATHJAX = ("worker-src blob:", "font-src data:")
"""What MathJax needs besides, where it runs in the reader's browser."""

OFFLINE = ("worker-src 'self'",)
"""What the site's own service worker needs."""

REDIRECT = (
    "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The policy of a page that only sends its reader on."""


def policy(scripts: str, *, extra: Sequence[str] = (), serving: bool = False) -> str:
    """The policy of a page that holds the inline ``scripts`` (HTML) and no others.

    ``extra`` are directives with more sources, as ``img-src http:``. ``serving``: the page is one
    of ``mkdocs serve``, which adds a script of its own, another one every time.
    """
    return _policy(scripts, tuple(extra), serving)


@lru_cache(maxsize=256)
def _policy(scripts: str, extra: tuple[str, ...], serving: bool) -> str:
    allowed = ["'unsafe-inline'"] if serving else _hashes(scripts)
    directives = {"script-src": " ".join(("'self'", *allowed)), **_POLICY}
    for text in extra:
        name, _, sources = text.strip().partition(" ")
        known = directives.get(name, directives["default-src"]).removesuffix("'none'")
        directives[name] = f"{known} {sources}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _hashes(scripts: str) -> list[str]:
    digests = (hashlib.sha256(text.encode()).digest() for text in _SCRIPT.findall(scripts))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in dict.fromkeys(digests)]
