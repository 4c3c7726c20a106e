"""A CSS snippet of the vault's in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Serve
    from tests.sites import BuildSite


def test_a_snippet_styles_the_site_after_our_own_and_fetches_nothing(
    build_site: BuildSite, tmp_path: Path, serve: Serve, page: Page
) -> None:
    snippets = tmp_path / ".obsidian/snippets"
    snippets.mkdir(parents=True)
    (snippets / "my red.css").write_text(
        "@import 'https://elsewhere.example/a.css';\n"
        ".md-typeset h1 { color: rgb(1, 2, 3); background: url(https://elsewhere.example/b.png) }\n"
        ".wide.markdown-preview-view p { color: rgb(4, 5, 6) }"
    )
    (tmp_path / "n.md").write_text("---\ncssclasses: wide\n---\ntext", "utf-8")
    site = build_site(tmp_path, css_snippets=["my red"])
    assert site.log.count("left out, since it would fetch something") == 2
    page.goto(f"{serve(site.dir)}n/")
    color = "each => getComputedStyle(each).color"
    assert page.eval_on_selector("h1", color) == "rgb(1, 2, 3)"
    assert page.eval_on_selector("article p", color) == "rgb(4, 5, 6)"
