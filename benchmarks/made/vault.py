"""A whole made vault: bodies first, since cards repeat what others say, then the files."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.made import measured
from benchmarks.made.blocks import Note, Writer
from benchmarks.made.cards import Dealer, spaced
from benchmarks.made.chance import Chance, at
from benchmarks.made.pictures import png
from benchmarks.made.plan import make_plan
from benchmarks.made.tex import Formulas
from benchmarks.made.words import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def make_vault(folder: Path, *, notes: int, seed: int) -> None:
    """Write a vault of ``notes`` notes into ``folder``, which is made; the same for one seed.

    Raises ``FileExistsError`` if there is something in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for place, content in files(notes=notes, seed=seed):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def files(*, notes: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file of the vault, the notes first."""
    chance = Chance(random.Random(seed))  # noqa: S311
    plan = make_plan(chance, notes)
    writer = Writer(chance, plan)
    for number in range(notes):
        writer.notes.append(_body(writer, number))
    dealer = Dealer(writer)
    for note in writer.notes:
        lines = [*_properties(chance, plan.words), *(_lines(note)), *dealer.cards(note)]
        text = "\n".join(lines).strip("\n") + "\n" if note.blocks else ""
        yield f"{plan.folders[note.number]}/{plan.names[note.number]}.md", text.encode()
    for picture in writer.pictures:
        size = chance.number(measured.PICTURE_BYTES)
        yield f"pictures/{picture}", png(size, f"{seed} {picture}")


def _body(writer: Writer, number: int) -> Note:
    chance = writer.chance
    empty, wordless = (
        chance.happens(share) for share in (measured.EMPTY, measured.WORDLESS_OF_MATHS)
    )
    note = Note(
        number=number,
        level=writer.plan.levels[number],
        tex=Formulas(chance),
        link_rate=chance.sample(measured.LINK_RATE),
        formula_rate=0 if wordless else max(0.01, chance.sample(measured.FORMULA_RATE)),
    )
    table = measured.BLOCKS_WITHOUT if wordless else measured.BLOCKS_WITH_MATHS
    writer.body(note, 0 if empty else round(at(table, note.level)))
    return note


def _lines(note: Note) -> Iterator[str]:
    for block in note.blocks:
        yield from spaced(block)
    if note.blocks:
        yield ""


def _properties(chance: Chance, words: list[str]) -> list[str]:
    if not chance.happens(measured.PROPERTIES):
        return []
    return ["---", "tags:", *(f"  - {tag}" for tag in sentence(chance, words[:50], 2)), "---"]
