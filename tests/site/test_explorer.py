"""The order of the explorer, its file for the browser, and its page for readers without script."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.site.explorer import (
    NoteEntry,
    crumbs,
    folder_url,
    natural_key,
    neighbour,
    neighbours,
    relative_to_root,
    to_html,
    to_json,
    tree,
    walk,
)
from vaultsite.site.page import Crumb, Neighbour
from vaultsite.words import Words


def entry(path: str) -> NoteEntry:
    stem = path.removesuffix(".md")
    return NoteEntry(path, stem.rpartition("/")[2], stem.replace(" ", "%20") + "/")


NOTES = [
    entry(path) for path in ("b.md", "Zoo/note 10.md", "Zoo/note 2.md", "a/Deep/x.md", "A1.md")
]


@pytest.mark.parametrize(
    "names",
    [
        ["note 2", "note 10", "Note 11"],
        ["A", "a b", "ab", "B"],
        ["zebra", "Zoo"],
        ["- list", "_draft", "1st", "10th", "alpha"],
        ["Eclair", "éclair 2", "Eclair 3"],
        ["007", "8", "0009"],
        ["x.md", "x 1.md"],
        ["note", "ноты", "笔记"],
    ],
)
def test_names_sort_as_in_the_file_list(names: list[str]) -> None:
    shuffled = [*names[::2], *names[1::2]][::-1]
    assert sorted(shuffled, key=natural_key) == names


def test_equal_names_in_other_case_keep_one_order() -> None:
    assert sorted(["b", "B"], key=natural_key) == sorted(["B", "b"], key=natural_key)


def test_folders_stand_before_notes_and_count_all_below_them() -> None:
    vault = tree(NOTES)
    assert [folder.name for folder in vault.folders] == ["a", "Zoo"]
    assert [note.title for note in vault.notes] == ["A1", "b"]
    assert (vault.count, [folder.count for folder in vault.folders]) == (5, [1, 2])
    assert [folder.path for folder in walk(vault)] == ["", "a", "a/Deep", "Zoo"]


def test_an_empty_vault_has_an_empty_tree() -> None:
    assert json.loads(to_json(tree([]))) == {"version": 1, "folders": [["", -1]], "notes": []}
    assert to_html(tree([]), Words(), from_url="explorer/").count("<li>") == 0


def test_file_for_the_browser() -> None:
    assert json.loads(to_json(tree(NOTES))) == {
        "version": 1,
        "folders": [["", -1], ["a", 0], ["Deep", 1], ["Zoo", 0]],
        "notes": [
            ["A1", "A1/", 0],
            ["b", "b/", 0],
            ["x", "a/Deep/x/", 2],
            ["note 2", "Zoo/note%202/", 3],
            ["note 10", "Zoo/note%2010/", 3],
        ],
    }


def test_file_names_what_notes_are_called_besides_and_the_page_of_changes() -> None:
    other = NoteEntry("a/b.md", "b", "a/b/", ("bee", "B-side"))
    data = json.loads(to_json(tree([*NOTES, other]), recent="explorer/recent/"))
    titles = [title for title, _, _ in data["notes"]]
    assert [(titles[note], name) for note, name in data["aliases"]] == [
        ("b", "bee"),
        ("b", "B-side"),
    ]
    assert data["recent"] == "explorer/recent/"


def test_file_does_not_depend_on_the_order_of_the_notes() -> None:
    assert to_json(tree(NOTES)) == to_json(tree(reversed(NOTES)))


def test_neighbours_stay_in_their_folder() -> None:
    found = neighbours(tree(NOTES))
    assert [note and note.path for note in found["Zoo/note 2.md"]] == [None, "Zoo/note 10.md"]
    assert [note and note.path for note in found["b.md"]] == ["A1.md", None]
    assert found["a/Deep/x.md"] == (None, None)


def test_neighbour_is_linked_from_the_page() -> None:
    assert neighbour(NOTES[1], from_url="a/b/") == Neighbour("note 10", "../../Zoo/note%2010/")
    assert neighbour(None, from_url="a/b/") is None


@pytest.mark.parametrize(
    ("from_url", "prefix"),
    [
        ("", "./"),
        ("./", "./"),
        ("a.html", "./"),
        ("a/", "../"),
        ("a/b.html", "../"),
        ("a/b/", "../../"),
    ],
)
def test_way_to_the_root(from_url: str, prefix: str) -> None:
    assert relative_to_root(from_url) == prefix


@pytest.mark.parametrize(
    ("path", "fragment"),
    [
        ("Maths", "in/Maths"),
        ("Maths/Linear Algebra", "in/Maths/Linear+Algebra"),
        ("a+b", "in/a%252Bb"),
        ("100%", "in/100%2525"),
        ("Über <x>", "in/%C3%9Cber+%3Cx%3E"),
    ],
)
def test_folder_has_a_place_on_the_page_of_all_notes(path: str, fragment: str) -> None:
    assert folder_url(path, "../explorer/") == f"../explorer/#{fragment}"


def test_crumbs_are_the_folders_above() -> None:
    assert crumbs("Zoo.md", explorer_url="e/") == ()
    assert crumbs("A/B c/x.md", explorer_url="e/") == (
        Crumb("A", "e/#in/A"),
        Crumb("B c", "e/#in/A/B+c"),
    )


class Outline(HTMLParser):
    """Links and folders of the page, with the folders they are in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "ul":
            self.open.append(values.get("id", ""))
            self.ids += [values["id"]] if "id" in values else []
        if tag == "a":
            self.links.append((self.open[-1], values["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self.open.pop()


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    return parser


def test_page_without_script_nests_notes_in_their_folders() -> None:
    page = outline(to_html(tree(NOTES), Words(), from_url="explorer/"))
    assert page.open == []
    assert page.links == [
        ("in/a/Deep", "../a/Deep/x/"),
        ("in/Zoo", "../Zoo/note%202/"),
        ("in/Zoo", "../Zoo/note%2010/"),
        ("", "../A1/"),
        ("", "../b/"),
    ]


def test_odd_names_stay_text() -> None:
    odd = NoteEntry('<b>/"&".md', "<script>alert(1)</script> &amp; 🦊 שלום", "x&y/?<")
    html = to_html(tree([odd]), Words(), from_url="")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; 🦊 שלום" in html
    assert outline(html).links == [("in/<b>", "./x&y/?<")]


@given(st.lists(st.text("aB +%/é\t", min_size=1).map(lambda text: text + ".md"), max_size=8))
def test_every_note_is_once_in_the_tree_and_folders_have_ids_of_their_own(paths: list[str]) -> None:
    notes = [NoteEntry(path, path, "u/") for path in dict.fromkeys(paths)]
    vault = tree(notes)
    assert vault.count == len(notes)
    shown = [note.path for folder in walk(vault) for note in folder.notes]
    assert sorted(shown) == sorted(note.path for note in notes)
    ids = outline(to_html(vault, Words(), from_url="")).ids
    assert len(ids) == len(set(ids))
    assert not any(blank in each for each in ids for blank in " \t")


def test_a_folder_may_be_deeper_than_a_parser_likes() -> None:
    vault = tree([entry("d/" * 3000 + "x.md")])
    folders = json.loads(to_json(vault))["folders"]
    assert len(folders) == 3001
    assert all(later[1] == earlier[1] + 1 for earlier, later in pairwise(folders))
    assert to_html(vault, Words(), from_url="").count("<details") == 3000
