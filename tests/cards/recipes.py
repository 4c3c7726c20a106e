"""Patterns for the plugin as its documentation gives them to authors, by the name of the style."""

from __future__ import annotations

from vaultsite.vault.anki_settings import AnkiSettings

_UP_TO_AN_ID = r"(?:^.{1,3}$|^.{4}(?<!<!--).*)"
RECIPES = {
    "header-paragraph": {"Basic": r"^#+(.+)\n*((?:\n(?:^[^\n#].{0,2}$|^[^\n#].{3}(?<!<!--).*))+)"},
    "question-answer": {"Basic": rf"^Q: ((?:.+\n)*)\n*A: (.+(?:\n{_UP_TO_AN_ID})*)"},
    "ruled": {"Basic": rf"((?:[^\n][\n]?)+\n)-{{3,}}((?:\n{_UP_TO_AN_ID})*)"},
    "RemNote": {"Basic": r"^(.*[^\n:]{1}):{2}([^\n:]{1}.*)"},
    "table": {"Basic": r"\|([^\n|]+)\|\n\|(?:[^\n|]+)\|\n\|([^\n|]+)\|\n?"},
    "NeuraCache": {"Basic": rf"((?:[^\n][\n]?)+) #flashcard\n*((?:\n{_UP_TO_AN_ID})+)"},
    "cloze paragraph": {"Cloze": rf"((?:.+\n)*(?:.*{{.*)(?:\n{_UP_TO_AN_ID})*)"},
    "highlight cloze": {"Cloze": rf"((?:.+\n)*(?:.*==.*)(?:\n{_UP_TO_AN_ID})*)"},
}


def settings_for(title: str) -> AnkiSettings:
    """The settings of the recipe with which a case's title begins; none of them otherwise."""
    name = title.partition(":")[0]
    if name not in RECIPES:
        return AnkiSettings()
    highlights = name == "highlight cloze"
    return AnkiSettings(custom_regexps=RECIPES[name], curly_cloze=True, highlight_cloze=highlights)
