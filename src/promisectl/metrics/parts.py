"""Parts: the sub-promises of each promise that has any (`part-of`)."""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.view import View


def parts_of(views: Iterable[View]) -> dict[str, list[View]]:
    """Return the parts of each promise that has any, by its id, in the order given."""
    parts: dict[str, list[View]] = {}
    for view in views:
        whole = view.promise.file.part_of
        if whole is not None:
            parts.setdefault(whole, []).append(view)
    return parts
