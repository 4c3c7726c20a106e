"""One visit to a page, by Chromium with a slow processor on a slow line, and what it cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, CDPSession, Page

KINDS = ("html", "css", "js", "fonts", "images", "other")
_SLOWER = 4  # times
_LINE = 1_600_000 / 8  # bytes a second, both ways
_DELAY = 150  # ms from a request to the first byte of its answer
_SETTLED = 2000  # ms after the load event: by then scripts have done what they do unasked
_LATEST = 120_000  # ms
_KIND = {
    "Document": "html",
    "Stylesheet": "css",
    "Script": "js",
    "Font": "fonts",
    "Image": "images",
    "Media": "images",
}

_WATCH = """
const seen = window.seen = {shift: 0, tasks: [], formulas: 0, last: 0};
const entries = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see))
  .observe({type, buffered: true});
entries('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
entries('longtask', (entry) => seen.tasks.push(entry.duration));
const formulas = document.getElementsByTagName('mjx-container');
new MutationObserver(() => {
  if (formulas.length <= seen.formulas) return;
  seen.formulas = formulas.length;
  seen.last = performance.now();
}).observe(document, {childList: true, subtree: true});
"""
_READ = """() => ({
  ...window.seen,
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  nodes: document.querySelectorAll('*').length,
})"""
# Without the buttons that scripts add.
_READABLE = """() => [
  // Nor what one of them sets beside the text where there is room.
  document.querySelectorAll('article :is(button, .note-graph, .cards-study)')
    .forEach((each) => each.remove()),
  document.querySelector('article').innerText.replace(/\\s+/g, ''),
  [...document.querySelectorAll('article mjx-container svg')]
    .filter((svg) => svg.getBoundingClientRect().width > 0).length,
]"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds, bytes over the line by kind, milliseconds of each task over 50 ms, DOM elements."""

    paint: float
    last_formula: float
    shift: float
    tasks: tuple[float, ...]
    nodes: int
    formulas: int
    bytes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Medians:
    """The medians of several visits to one page."""

    paint: float
    last_formula: float
    shift: float
    tasks: float
    tasks_total: float
    longest_task: float
    nodes: float
    formulas: int
    bytes: dict[str, float]


def visit(browser: Browser, url: str) -> Visit:
    """Open ``url`` with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        line = context.new_cdp_session(page)
        received = slow_down(line)
        page.add_init_script(_WATCH)
        page.goto(url, wait_until="load", timeout=_LATEST)
        page.wait_for_timeout(_SETTLED)
        seen: dict[str, Any] = page.evaluate(_READ)
    finally:
        context.close()
    return Visit(
        paint=seen["paint"] / 1000,
        last_formula=seen["last"] / 1000,
        shift=seen["shift"],
        tasks=tuple(seen["tasks"]),
        nodes=seen["nodes"],
        formulas=seen["formulas"],
        bytes=received,
    )


def slow_down(line: CDPSession) -> Counter[str]:
    """Slow the page down; return the bytes that will have come, by kind."""
    received: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    parts: Counter[str] = Counter()

    def add(event: dict[str, Any], size: float) -> None:
        received[kinds.get(event["requestId"], "other")] += int(size)
        parts[event["requestId"]] += int(size)

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = _KIND.get(event["type"], "other")
        add(event, event["response"]["encodedDataLength"])

    line.on("Network.responseReceived", answered)
    line.on("Network.dataReceived", lambda event: add(event, event["encodedDataLength"]))
    # Of the page itself only this one tells all.
    line.on(
        "Network.loadingFinished",
        lambda event: add(event, event["encodedDataLength"] - parts[event["requestId"]]),
    )
    line.send("Network.enable")
    limits = {"downloadThroughput": _LINE, "uploadThroughput": _LINE, "latency": _DELAY}
    line.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    line.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return received


def medians(visits: Sequence[Visit]) -> Medians:
    """Return the median of each figure."""
    return Medians(
        paint=median(each.paint for each in visits),
        last_formula=median(each.last_formula for each in visits),
        shift=median(each.shift for each in visits),
        tasks=median(len(each.tasks) for each in visits),
        tasks_total=median(sum(each.tasks) for each in visits),
        longest_task=median(max(each.tasks, default=0.0) for each in visits),
        nodes=median(each.nodes for each in visits),
        formulas=visits[0].formulas,
        bytes={kind: median(each.bytes[kind] for each in visits) for kind in KINDS},
    )


def reads_without_script(browser: Browser, url: str) -> bool:
    """Are text and formulas of the page at ``url`` the same when no script may run?"""
    return _shown(browser, url, scripts=True) == _shown(browser, url, scripts=False)


def _shown(browser: Browser, url: str, *, scripts: bool) -> list[Any]:
    context = browser.new_context(java_script_enabled=scripts)
    try:
        page: Page = context.new_page()
        page.goto(url, wait_until="load")
        shown: list[Any] = page.evaluate(_READABLE)
        return shown
    finally:
        context.close()
