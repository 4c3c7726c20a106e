"""Cards that the author's own patterns find: on the page, in links, and within limits."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cards.recipes import RECIPES
from tests.render.pages import faults, library, text_of
from vaultsite.maths import Drawing
from vaultsite.render.note import render_note
from vaultsite.render.search import search_html
from vaultsite.site.backlinks import backlinks
from vaultsite.site.library import Library
from vaultsite.store import Store
from vaultsite.vault import js_patterns
from vaultsite.vault.anki_data import DATA_FILE, load
from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.cards import lift
from vaultsite.vault.index import Vault
from vaultsite.vault.js_patterns import Invalid, Late, Span
from vaultsite.vault.records import Records
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsite.vault.note import Note

HEADER = RECIPES["header-paragraph"]["Basic"]
REMNOTE = RECIPES["RemNote"]["Basic"]


def settings(vault: Path, patterns: dict[str, str], **options: object) -> None:
    data = vault / DATA_FILE
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text(json.dumps({"settings": {"CUSTOM_REGEXPS": patterns, **options}}), "utf-8")


def note(vault: Path, text: str, *, pattern: str = HEADER) -> Note:
    settings(vault, {"Basic": pattern})
    (vault / "note.md").write_text(text, "utf-8")
    return Vault(vault, custom_regexes=True).notes["note.md"]


def published(vault: Path, text: str, pattern: str) -> str:
    """The HTML of a note's page and of its search text, and the report, without a secret plan."""
    note(vault, text, pattern=pattern)
    index = Vault(vault, choice=Choice(exclude=("Secret plan.md",)), custom_regexes=True)
    book = Library(index, use_directory_urls=True, reserved=(), draw=lambda _formula: Drawing())
    shown = render_note("note.md", book).html, search_html(book.source("note.md"))
    return "\n".join((*shown, *map(str, book.problems)))


def test_only_who_wants_them_has_such_cards(tmp_path: Path) -> None:
    assert len(note(tmp_path, "# Q\nA\n").cards) == 1
    assert Vault(tmp_path).notes["note.md"].cards == ()


def test_text_stays_as_it_is_and_the_card_stands_among_the_cards(tmp_path: Path) -> None:
    note(tmp_path, "x\n\n# Q\nA **b** ^id\n<!--ID: 12-->\n\n[[#Q]] [[#^id]]\n")
    page = render_note("note.md", library(tmp_path, custom_regexes=True))
    assert faults(page.html) == []
    text, _, cards = page.html.partition('<section class="cards"')
    assert '<h1 id="q" aria-level="2">Q' in text
    assert '<p id="^id">A <strong>b</strong></p>' in text
    assert 'href="#q"' in text
    assert 'href="#^id"' in text
    assert "ID: 12" not in page.html
    assert [*re.findall(r'id="card-(\w+)"', cards)] == ["12"]
    assert "<p>A <strong>b</strong></p>" in cards
    assert [entry.text for entry in page.toc.children] == ["Q", "Cards"]


def test_cards_stand_in_the_order_of_the_note(tmp_path: Path) -> None:
    text = "# Q\nA\nID: 1\n\nSTART\nBasic\nQ\nBack: A\nID: 2\nEND\n\n# Q\nB\nID: 3\n"
    note(tmp_path, text)
    html = render_note("note.md", library(tmp_path, custom_regexes=True)).html
    assert re.findall(r'id="card-(\w+)"', html) == ["1", "2", "3"]


def test_what_stands_in_the_text_is_found_and_quoted_once(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("", "utf-8")
    note(tmp_path, "# Q\nA [[other]] here. <a href='other.md'>b</a>\n")
    book = library(tmp_path, custom_regexes=True)
    record = book.records["note.md"]
    assert {(link.raw, link.card) for link in record.links} == {("other", -1), ("other.md", -1)}
    assert len(record.links) == 2
    assert search_html(book.source("note.md")).count("A other here") == 1
    assert "Cards" not in search_html(book.source("note.md"))
    [link] = backlinks(
        "other.md", book.links.incoming["other.md"], book.records, book, book.sheet()
    )
    assert len(link.snippets) == 1


def test_bare_ids_and_tags_are_not_shown(tmp_path: Path) -> None:
    note(tmp_path, "# Q\nA\nTags: t\nID: 1700000000000\n")
    text = text_of(render_note("note.md", library(tmp_path, custom_regexes=True)).html)
    assert "Tags:" not in text
    assert "ID:" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Q [[Secret plan|a::b]] c",
        "Q [a](Secret%20plan.md#b::c) d",
        "Q ![[Secret plan#a::b]] c",
        "[a]: Secret%20plan.md#::b\n\n[a]::c",
        "Q %% Secret::plan %% b",
        "Q <!-- Secret::plan --> b",
        "a %% Secret\nb::plan %%",
        "%%\na::Secret plan\n%%",
        "%% Secret\n\na::Secret plan",
        "<!--\n\na::Secret plan",
        '<a href="Secret%20plan.md" title="a::b">c</a>',
    ],
)
def test_a_pattern_that_cuts_something_in_two_shows_nothing_of_it(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "Secret plan.md").write_text("x", "utf-8")
    assert not re.search("Secret|plan", published(tmp_path, text, REMNOTE))


