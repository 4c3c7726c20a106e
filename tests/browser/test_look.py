"""How a page looks: its colours before any script has run, its measure, a vault's own colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

WORDS = "the quick brown fox jumps over a lazy dog, and it is not the only one to do so; "
DARK = "body.theme-dark { --background-primary: rgb(1, 2, 3); --text-normal: rgb(201, 202, 203) }"
LIGHT = ".theme-light { --background-primary: rgb(251, 252, 253) } body { --font-text: 'Mine' }"
CALLOUT = ".callout[data-callout='mine'] { --callout-color: 10, 20, 30; --callout-icon: lucide-x }"

WIDE = " + ".join(f"x_{{{number}}}" for number in range(40))
FULL = f"""---
tags: [one, two/three]
---
# First

[[note]] and $x$.

| head | {"wide " * 9} |
| --- | --- |
| $x$ | $y + {WIDE}$ |

$$ {WIDE} $$

```python
{"word = " * 30} 1
```

START
Basic
Question $x$?
Back: Answer
END
"""

BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
# How many letters the lines of a paragraph hold, all but the last.
LINES = """paragraph => {
  const range = document.createRange(), text = paragraph.firstChild, lines = [];
  let top = null;
  for (let at = 0; at < text.length; at++) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    if (top === null || box.top > top + 5) { lines.push(0); top = box.top; }
    lines[lines.length - 1] += 1;
  }
  return lines.slice(0, -1);
}"""


@pytest.fixture(scope="module")
def site(
    build_site: BuildSite, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """The addresses of a plain site, and of one with snippets."""
    vault = tmp_path_factory.mktemp("vault")
    snippets = vault / ".obsidian/snippets"
    snippets.mkdir(parents=True)
    (snippets / "own.css").write_text(f"{DARK}\n{LIGHT}\n{CALLOUT}")
    (vault / "folder").mkdir()
    (vault / "folder/full.md").write_text(FULL, "utf-8")
    (vault / "folder/near.md").write_text("after", "utf-8")
    (vault / "note.md").write_text(f"{WORDS * 12}\n\n> [!mine] own\n> text\n", "utf-8")
    return serve(build_site(vault).dir), serve(build_site(vault, css_snippets=["own"]).dir)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_the_systems_scheme_is_there_from_the_start(
    new_page: NewPage,
    site: tuple[str, str],
    *,
    java_script_enabled: bool,
) -> None:
    seen = []
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme, java_script_enabled=java_script_enabled)
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(f"{site[0]}note/")
        seen.append(page.locator("body").evaluate(BACKGROUND))
    assert seen == ["rgb(253, 252, 249)", "rgb(23, 24, 26)"]


def test_a_choice_holds_on_the_next_page(new_page: NewPage, site: tuple[str, str]) -> None:
    page = new_page(color_scheme="light")
    page.goto(f"{site[0]}note/")
    for _ in range(2):  # from the system's to light, from light to dark
        page.locator("[data-md-component=palette] label:visible").click()
    assert page.evaluate(BACKGROUND) == "rgb(23, 24, 26)"
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{site[0]}explorer/")
    assert page.evaluate(BACKGROUND) == "rgb(23, 24, 26)"


@pytest.mark.parametrize("width", [1000, 1280, 1920])
def test_lines_are_as_long_as_in_a_book(page: Page, site: tuple[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site[0]}note/")
    page.evaluate("document.fonts.ready")
    lines = page.locator("article p").first.evaluate(LINES)
    assert 60 <= sum(lines) / len(lines) <= 76, lines


@pytest.mark.parametrize(
    ("scheme", "background"), [("light", "rgb(251, 252, 253)"), ("dark", "rgb(1, 2, 3)")]
)
def test_a_snippet_changes_colours_and_faces_as_in_obsidian(
    new_page: NewPage, site: tuple[str, str], scheme: str, background: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{site[1]}note/")
    assert page.evaluate(BACKGROUND) == background
    face = page.locator("article p").first.evaluate("each => getComputedStyle(each).fontFamily")
    assert face == "Mine"
    callout = page.locator(".callout").first
    assert callout.evaluate("each => getComputedStyle(each).borderLeftColor") == "rgb(10, 20, 30)"


# What a finger on a control's middle, 21 px above or below, would hit besides it.
MISSED = """() => {
  const controls = document.querySelectorAll(
    "button, summary, .crumbs a, .note-cards, .note-tags a, .neighbours a, .md-header label");
  const missed = [];
  for (const control of controls) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    control.scrollIntoView({ block: "center" });
    const box = control.getBoundingClientRect();
    if (box.width < 2) continue;
    for (const up of [-21, 21]) {
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2 + up);
      if (!hit || !control.contains(hit)) missed.push([control.outerHTML.slice(0, 120), up]);
    }
  }
  return missed;
}"""


def test_a_finger_hits_what_it_means(new_page: NewPage, site: tuple[str, str]) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(f"{site[0]}folder/full/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(MISSED) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_nothing_is_wider_than_a_phone(new_page: NewPage, site: tuple[str, str]) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    for place in ("", "note/", "folder/full/", "tags/", "explorer/"):
        page.goto(f"{site[0]}{place}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, place
