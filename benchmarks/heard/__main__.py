"""`python -m benchmarks.heard [VAULT]`: what it costs to let a vault's formulas be heard.

Bytes are those of the notes' own formulas; CPU is beside that of drawing each distinct one. Speech
is made for every tenth note only, by speech-rule-engine, which npm fetches the first time.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.__main__ import PROJECT, choose_vault
from vaultsite import maths, packages
from vaultsite.maths import contexts
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsite.maths.records import Job

_HERE = Path(__file__).parent
_EACH = 10  # of so many notes one is spoken
_LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of distinct formulas, by their numbers; seconds of CPU that all of them take."""

    texts: Mapping[int, str]
    seconds: float


def main() -> None:
    vault = choose_vault(PROJECT, sys.argv[1] if len(sys.argv) > 1 else "")
    numbers: dict[Job, int] = {}
    notes = [
        [numbers.setdefault(each.job, len(numbers)) for each in contexts(formulas)]
        for note in Vault(vault).notes.values()
        for formulas in [[(tex.tex, tex.display) for tex in note.formulas]]
    ]
    mathml, drawing = _mathml([*numbers])
    print(f"{vault.name}: {len(notes):,} notes, {sum(map(len, notes)):,} formulas,")
    print(f"{len(numbers):,} of them distinct, drawn in {drawing:.1f} s of CPU\n")
    print("| | bytes a note | the same by gzip | nodes a note | CPU s | of drawing |")
    print("|---|--:|--:|--:|--:|--:|")
    _row("MathML beside every picture", mathml, notes, drawing)
    _row("MathML in a file, each once", mathml, [[*dict.fromkeys(note)] for note in notes], drawing)
    for language in _LANGUAGES:
        some = notes[::_EACH]
        _row(f"speech, {language}", _speech(mathml.texts, some, language), some, drawing)


def _mathml(jobs: Sequence[Job]) -> tuple[Said, float]:
    folder = Path(str(maths.__file__)).parent
    arguments = [_HERE / "mathml.mjs", PROJECT / "node_modules", folder]
    answer = _node(arguments, [job.message() for job in jobs])
    return Said(dict(enumerate(answer["said"])), answer["alone"]), answer["drawing"]


def _speech(mathml: Mapping[int, str], notes: Sequence[Sequence[int]], language: str) -> Said:
    packages.ensure(_HERE, say=lambda line: print(line, file=sys.stderr))
    some = [*dict.fromkeys(number for note in notes for number in note)]
    answer = _node([_HERE / "speech.mjs", language], [_xml(mathml[number]) for number in some])
    texts = dict(zip(some, answer["said"], strict=True))
    return Said(texts, answer["seconds"] * len(mathml) / len(some))


def _xml(mathml: str) -> str:
    """With the quotes that HTML can do without."""
    return "<math>" + re.sub(r" (\w+)=([^\s\">]+)", r' \1="\2"', mathml) + "</math>"


def _node(arguments: Sequence[object], given: object) -> dict[str, Any]:
    command = [str(word) for word in (packages.node(), *arguments)]
    done = subprocess.run(
        command, input=json.dumps(given), stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _row(name: str, said: Said, notes: Sequence[Sequence[int]], drawing: float) -> None:
    pages = ["".join(said.texts[number] for number in note) for note in notes]
    raw = sum(len(page.encode()) for page in pages) / len(notes)
    packed = sum(len(gzip.compress(page.encode())) for page in pages if page) / len(notes)
    nodes = sum(len(re.findall(r"<\w", page)) for page in pages) / len(notes)
    share = f"{said.seconds / drawing:.0%}"
    print(f"| {name} | {raw:,.0f} | {packed:,.0f} | {nodes:,.0f} | {said.seconds:.1f} | {share} |")


if __name__ == "__main__":
    main()
