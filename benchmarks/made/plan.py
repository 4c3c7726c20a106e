"""What all notes of a made vault share: names, folders, words, formulas, and who is linked to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log
from typing import TYPE_CHECKING

from benchmarks.made import measured
from benchmarks.made.tex import Formulas
from benchmarks.made.words import sentence, vocabulary

if TYPE_CHECKING:
    from benchmarks.made.chance import Chance


@dataclass(frozen=True, slots=True)
class Plan:
    """Lists by the number of the note; ``formulas`` are common ones, the most common first."""

    words: list[str]
    names: list[str]
    folders: list[str]
    unresolved: list[str]
    formulas: list[str]
    levels: list[float]
    """How large each note is among all, in 0..1."""
    popularity: list[float]
    """Sums of the weights of the notes up to each one."""

    def target(self, chance: Chance) -> int:
        """Return the number of a note to link to."""
        return bisect_right(self.popularity, chance.random() * self.popularity[-1])


def make_plan(chance: Chance, notes: int) -> Plan:
    """Return the plan of a vault of ``notes`` notes."""
    words = vocabulary(chance, notes)
    unresolved = 1 + round(measured.UNRESOLVED_NAMES * notes)
    names = _names(chance, words, notes + unresolved)
    ranks = [_weight(rank + 1, notes) for rank in range(notes)]
    levels = [(place + 0.5) / notes for place in range(notes)]
    _shuffle(chance, ranks)
    _shuffle(chance, levels)
    return Plan(
        words=words,
        names=names[:notes],
        folders=_folders(chance, words, notes),
        unresolved=names[notes:],
        formulas=_common_formulas(chance),
        levels=levels,
        popularity=list(accumulate(ranks)),
    )


def _weight(rank: int, notes: int) -> float:
    """Return how often a note of that rank is linked to; the slopes are those of the real ranks."""
    place = rank * measured.NOTES / notes
    table = measured.POPULARITY
    low, high = next(((a, b) for a, b in pairwise(table) if place <= b[0]), table[-2:])
    slope = log(high[1] / low[1]) / log(high[0] / low[0])
    return float(low[1] * (place / low[0]) ** slope)


def _names(chance: Chance, words: list[str], count: int) -> list[str]:
    """Return as many names as asked for, no two alike."""
    names: dict[str, None] = {}
    while len(names) < count:
        length = chance.weighted(measured.WORDS_IN_NAME)
        parts = [chance.one_of(words[: len(words) // 2]) for _ in range(length)]
        names.setdefault(" ".join(parts))
    return list(names)


def _folders(chance: Chance, words: list[str], notes: int) -> list[str]:
    """Return the folder of each note; a few folders hold most notes, as in the real vault."""
    count = max(2, round(notes / measured.NOTES_IN_FOLDER))
    folders: list[str] = []
    for number in range(count):
        name = " ".join(sentence(chance, words, 1 + number % 2))
        above = chance.one_of(folders) if folders and chance.happens(0.7) else ""
        folders.append(f"{above}/{name}" if above and above.count("/") < 2 else f"{name} {number}")
    return [chance.early(folders) for _ in range(notes)]


def _common_formulas(chance: Chance) -> list[str]:
    """Return short ones, each once: the symbols that a vault uses all over."""
    found: dict[str, None] = {}
    while len(found) < measured.COMMON_FORMULAS:
        formulas = Formulas(chance)
        longest = 2 + len(found) // 10
        found.setdefault(formulas.inline(min(longest, chance.number(measured.INLINE_LENGTH))))
    return list(found)


def _shuffle(chance: Chance, values: list[float]) -> None:
    for last in range(len(values) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        values[last], values[other] = values[other], values[last]
