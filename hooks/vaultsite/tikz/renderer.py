"""TikZ source to pictures: from the cache where they are known, from TeX where not."""

from __future__ import annotations

import hashlib
import json
import subprocess
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsite.maths.cache import Cache
from vaultsite.maths.records import Drawing, Part
from vaultsite.render.plugins import TikzPicture
from vaultsite.tikz.svg import clean

if TYPE_CHECKING:
    from collections.abc import Callable

_ENGINE = Path(__file__).with_name("engine.mjs")
_CODE = (_ENGINE, Path(__file__).with_name("svg.py"))
TIME_LIMIT = 60.0  # seconds; a plot of pgfplots takes three


class TikzRenderer:
    """Draws pictures, each in a Node process of its own.

    ``tools`` gives Node and the folder ``node_modules``, None if they can't be had. It is asked
    once, and only when a picture is not in the cache, which is at ``cache_path``. ``lock`` is the
    lock file of the packages: with it, what they draw may change.
    """

    def __init__(
        self,
        tools: Callable[[], tuple[Path, Path] | None],
        lock: Path,
        cache_path: Path | None = None,
        *,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        self._tools = cache(tools)
        self._lock = lock
        self._cache_path = cache_path
        self._time_limit = time_limit
        self._known: dict[str, TikzPicture] = {}

    def draw(self, source: str) -> TikzPicture | None:
        """The picture, or why there is none; None if TeX can't be run."""
        tidy = _tidy(source)
        if tidy not in self._known:
            picture = self._cached(tidy) or self._new(tidy)
            if picture is None:
                return None
            self._known[tidy] = picture
        return self._known[tidy]

    @cached_property
    def _version(self) -> str:
        """What a picture depends on besides its source; not asked for without a picture."""
        code = b"".join(file.read_bytes() for file in (*_CODE, self._lock))
        return hashlib.sha256(code).hexdigest()

    def _cached(self, source: str) -> TikzPicture | None:
        key = _key(source)
        with Cache(self._cache_path, version=self._version) as kept:
            drawing = kept.get([key]).get(key)
        if drawing is None:
            return None
        return TikzPicture("".join(part.body for part in drawing.parts), drawing.error or "")

    def _new(self, source: str) -> TikzPicture | None:
        tools = self._tools()
        if tools is None:
            return None
        node, modules = tools
        try:
            done = subprocess.run(  # noqa: S603
                [str(node), str(_ENGINE), str(modules)],
                input=json.dumps({"source": source}),
                capture_output=True,
                encoding="utf-8",
                timeout=self._time_limit,
            )
            answer = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            return TikzPicture(error=f"takes longer than {self._time_limit:g} s")
        except (OSError, ValueError):
            return TikzPicture(error="brings TeX down")
        picture = _picture(answer)
        parts = (Part("", "", "", picture.svg),) if picture.svg else ()
        with Cache(self._cache_path, version=self._version) as kept:
            kept.put({_key(source): Drawing(parts=parts, error=picture.error or None)})
        return picture


def _picture(answer: dict[str, str]) -> TikzPicture:
    if "error" in answer:
        return TikzPicture(error=" ".join(answer["error"].split()))
    svg = clean(answer["svg"])
    return TikzPicture(svg) if svg else TikzPicture(error="there is no picture in it")


def _key(source: str) -> bytes:
    return hashlib.sha256(source.encode()).digest()


def _tidy(source: str) -> str:
    """The source as the plugin gives it to TeX: without blank lines, which would be paragraphs."""
    lines = (line.strip() for line in source.replace("&nbsp;", "").split("\n"))
    return "\n".join(line for line in lines if line)
