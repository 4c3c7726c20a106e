"""The search's index: what is found by what, what comes first, and what is on the disk."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.ask_search import Answer, ask

from vaultsite.site import search_files, search_index
from vaultsite.site.search_index import SearchPage, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PAGES = [
    SearchPage(
        "pear/",
        "Pear",
        '<p>A fruit with seeds.</p>\n<h2 id="quince-grafts">Quince grafts</h2>\n<p>Grow '
        'slowly: <span class="tex">\\frac{dh}{dt} &lt; \\mathbb{R}</span> each year.</p>',
        aliases=("Pyrus", "Birne für Anfänger"),
    ),
    SearchPage("quince/", "Quince", "<p>Smells of honey and pears.</p>"),
    SearchPage("quince-jelly/", "Quince jelly", "<p>Sugar.</p>", tags=("kitchen/jars",)),
    SearchPage("jelly/", "Notes on jelly of any quince", "<p>Sugar, too; jars of it.</p>"),
    SearchPage("tea/", "Tea", "<p>quince quince quince quince quince quince</p>"),
    SearchPage("jam/", "Jam", '<h3 id="honey">Honey</h3>\n<p>Instead of sugar.</p>'),
    SearchPage("empty/", "Nothing yet", ""),
    SearchPage("sake/", "酒", "<p>機械学習のモデル</p>"),
    SearchPage("strasse/", "Straße der Bäume", "<p>Ein Gedicht von Éluard.</p>"),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    queries = [query for query, _ in FIRST] + [*OTHERS]
    found = ask(tmp_path_factory.mktemp("site"), PAGES, *queries)
    return dict(zip(queries, found, strict=True))


FIRST = [
    # a title as it is, one that begins so, one that has the words, a heading, text
    ("quince", ["Quince", "Quince jelly", "Notes on jelly of any quince", "Pear", "Tea"]),
    ("quin", ["Quince", "Quince jelly", "Notes on jelly of any quince", "Pear", "Tea"]),
    ("QUINCE JE", ["Quince jelly", "Notes on jelly of any quince"]),
    ("jelly quince", ["Quince jelly", "Notes on jelly of any quince"]),
    ("honey", ["Jam", "Quince"]),  # a heading before text
    ("jars", ["Quince jelly", "Notes on jelly of any quince"]),  # a tag before text
    ("#kitchen/jars", ["Quince jelly"]),
    ("pyrus", ["Pear"]),  # an alias
    ("birne fur", ["Pear"]),
    ("sugar jam", ["Jam"]),  # text and title of one page
    ("pears", ["Quince", "Pear"]),  # the word itself; its singular is in a title
    ("quicne", ["Quince", "Quince jelly", "Notes on jelly of any quince", "Pear", "Tea"]),
    ("strasse", ["Straße der Bäume"]),
    ("baume", ["Straße der Bäume"]),
    ("BÄUME", ["Straße der Bäume"]),
    ("eluard", ["Straße der Bäume"]),
    ("学習", ["酒"]),
    ("機械学習", ["酒"]),
    ("酒", ["酒"]),
    ("frac dh", ["Pear"]),
    (r"\mathbb{R}", ["Pear"]),
    (r"\frac{dh}{dt}", ["Pear"]),
    ("nothing", ["Nothing yet"]),
    ("sugar xylophone", ["Jam", "Quince jelly", "Notes on jelly of any quince"]),  # as many as fit
    ("xylophone", []),
    ("span", []),  # the marks of HTML are no words
    ("constructor", []),  # nor what objects of JavaScript have
    ("__proto__", []),
    # words written together and apart
    ("jellynotes", ["Notes on jelly of any quince"]),
    ("no thing", ["Nothing yet"]),
    # operators
    ('"jelly of any"', ["Notes on jelly of any quince"]),
    ('"of jelly"', []),
    ('"jelly of an', ["Notes on jelly of any quince"]),  # still typed
    ('"jelly of an"', []),
    ('"each year"', ["Pear"]),
    ("sugar -too", ["Jam", "Quince jelly"]),
    ("tag:#kitchen", ["Quince jelly"]),
    ("tag:kitchen/jars sugar", ["Quince jelly"]),
    ("sugar -tag:kitchen", ["Jam", "Notes on jelly of any quince"]),
    ("file:jelly sugar", ["Quince jelly", "Notes on jelly of any quince"]),
    ("path:quince honey", ["Quince"]),
    ("sugar path:", ["Jam", "Quince jelly", "Notes on jelly of any quince"]),  # still typed
    ('sugar "', ["Jam", "Quince jelly", "Notes on jelly of any quince"]),
    # TeX, as far as it is typed, and with words
    (r"\fra", ["Pear"]),
    (r"\frac{d", ["Pear"]),
    (r"\dfrac{ d  h }", ["Pear"]),
    (r"$dh$ fruit", ["Pear"]),
    (r"\frac{dt}{dh}", ["Pear"]),  # one like it
    (r"\sum{dh}", []),
]
OTHERS = ["grow", "s"]


@pytest.mark.parametrize(("query", "titles"), FIRST)
def test_what_is_found_and_in_which_order(
    answers: dict[str, Answer], query: str, titles: list[str]
) -> None:
    found = answers[query].titles
    if query == "pears":
        assert set(found) == set(titles)
    else:
        assert found == titles


def test_a_result_shows_its_section_with_what_was_asked_for(answers: dict[str, Answer]) -> None:
    [section] = answers["grow"].shown
    assert section == ["quince-grafts", "Quince grafts", "[Grow] slowly: dh/dt < ℝ each year."]


def test_a_formula_that_was_asked_for_is_marked(answers: dict[str, Answer]) -> None:
    [section] = answers["frac dh"].shown
    assert section[2] == "Grow slowly: [dh/dt < ℝ] each year."


def many(count: int) -> list[SearchPage]:
    """Pages with words of their own, and some that all share."""
    return [
        SearchPage(
            f"{n}/",
            f"note {n:04}",
            f"<p>the shared word{n:05} {' '.join(f'k{n * 37 % 9973}x{i}' for i in range(60))}</p>",
        )
        for n in range(count)
    ]


def test_a_query_reads_a_small_part_of_a_large_index(tmp_path: Path) -> None:
    one, two, letter = ask(tmp_path, many(2000), "word00777", "word", "w")
    folder = tmp_path / "search"
    everything = sum(file.stat().st_size for file in folder.iterdir())
    assert one.titles == ["note 0777"]
    for answer, most in ((one, 1), (two, 3), (letter, 1)):
        shards = [name for name in answer.files if name.startswith("words-")]
        assert 0 < len(shards) <= most
        assert sum((folder / name).stat().st_size for name in answer.files) < 0.3 * everything


def test_a_word_of_nearly_all_texts_is_not_asked_for(tmp_path: Path) -> None:
    [answer] = ask(tmp_path, many(60), "the shared word00005")
    assert answer.titles == ["note 0005"]


def site_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((folder / "search").iterdir())}


def test_a_site_without_pages_has_an_empty_index(tmp_path: Path) -> None:
    [answer] = ask(tmp_path, [], "quince")
    assert answer.titles == []


def test_the_same_pages_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(iter(PAGES), tmp_path / name, cache=tmp_path / f"cache of {name}")
    assert site_of(tmp_path / "one") == site_of(tmp_path / "two")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages each index that is made has."""
    counts: list[int] = []
    files = search_files.files

    def counted(pages: Sequence[SearchPage]) -> Iterator[tuple[str, bytes]]:
        counts.append(len(pages))
        return files(pages)

    monkeypatch.setattr(search_files, "files", counted)
    return counts


