"""The list of cards: what is asked of each, whose it is, and that it says nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from vaultsite.site import explorer
from vaultsite.site.library import Library
from vaultsite.site.study_index import StudyIndex
from vaultsite.vault.anki_data import DATA_FILE
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.study.scripts import Scripts

CURLY = {"settings": {"Defaults": {"CurlyCloze": True, "CurlyCloze - Highlights to Clozes": True}}}
REVERSED, OPTIONAL = "Basic (and reversed card)", "Basic (optional reversed card)"
TYPED = "Basic (type in the answer)"


def index(
    root: Path, notes: Mapping[str, str], *, plugin: object = None, directories: bool = True
) -> bytes:
    return made(root, notes, plugin=plugin, directories=directories)[0]


def made(
    root: Path, notes: Mapping[str, str], *, plugin: object = None, directories: bool = True
) -> tuple[bytes, bytes]:
    """The list, and what tells of cards that Anki has numbered."""
    for name, text in notes.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    if plugin is not None:
        (root / DATA_FILE).parent.mkdir(parents=True)
        (root / DATA_FILE).write_text(json.dumps(plugin), "utf-8")
    vault = Vault(root)
    library = Library(vault, use_directory_urls=directories, reserved=["study.json"])
    entries = (
        explorer.NoteEntry(path, note.title, library.url_from_root(path))
        for path, note in vault.notes.items()
    )
    lists = StudyIndex(vault.anki, use_directory_urls=directories)
    tree = explorer.tree(entries)
    first, second = (dict(lists.files(tree, vault.notes)) for _ in range(2))
    assert first == second
    return first["study.json"], first["study-names.json"]


def units(scripts: Scripts, data: bytes) -> list[dict[str, Any]]:
    """What the page reads from the list."""
    lines = "return indexOf(index).units;"
    found: list[dict[str, Any]] = scripts.ask(lines, index=json.loads(data))
    return found


@pytest.mark.parametrize(
    ("card", "sides"),
    [
        ("Basic\nq\nBack: a\n<!--ID: 1-->", ["1"]),
        (f"{REVERSED}\nq\nBack: a\nID: 1", ["1", "1:r"]),
        (f"{REVERSED}-0a1b2\nq\nBack: a\nID: 1", ["1", "1:r"]),
        (f"{OPTIONAL}\nq\nBack: a\nAdd Reverse: y\nID: 1", ["1", "1:r"]),
        (f"{OPTIONAL}\nq\nBack: a\nID: 1", ["1"]),
        (f"{OPTIONAL}\nq\nAdd Reverse: y\nID: 1", []),
        (f"{TYPED}\nq\nBack: a\nID: 1", ["1 typed"]),
        ("Cloze\n{{c2::x}} {{c1::y::hint}} {{c2::z}}\nID: 1", ["1:c1", "1:c2"]),
        ("Cloze\n{{c1::a {{c3::b}}}} {{c10::c}}\nID: 1", ["1:c1", "1:c3", "1:c10"]),
        ("Cloze\n`{{c1::code}}` $x_{{c2::1}}$\nID: 1", []),
        ("Cloze\n[[a {{c1::b}}]] %%{{c2::x}}%% {{c3::y}}\nID: 1", ["1:c3"]),
        ("Cloze\n{{c1::\n```\ncode\n```\n}} {{c2::y}}\nID: 1", ["1:c2"]),
        ("Cloze\nx {y} ==z==\nBack Extra: e\nID: 1", []),
        ("Basic\nonly a question\nID: 1", []),
        ("Basic\nBack: only an answer\nID: 1", []),
        ("Basic\n%%nothing to be seen%%\nBack: a\nID: 1", []),
        ("Basic\nq\nBack: <!-- nothing -->\nID: 1", []),
    ],
)
def test_each_card_asks_what_anki_asks(
    tmp_path: Path, scripts: Scripts, card: str, sides: list[str]
) -> None:
    data = index(tmp_path, {"n.md": f"START\n{card}\nEND\n"})
    found = units(scripts, data) if data else []
    assert [unit["id"] + " typed" * unit["typed"] for unit in found] == sides


def test_deletions_are_those_of_the_plugins_settings(tmp_path: Path, scripts: Scripts) -> None:
    text = "START\nCloze\n{a} ==b== {c7|c}\nID: 1\nEND\n"
    data = index(tmp_path, {"n.md": text}, plugin=CURLY)
    assert [unit["side"] for unit in units(scripts, data)] == ["c1", "c2", "c7"]


def test_cards_in_the_line_count_too(tmp_path: Path, scripts: Scripts) -> None:
    text = "- STARTI [Basic] Q Back: A Tags: t <!--ID: 5--> ENDI\n"
    [unit] = units(scripts, index(tmp_path, {"n.md": text}))
    assert (unit["id"], unit["tags"]) == ("5", ["t"])


def test_a_unit_says_whose_it_is(tmp_path: Path, scripts: Scripts) -> None:
    """Tags are Anki's: those of the card, of its file, and of its note."""
    text = (
        "#note/tag\n\nFILE TAGS: file x/y\n\n"
        "START\nBasic\nq\nBack: a\nTags: own file\n<!--ID: 1-->\nEND\n"
        "START\nBasic\nother\nBack: a\n<!--ID: 2-->\nEND\n"
    )
    one, two = units(scripts, index(tmp_path, {"Maths/Linear algebra/Matrix.md": text}))
    assert one["note"] == {
        "title": "Matrix",
        "url": "Maths/Linear%20algebra/Matrix/",
        "folder": "Maths/Linear algebra",
        "deck": "Maths::Linear algebra",
        "tags": ["note::tag"],
    }
    assert (one["key"], one["side"], one["digests"]) == ("1", "", [])
    assert one["tags"] == ["own", "file", "x::y", "note::tag"]
    assert two["tags"] == ["file", "x::y", "note::tag"]


