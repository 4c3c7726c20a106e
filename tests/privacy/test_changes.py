"""A note that becomes private is gone from the site, whatever was kept from earlier builds."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from tests.privacy.canaries import Canaries, picture
from tests.privacy.test_canaries import found
from tests.setup.test_serve import PATIENCE, free_port, load, serving, wait_for
from tests.sites import write_config
from vaultsite.audit.readings import readings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

NOTES = {
    "index.md": "See [[later|§alias§]] and ![[later#§heading§]] and ![[later.png]].\n",
    "later.md": "---\ntitle: §title§\naliases: [§an alias§]\ntags: [§tag§]\n---\n§text§ "
    "$\\text{§formula§}$ [[index]]\n\n## §heading§\n§section§ ![[used.png]]\n\n"
    "START\nBasic\n§front§\nBack: §back§\nEND\n",
}
GONE = (
    "later/ search/index.json explorer.json explorer/recent/ graph.json graph/ sitemap.xml"
    " index.html used.png tags/ assets/anki/vault.apkg study.json study-names.json study/"
).split()


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


def write(vault: Path, canaries: Canaries) -> Path:
    vault.mkdir()
    for name, text in NOTES.items():
        (vault / name).write_text(canaries.fill(text), "utf-8")
    for name in ("used.png", "later.png"):
        (vault / name).write_bytes(picture(canaries.fill("§bytes of a picture§")))
    (vault / "index.md").write_text(canaries.fill(NOTES["index.md"]).replace("![[later.png]]", ""))
    return vault


def make_private(vault: Path) -> None:
    note = vault / "later.md"
    note.write_text(note.read_text("utf-8").replace("---\n", "---\npublish: false\n", 1), "utf-8")


def test_the_next_build_has_nothing_of_it(
    tmp_path: Path, canaries: Canaries, build_site: BuildSite
) -> None:
    vault = write(tmp_path / "vault", canaries)
    cache = str(tmp_path / "cache")
    public = found(build_site(vault, cache=cache).dir, canaries.private)
    assert canaries.private.keys() == public.keys()
    make_private(vault)
    site = build_site(vault, cache=cache)
    assert found(site.dir, canaries.private) == {}
    assert "kept private: 1 notes, 2 links to them" in site.log


def test_only_what_is_marked_is_published(
    tmp_path: Path, canaries: Canaries, build_site: BuildSite
) -> None:
    vault = write(tmp_path / "vault", canaries)
    (vault / "open.md").write_text("---\npublish: true\n---\nMarked. [[later]]\n")
    site = build_site(vault, publish="marked")
    assert found(site.dir, canaries.private) == {}
    assert "Marked. " in site.html("open/index.html")
    assert "private note" in site.html("open/index.html")


def test_a_server_forgets_it_at_once(
    tmp_path: Path, canaries: Canaries, node_modules: Path
) -> None:
    assert node_modules.is_dir()
    vault = write(tmp_path / "vault", canaries)
    config, port = tmp_path / "mkdocs.yml", free_port()
    write_config(config, vault, config={}, options={"cache": str(tmp_path / "cache"), "anki": True})
    with serving(config, port) as output:
        wait_for("Serving on", output)
        root = f"http://127.0.0.1:{port}/repo/"
        assert canaries.private["text"].encode() in load(f"{root}later/")
        # The index follows a moment later, the packages last.
        gone = [f"{root}later/", *search_files(root), f"{root}assets/anki/vault.apkg"]
        make_private(vault)
        deadline = time.monotonic() + PATIENCE
        while any(map(load, gone)) and time.monotonic() < deadline:
            time.sleep(0.1)
        site = {name: load(root + name) for name in GONE}
        site |= {address: load(address) for address in search_files(root)}
    told = {
        (name, place)
        for name, data in site.items()
        for text in readings(data)
        for place, canary in canaries.private.items()
        if canary in text
    }
    assert told == set()
    assert b"private note" in site["index.html"]


def search_files(root: str) -> list[str]:
    """The addresses of the parts of the search's index, which change with what they hold."""
    deadline = time.monotonic() + PATIENCE
    while not (index := load(f"{root}search/index.json")) and time.monotonic() < deadline:
        time.sleep(0.1)
    parts = json.loads(index)
    formulas = json.loads(load(f"{root}search/{parts['tex']}") or "[]")
    listed = [*parts["words"], *parts["text"], *formulas, ["", parts["tex"]]]
    return [f"{root}search/{name}" for _, name in listed]
