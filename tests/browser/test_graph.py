"""The graph: a note's neighbours beside it, and the map of the vault with its list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.reading import serve_instantly, write_vault

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

NOTES = {
    "wood/Oak & Elm.md": "---\ntags: [tree]\n---\nNear [[Ash]] and [[Moor]].",
    "wood/Ash.md": "#tree as [[Oak & Elm]].",
    "bog/Moor.md": "Peat.",
    "bog/deep/Peat.md": "See [[Moor]].",
    "Alone.md": "Nothing.",
    "hidden.md": "---\npublish: false\n---\n[[Moor]]",
}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
NO_WEBGL = """
const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.includes("webgl") ? null : real.call(this, kind, ...rest);
};
"""


@pytest.fixture(scope="module", params=[True, False], ids=["directory-urls", "html-files"])
def site(
    request: pytest.FixtureRequest,
    build_site: BuildSite,
    serve: Serve,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, str]:
    """The address of a site, and how addresses end."""
    vault = write_vault(tmp_path_factory.mktemp("vault"), NOTES)
    built = build_site(vault, config={"use_directory_urls": request.param})
    return serve_instantly(built, serve), "/" if request.param else ".html"


@pytest.fixture
def desktop(new_page: NewPage) -> Page:
    return new_page(viewport=DESKTOP, reduced_motion="reduce")


@pytest.fixture(autouse=True)
def without_driver(page_problems: list[str]) -> object:
    """A browser without graphics hardware remarks on its own speed."""
    yield
    page_problems[:] = [each for each in page_problems if "GL Driver Message" not in each]


def open_graph(page: Page, site: tuple[str, str], fragment: str = "") -> None:
    page.goto(f"{site[0]}graph{site[1]}{fragment}")
    expect(page.locator(".graph-canvas canvas").first).to_be_visible()


def test_the_neighbours_of_a_note_lead_to_them(desktop: Page, site: tuple[str, str]) -> None:
    root, end = site
    desktop.goto(f"{root}wood/Oak%20%26%20Elm{end}")
    near = desktop.locator(".md-sidebar--secondary .note-graph")
    above, below = (near.get_by_role("list", name=name) for name in ("link to", "links to"))
    expect(above.get_by_role("link")).to_have_text(["Ash"])
    expect(below.get_by_role("link")).to_have_text(["Moor"])
    below.get_by_role("link").click()
    expect(desktop).to_have_url(f"{root}bog/Moor{end}")
    expect(near.get_by_role("link")).to_have_text(["Peat", "Oak & Elm", "Two steps and more"])
    above.get_by_role("link").last.click()
    expect(desktop).to_have_url(re.compile("Oak"))


def test_the_picture_fits_its_names(new_page: NewPage, site: tuple[str, str]) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site[0]}bog/Moor{site[1]}")
    near = page.locator(".md-content .note-graph")
    links, picture = near.locator("li a"), near.locator("svg").bounding_box()
    boxes = [each.bounding_box() for each in links.all()]
    assert picture is not None
    assert all(box is not None and box["height"] >= 44 for box in boxes)
    tops = [box["y"] for box in boxes if box]
    assert tops[1] - tops[0] == pytest.approx(picture["height"] / 3, abs=1)
    page.emulate_media(media="print")
    expect(near).to_be_hidden()


def test_the_map_is_filtered_and_drawn_again(desktop: Page, site: tuple[str, str]) -> None:
    open_graph(desktop, site)
    canvas, status = desktop.locator(".graph-canvas"), desktop.get_by_role("status")
    everything = canvas.screenshot()
    desktop.get_by_label("Folder", exact=True).select_option("bog")
    expect(status).to_have_text("2 notes shown")
    assert canvas.screenshot() != everything
    desktop.get_by_role("button", name="bog", exact=True).click()  # pressed: all again
    expect(status).to_have_text("5 notes shown")
    desktop.get_by_label("Tag").select_option("tree")
    expect(status).to_have_text("2 notes shown")


def test_a_note_is_found_chosen_and_opened(desktop: Page, site: tuple[str, str]) -> None:
    root, end = site
    open_graph(desktop, site)
    find = desktop.get_by_placeholder("Find a note")
    find.fill("élm")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("status")).to_have_text("Oak & Elm: 1 link here, 2 linked from here")
    assert desktop.url.endswith(f"?note=wood/Oak%2520%2526%2520Elm{end}")
    desktop.get_by_label("Around the note").select_option("One step")
    expect(desktop.get_by_role("status")).to_have_text("3 notes shown")
    find.fill("nobody")
    expect(desktop.get_by_role("status")).to_have_text("No note is called so.")
    find.fill("alo")
    desktop.locator(".graph-found button").click()
    expect(desktop.get_by_role("status")).to_have_text("Alone: 0 link here, 0 linked from here")
    desktop.locator(".graph-canvas").click()  # it is shown alone, in the middle
    expect(desktop).to_have_url(f"{root}Alone{end}")


def test_a_note_leads_to_its_place_in_the_graph(desktop: Page, site: tuple[str, str]) -> None:
    desktop.goto(f"{site[0]}bog/deep/Peat{site[1]}")
    desktop.get_by_role("link", name="Two steps and more").click()
    status = desktop.locator(".graph-status")
    expect(status).to_have_text("Peat: 0 link here, 1 linked from here")
    expect(desktop.get_by_role("link", name="Open")).to_have_attribute(
        "href", f"{site[0]}bog/deep/Peat{site[1]}"
    )


@pytest.mark.parametrize("script", [True, False])
def test_the_list_says_the_same_without_a_map(
    new_page: NewPage, site: tuple[str, str], *, script: bool
) -> None:
    root, end = site
    page = new_page(java_script_enabled=script)
    page.add_init_script(NO_WEBGL)
    page.goto(f"{root}graph{end}")
    why = page.locator(".graph-failed" if script else ".graph noscript p")
    expect(why).to_be_visible()
    expect(page.locator(".graph-canvas")).to_have_count(0)
    folder = page.locator(".graph-list details", has_text="bog").first
    folder.locator("summary").click()
    assert folder.locator("li").all_inner_texts() == ["Moor 2 links"]
    folder.get_by_role("link", name="Moor").click()
    expect(page).to_have_url(f"{root}bog/Moor{end}")
