"""A site in German: nothing on its pages is English, and the language is in the pages' keys."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from tests.browser.reading import write_vault

from vaultsite.words import ENGLISH, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite

_EMPTY_CANVAS = '{"nodes": [], "edges": []}'
NOTES = {
    "Äpfel.md": "---\ncreated: 2026-03-09\nmodified: 2026-03-09\nreif: true\n---\n## Ernte\n#obst "
    "[[Birnen]] ![[fehlt]] ![[Birnen#fehlt]] ![[leer.canvas]]\n\n- [ ] x\n- [x] y\n\n[^1]\n\n"
    "![](https://youtu.be/abc)\n\n```query\nx\n```\n\n```functionplot\nf(x)=x\n```\n\n[^1]: z\n\n"
    "START\nBasic\nF?\nBack: A.\nTags: obst\nEND\n",
    "Birnen.md": "---\naliases: [Birne]\n---\nZurück zu den guten [[Äpfel]]n.\n",
    "leer.canvas": _EMPTY_CANVAS,
}


@pytest.fixture(scope="module")
def sites(
    tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite, project_root: Path
) -> Mapping[str, BuiltSite]:
    """The same vault with one cache, in English and then in German."""
    vault = write_vault(tmp_path_factory.mktemp("language"), NOTES)
    cache = str(tmp_path_factory.mktemp("cache"))
    themes = {
        name: {"custom_dir": str(project_root / "theme"), "language": name}
        for name in (ENGLISH, "de")
    }
    return {
        name: build_site(vault, config={"theme": theme}, cache=cache, properties="visible")
        for name, theme in themes.items()
    }


def _said(page: str) -> set[str]:
    """Texts and attributes of a page, with its Markdown's own."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    found = re.findall(r'>([^<>]+)<|(?:title|aria-label)="([^"]*)"', page)
    return {" ".join(html.unescape(text or value).split()) for text, value in found}


def _english() -> set[str]:
    """What is said in English as it stands, one by one."""
    german = tables("de")
    return {
        text
        for area, table in tables(ENGLISH).items()
        for name, text in table.items()
        if isinstance(text, str) and "{" not in text and text != german[area][name]
    }


def _pages(site: BuiltSite) -> list[str]:
    return sorted(each.relative_to(site.dir).as_posix() for each in site.dir.rglob("*.html"))


def test_what_is_english_in_english_is_not_in_german(sites: Mapping[str, BuiltSite]) -> None:
    english, german = sites[ENGLISH], sites["de"]
    pages = _pages(german)
    assert pages == _pages(english)
    seen = {text for page in pages for text in _said(english.html(page))} & _english()
    assert len(seen) > 15, "the vault does not show what it is meant to"
    left = {page: _said(german.html(page)) & _english() for page in pages}
    assert {page: texts for page, texts in left.items() if texts} == {}


def test_what_german_readers_see(sites: Mapping[str, BuiltSite]) -> None:
    said = _said(sites["de"].html("Äpfel/index.html"))
    assert {"Antwort", "Karten", "9. März 2026", "Verlinkt von", "1 Karte", "ja"} <= said
    assert "„fehlt“ konnte nicht gefunden werden." in said
    assert "Diese Seite hat eine andere Adresse:" in sites["de"].html("Birne/index.html")


def test_scripts_speak_it_too(sites: Mapping[str, BuiltSite]) -> None:
    [file] = (sites["de"].dir / "assets").glob("*/words.js")
    module = file.read_text("utf-8")
    assert "Alle aufdecken" in module
    assert "Reveal all" not in module


def test_cards_are_found_under_their_name(sites: Mapping[str, BuiltSite]) -> None:
    for language, name in ((ENGLISH, "Cards"), ("de", "Karten")):
        texts = (file.read_text("utf-8") for file in (sites[language].dir / "search").iterdir())
        assert f'"{name}"' in "".join(texts)


def test_other_scripts_lie_elsewhere(sites: Mapping[str, BuiltSite]) -> None:
    folders = {
        file.parent.name for site in sites.values() for file in site.dir.glob("*/*/start.js")
    }
    assert len(folders) == len(sites)
    for site in sites.values():
        [start] = (site.dir / "assets").glob("*/start.js")
        assert f'src="../assets/{start.parent.name}/start.js"' in site.html("Birnen/index.html")
