"""Packages are made again when what is in them has changed, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.incremental.harness import Site, Vault
from vaultsite.anki.package import Packer
from vaultsite.site import anki_offers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import IO

    from vaultsite.anki.note import AnkiNote

NOTES: dict[str, str | bytes] = {
    "a/One.md": "START\nBasic\none? $x$\nBack: ![[one.png]]\nTags: exam\nEND\n",
    "a/two/Two.md": "START\nBasic\ntwo?\nBack: ![[Other]]\nEND\n",
    "b/Three.md": "START\nBasic\nthree?\nBack: 3\nTags: exam\n<!--ID: 1752610400117-->\nEND\n",
    "Other.md": "Shown elsewhere.\n",
    "one.png": b"a picture",
}


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many notes there were in each package that was made."""
    counts: list[int] = []

    write = Packer.write

    def counted(packer: Packer, notes: Iterable[AnkiNote], out: IO[bytes]) -> None:
        found = [*notes]
        counts.append(len(found))
        write(packer, found, out)

    monkeypatch.setattr(Packer, "write", counted)
    return counts


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", NOTES)


def packages(site: Site) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (site.dir / "assets/anki").iterdir()}


def made(packed: list[int]) -> list[int]:
    """What was made since this was last asked."""
    found = sorted(packed)
    packed.clear()
    return found


def test_they_are_made_once_and_after_edits_those_that_hold_the_card(
    tmp_path: Path, vault: Vault, packed: list[int]
) -> None:
    site = Site(tmp_path / "site", vault, anki=True)
    site.build()
    assert made(packed) == [1, 1, 1, 2, 2, 3]  # notes, a/, exam, the vault: b/ is its note's
    first = packages(site)
    site.build()
    assert made(packed) == []
    assert packages(site) == first
    vault.write("b/Three.md", vault.read("b/Three.md").replace("three?", "better?"))
    site.build()
    assert made(packed) == [1, 2, 3]
    vault.write("Other.md", "Shown elsewhere, and edited.\n")
    site.build()
    assert made(packed) == [1, 2, 3]
    vault.write("one.png", b"another picture")
    site.build()
    assert made(packed) == [1, 2, 2, 3]
    last = packages(site)
    cold = Site(tmp_path / "cold", vault, anki=True)
    cold.build()
    assert packages(cold) == last
    assert last.keys() == first.keys()
    assert not {*last.values()} & {*first.values()}


def test_a_server_makes_them_a_moment_after_an_edit(tmp_path: Path, vault: Vault) -> None:
    served = Site(tmp_path / "served", vault, command="serve", anki=True)
    served.build()
    served.wait()
    vault.write("b/Three.md", vault.read("b/Three.md").replace("three?", "better?"))
    served.update()
    served.wait()
    found = packages(served)
    served.close()
    cold = Site(tmp_path / "cold", vault, anki=True)
    cold.build()
    assert found == packages(cold)


def test_of_a_note_that_has_gone_nothing_is_kept(tmp_path: Path, vault: Vault) -> None:
    site = Site(tmp_path / "site", vault, anki=True)
    site.build()
    assert len(packages(site)) == 6
    vault.delete("b/Three.md")
    site.build()
    assert len(packages(site)) == 3  # that of a/ is the vault's by now, the tag's its note's
    kept = {file.read_bytes() for file in (tmp_path / "site/cache/anki").iterdir()}
    assert kept == {*packages(site).values()}


def test_pages_lead_to_no_package_that_does_not_fit_any_more(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path / "site", vault, anki=True)
    site.build()
    page = site.dir / "a/One/index.html"
    assert "anki-package" in page.read_text("utf-8")
    monkeypatch.setattr(anki_offers, "MOST", 10)
    site.build()
    assert "anki-package" not in page.read_text("utf-8")
    assert [*packages(site)] == ["vault.apkg"]
