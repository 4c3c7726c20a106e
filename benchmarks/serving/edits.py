"""The edits that are timed, one after the other, and what each of them costs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.serving.scene import EMBEDDED, OPEN, created, renamed, set_word, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.serving.reader import Reader
    from benchmarks.serving.scene import Scene
    from benchmarks.serving.server import Server

# Between two edits, so that the server looks at the vault at any time in between: ms.
_PAUSES = (700, 830, 960, 1090, 1220)


@dataclass(frozen=True, slots=True)
class Edit:
    """Seconds from an edit to the new text, seconds of the server's CPU, and the place kept."""

    name: str
    seconds: float
    cpu: float
    keeps_place: bool


def edits(server: Server, reader: Reader, scene: Scene, count: int) -> Iterator[Edit]:
    """Make each kind of edit ``count`` times while the scene's note is open."""
    for number in range(count):
        for kind, (name, act, ready) in enumerate(_kinds(reader, scene, number)):
            reader.page.wait_for_timeout(_PAUSES[(number + kind) % len(_PAUSES)])
            place, spent = reader.place(), server.cpu()
            start = time.perf_counter()
            act()
            reader.wait(ready)
            seconds = time.perf_counter() - start
            yield Edit(name, seconds, server.cpu() - spent, reader.keeps(place))


def _kinds(
    reader: Reader, scene: Scene, number: int
) -> Iterator[tuple[str, Callable[[], object], Callable[[], bool]]]:
    """Yield a name, what is done, and when the browser shows it."""
    new, moved = (scene.vault / f"{name(number)}.md" for name in (created, renamed))
    for stem, note, name in (
        (OPEN, scene.open, "a word in the open note"),
        (EMBEDDED, scene.embedded, "a word in a note that it embeds"),
    ):
        changed = partial(reader.shows, word(stem, number + 1))
        yield name, partial(set_word, note, stem, number + 1), changed
    yield (
        "a new note that it links to",
        lambda: new.write_text("# New\nwords\n", "utf-8"),
        lambda: reader.links_to(new.stem),
    )
    yield (
        "that note renamed",
        lambda: new.rename(moved),
        lambda: reader.links_to(moved.stem) and reader.misses(new.stem),
    )
    yield ("that note deleted", moved.unlink, lambda: reader.misses(moved.stem))
