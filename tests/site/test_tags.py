"""Pages of tags: which there are, where they are, and what they list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.pages import Pages

from vaultsite.render.note import render_note
from vaultsite.site.library import Library
from vaultsite.site.tags import key_of, page_path, tags_of
from vaultsite.vault.index import Vault
from vaultsite.vault.note import Note

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite


def notes(**tags: tuple[str, ...]) -> list[Note]:
    return [Note(f"{name}.md", name, {}, tags=each) for name, each in tags.items()]


def library(root: Path, *, directories: bool = True, **texts: str) -> Library:
    for name, text in texts.items():
        file = root / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Library(Vault(root), use_directory_urls=directories, reserved=["404.html"])


def test_a_parent_lists_its_children_and_all_their_notes() -> None:
    found = tags_of(notes(a=("x/y/z",), b=("x/y", "x/q"), c=("X",)))
    assert list(found) == ["x", "x/q", "x/y", "x/y/z"]
    assert found["x"].notes == ["a.md", "b.md", "c.md"]
    assert found["x"].children == ["x/q", "x/y"]
    assert found["x/y"].notes == ["a.md", "b.md"]
    assert found["x/y/z"].children == []


def test_tags_are_the_same_whatever_their_case_and_accents_form() -> None:
    found = tags_of(notes(a=("Größe/Klein",), b=("GRÖSSE",), c=("gro\u0308ße/klein",)))
    assert [tag.name for tag in found.values()] == ["Größe", "Größe/Klein"]
    assert found[key_of("größe")].notes == ["a.md", "b.md", "c.md"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [("/a//b/", "a/b"), ("/", ""), ("A", "a"), ("x/" * 40 + "x", "x/" * 11 + "x")],
)
def test_what_is_left_of_an_odd_tag(name: str, parts: str) -> None:
    assert key_of(name) == parts
    assert list(tags_of(notes(a=(name,))))[-1:] == ([parts] if parts else [])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("", "tags.md"),
        ("A/B", "tags/a/b.md"),
        ("Größe", "tags/größe.md"),
        (".a", "tags/-.a.md"),
        ("-.a", "tags/--.a.md"),
        ("../b", "tags/-../b.md"),
    ],
)
def test_where_a_tag_s_page_wants_to_be(name: str, path: str) -> None:
    assert page_path(name) == path


@pytest.mark.parametrize(
    ("directories", "places"),
    [
        (True, ["tags/index.html", "tags/a/index.html", "tags/a/b/index.html"]),
        (False, ["tags.html", "tags/a.html", "tags/a/b.html"]),
    ],
)
def test_places(tmp_path: Path, directories: bool, places: list[str]) -> None:
    found = library(tmp_path, directories=directories, n="#a/b")
    assert sorted(found.tag_places) == sorted(places)
    url = found.tag_url("A/B", seen_from="n.md")
    assert url == ("../tags/a/b/" if directories else "tags/a/b.html")


def test_notes_keep_their_places(tmp_path: Path) -> None:
    found = library(tmp_path, tags="x", tags__a="x", Tags__B="x", n="#a #b #index")
    assert found.url_from_root("tags/a.md") == "tags/a/"
    assert found.url_from_root("tags.md") == "tags/"
    assert found.tags.urls == {
        "": "tags-2/",
        "a": "tags/a-2/",
        "b": "tags/b-2/",
        "index": "tags/index-2.html",
    }


def test_no_tags_no_pages(tmp_path: Path) -> None:
    found = library(tmp_path, n="# heading, `#code`, #1984 %%#hidden%% a#b")
    assert found.tag_places == {}
    assert found.tag_url("a", seen_from="n.md") is None


def test_a_tag_is_a_link_but_not_within_one(tmp_path: Path) -> None:
    html = render_note("n.md", library(tmp_path, n="#Tag, [a #tag b](n.md)")).html
    assert '<a class="tag" href="../tags/tag/">#Tag</a>, ' in html
    assert '>a <span class="tag">#tag</span> b</a>' in html


def test_pages_are_escaped_and_sorted(tmp_path: Path) -> None:
    found = library(tmp_path, n10="#a", n9="#a", x__B="---\ntags: [a, '<i>']\ntitle: <b>\n---")
    html = found.tags.html("a")
    assert '<p class="tags-count">3 notes</p>' in html
    assert '<a class="internal-link" dir="auto" href="../../x/B/">&lt;b&gt;</a>' in html
    assert html.index("n9") < html.index("n10")
    assert "<small" not in html.partition("n9")[2]
    assert "#&lt;i&gt;" in found.tags.html("")
    assert found.tags.title("<i>") == "#<i>"


@pytest.mark.parametrize("directories", [True, False])
def test_the_site_s_tags_and_nothing_private(
    build_site: BuildSite, tmp_path: Path, directories: bool
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "one.md").write_text("---\ntags: [Physics/Waves]\n---\nText with #maths.", "utf-8")
    (vault / "two.md").write_text("Only #maths, and 'quotes'.", "utf-8")
    (vault / "secret.md").write_text(
        "---\npublish: false\ntags: [maths, hush/quietly]\n---\n#whisper", "utf-8"
    )
    site = build_site(vault, config={"use_directory_urls": directories})
    pages = Pages(site.dir)
    names = {name for name in pages.files if name.startswith("tags")}
    assert len(names) == 4
    assert not any(word in str(names) for word in ("hush", "whisper", "quietly"))
    index = pages["tags/index.html" if directories else "tags.html"]
    assert [link.url for link in index.links if "tag" in link.classes] == (
        ["../tags/maths/", "../tags/physics/", "../tags/physics/waves/"]
        if directories
        else ["./tags/maths.html", "./tags/physics.html", "./tags/physics/waves.html"]
    )
    maths = pages["tags/maths/index.html" if directories else "tags/maths.html"]
    assert "2 notes" in maths.text
    assert maths.title == "#maths - Softmax"
    assert [pages.dead(page, link) for page in pages for link in page.links
            if pages.dead(page, link, "/repo")] == []  # fmt: skip
    one = pages["one/index.html" if directories else "one.html"]
    assert [link.attributes["class"] for link in one.links if "tag" in link.classes] == ["tag"] * 3
