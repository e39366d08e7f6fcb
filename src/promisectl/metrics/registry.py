"""Named metrics: the rates a target may name, by their name or by their id in the norm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from promisectl.metrics.acceptance import satisfaction
from promisectl.metrics.answers import voluntary
from promisectl.metrics.early_notice import early_notice
from promisectl.metrics.first_time import first_time_accepted
from promisectl.metrics.fulfilment import fulfilment, weighted_fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.on_time import on_time, on_time_in_full
from promisectl.metrics.rate import Rate
from promisectl.metrics.renegotiation import renegotiated
from promisectl.metrics.view import View

Metric = Callable[[Collection[View], Mapping[str, datetime]], Rate]

METRICS: dict[str, Metric] = {
    "fulfilment": lambda views, reopened: fulfilment(views),
    "kept-first": lambda views, reopened: kept_first(views),
    "on-time": lambda views, reopened: on_time(views),
    "otif": lambda views, reopened: on_time_in_full(views),
    "first-time-accepted": first_time_accepted,
    "early-notice": lambda views, reopened: early_notice(views).rate,
    "renegotiated": lambda views, reopened: renegotiated(views).rate,
    "voluntary": lambda views, reopened: voluntary(views),
    "satisfaction": lambda views, reopened: satisfaction(views).rate,
    "weighted": lambda views, reopened: weighted_fulfilment(views),
}
IDS = {
    "fr": "fulfilment",
    "kfp": "kept-first",
    "otd": "on-time",
    "fta": "first-time-accepted",
    "enr": "early-notice",
    "rnr": "renegotiated",
    "vol": "voluntary",
    "csat": "satisfaction",
    "wfr": "weighted",
}


def metric_name(text: str) -> str | None:
    """Return the name a text means (`kept_first`, `KFP` are `kept-first`); None where no metric is called so."""
    word = text.lower().replace("_", "-")
    word = IDS.get(word, word)
    return word if word in METRICS else None
