"""Progress is kept in the browser, survives what may befall it there, and goes to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.study.scripts import Scripts


def test_nothing_is_kept_of_who_only_looks(scripts: Scripts) -> None:
    lines = "const storage = new Storage(); const store = newStore(storage);"
    lines += "counts(made(9), store, 0); store.change({ newPerDay: 20 }); return storage.length;"
    assert scripts.ask(lines) == 0


def test_it_is_there_again_after_a_reload(scripts: Scripts) -> None:
    lines = "const { store, storage } = some(1);"
    lines += "return [said(store) === said(newStore(storage)), store.size];"
    same, size = scripts.ask(lines)
    assert same
    assert size > 30


def test_what_two_tabs_do_in_turn_is_all_kept(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      const [a, b] = [newStore(storage), newStore(storage)];
      const [one, two, three] = made(3);
      a.grade(one, 3, NOW, { schedule });
      b.grade(two, 1, NOW + 1000, { schedule });
      const again = b.grade(one, 4, NOW + 2000, { schedule });
      a.grade(three, 3, NOW + 3000, { schedule });
      const before = storage.getItem(NAME);
      b.undo(again);
      return {
        ids: Object.keys(JSON.parse(storage.getItem(NAME)).cards).length,
        today: b.today(NOW),
        back: b.card(one.id).last === NOW,
        two: newStore(storage).card(two.id).last - NOW,
        reps: JSON.parse(before).cards[one.id][4],
      };
    """
    found = scripts.ask(lines)
    assert found["today"] == {"reviews": 3, "again": 1, "new": 3, "due": 0}
    assert found == found | {"ids": 3, "back": True, "two": 1000, "reps": 2}


def test_a_tab_that_saw_nothing_of_another_loses_nothing(scripts: Scripts) -> None:
    """It wrote an old text over a new one: the first tab puts its own reviews back."""
    lines = """
      const storage = new Storage();
      const [one, two] = made(2);
      const other = newStore(storage);
      other.grade(two, 3, NOW, { schedule });
      const old = storage.getItem(NAME);
      const store = newStore(storage);
      store.grade(one, 3, NOW + 1000, { schedule });
      storage.setItem(NAME, old);
      store.bury(two.id, NOW);
      const kept = newStore(storage);
      const lasts = [one, two].map(({ id }) => kept.card(id)?.last - NOW);
      return [...lasts, kept.today(NOW).reviews];
    """
    assert scripts.ask(lines) == [1000, 0, 2]


