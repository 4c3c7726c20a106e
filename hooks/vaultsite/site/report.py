"""The report at the end of a build: a line for each problem, and the counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from vaultsite.problems import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsite.problems import Problem


@dataclass(frozen=True, slots=True)
class Counts:
    """What a build published."""

    notes: int
    links: int
    loose: int
    unresolved: int
    embeds: int
    cards: int
    formulas: int
    distinct_formulas: int = 0
    errors: int = 0
    private_notes: int = 0
    private_links: int = 0

    def __str__(self) -> str:
        kept = f"; kept private: {self.private_notes} notes, {self.private_links} links to them"
        return (
            f"{self.notes} notes, {self.links} links ({self.loose} loose, {self.unresolved} "
            f"unresolved), {self.embeds} embeds, {self.cards} cards, {self.formulas} formulas "
            f"({self.distinct_formulas} distinct, {self.errors} broken)"
            f"{kept if self.private_notes or self.private_links else ''}"
        )

    def as_dict(self) -> dict[str, int]:
        """The counts by their names."""
        return asdict(self)


def settled(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file and line."""
    return sorted(set(problems))


def fails(problem: Problem, fail_on: str) -> bool:
    """Does ``problem`` fail a strict build? ``fail_on`` is the option of that name."""
    return fail_on != "never" and problem.kind.level >= Level[fail_on.upper()]


def summary(problems: Sequence[Problem]) -> str:
    """How many problems of which kind, in one line."""
    if not problems:
        return "no problems"
    counts = Counter(problem.kind for problem in problems)
    ordered = sorted(counts, key=lambda kind: (-kind.level, kind))
    return ", ".join(f"{counts[kind]} × {kind}" for kind in ordered)