@pytest.mark.parametrize(
    ("path", "text", "plugin", "deck"),
    [
        ("n.md", "", None, ""),
        ("a/b/n.md", "", None, "a::b"),
        ("a/n.md", "TARGET DECK: X :: Y\n", None, "X::Y"),
        ("a/b/n.md", "", {"settings": {"FOLDER_DECKS": {"a": "Of the folder"}}}, "Of the folder"),
        ("a/n.md", "", {"settings": {"Defaults": {"Deck": "Everything"}}}, "a"),
    ],
)
def test_decks_are_the_plugins_else_folders(
    tmp_path: Path, scripts: Scripts, path: str, text: str, plugin: object, deck: str
) -> None:
    data = index(tmp_path, {path: f"{text}START\nBasic\nq\nBack: a\nEND\n"}, plugin=plugin)
    assert [unit["note"]["deck"] for unit in units(scripts, data)] == [deck]


NAMES = (
    "plain.md",
    "With blanks (and more)!.md",
    "Grüße & 100% 'so' ~*.md",
    "a/b c/#1 what+.md",
    "a/index.md",
    "README.md",
    "study.md",
    "日本/語.md",
    "titled.md",
    "Ünï.md",
)


@pytest.mark.parametrize("directories", [True, False])
def test_addresses_are_those_of_the_pages(
    tmp_path: Path, scripts: Scripts, *, directories: bool
) -> None:
    """Most are not written, but made of folder and title again; both must agree."""
    notes = dict.fromkeys(NAMES, "START\nBasic\nq\nBack: a\nEND\n")
    notes["titled.md"] = "---\ntitle: Another name/with a slash\n---\n" + notes["titled.md"]
    data = index(tmp_path, notes, directories=directories)
    library = Library(Vault(tmp_path), use_directory_urls=directories, reserved=["study.json"])
    found = {unit["note"]["url"] for unit in units(scripts, data)}
    assert found == {library.url_from_root(path) for path in notes}
    assert len(found) == len(NAMES)
    left_out = [note for note in json.loads(data)["notes"] if not note[1]]
    assert len(left_out) >= 6


def test_without_cards_there_is_no_list(tmp_path: Path) -> None:
    assert index(tmp_path, {"n.md": "text\n", "m.md": "START\nBasic\nno answer\nEND\n"}) == b""