def test_what_another_tab_graded_since_is_not_taken_back(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      const [a, b] = [newStore(storage), newStore(storage)];
      const [unit] = made(1);
      const undo = a.grade(unit, 1, NOW, { schedule });
      b.grade(unit, 4, NOW + DAY, { schedule });
      a.undo(undo);
      return [a.card(unit.id).last === NOW + DAY, a.today(NOW).reviews];
    """
    assert scripts.ask(lines) == [True, 1]


def test_a_forgotten_progress_does_not_come_back_from_another_tab(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      const [a, b] = [newStore(storage), newStore(storage)];
      const [one, two] = made(2);
      a.grade(one, 3, NOW, { schedule });
      a.change({ newPerDay: 7 });
      b.reset(NOW + 1000);
      a.grade(two, 3, NOW + 2000, { schedule });
      b.grade(two, 3, NOW + 3000, { schedule });
      a.grade(two, 3, NOW + 4000, { schedule });
      const kept = newStore(storage);
      const { size, settings } = kept;
      return [size, kept.card(one.id) ?? null, kept.today(NOW).reviews, settings.newPerDay];
    """
    assert scripts.ask(lines) == [1, None, 3, 7]


def test_what_was_taken_back_does_not_come_back_from_another_tab(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      const [a, b] = [newStore(storage), newStore(storage)];
      const [one, two] = made(2);
      a.undo(a.grade(one, 3, NOW, { schedule }));
      b.grade(two, 3, NOW, { schedule });
      a.grade(two, 3, NOW + 1000, { schedule });
      return Object.keys(JSON.parse(storage.getItem(NAME)).cards).length;
    """
    assert scripts.ask(lines) == 1


def test_a_file_that_found_no_room_is_not_forgotten_for_another_tab(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      const [one] = made(1);
      newStore(storage).grade(one, 3, NOW, { schedule });
      const store = newStore(storage);
      storage.room = storage.getItem(NAME).length + 50;
      store.import(some(1).store.export());
      const full = [store.problem, newStore(storage).size];
      storage.room = Infinity;
      newStore(storage).grade(one, 3, NOW + 1000, { schedule });
      store.change({ newPerDay: 3 });
      return [...full, newStore(storage).size === store.size, store.size > 20];
    """
    assert scripts.ask(lines) == ["full", 1, True, True]


def test_to_forget_is_to_forget_what_was_set_aside_too(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      storage.setItem(NAME, "damaged");
      const store = newStore(storage);
      const before = storage.length;
      store.reset();
      return [before, storage.length, store.aside(), storage.getItem(NAME).includes("reset")];
    """
    assert scripts.ask(lines) == [2, 1, [], True]


DAMAGES = {
    "cut off": "text.slice(0, text.length / 2)",
    "no JSON": "'hello'",
    "a list": "'[1, 2]'",
    "nothing": "'null'",
    "without a version": "JSON.stringify({ cards: JSON.parse(text).cards })",
    "a card that is none": 'text.replace(/"cards":\\{/, `$&"170":"x",`)',
    "a card of NaN": 'text.replace(/"cards":\\{/, `$&"170":[null,1,1,5,1],`)',
    "a review after all calendars": 'text.replace(/"cards":\\{/, `$&"170":[9e15,1,1,5,1],`)',
    "difficulty of 11": 'text.replace(/"cards":\\{/, `$&"170":[1,1,1,11,1],`)',
    "counts below 0": 'text.replace(/"days":\\{/, `$&"1":[-1,0,0,0],`)',
    "settings of a joker": 'text.replace(/\\}$/, `,"settings":{"dayStart":25}}`)',
    "days that are text": "JSON.stringify({ ...JSON.parse(text), days: 'x' })",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_progress_is_set_aside_and_never_lost(scripts: Scripts, damage: str) -> None:
    """What is whole of it goes on to be used; studying goes on; the text itself stays."""
    lines = f"""
      const {{ storage }} = some(2);
      const text = storage.getItem(NAME);
      const damaged = {DAMAGES[damage]};
      storage.setItem(NAME, damaged);
      const store = newStore(storage);
      const {{ problem, size }} = store;
      const [unit] = made(1, {{ first: 9 }});
      for (const grade of [1, 3]) store.grade(unit, grade, NOW, {{ schedule }});
      const later = newStore(storage);
      newStore(storage);
      return {{
        changed: damaged !== text,
        problem,
        kept: store.aside().map(([, each]) => each === damaged),
        reps: later.card(unit.id).reps,
        later: later.problem,
        size,
        all: Object.keys(JSON.parse(text).cards).length,
      }};
    """
    found = scripts.ask(lines)
    assert found["changed"]
    assert found["problem"] == "damaged"
    assert found["kept"] == [True]
    assert (found["reps"], found["later"]) == (2, "")
    whole = damage in ("cut off", "no JSON", "a list", "nothing", "without a version")
    assert found["size"] == (0 if whole else found["all"])


def test_no_damage_stops_the_page_or_is_lost(scripts: Scripts) -> None:
    """Random characters changed, left out, doubled: either all is whole, or the text is kept."""
    lines = """
      const { storage } = some(8, 6);
      const text = storage.getItem(NAME);
      const random = chance(8);
      const wrong = [];
      let damaged = 0;
      for (let times = 0; times < 1500; times++) {
        const at = Math.floor(random() * text.length);
        const size = Math.floor(random() * 4);
        const put = ["", "0", "-", "9e99", '"', "null", "]", "x"][Math.floor(random() * 8)];
        const broken = text.slice(0, at) + put + text.slice(at + size);
        const there = new Storage();
        there.setItem(NAME, broken);
        const store = newStore(there);
        damaged += Number(store.problem !== "");
        for (const { id } of made(6, { sides: ["", "r"] })) store.card(id);
        counts(made(6), store, NOW);
        store.history();
        store.export(NOW);
        const [unit] = made(1, { first: 9 });
        store.grade(unit, 3, NOW, { schedule });
        const kept = store.aside().some(([, each]) => each === broken);
        if (kept !== (store.problem !== "") || !newStore(there).card(unit.id)) wrong.push(broken);
      }
      return { wrong: wrong.slice(0, 2), damaged: damaged > 500 };
    """
    assert scripts.ask(lines) == {"wrong": [], "damaged": True}


def test_two_damages_are_both_set_aside(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      for (const text of ["one", "two", "one"]) {
        storage.setItem(NAME, text);
        newStore(storage);
      }
      return newStore(storage).aside().map(([, text]) => text);
    """
    assert scripts.ask(lines) == ["one", "two"]


def test_a_damaged_progress_that_cannot_be_set_aside_is_not_written_over(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      storage.setItem(NAME, "x".repeat(1000));
      storage.room = 1500;
      const store = newStore(storage);
      const [unit] = made(1);
      store.grade(unit, 3, NOW, { schedule });
      return [store.problem, storage.getItem(NAME).length, store.card(unit.id).reps];
    """
    assert scripts.ask(lines) == ["damaged", 1000, 1]


def test_progress_of_a_newer_version_is_set_aside_until_it_can_be_read(scripts: Scripts) -> None:
    lines = """
      const { storage, store: before } = some(3);
      const text = storage.getItem(NAME);
      storage.setItem(NAME, text.replace('"version":1', '"version":2'));
      const store = newStore(storage);
      const looked = store.aside().length;
      const [unit] = made(1, { first: 9 });
      store.grade(unit, 3, NOW, { schedule });
      const { problem, size } = store;
      // Another build of the site, which reads that version.
      const [[name]] = store.aside();
      storage.setItem(name, text);
      const later = newStore(storage);
      const [all, aside] = [later.size - before.size, later.aside().length];
      return { looked, problem, size, all, aside };
    """
    wanted = {"looked": 0, "problem": "newer", "size": 1, "all": 1, "aside": 0}
    assert scripts.ask(lines) == wanted


def test_a_tab_of_an_older_version_copies_nothing_while_it_only_looks(scripts: Scripts) -> None:
    """The newer version writes at each review; the older one sees that, and sets nothing aside."""
    lines = """
      const listeners = [];
      globalThis.addEventListener = (_, listener) => listeners.push(listener);
      const storage = new Storage();
      const store = newStore(storage);
      for (let reviews = 1; reviews < 9; reviews++) {
        storage.setItem(NAME, `{"version":2,"reviews":${reviews}}`);
        listeners.forEach((listener) => listener({ key: NAME }));
      }
      const looked = [store.problem, storage.length];
      store.grade(made(1)[0], 3, NOW, { schedule });
      store.grade(made(1)[0], 3, NOW + MINUTE, { schedule });
      return [...looked, store.aside().map(([, text]) => JSON.parse(text).reviews)];
    """
    assert scripts.ask(lines) == ["newer", 1, [8]]


def test_studying_goes_on_where_the_browser_keeps_nothing(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      storage.isBlocked = true;
      const store = newStore(storage);
      const first = store.problem;
      const session = new Session(made(5), store, { now: () => NOW });
      for (let times = 0; times < 5; times++) session.grade(4);
      const during = [store.problem, store.size, session.current ?? null, store.aside().length];
      storage.isBlocked = false;
      const [unit] = made(1, { first: 9 });
      store.grade(unit, 3, NOW, { schedule });
      return [first, ...during, store.problem, newStore(storage).size];
    """
    assert scripts.ask(lines) == ["blocked", "blocked", 5, None, 0, "", 6]


def test_studying_goes_on_where_the_browser_has_no_room(scripts: Scripts) -> None:
    """As soon as there is room again, all is written; also what another tab wrote meanwhile."""
    lines = """
      const storage = new Storage();
      const store = newStore(storage);
      const [one, two, three, four] = made(4);
      store.grade(one, 3, NOW, { schedule });
      storage.room = storage.getItem(NAME).length + 10;
      store.grade(two, 3, NOW + 1, { schedule });
      const full = [store.problem, store.size, newStore(storage).size];
      storage.room = Infinity;
      newStore(storage).grade(three, 3, NOW + 2, { schedule });
      store.grade(four, 3, NOW + 3, { schedule });
      return [...full, store.problem, newStore(storage).size];
    """
    assert scripts.ask(lines) == ["full", 2, 1, "", 4]


def test_the_other_tabs_are_told_only_of_this_site(scripts: Scripts) -> None:
    lines = """
      const listeners = [];
      globalThis.addEventListener = (_, listener) => listeners.push(listener);
      const storage = new Storage();
      const store = newStore(storage);
      let told = 0;
      const leave = store.subscribe(() => told++);
      const tell = (key) => listeners.forEach((listener) => listener({ key }));
      newStore(storage).grade(made(1)[0], 3, Date.now(), { schedule });
      tell("/other/:study");
      const before = [told, store.size];
      tell(NAME);
      tell(NAME);
      leave();
      newStore(storage).grade(made(2)[1], 3, Date.now(), { schedule });
      tell(NAME);
      return [...before, told, store.size];
    """
    assert scripts.ask(lines) == [0, 0, 1, 2]


def test_settings_that_cannot_be_stay_as_they_were(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      store.change({ newPerDay: 5, reviewsPerDay: 50, retention: 0.8, dayStart: 0 });
      store.change({ newPerDay: -1, reviewsPerDay: 1.5, retention: 1.2, dayStart: 24, other: 1 });
      const kept = store.settings;
      store.change({ reviewsPerDay: null });
      return [kept, store.settings.reviewsPerDay];
    """
    kept = {"newPerDay": 5, "reviewsPerDay": 50, "retention": 0.8, "dayStart": 0}
    assert scripts.ask(lines) == [kept, None]


def test_a_file_takes_all_to_another_browser(scripts: Scripts) -> None:
    lines = """
      const { store } = some(4);
      store.change({ newPerDay: 11 });
      const file = JSON.parse(store.export(NOW));
      const other = newStore();
      const got = other.import(JSON.stringify(file));
      const twice = other.import(JSON.stringify(file));
      const card = Object.values(file.cards).find((each) => each.state === "review");
      const { size } = store;
      const same = said(other) === said(store);
      return { same, got, twice, size, file, card, set: other.settings.newPerDay };
    """
    found = scripts.ask(lines)
    size = found["size"]
    assert found["same"]
    assert found["got"] == {"added": size, "updated": 0, "kept": 0}
    assert found["twice"] == {"added": 0, "updated": 0, "kept": size}
    assert found["set"] == 11
    file, card = found["file"], found["card"]
    assert file["format"] == "vaultsite-progress"
    assert file.keys() == {*"format version site exported cards days names settings".split()}
    assert card["due"] == card["due"][:10]  # a date: the day is the same in all time zones
    assert card.keys() == {
        *"last due stability difficulty reps lapses state step".split(),
    }


def test_files_merge_in_any_order_and_however_often(scripts: Scripts) -> None:
    lines = """
      const differ = [];
      for (let seed = 1; seed < 12; seed++) {
        const seeds = [seed, seed + 100, seed + 200];
        const [a, b, c] = seeds.map((each) => some(each, 12).store.export(NOW));
        const merged = [[a, b, c], [c, b, a], [b, a, b, c, c, a]].map((files) => {
          const store = newStore();
          files.forEach((file) => store.import(file));
          return said(store);
        });
        if (new Set(merged).size > 1) differ.push(seed);
      }
      return differ;
    """
    assert scripts.ask(lines) == []


def test_of_two_reviews_at_the_same_time_the_same_one_wins(scripts: Scripts) -> None:
    lines = """
      const [unit] = made(1);
      const files = [2, 4].map((grade) => {
        const store = newStore();
        store.grade(unit, grade, NOW, { schedule });
        return store.export(NOW);
      });
      return [files, files.toReversed()].map((each) => {
        const store = newStore();
        each.forEach((file) => store.import(file));
        return store.card(unit.id).state;
      });
    """
    one, other = scripts.ask(lines)
    assert one == other


def test_the_newer_review_of_each_card_wins(scripts: Scripts) -> None:
    lines = """
      const [here, there] = [newStore(), newStore()];
      const [one, two, three] = made(3);
      here.grade(one, 3, NOW, { schedule });
      here.grade(two, 3, NOW + 2, { schedule });
      there.grade(one, 4, NOW + 1, { schedule });
      there.grade(two, 4, NOW + 1, { schedule });
      there.grade(three, 4, NOW, { schedule });
      const got = here.import(there.export());
      return [got, here.card(one.id).last - NOW, here.card(two.id).last - NOW, here.today(NOW)];
    """
    got, one, two, today = scripts.ask(lines)
    assert got == {"added": 1, "updated": 1, "kept": 1}
    assert (one, two) == (1, 2)
    assert today == {"reviews": 3, "again": 0, "new": 3, "due": 0}  # the larger counts


FILES = {
    "no JSON": ('"hello"', "unreadable"),
    "another's": ('JSON.stringify({ format: "other", version: 1 })', "foreign"),
    "a list": ('"[]"', "foreign"),
    "of a newer version": ("other({ version: 2 })", "newer"),
    "without a version": ("other({ version: undefined })", "damaged"),
    "without cards": ("other({ cards: undefined })", "damaged"),
    "card: a number": ("other({ cards: { 170: 5 } })", "damaged"),
    "card: no date": ("one({ last: 'yesterday' })", "damaged"),
    "card: no such day": ("one({ due: '2026-02-30' })", "damaged"),
    "card: no such state": ("one({ state: 'known' })", "damaged"),
    "card: difficulty of 0": ("one({ difficulty: 0 })", "damaged"),
    "card: stability is text": ("one({ stability: '5' })", "damaged"),
    "card: half a review": ("one({ reps: 1.5 })", "damaged"),
    "card: a strange name": ("other({ cards: { __proto__x: card } })", "damaged"),
    "day: no date": ("other({ days: { today: day } })", "damaged"),
    "day: counts below 0": ("other({ days: { '2026-05-01': { ...day, again: -1 } } })", "damaged"),
    "name: no digest": ("other({ names: { ab12: 'x' } })", "damaged"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_whole_changes_nothing(scripts: Scripts, name: str) -> None:
    text, reason = FILES[name]
    lines = f"""
      const there = newStore();
      const [unit] = made(1);
      there.grade(unit, 4, NOW, {{ schedule }});
      const file = JSON.parse(there.export(NOW));
      const card = file.cards[unit.id];
      const [day] = Object.values(file.days);
      const other = (parts) => JSON.stringify({{ ...file, ...parts }});
      const one = (parts) => other({{ cards: {{ [unit.id]: {{ ...card, ...parts }} }} }});
      const store = newStore();
      store.import(one({{}}));
      const before = store.export(NOW);
      let problem = "";
      try {{ store.import({text}); }} catch (error) {{ problem = error.message; }}
      return [problem, store.export(NOW) === before];
    """
    assert scripts.ask(lines) == [f"page.import-{reason}", True]


def test_a_year_of_studying_fits_the_browser(scripts: Scripts) -> None:
    """Bytes of a card with its reviews, and of a day of the heat map; there are 5 MB."""
    lines = """
      const storage = new Storage();
      const store = newStore(storage);
      const units = made(300);
      const random = chance(7);
      for (const unit of units) {
        for (let times = 0; times < 6; times++) {
          const due = store.card(unit.id)?.due ?? NOW;
          const now = due + Math.floor(random() * 540) * MINUTE;
          store.grade(unit, random() < 0.1 ? 1 : 3, now, { schedule });
        }
      }
      const all = JSON.parse(storage.getItem(NAME));
      const size = (part) => JSON.stringify(part).length;
      return { card: size(all.cards) / 300, day: size(all.days) / Object.keys(all.days).length };
    """
    found = scripts.ask(lines)
    assert found["card"] < 75
    assert found["day"] < 30
