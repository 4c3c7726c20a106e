"""Flashcards as packages that Anki imports, again and again, without a duplicate."""
