"""The JSON shape of the fulfilment report (cli.md, JSON shapes). Rates to 4 places, null when n = 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisectl.metrics.outcome import Outcome
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.model.moment import local_day
from promisectl.query.targets import TargetResult
from promisectl.reports.figures import Figures
from promisectl.reports.fulfilment import Fulfilment

if TYPE_CHECKING:
    pass


def fulfilment_json(report: Fulfilment) -> dict[str, Any]:
    """Return the document, ready for a JSON writer."""
    return {
        "format_version": 1,
        "as_of": local_day(report.as_of, report.zone).isoformat(),
        "where": report.where,
        "groups": [{"key": dict(group.key), **_figures(group.figures)} for group in report.groups],
        "targets": [_target(result) for result in report.targets],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    moves, happy = figures.renegotiated, figures.satisfaction
    return {
        "n_open": figures.classes[Outcome.OPEN],
        "n_pending": figures.classes[Outcome.PENDING],
        "classes": {outcome.value: count for outcome, count in figures.classes.items()},
        "fulfilment": rate_json(figures.fulfilment),
        "kept_first": rate_json(figures.kept_first),
        "on_time": rate_json(figures.on_time),
        "otif": rate_json(figures.otif),
        "first_time_accepted": rate_json(figures.first_time_accepted),
        "early_notice": {
            **rate_json(figures.early_notice.rate),
            "median_lead_days": figures.early_notice.median_lead_days,
        },
        "renegotiated": {
            **rate_json(moves.rate),
            "timely": {"k": moves.timely.k, "n": moves.timely.n},
            "slip_days": _spread(Spread.of(moves.slip_days)),
        },
        "weighted": {**rate_json(figures.weighted), "low": None, "high": None},
        "voluntary": rate_json(figures.voluntary),
        "satisfaction": {**rate_json(happy.rate), "rated": {"k": happy.rated.k, "n": happy.rated.n}},
        "response_days": _spread(figures.response_days),
        "acceptance_days": _spread(figures.acceptance_days),
        "awaiting_days": _spread(figures.awaiting_days),
    }


def rate_json(rate: Rate) -> dict[str, int | float | None]:
    """Return `k`, `n`, `rate`, `low` and `high`, shares from 0 to 1 to 4 places."""
    return {"k": rate.k, "n": rate.n, "rate": _share(rate.rate), "low": _share(rate.low), "high": _share(rate.high)}


def _share(share: Any) -> float | None:
    return None if share is None else round(float(share), 4)


def _spread(spread: Spread) -> dict[str, int | None]:
    return {"n": spread.n, "p50": spread.at(50), "p85": spread.at(85), "p95": spread.at(95)}


def _target(result: TargetResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "met": result.met,
        "proved": result.proved,
        "where": result.where,
        "metric": result.metric,
        "at_least": _share(result.at_least),
        "enforce": result.enforce,
        **rate_json(result.rate),
        "would_take": {"all_kept": _counts(result.all_kept), "one_missed": _counts(result.one_missed)},
    }


def _counts(proof: Rate | None) -> dict[str, int] | None:
    return None if proof is None else {"k": proof.k, "n": proof.n}
