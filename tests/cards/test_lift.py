"""What holds for any note: no text is lost, no line moves, nothing is raised."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from vaultsite.problems import Kind
from vaultsite.vault.anki_settings import AnkiSettings, Keywords
from vaultsite.vault.cards import Lifted, distinct_keys, lift

SETTINGS = AnkiSettings()

_LINES = """\
START|END|START |END of|Basic|Cloze|Foo|Back:|Back: {}|Front: {}|  Back: {}|{}|{}|{} <!--ID: 7-->
<!--ID: 7-->|ID: 8|Tags: t|Tags:|Tags: t <!--ID: 9-->|DELETE|```|```py|````|~~~|$$|$$ {} $$|%%
%% {} %%|<!--|-->|---|# anki|## Anki|# {}|- {}|  ```|> ```|- ```|$ {} %%|`{}|\\$$ {}|ENDING {}
TARGET DECK|TARGET DECK: d|FILE TAGS: t||||{{c1::{}}}| END|\ufeff|\r"""
LINE = st.sampled_from(re.split(r"[|\n]", _LINES))
TEXT = st.text(max_size=80) | st.text(alphabet="START\nENDBack: `$%<!->\\{}#", max_size=200)


TYPE = st.sampled_from(["Basic", "Basic", "Cloze", "Foo", "basic", "{}", ""])
CLOSE = st.sampled_from(["END", "END", "END ", " END", "END of {}", "ENDING {}", "END{}", "{}"])


@st.composite
def cards(draw: st.DrawFn) -> list[str]:
    """A card, whole or damaged."""
    front, back = (draw(st.lists(LINE, max_size=4)) for _ in range(2))
    prefix = draw(st.sampled_from(["Back: {}", "Back:", "{}"]))
    return ["START", draw(TYPE), *front, prefix, *back, draw(CLOSE)]


@st.composite
def notes(draw: st.DrawFn) -> str:
    """Lines that mean something to cards, with a word of its own in each that holds text."""
    parts = draw(st.lists(st.lists(LINE, max_size=4) | cards(), min_size=1, max_size=6))
    lines = [line for part in parts for line in part]
    return "\n".join(line.replace("{}", f"word{number}x") for number, line in enumerate(lines))


def _shown(lifted: Lifted) -> str:
    fields = [field.text for card in lifted.cards for field in card.fields]
    return "\n".join([lifted.body, *fields, lifted.deck or "", *lifted.tags])


@given(notes())
def test_no_word_is_lost(text: str) -> None:
    shown = _shown(lift(text, SETTINGS, path="n.md"))
    # The value of a second deck line counts for nothing, in Anki neither.
    values = re.findall(r"(?m)^(?:TARGET DECK|FILE TAGS)\r?\n(.*)", text)
    words = set(re.findall(r"word\d+x", text)) - set(re.findall(r"word\d+x", " ".join(values)))
    assert words <= set(re.findall(r"word\d+x", shown))


@given(notes() | TEXT)
def test_every_line_keeps_its_number(text: str) -> None:
    lifted = lift(text, SETTINGS, path="n.md")
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    body = lifted.body.split("\n")
    assert len(body) == len(source)
    assert all(not left or left in line for left, line in zip(body, source, strict=True))


@given(notes())
def test_a_field_knows_the_line_of_its_text(text: str) -> None:
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for card in lift(text, SETTINGS, path="n.md").cards:
        assert 1 <= card.line <= card.end_line <= len(source)
        for field in card.fields:
            for number, line in enumerate(field.text.split("\n"), field.line):
                assert line.strip() in source[number - 1]


@given(notes())
def test_keys_are_distinct_and_stable(text: str) -> None:
    cards = lift(text, SETTINGS, path="n.md").cards
    assert len({card.key for card in cards}) == len(cards)
    again = lift(text, SETTINGS, path="n.md").cards
    assert [card.key for card in again] == [card.key for card in cards]


@given(notes() | TEXT)
def test_problems_have_a_place_and_a_remedy(text: str) -> None:
    for problem in lift(text, SETTINGS, path="n.md").problems:
        assert problem.kind is Kind.DAMAGED_CARD
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.what
        assert problem.remedy
        assert "\n" not in str(problem)


@given(notes(), st.text(min_size=1, max_size=6), st.text(min_size=1, max_size=6))
def test_any_keywords_will_do(text: str, begin: str, end: str) -> None:
    settings = AnkiSettings(keywords=Keywords(begin=begin, end=end))
    lifted = lift(text, settings, path="n.md")
    assert len(lifted.body.split("\n")) == len(text.replace("\r\n", "\n").split("\n"))


def test_keywords_are_text_not_patterns() -> None:
    settings = AnkiSettings(keywords=Keywords(begin="(.*", end="+++"))
    lifted = lift("(.*\nBasic\nQ\nBack: A\n+++", settings, path="n.md")
    assert [card.back.text for card in lifted.cards] == ["A"]


def _card(front: str, ident: str = "") -> str:
    return f"START\nBasic\n{front}\nBack: A\n{ident}\nEND\n"


def test_the_key_is_the_anki_id_or_a_hash_of_path_and_question() -> None:
    with_id, first, spaced, other = lift(
        _card("Q", "ID: 5") + _card("Q one") + _card(" Q   one ") + _card("Q two"),
        SETTINGS,
        path="n.md",
    ).cards
    assert with_id.key == "5"
    assert re.fullmatch("[0-9a-f]{12}", first.key)
    assert len({first.key, spaced.key, other.key}) == 3
    (moved,) = lift("above\n" + _card(" Q  one"), SETTINGS, path="n.md").cards
    assert moved.key == first.key
    (elsewhere,) = lift(_card("Q one"), SETTINGS, path="m.md").cards
    assert elsewhere.key != first.key


def test_an_id_used_in_two_notes_stays_with_the_first_path() -> None:
    cards = {
        path: lift(_card("Q", "ID: 5"), SETTINGS, path=path).cards for path in ("b.md", "a.md")
    }
    settled, problems = distinct_keys(cards)
    assert list(settled) == ["b.md", "a.md"]
    assert settled["a.md"][0].key == "5"
    assert settled["b.md"][0].key != "5"
    assert settled["b.md"][0].anki_id == "5"
    (problem,) = problems
    assert (problem.path, problem.line) == ("b.md", 1)
    assert "a.md:1" in problem.what


def test_frozen_text_does_not_grow_without_bounds() -> None:
    frozen = f"FROZEN - Basic:\nBack: {'x' * 30_000}\n\n"
    lifted = lift(frozen + _card("Q") * 100, SETTINGS, path="n.md")
    assert {card.back.text for card in lifted.cards} == {"A"}
    assert [problem.what for problem in lifted.problems] == [
        "frozen text for 100 cards is 3,000,000 characters in all"
    ]
