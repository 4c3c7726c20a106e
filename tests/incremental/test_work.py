"""How much work an edit is: notes parsed, formulas drawn, pages made. Nothing here is timed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.incremental.harness import Site, Vault
from vaultsite.maths.crew import Crew
from vaultsite.vault.reader import read

if TYPE_CHECKING:
    from pathlib import Path

NOTES = {
    "index.md": "To [[a]] with $a$ and $b$.\n",
    "a.md": "Alone: $a$, $c$.\n\n## Part\n$$d$$\n",
    "b.md": "![[a#Part]]\n",
    "c.md": "Nothing.\n\nSTART\nBasic\nA question\nBack: and its answer\nEND\n",
}


@dataclass(slots=True)
class Work:
    parsed: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)

    def done(self) -> tuple[list[str], list[str]]:
        """What was done since this was last asked."""
        found = sorted(self.parsed), sorted(self.drawn)
        self.parsed, self.drawn = [], []
        return found


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    work = Work()
    draw = Crew.draw

    def counted_read(path: str, *arguments: Any, **options: Any) -> Any:
        work.parsed.append(path)
        return read(path, *arguments, **options)

    def counted_draw(crew: Crew, jobs: Any) -> Any:
        work.drawn.extend(job.tex for job in jobs)
        return draw(crew, jobs)

    monkeypatch.setattr("vaultsite.vault.note_reader.read", counted_read)
    monkeypatch.setattr(Crew, "draw", counted_draw)
    return work


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", NOTES)


@pytest.fixture
def built(tmp_path: Path, vault: Vault, work: Work, node_modules: Path) -> Site:
    assert node_modules.is_dir()
    site = Site(tmp_path / "site", vault, maths="build")
    site.build()
    work.done()
    return site


def test_a_cold_build_reads_each_note_and_draws_each_formula_once(
    tmp_path: Path, vault: Vault, work: Work, node_modules: Path
) -> None:
    assert node_modules.is_dir()
    Site(tmp_path / "site", vault, maths="build").build()
    assert work.done() == (sorted(NOTES), ["a", "b", "c", "d"])


def test_a_build_without_changes_parses_and_draws_nothing(built: Site, work: Work) -> None:
    assert built.build() == set()
    assert work.done() == ([], [])


def test_after_an_edit_a_build_parses_what_it_shows_and_draws_what_is_new(
    vault: Vault, built: Site, work: Work
) -> None:
    vault.write("b.md", vault.read("b.md") + "\nNew: $e$ and $a$.\n")
    assert built.build() == {"b.md"}
    assert work.done() == (["a.md", "b.md"], ["e"])


def test_a_server_parses_the_edited_note_and_draws_what_is_new(
    tmp_path: Path, vault: Vault, work: Work, node_modules: Path
) -> None:
    assert node_modules.is_dir()
    site = Site(tmp_path / "site", vault, command="serve", maths="build")
    site.build()
    work.done()
    vault.write("b.md", vault.read("b.md") + "\nNew: $e$ and $a$.\n")
    assert site.update() == {"b.md"}
    assert work.done() == (["b.md"], ["e"])
    vault.write("a.md", vault.read("a.md").replace("$$d$$", "$$d + f$$"))
    assert site.update() == {"a.md", "b.md"}
    assert work.done() == (["a.md"], ["d + f"])
    site.close()


def test_what_is_private_is_asked_for_again_where_it_matters(tmp_path: Path, work: Work) -> None:
    vault = Vault(
        tmp_path / "vault",
        {**NOTES, "private/secret.md": "Secret.\n", "tells.md": "Of [[secret]] and [[later]].\n"},
    )
    site = Site(tmp_path / "site", vault, exclude=["private/"])
    site.build()
    work.done()
    vault.write("z.md", "To [[c]].\n")
    notes = {name for name in site.build() if not name.startswith(".")}  # and listings
    assert notes == {"z.md", "c.md", "tells.md"}
    assert work.done()[0] == ["c.md", "tells.md", "z.md"]
    vault.write("private/later.md", "Secret, too.\n")
    assert site.build() == {"tells.md"}
    assert work.done()[0] == ["tells.md"]
    vault.rename("c.md", "private/c.md")
    site.build()
    assert {"z.md", "tells.md"} <= {*work.done()[0]}
    assert "private note" in site.files()["z/index.html"].decode()
