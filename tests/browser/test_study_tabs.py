"""Progress in a real browser: it is kept there, and tabs of one site have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.study.scripts import lay_out

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve

# Module scripts of the page, as the study page has them; `cards` are two to be graded.
LOAD = """async () => {
  const load = (name) => import(new URL(`assets/scripts/${name}`, location.href).href);
  const { store } = await load("study-state.js");
  const { schedule } = await load("study-schedule.js");
  const kit = await load("kit.mjs");
  const { agreement } = await load("agreement.mjs");
  globalThis.study = { store, schedule, agreement, cards: kit.made(2), told: 0 };
  store.subscribe(() => globalThis.study.told++);
}"""
GRADE = """(number) => {
  const { store, schedule, cards } = globalThis.study;
  store.grade(cards[number], 3, Date.now(), { schedule });
}"""
REVIEWS = """() => {
  const { store, cards } = globalThis.study;
  return cards.map(({ id }) => store.card(id)?.reps ?? 0);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    root = tmp_path_factory.mktemp("tabs")
    lay_out(root)
    (root / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">Tabs')
    return serve(root)


def open_tab(page: Page, address: str) -> Page:
    page.goto(address)
    page.evaluate(LOAD)
    return page


def test_tabs_of_one_site_have_the_same_progress(new_page: NewPage, address: str) -> None:
    first = open_tab(new_page(), address)
    second = open_tab(first.context.new_page(), address)
    first.evaluate(GRADE, 0)
    second.wait_for_function("globalThis.study.told > 0")
    assert second.evaluate(REVIEWS) == [1, 0]
    second.evaluate(GRADE, 0)
    second.evaluate(GRADE, 1)
    first.wait_for_function("globalThis.study.told > 2")  # its own, and two of the other's
    assert first.evaluate(REVIEWS) == [2, 1]
    assert open_tab(first, address).evaluate(REVIEWS) == [2, 1]
    assert first.evaluate("Object.keys(localStorage)") == ["/repo/:study"]
    first.evaluate("globalThis.study.store.reset()")
    second.wait_for_function("globalThis.study.store.size === 0")


def test_reviews_in_a_page_are_those_of_the_scheduler(new_page: NewPage, address: str) -> None:
    """As in tests/study, but in the browser, and kept in its storage."""
    page = open_tab(new_page(timezone_id="America/New_York"), address)
    given = {"seed": 6, "reviews": 2000, "retention": 0.9, "dayStart": 4}
    found = page.evaluate("(given) => globalThis.study.agreement(given, localStorage)", given)
    assert found["wrong"] == []
    assert (found["reviews"], found["previews"], found["worst"]) == (2000, 4 * 2000, 0)
    assert page.evaluate("localStorage.length") == 1
