"""Plugin blocks in the browser: diagrams drawn by the site itself, in the page's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite

DIAGRAMS = """
```mermaid
graph TD
  a[Plain note] --> b{Is it <b>so</b>?}
  class a internal-link
```

```mermaid
sequenceDiagram
  Ann->>Ben: Hello
```
"""
BROKEN = '```mermaid\ngraph TD\n  A --\n```\n\n```mermaid\npie\n  "a" : 1\n```\n'
WIDE = "```mermaid\ngraph LR\n  " + "-->".join(f"node{n}" for n in range(9)) + "\n```\n"
ATTACK = """
```mermaid
%%{init: {"securityLevel": "loose", "theme": "forest"}}%%
graph TD
  A["<img src=x onerror='document.title = 1'>"]
  click A call alert()
  click A "javascript:document.title=2"
```
"""


@pytest.fixture(scope="module")
def built(build_site: BuildSite, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    vault = tmp_path_factory.mktemp("vault")
    notes = {
        "Plain note": "[[Diagrams]]",
        "Diagrams": DIAGRAMS,
        "Broken": BROKEN,
        "Attack": ATTACK,
        "Wide": WIDE,
    }
    for name, text in notes.items():
        (vault / f"{name}.md").write_text(text, "utf-8")
    return build_site(vault)


@pytest.fixture(scope="module")
def site(built: BuiltSite, serve: Serve) -> str:
    address = serve(built.dir)
    sitemap = built.dir / "sitemap.xml"
    sitemap.write_text(sitemap.read_text("utf-8").replace(built.url, address), "utf-8")
    return address


def colour(page: Page) -> str:
    fill = page.locator(".mermaid-drawing .node polygon").evaluate(
        "el => getComputedStyle(el).fill"
    )
    return str(fill)


def test_diagrams_are_drawn_in_place_of_their_source(page: Page, site: str) -> None:
    page.goto(f"{site}Diagrams/")
    expect(page.locator(".mermaid-drawing svg")).to_have_count(2)
    expect(page.locator(".plugin-block .highlight").first).to_be_hidden()
    expect(page.locator(".mermaid-drawing").last).to_contain_text("Hello")
    ids = page.eval_on_selector_all("[id]", "all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_diagrams_follow_the_scheme(new_page: NewPage, site: str) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"{site}Diagrams/")
    expect(page.locator(".mermaid-drawing svg")).to_have_count(2)
    dark = colour(page)
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    wait_until(
        page,
        "dark => getComputedStyle(document.querySelector('.node polygon')).fill !== dark",
        arg=dark,
    )
    expect(page.locator(".mermaid-drawing svg")).to_have_count(2)


def test_a_node_leads_to_its_note_and_back_by_instant_navigation(page: Page, site: str) -> None:
    page.goto(f"{site}Diagrams/")
    page.locator(".mermaid-drawing a").click()
    expect(page).to_have_url(f"{site}Plain%20note/")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in loaded if "mermaid" in name] == []
    page.evaluate("window.stays = true")
    page.locator("article a.internal-link").first.click()
    expect(page.locator(".mermaid-drawing svg")).to_have_count(2)
    assert page.evaluate("window.stays")
    page.go_back()
    expect(page.locator(".mermaid-drawing")).to_have_count(0)
    page.go_forward()
    expect(page.locator(".mermaid-drawing svg")).to_have_count(2)


def test_pages_without_a_diagram_do_not_load_it(built: BuiltSite) -> None:
    assert "/mermaid.js" in built.html("Diagrams/index.html")
    assert "/mermaid.js" not in built.html("Plain note/index.html")


def test_a_site_without_diagrams_does_not_hold_mermaid(
    build_site: BuildSite, tmp_path: Path
) -> None:
    (tmp_path / "Note.md").write_text("text", "utf-8")
    assert not (build_site(tmp_path).dir / "assets/mermaid").exists()


def test_a_broken_diagram_shows_its_source_and_a_message(page: Page, site: str) -> None:
    page.goto(f"{site}Broken/")
    expect(page.locator(".mermaid-drawing svg")).to_have_count(1)
    broken = page.locator(".plugin-block").first
    expect(broken.locator("figcaption")).to_contain_text("Cannot be drawn: Parse error on line")
    expect(broken.locator("code")).to_be_visible()


def test_source_is_shown_without_script(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}Diagrams/")
    expect(page.locator(".plugin-block code").first).to_be_visible()
    expect(page.locator(".plugin-block code").last).to_contain_text("Ann->>Ben: Hello")


def test_a_wide_diagram_scrolls_on_a_phone(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 360, "height": 700})
    page.goto(f"{site}Wide/")
    expect(page.locator(".mermaid-drawing svg")).to_have_count(1)
    sizes = "el => [el.scrollWidth > el.clientWidth + 100, document.body.scrollWidth <= 360]"
    assert page.locator(".mermaid-drawing").evaluate(sizes) == [True, True]


def test_a_diagram_runs_no_code(page: Page, site: str, page_problems: list[str]) -> None:
    page.goto(f"{site}Attack/")
    expect(page.locator(".mermaid-drawing svg, .plugin-block figcaption")).to_have_count(1)
    title = page.title()
    for node in page.locator(".mermaid-drawing .node").all():
        node.click()
    assert page.title() == title
    links = page.eval_on_selector_all(
        ".mermaid-drawing [href], .mermaid-drawing *",
        "all => all.filter((one) => [...one.attributes].some("
        "(each) => each.name.startsWith('on') || /javascript:/i.test(each.value))).length",
    )
    assert links == 0
    # Mermaid reads the attack before it cleans it: the policy says so, and that is what it is for.
    provoked = ("404", "inline event handler")
    page_problems[:] = [each for each in page_problems if not any(why in each for why in provoked)]
