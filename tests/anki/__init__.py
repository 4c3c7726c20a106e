"""Packages for Anki, and what Anki makes of them."""
