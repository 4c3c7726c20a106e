"""Fenced code: a plugin's block where a plugin draws it, else code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.render import links, plugins
from vaultsite.render.code import highlight

if TYPE_CHECKING:
    from markdown_it.token import Token

    from vaultsite.render.scope import Scope


def fence(token: Token, scope: Scope) -> str:
    """The HTML of a ``fence`` or ``code_block`` token."""
    language = token.info.strip().split(maxsplit=1)[0] if token.info.strip() else ""
    block = plugins.render(language, token.content, _surroundings(scope)) if language else None
    if block is None:
        scope.page.scripts.add("blocks")
        return highlight(token.content, language)
    first = (token.map or [0])[0] + 2  # the fence's own line, and lines count from 1
    for fault in block.faults:
        what, remedy = fault.what, fault.remedy
        problem = Problem(scope.path, first + fault.line, Kind.BROKEN_SYNTAX, what, remedy)
        scope.page.problems.append(problem)
    if block.script:
        scope.page.scripts.add(block.script)
    return block.html


def _surroundings(scope: Scope) -> plugins.Surroundings:
    def link(raw: str) -> str | None:
        target = scope.page.book.find(raw, scope.path)
        return None if target is None else links.url_of(target, scope)

    scope.page.fences += 1
    book = scope.page.book
    return plugins.Surroundings(
        link=link, tikz=book.tikz, words=book.words, number=scope.page.fences
    )