def test_a_card_says_nothing_that_its_note_does_not(tmp_path: Path) -> None:
    found = note(tmp_path, "[a::b]: page.md\n\nx", pattern=REMNOTE)
    assert found.cards == ()
    assert [str(problem) for problem in found.problems] == [
        "note.md:1: the pattern for 'Basic' cuts a link or a comment in two: "
        "no card is made of it; change the text, or the pattern in the plugin's settings"
    ]


def test_links_to_private_notes_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "Secret plan.md").write_text("x", "utf-8")
    shown = published(tmp_path, "# Q\nA [[Secret plan]]\n", HEADER)
    assert shown.count("private note") == 3
    assert not re.search("Secret|plan", shown)


def test_frozen_text_is_part_of_a_card(tmp_path: Path) -> None:
    [card] = note(tmp_path, "FROZEN - Basic:\nBack: (from a book)\n\n# Q\nA\n").cards
    assert card.back.text == "A(from a book)"


def test_who_needs_too_long_makes_no_card_and_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(js_patterns, "TIME_LIMIT", 0.5)
    settings(tmp_path, {"Basic": "^(a+)+b", "Cloze": "(.*{{c1.*)"})
    (tmp_path / "note.md").write_text(f"{'a' * 60}\n\n{{{{c1::x}}}}\n", "utf-8")
    found = Vault(tmp_path, custom_regexes=True).notes["note.md"]
    assert [card.note_type for card in found.cards] == ["Cloze"]
    assert [str(problem) for problem in found.problems] == [
        "note.md: the pattern for 'Basic' finds no cards here within 0.5 s: "
        f"split the longest paragraph, or mend the pattern in {DATA_FILE}"
    ]


def test_a_note_that_is_read_again_has_the_same_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{'a' * 22}b\n\n{{{{c1::x}}}}\n"
    settings(tmp_path, {"Basic": "^(a+)+$|(a)", "Cloze": "(.*{{c1.*)"})
    (tmp_path / "note.md").write_text(text, "utf-8")
    vault = Vault(tmp_path, custom_regexes=True)
    found = vault.notes["note.md"]
    assert {card.note_type for card in found.cards} == {"Basic", "Cloze"}
    monkeypatch.setattr(js_patterns, "TIME_LIMIT", 0.0)
    late = vault._reader.read("note.md", text, b"")
    assert late.note.late[:1] == ("Basic",)
    assert vault._reader.read("note.md", text, b"", found).note.cards == found.cards
    monkeypatch.undo()
    assert vault._reader.read("note.md", text, b"", late.note).note.cards == late.note.cards


