"""Promise paths: which paths below a ledgers folder are promise files, and which packs (format.md). Names only."""

from __future__ import annotations

import re
from functools import lru_cache

from promisectl.model.fields import SLUG
from promisectl.store.settled import is_settled

_LEDGER = re.compile(SLUG + r"\Z")


@lru_cache(maxsize=65536)
def is_promise_path(path: str, folder: str) -> bool:
    """Return whether a path is that of a promise file or a pack: `*.yaml` below a ledger, nothing in it hidden."""
    if not path.endswith(".yaml") or not path.startswith(f"{folder}/"):
        return False
    ledger, *below = path[len(folder) + 1 :].split("/")
    return bool(below) and _LEDGER.match(ledger) is not None and not any(name.startswith(".") for name in below)


@lru_cache(maxsize=65536)
def is_pack(path: str, folder: str) -> bool:
    """Return whether a promise path is that of a pack: below a ledger's `settled`."""
    return is_settled(path[len(folder) + 1 :].partition("/")[2])
