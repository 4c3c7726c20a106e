"""The worker and its lists: they say exactly what is in the site, and change exactly with it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from typing import TYPE_CHECKING

import pytest
from tests.browser.reading import write_vault
from tests.privacy.canaries import picture

from vaultsite.site.offline import FOLDER, WORKER, parts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite

NOTES = {
    "index.md": "Start with [[other]] and [[moved]].\n\nSTART\nBasic\nWhy?\nBack: So.\nEND\n",
    "other.md": "---\naliases: [second]\n---\nText, $x^2$, ![[a.png]] ![[b.mp3]]\n",
    "moved.md": "Text.\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = write_vault(tmp_path_factory.mktemp("offline") / "vault", NOTES)
    (vault / "a.png").write_bytes(picture("a"))
    (vault / "b.mp3").write_bytes(b"ID3")
    return vault


@pytest.fixture(scope="module")
def site(vault: Path, build_site: BuildSite) -> BuiltSite:
    return build_site(vault)


def worker(site: BuiltSite) -> str:
    return (site.dir / WORKER).read_text("utf-8")


def lists(site: BuiltSite) -> dict[str, str]:
    found = re.search(r'"lists":(\[[^]]*\])', worker(site))
    assert found
    names = [f"list.{name}.json" for name in json.loads(found[1])]
    assert {file.name for file in (site.dir / FOLDER).iterdir()} == {*names}
    all_lists = [json.loads((site.dir / FOLDER / name).read_text("utf-8")) for name in names]
    return {place: digest for each in all_lists for place, digest in each.items()}


def digest(file: Path) -> str:
    said = hashlib.sha256(file.read_bytes()).digest()[:6]
    return base64.urlsafe_b64encode(said).decode()


def test_each_file_has_the_digest_of_its_content_or_a_name_with_one(site: BuiltSite) -> None:
    for place, said in lists(site).items():
        if said:
            assert said == digest(site.dir / place), place
        else:
            assert re.search(r"[0-9a-f]{8}", place)
            assert (site.dir / place).is_file()


def test_what_is_read_is_listed_and_nothing_else(site: BuiltSite) -> None:
    listed = lists(site)
    for place in ("index.html", "other/index.html", "other/index.mathml.json", "a.png",
                  "explorer.json", "search/index.json", "explorer/index.html",
                  "assets/fonts/stix-two-text-latin.woff2"):  # fmt: skip
        assert place in listed
    for place in ("404.html", "second/index.html", "b.mp3", "sitemap.xml", "robots.txt",
                  "feed.xml", WORKER):  # fmt: skip
        assert (site.dir / place).is_file()
        assert place not in listed
    assert not [place for place in listed if place.endswith(".map") or place.startswith(FOLDER)]


def test_the_worker_is_the_same_whatever_was_kept(
    vault: Path, site: BuiltSite, build_site: BuildSite, tmp_path: Path
) -> None:
    assert worker(build_site(vault)) == worker(site)
    assert worker(build_site(vault, cache=str(tmp_path))) == worker(site)


def test_the_worker_changes_with_a_word_and_with_a_picture(
    vault: Path, site: BuiltSite, build_site: BuildSite
) -> None:
    other = vault / "moved.md"
    before, text = lists(site), other.read_text("utf-8")
    other.write_text("Another text.\n", "utf-8")
    (vault / "a.png").write_bytes(picture("another"))
    edited = build_site(vault)
    assert worker(edited) != worker(site)
    after = lists(edited)
    assert after["a.png"] == digest(vault / "a.png") != before["a.png"]
    assert after["moved/index.html"] != before["moved/index.html"]
    assert after["other/index.html"] == before["other/index.html"]
    other.write_text(text, "utf-8")
    (vault / "a.png").write_bytes(picture("a"))


def test_without_the_option_the_worker_removes_itself(vault: Path, build_site: BuildSite) -> None:
    site = build_site(vault, offline=False)
    assert "unregister" in worker(site)
    assert not (site.dir / FOLDER).exists()
    assert not (site.dir / "site.webmanifest").exists()
    assert "webmanifest" not in site.html("index.html")
    [start] = (site.dir / "assets").glob("*/start.js")
    assert "const OFFLINE = false;" in start.read_text("utf-8")
    assert "worker-src 'none'" in site.html("index.html").replace("&#39;", "'")


def test_a_phone_can_put_it_on_its_home_screen(site: BuiltSite) -> None:
    assert '<link rel="manifest" href="../site.webmanifest">' in site.html("other/index.html")
    manifest = json.loads((site.dir / "site.webmanifest").read_text("utf-8"))
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")
    assert manifest["name"] == "Softmax"
    assert re.fullmatch("#[0-9a-f]{6}", manifest["background_color"])
    for icon in manifest["icons"]:
        data = (site.dir / icon["src"]).read_bytes()
        assert icon["sizes"] == "x".join(map(str, struct.unpack(">II", data[16:24])))


@pytest.mark.parametrize(("number", "most"), [(0, 2), (1, 2), (20, 5), (1_000, 17), (20_000, 129)])
def test_there_are_about_as_many_lists_as_places_in_each(number: int, most: int) -> None:
    digests = {f"note {each}/index.html": "AAAAAAAA" for each in range(number)}
    found = [json.loads(each) for each in parts(digests | {"assets/a.js": ""})]
    assert len(found) == most
    assert found[0] == {"assets/a.js": ""}
    assert max(len(each) for each in found[1:]) <= max(3, 3 * number // (most - 1))
    assert {place for each in found[1:] for place in each} == {*digests}
