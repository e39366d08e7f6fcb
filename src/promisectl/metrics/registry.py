"""The registry of metrics: the rates a target may name and every report of fulfilment holds.

A new metric is a file beside this one and a row here; targets, JSON and the reference page follow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
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
from promisectl.model.message import M, Message

Views = Collection[View]
Reopened = Mapping[str, datetime]  # `metrics.first_time.reopenings` of the whole workspace


@dataclass(frozen=True, slots=True)
class Metric:
    """A rate by its name, its id in the norm (empty where it has none), what people read, and how it is counted.

    One without words for people is for targets and programs alone.
    """

    name: str
    id: str
    title: Message | None
    count: Callable[[Views, Reopened], Rate]

    @property
    def key(self) -> str:
        """Its key in JSON: `kept_first`."""
        return self.name.replace("-", "_")


METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric("fulfilment", "fr", M("kept"), lambda views, reopened: fulfilment(views)),
        Metric("kept-first", "kfp", M("kept as first promised"), lambda views, reopened: kept_first(views)),
        Metric("on-time", "otd", M("on time, of what was accepted"), lambda views, reopened: on_time(views)),
        Metric("otif", "otif", M("on time and in full"), lambda views, reopened: on_time_in_full(views)),
        Metric("first-time-accepted", "fta", M("accepted at first"), first_time_accepted),
        Metric(
            "early-notice",
            "enr",
            M("announced early, of the troubled"),
            lambda views, reopened: early_notice(views).rate,
        ),
        Metric(
            "renegotiated", "rnr", M("renegotiated to a later day"), lambda views, reopened: renegotiated(views).rate
        ),
        Metric("weighted", "wfr", None, lambda views, reopened: weighted_fulfilment(views)),
        Metric("voluntary", "vol", M("answered with no or a counter"), lambda views, reopened: voluntary(views)),
        Metric(
            "satisfaction", "csat", M("satisfied, of what was rated"), lambda views, reopened: satisfaction(views).rate
        ),
    )
}
IDS = {metric.id: metric.name for metric in METRICS.values() if metric.id and metric.id != metric.name}


def metric_name(text: str) -> str | None:
    """Return the name a text means (`kept_first`, `KFP` are `kept-first`); None where no metric is called so."""
    word = text.lower().replace("_", "-")
    word = IDS.get(word, word)
    return word if word in METRICS else None
