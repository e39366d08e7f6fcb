"""Seen groups: the groups of a division that whoever looks may see, and how many stay hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from promisectl.metrics.view import View
from promisectl.reports.groupings import Key, grouped
from promisectl.reports.report import Asked
from promisectl.reports.visibility import may_see


def seen_groups(asked: Asked, views: Iterable[View], fields: Sequence[str]) -> list[tuple[Key, list[View]]]:
    """Return the groups of `views` by some fields, but those of persons whose figures are not `me`'s to see."""
    groups = grouped(views, fields, asked.environment)
    return [(key, members) for key, members in groups if _is_seen(asked, fields, key)]


def hidden_groups(asked: Asked, views: Iterable[View], fields: Sequence[str]) -> int:
    """Return how many groups are left out."""
    return sum(not _is_seen(asked, fields, key) for key, _ in grouped(views, fields, asked.environment))


def _is_seen(asked: Asked, fields: Sequence[str], key: Key) -> bool:
    return may_see(dict(zip(fields, key, strict=True)), asked.policy, asked.environment)
