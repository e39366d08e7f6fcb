"""Settled: the folder of a ledger that holds its packs. Names only, and nothing is imported for them."""

from __future__ import annotations

SETTLED = "settled"


def is_settled(below: str) -> bool:
    """Return whether a path below its ledger is that of a pack."""
    return below.startswith(f"{SETTLED}/")
