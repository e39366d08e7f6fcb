"""Values of free fields as they are typed: one value, entries with commas between them, or what a list gains and loses.

A list whose last entry goes is removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble

LISTS = frozenset({"serves", "tags", "needs", "links"})
_SIGNS = ("+", "-")


def free_value(field: str, words: Sequence[str], before: Any) -> Any:
    """Return what a free field holds once `words` are said of it, after `before`; None removes the field.

    Trouble where a list is told both its entries and what to add to it, or loses an entry that it has not.
    """
    if field not in LISTS:
        return " ".join(words) or None
    return _list_value(field, words, list(map(str, before or []))) or None


def _list_value(field: str, words: Sequence[str], entries: list[str]) -> list[str]:
    signed = [word.startswith(_SIGNS) for word in words]
    if not any(signed):
        return _entries(words)
    if not all(signed):
        raise _mixed(words)
    for word in words:
        entries = _changed(field, word, entries)
    return entries


def _mixed(words: Sequence[str]) -> Trouble:
    return Trouble(
        M("“{words}” names entries and changes to them at once", words=" ".join(words)),
        help=M("write all that it shall hold, such as `a,b`, or what changes, such as `+a -b`"),
    )


def typed_value(value: Any, words: Sequence[str]) -> str:
    """Return the value of a free field as it was typed; of a list that was changed, its entries with commas between."""
    if value is None:
        return ""
    if not any(word.startswith(_SIGNS) for word in words):
        return " ".join(words)
    return ",".join(str(entry) for entry in value) if isinstance(value, list) else str(value)


def _entries(words: Sequence[str]) -> list[str]:
    parts = [part.strip() for word in words for part in word.split(",")]
    return [part for part in parts if part]


def _changed(field: str, word: str, entries: list[str]) -> list[str]:
    """Return the entries with that of `+x` added at the end, once, or that of `-y` taken away."""
    named = _entries([word[1:]])
    if word.startswith("+"):
        return list(dict.fromkeys([*entries, *named]))
    for entry in named:
        _need_there(field, entry, entries)
    return [entry for entry in entries if entry not in named]


def _need_there(field: str, entry: str, entries: Sequence[str]) -> None:
    if entry in entries:
        return
    otherwise = M("it holds: {entries}", entries=", ".join(entries) or "-")
    raise Trouble(
        M("{field} does not hold “{entry}”", field=field, entry=entry),
        help=did_you_mean(entry, entries, otherwise),
    )
