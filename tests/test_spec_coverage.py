"""Each test that `spec_coverage.toml` names exists; `pytest -s` counts the rules."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from tests.cards.cases import cases

TESTS = Path(__file__).parent
TABLE: dict[str, dict[str, list[str] | str]] = tomllib.loads(
    (TESTS / "spec_coverage.toml").read_text("utf-8")
)
FIXTURES = {
    file.stem: file
    for folder in ("syntax", "cards")
    for file in (TESTS / folder / "fixtures").iterdir()
}
NAMED = [
    pytest.param(name, id=f"{spec} {rule}: {name}")
    for spec, rules in TABLE.items()
    for rule, names in rules.items()
    for name in names
    if not isinstance(names, str)
]


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_exists(name: str) -> None:
    path, is_function, function = name.partition("::")
    if is_function:
        function, _, word = function.partition(" > ")
        assert word in _functions(TESTS / path)[function]
        return
    file, _, title = name.partition(": ")
    if file == "golden":
        assert (TESTS / "golden" / title / "report.txt").is_file()
    else:
        assert title in _titles(FIXTURES[file])


@cache
def _functions(file: Path) -> dict[str, str]:
    """The tests in a file, with their parameters, by name."""
    source = file.read_text("utf-8")
    lines = source.splitlines()
    return {
        node.name: "\n".join(lines[min(_first_lines(node)) - 1 : node.end_lineno])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def _first_lines(node: ast.FunctionDef) -> list[int]:
    return [node.lineno, *(each.lineno for each in node.decorator_list)]


@cache
def _titles(file: Path) -> frozenset[str]:
    if file.parent.parent.name == "cards":
        return frozenset(case.title for case in cases(file))
    return frozenset(title for _, title, _, _ in read_fixture_file(file))


@pytest.mark.parametrize("spec", TABLE)
def test_every_rule_has_a_test_or_a_reason(spec: str) -> None:
    reasons = {rule: names for rule, names in TABLE[spec].items() if isinstance(names, str)}
    print(f"\n{spec}: {len(TABLE[spec])} rules, {len(reasons)} without a test")
    for rule, names in TABLE[spec].items():
        assert names.startswith("none: ") if isinstance(names, str) else names, rule
