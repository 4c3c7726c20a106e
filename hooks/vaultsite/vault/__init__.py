"""Reads a vault: its files, names, links, properties and settings."""
