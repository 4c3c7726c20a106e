"""All links of a vault, followed once: who links to whom, which files are used, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.render.links import raw_target
from vaultsite.site.aliases import Aliases
from vaultsite.vault.filetypes import extension_of
from vaultsite.vault.index import link_problem

if TYPE_CHECKING:
    from vaultsite.vault.index import Target, Vault
    from vaultsite.vault.note import Link, Note


@dataclass(slots=True)
class Links:
    """``incoming``: for each note, the links of others to it, by the note that holds them.

    Links are given by their numbers in their note. ``outcomes`` has what each note's links lead to,
    in their order. ``attachments`` are the files that something published shows or links to,
    ``canvases`` the records of such canvases, whose links count like those of notes.
    """

    incoming: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    outcomes: dict[str, tuple[Target | None, ...]] = field(default_factory=dict)
    attachments: set[str] = field(default_factory=set)
    canvases: dict[str, Note] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    resolved: int = 0
    loose: int = 0
    unresolved: int = 0
    embeds: int = 0


def follow(vault: Vault) -> Links:
    """Follow every link of every note, and of every canvas that one of them leads to."""
    links = Links()
    aliases = Aliases(vault)
    waiting = [vault.notes[path] for path in sorted(vault.notes, reverse=True)]
    while waiting:
        note = waiting.pop()
        links.outcomes[note.path] = tuple(
            _follow(links, vault, note, number, aliases) for number in range(len(note.links))
        )
        for target in links.outcomes[note.path]:
            if target is None or target.path in links.canvases or not _is_canvas(target):
                continue
            links.canvases[target.path] = vault.canvas(target.path).source.note
            waiting.append(links.canvases[target.path])
    return links


def _follow(links: Links, vault: Vault, note: Note, number: int, aliases: Aliases) -> Target | None:
    """Follow one link. Returns what it leads to."""
    link = note.links[number]
    target = vault.find(link.raw, note.path, markdown=link.markdown)
    raw = link.raw if link.markdown else raw_target(link.raw)
    problem = link_problem(note.path, link.line, raw, target, embed=link.embed)
    if problem is not None:
        remedy = aliases.remedy(link, note.path) if target is None else None
        links.problems.append(replace(problem, remedy=remedy or problem.remedy))
    _count(links, link, target, problem)
    if target is None:
        return None
    if not _is_canvas(target) and target.path not in vault.notes:
        links.attachments.add(target.path)
    elif target.path != note.path:
        sources = links.incoming.setdefault(target.path, {})
        sources.setdefault(note.path, []).append(number)
    return target


def _is_canvas(target: Target) -> bool:
    return extension_of(target.path) == "canvas"


def _count(links: Links, link: Link, target: Target | None, problem: Problem | None) -> None:
    if link.embed and target is not None:
        links.embeds += problem is None or problem.kind != Kind.MISSING_SECTION
    if target is None:
        links.unresolved += 1
    elif target.loose:
        links.loose += 1
    else:
        links.resolved += 1
