"""The packages that a site offers, as its readers find and import them."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from html import unescape
from typing import TYPE_CHECKING

import html5lib
import pytest

from tests.anki.collection import reader
from vaultsite.anki.note import AnkiNote, guid
from vaultsite.anki.package import Packer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from tests.sites import BuildSite, BuiltSite

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
NOTES = {
    "Sums/Plan.md": "#course/sums\n\n"
    "START\nBasic\nOf $a$ and [[Other|the other]]?\nBack: ![[plot.svg]]\n"
    "Tags: maths/sums\n<!--ID: 1752610400117-->\nEND\n",
    "Sums/deep/Other.md": "START\nCloze\nIt is {{c1::$x$}}.\nEND\n\nFILE TAGS: exam\n",
    "Words/Deck.md": "TARGET DECK\nMine::words\n\nSTART\nBasic\nA word?\nBack: It is.\nEND\n\n"
    "START\nBasic\nA copy with its number?\nBack: Yes.\n<!--ID: 1752610400117-->\nEND\n",
    "Words/None.md": "START\nBasic\nBack: an answer without a question\nEND\n\n"
    "START\nBasic\nWithout an answer?\nEND\n\nSTART\nCloze\nHides nothing.\nEND\n",
    "Empty/Plain.md": "No card.\n",
    "Sums/plot.svg": PICTURE,
}
_LINK = re.compile(r'<a class="anki-package" href="([^"]*)" download="([^"]*)">')


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vault")
    for name, text in NOTES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(vault: Path, build_site: BuildSite) -> BuiltSite:
    return build_site(vault, anki=True, config={"site_name": "Vault"})


def notes_in(package: Path) -> list[tuple[object, ...]]:
    """The rows of a package's notes."""
    with zipfile.ZipFile(package) as file, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(file.read("collection.anki2"))
        return database.execute("SELECT id, guid, mid, mod, tags, flds FROM notes").fetchall()


def offered(site: BuiltSite, page: str) -> dict[str, Path]:
    """The packages that a page links to, by the name under which they are saved."""
    folder = (site.dir / page).parent
    return {unescape(name): folder / url for url, name in _LINK.findall(site.html(page))}


def test_home_offers_the_vault_and_the_list_of_all_notes_each_folder(site: BuiltSite) -> None:
    assert [*offered(site, "index.html")] == ["Vault.apkg"]
    listed = offered(site, "explorer/index.html")
    assert [*listed] == ["Vault.apkg", "Sums.apkg", "deep.apkg", "Words.apkg"]
    assert all(file.is_file() for file in listed.values())
    assert len({file.resolve() for file in listed.values()}) == 4


def test_a_note_offers_its_own_cards_and_a_tag_those_of_its_notes(
    site: BuiltSite, tmp_path: Path
) -> None:
    of_note, of_tag = (
        offered(site, "Sums/Plan/index.html"),
        offered(site, "tags/course/index.html"),
    )
    assert [*of_note, *of_tag] == ["Plan.apkg", "course.apkg"]
    with reader(tmp_path) as anki:
        assert anki.take(of_note["Plan.apkg"]) == {"new": 1}
        assert anki.take(of_tag["course.apkg"]) == {"duplicate": 1}
    assert offered(site, "Empty/Plain/index.html") == {}


def test_the_page_to_study_offers_what_only_cards_are_tagged_with(
    site: BuiltSite, tmp_path: Path
) -> None:
    listed = offered(site, "study/index.html")
    assert {"exam.apkg", "maths.apkg", "sums.apkg"} <= listed.keys()
    with reader(tmp_path) as anki:
        assert anki.take(listed["exam.apkg"]) == {"new": 1}
        assert anki.take(listed["maths.apkg"]) == {"new": 1}


def test_a_reader_gets_decks_tags_links_and_pictures(site: BuiltSite, tmp_path: Path) -> None:
    listed = offered(site, "explorer/index.html")
    with reader(tmp_path) as anki:
        assert anki.take(listed["deep.apkg"]) == {"new": 1}
        assert anki.take(listed["Sums.apkg"]) == {"new": 1, "duplicate": 1}
        assert anki.take(listed["Vault.apkg"]) == {"new": 2, "duplicate": 2}
        assert anki.decks() == {"Vault::Sums", "Vault::Sums::deep", "Mine::words"}
        by_front = {note.fields[0]: note for note in anki.notes().values()}
        assert by_front["<p>It is {{c1::\\(x\\)}}.</p>"].tags == ["exam"]
        plan = anki.notes()[1752610400117]
        other = f"{site.url}Sums/deep/Other/"
        assert plan.fields[0] == f'<p>Of \\(a\\) and <a href="{other}">the other</a>?</p>'
        assert plan.fields[2] == f'<a href="{site.url}Sums/Plan/#card-1752610400117">Plan</a>'
        assert plan.tags == ["maths::sums"]
        [name] = re.findall(r'<img src="(plot-\w+\.svg)" alt="plot\.svg"', plan.fields[1])
        assert anki.media(name) == (site.dir / "Sums/plot.svg").read_bytes()


