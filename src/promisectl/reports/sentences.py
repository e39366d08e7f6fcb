"""Sentences: a rate in words. A percentage stands only on five cases or more; nothing of nothing is "n/a".

The interval is a sentence too: a reader must see how little a few cases prove. Source: metrics.md, Rates.
"""

from __future__ import annotations

from fractions import Fraction

from promisectl.metrics.rate import Rate
from promisectl.model.message import M, Message

FEW = 400


def percent(share: Fraction | float, places: int = 1) -> str:
    """Return a share from 0 to 1 as a percentage without its sign: `95.1`."""
    return f"{100 * float(share):.{places}f}"


def short_rate(rate: Rate) -> Message:
    """Return a rate for a cell: `95.1 % (78 of 82)`, `3 of 4`, `n/a`."""
    if rate.rate is None:
        return M("n/a")
    if not rate.is_printable:
        return M("{k} of {n}", k=rate.k, n=rate.n)
    return M("{percent} % ({k} of {n})", percent=percent(rate.rate), k=rate.k, n=rate.n)


def rate_sentence(rate: Rate) -> Message:
    """Return a rate with its interval in words; below five cases the counts alone."""
    if not rate.is_printable or rate.low is None or rate.high is None:
        return short_rate(rate)
    low, high = percent(rate.low, 0), percent(rate.high, 0)
    if rate.n >= FEW:
        return M("{rate}; somewhere between {low} and {high}", rate=short_rate(rate), low=low, high=high)
    return M("{rate}; with so few, somewhere between {low} and {high}", rate=short_rate(rate), low=low, high=high)


def kept_sentence(fulfilment: Rate, kept_first: Rate) -> Message:
    """Return the two rates that are always printed together."""
    return M(
        "kept: {fulfilment} · kept as first promised: {kept_first}",
        fulfilment=rate_sentence(fulfilment),
        kept_first=rate_sentence(kept_first),
    )
