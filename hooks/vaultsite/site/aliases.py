"""Aliases never lead anywhere (the specification of Obsidian's behaviour, §1 rule 8): they advise.

Whoever writes ``[[AI]]`` for the note that has this alias is told what Obsidian would have written.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vaultsite.vault import linktext, properties
from vaultsite.vault.names import fold, title_of

if TYPE_CHECKING:
    from vaultsite.vault.index import Vault
    from vaultsite.vault.note import Link, Note

_MOST = 3


def other_names(note: Note) -> tuple[str, ...]:
    """What a note is called besides its title: its aliases, and its file's name if it has another.

    Each once, in the order of the properties.
    """
    names = dict.fromkeys((*properties.aliases(note.properties), title_of(note.path)))
    names.pop(note.title, None)
    return (*names,)


class Aliases:
    """The notes of a vault by their aliases."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @cached_property
    def _paths(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self._vault.notes):
            for alias in properties.aliases(self._vault.notes[path].properties):
                if path not in (paths := found.setdefault(fold(alias), [])):
                    paths.append(path)
        return found

    def remedy(self, link: Link, source: str) -> str | None:
        """What to write in the note ``source`` for a link to nothing; None if it is no alias."""
        text = linktext.from_href(link.raw) if link.markdown else linktext.parse(link.raw)
        paths = self._paths.get(fold(text.path.removesuffix(".md")), []) if text else []
        if text is None or not paths:
            return None
        name = self._name(paths[0], source)
        target = "#".join((name, *text.subpath))
        named = ", ".join(f"`{path}`" for path in paths[:_MOST])
        verb = "has" if len(paths) == 1 else "have"
        shown = text.alias or text.path.removesuffix(".md")
        return f"{named} {verb} this alias: write [[{target}|{shown}]]"

    def _name(self, path: str, source: str) -> str:
        """The shortest text of a link that leads to ``path``."""
        title = title_of(path)
        target = self._vault.find(title, source)
        return title if target and target.path == path else path.removesuffix(".md")
