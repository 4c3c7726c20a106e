"""A build's formulas: each drawn once, then known."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from vaultsite.maths import EngineError, Formula, Renderer, contexts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A Node that cannot be started: who succeeds with it did not need it."""
    return tmp_path / "no-node"


def test_the_next_build_needs_no_node(
    tmp_path: Path, node: Path, node_modules: Path, nowhere: Path
) -> None:
    formulas = [Formula("x"), Formula("x", display=True), Formula(r"\nosuch")]
    cache = tmp_path / "cache"
    with Renderer(node, node_modules, cache) as renderer:
        cold = renderer.draw(formulas)
    with Renderer(nowhere, node_modules, cache) as renderer:
        assert renderer.draw(formulas) == cold


@pytest.mark.parametrize(
    "changed",
    [
        Formula("y"),
        Formula("x", display=True),
        Formula("x", prelude=(r"\def\a{b}",)),
    ],
)
def test_anything_that_matters_makes_another_drawing(
    tmp_path: Path, node: Path, node_modules: Path, nowhere: Path, changed: Formula
) -> None:
    cache = tmp_path / "cache"
    with Renderer(node, node_modules, cache) as renderer:
        renderer.draw([Formula("x")])
    with Renderer(nowhere, node_modules, cache) as renderer, pytest.raises(EngineError):
        renderer.draw([changed])


def test_another_preamble_makes_another_drawing(
    tmp_path: Path, node: Path, node_modules: Path
) -> None:
    drawn = []
    for preamble in (r"\def\mine{x}", r"\def\mine{y}"):
        with Renderer(node, node_modules, tmp_path / "cache", preamble=preamble) as renderer:
            drawn.append(renderer.draw([Formula(r"\mine")])[Formula(r"\mine")])
    assert drawn[0] != drawn[1]


def test_a_formula_given_up_is_tried_again_by_the_next_build(
    tmp_path: Path, node: Path, node_modules: Path, nowhere: Path
) -> None:
    long = Formula("x+" * 300_000)
    with Renderer(node, node_modules, tmp_path / "cache", time_limit=1.5) as renderer:
        assert renderer.draw([long])[long].error == "takes longer than 1.5 s"
    with (
        Renderer(nowhere, node_modules, tmp_path / "cache") as renderer,
        pytest.raises(EngineError),
    ):
        renderer.draw([long])


def test_progress_counts_what_is_drawn(node: Path, node_modules: Path) -> None:
    told: list[tuple[int, int]] = []
    formulas = [Formula(f"x_{{{number}}}") for number in range(100)] * 2
    with Renderer(node, node_modules) as renderer:
        renderer.draw(formulas, lambda done, total: told.append((done, total)))
        assert told[-1] == (100, 100)
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        told.clear()
        renderer.draw(formulas, lambda done, total: told.append((done, total)))
    assert told == []


def test_two_engines_draw_what_one_draws(
    node: Path, node_modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultsite.maths.crew.WORTH_ANOTHER", 64)
    formulas = [Formula(f"x_{{{number}}}") for number in range(300)]
    with Renderer(node, node_modules) as one, Renderer(node, node_modules, engines=2) as two:
        assert one.draw(formulas) == two.draw(formulas)


def test_a_formula_need_not_wait_for_those_after_it(node: Path, node_modules: Path) -> None:
    early = [Formula(f"x_{{{number}}}") for number in range(70)]
    endless = Formula("x+" * 300_000)
    told: list[tuple[int, int]] = []
    with Renderer(node, node_modules, time_limit=1.5) as renderer:
        renderer.ask(early)
        renderer.ask([endless, *(Formula(f"y_{{{number}}}") for number in range(70))])
        drawn = [renderer.drawing(formula) for formula in early]
        renderer.draw([endless], lambda done, total: told.append((done, total)))
    assert told[-1] == (71, 71)
    with Renderer(node, node_modules) as renderer:
        assert list(renderer.draw(early).values()) == drawn


def test_a_formula_nobody_asked_for_is_drawn_when_it_is_wanted(
    node: Path, node_modules: Path
) -> None:
    with Renderer(node, node_modules) as renderer:
        assert renderer.drawing(Formula("x")) == renderer.draw([Formula("x")])[Formula("x")]


def test_who_waits_for_one_formula_is_told_that_there_is_no_node(
    node_modules: Path, nowhere: Path
) -> None:
    with Renderer(nowhere, node_modules) as renderer, pytest.raises(EngineError):
        renderer.drawing(Formula("x"))


def test_a_build_that_is_broken_off_keeps_what_is_drawn(
    tmp_path: Path, node: Path, node_modules: Path, nowhere: Path
) -> None:
    formulas = [Formula(f"x_{{{number}}}") for number in range(130)]
    with Renderer(node, node_modules, tmp_path / "cache") as renderer:
        renderer.ask(formulas)
        renderer.drawing(formulas[-1])
    with Renderer(nowhere, node_modules, tmp_path / "cache") as renderer:
        assert len(renderer.draw(formulas)) == 130


def test_drawings_travel_to_other_processes(node: Path, node_modules: Path) -> None:
    with Renderer(node, node_modules) as renderer:
        drawings = renderer.draw([Formula("x")])
    assert pickle.loads(pickle.dumps(drawings)) == drawings  # noqa: S301


def test_no_mathjax(tmp_path: Path, node: Path) -> None:
    with pytest.raises(EngineError, match=r"MathJax is not installed in .*: run `npm ci`"):
        Renderer(node, tmp_path)


def test_a_note_from_end_to_end(node: Path, node_modules: Path) -> None:
    formulas = contexts(
        [
            (r"\eqref{soft}", False),
            (r"\newcommand{\mine}{\sigma(z)_i}", False),
            (r"\mine = e^{z_i} \label{soft}", True),
        ]
    )
    with Renderer(node, node_modules) as renderer:
        drawings = renderer.draw(formulas)
    assert [drawings[formula].error for formula in formulas] == [None] * 3
    assert drawings[formulas[2]].full


def test_drawings_that_were_forgotten_come_from_the_cache(
    tmp_path: Path, node: Path, node_modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultsite.maths.renderer._MOST_KNOWN", 70)
    formulas = [Formula(f"x_{{{number}}}") for number in range(200)]
    with Renderer(node, node_modules) as renderer:
        drawn = renderer.draw(formulas)
    with Renderer(node, node_modules, tmp_path / "cache") as renderer:
        renderer.ask(formulas)
        assert {formula: renderer.drawing(formula) for formula in formulas} == drawn
        assert renderer.draw(formulas) == drawn
