"""What the builds of one run have in common: the store on the disk, and MathJax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite import packages
from vaultsite.cores import cores
from vaultsite.maths import Renderer
from vaultsite.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from vaultsite.maths import Drawing, Formula
    from vaultsite.options import Options

_MOST_ENGINES = 4


class Tools:
    """Opened when they are first used. Close them at the end of the run."""

    def __init__(self, cache: Path, *, version: str) -> None:
        self.cache = cache
        self.version = version
        self._store: Store | None = None
        self._renderer: Renderer | None = None
        self._drawn_with: tuple[str, float] | None = None

    @property
    def store(self) -> Store:
        if self._store is None:
            self._store = Store(self.cache / "site.sqlite", version=self.version)
        return self._store

    def rest(self) -> None:
        """Keep as much of MathJax as edits need."""
        if self._renderer is not None:
            self._renderer.rest()

    def stop_drawing(self) -> None:
        """Let go of MathJax, until a formula is asked for again."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    def close(self) -> None:
        self.stop_drawing()
        if self._store is not None:
            self._store.close()
            self._store = None

    def maths(self, options: Options, modules: Callable[[], Path]) -> Maths:
        """MathJax with these options. ``modules`` gives the folder of npm's packages."""
        wanted = (options.maths_preamble, options.maths_time_limit)
        if self._drawn_with != wanted:
            self.stop_drawing()
        self._drawn_with = wanted

        def renderer() -> Renderer:
            if self._renderer is None:
                self._renderer = Renderer(
                    packages.node(),
                    modules(),
                    self.cache / "maths.sqlite",
                    preamble=options.maths_preamble,
                    time_limit=options.maths_time_limit,
                    engines=min(cores(), _MOST_ENGINES),
                )
            return self._renderer

        return Maths(renderer)


class Maths:
    """Draws formulas. MathJax is not looked for before the first one.

    What is asked for raises ``PackagesError`` and ``EngineError``.
    """

    def __init__(self, renderer: Callable[[], Renderer]) -> None:
        self._renderer = renderer

    def ask(self, formulas: Iterable[Formula]) -> None:
        """Begin to draw these."""
        wanted = tuple(formulas)
        if wanted:
            self._renderer().ask(wanted)

    def drawing(self, formula: Formula) -> Drawing:
        """One drawing, as soon as it is there."""
        return self._renderer().drawing(formula)
