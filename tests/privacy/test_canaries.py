"""Nothing private is anywhere in a site, nor in what its build says."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.privacy.canaries import Canaries, picture, word
from vaultsite.audit.readings import fold, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite

# What the log may say: the owner must be told which notes have a `publish` that means nothing.
_IN_LOG = frozenset(("a word as publish",))


@pytest.fixture(scope="module")
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory, canaries: Canaries) -> Path:
    root = tmp_path_factory.mktemp("canaries") / canaries.fill("§the vault's place on disk§")
    canaries.write(root)
    return root


@pytest.fixture(
    scope="module",
    params=[(True, "build"), (False, "build"), (True, "browser")],
    ids=["folders", "files", "maths in the browser"],
)
def site(request: pytest.FixtureRequest, vault: Path, build_site: BuildSite) -> BuiltSite:
    folders, maths = request.param
    return build_site(
        vault,
        config={"use_directory_urls": folders},
        anki=True,
        exclude=["excluded*/", "*.draft.md"],
        properties="visible",
        maths=maths,
        pictures=True,
        security_contacts=["mailto:owner@example.org"],
    )


def found(site: Path, words: Mapping[str, str]) -> dict[str, list[str]]:
    """The places whose words are in a site, and in which files."""
    hits: dict[str, list[str]] = {}
    for name, texts in _files(site):
        for place, canary in words.items():
            if any(canary in text for text in texts):
                hits.setdefault(place, []).append(name)
    return hits


def _files(site: Path) -> Iterator[tuple[str, list[str]]]:
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.is_file() and not name.startswith("assets/mathjax/"):
            yield name, [*readings(file.read_bytes()), *readings(name.encode())]


def test_nothing_private_is_in_the_site(site: BuiltSite, canaries: Canaries) -> None:
    assert len(canaries.private) > 120
    assert found(site.dir, canaries.private) == {}


def test_what_is_public_is_there(site: BuiltSite, canaries: Canaries) -> None:
    there = found(site.dir, canaries.public)
    assert [place for place in canaries.public if place not in there] == []


def test_the_feed_holds_public_notes(site: BuiltSite, canaries: Canaries) -> None:
    """Else that nothing private is in it would prove nothing."""
    feed = [*readings((site.dir / "feed.xml").read_bytes())]
    assert [word for word in canaries.public.values() if any(word in text for text in feed)]


def test_nothing_private_is_in_the_log(site: BuiltSite, canaries: Canaries) -> None:
    lines = [line for line in site.log.splitlines() if " - Building documentation" not in line]
    log = [*readings("\n".join(lines).encode())]
    told = {place for place, canary in canaries.private.items() if any(canary in t for t in log)}
    assert told <= _IN_LOG


WORD = word("a place")


def test_the_search_finds_a_word_that_a_database_tears_apart() -> None:
    databases = map(database, range(0, 9000, 3))
    torn = next(data for data in databases if WORD.encode() not in data)
    assert any(fold(WORD) in text for text in readings(torn))


def database(length: int) -> bytes:
    """A database with a text in which the word stands behind so many characters."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE TABLE texts (text)")
        made.execute("INSERT INTO texts VALUES (?)", ("x" * length + WORD + "x" * (9000 - length),))
        made.commit()
        return made.serialize()


@pytest.mark.parametrize(
    "data",
    [
        WORD.encode(),
        WORD.upper().encode(),
        f"{WORD[:4]}<b>{WORD[4:]}</b>".encode(),
        f"{WORD[:4]}\u00ad{WORD[4:]}".encode(),
        f"{WORD[:4]}\u0301{WORD[4:]}".encode(),
        "".join(f"&#{ord(char)};" for char in WORD).encode(),
        "".join(f"%{ord(char):02x}" for char in WORD).encode(),
        "".join(f"\\u{ord(char):04x}" for char in WORD).encode(),
        json.dumps(json.dumps("\n" + WORD[:3] + "/" + WORD[3:]))
        .replace("/", "\\u" + "200b")
        .encode(),
        quote(quote(f"<{WORD}>")).encode(),
        WORD.encode("utf-16"),
        base64.b64encode(f"<p>{WORD}</p>".encode()),
        b"data:text/html;base64," + base64.urlsafe_b64encode(f"padding? {WORD}".encode()),
        gzip.compress(WORD.encode(), mtime=0),
        b"data:," + base64.b64encode(gzip.compress(WORD.encode(), mtime=0)),
        picture(WORD),
        picture("").replace(b"zTXtTitle\0\0", b"zTXtTitle\0\0" + zlib.compress(WORD.encode())),
    ],
)
def test_the_search_finds_a_word_however_it_is_written(data: bytes) -> None:
    assert any(fold(WORD) in text for text in readings(data))
