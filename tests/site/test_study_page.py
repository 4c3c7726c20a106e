"""The page to study cards as it is written: a list by decks, and links that say which cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from vaultsite.site import study_page
from vaultsite.site.library import Library
from vaultsite.site.study_page import Entries, Entry, by_folder, by_tag, query, tag_key
from vaultsite.vault.index import Vault
from vaultsite.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

_IMPORT = re.compile(r'^import\s(?:[^;"]*\sfrom\s)?"\./([\w-]+)\.js";', re.MULTILINE)


def card(front: str, tags: str = "", *, kind: str = "Basic", back: str = "So.") -> str:
    tagged = f"Tags: {tags}\n" if tags else ""
    return f"START\n{kind}\n{front}\nBack: {back}\n{tagged}END\n\n"


NOTES = {
    "wood/Oak.md": card("Old?", "tree") + card("Tall?", "tree/broad"),
    "wood/deep/Elm & Ash.md": "#wet/bog\n\n" + card("Elm?") + card("No answer?", back=""),
    "Top.md": "- STARTI [Basic] Wet? Back: Yes. Tags: Tree ENDI\n",
    "bare.md": "No card.",
    "secret.md": "---\npublish: false\n---\n" + card("Secret?", "tree"),
}


@pytest.fixture
def entries(tmp_path: Path) -> dict[str, Entry]:
    for path, text in NOTES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return Entries(Library(Vault(tmp_path), use_directory_urls=True, reserved=())).all()


def listed(entries: dict[str, Entry]) -> str:
    return study_page.html(entries.values(), Words(), root="../", scripts="../assets/x/")


def test_notes_lead_to_their_cards_by_decks(entries: dict[str, Entry]) -> None:
    html = listed(entries)
    assert '<p class="study-figures">4 cards · 3 notes</p>' in html
    assert re.findall(
        r'<span dir="auto">(.*?)</span> <span class="explorer-count">(\d+)', html
    ) == [
        ("wood", "3"),
        ("deep", "1"),
    ]
    assert re.findall(r'href="(\.\./[^"]*#[^"]*)">(.*?)</a> <small>(\d)', html) == [
        ("../wood/deep/Elm%20%26%20Ash/#cards", "Elm &amp; Ash", "1"),
        ("../wood/Oak/#cards", "Oak", "2"),
        (f"../{entries['Top.md'].url}", "Top", "1"),
    ]
    assert entries["Top.md"].url.startswith("Top/#card-")
    assert html.index("deep") < html.index(">Oak<")


def test_private_notes_are_not_in_the_list(entries: dict[str, Entry]) -> None:
    assert "ecret" not in listed(entries)
    assert entries.keys() == {"wood/Oak.md", "wood/deep/Elm & Ash.md", "Top.md"}


def test_cards_count_for_all_folders_and_tags_above_them(entries: dict[str, Entry]) -> None:
    assert by_folder(entries) == {"": 4, "wood": 3, "wood/deep": 1}
    tagged = by_tag(entries)
    assert {
        tag: tagged[tag_key(tag)] for tag in ("tree", "Tree/Broad", "wet", "wet/bog", "dry")
    } == {
        "tree": 3,
        "Tree/Broad": 1,
        "wet": 1,
        "wet/bog": 1,
        "dry": 0,
    }


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("in", "", "?in="),
        ("in", "a b/ü&c", "?in=a%20b/%C3%BC%26c"),
        ("note", "a%20b/", "?note=a%2520b/"),
        ("tag", "a::b", "?tag=a%3A%3Ab"),
    ],
)
def test_addresses_say_which_cards(kind: study_page.Kind, value: str, expected: str) -> None:
    assert query(kind, value) == expected


def test_a_deck_may_be_named_at_any_depth() -> None:
    deep = Entry("Note", "Note/#cards", "::".join("abcdefghij" * 500), ("1",))
    assert listed({"Note.md": deep}).count("<details") == 13


def test_the_page_asks_for_all_its_modules_at_once(project_root: Path) -> None:
    def needed(name: str, known: set[str]) -> set[str]:
        source = (project_root / f"theme/assets/{name}.js").read_text("utf-8")
        for each in set(_IMPORT.findall(source)) - known:
            known.add(each)
            needed(each, known)
        return known

    everywhere = needed("start", set())
    assert needed(study_page.SCRIPT, set()) - everywhere == {*study_page.MODULES}


def test_without_cards_there_is_no_page_and_no_way_to_it(
    build_site: BuildSite, tmp_path: Path
) -> None:
    (tmp_path / "study.md").write_text("# Study\nHard.\n\nSTART\nBasic\nBack: So.\nEND\n", "utf-8")
    (tmp_path / "index.md").write_text("[[study]] #work\n", "utf-8")
    site = build_site(tmp_path)
    assert "Hard." in site.html("study/index.html")
    pages = [page.read_text("utf-8") for page in site.dir.rglob("*.html")]
    assert not any("note-study" in page or "study-link" in page for page in pages)
    assert '"study":' not in site.html("explorer.json")
