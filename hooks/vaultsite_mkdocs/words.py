"""The interface's words in the language of the theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from vaultsite.words import ENGLISH, MODULES, Words
from vaultsite_mkdocs.files import rewrite

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ku-IQ", "ur")  # of Material's


def language(config: MkDocsConfig) -> str:
    """The theme's."""
    return str(config.theme.get("language") or ENGLISH)


def direction(config: MkDocsConfig) -> Literal["ltr", "rtl"]:
    """The theme's own, or that of its language."""
    given = config.theme.get("direction")
    is_rtl = given == "rtl" if given else language(config) in _RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


def replace_words(files: Files, config: MkDocsConfig) -> None:
    """Copy the modules of what scripts say with the words in them."""
    words = Words(language(config))
    for place in MODULES:
        rewrite(place, files, config, partial(words.module, place))
