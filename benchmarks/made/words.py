"""Words of no language: syllables in a row, the short ones more common, as in real text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.made import measured

if TYPE_CHECKING:
    from benchmarks.made.chance import Chance

_ONSETS = ("b c d f g h k l m n p r s t v w z bl br ch cl cr dr fl fr gl gr pl pr sc sh sl sp st"
           " str sw th tr").split()  # fmt: skip
_VOWELS = "a a e e e i i o o u ai ea ee io ou".split()
_CODAS = ["", "", "", *"l m n n r r s s t t d ct ld nd ng nt rm rn st x".split()]
_RESERVED = ("con", "nul")  # no file of such a name on Windows
_SYLLABLES = {1: 30, 2: 40, 3: 22, 4: 8}


def vocabulary(chance: Chance, notes: int) -> list[str]:
    """Return the words of a vault of ``notes`` notes, the most common first, each once."""
    size = int(measured.DISTINCT_WORDS * (notes / measured.NOTES) ** 0.5) + 50
    words: dict[str, float] = {}
    while len(words) < size:
        word = _word(chance)
        if word not in _RESERVED:
            words.setdefault(word, len(word) + 12 * chance.random())
    return sorted(words, key=lambda word: (words[word], word))


def sentence(chance: Chance, words: list[str], count: int) -> list[str]:
    """Return ``count`` words of running text."""
    return [chance.early(words) for _ in range(count)]


def _word(chance: Chance) -> str:
    return "".join(
        chance.one_of(_ONSETS if n or chance.happens(0.8) else [""])
        + chance.one_of(_VOWELS)
        + chance.one_of(_CODAS)
        for n in range(chance.weighted(_SYLLABLES))
    )
