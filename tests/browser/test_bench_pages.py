"""`make bench-pages` visits the pages it says, over a line that compresses, and finds medians."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

from benchmarks.pages.choose import choose
from benchmarks.pages.server import serving
from benchmarks.pages.table import table, totals
from benchmarks.pages.visit import Visit, medians, reads_without_script, visit
from playwright.sync_api import Browser  # noqa: TC002

if TYPE_CHECKING:
    from pathlib import Path


FORMULA = "<mjx-container><svg width='10' height='10'></svg></mjx-container>"


def write(site: Path, **formulas: int) -> Path:
    """Make a page for each name, with so many formulas."""
    for name, count in formulas.items():
        (site / name).mkdir()
        html = f"<!doctype html><article>{name}{FORMULA * count}</article>"
        (site / name / "index.html").write_text(html)
    (site / "index.html").write_text("<!doctype html><p>home")
    return site


def test_the_notes_with_most_formulas_are_visited_one_in_the_middle_and_home(
    tmp_path: Path,
) -> None:
    site = write(tmp_path, a=1, b=9, c=0, d=5, explorer=50, tags=0)
    (site / "tags/x").mkdir()
    (site / "tags/x/index.html").write_text(FORMULA * 99)
    chosen = {"heaviest": "b/index.html", "2nd": "d/index.html", "3rd": "a/index.html"}
    rest = {"median": "a/index.html", "home": "index.html"}
    assert choose(site, heaviest=3) == chosen | rest


def test_text_comes_compressed_and_pictures_as_they_are(tmp_path: Path) -> None:
    site = write(tmp_path, a=9)
    (site / "b.png").write_bytes(b"not really")
    with serving(site) as root:
        with urlopen(Request(f"{root}a/", headers={"Accept-Encoding": "gzip"})) as answer:  # noqa: S310
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()) == (site / "a/index.html").read_bytes()
        with urlopen(f"{root}b.png") as answer:  # noqa: S310
            assert answer.headers["Content-Encoding"] is None
            assert answer.read() == b"not really"


def test_a_visit_sees_formulas_bytes_and_paint(browser: Browser, tmp_path: Path) -> None:
    site = write(tmp_path, a=9)
    (site / "a/style.css").write_text("p { color: red }" * 50)
    page = site / "a/index.html"
    page.write_text(f"{page.read_text()}<link rel=stylesheet href=style.css>")
    with serving(site) as root:
        seen = visit(browser, f"{root}a/")
    assert seen.formulas == 9
    assert seen.last_formula > 0.15  # the line's delay
    assert seen.paint > 0.15
    assert seen.nodes > 20
    assert len(gzip.compress(page.read_bytes())) < seen.bytes["html"] < page.stat().st_size
    assert 0 < seen.bytes["css"] < 400


def test_a_page_that_a_script_writes_is_not_readable_without(
    browser: Browser, tmp_path: Path
) -> None:
    site = write(tmp_path, a=1, b=1)
    with (site / "b/index.html").open("a") as page:
        page.write("<script>document.querySelector('article').append('more')</script>")
    with serving(site) as root:
        assert reads_without_script(browser, f"{root}a/")
        assert not reads_without_script(browser, f"{root}b/")


def seen(paint: float, *tasks: float) -> Visit:
    return Visit(paint, 2.0, 0.0, tasks, 100, 7, Counter(html=20_000, js=3000))


def test_the_table_shows_medians_under_the_targets() -> None:
    page = medians([seen(0.5, 60.0), seen(9.0, 50.0, 70.0), seen(0.7, 80.0)])
    _, _, targets, row = table({"heaviest": page}).splitlines()
    assert targets.startswith("| target |  | ≤ 0.6 | ≤ 1.5 | 0 |")
    assert row == (
        "| heaviest | 7 | 0.70 | 2.00 | 0.000 | 1 (80, 70) | 20 | 0 | 3 | 0 | 0 | 0 | 23 | 100 |"
    )


def test_the_weight_of_all_pages_is_one_line(tmp_path: Path) -> None:
    site = write(tmp_path, a=1)
    assert totals(site).startswith("2 pages, 0.0 MB of HTML: 0.1 kB each")
