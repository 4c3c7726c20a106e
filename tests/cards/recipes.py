"""The settings of the plugin with which a case is read, by what its title begins with."""

from __future__ import annotations

from vaultsite.vault.anki_settings import BUILT_IN_FIELDS, AnkiSettings, Keywords

# Patterns as the plugin's documentation gives them to authors, by the name of the style.
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

_CONFIGURED = AnkiSettings(
    keywords=Keywords(
        begin="+++",
        end="===",
        begin_inline="[(",
        end_inline=")]",
        target_deck="in deck",
        file_tags="with tags",
        delete="away!",
        frozen="always",
    ),
    fields={**BUILT_IN_FIELDS, "Word": ("Word", "Sense"), "Basic": ("Front", "Reverse")},
)


def settings_for(title: str) -> AnkiSettings:
    """Those of the recipe, of an author who has changed something, or the plugin's defaults."""
    name = title.partition(":")[0]
    if name == "configured":
        return _CONFIGURED
    return AnkiSettings(
        custom_regexps=RECIPES.get(name, {}),
        curly_cloze=name in RECIPES or name in ("curly", "highlights"),
        highlight_cloze=name in ("highlight cloze", "highlights"),
    )
