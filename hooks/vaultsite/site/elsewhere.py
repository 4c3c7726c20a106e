"""Files by which others learn of the site: the feed, and what is for machines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vaultsite.site import feed, link_pictures, notices
from vaultsite.site.meta import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsite.site.build import Build

PLACES = (feed.PLACE, notices.ROBOTS, ".well-known/", link_pictures.FOLDER)
"""Places in the site that are not for notes."""


def files(build: Build) -> Iterator[tuple[str, bytes]]:
    """Each file, as its place and what is in it. Call it when all pages are written."""
    around, options = build.around, build.options
    site_url = around.site_url
    yield notices.ROBOTS, notices.robots(site_url=site_url, index=options.robots == "index")
    if options.security_contacts:
        today = datetime.now(UTC).date()
        contacts, language = options.security_contacts, around.language
        text = notices.security(contacts, site_url=site_url, language=language, today=today)
        yield notices.SECURITY, text
    yield from build.link_pictures()
    if site_url:
        yield feed.PLACE, _feed(build)
    else:
        build.descriptions(())  # forgets those of other builds
        around.say("No feed.xml, as nobody knows the site's address: set `site_url` in mkdocs.yml")


def _feed(build: Build) -> bytes:
    around, about = build.around, build.about
    # A copy of a vault has its own times of files: they are news only where there are no others.
    recent = about.recent(feed.MOST, lasting=True) or about.recent(feed.MOST)
    summaries = build.descriptions([path for path, _ in recent])
    entries = [
        feed.Entry(
            url=absolute(build.library.url_from_root(path), around.site_url),
            title=build.title(path),
            changed=changed,
            summary=summaries[path],
            created=about.created(path),
            tags=build.library.records[path].tags,
        )
        for path, changed in recent
    ]
    return feed.atom(
        entries,
        site_url=around.site_url,
        title=around.site_name,
        subtitle=around.site_description,
        language=around.language,
    )
