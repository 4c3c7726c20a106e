"""Embedded files in the browser: the enlarged view, canvases, players, PDFs; nothing shifts."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import wait_until
from tests.embeds.test_files import png

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

NOTE = """A picture:

![[wide.png|a grey field]]

and text, ![[tall.png|120]] in a line, a link [![[wide.png|100]]](Other.md), ![[sign.png]] a sign.

![[drawing.svg]]

![[Map.canvas]]

![[speech.mp3]]

![[film.mp4|320]]

![](https://youtu.be/abc)

The end.
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" onload="document.title=\'ran\'">'
    '<rect width="60" height="20" fill="teal"/><script>document.title = "ran"</script></svg>'
)
CANVAS = {
    "nodes": [
        {"id": "a", "type": "text", "x": 0, "y": 0, "width": 260, "height": 160,
         "text": "# Idea\nwith $x^2$ and [[Other]]", "color": "1"},
        {"id": "b", "type": "file", "x": 700, "y": 0, "width": 260, "height": 160,
         "file": "Other.md"},
        {"id": "g", "type": "group", "x": -40, "y": -40, "width": 400, "height": 300,
         "label": "A group", "color": "#22aa66"},
    ],
    "edges": [{"id": "e", "fromNode": "a", "toNode": "b", "label": "leads to"}],
}  # fmt: skip
SHIFTS = """
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def site(build_site: BuildSite, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    vault = tmp_path_factory.mktemp("vault")
    (vault / "Media.md").write_text(NOTE, "utf-8")
    (vault / "Paper.md").write_text("![[paper.pdf#page=2&height=300]]\n\nThe end.", "utf-8")
    (vault / "Other.md").write_text("Another note.", "utf-8")
    (vault / "Map.canvas").write_text(json.dumps(CANVAS), "utf-8")
    (vault / "drawing.svg").write_text(DRAWING, "utf-8")
    for name, size in {"wide": (1600, 400), "tall": (300, 600), "sign": (16, 16)}.items():
        (vault / f"{name}.png").write_bytes(png(*size))
    for name in ("speech.mp3", "film.mp4", "paper.pdf"):
        (vault / name).write_bytes(b"")
    built = build_site(vault)
    address = serve(built.dir)
    sitemap = built.dir / "sitemap.xml"
    sitemap.write_text(sitemap.read_text("utf-8").replace(built.url, address), "utf-8")
    return address


def read_to_the_end(page: Page) -> None:
    """Scroll through the page, so that everything lazy is loaded."""
    for name in ("wide.png", "drawing.svg"):
        page.locator(f'img[data-src="{name}"]').first.scroll_into_view_if_needed()
    page.get_by_text("The end.").scroll_into_view_if_needed()
    wait_until(page, "[...document.querySelectorAll('article img')].every((each) => each.complete)")


@pytest.mark.parametrize("key", ["click", "Enter", " "])
def test_picture_enlarges_and_closes(page: Page, site: str, key: str) -> None:
    page.goto(f"{site}Media/")
    picture = page.get_by_role("button", name="Enlarge: a grey field")
    if key == "click":
        picture.click()
    else:
        picture.press(key)
    view = page.get_by_role("dialog", name="a grey field")
    expect(view.locator("img")).to_be_visible()
    box = view.locator("img").bounding_box()
    small = picture.bounding_box()
    assert box
    assert small
    assert box["width"] > small["width"]
    page.keyboard.press("Escape")
    expect(view).to_be_hidden()
    expect(picture).to_be_focused()


def test_enlarged_view_closes_by_a_click_anywhere(page: Page, site: str) -> None:
    page.goto(f"{site}Media/")
    for place in ("img", "button"):
        page.locator('img[data-src="drawing.svg"]').click()
        page.locator(f".lightbox {place}").click()
        expect(page.locator(".lightbox")).to_be_hidden()


def test_drawing_fills_the_window(page: Page, site: str) -> None:
    page.goto(f"{site}Media/")
    page.locator('img[data-src="drawing.svg"]').click()
    box = page.locator(".lightbox img").bounding_box()
    assert box
    assert box["width"] > 1000


def test_pictures_in_links_and_signs_do_not_enlarge(page: Page, site: str) -> None:
    page.goto(f"{site}Media/")
    page.locator('img[data-src="sign.png"]').click()
    expect(page.locator(".lightbox")).to_have_count(0)
    assert page.locator('img[data-src="sign.png"]').get_attribute("role") is None
    page.locator('a img[data-src="wide.png"]').click()
    expect(page.locator("h1").first).to_contain_text("Other")
    expect(page.locator(".lightbox")).to_have_count(0)


def test_pictures_enlarge_after_instant_navigation(page: Page, site: str) -> None:
    page.goto(f"{site}Other/")
    page.evaluate("window.samePage = true")
    page.get_by_role("treeitem", name="Media").click()
    expect(page.locator("h1").first).to_contain_text("Media")
    page.locator('img[data-src="wide.png"]').first.click()
    expect(page.locator(".lightbox img")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("treeitem", name="Other").click()
    expect(page.locator("h1").first).to_contain_text("Other")
    assert page.evaluate("window.samePage")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_the_page_loads(new_page: NewPage, site: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.add_init_script(SHIFTS)
    page.goto(f"{site}Media/")
    read_to_the_end(page)
    assert page.evaluate("window.shifted ?? 0") == 0


def late(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_observer_sees_shifts(page: Page, site: str) -> None:
    """The test above can fail: without its size, the same picture moves the text."""
    page.add_init_script(SHIFTS)
    page.route(
        "**/Media/",
        lambda route: route.fulfill(
            response=(found := route.fetch()),
            body=re.sub(r' width="\d+" height="\d+">', ">", found.text()),
        ),
    )
    page.route("**/wide.png", late)
    page.goto(f"{site}Media/")
    read_to_the_end(page)
    assert page.evaluate("window.shifted ?? 0") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_never_scrolls_sideways(new_page: NewPage, site: str, scheme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 700}, color_scheme=scheme)
    for name in ("Media/", "Map.canvas/"):
        page.goto(f"{site}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        canvas = page.locator(".canvas")
        assert canvas.evaluate("(each) => each.scrollWidth > each.clientWidth")


def test_canvas_is_scaled_to_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}Media/")
    canvas, plane = page.locator(".canvas"), page.locator(".canvas-plane")
    assert canvas.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    outer, inner = canvas.bounding_box(), plane.bounding_box()
    assert outer
    assert inner
    assert abs(outer["width"] - inner["width"]) < 4
    assert inner["width"] < plane.evaluate("(each) => each.offsetWidth")
    start = page.evaluate("document.querySelector('.canvas-lines path').getBoundingClientRect().x")
    side = page.evaluate("document.querySelector('.canvas-text').getBoundingClientRect().right")
    assert abs(start - side) < 1


def test_canvas_has_a_page_and_live_links(page: Page, site: str) -> None:
    page.goto(f"{site}Media/")
    page.locator(".canvas-embed > .markdown-embed-link").click()
    expect(page.locator("h1").first).to_contain_text("Map")
    assert page.url == f"{site}Map.canvas/"
    expect(page.locator(".canvas mjx-container").first).to_be_visible()
    expect(page.locator(".backlinks")).to_contain_text("Media")
    page.locator(".canvas-text a").click()
    expect(page.locator("h1").first).to_contain_text("Other")
    expect(page.locator(".backlinks")).to_contain_text("Map")


def test_players_have_names_and_links(page: Page, site: str) -> None:
    page.goto(f"{site}Media/")
    for name in ("speech.mp3", "film.mp4"):
        link = page.get_by_role("link", name=name, exact=True)
        assert (link.get_attribute("href") or "").endswith(name)
    assert page.locator("audio").get_attribute("aria-label") == "speech.mp3"
    box = page.locator("video").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (320, 180)


def test_pdf_is_a_frame_on_a_desk_and_a_link_on_a_phone(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{site}Paper/")
    box = page.locator(".pdf-embed iframe").bounding_box()
    assert box
    assert 298 < box["height"] < 303
    phone = new_page(viewport={"width": 360, "height": 700})
    phone.goto(f"{site}Paper/")
    expect(phone.locator(".pdf-embed iframe")).to_be_hidden()
    link = phone.get_by_role("link", name="paper.pdf, page 2")
    expect(link).to_have_attribute("href", re.compile(r"paper\.pdf#page=2$"))


def test_drawing_opened_by_itself_runs_nothing(page: Page, site: str) -> None:
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(f"{site}drawing.svg")
    assert page.locator("rect").count() == 1
    assert page.title() != "ran"
