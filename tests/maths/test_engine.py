"""The Node process: formulas without end, a process that falls over, no Node at all."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from vaultsite.maths.engine import Engine, EngineError
from vaultsite.maths.records import Job

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = Job("x+" * 300_000, display=True)


def errors(engine: Engine, jobs: list[Job]) -> list[str | None]:
    return [drawing.error for drawing in engine.draw(jobs)]


def test_a_formula_that_takes_too_long_is_given_up_and_the_next_is_drawn(
    node: Path, node_modules: Path
) -> None:
    with Engine(node, node_modules, time_limit=1.5) as engine:
        assert errors(engine, [Job("x", False), ENDLESS, Job("y", False)]) == [
            None,
            "takes longer than 1.5 s",
            None,
        ]


def test_giving_up_is_not_for_ever(node: Path, node_modules: Path) -> None:
    with Engine(node, node_modules, time_limit=1.5) as engine:
        [drawing] = engine.draw([ENDLESS])
    assert drawing.passing


def test_a_killed_process_is_started_again(node: Path, node_modules: Path) -> None:
    jobs = [Job(f"x_{{{number}}}", False) for number in range(50)]
    others = psutil.Process().children()
    with Engine(node, node_modules) as engine:
        expected = list(engine.draw(jobs))
        drawings = []
        for drawing in engine.draw(jobs):
            drawings.append(drawing)
            if len(drawings) in (1, 20):
                _kill_children(besides=others)
        assert drawings == expected


def _kill_children(*, besides: list[psutil.Process]) -> None:
    [child] = [child for child in psutil.Process().children() if child not in besides]
    child.kill()


def test_node_is_started_for_the_first_formula_and_ended(node: Path, node_modules: Path) -> None:
    before = psutil.Process().children()
    with Engine(node, node_modules) as engine:
        assert psutil.Process().children() == before
        assert errors(engine, [Job("x", False)]) == [None]
        assert len(psutil.Process().children()) == len(before) + 1
    assert psutil.Process().children() == before


@pytest.mark.skipif(os.name == "nt", reason="a script is no program on Windows")
def test_a_formula_that_brings_the_process_down_twice_is_given_up(tmp_path: Path) -> None:
    fake = tmp_path / "node"
    fake.write_text(
        f"""#!{sys.executable}
import json, sys
for line in sys.stdin:
    message = json.loads(line)
    if message.get("tex") == "deadly":
        sys.exit(1)
    answer = {{"error": "drawn"}} if "tex" in message else {{"ready": "1"}}
    print(json.dumps(answer), flush=True)
"""
    )
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    with Engine(fake, tmp_path) as engine:
        jobs = [Job("x", False), Job("deadly", False), Job("y", False)]
        assert errors(engine, jobs) == ["drawn", "brings MathJax down", "drawn"]


def test_no_node(tmp_path: Path, node_modules: Path) -> None:
    with (
        Engine(tmp_path / "node", node_modules) as engine,
        pytest.raises(EngineError, match=r"cannot run .*: install Node.js"),
    ):
        list(engine.draw([Job("x", False)]))


def test_no_mathjax(tmp_path: Path, node: Path) -> None:
    with (
        Engine(node, tmp_path) as engine,
        pytest.raises(EngineError, match=r"Cannot find module .*: run `npm ci`"),
    ):
        list(engine.draw([Job("x", False)]))


def test_a_preamble_holds_for_all_formulas(node: Path, node_modules: Path) -> None:
    jobs = [Job(r"\mine", False), Job(r"\def\mine{z}\mine", False), Job(r"\mine", False)]
    with Engine(node, node_modules, preamble=r"\newcommand{\mine}{xy}") as engine:
        first, second, third = engine.draw(jobs)
    assert first == third != second
    assert first.error is None


@pytest.mark.parametrize("name", ["subset", "emptyset", "bullet", "underset", "set", "alpha"])
def test_a_redefined_name_means_the_same_in_the_next_formula(engine: Engine, name: str) -> None:
    plain = Job(rf"\{name}{{a}}{{b}}", False)
    for define in (r"\let\%s=x", r"\renewcommand{\%s}{y}", r"\gdef\%s{z}"):
        before, redefined, after = engine.draw(
            [plain, Job(define % name + plain.tex, False), plain]
        )
        assert before == after != redefined


@pytest.mark.parametrize("tex", ["", " ", "\n", "\u2028", "\ud800", "𝒳", "%", "\0"])
def test_odd_texts(engine: Engine, tex: str) -> None:
    assert len(list(engine.draw([Job(tex, False), Job("x", False)]))) == 2
    assert errors(engine, [Job("x", False)]) == [None]
