"""Spoken names: words that stand on the screen and are typed again: `vencida` is read as `overdue`.

Files, queries that are stored and what programs read hold the keys of the format alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from promisectl.formats.translator import NAMES, Translator
from promisectl.model.folding import fold_name
from promisectl.model.languages import LANGUAGES


@lru_cache(maxsize=16)
def spoken_names(kind: str) -> Mapping[str, str]:
    """Return the keys of a kind of `NAMES` by their folded names in every language, also in the plural."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        words = Translator(language)
        for key in NAMES.get(kind, ()):
            name = fold_name(words.name(kind, key))
            found.setdefault(name, key)
            found.setdefault(f"{name}s", key)
    return found
