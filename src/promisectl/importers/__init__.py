"""Importers: foreign text into promises, one file each, pure.

A module holds `HELP`, one line for the command, and `read(lines)`, which yields a `Line` for each promise. A new one is
a file here and its name in `IMPORTERS`.
"""

IMPORTERS = ("jsonl",)
