"""Every page kind for everyone: axe-core finds nothing; by keyboard, enlarged, in other scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

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
    "tags": "tags/",
    "tag": "tags/fruit/",
    "no such page": "nowhere/",
}
WIDTHS = (360, 1280)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite, serve: Serve) -> str:
    vault = write_vault(tmp_path_factory.mktemp("everyone"), NOTES)
    return serve(build_site(vault).dir)


def _accessible(page: Page) -> None:
    """Light and dark; what does not depend on colours is looked at once."""
    assert violations(page) == []
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
    if kind == "no such page":
        page_problems.clear()  # the browser's own line about 404
    if kind == "note":
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    _accessible(page)


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
    _accessible(page)
