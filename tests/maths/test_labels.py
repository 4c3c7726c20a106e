"""Equation labels and definitions: what each formula of a note gets from the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaultsite.maths import contexts

if TYPE_CHECKING:
    from vaultsite.maths.records import Formula

CASES = (Path(__file__).parent / "labels.txt").read_text("utf-8").split("\n====\n")


def read(case: str) -> tuple[str, list[tuple[str, bool]], list[str]]:
    title, given, expected = case.strip().split("\n\n")
    formulas = [(line[2:].replace("⏎", "\n"), line[0] == "D") for line in given.splitlines()]
    return title, formulas, expected.splitlines()


def shown(formula: Formula) -> str:
    """All that differs from a formula by itself, in a line."""
    facts = {
        "sent": formula.sent.replace("\n", "⏎"),
        "prelude": " ; ".join(formula.prelude),
        "labels": " ".join(f"{x.name}={x.tag}#{x.anchor}" for x in formula.labels),
        "id": " ".join(formula.anchors),
        "remark": " ; ".join(formula.remarks),
    }
    return " | ".join(f"{name}: {fact}" for name, fact in facts.items() if fact) or "-"


@pytest.mark.parametrize("case", CASES, ids=[read(case)[0] for case in CASES])
def test_labels_and_definitions(case: str) -> None:
    _, formulas, expected = read(case)
    found = contexts(formulas)
    assert [(formula.tex, formula.display) for formula in found] == formulas
    assert [shown(formula) for formula in found] == expected
