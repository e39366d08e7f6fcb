"""A list of promises as the JSON document other programs rely on (cli.md, JSON shapes). Never translated."""

from __future__ import annotations

from typing import Any

from promisectl.formats.promise_list import PromiseList
from promisectl.formats.promises_json import dump, promise_json


def render(listed: PromiseList) -> str:
    """Return the document: the day, a promise each, and with --lenient how many files were left out."""
    document: dict[str, Any] = {"as_of": listed.day.isoformat(), "promises": rows(listed)}
    if listed.left_out is not None:
        document["left_out"] = listed.left_out
    return dump(document)


def rows(listed: PromiseList) -> list[dict[str, Any]]:
    """Return a promise each, with the word it waits for where that was asked."""
    wanted = listed.wanted
    if wanted is None:
        return [{**promise_json(view)} for view in listed.views]
    return [{**promise_json(view), "for": wanted[view.id]} for view in listed.views]
