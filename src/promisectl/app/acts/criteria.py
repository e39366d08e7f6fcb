"""Naming criteria in force: by their text, by an unambiguous part of it, or by their number from 1.

A redacted one has no text any more: its number names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from promisectl.app.acts.completing import as_raw
from promisectl.app.acts.record import open_promise
from promisectl.store.workspace import Workspace


def in_force(workspace: Workspace, ids: Sequence[str], named: Sequence[str], ledger: str | None = None) -> list[Any]:
    """Return the criteria that `named` means in the first promise; a name that fits none is left for the law."""
    criteria = [as_raw(text) for text in open_promise(workspace, ids[0], ledger).standing.terms.criteria or ()]
    return [_meant(criteria, name) for name in named]


def _meant(criteria: Sequence[Any], name: str) -> Any:
    """Return the criterion that a number or a part of its text means; the name itself where it fits none or several."""
    if name.isdigit() and 1 <= int(name) <= len(criteria):
        return criteria[int(name) - 1]
    close = _holding(criteria, name)
    return close[0] if len(close) == 1 else name


def _holding(criteria: Sequence[Any], part: str) -> list[str]:
    """Return the criteria whose text holds a part, in whatever case."""
    return [text for text in criteria if isinstance(text, str) and part.casefold() in text.casefold()]