@pytest.mark.parametrize(
    ("note_type", "pattern", "what"),
    [
        ("Basic", "^(a", "is no regular expression of JavaScript (Unterminated group)"),
        ("Basic", "(?P<a>b)", "is no regular expression of JavaScript (Invalid group)"),
        ("Basic", "a\\", "is no regular expression of JavaScript (\\ at end of pattern)"),
        ("Basic", "abc", "has no group in parentheses for a field"),
        ("Foo", "(abc)", "is for a note type that is unknown"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_reported_once(
    tmp_path: Path, note_type: str, pattern: str, what: str
) -> None:
    settings(tmp_path, {note_type: pattern})
    for name in "ab":
        (tmp_path / f"{name}.md").write_text("abc (a\n", "utf-8")
    vault = Vault(tmp_path, custom_regexes=True)
    assert [str(problem) for problem in vault.problems] == [
        f"{DATA_FILE}: the pattern for {note_type!r} in CUSTOM_REGEXPS {what}: "
        "correct it in the plugin's settings; it finds no cards meanwhile"
    ]
    assert not any(note.cards for note in vault.notes.values())
    assert load(tmp_path)[1] == ()


@pytest.mark.parametrize(
    ("pattern", "text", "back"),
    [
        (r"^Q(?<n>\d) ([^]+?)\/A", "Q1 a\nb/A", "a\nb"),
        (r"^(Q)\u0041 (.*)$", "QA b", "b"),
        (r"^(Q)(?<=Q) (.+)$", "Q b", "b"),
        (r"(Q) ?\k<x>(?<x>b)?", "Q b", "b"),
        (r"^(Q) (\w+)", "Q bé", "b"),
        (r"^(Q) (\d+)", "Q 1٢", "1"),
        (r"^(Q) ([[a]+)", "Q [a", "[a"),
        (r"^(Q)(?: (a)| (b))+$", "Q b", ""),
        (r"^(Q)(.*) ", "Q b c d", "b c"),
    ],
)
def test_patterns_are_those_of_javascript(
    tmp_path: Path, pattern: str, text: str, back: str
) -> None:
    [card] = note(tmp_path, text, pattern=pattern).cards
    assert card.back.text == back


def test_groups_without_a_field_are_left_out_and_fields_without_a_group_are_empty(
    tmp_path: Path,
) -> None:
    [card] = note(tmp_path, "a b c", pattern="(a) (b) (c)").cards
    assert [field.text for field in card.fields] == ["a", "b"]
    found = note(tmp_path, "a b c", pattern="(a)")
    assert [field.text for field in found.cards[0].fields] == ["a", ""]
    assert [problem.what for problem in found.problems] == [
        "card without answer, found by the pattern for 'Basic'"
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"Defaults": {"Scan Directory": "cards"}}, {"cards/a.md", "cards/c.draw.md"}),
        ({"Defaults": {"Scan Directory": "/cards/"}}, {"cards/a.md", "cards/c.draw.md"}),
        ({"IGNORED_FILE_GLOBS": ["**/*.draw.md"]}, {"cards/a.md", "b.md"}),
        ({"IGNORED_FILE_GLOBS": ["*.md"]}, {"cards/a.md", "cards/c.draw.md"}),
        ({"IGNORED_FILE_GLOBS": ["cards/**"]}, {"b.md"}),
    ],
)
def test_patterns_are_let_loose_where_the_plugin_looks(
    tmp_path: Path, options: dict[str, object], found: set[str]
) -> None:
    settings(tmp_path, {"Basic": HEADER}, **options)
    (tmp_path / "cards").mkdir()
    for path in ("cards/a.md", "cards/c.draw.md", "b.md"):
        (tmp_path / path).write_text("# Q\nA\n", "utf-8")
    notes = Vault(tmp_path, custom_regexes=True).notes
    assert {path for path, note in notes.items() if note.cards} == found


def test_a_cloze_pattern_without_a_cloze_makes_no_card(tmp_path: Path) -> None:
    settings(tmp_path, {"Cloze": "(.+)"})
    (tmp_path / "note.md").write_text("a\n\n{{c1::b}}\n\n{c}\n", "utf-8")
    found = Vault(tmp_path, custom_regexes=True).notes["note.md"]
    assert [card.front.text for card in found.cards] == ["{{c1::b}}"]
    assert found.problems == ()


def test_new_patterns_are_taken_in(tmp_path: Path) -> None:
    note(tmp_path, "# Q\nA::B\n")
    store = Store(tmp_path / "kept", version="1")
    vault = Vault(tmp_path, custom_regexes=True, records=Records(store))
    store.flush()
    without = Vault(tmp_path, records=Records(store))
    settings(tmp_path, {"Basic": REMNOTE})
    assert vault.edit() is None
    warm = Vault(tmp_path, custom_regexes=True, records=Records(store))
    served = Vault(tmp_path, custom_regexes=True, previous=vault)
    for again in (warm, served):
        assert [card.front.text for card in again.notes["note.md"].cards] == ["A"]
    assert warm.keys == served.keys
    assert len({each.keys["note.md"] for each in (vault, without, warm)}) == 3
    store.close()


def test_node_is_asked_one_thing_after_the_other() -> None:
    [found, late, wrong] = js_patterns.search(
        f"😀b {'a' * 60}", [["(b)", "x(y)?"], ["(a+)+c"], ["("]], limit=0.5
    )
    assert found == [[(Span(1, 2), Span(1, 2))], []]
    assert late == Late()
    assert isinstance(wrong, Invalid)
    js_patterns.rest()
    assert js_patterns.search("a", [["b?"]]) == [[[(Span(0, 0),), (Span(1, 1),)]]]


def test_a_question_that_brings_node_down_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = js_patterns._node.ask
    monkeypatch.setattr(
        js_patterns._node, "ask", lambda asked: None if ["x"] in asked["sources"] else ask(asked)
    )
    assert js_patterns.search("a", [["(a)"], ["x"]]) == [[[(Span(0, 1), Span(0, 1))]], Late()]


def test_a_vault_without_patterns_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(js_patterns, "search", None)
    assert lift("# Q\nA\n", AnkiSettings(), path="n.md").cards == ()
