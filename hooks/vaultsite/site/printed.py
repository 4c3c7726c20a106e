"""What a page has for paper alone: where its links lead, by the numbers that CSS gives them."""

from __future__ import annotations

import re

_LINK = re.compile(r'<a class="external-link(?: [^"]*)?"[^>]*? href="([^"]*)"')


def link_list(html: str) -> str:
    """A list of where the external links in a page's ``html`` lead; empty if there are none."""
    if 'class="external-link' not in html:
        return ""
    items = "".join(f"<li>{address}</li>" for address in _LINK.findall(html))
    return f'<div class="print-links" dir="ltr"><ol>{items}</ol></div>'
