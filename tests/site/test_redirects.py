"""Permalinks, old paths and aliases: who gets which address, and what redirects look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.pages import Pages, read_page

from vaultsite.problems import Kind
from vaultsite.site import redirects
from vaultsite.site.library import Library
from vaultsite.vault.index import Vault
from vaultsite.vault.urls import place_of_address, place_of_name
from vaultsite.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.sites import BuildSite


@pytest.mark.parametrize(
    ("address", "place", "plain"),
    [
        ("old", "old/index.html", "old.html"),
        ("/old/path/", "old/path/index.html", "old/path/index.html"),
        ("old/path.html", "old/path.html", "old/path.html"),
        ("a b.md", "a b/index.html", "a b.html"),
        ("a%20b", "a b/index.html", "a b.html"),
        ("/", "index.html", "index.html"),
        ("v1.2", "v1.2/index.html", "v1.2.html"),
        ("größe", "größe/index.html", "größe.html"),
    ],
)
def test_the_place_that_answers_to_an_address(address: str, place: str, plain: str) -> None:
    assert place_of_address(address, use_directory_urls=True) == place
    assert place_of_address(address, use_directory_urls=False) == plain


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x", "//example.org/x", "mailto:x", "../x", "a/../x", "./x", "a//b",
     ".git/x", "a?b", "a#b", "a:b", "con", "a./b", "%2e%2e/x", "a%3Fb", "a%00b"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    assert place_of_address(address, use_directory_urls=True) is None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("AI", "AI/index.html"),
        ("what is AI?", "what is AI-/index.html"),
        ("old/name", "old/name/index.html"),
        ("/a//b/", "a/b/index.html"),
        (".NET", None),
        ("../x", None),
        ("/", None),
    ],
)
def test_the_place_of_an_alias(name: str, place: str | None) -> None:
    assert place_of_name(name, use_directory_urls=True) == place


def library(root: Path, notes: Mapping[str, str], *, reserved: tuple[str, ...] = ()) -> Library:
    """Return a library of notes with these properties."""
    for path, properties in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{properties}\n---\ntext #tag\n", "utf-8")
    return Library(Vault(root), use_directory_urls=True, reserved=["404.html", *reserved])


def lines(found: Library) -> list[str]:
    kinds = (Kind.TAKEN_ADDRESS, Kind.SHARED_ALIAS)
    return [str(problem) for problem in found.problems if problem.kind in kinds]


def test_an_alias_leads_to_its_note(tmp_path: Path) -> None:
    found = library(tmp_path, {"deep/artificial intelligence.md": "aliases: [AI, Robots/Mind]"})
    assert found.redirects == {
        "AI/index.html": "deep/artificial intelligence.md",
        "Robots/Mind/index.html": "deep/artificial intelligence.md",
    }
    assert lines(found) == []


def test_an_alias_that_is_the_note_s_own_name_is_no_conflict(tmp_path: Path) -> None:
    found = library(tmp_path, {"softmax.md": "aliases: [Softmax, softmax, soft max, SOFT MAX]"})
    assert list(found.redirects) == ["soft max/index.html"]
    assert lines(found) == []


def test_who_has_an_address_keeps_it(tmp_path: Path) -> None:
    found = library(
        tmp_path,
        {"a.md": "aliases: [B, shared, tags, explorer, folder]", "b.md": "aliases: shared",
         "folder/c.md": "{}"},
        reserved=("explorer/index.html",),
    )  # fmt: skip
    assert found.redirects == {"shared/index.html": "a.md", "folder/index.html": "a.md"}
    assert lines(found) == [
        "a.md:1: the alias `B` gets no address: b.md has it: "
        "nothing, or give one of them another name",
        "a.md:1: the alias `tags` gets no address: a page or a folder of the site is there: "
        "nothing, or give one of them another name",
        "a.md:1: the alias `explorer` gets no address: a page or a folder of the site is there: "
        "nothing, or give one of them another name",
        "b.md:1: the alias `shared` gets no address: a.md has it: "
        "nothing, or give one of them another name",
    ]


def test_a_permalink_moves_the_note_and_its_usual_address_leads_there(tmp_path: Path) -> None:
    found = library(tmp_path, {"deep/note.md": "permalink: /short/", "b.md": "{}"})
    assert found.url_from_root("deep/note.md") == "short/"
    assert found.redirects == {"deep/note/index.html": "deep/note.md"}
    assert found.url("deep/note.md", seen_from="b.md") == "../short/"


def test_a_permalink_to_where_the_note_is_anyway_may_change_its_case(tmp_path: Path) -> None:
    found = library(tmp_path, {"Note.md": "permalink: note"})
    assert found.url_from_root("Note.md") == "note/"
    assert found.redirects == {}
    assert lines(found) == []


def test_permalinks_that_cannot_be_are_reported(tmp_path: Path) -> None:
    found = library(
        tmp_path,
        {"a.md": "permalink: b", "b.md": "{}", "c.md": "permalink: x", "d.md": "permalink: X/",
         "e.md": "permalink: ../up", "f.md": "permalink: 404.html", "g.md": "permalink: x/y"},
    )  # fmt: skip
    assert [found.url_from_root(f"{name}.md") for name in "abcdefg"] == [
        "a/", "b/", "x/", "d/", "e/", "f/", "x/y/",
    ]  # fmt: skip
    assert lines(found) == [
        "a.md:1: permalink `b` is taken: b.md has it: choose another one",
        "d.md:1: permalink `X/` is taken: c.md has it: choose another one",
        "e.md:1: permalink `../up` is no address within the site: "
        "write it as `folder/name/`, without a leading dot",
        "f.md:1: permalink `404.html` is taken: a page or a folder of the site is there: "
        "choose another one",
    ]


@pytest.mark.parametrize("yaml", ["/old/path", "[/old/path, 7]", "\n  - /old/path\n  - old/path/"])
def test_old_paths(tmp_path: Path, yaml: str) -> None:
    found = library(tmp_path, {"a.md": f"redirect_from: {yaml}"})
    assert found.redirects == {"old/path/index.html": "a.md"}
    assert lines(found) == []


def test_old_paths_come_before_aliases(tmp_path: Path) -> None:
    found = library(tmp_path, {"a.md": "aliases: x", "b.md": "redirect_from: /x/"})
    assert found.redirects == {"x/index.html": "b.md"}


def test_a_private_note_has_no_redirects(tmp_path: Path) -> None:
    found = library(tmp_path, {"a.md": "publish: false\naliases: x\nredirect_from: y", "b.md": ""})
    assert found.redirects == {}


@pytest.mark.parametrize(
    ("link", "remedy"),
    [
        ("[[AI]]", "write [[artificial intelligence|AI]]"),
        ("[[ai]]", "write [[artificial intelligence|ai]]"),
        ("[[AI#History|then]]", "write [[artificial intelligence#History|then]]"),
        ("[x](AI.md)", "write [[artificial intelligence|AI]]"),
    ],
)
def test_the_report_names_the_note_with_the_alias(tmp_path: Path, link: str, remedy: str) -> None:
    (tmp_path / "n.md").write_text(link, "utf-8")
    found = library(tmp_path, {"artificial intelligence.md": "aliases: [AI]"})
    [problem] = [each for each in found.problems if each.path == "n.md"]
    assert problem.kind == Kind.UNRESOLVED_LINK
    assert problem.remedy == f"`artificial intelligence.md` has this alias: {remedy}"
    assert found.find("AI", "n.md") is None


def test_the_report_names_several_notes_and_a_path_where_the_name_is_not_enough(
    tmp_path: Path,
) -> None:
    (tmp_path / "n.md").write_text("[[AI]]", "utf-8")
    found = library(tmp_path, {"b/x.md": "aliases: [AI]", "x.md": "{}", "c/y.md": "aliases: AI"})
    [problem] = [each for each in found.problems if each.path == "n.md"]
    assert problem.remedy == "`b/x.md`, `c/y.md` have this alias: write [[b/x|AI]]"


@pytest.mark.parametrize("site_url", ["https://vault.example/repo", ""])
def test_the_page_of_a_redirect(site_url: str) -> None:
    html = redirects.page(
        Words(),
        title='<b> & "x"',
        url="a%20b/",
        from_url="old/path/",
        site_url=site_url,
        scripts="assets/0/",
    )
    page = read_page(html, "old/path/")
    assert page.faults == []
    assert [(link.element, link.url) for link in page.links] == [
        ("link", "https://vault.example/repo/a%20b/" if site_url else "../../a%20b/"),
        ("link", "../../assets/images/favicon.png"),
        ("script", "../../assets/0/redirect.js"),
        ("a", "../../a%20b/"),
    ]
    assert page.title == '<b> & "x"'
    assert '<meta name="robots" content="noindex">' in html
    assert '<meta http-equiv="refresh" content="0; url=../../a%20b/">' in html


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = tmp_path_factory.mktemp("vault")
    (vault / "deep").mkdir()
    (vault / "deep/Robins.md").write_text(
        "---\naliases: [Redbreast]\npermalink: birds/robin\nredirect_from: old/robins.html\n---\n"
        + "Robins sing.\n\n" * 60
        + "## Nests of größe\n\nIn ivy.",
        "utf-8",
    )
    (vault / "Start.md").write_text("[[Robins]]", "utf-8")
    return vault


@pytest.mark.parametrize("directories", [True, False])
def test_redirects_are_pages_but_not_content(
    build_site: BuildSite, vault: Path, directories: bool
) -> None:
    site = build_site(vault, config={"use_directory_urls": directories})
    pages = Pages(site.dir)
    end = "/index.html" if directories else ".html"
    for name in (f"Redbreast{end}", f"deep/Robins{end}", "old/robins.html"):
        [link] = [link for link in pages[name].links if link.element == "a"]
        assert pages.dead(pages[name], link) is None
        assert link.url.endswith("birds/robin/" if directories else "birds/robin.html")
    assert "Robins sing" in pages[f"birds/robin{end}"].text
    for file in ("sitemap.xml", "search/index.json", "explorer.json"):
        text = site.html(file)
        assert "birds/robin" in text
        assert "deep/Robins/" not in text
        assert "deep/Robins.html" not in text
        assert "old/robins" not in text
    assert "Redbreast" in site.html("search/index.json")
