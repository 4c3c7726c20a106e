"""Paths are written shorter, and draw the same line."""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path

import pytest

from vaultsite import maths

Line = list[tuple[str, tuple[float, ...]]]

SCRIPT = """
import {{ readFileSync }} from 'node:fs';
import {{ shortPath }} from '{module}';
const paths = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(paths.map((path) => shortPath(path))));
"""
SIZES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2, "C": 6, "S": 4}
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def short(node: Path, paths: list[str]) -> list[str]:
    script = SCRIPT.format(module=(Path(maths.__file__).parent / "path.mjs").as_uri())
    command = [str(node), "--input-type=module", "-e", script]
    done = subprocess.run(
        command, input=json.dumps(paths), capture_output=True, check=True, text=True
    )
    shortened: list[str] = json.loads(done.stdout)
    return shortened


def line(path: str) -> Line:
    """Read a path as a browser does: absolute curves, none of them abbreviated."""
    drawn: Line = []
    at = start = (0.0, 0.0)
    control: tuple[str, tuple[float, float]] | None = None
    for letter, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        command, numbers = letter.upper(), [float(each) for each in NUMBER.findall(text)]
        if command == "Z":
            drawn.append(("Z", start))
            at, control = start, None
            continue
        size = SIZES[command]
        assert len(numbers) % size == 0
        for first in range(0, len(numbers), size):
            kind = "L" if command == "M" and first else command
            values = numbers[first : first + size]
            if letter.islower():
                origin = at[::-1] if kind == "V" else at
                values = [value + origin[index % 2] for index, value in enumerate(values)]
            if kind in "HV":
                values = [values[0], at[1]] if kind == "H" else [at[0], values[0]]
                kind = "L"
            if kind in "ST":
                kind = {"S": "C", "T": "Q"}[kind]
                mirror = control[1] if control is not None and control[0] == kind else at
                values = [2 * at[0] - mirror[0], 2 * at[1] - mirror[1], *values]
            control = (kind, (values[-4], values[-3])) if kind in "CQ" else None
            at = (round(values[-2], 6), round(values[-1], 6))
            start = at if kind == "M" else start
            drawn.append((kind, tuple(round(value, 6) for value in values)))
    return drawn


def made(source: random.Random) -> str:
    """Write a path as MathJax does, with more level and smooth stretches than by chance."""
    tenths = source.choice((1, 10))

    def number() -> float:
        return source.randint(-99, 999) / tenths

    pieces = [f"M{number()} {number()}"]
    for command in source.choices("MLHVQTCSZ", k=30):
        values = [0 if source.random() < 0.3 else number() for _ in range(SIZES.get(command, 0))]
        pieces.append(command + " ".join(map(str, values)))
    return "".join(pieces)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("M0 0L10 0L10 20Z", "m0 0h10v20Z"),
        ("M500 500L510 505L520 495", "m500 500 10 5 10-10"),
        ("M999 9C999 9 1 1 2 2", "m999 9S1 1 2 2"),
        ("M0 0C0 5 5 10 10 10C15 10 20 15 20 20", "m0 0c0 5 5 10 10 10s10 5 10 10"),
        ("M0 0Q5 5 10 0Q15 -5 20 0", "m0 0q5 5 10 0t10 0"),
        ("M0.5 0.25L1 0.25", "m.5 .25H1"),
        ("M1 2A3 4 0 1 0 5 6", "M1 2A3 4 0 1 0 5 6"),
        ("M1e3 2L5 6", "M1e3 2L5 6"),
        ("m1 2l5 6", "m1 2l5 6"),
    ],
)
def test_a_path_in_short(node: Path, path: str, expected: str) -> None:
    assert short(node, [path]) == [expected]


def test_a_shorter_path_draws_the_same_line(node: Path) -> None:
    paths = [made(random.Random(seed)) for seed in range(300)]  # noqa: S311
    shortened = short(node, paths)
    assert [line(path) for path in shortened] == [line(path) for path in paths]
    assert len("".join(shortened)) < 0.95 * len("".join(paths))
