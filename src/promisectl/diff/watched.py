"""Watched keys: those that say in which rate a promise counts, and how much (PC410)."""

from __future__ import annotations

import re

from promisectl.model.promise import FREE_FIELDS
from promisectl.model.settings import Settings
from promisectl.model.terms import key_of

_NAMED = re.compile(r"([a-z][a-z0-9-]*)\s*:")
_KEYS = {"tag": "tags"}


def watched_keys(settings: Settings) -> list[str]:
    """Return `weight`, and the keys of the head that a target's `where` names."""
    free = {key_of(name) for name in FREE_FIELDS}
    named = [word for target in settings.targets for word in _NAMED.findall(target.where)]
    keys = [_KEYS.get(word, word) for word in named]
    return list(dict.fromkeys(["weight", *(key for key in keys if key in free or key.startswith("x-"))]))
