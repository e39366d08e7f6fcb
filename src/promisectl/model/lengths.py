"""Lengths in words: `2bd from activation` is typed and stored, and people read *2 business days from activation*."""

from __future__ import annotations

from promisectl.model.fields import Within
from promisectl.model.message import M, Message

_ONE = {"d": M("1 day"), "bd": M("1 business day"), "bh": M("1 business hour")}


def length_words(within: Within) -> Message:
    """Return how long a promise may take and from when, as a message."""
    span = span_words(within)
    if within.start is None:
        return span
    if within.start == "activation":
        return M("{span} from activation", span=span)
    return M("{span} from agreement", span=span)


def span_words(within: Within) -> Message:
    """Return how long a promise may take: `2 business days`."""
    if within.count == 1:
        return _ONE[within.unit]
    if within.unit == "d":
        return M("{count} days", count=within.count)
    if within.unit == "bd":
        return M("{count} business days", count=within.count)
    return M("{count} business hours", count=within.count)
