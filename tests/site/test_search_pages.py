"""What the search is made of is kept while a note stays the same, and forgotten with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from vaultsite.site.search_index import SearchPage
from vaultsite.site.search_pages import SearchTexts, search_pages
from vaultsite.store import Store
from vaultsite.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vaultsite.site.library import Library


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "site.sqlite", version="1")
    yield store
    store.close()


class Made:
    """Makes the text of notes, and counts them."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, path: str) -> str:
        self.paths.append(path)
        return f"<p>{path} \ud800</p>"


def texts(notes: dict[str, str], made: Made, store: Store | None) -> dict[str, str]:
    """The texts of notes in a build of its own; what stands for a note's text is its key."""
    return SearchTexts(store).of({path: text.encode() for path, text in notes.items()}, made)


def test_a_note_is_read_again_only_when_it_has_changed(store: Store) -> None:
    first = texts({"a": "1", "b": "1"}, Made(), store)
    made = Made()
    again = texts({"a": "1", "b": "2", "c": "1"}, made, store)
    assert made.paths == ["b", "c"]
    assert again["a"] == first["a"] == "<p>a \ud800</p>"


def test_a_note_that_was_learned_is_not_read_again(store: Store) -> None:
    texts({"a": "1", "gone": "1"}, Made(), store)
    known, made = SearchTexts(store), Made()
    known.learn("a", b"2", made)
    known.of({"a": b"2"}, made)
    assert made.paths == ["a"]
    assert store.keys("search") == {"a": b"2"}


def test_a_server_reads_no_note_twice() -> None:
    kept, made = SearchTexts(None), Made()
    kept.of({"a": b"1", "b": b"1"}, made)
    kept.of({"a": b"1", "b": b"2"}, made)
    assert made.paths == ["a", "b", "b"]


def test_what_is_gone_is_forgotten(store: Store) -> None:
    texts({"a": "1", "b": "1"}, Made(), store)
    texts({"a": "1"}, Made(), store)
    assert [*store.keys("search")] == ["a"]


def test_a_server_forgets_what_is_gone(store: Store) -> None:
    kept = SearchTexts(store)
    kept.of({"a": b"1", "b": b"1"}, Made())
    assert [*kept.of({"a": b"1"}, Made())] == ["a"]
    assert [*store.keys("search")] == ["a"]


def test_notes_have_their_other_names_and_tags_have_pages() -> None:
    pear = SimpleNamespace(
        title="Pear", tags=("fruit",), properties={"aliases": ["Pyrus"]}, cards_anchor="cards"
    )
    library = SimpleNamespace(
        records={"pear.md": pear},
        url_from_root=lambda path: path.replace(".md", "/"),
        site_url=lambda place: place.removesuffix("index.html"),
        tag_places={"tags/fruit/index.html": "fruit"},
        tags=SimpleNamespace(title=lambda tag: f"#{tag}"),
        words=Words(),
    )
    note, tag = search_pages(cast("Library", library), {"pear.md": "<p>x</p>"})
    assert note == SearchPage("pear/", "Pear", "<p>x</p>", ("fruit",), ("Pyrus",))
    assert tag == SearchPage("tags/fruit/", "#fruit", "")