def test_the_list_has_no_text_of_cards_and_nothing_of_private_notes(tmp_path: Path) -> None:
    card = "START\nBasic\n{} %%kiwi%%\nBack: {} <!-- mango -->\nTags: {}\n{}END\n"
    notes = {
        "open.md": card.format("apple", "pear", "plum", "ID: 1\n")
        + card.format("grape [[hidden|fig]]", "lemon", "plum", ""),
        "hidden.md": "---\npublish: false\n---\n" + card.format("lime", "date", "melon", "ID: 2\n"),
    }
    text = b"".join(made(tmp_path, notes)).decode()
    assert "plum" in text
    words = "apple pear grape lemon lime date melon kiwi mango fig hidden".split()
    assert [word for word in words if word in text] == []


def test_a_digest_says_nothing_of_comments(tmp_path: Path) -> None:
    """Else who guesses one could find out."""
    card = "START\nBasic\nq %%{0}%%\nBack: a %%{0}%%\n{1}END\n"
    digests = [
        json.loads(index(tmp_path / name, {"n.md": card.format(name, "")}))["notes"][0][5][0][3:]
        for name in ("one", "two")
    ]
    assert digests[0] == digests[1]
    assert [len(digest) for digest in digests[0]] == [8, 8]


CARD = "START\nBasic\n{}\nBack: {}\nEND\n"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ({"a.md": CARD.format("q", "x")}, {"a.md": CARD.format("q", "other")}, 1),
        ({"a.md": CARD.format("q", "x")}, {"b/c.md": CARD.format("q", "x")}, 1),
        ({"a.md": CARD.format("q", "x")}, {"b/c.md": CARD.format("q", "other")}, 1),
        ({"a.md": CARD.format("q", "x")}, {"a.md": CARD.format("better q", "x")}, 1),
        ({"a.md": CARD.format("q", "x")}, {"a.md": CARD.format("better q", "other")}, 0),
        ({"a.md": CARD.format("q", "x")}, {"b.md": CARD.format("better q", "x")}, 0),
        ({"a.md": CARD.format("q", "x")}, {"a.md": CARD.format("**q**", "x")}, 1),
        # Both asked the same: each keeps its own, wherever the other one goes.
        (
            {"a.md": CARD.format("q", "x"), "b.md": CARD.format("q", "y")},
            {"a.md": CARD.format("q", "x"), "c.md": CARD.format("q", "y")},
            2,
        ),
        # With an id, nothing of this matters.
        (
            {"a.md": CARD.format("q", "x\nID: 1")},
            {"b/c.md": CARD.format("better q", "other\nID: 1")},
            1,
        ),
    ],
)
def test_progress_survives_a_moved_note_and_an_edited_card(
    tmp_path: Path,
    scripts: Scripts,
    before: dict[str, str],
    after: dict[str, str],
    kept: int,
) -> None:
    lines = """
      const [old, fresh] = [before, after].map((json) => indexOf(json).units);
      const storage = new Storage();
      const store = newStore(storage);
      old.forEach((unit, number) => {
        store.grade(unit, 4, NOW + number, { schedule });
        store.bury(unit.id, Date.now());
      });
      store.recognise(old);
      const same = old.every(({ id }, number) => store.card(id).last === NOW + number);
      const size = store.size;
      store.recognise(fresh);
      store.recognise(fresh);
      const there = fresh.filter(({ id }) => newStore(storage).card(id)).map(({ id }) => id);
      const buried = there.every((id) => store.isBuried(id, Date.now()));
      return { there: there.length, same, buried, lost: size - store.size };
    """
    lists = [
        json.loads(index(tmp_path / name, notes))
        for name, notes in (("before", before), ("after", after))
    ]
    found = scripts.ask(lines, before=lists[0], after=lists[1])
    assert found == {"there": kept, "same": True, "buried": True, "lost": 0}


def test_both_sides_of_a_moved_card_keep_their_progress(tmp_path: Path, scripts: Scripts) -> None:
    card = f"START\n{REVERSED}\nq\nBack: a\nEND\n"
    lists = [json.loads(index(tmp_path / name, {f"{name}.md": card})) for name in ("a", "b")]
    lines = """
      const [old, fresh] = lists.map((json) => indexOf(json).units);
      const store = newStore();
      old.forEach((unit, number) => store.grade(unit, 3, NOW + number, { schedule }));
      store.recognise(fresh);
      return fresh.map(({ id }) => store.card(id)?.last - NOW);
    """
    assert scripts.ask(lines, lists=lists) == [0, 1]


