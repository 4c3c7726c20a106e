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
    from collections.abc import Iterable, Iterator

    from vaultsite.vault.index import Target, Vault
    from vaultsite.vault.note import Note


@dataclass(slots=True)
class Followed:
    """The links of one note: ``outcomes`` has what each leads to, in their order.

    ``files`` are those that are no notes.
    """

    outcomes: tuple[Target | None, ...] = ()
    files: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    resolved: int = 0
    loose: int = 0
    unresolved: int = 0
    embeds: int = 0


@dataclass(slots=True)
class Links:
    """``notes`` has the links of each note, and of each canvas that one of them leads to.

    ``incoming`` has for each note the links of others to it, as numbers in the note that holds
    them. ``canvases`` are the records of those canvases, whose links count like those of notes.
    """

    notes: dict[str, Followed] = field(default_factory=dict)
    incoming: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    canvases: dict[str, Note] = field(default_factory=dict)

    @property
    def attachments(self) -> set[str]:
        """The files that something published shows or links to."""
        used = set[str]().union(*(each.files for each in self.notes.values()))
        return used - self.canvases.keys()

    @property
    def problems(self) -> Iterator[Problem]:
        return (problem for each in self.notes.values() for problem in each.problems)

    def follow_again(self, vault: Vault, paths: Iterable[str]) -> set[str] | None:
        """Follow the links of notes that were edited. Returns to whom they lead or have led.

        None if they lead to a canvas or have led to one, which may not be published any more.
        """
        aliases = Aliases(vault)
        touched: set[str] = set()
        for path in paths:
            touched |= self._forget(path)
            self._add(vault.notes[path], _followed(vault, vault.notes[path], aliases))
            touched |= _targets(self.notes[path])
        return None if any(map(_is_canvas, touched)) else touched

    def _add(self, note: Note, followed: Followed) -> None:
        self.notes[note.path] = followed
        for number, target in enumerate(followed.outcomes):
            if target is None or target.path in followed.files or target.path == note.path:
                continue
            sources = self.incoming.setdefault(target.path, {})
            sources.setdefault(note.path, []).append(number)

    def _forget(self, path: str) -> set[str]:
        targets = _targets(self.notes[path])
        for target in targets:
            self.incoming.get(target, {}).pop(path, None)
        return targets


def follow(vault: Vault) -> Links:
    """Follow every link of every note, and of every canvas that one of them leads to."""
    links = Links()
    aliases = Aliases(vault)
    waiting = [vault.notes[path] for path in sorted(vault.notes, reverse=True)]
    while waiting:
        note = waiting.pop()
        followed = _followed(vault, note, aliases)
        links._add(note, followed)
        for path in sorted(_targets(followed)):
            if path not in links.canvases and _is_canvas(path):
                links.canvases[path] = vault.canvas(path).source.note
                waiting.append(links.canvases[path])
    return links


def _followed(vault: Vault, note: Note, aliases: Aliases) -> Followed:
    followed = Followed()
    followed.outcomes = tuple(
        _follow(followed, vault, note, number, aliases) for number in range(len(note.links))
    )
    return followed


def _follow(
    followed: Followed, vault: Vault, note: Note, number: int, aliases: Aliases
) -> Target | None:
    """Follow one link. Returns what it leads to."""
    link = note.links[number]
    target = vault.find(link.raw, note.path, markdown=link.markdown)
    problem = None
    if target is None or target.missing or target.loose:
        raw = link.raw if link.markdown else raw_target(link.raw)
        problem = link_problem(note.path, link.line, raw, target, embed=link.embed)
    if problem is not None:
        remedy = aliases.remedy(link, note.path) if target is None else None
        followed.problems.append(replace(problem, remedy=remedy or problem.remedy))
    if target is None:
        followed.unresolved += 1
        return None
    followed.embeds += link.embed and (problem is None or problem.kind != Kind.MISSING_SECTION)
    followed.loose += target.loose
    followed.resolved += not target.loose
    if target.path not in vault.notes and not _is_canvas(target.path):
        followed.files.add(target.path)
    return target


def _targets(followed: Followed) -> set[str]:
    return {target.path for target in followed.outcomes if target is not None}


def _is_canvas(path: str) -> bool:
    return extension_of(path) == "canvas"
