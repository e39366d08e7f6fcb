"""Flow, breakdowns, the network and threats of a workspace read twice, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from promisectl.formats.reports import document
from promisectl.metrics.area_matrix import by_pair, cross_area
from promisectl.metrics.breakdown import breakdown
from promisectl.metrics.cumulative_flow import STATES
from promisectl.metrics.early_notice import is_troubled
from promisectl.metrics.expectation import expectations_of_services
from promisectl.metrics.flow_times import cycle_days, lead_days, negotiation_days
from promisectl.metrics.in_progress import in_progress
from promisectl.metrics.plan_complete import week_plan
from promisectl.metrics.threat import expectations
from promisectl.metrics.throughput import throughput
from promisectl.query.spans import parse_span
from promisectl.reports import flow as flow_report
from promisectl.reports import network as network_report
from promisectl.reports import trend as trend_report

from . import oracle, oracle_promises, oracle_views
from .both_readings import Both, rate_of, unlike


def mondays(both: Both) -> list[date]:
    """Return the Mondays from before the first act to after the as-of day."""
    first = both.generated.begin - timedelta(days=both.generated.begin.weekday())
    count = (both.generated.day - first).days // 7 + 2
    return [first + timedelta(days=7 * number) for number in range(count)]


def weeks(both: Both) -> Iterable[str]:
    """Compare percent plan complete and throughput of every week, and the table of the weeks shown."""
    came = oracle_views.throughput(both.told)
    counted = throughput(both.views, mondays(both))
    for monday, accepted in zip(mondays(both), counted, strict=True):
        name = oracle_promises.week(monday)
        plan = week_plan(both.views, monday, both.environment.zone).rate
        yield from unlike(f"plan {name}", (plan.k, plan.n), oracle.plan_complete(both.workspace, both.told, monday))
        yield from unlike(f"throughput {name}", accepted, came.get(str(name), 0))
    shown = document(flow_report.make(both.asked()))["tables"]["weeks"]
    for row in shown:
        sunday = parse_span(row["week"]).last
        standing = oracle_views.standing_at_end(both.workspace, both.told, sunday)
        yield from unlike(f"stood {row['week']}", {state.value: row[state.value] for state in STATES}, standing)
        yield from unlike(f"accepted {row['week']}", row["accepted"], came.get(row["week"], 0))


def trend(both: Both) -> Iterable[str]:
    """Compare both rates month by month."""
    for row in document(trend_report.make(both.asked(by=("month",))))["tables"]["periods"]:
        span = parse_span(row["period"])
        chosen = oracle_promises.in_period(both.told, span.first, span.last)
        wanted = {"fulfilment": oracle.fulfilment(chosen), "kept_first": oracle.kept_first(chosen)}
        for name, count in wanted.items():
            yield from unlike(f"trend {row['period']} {name}", row[name], rate_of(count))


def times(both: Both) -> Iterable[str]:
    """Compare cycle, lead and negotiation times, what is in progress, and what services may be expected to take."""
    yield from unlike("cycle", list(cycle_days(both.views).days), oracle_views.cycle_days(both.told))
    yield from unlike("lead", list(lead_days(both.views).days), oracle_views.lead_days(both.told))
    negotiated = oracle_views.negotiation_days(both.told)
    yield from unlike("negotiation", list(negotiation_days(both.views).days), negotiated)
    ages = {view.id: age for view, age in in_progress(both.views)}
    yield from unlike("in progress", ages, oracle_views.in_progress(both.told))
    services = {each.service: (each.n, each.days) for each in expectations_of_services(both.views)}
    yield from unlike("services", services, oracle_views.expected_days(both.told))


def trouble(both: Both) -> Iterable[str]:
    """Compare the Pareto of reasons, row by row; what nobody gave a reason for has no place among the codes."""
    causes = breakdown([view for view in both.views if is_troubled(view)])
    wanted = oracle_views.breakdown(both.told)
    total = sum(count for _, count in wanted)
    program = [(cause.reason, cause.count) for cause in causes]
    yield from unlike("reasons", [row for row in program if row[0]], [row for row in wanted if row[0]])
    yield from unlike("without a reason", dict(program).get(None, 0), dict(wanted).get("", 0))
    so_far = 0
    for cause in causes:
        so_far += cause.count
        yield from unlike(f"with those above, {cause.reason}", cause.cumulative, Fraction(so_far, total))


def network(both: Both) -> Iterable[str]:
    """Compare the matrix of areas and how much crosses from one to another."""
    env = both.environment
    rows = document(network_report.make(both.asked()))["tables"]["pairs"]
    program = {(row["performer_area"], row["customer_area"]): cell(row) for row in rows}
    yield from unlike("matrix", program, oracle_views.matrix(both.workspace, both.told))
    crossing = cross_area(by_pair(both.views, env.performer_area, env.customer_area))
    yield from unlike("across", (crossing.k, crossing.n), oracle_views.across(both.workspace, both.told))


def cell(row: dict[str, Any]) -> dict[str, int]:
    return {"kept": row["kept"]["k"], "of": row["kept"]["n"], "open": row["open"], "overdue": row["overdue"]}


def threats(both: Both) -> Iterable[str]:
    """Compare when each open promise is expected, which is threatened by a need, and its slack."""
    wanted = oracle_views.threats(both.told)
    expected = expectations({view.id: view for view in both.views})
    for id_, told in wanted.items():
        finish = expected[id_].finish if id_ in expected else None
        yield from unlike(f"finish of {id_}", finish, told["finish"])
    program = {view.id: view.threat.slack_days for view in both.views if view.threat}
    threatened = {id_: told["slack"] for id_, told in wanted.items() if told["threatened"]}
    yield from unlike("slack", program, threatened)
