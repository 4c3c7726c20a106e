"""Notes read by other processes are the same as those read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.incremental.harness import Site
from tests.incremental.harness import Vault as Folder
from vaultsite.vault import workers
from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NOTES = {
    **{f"{name}.md": f"# Head\nTo [[index#Part|that]], $x_{{{name}}}$.\n" for name in "abcd"},
    "index.md": "---\ntags: [t]\n---\n![[a]] [[secret]]\n\n## Part\n$$y$$ [[b]] #s\n\n- t ^id\n",
    "cards.md": "START\nBasic\nQ $z$?\nBack: [[secret|A]]\nEND\n\n[^1] x\n\n[^1]: A foot.\n",
    "broken.md": "---\na: [\n---\nText, <div [[c]].\n",
    "secret.md": "---\npublish: false\n---\nNobody reads the canary.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr(workers, "_BATCH", 60)
    return Folder(tmp_path / "vault", NOTES)


def by(workers_: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "workers_for", lambda _: workers_)


def test_the_site_is_the_same_however_many_processes_read_its_notes(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = []
    for count in (0, 1, 3):
        site = Site(tmp_path / str(count), folder)
        by(count, monkeypatch)
        site.build()
        sites.append(site.files())
        # What the workers handed back is found again, and enough for the next build.
        with monkeypatch.context() as patch:
            patch.setattr("vaultsite.vault.note_reader.read", None)
            by(0, patch)
            site.build()
        assert site.files() == sites[-1]
    assert sites[0] == sites[1] == sites[2]
    assert b"canary" not in b"".join(sites[0].values())


def test_records_tokens_and_problems_are_the_same(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(0, monkeypatch)
    here = Vault(folder.root)
    by(2, monkeypatch)
    told: list[str] = []
    elsewhere = Vault(folder.root, on_note=lambda note: told.append(note.path))
    assert told == [*elsewhere.notes] == [*here.notes]
    assert elsewhere.notes == here.notes
    assert elsewhere.problems == here.problems
    assert elsewhere.keys == here.keys
    for path in told:
        one, other = elsewhere.source(path), here.source(path)
        assert one.body.tokens == other.body.tokens
        assert [[field.tokens for field in card] for card in one.fields] == [
            [field.tokens for field in card] for card in other.fields
        ]


def test_what_workers_leave_is_read_here(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    by(0, monkeypatch)
    here = Vault(folder.root)
    by(2, monkeypatch)
    read_notes = workers.read_notes

    def broken(
        vault: workers.Vault, notes: Iterator[workers.Unread], count: int
    ) -> Iterator[workers.ReadNote]:
        found = read_notes(vault, notes, count)
        yield next(found)
        yield next(found)

    monkeypatch.setattr(workers, "read_notes", broken)
    assert Vault(folder.root).notes == here.notes


def test_workers_that_do_not_start_are_no_error(capfd: pytest.CaptureFixture[str]) -> None:
    unfit: Sequence[str] = [b"no path"]  # type: ignore[list-item]
    vault = workers.Vault(AnkiSettings(), b"", unfit, frozenset())
    notes = [workers.Unread("a.md", "A", b"")]
    assert [*workers.read_notes(vault, iter(notes), 1)] == []
    assert "Error" in capfd.readouterr().err  # Python's own words, by the worker


def test_small_vaults_are_not_worth_a_process() -> None:
    assert workers.workers_for(7_000_000) == 0
    assert workers.workers_for(60_000_000) in range(17)
