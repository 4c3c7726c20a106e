"""A vault of hundreds of notes, written for years in Obsidian, as a site: what must hold in all."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.ask_search import ask_site
from tests.pages import Link, Pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Element
    from tests.sites import BuildSite, BuiltSite

MARKS = ("[[", "START", "END", "<!--ID", "$$", "\\begin{", "%%")
TEX = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)


@pytest.fixture(scope="module")
def cache(project_root: Path) -> Path:
    """Return a folder that stays, so that only the first run draws the formulas."""
    return project_root / ".cache/real-vault"


@pytest.fixture(scope="module")
def site(build_site: BuildSite, shared_vault: Path, cache: Path) -> BuiltSite:
    return build_site(shared_vault, cache=str(cache))


@pytest.fixture(scope="module")
def pages(site: BuiltSite) -> Pages:
    return Pages(site.dir)


@pytest.fixture(scope="module")
def counts(site: BuiltSite, cache: Path) -> dict[str, int]:
    assert site.dir.is_dir()
    counts: dict[str, int] = json.loads((cache / "report.json").read_text("utf-8"))
    return counts


@pytest.fixture(scope="module")
def notes(shared_vault: Path) -> dict[str, str]:
    """Return the sources of all notes by their names without `.md`."""
    files = (file for file in shared_vault.rglob("*.md") if ".obsidian" not in file.parts)
    return {file.stem: file.read_text("utf-8") for file in files}


@pytest.mark.parametrize("mark", MARKS)
def test_no_markup_is_left_in_the_text(pages: Pages, notes: dict[str, str], mark: str) -> None:
    titles = [name for name in notes if mark in name]
    # Where a note has it in plain text, outside of formulas, Obsidian shows it as well.
    plain = {name for name, text in notes.items() if mark == "\\begin{" and mark in _no_tex(text)}
    assert len(plain) <= 1
    for page in pages:
        text = page.text
        for title in titles:
            text = text.replace(title, "")
        at = text.find(mark)
        name = page.url.rstrip("/").rpartition("/")[2]
        assert at < 0 or name in plain, f"{page.url}: …{text[max(0, at - 40) : at + 40]}…"


def test_no_title_shows_tex(pages: Pages) -> None:
    assert not [page.title for page in pages if re.search(r"[$\\]", page.title)]


def test_every_link_leads_to_a_file_and_an_id(pages: Pages) -> None:
    links = [(page, link) for page in pages for link in page.links]
    assert sum("internal-link" in link.classes for _, link in links) > 10_000
    assert not [dead for page, link in links if (dead := pages.dead(page, link))]


def test_every_picture_is_there(pages: Pages) -> None:
    pictures = [(page, link) for page in pages for link in page.links if link.element == "img"]
    own = [(page, link) for page, link in pictures if "internal-embed" in link.classes]
    assert len(own) > 100
    assert not [dead for page, link in pictures if (dead := pages.dead(page, link))]


def test_ids_are_unique_on_their_page(pages: Pages) -> None:
    for page in pages:
        assert not [name for name, count in Counter(page.ids).items() if count > 1], page.url


def test_every_glyph_is_on_its_page(pages: Pages) -> None:
    assert not {page.url: missing for page in pages if (missing := page.uses - {*page.ids})}


def test_every_formula_is_drawn_or_says_why_not(pages: Pages, counts: dict[str, int]) -> None:
    formulas = [(page, formula) for page in pages for formula in page.all("arithmatex")]
    assert len(formulas) > counts["formulas"]
    for page, formula in formulas:
        drawn = formula.has_svg or "math-error" in formula.classes
        assert drawn, f"{page.url}: {formula.attributes['data-tex']}"


def test_every_element_is_closed_where_it_was_opened(pages: Pages) -> None:
    assert not [fault for page in pages for fault in page.faults]


def test_the_report_counts_what_the_pages_show(
    pages: Pages, counts: dict[str, int], notes: dict[str, str]
) -> None:
    own = [element for page in pages for element in page.elements if _is_own(element)]
    embeds = [element for element in own if "internal-embed" in element.classes]
    missing = sum("is-missing" in element.classes for element in embeds)
    # Where only the section is missing, there is a link to its note.
    partly = sum(_is_in_missing_embed(element) for page in pages for element in page.elements)
    links = [element for element in own if "internal-link" in element.classes]
    unresolved = sum("is-unresolved" in element.classes for element in links)
    loose = sum("data-loose" in element.attributes for element in own)
    assert counts["notes"] == len(notes)
    assert counts["cards"] == sum(len(page.all("card")) for page in pages)
    assert counts["embeds"] == len(embeds) - missing
    assert counts["unresolved"] == unresolved + missing - partly
    assert counts["loose"] == loose
    assert counts["links"] + loose == len(links) - unresolved + len(embeds) - missing + partly


def test_cards_stand_in_one_section_and_fold_their_answers(pages: Pages) -> None:
    cards = [card for page in pages for card in page.all("card")]
    assert len({card.attributes["id"] for card in cards}) == len(cards)
    assert all(card.inside("cards") for card in cards)
    answers = [answer for page in pages for answer in page.all("card-answer")]
    assert answers
    assert all(answer.name == "details" for answer in answers)
    assert not any("open" in answer.attributes for answer in answers)


def test_the_explorer_lists_every_note(
    site: BuiltSite, pages: Pages, notes: dict[str, str]
) -> None:
    listed = json.loads((site.dir / "explorer.json").read_text("utf-8"))["notes"]
    assert len(listed) == len(notes)
    home = pages["index.html"]
    links = [Link("a", frozenset(), url, {}) for _, url, _ in listed]
    assert len({link.url for link in links}) == len(listed)
    assert not [dead for link in links if (dead := pages.dead(home, link))]


def test_nothing_of_this_machine_or_of_the_settings_is_in_the_site(
    site: BuiltSite, project_root: Path, shared_vault: Path
) -> None:
    private = [str(path).encode() for path in (project_root, shared_vault, site.dir)]
    for file in site.dir.rglob("*"):
        assert not any(part.startswith(".") for part in file.relative_to(site.dir).parts), file
        if file.suffix in {".html", ".json", ".xml", ".js", ".css"}:
            data = file.read_bytes()
            assert not any(path in data for path in private), file


def test_only_files_that_a_note_uses_are_published(
    pages: Pages, shared_vault: Path, notes: dict[str, str]
) -> None:
    everything = "\n".join(notes.values())
    for file in shared_vault.rglob("*"):
        if file.is_file() and file.suffix != ".md" and file.name not in everything:
            assert file.relative_to(shared_vault).as_posix() not in pages.files


def _no_tex(text: str) -> str:
    return TEX.sub("", text)


def _is_own(element: Element) -> bool:
    """Tell whether it is the note's own, not shown for another note."""
    return not element.inside("internal-embed") and not element.inside("backlinks")


def _is_in_missing_embed(element: Element) -> bool:
    around = [classes for classes in element.path if "internal-embed" in classes]
    return "internal-link" in element.classes and len(around) == 1 and "is-missing" in around[0]


@pytest.mark.parametrize(("kind", "least"), [("tuned", 0.9), ("held-out", 0.8)])
def test_the_search_shows_first_what_is_meant(
    site: BuiltSite, project_root: Path, kind: str, least: float
) -> None:
    text = (project_root / "tests/search_queries.toml").read_text("utf-8")
    queries: dict[str, list[str]] = tomllib.loads(text)[kind]
    answers = ask_site(site.dir, *queries)
    firsts = {query: answer.titles[:1] for query, answer in zip(queries, answers, strict=True)}
    wrong = {query: first for query, first in firsts.items() if not set(first) & {*queries[query]}}
    assert len(wrong) <= (1 - least) * len(queries), wrong
