"""What the search is made of is kept while a note stays the same, and forgotten with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from vaultsite.site.search_pages import search_pages
from vaultsite.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vaultsite.site.library import Library
    from vaultsite.site.search_index import SearchPage


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


def pages(notes: dict[str, str], made: Made, store: Store | None) -> list[SearchPage]:
    """The pages of notes, each with what stands for its text."""
    records = {
        path: SimpleNamespace(title=path.title(), tags=("fruit",), properties={"aliases": ["x"]})
        for path in notes
    }
    library = SimpleNamespace(
        records=records,
        vault=SimpleNamespace(keys={path: text.encode() for path, text in notes.items()}),
        url_from_root=lambda path: f"{path}/",
        site_url=lambda place: place.removesuffix("index.html"),
        tag_places={"tags/fruit/index.html": "fruit"},
        tags=SimpleNamespace(title=lambda tag: f"#{tag}"),
    )
    return [*search_pages(cast("Library", library), made, store=store)]


def test_a_note_is_read_again_only_when_it_has_changed(store: Store) -> None:
    first = pages({"a": "1", "b": "1"}, Made(), store)
    made = Made()
    assert pages({"a": "1", "b": "2", "c": "1"}, made, store)[:2] == first[:2]
    assert made.paths == ["b", "c"]


def test_what_is_gone_is_forgotten(store: Store) -> None:
    pages({"a": "1", "b": "1"}, Made(), store)
    pages({"a": "1"}, Made(), store)
    assert [*store.keys("search")] == ["a"]


def test_nothing_is_kept_without_a_store() -> None:
    made = Made()
    for _ in range(2):
        pages({"a": "1"}, made, None)
    assert made.paths == ["a", "a"]


def test_notes_have_their_other_names_and_tags_have_pages() -> None:
    note, tag = pages({"pear": "1"}, Made(), None)
    assert (note.url, note.title, note.aliases, note.tags) == ("pear/", "Pear", ("x",), ("fruit",))
    assert (tag.url, tag.title, tag.html) == ("tags/fruit/", "#fruit", "")