def test_a_card_is_the_same_row_in_each_package(site: BuiltSite) -> None:
    rows = [row for file in (site.dir / "assets/anki").iterdir() for row in notes_in(file)]
    guids = [row[1] for row in rows]
    assert len({*rows}) == len({*guids}) == 4
    assert min(guids.count(each) for each in guids) >= 2


def test_a_card_that_asks_or_answers_nothing_is_reported_and_left_out(site: BuiltSite) -> None:
    assert "Words/None.md:1: card without question" in site.log
    assert "Words/None.md:6: card without answer" in site.log
    assert "Words/None.md:11: cloze card that hides nothing" in site.log
    assert offered(site, "Words/None/index.html") == {}


def test_without_an_address_links_are_text(
    vault: Path, build_site: BuildSite, tmp_path: Path
) -> None:
    site = build_site(vault, anki=True, config={"site_url": "", "site_name": "Vault"})
    with reader(tmp_path) as anki:
        anki.take(offered(site, "index.html")["Vault.apkg"])
        plan = anki.notes()[1752610400117]
        assert plan.fields[0] == "<p>Of \\(a\\) and the other?</p>"
        assert plan.fields[2] == "Plan"


def test_packages_can_be_left_out(vault: Path, build_site: BuildSite) -> None:
    site = build_site(vault, anki=False)
    assert not [*(site.dir / "assets/anki").glob("*")]
    assert offered(site, "explorer/index.html") == offered(site, "index.html") == {}


def test_the_authors_own_names_are_used(vault: Path, build_site: BuildSite, tmp_path: Path) -> None:
    known = AnkiNote("", "own name", 1752610400117, "basic", ("q", "a", ""), (), "Own", 1)
    export = tmp_path / "own.apkg"
    with export.open("wb") as file:
        Packer(lambda _: b"").write([known], file)
    site = build_site(vault, anki=True, anki_guids=str(export), config={"site_name": "Vault"})
    with reader(tmp_path) as anki:
        anki.take(offered(site, "index.html")["Vault.apkg"])
        own = {note.fields[0][:8]: note.guid for note in anki.notes().values()}
        assert own["<p>Of \\("] == "own name"
        assert [*own.values()].count("own name") == 1  # not that of the copy
        assert len(own) == 4
    export.write_bytes(b"no export")
    failed = build_site(vault, anki=True, anki_guids=str(export), check=False)
    assert failed.code
    assert "extra.vault.anki_guids: " in failed.log


def test_anki_shows_the_same_words_as_the_site(
    project_root: Path, build_site: BuildSite, tmp_path: Path
) -> None:
    site = build_site(project_root / "docs", anki=True)
    cards = dict(_cards(site.dir))
    with reader(tmp_path) as anki:
        anki.take(site.dir / "assets/anki/vault.apkg")
        shown = {
            note.guid: _words(note.cards()[0].answer())
            for note in anki.notes().values()
            if "type in" not in note.note_type()["name"]
        }
    known = {key: words for key, words in cards.items() if guid(key) in shown}
    assert len(known) >= 10
    assert {key: shown[guid(key)][: len(words)] for key, words in known.items()} == known


def _cards(site: Path) -> Iterator[tuple[str, str]]:
    """Key and words of each card in a site: its question and its answer."""
    article = re.compile(r'<article class="card[^"]*" id="card-([^"]+)".*?</article>', re.DOTALL)
    for page in sorted(site.rglob("index.html")):
        for found in article.finditer(page.read_text("utf-8")):
            yield found[1], _words(found[0])


def _words(html: str) -> str:
    """What HTML says, without blanks, formulas as their TeX."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return re.sub(r"\s|\u200b", "", "".join(_said(tree)))


_SILENT = {"card-gap", "card-kind", "card-link", "card-tags", "math-defs"}


def _said(element: Any) -> Iterator[str]:
    classes = set(element.get("class", "").split())
    if element.tag in ("style", "summary") or not isinstance(element.tag, str) or classes & _SILENT:
        yield element.tail or ""
        return
    if "arithmatex" in classes:
        tex = element.get("data-tex")
        yield f"\\[{tex}\\]" if "math-block" in classes else f"\\({tex}\\)"
    else:
        yield element.text or ""
        for child in element:
            yield from _said(child)
    yield element.tail or ""
