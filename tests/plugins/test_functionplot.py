"""Plots: what a block says is what the picture shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plugins.blocks import drawn, page
from vaultsite.render.plugins.functionplot import picture

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "---\ntitle: {title}\nxLabel: time\nyLabel: cost\nbounds: {bounds}\ngrid: {grid}\n---\n"


def block(
    functions: str, *, title: str = "", bounds: str = "[0, 4, 0, 2]", grid: str = "true"
) -> str:
    html = HEADER.format(title=title, bounds=bounds, grid=grid) + functions
    return drawn("functionplot", html).html


def curves(html: str) -> list[list[list[tuple[float, float]]]]:
    """Each curve as its lines, in shares of the plot's width and height from the lower left."""
    width, height = map(float, re.findall(r'<svg width="([\d.]+)" height="([\d.]+)">', html)[0])
    return [
        [
            [
                (float(x) / width, 1 - float(y) / height)
                for x, y in re.findall(r"(-?[\d.]+)[ -](-?[\d.]+)", line.replace("-", " -"))
            ]
            for line in data.split("M")[1:]
        ]
        for data in re.findall(r'<path class="plot-curve plot-\d" d="([^"]*)"', html)
    ]


def test_a_straight_line_is_two_points() -> None:
    [[line]] = curves(block("f(x) = x/2"))
    assert line == [pytest.approx((0, 0), abs=1e-3), pytest.approx((1, 1), abs=1e-3)]


def test_a_curve_goes_through_its_points() -> None:
    [[line]] = curves(block("f(x) = sqrt(x)"))
    assert line[0] == pytest.approx((0, 0), abs=1e-2)
    assert all(y == pytest.approx((x * 4) ** 0.5 / 2, abs=2e-3) for x, y in line)
    assert 8 < len(line) < 40


def test_the_variable_has_any_name_and_the_name_may_be_missing() -> None:
    expected = curves(block("f(x) = x^2"))
    for same in ("g(t) = t^2", "y = x^2", "x^2", "f(x)=x^2\n\n"):
        assert curves(block(same)) == expected


def test_no_line_across_a_pole_or_a_step() -> None:
    [poles] = curves(block("f(x) = tan(x)", bounds="[-4.7, 4.7, -2, 2]"))
    assert len(poles) == 3
    [steps] = curves(block("f(x) = floor(x)", bounds="[0.5, 3.5, 0, 4]"))
    assert [{round(y, 2) for _, y in line} for line in steps] == [{0.0}, {0.25}, {0.5}, {0.75}]


def test_a_curve_begins_where_its_function_does() -> None:
    [[line]] = curves(block("f(x) = sqrt(x - 1)"))
    assert line[0] == pytest.approx((0.25, 0), abs=2e-2)


def test_no_line_leaves_for_infinity() -> None:
    [lines] = curves(block("f(x) = exp(x^2) - 1/x", bounds="[-40, 40, -1, 1]"))
    assert all(-2 <= y <= 3 for line in lines for _, y in line)


def test_several_functions_have_looks_and_names_of_their_own() -> None:
    html = block("f(x) = x\ng(x) = a < b\n".replace("a < b", "x < 1"))
    assert len(curves(html)) == 2
    assert re.findall(r"plot-curve (plot-\d)", html) == ["plot-1", "plot-2"]
    assert '<span class="plot-name plot-2">g(x) = x &lt; 1</span>' in html
    assert "figcaption" not in block("f(x) = x")


def test_title_labels_and_grid() -> None:
    html = block("f(x) = x", title='"A & <B>"')
    assert '<text class="plot-title"' in html
    assert ">A &amp; &lt;B&gt;</text>" in html
    assert ">time</text>" in html
    assert ">cost</text>" in html
    assert 'class="plot-grid"' in html
    assert 'class="plot-grid"' not in block("f(x) = x", grid="false")


def test_the_picture_has_words_for_those_who_do_not_see_it() -> None:
    html = block("f(x) = x", title="Growth")
    label = 'role="img" aria-label="Growth: plot of f(x) = x for x from 0 to 4"'
    assert label in html


