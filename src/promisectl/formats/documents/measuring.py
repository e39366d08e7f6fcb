"""Documents of reports."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from promisectl.formats.documents.shared import OPEN, PromiseDocument


@with_config(OPEN)
class RateDocument(TypedDict):
    """A rate: k of n, the share and its interval, null where n is 0."""

    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None


@with_config(OPEN)
class SpreadDocument(TypedDict):
    """Percentiles of days."""

    n: int
    p50: int | None
    p85: int | None
    p95: int | None


TargetDocument = Annotated[dict[str, Any], Field(json_schema_extra={"required": ["name", "met", "proved"]})]


@with_config(OPEN)
class FiguresDocument(TypedDict):
    """The figures of one group of promises."""

    key: dict[str, Any]
    n_open: int
    n_pending: int
    classes: dict[str, int]
    fulfilment: RateDocument
    kept_first: RateDocument
    on_time: RateDocument
    otif: RateDocument
    first_time_accepted: RateDocument
    early_notice: RateDocument
    renegotiated: RateDocument
    weighted: RateDocument
    voluntary: RateDocument
    satisfaction: RateDocument
    response_days: SpreadDocument
    acceptance_days: SpreadDocument
    targets: NotRequired[list[TargetDocument]]
    before: NotRequired[dict[str, Any]]


class PeriodDocument(TypedDict):
    """A stretch of days, both ends included, as it is called."""

    name: str
    first: str
    last: str


@with_config(OPEN)
class FulfilmentDocument(TypedDict):
    """How promises are kept, group by group."""

    as_of: str
    where: str
    period: PeriodDocument | None
    against: PeriodDocument | None
    groups: list[FiguresDocument]
    targets: list[TargetDocument]
    soundness: dict[str, Any]


class ReportDocument(TypedDict):
    """A report without a document of its own: its tables by their keys, a row each by the keys of its columns."""

    name: str
    as_of: str
    where: str
    period: PeriodDocument | None
    against: PeriodDocument | None
    tables: dict[str, list[dict[str, Any]]]
    left_out: NotRequired[int]


class LinkDocument(TypedDict):
    """A promise in a plan, with its dates and what it needs; what a `continued` one needs stands in `continued`."""

    id: str
    what: str | None
    performer: str | None
    customer: str | None
    state: str | None
    lead_days: int
    due: str | None
    finish: str | None
    slack_days: int | None
    latest_finish: str | None
    latest_start: str | None
    threatened: bool
    critical: bool
    repeated: bool
    continued: bool
    needs: list[LinkDocument]


class PlanDocument(TypedDict):
    """What a promise needs, as a tree, and the ids of its critical chain, the top first.

    A tree that is very deep goes on in those of `continued`. Each of `circles` are ids that need each other, in order.
    """

    as_of: str
    plan: LinkDocument
    critical_chain: list[str]
    continued: list[LinkDocument]
    circles: list[list[str]]
    left_out: NotRequired[int]


class LaneDocument(TypedDict):
    """A column of a board."""

    name: str
    promises: list[PromiseDocument]


class BoardDocument(TypedDict):
    """Open promises in columns."""

    as_of: str
    columns: list[LaneDocument]
    left_out: NotRequired[int]


class RatesDocument(TypedDict):
    """A rate before and after."""

    before: RateDocument
    after: RateDocument


class WhatIfDocument(TypedDict):
    """What an act would bring; `timely` and `material` are null where no terms in force would change."""

    promise: str
    must_agree: list[str]
    timely: bool | None
    material: bool | None
    due: str | None
    threatened: list[str]
    relieved: list[str]
    rates: dict[str, RatesDocument]
