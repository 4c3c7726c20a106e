"""Each line is offered only to the rules for blocks that may begin with its first character.

markdown-it asks all of them, of which each looks at that character and says no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import Rule
    from markdown_it.rules_block import StateBlock

    BlockRule = Callable[[StateBlock, int, int, bool], bool]

_DIGITS = "0123456789"
# Rules that are not here look at more than that.
_FIRST = {
    "comment": "%",
    "math_block": "$",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": f"*+-{_DIGITS}",
    "task_list": "[",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}


def dispatch_plugin(md: MarkdownIt) -> None:
    """Choose a parser's rules for blocks by character. It must have all its rules."""
    md.block.ruler = _Dispatcher(md.block.ruler)


class _Dispatcher(Ruler["BlockRule"]):
    """The rules of ``ruler``, each chain of them as one."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._chains: dict[str, list[BlockRule]] = {}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803
        if chainName not in self._chains:
            rules = [
                rule
                for rule in self.__rules__
                if rule.enabled and (not chainName or chainName in rule.alt)
            ]
            self._chains[chainName] = [_chain(rules)]
        return self._chains[chainName]


def _chain(rules: Sequence[Rule[BlockRule]]) -> BlockRule:
    chosen = {
        first: [rule.fn for rule in rules if first in _FIRST.get(rule.name, first)]
        for first in {*"".join(_FIRST.values())}
    }
    others = [rule.fn for rule in rules if rule.name not in _FIRST]

    def chain(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        for rule in chosen.get(state.src[position : position + 1], others):
            if rule(state, start, end, silent):
                return True
        return False

    return chain
