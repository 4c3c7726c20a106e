"""The note types of our packages. Frozen: with other fields, Anki would take nothing over.

A new layout of fields needs a new id. Styles and templates may change, with `CHANGED`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vaultsite.anki.note import Kind

CHANGED = 1_763_700_000
"""When a style or a template was changed last, in seconds since 1970."""

_FIELDS = ("Front", "Back", "Source")
_CSS = """\
.card { max-width: 42em; margin: auto; font: 1.1em/1.5 system-ui, sans-serif; text-align: start; }
.card img { max-width: 100%; height: auto; }
.card pre { overflow-x: auto; padding: .6em; background: #8881; font-size: .85em; }
.card table { border-collapse: collapse; } .card td, .card th { border: 1px solid #8885; \
padding: .2em .5em; }
.source { margin-top: 1.5em; font-size: .75em; opacity: .7; }
.cloze { font-weight: bold; }
"""
_SOURCE = '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
_ANSWER = f"{{{{FrontSide}}}}<hr id=answer>{{{{Back}}}}{_SOURCE}"
_FORWARD = ("Card 1", "{{Front}}", _ANSWER)
_BACKWARD = (
    "Card 2",
    "{{#Back}}{{Back}}{{/Back}}",
    f"{{{{FrontSide}}}}<hr id=answer>{{{{Front}}}}{_SOURCE}",
)
_TYPED = (
    "Card 1",
    "{{Front}}<p>{{type:Back}}",
    f"{{{{Front}}}}<hr id=answer>{{{{type:Back}}}}{_SOURCE}",
)
_CLOZE = ("Cloze", "{{cloze:Front}}", f"{{{{cloze:Front}}}}<div>{{{{Back}}}}</div>{_SOURCE}")
_TYPES: dict[str, tuple[int, str, tuple[tuple[str, str, str], ...]]] = {
    "basic": (1_100_000_000_001, "Vault Basic", (_FORWARD,)),
    "reversed": (1_100_000_000_002, "Vault Basic (and reversed card)", (_FORWARD, _BACKWARD)),
    "typed": (1_100_000_000_003, "Vault Basic (type in the answer)", (_TYPED,)),
    "cloze": (1_100_000_000_004, "Vault Cloze", (_CLOZE,)),
}


@cache
def model(kind: Kind) -> Any:
    """A note type as genanki writes it."""
    import genanki

    number, name, templates = _TYPES[kind]
    return genanki.Model(
        number,
        name,
        fields=[{"name": each} for each in _FIELDS],
        templates=[{"name": n, "qfmt": front, "afmt": back} for n, front, back in templates],
        css=_CSS,
        model_type=genanki.Model.CLOZE if kind == "cloze" else genanki.Model.FRONT_BACK,
    )
