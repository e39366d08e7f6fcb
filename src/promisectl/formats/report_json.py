"""Reports as JSON documents: tables by their keys. Rates to 4 places, null when n = 0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.model.message import Message
from promisectl.model.moment import local_day
from promisectl.query.spans import Span
from promisectl.reports.report import Cell, Drawn, Report


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as a JSON document: its tables by their keys, a row each by the keys of its columns."""
    return {
        "name": report.name,
        "as_of": local_day(report.as_of, report.zone).isoformat(),
        "where": report.where,
        **periods_json(report),
        "tables": {table.key: [_json_row(record) for record in table.records()] for table in report.tables},
    }


def periods_json(report: Report) -> dict[str, Any]:
    """Return the period and what it is compared with, null where none was asked for."""
    return {"period": _span(report.period), "against": _span(report.against)}


def _span(span: Span | None) -> dict[str, str] | None:
    if span is None:
        return None
    return {"name": span.name, "first": span.first.isoformat(), "last": span.last.isoformat()}


def _json_row(record: Mapping[str, Cell]) -> dict[str, Any]:
    return {key: _json_cell(cell) for key, cell in record.items()}


def _json_cell(cell: Cell) -> Any:
    if isinstance(cell, Drawn):
        return _json_cell(cell.value)
    if isinstance(cell, Rate):
        return rate_json(cell)
    if isinstance(cell, Fraction):
        return round(float(cell), 4)
    return str(cell) if isinstance(cell, Message | date) else cell


def rate_json(rate: Rate) -> dict[str, int | float | None]:
    """Return `k`, `n`, `rate`, `low` and `high`, shares from 0 to 1 to 4 places."""
    return {
        "k": rate.k,
        "n": rate.n,
        "rate": share_json(rate.rate),
        "low": share_json(rate.low),
        "high": share_json(rate.high),
    }


def share_json(share: Any) -> float | None:
    """Return a share to 4 places; None stays None."""
    return None if share is None else round(float(share), 4)


def spread_json(spread: Spread) -> dict[str, int | None]:
    """Return how many there are, and percentiles in days."""
    return {"n": spread.n, "p50": spread.at(50), "p85": spread.at(85), "p95": spread.at(95)}
