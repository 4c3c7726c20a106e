"""What a site tells machines that visit it: ``robots.txt`` and ``security.txt``.

Both count at the root of a host only. A site below a path, as a project's on GitHub Pages, has
them all the same: it may get a host of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from vaultsite.site.meta import absolute

if TYPE_CHECKING:
    from datetime import date

ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
_VALID = timedelta(days=360)  # RFC 9116, 2.5.5 recommends less than a year


def robots(*, site_url: str, index: bool) -> bytes:
    """Who may read the site (RFC 9309): everybody. All pages are in the sitemap.

    A site that is not to be found may be read as well: its pages say so themselves, and whoever is
    kept out never learns of it.
    """
    lines = ["User-agent: *", "Allow: /"]
    if not index:
        lines.insert(0, "# Each page asks not to be indexed.")
    elif site_url:
        lines += ["", f"Sitemap: {absolute('sitemap.xml', site_url)}"]
    return ("\n".join(lines) + "\n").encode()


def security(contacts: tuple[str, ...], *, site_url: str, language: str, today: date) -> bytes:
    """Whom to tell of a weakness (RFC 9116), in the order of preference.

    ``contacts`` are addresses: ``mailto:``, ``https:`` or ``tel:``. The file holds for a year, so
    the site is to be built once in a while.
    """
    end = datetime(today.year, today.month, today.day, tzinfo=UTC) + _VALID
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {end:%Y-%m-%dT%H:%M:%SZ}", f"Preferred-Languages: {language}"]
    if site_url:
        lines.append(f"Canonical: {absolute(SECURITY, site_url)}")
    return ("\n".join(lines) + "\n").encode()