def test_without_a_header_it_reaches_from_minus_ten_to_ten() -> None:
    html = drawn("functionplot", "f(x) = x").html
    assert re.findall(r"<text[^>]*>(−?\d+)</text>", html)[:5] == ["−10", "−5", "0", "5", "10"]
    assert drawn("functionplot", "---\nbounds: -10, 10, -10, 10\n---\nf(x) = x").html == html


@pytest.mark.parametrize(
    ("least", "greatest", "labels"),
    [
        (0, 1, "0 0.2 0.4 0.6 0.8 1.0"),
        (-2, 2, "−2 −1 0 1 2"),
        (-0.1, 5, "0 1 2 3 4 5"),
        (0, 0.42, "0 0.1 0.2 0.3 0.4"),
        (0, 1e7, "0 2e6 4e6 6e6 8e6 1e7"),
        (-1e-6, 1e-6, "−1e−6 −5e−7 0 5e−7 1e−6"),
        (1000, 1001, "1000.0 1000.2 1000.4 1000.6 1000.8 1001.0"),
    ],
)
def test_ticks_are_round_numbers(least: float, greatest: float, labels: str) -> None:
    assert [label for _, label in picture.ticks(least, greatest, 6)] == labels.split()


@pytest.mark.parametrize(
    ("source", "what", "line"),
    [
        ("f(x) = foo(x)", "function f(x) = foo(x): `foo` is not known", 0),
        ("---\ngrid: true\n---\n\nf(x) = 2 +", "the expression ends too early", 4),
        ("---\ntitle: a\nf(x) = x", "the header is never closed", 0),
        ("", "no function to plot", 0),
        ("---\n---\n", "no function to plot", 2),
        ("---\nbounds: [1, 2, 3]\n---\nx", "bounds hold 3 numbers instead of 4", 1),
        ("---\nbounds: [2, 1, 0, 1]\n---\nx", "bounds span nothing", 1),
        ("---\nbounds: [0, 1/0, 0, 1]\n---\nx", "bounds span nothing", 1),
        ("---\nbounds: [0, one, 0, 1]\n---\nx", "bound one: `one` is not known", 1),
        ("x\n" * 21, "more than 20 functions", 0),
    ],
)
def test_a_broken_block_is_shown_as_code_and_reported(source: str, what: str, line: int) -> None:
    result = drawn("functionplot", source)
    [fault] = result.faults
    assert what in fault.what
    assert fault.line == line
    assert fault.remedy
    assert "<svg" not in result.html
    assert "<figcaption>Cannot be drawn: " in result.html


def test_the_report_names_the_line_in_the_note(tmp_path: Path) -> None:
    shown = page(tmp_path, "Text\n\n```functionplot\nf(x) = x\ng(x) = y\n```\n")
    assert [(each.path, each.line) for each in shown.problems] == [("Note.md", 5)]


_SPANS = st.tuples(
    st.floats(-1e6, 1e6), st.sampled_from([0, 1e-9, 1e-3, 1, 20, 1e5, 1e98, 1e200])
).map(lambda span: (span[0], span[0] + span[1]))
_FUNCTIONS = st.sampled_from(["x", "1/x", "tan(x)", "exp(x)", "x^x", "log(x)", "sin(1/x)", "9^9^x"])


@settings(deadline=None, max_examples=40)
@given(_SPANS, _SPANS, _FUNCTIONS)
def test_any_bounds_give_a_picture_or_a_fault(
    across: tuple[float, float], up: tuple[float, float], function: str
) -> None:
    bounds = [*across, *up]
    result = drawn("functionplot", f"---\nbounds: {bounds}\n---\nf(x) = {function}")
    assert result.faults or not re.search(
        r"nan|inf", " ".join(re.findall(r' d="([^"]*)"', result.html))
    )
    assert bool(result.faults) == ("<svg" not in result.html)
