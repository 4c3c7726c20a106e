"""How a real vault of 679 notes is written: the numbers that made vaults follow.

A table of quantiles has one value for each of `LEVELS`. Everything is counted in the notes' bodies,
without their cards, unless it says so.
"""

from __future__ import annotations

NOTES = 679
EMPTY = 0.147  # notes without a word
WORDLESS_OF_MATHS = 0.257  # of the others: those without a formula

LEVELS = (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1)

# Blocks in a note: a heading, a list item, a paragraph, a display, an embed, … are one each.
BLOCKS_WITH_MATHS = (1, 3, 4, 6, 8, 11, 14, 17, 21, 27, 36, 46, 55, 64, 220)
BLOCKS_WITHOUT = (1, 1, 1, 2, 3, 4, 5, 7, 9, 14, 19, 26, 38, 70, 90)

# What comes after what: H heading, B list item, D display, E embedded section, N numbered item,
# M picture or whole note, P paragraph, C code, T table.
AFTER_WITH_MATHS = {
    "H": {"B": 847, "E": 247, "D": 334, "P": 180, "N": 39, "H": 117, "M": 3, "C": 2},
    "B": {"B": 1132, "D": 862, "H": 344, "P": 58, "N": 28, "E": 27, "M": 16, "C": 2, "T": 1},
    "D": {"H": 769, "B": 434, "D": 190, "P": 125, "N": 53, "E": 28, "M": 20, "C": 3},
    "E": {"E": 351, "H": 257, "D": 9, "B": 7, "N": 3, "P": 3, "M": 2},
    "N": {"N": 139, "D": 75, "H": 42, "B": 20, "E": 6, "P": 5, "M": 1},
    "P": {"D": 197, "H": 113, "P": 82, "B": 37, "N": 27, "E": 9, "M": 4, "T": 1},
    "M": {"H": 34, "B": 5, "D": 3, "N": 2},
    "C": {"H": 6, "B": 1, "C": 1},
    "T": {"H": 2},
}
AFTER_WITHOUT = {
    "H": {"B": 148, "E": 29, "P": 19, "H": 10, "C": 8, "N": 6, "M": 2},
    "B": {"B": 368, "H": 85, "P": 25, "E": 19, "M": 18, "C": 17, "N": 9},
    "E": {"E": 53, "H": 42, "B": 7, "N": 6, "M": 4},
    "N": {"N": 23, "E": 9, "B": 4, "P": 3, "H": 2, "M": 1},
    "P": {"P": 144, "H": 20, "B": 15, "C": 9, "M": 5, "E": 2, "N": 1},
    "M": {"H": 19, "M": 6, "E": 4, "B": 3, "P": 3},
    "C": {"H": 25, "C": 3, "M": 1},
    "T": {"H": 1},
}
LEVEL_AFTER = {  # of headings; 0: the first of a note
    0: {1: 30, 2: 119, 3: 339, 4: 18},
    1: {1: 14, 2: 32, 3: 5},
    2: {1: 11, 2: 94, 3: 83, 4: 15, 5: 3},
    3: {1: 138, 2: 39, 3: 345, 4: 186, 5: 26},
    4: {1: 71, 2: 4, 3: 95, 4: 207, 5: 19, 6: 5},
    5: {1: 8, 2: 2, 3: 17, 4: 12, 5: 46},
    6: {4: 5, 6: 1},
}

# Words of a block, apart from its links and formulas.
WORDS = {
    "H": (0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 24),
    "B": (0, 2, 3, 4, 6, 7, 8, 10, 12, 15, 19, 24, 29, 36, 64),
    "N": (0, 0, 0, 0, 2, 3, 4, 5, 6, 8, 11, 16, 21, 35, 42),
    "P": (0, 0, 0, 1, 3, 5, 7, 9, 11, 14, 22, 37, 47, 59, 99),
}
DISTINCT_WORDS = 4767  # in a vault of `NOTES`; they grow with the root of its size
LINKS = {"H": 0.312, "B": 1.244, "N": 0.75, "P": 0.813}  # in a block, on average
FORMULAS = {"H": 0.09, "B": 1.5, "N": 1.1, "P": 1.0}  # the same, in notes that have any
# How many times as many as that a note has.
LINK_RATE = (0.0, 0.09, 0.22, 0.45, 0.65, 0.84, 0.97, 1.12, 1.28, 1.44, 1.73, 2.2, 2.42, 2.46, 3.1)
FORMULA_RATE = (0, 0.05, 0.22, 0.43, 0.65, 0.8, 0.97, 1.1, 1.3, 1.48, 1.86, 2.17, 2.5, 2.6, 2.9)

# How links are written.
# (Half of the headings asked for are of notes that are not yet written: a link to the note then.)
LINK_AGAIN = 0.42  # to a note that is linked to before
ALIAS, HEADING, FOLDER, UNRESOLVED = 0.142, 0.015, 0.0022, 0.02
# Links to the note of that rank among all targets; in larger vaults the tail grows on.
POPULARITY = (
    *((1, 177), (3, 130), (5, 90), (10, 64), (20, 44), (40, 26), (80, 16)),
    *((160, 9), (240, 6), (320, 4), (400, 2), (480, 1), (679, 0.3)),
)
UNRESOLVED_NAMES = 0.044  # distinct ones, a note
WORDS_IN_NAME = {1: 150, 2: 322, 3: 138, 4: 53, 5: 11, 6: 4, 7: 1}
NOTES_IN_FOLDER = 68
BOLD, CODE_SPAN = 0.08, 0.025  # of the blocks with words
CODE_LINES = (1, 2, 2, 3, 4, 4, 5, 6, 7, 9, 9, 17, 21, 32, 32)

# TeX: characters of distinct formulas.
INLINE_LENGTH = (1, 3, 3, 7, 10, 14, 18, 23, 28, 34, 48, 62, 78, 89, 166)
DISPLAY_LENGTH = (4, 28, 41, 59, 83, 105, 133, 166, 221, 298, 456, 612, 922, 1118, 2437)
AGAIN_IN_NOTE, COMMON, COMMON_FORMULAS = 0.25, 0.28, 250  # of the inline ones
AGAIN_IN_CARD = 0.85
DISPLAY_AGAIN = 0.035

# Cards: how many, and their lines without the blank ones.
CARDS = (0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 6, 7, 10, 22)
FRONT_LINES = (0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 10, 16, 20, 37)
BACK_LINES = (1, 7, 10, 17, 26, 34, 44, 56, 70, 85, 121, 151, 180, 216, 329)
# Where an answer's lines stand, too: in its note and what that embeds; the rest are its own.
OWN_BLOCKS, OTHER_NOTES = 0.9, 0.07
IN_ANSWER = {"H": 0.35, "B": 0.65, "P": 0.8, "M": 0.35}  # the shares that answers repeat
TAGS_ON_CARD = {1: 237, 2: 592, 3: 195}
CARDS_BY_BLOCKS, ANSWER_BY_BLOCKS = 0.8, 0.45  # correlations

PICTURE_BYTES = (
    *(5723, 9524, 11958, 19036, 31409, 42932, 61914, 68392, 107374, 145137, 225640),
    *(1652590, 1652590, 1652590, 1652590),
)
PICTURES = 0.83  # of the blocks M; the others embed a whole note

# The real vault has none of these; here a few, since other vaults have many.
PROPERTIES, TAGS, CALLOUTS, BLOCK_IDS = 0.03, 0.01, 0.005, 0.06
