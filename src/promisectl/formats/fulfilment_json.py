"""The JSON shape of the fulfilment report (cli.md, JSON shapes). Rates to 4 places, null when n = 0."""

from __future__ import annotations

from typing import Any

from promisectl.formats.report_json import periods_json, rate_json, share_json, spread_json
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS
from promisectl.model.moment import local_day
from promisectl.query.targets import TargetResult
from promisectl.reports.figures import Figures
from promisectl.reports.kept import Fulfilment, Group
from promisectl.reports.report import Report


def fulfilment_json(report: Report) -> dict[str, Any]:
    """Return the document of a fulfilment report, ready for a JSON writer."""
    made = report.detail
    if not isinstance(made, Fulfilment):
        raise TypeError(f"{report.name} is no fulfilment report")
    return {
        "as_of": local_day(made.as_of, made.zone).isoformat(),
        "where": made.where,
        **periods_json(report),
        "groups": [_group(group) for group in made.groups],
        "targets": [_target(result) for result in made.targets],
        "soundness": {key: rate_json(n) if isinstance(n, Rate) else n for key, n in made.soundness.items()},
    }


def _group(group: Group) -> dict[str, Any]:
    """Return a group: its targets where it was divided, its figures before where they are compared."""
    document = {"key": dict(group.key), **_figures(group.figures)}
    if group.targets:
        document["targets"] = [_target(result) for result in group.targets]
    if group.before is not None:
        document["before"] = _figures(group.before)
    return document


def _figures(figures: Figures) -> dict[str, Any]:
    """Return every rate of the registry by its key, with what else some of them tell."""
    moves, happy, notice = figures.renegotiated, figures.satisfaction, figures.early_notice
    more: dict[str, dict[str, Any]] = {
        "early_notice": {"median_lead_days": notice.median_lead_days},
        "renegotiated": {"timely": _counts(moves.timely), "slip_days": spread_json(Spread.of(moves.slip_days))},
        "weighted": {"low": None, "high": None},  # sums of weights are no counts of trials
        "satisfaction": {"rated": _counts(happy.rated)},
    }
    keys = {METRICS[name].key: rate for name, rate in figures.rates.items()}
    return {
        "n_open": figures.classes[Outcome.OPEN],
        "n_pending": figures.classes[Outcome.PENDING],
        "classes": {outcome.value: count for outcome, count in figures.classes.items()},
        **{key: {**rate_json(rate), **more.get(key, {})} for key, rate in keys.items()},
        "response_days": spread_json(figures.response_days),
        "acceptance_days": spread_json(figures.acceptance_days),
        "awaiting_days": spread_json(figures.awaiting_days),
    }


def _target(result: TargetResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "met": result.met,
        "proved": result.proved,
        "where": result.where,
        "metric": result.metric,
        "at_least": share_json(result.at_least),
        "enforce": result.enforce,
        **rate_json(result.rate),
        "would_take": {"all_kept": _counts(result.all_kept), "one_missed": _counts(result.one_missed)},
    }


def _counts(proof: Rate | None) -> dict[str, int] | None:
    return None if proof is None else {"k": proof.k, "n": proof.n}
