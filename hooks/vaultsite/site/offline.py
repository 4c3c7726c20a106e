"""The site without a connection: a service worker, and lists of what it may keep.

What a reader has seen is kept in the browser, and shown when the network fails. The question is how
never to show parts of two builds together: hosts of static files know no versions, a build may be
published while a browser fetches, and caches on the way answer with either. So each file that may
be kept is listed with a digest of its content, and the worker keeps nothing whose content it has
not compared. It holds the digests of the lists, whose names these are: of a worker follows a whole
build, to the byte. A browser sees a new worker exactly when something has changed, and that one
fetches what differs, and no more, before it takes the place of the old one. Fetching from a server
that has moved on to another build fails, and changes nothing.

The lists are in parts, since a reader of ten pages has no use for one of ten thousand: the first
has what lies in ``assets/``, the others the rest, by a digest of the place. A digest is empty where
the name has one: such a file is always the same.

Pages are hashed when they are made, attachments when they change, and the few other files every
time: a build that finds all pages finished reads none of them again.
"""

from __future__ import annotations

import hashlib
import json
import re
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape

from vaultsite.site import anki_offers, link_pictures, web_app
from vaultsite.site.digests import content_digest
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsite.site.build import Build

WORKER = "service-worker.js"
FOLDER = "assets/offline/"

PLACES = (WORKER, FOLDER, *web_app.PLACES)
"""Places in the site that are not for notes."""

_LARGEST = 5_000_000  # bytes; what is larger is not kept
_PICTURES = ("avif", "gif", "jpeg", "jpg", "png", "svg", "webp")
_ASSETS = (*_PICTURES, "css", "js", "json", "mjs", "wasm", "woff", "woff2")
_MADE = ("html", "json")
_NO_PAGES = ("404.html",)
_NEVER = (anki_offers.FOLDER, link_pictures.FOLDER, web_app.FOLDER, FOLDER)
# Names with a digest of what is in them.
_NAMED = re.compile(
    r"assets/[0-9a-f]{8}/.*"
    r"|assets/(?:javascripts|stylesheets)/[^/]*\.[0-9a-f]{8}\.[^/]*"
    r"|search/[^/]*-[0-9a-f]{12}\.json"
)
_STYLE = "assets/stylesheets/site."
_SOURCES = Path(__file__).parent
_COMMENT = re.compile(r"^ *(?:/\*|\*).*\n|^\n", re.MULTILINE)
_BUILD = "const BUILD = {};"


def write(build: Build, site: Path, found: Iterable[tuple[str, int]]) -> None:
    """Write the worker and its lists; ``found`` are the places and sizes of the site's files.

    Without the option, the worker is one that removes itself and what others have kept.
    """
    if not build.options.offline:
        gone = (_SOURCES / "service_worker_gone.js").read_bytes()
        (site / WORKER).write_bytes(gone)
        return
    digests = _digests(build, site, found)
    lists = [*parts(digests)]
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    names = [content_digest(content) for content in lists]
    for name, content in zip(names, lists, strict=True):
        (site / FOLDER / f"list.{name}.json").write_bytes(content)
    style = next((place for place in digests if place.startswith(_STYLE)), "")
    (site / WORKER).write_text(_worker(build, names, style=style), "utf-8", newline="\n")


def parts(digests: Mapping[str, str]) -> Iterator[bytes]:
    """The lists of places with their digests, as JSON.

    For n places there are about the square root of n, and as many in each.
    """
    assets = {place: said for place, said in digests.items() if place.startswith("assets/")}
    others = digests.keys() - assets.keys()
    number = 1 << max(isqrt(len(others)).bit_length() - 1, 0)
    lists: list[dict[str, str]] = [{} for _ in range(number)]
    for place in others:
        lists[_number(place) % number][place] = digests[place]
    for each in (assets, *lists):
        yield json.dumps(each, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _number(place: str) -> int:
    return int.from_bytes(hashlib.sha256(place.encode()).digest()[:2])


def _digests(build: Build, site: Path, found: Iterable[tuple[str, int]]) -> dict[str, str]:
    """Those of all files that may be kept: pages, pictures, scripts, styles, fonts and data."""
    library = build.library
    attachments = {library.places[path]: path for path in library.places.keys() - library.records}
    pictures = [path for place, path in attachments.items() if _is(place, _PICTURES)]
    by_path = build.attachment_digests.of(pictures)
    known = build.digests() | {library.places[path]: by_path[path] for path in pictures}
    others = {*attachments, *library.redirects, *_NO_PAGES}
    digests = {}
    for place, size in found:
        if size > _LARGEST:
            continue
        if place in known:
            digests[place] = known[place]
        elif place not in others and _may_be_kept(place):
            has_name = _NAMED.fullmatch(place)
            digests[place] = "" if has_name else content_digest((site / place).read_bytes())
    return digests


def _may_be_kept(place: str) -> bool:
    suffixes = _ASSETS if place.startswith("assets/") else _MADE
    return _is(place, suffixes) and not place.startswith(_NEVER)


def _is(place: str, suffixes: tuple[str, ...]) -> bool:
    return place.rpartition(".")[2].lower() in suffixes


def _worker(build: Build, lists: list[str], *, style: str) -> str:
    source = _COMMENT.sub("", (_SOURCES / "service_worker.js").read_text("utf-8"))
    around, words = build.around, build.library.words
    known: dict[str, object] = {
        "lists": lists,
        "after": f" - {escape(around.site_name)}",  # in titles
        "language": words.language,
        "direction": words.direction,
        "scripts": around.scripts,
        "style": style,
        "study": around.study_place,
        "words": {
            "title": words("offline.title"),
            "text": words("offline.text"),
            "again": words("offline.again"),
            "kept": words("offline.kept"),
            "none": words("offline.none"),
        },
    }
    known = {"id": digest(source, known).hex()[:12], **known}
    said = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return source.replace(_BUILD, f"const BUILD = {said};", 1)
