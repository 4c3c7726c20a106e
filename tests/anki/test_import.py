"""What a reader gets who imports our packages, once and again."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.anki.collection import Reader, reader
from vaultsite.anki.export import ExportError, guids
from vaultsite.anki.fields import Fields
from vaultsite.anki.note import AnkiNote, guid, note_id
from vaultsite.anki.package import Packer, media_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Take = Callable[..., dict[str, int]]

ID = "1752610400117"
MEDIA = {"a/plot.png": b"a picture", "b/plot.png": b"another", "c/a word.mp3": b"a sound"}


def note(key: str = ID, front: str = "<p>one?</p>", **changes: object) -> AnkiNote:
    made = AnkiNote(
        key=key,
        guid=guid(key),
        id=note_id(key),
        kind="basic",
        fields=(front, "<p>one</p>", "Plan"),
        tags=("analysis", "maths::sums"),
        deck="Vault::sums",
        changed=1_700_000_000,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def packed(notes: Iterable[AnkiNote]) -> bytes:
    out = BytesIO()
    Packer(MEDIA.__getitem__).write(notes, out)
    return out.getvalue()


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Reader]:
    with reader(tmp_path / "anki") as someone:
        yield someone


@pytest.fixture
def take(anki: Reader, tmp_path: Path) -> Take:
    def take(*notes: AnkiNote) -> dict[str, int]:
        file = tmp_path / "cards.apkg"
        file.write_bytes(packed(notes))
        return anki.take(file)

    return take


def test_a_note_keeps_its_id_deck_tags_and_time(anki: Reader, take: Take) -> None:
    assert take(note(), note("5c3fa9", "<p>two?</p>")) == {"new": 2}
    found = anki.notes()[int(ID)]
    assert found.fields == ["<p>one?</p>", "<p>one</p>", "Plan"]
    assert sorted(found.tags) == ["analysis", "maths::sums"]
    assert found.mod == 1_700_000_000
    assert anki.decks() == {"Vault::sums"}


def test_the_same_again_is_nothing_new(anki: Reader, take: Take) -> None:
    take(note(), note("5c3fa9", "<p>two?</p>"))
    assert take(note(), note("5c3fa9", "<p>two?</p>")) == {"duplicate": 2}
    assert len(anki.notes()) == 2


def test_packages_may_overlap(anki: Reader, take: Take) -> None:
    take(note())
    assert take(note(), note("5c3fa9", "<p>two?</p>")) == {"new": 1, "duplicate": 1}
    assert len(anki.notes()) == 2


def test_an_edit_arrives_and_the_schedule_stays(anki: Reader, take: Take) -> None:
    take(note())
    [number] = anki.collection.find_cards("")
    card = anki.collection.get_card(number)
    card.type = card.queue = 2
    card.ivl, card.due, card.reps = 30, 100, 5
    anki.collection.update_card(card)
    assert take(note(front="<p>better?</p>", changed=1_700_000_001)) == {"updated": 1}
    after = anki.collection.get_card(number)
    assert after.note().fields[0] == "<p>better?</p>"
    assert (after.ivl, after.due, after.reps, after.queue) == (30, 100, 5, 2)


def test_a_newer_edit_of_the_readers_own_stays(anki: Reader, take: Take) -> None:
    take(note())
    own = anki.notes()[int(ID)]
    own.fields[1] = "my own words"
    anki.collection.update_note(own)
    assert take(note(front="<p>better?</p>", changed=1_700_000_001)) == {"duplicate": 1}
    assert anki.notes()[int(ID)].fields[1] == "my own words"


def test_a_moved_note_stays_where_the_reader_has_it(anki: Reader, take: Take) -> None:
    take(note())
    assert take(note(deck="Vault::elsewhere", changed=1_700_000_001)) == {"updated": 1}
    assert len(anki.notes()) == 1
    assert anki.decks() == {"Vault::sums"}


def test_pictures_and_sounds_come_along_by_names_of_their_own(anki: Reader, take: Take) -> None:
    html, media = Fields(lambda _: "").write(
        '<img src="vault:a/plot.png"><img src="vault:b/plot.png">'
        '<span class="media-embed"><audio src="vault:c/a%20word.mp3"></audio><a>a word</a></span>',
    )
    assert take(note(front=html, media=tuple(media))) == {"new": 1}
    names = {path: media_name(path, content) for path, content in MEDIA.items()}
    assert len({*names.values()}) == 3
    front = anki.notes()[int(ID)].fields[0]
    assert f"[sound:{names['c/a word.mp3']}]" in front
    for path, content in MEDIA.items():
        assert names[path] in front
        assert anki.media(names[path]) == content


@pytest.mark.parametrize(
    ("kind", "fields", "cards"),
    [
        ("basic", ("q", "a", ""), 1),
        ("reversed", ("q", "a", ""), 2),
        ("reversed", ("q", "", ""), 1),
        ("typed", ("q", "a", ""), 1),
        ("cloze", ("{{c1::a}} {{c2::b}} {{c1::c}}", "", ""), 2),
    ],
)
def test_a_note_has_as_many_cards_as_its_type_says(
    anki: Reader, take: Take, kind: str, fields: tuple[str, ...], cards: int
) -> None:
    assert take(note(kind=kind, fields=fields)) == {"new": 1}
    assert anki.collection.card_count() == cards


def test_a_gap_shows_its_hint_and_hides_braces_and_colons(anki: Reader, take: Take) -> None:
    html, _ = Fields(lambda _: "").write(
        '<p>a <span class="card-cloze" data-cloze="1"><label class="card-gap">'
        '<input type="checkbox"><span class="card-gap-word">Gap, </span>'
        '<span class="card-hint">a <em>hint</em></span></label>'
        '<span class="card-hidden">std::x \\(\\frac{1}{2_{a}}\\)</span></span> b</p>',
    )
    take(note(kind="cloze", fields=(html, "", "")))
    [number] = anki.collection.find_cards("")
    card = anki.collection.get_card(number)
    assert "[a hint]" in card.question()
    shown = re.sub(r'data-cloze="[^"]*"', "", card.question())  # Anki's own, for its scripts
    assert "std" not in shown
    answer = card.answer().replace("&#58;", ":").replace("&#125;", "}")
    assert "std::x \\(\\frac{1}{2_{a}}\\)</span> b" in answer


def test_the_same_notes_are_the_same_bytes() -> None:
    notes = [note(), note("5c3fa9", "<p>two?</p>", deck="Other")]
    first = packed(notes)
    assert packed(reversed(notes)) == first
    assert packed([*notes, note()]) == first


def test_an_author_whose_export_is_known_gets_nothing_twice(
    anki: Reader, take: Take, tmp_path: Path
) -> None:
    own = anki.add("my question", "my answer")
    known = guids(anki.export(tmp_path / "own.apkg", legacy=True))
    assert known == {str(own.id): own.guid}
    mine = "SELECT * FROM notes", "SELECT * FROM cards"
    before = [anki.collection.db.all(each) for each in mine]
    picture, media = Fields(lambda _: "").write('<img src="vault:a/plot.png">')
    newer = note(front=picture, guid=own.guid, media=tuple(media), changed=4_000_000_000)
    assert take(newer) == {"conflicting": 1}
    assert [anki.collection.db.all(each) for each in mine] == before
    assert anki.media(media_name("a/plot.png", MEDIA["a/plot.png"])) is None
    assert take(newer, note("5c3fa9")) == {"new": 1, "conflicting": 1}


def test_an_export_that_cannot_be_read_is_named(anki: Reader, tmp_path: Path) -> None:
    anki.add("my question", "my answer")
    new = anki.export(tmp_path / "new.apkg", legacy=False)
    with pytest.raises(ExportError, match="Support older Anki versions"):
        guids(new)
    for content in (b"", b"no zip"):
        new.write_bytes(content)
        with pytest.raises(ExportError, match=r"new\.apkg is no export"):
            guids(new)