def test_an_index_is_kept_while_nothing_changes(tmp_path: Path, made: list[int]) -> None:
    for name in ("one", "two"):
        write(PAGES, tmp_path / name, cache=tmp_path / "cache")
    assert made == [len(PAGES)]
    assert site_of(tmp_path / "one") == site_of(tmp_path / "two")


@pytest.mark.parametrize(
    "change",
    [
        {"url": "fruit/"},
        {"title": "Fruit"},
        {"html": "<p>Fruit.</p>"},
        {"tags": ("fruit",)},
        {"aliases": ("fruit",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_makes_it_anew(
    tmp_path: Path, made: list[int], change: dict[str, object]
) -> None:
    page = SearchPage("a/", "A", "<p>a</p>")
    write([page], tmp_path, cache=tmp_path / "cache")
    before = site_of(tmp_path)
    write([replace(page, **change)], tmp_path, cache=tmp_path / "cache")  # type: ignore[arg-type]
    assert made == [1, 1]
    assert site_of(tmp_path) != before


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 400])
@pytest.mark.parametrize("keep", [0, 32, 100])
def test_a_damaged_cache_is_thrown_away(
    tmp_path: Path, made: list[int], keep: int, damage: bytes
) -> None:
    cache = tmp_path / "cache"
    write(PAGES, tmp_path, cache=cache)
    before = site_of(tmp_path)
    [kept] = cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:keep] + damage)
    write(PAGES, tmp_path, cache=cache)
    assert site_of(tmp_path) == before
    assert made == [len(PAGES)] * 2


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    write(PAGES, tmp_path, cache=tmp_path / "cache")
    assert "index.json" in site_of(tmp_path)


def test_nothing_is_left_of_a_page_that_is_gone(tmp_path: Path) -> None:
    write([*PAGES, SearchPage("x/", "X", "<p>boysenberries</p>")], tmp_path, cache=tmp_path / "c")
    assert any(b"boysenberries" in data for data in site_of(tmp_path).values())
    write(PAGES, tmp_path, cache=tmp_path / "c")
    names = json.loads((tmp_path / "search/index.json").read_text("utf-8"))
    kinds = [name for kind in ("words", "text") for _, name in names[kind]]
    kinds += [name for _, name in json.loads((tmp_path / "search" / names["tex"]).read_text())]
    assert sorted([*kinds, names["tex"], "index.json"]) == [*site_of(tmp_path)]
    [kept] = (tmp_path / "c").iterdir()
    assert b"boysenberries" not in zlib.decompress(kept.read_bytes()[search_index.KEY_SIZE :])
    assert not any(b"boysenberries" in data for data in site_of(tmp_path).values())


def test_what_no_file_can_hold_is_written_as_a_question_mark(tmp_path: Path) -> None:
    write([SearchPage("x/", "a\ud800b", "<p>c\udfffd</p>")], tmp_path, cache=tmp_path / "cache")
    index = json.loads((tmp_path / "search/index.json").read_text("utf-8"))
    assert index["pages"] == [["a?b", "x/"]]
