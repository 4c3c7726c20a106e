"""Vaults of any size, made from a seed: the counts of a real one, and no word of it."""
