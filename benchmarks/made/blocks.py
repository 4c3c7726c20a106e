"""The blocks of a made note: headings, items, paragraphs, displays, embeds, pictures, code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.made import measured
from benchmarks.made.words import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.made.chance import Chance
    from benchmarks.made.plan import Plan
    from benchmarks.made.tex import Formulas

_LANGUAGES = {"C": 71, "sh": 41, "bash": 26, "python": 5, "": 15}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of Markdown; ``level`` of a heading; what it ``embeds``: a note's number, a heading."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0
    embeds: tuple[int, str] | None = None


@dataclass(slots=True)
class Note:
    """One made note; ``level`` (0..1) is how large it is among all, ``anchors`` its block ids.

    The rates are how many times as many links and formulas as others it has.
    """

    number: int
    level: float
    tex: Formulas
    link_rate: float
    formula_rate: float
    blocks: list[Block] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    """Headings that can be linked to, and the block where each is."""

    @property
    def has_maths(self) -> bool:
        return self.formula_rate > 0

    def section(self, heading: str) -> Sequence[Block]:
        """Return the blocks under ``heading``, itself included."""
        start = self.headings[heading]
        level = self.blocks[start].level
        rest = self.blocks[start + 1 :]
        ends = (n for n, block in enumerate(rest) if 0 < block.level <= level)
        return self.blocks[start : start + 1 + next(ends, len(rest))]


class Writer:
    """Writes blocks for one note after the other; earlier ``notes`` may be embedded in later ones.

    ``pictures`` collects the names of the pictures that it puts into notes.
    """

    def __init__(self, chance: Chance, plan: Plan) -> None:
        self.chance = chance
        self.plan = plan
        self.notes: list[Note] = []
        self.displays: list[str] = []
        self.pictures: list[str] = []
        self.again, self.link_again = measured.AGAIN_IN_NOTE, measured.LINK_AGAIN

    def body(self, note: Note, count: int) -> None:
        """Fill ``note`` with ``count`` blocks, each after the one that stands before it."""
        after = measured.AFTER_WITH_MATHS if note.has_maths else measured.AFTER_WITHOUT
        kind, level = "H" if self.chance.happens(0.8) else "P", 0
        for _ in range(count):
            block = self.block(note, kind, level)
            level = block.level or level
            note.blocks.append(block)
            kind = self.chance.weighted(after[kind])

    def block(self, note: Note, kind: str, level: int = 0) -> Block:
        """Return a new block of that kind; ``level`` is that of the heading before it."""
        match kind:
            case "H":
                return self._heading(note, level)
            case "D":
                return Block(kind, ("$$", *self._display(note).split("\n"), "$$"))
            case "E" | "M":
                return self._embed(note, kind)
            case "C":
                return Block(kind, tuple(self._code()))
            case "T":
                return Block(kind, tuple(self._table()))
        return Block(kind, tuple(self._item(note, kind)))

    def _heading(self, note: Note, before: int) -> Block:
        level = self.chance.weighted(measured.LEVEL_AFTER[before])
        text = self.text(note, "H")
        if not set("[$`*#^|") & set(text):
            note.headings.setdefault(text, len(note.blocks))
        return Block("H", (f"{'#' * level} {text}",), level)

    def _item(self, note: Note, kind: str) -> list[str]:
        text = self.text(note, kind)
        if self.chance.happens(measured.CALLOUTS):
            return [f"> [!note] {self.chance.one_of(self.plan.words)}", f"> {text}"]
        if kind == "P":
            return [text]
        is_in_body = note.number == len(self.notes)
        if is_in_body and self.chance.happens(measured.BLOCK_IDS):
            note.anchors.append(f"b{len(note.anchors)}")
            text += f" ^{note.anchors[-1]}"
        indent = "\t" * (note.blocks[-1:] != [] and self.chance.happens(0.07))
        return [f"{indent}{'-' if kind == 'B' else '1.'} {text}"]

    def text(self, note: Note, kind: str) -> str:
        """Return one line: words, links and formulas, in any order; never empty."""
        chance, words = self.chance, self.plan.words
        count = chance.number(measured.WORDS[kind])
        parts = sentence(chance, words, count)
        links = chance.poisson(measured.LINKS[kind] * note.link_rate)
        formulas = chance.poisson(measured.FORMULAS[kind] * note.formula_rate)
        parts += [self.link(note) for _ in range(links)]
        parts += [f"${self._inline(note)}$" for _ in range(formulas)]
        if count and chance.happens(measured.BOLD):
            parts[0] = f"**{parts[0]}**"
        if count > 1 and chance.happens(measured.CODE_SPAN):
            parts[1] = f"`{parts[1]}`"
        if kind != "H" and chance.happens(measured.TAGS):
            parts.append(f"#{chance.early(words[:50])}")
        tail = parts[count:]
        for part in tail:  # among the words, not all at the end
            parts.remove(part)
            parts.insert(int(chance.random() * (len(parts) + 1)), part)
        return " ".join(parts or sentence(chance, words, 1))

    def link(self, note: Note) -> str:
        """Return a link as the real vault writes them."""
        chance, plan = self.chance, self.plan
        if chance.happens(measured.UNRESOLVED):
            return f"[[{chance.early(plan.unresolved)}]]"
        number = self._target(note)
        target = plan.names[number]
        if chance.happens(measured.FOLDER):
            target = f"{plan.folders[number]}/{target}"
        elif chance.happens(measured.HEADING) and number < len(self.notes):
            other = self.notes[number]
            anchors = [f"^{anchor}" for anchor in other.anchors]
            places = anchors if anchors and chance.happens(0.5) else [*other.headings]
            target += f"#{chance.one_of(places)}" if places else ""
        if chance.happens(measured.ALIAS):
            target += "|" + " ".join(sentence(chance, plan.words, 1 + chance.happens(0.5)))
        return f"[[{target}]]"

    def _target(self, note: Note) -> int:
        if note.targets and self.chance.happens(self.link_again):
            return self.chance.one_of(note.targets)
        note.targets.append(self.plan.target(self.chance))
        return note.targets[-1]

    def _inline(self, note: Note) -> str:
        chance = self.chance
        if note.formulas and chance.happens(self.again):
            return chance.one_of(note.formulas)
        if chance.happens(measured.COMMON / (1 - measured.AGAIN_IN_NOTE)):
            return chance.early(self.plan.formulas)
        note.formulas.append(note.tex.inline(chance.number(measured.INLINE_LENGTH)))
        return note.formulas[-1]

    def _display(self, note: Note) -> str:
        if self.displays and self.chance.happens(measured.DISPLAY_AGAIN):
            return self.chance.one_of(self.displays)
        length = self.chance.number(measured.DISPLAY_LENGTH)
        self.displays.append(note.tex.display(length))
        return self.displays[-1]

    def _embed(self, note: Note, kind: str) -> Block:
        """A section of an earlier note, a whole earlier note, or a picture."""
        chance = self.chance
        if kind == "M" and chance.happens(measured.PICTURES):
            if not self.pictures or chance.happens(0.9):
                self.pictures.append(f"{chance.early(self.plan.words)} {len(self.pictures)}.png")
            return Block(kind, (f"![[{chance.one_of(self.pictures[-3:])}]]",))
        for _ in range(5):
            if not self.notes:
                break
            other = chance.one_of(self.notes)
            if not other.headings:
                continue
            heading = chance.one_of(list(other.headings)) if kind == "E" else ""
            if heading and any(block.embeds for block in other.section(heading)):
                continue  # hardly any real section that is embedded embeds one
            target = self.plan.names[other.number] + f"#{heading}" * bool(heading)
            embeds = (other.number, heading) if heading else None
            return Block(kind, (f"![[{target}]]",), embeds=embeds)
        return Block("P", (self.text(note, "P"),))

    def _code(self) -> list[str]:
        chance, words = self.chance, self.plan.words
        language = chance.weighted(_LANGUAGES)
        lines = [
            f"{chance.early(words)}({chance.early(words)}, {n}); // {chance.early(words)}"
            for n in range(chance.number(measured.CODE_LINES))
        ]
        return [f"```{language}", *lines, "```"]

    def _table(self) -> list[str]:
        rows = [
            " | ".join(sentence(self.chance, self.plan.words, 3))
            for _ in range(2 + int(self.chance.random() * 6))
        ]
        return [f"| {row} |" for row in (rows[0], "--- | --- | ---", *rows[1:])]
