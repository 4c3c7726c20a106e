"""Random numbers that follow tables; all of them from `random.Random.random`, so a seed is kept."""

from __future__ import annotations

import math
from bisect import bisect_right
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

from benchmarks.made.measured import LEVELS

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

_NORMAL = NormalDist()

T = TypeVar("T")


class Chance:
    """Draws from tables with the numbers of one generator."""

    def __init__(self, generator: random.Random) -> None:
        self.random = generator.random

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``, all equally likely."""
        return choices[int(self.random() * len(choices))]

    def early(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``, the one at place r with a probability like 1/r (Zipf)."""
        return choices[int(len(choices) ** self.random()) - 1]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return a key of ``weights`` with a probability like its value."""
        left = self.random() * sum(weights.values())
        for choice, weight in weights.items():
            left -= weight
            if left < 0:
                return choice
        return choice

    def poisson(self, mean: float) -> int:
        """Return how often something happens that happens ``mean`` times on average."""
        count, product = 0, self.random()
        while product > math.exp(-mean):
            count, product = count + 1, product * self.random()
        return count

    def sample(self, quantiles: Sequence[float]) -> float:
        """Return a value that is distributed as a table of quantiles says."""
        return at(quantiles, self.random())

    def number(self, quantiles: Sequence[float]) -> int:
        """Return a whole number that is distributed so."""
        return round(self.sample(quantiles))

    def correlated(self, level: float, correlation: float) -> float:
        """Return a level in 0..1 for one quantity, given that of another one."""
        own, other = (_NORMAL.inv_cdf(min(max(u, 1e-9), 1 - 1e-9)) for u in (self.random(), level))
        return _NORMAL.cdf(correlation * other + math.sqrt(1 - correlation**2) * own)


def at(quantiles: Sequence[float], level: float) -> float:
    """Return the value at ``level`` (0..1); the tail of the last percent falls off like a power."""
    after = min(bisect_right(LEVELS, level), len(LEVELS) - 1)
    low, high = quantiles[after - 1], quantiles[after]
    share = (level - LEVELS[after - 1]) / (LEVELS[after] - LEVELS[after - 1])
    if after == len(LEVELS) - 1 and low > 0:
        return float(low * (high / low) ** share**3)
    return float(low + (high - low) * share)
