"""Addresses in the HTML that stands in notes."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"""<(a|img|audio|video|source)\s((?:"[^"]*"|'[^']*'|[^<>"'])*)>""", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


def addresses(html: str) -> Iterator[tuple[str, str]]:
    """The name of each element (lower case) that leads somewhere or shows a file, and where to."""
    for tag in _TAG.finditer(html):
        for match in _ATTRIBUTE.finditer(tag[2]):
            if match[1].lower() in ("src", "href"):
                yield tag[1].lower(), unescape(match[2] or match[3] or match[4] or "").strip()
