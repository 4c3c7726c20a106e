"""Work in the background: the last is done, and nobody waits for it."""

from __future__ import annotations

from threading import Event

from vaultsite.site.later import Later

PATIENCE = 30.0  # seconds


def test_only_what_was_given_last_is_done() -> None:
    done: list[str] = []
    finished = Event()

    def last() -> None:
        done.append("last")
        finished.set()

    later = Later(0.2)
    later.start(lambda: done.append("first"))
    later.start(last)
    assert done == []
    assert finished.wait(PATIENCE)
    assert done == ["last"]


def test_what_has_begun_is_waited_for_and_what_has_not_is_forgotten() -> None:
    begun, may_end, ended = Event(), Event(), Event()

    def work() -> None:
        begun.set()
        may_end.wait(PATIENCE)
        ended.set()

    later = Later(0)
    later.start(work)
    assert begun.wait(PATIENCE)
    may_end.set()
    later.stop()
    assert ended.is_set()
    waiting = Later(PATIENCE)
    waiting.start(ended.clear)
    waiting.stop()
    assert ended.is_set()


def test_a_folder_that_is_gone_is_no_error() -> None:
    tried = Event()

    def work() -> None:
        tried.set()
        raise FileNotFoundError

    later = Later(0)
    later.start(work)
    assert tried.wait(PATIENCE)
    later.stop()
