"""A day is the reader's: it begins some hours after midnight, wherever the reader is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.study.scripts import Scripts

ZONES = (
    "America/Los_Angeles",
    "America/Havana",  # clocks are changed at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Pago_Pago",
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "Europe/Berlin",
)


@pytest.mark.parametrize("zone", ZONES)
def test_days_follow_one_another_all_year(scripts: Scripts, zone: str) -> None:
    """Intl says what a clock shows; every half hour belongs to one day, and days to their dates."""
    lines = """
      const shown = new Intl.DateTimeFormat("sv", { dateStyle: "short", timeStyle: "medium" });
      const wrong = [];
      for (const dayStart of [0, 4, 22]) {
        let last = -Infinity;
        for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2027, 0, 2); now += 30 * MINUTE) {
          const day = dayOf(now, dayStart);
          const [date, time] = shown.format(now).split(" ");
          const early = Number(time.slice(0, 2)) < dayStart;
          const fits = day === dayOfDate(date) - Number(early) && dayOfDate(dateOf(day)) === day;
          const within = startOf(day, dayStart) <= now && now < startOf(day + 1, dayStart);
          const follows = day === last || day === last + 1 || last < 0;
          if (!fits || !within || !follows) wrong.push([dayStart, now, day]);
          last = day;
        }
      }
      return wrong.slice(0, 5);
    """
    assert scripts.ask(lines, zone=zone) == []


GRADE_AND_LOOK = """
  const store = newStore();
  store.change({ dayStart });
  const [unit] = made(1);
  const at = (text) => new Date(text).getTime();
  store.grade(unit, 4, at(first), { schedule });
  const { day, due } = store.card(unit.id);
  const isDue = looks.map((text) => toStudy([unit], store, at(text)).due.length === 1);
  const days = day - dayOf(at(first), dayStart);
  return { days, isDue, due: new Date(due).toString().slice(0, 21) };
"""


def test_a_card_is_due_for_the_whole_of_its_day(scripts: Scripts) -> None:
    """Graded at night, eight days before: due from the hour on at which that day begins."""
    looks = ["2026-03-09T03:59", "2026-03-09T04:00", "2026-03-09T23:00", "2026-03-20T12:00"]
    given = {"first": "2026-03-01T23:50", "looks": looks, "dayStart": 4}
    found = scripts.ask(GRADE_AND_LOOK, zone="America/Los_Angeles", **given)
    assert found["days"] == 8
    assert found["isDue"] == [False, True, True, True]
    assert found["due"] == "Mon Mar 09 2026 04:00"  # clocks went forward on the 8th


def test_who_studies_after_midnight_is_still_in_the_day_before(scripts: Scripts) -> None:
    given = {"first": "2026-03-02T03:30", "looks": ["2026-03-09T04:30"], "dayStart": 4}
    assert scripts.ask(GRADE_AND_LOOK, zone="Europe/Berlin", **given)["isDue"] == [True]


def test_a_card_keeps_its_day_when_the_reader_travels(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      const [unit] = made(1);
      process.env.TZ = "Europe/Berlin";
      store.grade(unit, 4, new Date("2026-05-01T20:00").getTime(), { schedule });
      const due = ["Pacific/Auckland", "America/Los_Angeles"].map((zone) => {
        process.env.TZ = zone;
        const at = (text) => toStudy([unit], store, new Date(text).getTime()).due.length;
        return [at("2026-05-08T23:00"), at("2026-05-09T05:00")];
      });
      return due;
    """
    assert scripts.ask(lines) == [[0, 1], [0, 1]]


def test_a_step_of_learning_is_due_by_the_minute(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      const [unit] = made(1);
      const now = new Date("2026-05-01T20:00").getTime();
      store.grade(unit, 3, now, { schedule });
      return { wait: store.card(unit.id).due - now, counted: counts([unit], store, now).learning };
    """
    assert scripts.ask(lines, zone="Asia/Kathmandu") == {"wait": 600_000, "counted": 1}


def test_a_clock_that_was_set_back_does_no_harm(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      const [unit] = made(1);
      const now = new Date("2026-05-10T20:00").getTime();
      store.grade(unit, 4, now, { schedule });
      store.grade(unit, 3, now - 5 * DAY, { schedule });
      const { last, day, reps } = store.card(unit.id);
      return { late: last === now, ahead: day > dayOf(now, 4), reps };
    """
    assert scripts.ask(lines) == {"late": True, "ahead": True, "reps": 2}
