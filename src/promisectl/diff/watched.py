"""Watched keys: those that say in which rate a promise counts, and how much (PC410)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from promisectl.model.promise import FREE_FIELDS
from promisectl.model.settings import Settings
from promisectl.model.terms import key_of

_NAMED = re.compile(r"([a-z][a-z0-9-]*)\s*:")
_KEYS = {"tag": "tags"}
_FREE = frozenset(key_of(name) for name in FREE_FIELDS)


def watched_keys(settings: Settings) -> list[str]:
    """Return `weight`, and the keys of the head that a target's `where` names."""
    named = [key for key in _named_keys(settings) if key in _FREE or key.startswith("x-")]
    return list(dict.fromkeys(["weight", *named]))


def _named_keys(settings: Settings) -> Iterator[str]:
    """Yield every key before a colon in what targets ask for, as the head of a promise has it."""
    for target in settings.targets:
        for word in _NAMED.findall(target.where):
            yield _KEYS.get(word, word)
