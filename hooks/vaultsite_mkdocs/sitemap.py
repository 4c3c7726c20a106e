"""The sitemap: MkDocs' own template, told of all pages, those that it does not build included."""

from __future__ import annotations

import gzip
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from vaultsite.site.listings import HANDOUT

if TYPE_CHECKING:
    from vaultsite.site.build import Build


def pages(build: Build) -> list[SimpleNamespace]:
    """The variable ``pages`` of the template."""
    return [_page(build, name) for name in build.names if name != HANDOUT]


def _page(build: Build, name: str) -> SimpleNamespace:
    url = build.library.site_url(build.place(name))
    site_url = build.around.site_url
    changed = build.about.changed(name) or build.about.newest
    return SimpleNamespace(
        page=SimpleNamespace(
            is_link=False,
            abs_url=None,
            canonical_url=urljoin(site_url, url) if site_url else None,
            update_date=changed.date().isoformat() if changed else None,
        )
    )


def compress(build: Build, site_dir: str) -> None:
    """Write ``sitemap.xml.gz`` again, without the time of day that MkDocs may put into it."""
    plain, packed = Path(site_dir, "sitemap.xml"), Path(site_dir, "sitemap.xml.gz")
    if plain.is_file():
        newest = int(build.about.newest.timestamp()) if build.about.newest else 0
        packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=newest))