def test_a_card_keeps_its_progress_when_anki_numbers_it(tmp_path: Path, scripts: Scripts) -> None:
    """The plugin writes the number into the note; another file tells that it is the same card."""
    card = "START\nBasic\n{0}\nBack: {0}\n{1}END\n"
    texts = {
        "before": card.format("new", "") + card.format("old", "ID: 7\n"),
        "after": card.format("new", "ID: 9\n") + card.format("old", "ID: 7\n"),
    }
    lists = [made(tmp_path / name, {"n.md": text}) for name, text in texts.items()]
    lines = """
      const [old, fresh] = lists.map(([json]) => indexOf(json).units);
      const names = lists.map(([, json]) => namesOf(json));
      const store = newStore();
      old.forEach((unit, number) => store.grade(unit, 3, NOW + number, { schedule }));
      const all = [store.recognise(old), store.recognise(fresh)];
      all.push(store.recognise(fresh, names[1]), store.recognise(fresh));
      return [all, fresh.map(({ id }) => [id, store.card(id)?.last - NOW]), store.size];
    """
    given = [[json.loads(data) for data in files] for files in lists]
    found = scripts.ask(lines, lists=given)
    assert found == [[True, False, True, True], [["9", 0], ["7", 1]], 2]


@pytest.mark.parametrize("tag", ["größe", "GRÖSSE", "gro\u0308ße", "#Größe"])
def test_tags_are_the_same_whatever_their_case(scripts: Scripts, tag: str) -> None:
    """As on the pages of tags."""
    lines = """
      const units = made(2);
      units[0].tags = ["Größe::klein"];
      return select(units, { tag }).length;
    """
    assert scripts.ask(lines, tag=tag) == 1


def test_cards_are_chosen_by_deck_folder_note_and_tag(tmp_path: Path, scripts: Scripts) -> None:
    card = "START\nBasic\n{0}\nBack: a\nTags: {1}\nID: {0}\nEND\n"
    notes = {
        "1.md": card.format(1, "Exam/oral"),
        "a/2.md": "TARGET DECK: D::E\n" + card.format(2, "exam"),
        "a/b/3.md": card.format(3, "examples"),
        "ab/4.md": card.format(4, "x"),
    }
    lines = """
      const { units, byId } = indexOf(index);
      const chosen = (query) => {
        const selection = selectionOf(new URLSearchParams(query));
        if (!selection) return null;
        const address = addressOf(selection);
        const again = addressOf(selectionOf(new URLSearchParams(address)));
        if (again !== address) throw new Error(again);
        return select(units, selection).map(({ id }) => id).join(" ");
      };
      const decks = (deck) => [deck.path, deck.units.length, deck.decks.map(decks)];
      return {
        none: chosen("practise=1"),
        found: queries.map(chosen),
        decks: deckTree(units).map(decks),
        tags: tagsOf(units).map(({ tag, units }) => `${tag} ${units.length}`),
        byId: byId.get("2").note.title,
      };
    """
    queries = {
        "in=": "1 2 3 4",
        "in=a": "2 3",
        "in=a/b": "3",
        "deck=": "1",
        "deck=a": "3",
        "deck=D": "2",
        "deck=D::E": "2",
        "note=a/2/": "2",
        "tag=exam": "1 2",
        "tag=EXAM::oral": "1",
        "tag=exam/oral": "1",
        "tag=exam&in=a": "2",
        "deck=gone": "",
    }
    found = scripts.ask(lines, index=json.loads(index(tmp_path, notes)), queries=[*queries])
    assert dict(zip(queries, found["found"], strict=True)) == queries
    assert found["none"] is None
    assert found["decks"] == [
        ["", 1, []],
        ["D", 1, [["D::E", 1, []]]],
        ["a", 1, [["a::b", 1, []]]],
        ["ab", 1, []],
    ]
    assert found["tags"] == ["Exam 2", "Exam::oral 1", "examples 1", "x 1"]
    assert found["byId"] == "2"
