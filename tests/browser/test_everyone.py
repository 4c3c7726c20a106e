"""Every page kind for everyone: axe-core finds nothing; by keyboard, enlarged, in other scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

_SUM = " + ".join(f"x_{{{number}}}^2" for number in range(30))
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200"/></svg>'
)
_CANVAS = {
    "nodes": [
        {
            "id": "a",
            "type": "text",
            "text": "### Pips\n$a$",
            "x": 0,
            "y": 0,
            "width": 250,
            "height": 60,
        },
        {
            "id": "b",
            "type": "file",
            "file": "pears.md",
            "x": 400,
            "y": 200,
            "width": 400,
            "height": 400,
        },
    ],
    "edges": [{"id": "e", "fromNode": "a", "toNode": "b", "label": "grow into"}],
}
_EVERYTHING = rf"""---
tags: [fruit, fruit/stone]
aliases: [everything]
---
#### A rank that was left out
Text with $x$, `code`, ==light==, *soft*, **loud**, ~~gone~~, #fruit, a mark[^1], [[pears]],
[[pears#Juice|the juice]], [[nowhere]], [elsewhere](https://example.org), [[board.canvas]].

$$
{_SUM} \tag{{1}}
$$

- [ ] open
- [x] done
- plain
  1. inner

| $T$ |  | right |
|:--|---|--:|
| one | $x$ | 3 |

> A quotation.

> [!warning]- Folded
> ## In a callout

> [!tip] Open
> Text.

```python
def ripe(fruit: str) -> bool:
    return fruit == "pear"  # a comment
```

```functionplot
f(x)=x^2
```

![[picture.svg]]

![[pears#Juice]]

![[nothing here]]

##### שלום
פסקה בעברית עם $x$.

[^1]: Below.

START
Basic
What is $x$?
Back: A pear. ## No heading
Tags: fruit
END

START
Basic
# What is $y$?
Back:
### An apple.
END
"""
NOTES = {
    "deep/er/note.md": _EVERYTHING,
    "pears.md": "Pears, see [[note]].\n\n## Juice\nSweet: $s = 1$.\n" + "Line.\n\n" * 40,
    "board.canvas": json.dumps(_CANVAS),
    "deep/er/picture.svg": _PICTURE,
    "deep/עברית.md": "---\nlang: he\n---\nשלום [[note]] $x$.\n\n- אחת\n- שתיים\n",
}
KINDS = {
    "home": "",
    "note": "deep/er/note/",
    "short note": "pears/",
    "right to left": "deep/עברית/",
    "canvas": "board.canvas/",
    "all notes": "explorer/",
    "recently changed": "explorer/recent/",
    "graph": "graph/",
    "handout": "explorer/print/",
    "tags": "tags/",
    "tag": "tags/fruit/",
    "no such page": "nowhere/",
}
WIDTHS = (360, 1280)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite, serve: Serve) -> str:
    vault = write_vault(tmp_path_factory.mktemp("everyone"), NOTES)
    return serve(build_site(vault).dir)


def _accessible(page: Page, *, sizes: bool = True) -> None:
    """Light and dark; what does not depend on colours is looked at once."""
    assert violations(page, sizes=sizes) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert violations(page, rules=["color-contrast", "link-in-text-block"]) == []


@pytest.fixture(params=WIDTHS)
def wide(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def page(new_page: NewPage, wide: int) -> Page:
    return new_page(viewport={"width": wide, "height": 740}, reduced_motion="reduce")


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_a_page(
    page: Page, root: str, kind: str, page_problems: list[str]
) -> None:
    page.goto(root + KINDS[kind])
    if kind in ("no such page", "graph"):
        page_problems.clear()  # the browser's own lines about 404, or its software for WebGL
    if kind == "note":
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    _accessible(page)
    if kind == "graph":
        page_problems.clear()


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.get_by_role("dialog").locator("input").fill("pear")
    expect(page.locator("dialog a").first).to_be_visible()


def _explorer(page: Page) -> None:
    page.locator("[popovertarget=__explorer]").click()
    expect(page.get_by_role("treeitem").first).to_be_visible()


def _outline(page: Page) -> None:
    page.locator("[popovertarget=__outline]").click()
    expect(page.locator("#__outline a").first).to_be_visible()


def _picture(page: Page) -> None:
    page.locator("article img").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    ("wide", "opened"),
    [(360, _search), (1280, _search), (360, _explorer), (360, _outline), (1280, _picture)],
    indirect=["wide"],
)
def test_axe_finds_nothing_in_what_opens(
    page: Page, root: str, opened: Callable[[Page], None]
) -> None:
    page.goto(root + KINDS["note"])
    opened(page)
    _accessible(page, sizes=False)


# A radio button of Material's shows its focus on its label.
_FOCUSED = """() => {
    const at = document.activeElement;
    const shown = at.matches(".md-option") ? at.nextElementSibling : at;
    const box = shown.getBoundingClientRect();
    return {
        tag: at.tagName,
        name: at.getAttribute("aria-label") || at.title || at.textContent.trim(),
        seen: box.width * box.height > 0 && shown.checkVisibility({ visibilityProperty: true }),
        marked: getComputedStyle(shown).outlineStyle !== "none",
    };
}"""


def _tab_stops(page: Page, count: int) -> list[dict[str, object]]:
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        found.append(page.evaluate(_FOCUSED))
    return found


@pytest.mark.parametrize("wide", WIDTHS, indirect=True)
def test_the_first_tab_stop_leads_past_the_header(page: Page, root: str) -> None:
    page.goto(root + KINDS["note"], wait_until="networkidle")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.id === '__content'")
    page.keyboard.press("Tab")
    expect(page.locator(".math-offer")).to_be_focused()
    page.keyboard.press("Tab")
    first = page.locator("article a").first
    expect(first).to_be_focused()
    header = page.locator("header").bounding_box()
    link = first.bounding_box()
    assert header is not None
    assert link is not None
    assert link["y"] >= header["height"]


@pytest.mark.parametrize("wide", WIDTHS, indirect=True)
@pytest.mark.parametrize("kind", ["home", "note", "tag"])
def test_focus_is_always_seen_and_goes_down_the_page(page: Page, root: str, kind: str) -> None:
    page.goto(root + KINDS[kind])
    stops = _tab_stops(page, 25)
    stops = stops[: next((i for i, stop in enumerate(stops) if stop["tag"] == "BODY"), 25)]
    assert len(stops) > 5
    assert [stop for stop in stops if not (stop["seen"] and stop["marked"])] == []
    assert [stop for stop in stops if not stop["name"]] == []


ZOOMED = {"width": 640, "height": 400}  # a desk of 1280 × 800 at 200 %


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "no such page"])
def test_nothing_is_lost_when_a_page_is_twice_as_large(
    new_page: NewPage, root: str, kind: str, page_problems: list[str]
) -> None:
    page = new_page(viewport=ZOOMED, device_scale_factor=2)
    page.goto(root + KINDS[kind])
    assert page.evaluate("document.scrollingElement.scrollWidth") <= ZOOMED["width"]
    if kind == "graph":
        page_problems.clear()


def test_who_wants_no_motion_sees_none(new_page: NewPage, root: str) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(root + KINDS["note"])
    moving = page.evaluate("""() => {
        const long = text => text.split(",").some(each => parseFloat(each) > 0.01);
        return [...document.querySelectorAll("body *")].filter(each => {
            const { transitionDuration, animationDuration, animationName } = getComputedStyle(each);
            return long(transitionDuration) || animationName !== "none" && long(animationDuration);
        }).map(each => each.className || each.tagName);
    }""")
    assert moving == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


_LINES = """blocks => blocks.map(block => {
    const range = document.createRange();
    range.selectNodeContents(block);
    const text = range.getBoundingClientRect(), box = block.getBoundingClientRect();
    const onTheRight = Math.round(text.left - box.left) > Math.round(box.right - text.right);
    return [getComputedStyle(block).direction, onTheRight];
})"""


def test_right_to_left_text_stands_on_the_right(new_page: NewPage, root: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 740})
    page.goto(root + KINDS["right to left"])
    article = page.locator("article")
    expect(article).to_have_attribute("lang", "he")
    expect(article.locator(".neighbours, .note-foot").first.locator("xpath=..")).to_have_attribute(
        "lang", "en"
    )
    blocks = article.locator(":scope > :is(h1, p), :scope > ul > li")
    assert blocks.evaluate_all(_LINES) == [["rtl", True]] * 4
    formula = article.locator("mjx-container").first
    assert formula.evaluate("each => getComputedStyle(each).direction") == "ltr"


def test_a_site_from_right_to_left_is_mirrored(
    tmp_path: Path, build_site: BuildSite, serve: Serve, new_page: NewPage, project_root: Path
) -> None:
    theme = {"custom_dir": str(project_root / "theme"), "language": "he"}
    site = build_site(write_vault(tmp_path, NOTES), config={"theme": theme})
    page = new_page(viewport={"width": 1280, "height": 740}, reduced_motion="reduce")
    page.goto(serve(site.dir) + KINDS["note"])
    folder = page.get_by_role("treeitem", name="deep", exact=True)
    folder.focus()
    assert folder.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowRight")
    assert folder.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("treeitem", name="er")).to_be_focused()
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
