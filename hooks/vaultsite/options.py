"""The options under ``extra.vault`` in ``mkdocs.yml``: each declared once, here."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

ANKI_PACKAGES = ("vault", "notes", "folders", "tags")
_CONTACT = re.compile(r"(?:mailto:|https://|tel:)\S+")  # RFC 9116, 2.5.3


class OptionError(ValueError):
    """An unknown option, or one with a value it can't have; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a site's owner can choose."""

    maths: Literal["build", "browser"] = "build"
    """Who draws the formulas: the build, as SVG, or MathJax in each reader's browser."""

    maths_preamble: str = ""
    """TeX that comes before every formula of the vault: definitions of its own commands."""

    maths_time_limit: float = 5.0
    """Seconds after which a formula is given up and reported."""

    mathml: Literal["on_request", "always"] = "on_request"
    """Whom formulas are given as MathML: readers who ask for it, or all, in larger pages."""

    publish: Literal["all", "marked"] = "all"
    """What is public: all but ``publish: false``, or nothing but ``publish: true``."""

    exclude: tuple[str, ...] = ()
    """What is never published, as in ``.gitignore``: ``journal/``, ``*.draft.md``."""

    templates: bool = False
    """Publish the folder of templates that Obsidian's settings name."""

    daily_notes: bool = False
    """Publish daily notes."""

    properties: Literal["hidden", "visible", "auto"] = "hidden"
    """Show the properties of notes under their titles; ``auto``: if Obsidian's settings do."""

    css_snippets: tuple[str, ...] = ()
    """Names of CSS snippets in ``.obsidian/snippets`` that the site uses, too, without ``.css``."""

    pictures: bool = False
    """Draw a picture for each note, its name and a formula, which links to it show elsewhere."""

    custom_regexes: bool = False
    """Cards are also what the patterns find that were given to the plugin for flashcards."""

    anki: bool = True
    """Packages for Anki: the cards of the vault, and of each folder, tag and note."""

    anki_packages: tuple[str, ...] = ()
    """What has one: ``vault``, ``notes``, ``folders``, ``tags``; without any: all that fit."""

    anki_guids: str = ""
    """An export of Anki's, relative to ``mkdocs.yml``: the packages change nothing in that Anki."""

    offline: bool = True
    """Notes that were read are kept in the reader's browser, and shown without a connection."""

    robots: Literal["index", "none"] = "index"
    """May search engines show the site? ``none`` asks them not to, on every page."""

    security_contacts: tuple[str, ...] = ()
    """Whom to tell of a weakness: addresses as ``mailto:me@example.org``, for security.txt."""

    csp: bool = True
    """Pages have a Content-Security-Policy that forbids what they do not need."""

    csp_extra: tuple[str, ...] = ()
    """More that pages may load: ``script-src https://stats.example``."""

    cache: str = ".cache"
    """The folder for what is kept between builds, relative to ``mkdocs.yml``; never in the site."""

    fail_on: Literal["error", "warning", "info", "never"] = "error"
    """The least level of problem that fails ``mkdocs build --strict``."""

    def __post_init__(self) -> None:
        for contact in self.security_contacts:
            if not _CONTACT.fullmatch(contact):
                raise OptionError(
                    f"extra.vault.security_contacts: {contact!r} is no address; "
                    "write it as `mailto:me@example.org` or `https://example.org/contact`"
                )
        for kind in self.anki_packages:
            _choice("anki_packages", kind, ANKI_PACKAGES)


def load(raw: object) -> Options:
    """The options in the mapping ``raw``, as YAML gives it. Raises `OptionError`."""
    if raw is None:
        return Options()
    if not isinstance(raw, dict):
        raise OptionError("extra.vault must hold options, as `name: value`")
    types = get_type_hints(Options)
    checked: dict[str, Any] = {
        str(key): _checked(str(key), value, types) for key, value in raw.items()
    }
    return Options(**checked)


def _checked(name: str, value: object, types: dict[str, object]) -> object:
    if name not in types:
        near = difflib.get_close_matches(name, types, n=1, cutoff=0)
        raise OptionError(f"extra.vault.{name} is no option; did you mean `{near[0]}`?")
    wanted = types[name]
    if get_origin(wanted) is Literal:
        return _choice(name, value, get_args(wanted))
    if get_origin(wanted) is tuple:
        return _texts(name, value)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not wanted:
        raise OptionError(
            f"extra.vault.{name} must be {_NAMES[wanted]}, not {value!r}; "
            f"the default is {getattr(Options(), name)!r}"
        )
    return value


def _choice(name: str, value: object, choices: tuple[str, ...]) -> object:
    if value in choices:
        return value
    near = difflib.get_close_matches(str(value), choices, n=1, cutoff=0)
    raise OptionError(
        f"extra.vault.{name} must be one of {', '.join(choices)}, not {value!r}; "
        f"did you mean `{near[0]}`?"
    )


_NAMES: dict[object, str] = {
    str: "text",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
}


def _texts(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise OptionError(f"extra.vault.{name} must be a list of texts, not {value!r}")


def names() -> tuple[str, ...]:
    """The names of all options."""
    return tuple(field.name for field in fields(Options))
