"""Which packages a site has."""

from __future__ import annotations

import pytest

from vaultsite.site import anki_offers
from vaultsite.site.anki_offers import Offers
from vaultsite.site.study_page import Entry


def entry(*tags: str, keys: tuple[str, ...] = ("1",)) -> Entry:
    return Entry("title", "url", "deck", keys, tuple(frozenset(tags) for _ in keys))


ENTRIES = {
    "a/One.md": entry("exam"),
    "a/b/Two.md": entry("exam", keys=("2", "3")),
    "c/Three.md": entry("x", "x::y", keys=("4",)),
}
NONE: dict[str, int] = dict.fromkeys(ENTRIES, 0)


def test_the_same_cards_are_one_file() -> None:
    offers = Offers(ENTRIES, (), NONE)
    assert set(offers.folders) == {"", "a", "a/b", "c"}
    assert offers.folders["a/b"] == offers.notes["a/b/Two.md"]
    assert offers.folders["a"] == offers.tags["exam"]
    assert offers.tags["x"] == offers.tags["x::y"] == offers.notes["c/Three.md"]
    assert len(offers.packages) == 5
    assert offers.packages[offers.folders[""]] == (
        ("a/One.md", ("1",)),
        ("a/b/Two.md", ("2", "3")),
        ("c/Three.md", ("4",)),
    )


def test_a_notes_package_is_its_own_even_if_there_is_no_other_note() -> None:
    offers = Offers({"One.md": entry()}, (), NONE | {"One.md": 0})
    assert offers.notes["One.md"] != offers.folders[""]


def test_a_tag_has_only_its_own_cards_of_a_note() -> None:
    mixed = Entry("t", "u", "d", ("1", "2"), (frozenset(("exam",)), frozenset(("Exam", "x"))))
    offers = Offers({"One.md": mixed}, (), {"One.md": 0})
    assert offers.packages[offers.tags["x"]] == (("One.md", ("2",)),)
    assert offers.tags["exam"] == offers.folders[""]


@pytest.mark.parametrize(
    ("most", "left_out"),
    [
        (1, {"notes": 5, "folders": 7, "tags": 5}),
        (10, {"folders": 3, "tags": 3}),
        (13, {}),
    ],
)
def test_what_does_not_fit_is_left_out_and_reported(
    monkeypatch: pytest.MonkeyPatch, most: int, left_out: dict[str, int]
) -> None:
    monkeypatch.setattr(anki_offers, "MOST", most)
    weights = {"a/One.md": 1, "a/b/Two.md": 2, "c/Three.md": 2}
    offers = Offers(ENTRIES, (), weights)
    assert offers.left_out == left_out
    assert offers.folders[""]
    assert len([*offers.problems]) == len(left_out)
    assert Offers(ENTRIES, ("vault", "tags"), weights).left_out == {}
    assert Offers(ENTRIES, ("tags",), weights).folders == {}


def test_without_cards_there_is_none() -> None:
    assert Offers({}, (), {}).packages == {}
