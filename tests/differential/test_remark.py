"""Our blocks beside those of remark, an implementation of CommonMark and GFM independent of ours.

Where the two differ, a rule of Obsidian must explain it: written out for remark in plain Markdown
(`blanks.RULES`), it makes the difference go away. `pytest -s` prints the notes and their rules.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.differential.blanks import RULES, blanked, sources
from tests.differential.outlines import alike, lines_of, ours, remark
from vaultsite import packages
from vaultsite.vault.anki_data import load
from vaultsite.vault.files import read_text, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.differential.outlines import Block

HERE = Path(__file__).parent
LIST = HERE / "differences.toml"
ALL = tuple(RULES)


@pytest.fixture(scope="module")
def folder() -> Path:
    return packages.ensure(HERE / "remark", say=print).parent


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that remark reads otherwise: the rules that it takes to explain it."""

    note: str
    number: int
    rules: tuple[str, ...]
    unexplained: str = ""
    """What is left when all rules are written out, as a diff of the blocks."""


def texts(vault: Path) -> Iterator[tuple[str, int, str]]:
    """Each note's path and texts, numbered: 0 is the body, the others are fields of cards."""
    anki, _ = load(vault)
    for file in scan(vault).files:
        if file.path.lower().endswith(".md"):
            for number, text in enumerate(sources(read_text(file)[0], anki)):
                yield file.path, number, text


def differences(found: Iterable[tuple[str, int, str]], folder: Path) -> list[Difference]:
    found = list(found)
    wanted = {variant for *_, text in found for variant in _variants(text).values()}
    theirs = dict(zip(wanted, remark(list(wanted), folder), strict=True))
    result = []
    for note, number, text in found:
        mine, variants = ours(text), _variants(text)
        if alike(mine, theirs[variants[()]]):
            continue
        with_all = theirs[variants[ALL]]
        needed = tuple(rule for rule in RULES if not alike(mine, theirs[variants[_without(rule)]]))
        left = "" if alike(mine, with_all) else _diff(with_all, mine)
        result.append(Difference(note, number, () if left else needed, left))
    return result


def _without(rule: str) -> tuple[str, ...]:
    return tuple(name for name in RULES if name != rule)


def _variants(text: str) -> dict[tuple[str, ...], str]:
    """The text for remark: with no rule written out, with all, and with all but one."""
    return {names: blanked(text, names) for names in ((), ALL, *map(_without, RULES))}


def _diff(theirs: list[Block], mine: list[Block]) -> str:
    return "\n".join(unified_diff(lines_of(theirs), lines_of(mine), "remark", "ours", lineterm=""))


def counts(found: Iterable[Difference]) -> dict[str, int]:
    """Rule → number of notes that it sets apart."""
    return Counter(rule for _, rule in {(each.note, rule) for each in found for rule in each.rules})


def show(found: list[Difference]) -> None:
    notes = sorted({each.note for each in found})
    print(f"\n{len(found)} texts in {len(notes)} notes differ")
    for note in notes:
        rules = sorted({rule for each in found if each.note == note for rule in each.rules})
        print(f"  {note}: {'; '.join(rules) or 'UNEXPLAINED'}")


def assert_explained(found: list[Difference]) -> None:
    left = [f"{each.note} {each.number}\n{each.unexplained}" for each in found if not each.rules]
    assert not left, "\n\n".join(left)


def test_the_sample_vault_differs_by_rules_of_obsidian_only(
    project_root: Path, folder: Path
) -> None:
    found = differences(texts(project_root / "docs"), folder)
    show(found)
    assert_explained(found)


def test_a_real_vault_differs_by_rules_of_obsidian_only(
    shared_vault: Path, folder: Path, update_golden: bool
) -> None:
    found = differences(texts(shared_vault), folder)
    show(found)
    assert_explained(found)
    notes, rules = len({each.note for each in found}), counts(found)
    if update_golden:
        head = LIST.read_text("utf-8").partition("\n\n")[0]
        lines = "".join(f'"{rule}" = {count}\n' for rule, count in sorted(rules.items()))
        LIST.write_text(f"{head}\n\nnotes = {notes}\n\n[rules]\n{lines}", "utf-8")
    assert {"notes": notes, "rules": rules} == tomllib.loads(LIST.read_text("utf-8"))


CASES = {
    "a display formula is a block": ("a\n$$\nx\n$$\nb\n\n- a\n$$\nx\n$$\n", ALL[:1]),
    "a block id below a block is not shown": ("- a\n\n^id\n", ALL[1:2]),
    "an Admonition fence is a callout": ("```ad-note\ntitle: t\n- a\n```\n", ALL[2:3]),
    "a list stands within a task": ("- [ ] 1. a\n  2. b\n", ALL[3:4]),
    "two at once": ("- [ ] 1. a\n\n$$\nx\n$$\n\n^id\n", (ALL[1], ALL[3])),
}


@pytest.mark.parametrize(("text", "rules"), CASES.values(), ids=CASES)
def test_a_rule_is_told_apart(text: str, rules: tuple[str, ...], folder: Path) -> None:
    [found] = differences([("note.md", 0, text)], folder)
    assert (found.rules, found.unexplained) == (rules, "")


def test_what_no_rule_explains_is_shown(folder: Path) -> None:
    [found] = differences([("note.md", 0, "[^1]: a\n\n  b\n")], folder)
    assert found.rules == ()
    assert "+  p @3" in found.unexplained
    with pytest.raises(AssertionError, match=r"note\.md 0"):
        assert_explained([found])
