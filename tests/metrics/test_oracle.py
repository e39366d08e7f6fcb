"""Every figure of generated workspaces is the same in the program and in a slow, plain reading of the norm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from promisectl.formats.reports import document
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.metrics.breakdown import breakdown as program_breakdown
from promisectl.metrics.flow_times import cycle_days, lead_days, negotiation_days
from promisectl.metrics.in_progress import in_progress
from promisectl.metrics.threat import expectations
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.people import People, PeopleFile
from promisectl.model.promise import Promise, PromiseFile
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.query.spans import parse_span
from promisectl.reports import flow as flow_report
from promisectl.reports import fulfilment as fulfilment_report
from promisectl.reports import network as network_report
from promisectl.reports import reasons as reasons_report
from promisectl.reports import soundness as soundness_report
from promisectl.reports import trend as trend_report
from promisectl.reports.report import Asked, Drawn, Report

from . import oracle, oracle_views
from .oracle import Told, Workspace
from .workspaces import FORMER, Generated

BATCH = 25
GROUPINGS = ("ledger", "area", "area-pair", "month", "quarter")


class Both:
    """A generated workspace at its as-of day, as the program sees it and as the oracle does."""

    def __init__(self, generated: Generated) -> None:
        self.generated = generated
        files = [{**file, "ledger": ledger} for ledger, file in generated.promises]
        self.workspace = Workspace(generated.zone, generated.people, files)
        self.at = self.workspace.end_of(generated.as_of).astimezone(UTC)
        self.told = self.workspace.told(self.at)
        self.views = self._views()
        people = PeopleFile.model_validate({"people": generated.people})
        known = {handle: person for handle, person in people.people.items() if person}
        environment = Environment(self.at, generated.context.zone, People(known, former=FORMER))
        self.environment = environment

    def _views(self) -> list[View]:
        records = []
        for ledger, file in self.generated.promises:
            promise = Promise(PromiseFile.model_validate(file), ledger, f"ledgers/{ledger}/{file['id']}.yaml")
            standing = replay(promise.history, self.generated.context, self.at) if promise.history else None
            assert not isinstance(standing, Refusal)
            if standing is None or standing.state is not None:
                records.append((promise, standing))
        return views(records, self.at, self.generated.context)

    def asked(self, **more: Any) -> Asked:
        return Asked(self.views, self.environment, Policy(), self.views, **more)


def rate_of(count: oracle.Count) -> dict[str, Any]:
    """A rate as JSON has it."""
    ends = oracle.wilson(count)
    if ends is None:
        return {"k": 0, "n": 0, "rate": None, "low": None, "high": None}
    k, n = count
    return {"k": k, "n": n, "rate": round(k / n, 4), "low": round(ends[0], 4), "high": round(ends[1], 4)}


def counts_of(count: oracle.Count) -> dict[str, int]:
    return {"k": count[0], "n": count[1]}


def spread_of(days: list[int]) -> dict[str, Any]:
    return {"n": len(days), **{f"p{percent}": oracle.percentile(days, percent) for percent in (50, 85, 95)}}


def figures_of(told: list[Told], everything: list[Told]) -> dict[str, Any]:
    """The figures of a group, as JSON has them, by the oracle."""
    classes = oracle.classes(told)
    early_k, early_n, lead = oracle.early_notice(told)
    moved, timely, slips = oracle.renegotiated(told)
    happy, rated = oracle.satisfaction(told)
    return {
        "n_open": classes.get("open", 0),
        "n_pending": classes.get("pending", 0),
        "classes": classes,
        "fulfilment": rate_of(oracle.fulfilment(told)),
        "kept_first": rate_of(oracle.kept_first(told)),
        "on_time": rate_of(oracle.on_time(told)),
        "otif": rate_of(oracle.otif(told)),
        "first_time_accepted": rate_of(oracle.first_time_accepted(told, everything)),
        "early_notice": {**rate_of((early_k, early_n)), "median_lead_days": lead},
        "renegotiated": {**rate_of(moved), "timely": counts_of(timely), "slip_days": spread_of(slips)},
        "weighted": {**rate_of(oracle.weighted(told)), "low": None, "high": None},
        "voluntary": rate_of(oracle.voluntary(told)),
        "satisfaction": {**rate_of(happy), "rated": counts_of(rated)},
        "response_days": spread_of(oracle.response_days(told)),
        "acceptance_days": spread_of(oracle.acceptance_days(told)),
        "awaiting_days": spread_of(oracle.awaiting_days(told)),
    }


def figures_in(group: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a group of a document; of the classes those that hold any."""
    classes = {name: count for name, count in group["classes"].items() if count}
    return {**{name: value for name, value in group.items() if name not in ("key", "targets")}, "classes": classes}


def unlike(title: str, program: Any, wanted: Any) -> Iterable[str]:
    """Say where two values differ; of two mappings, key by key."""
    if isinstance(program, Mapping) and isinstance(wanted, Mapping):
        for key in sorted({*program, *wanted}, key=str):
            yield from unlike(f"{title}.{key}", program.get(key), wanted.get(key))
    elif program != wanted:
        yield f"{title}: program {program}, oracle {wanted}"


def each_promise(both: Both) -> Iterable[str]:
    """Class, dues, days and people of each promise."""
    told = {one.story.id: one for one in both.told}
    shown = {view.id: view for view in both.views if view.standing is not None}
    assert set(told) == set(shown)
    for id_, one in told.items():
        view, story = shown[id_], one.story
        office = both.workspace.parties_in_office(one)
        program = {
            "state": view.state.value if view.state else None,
            "class": view.outcome.value if view.outcome else None,
            "self": view.is_self,
            "dues": [due and str(due) for due in (view.first_due, view.counted_due)],
            "settled": view.settlement_day,
            "office": (view.in_office("customer"), view.in_office("performer")),
            "overdue": view.is_overdue,
        }
        wanted = {
            "state": story.state,
            "class": one.kind,
            "self": story.is_self,
            "dues": [due and str(due) for due in (story.first, story.counted)],
            "settled": one.settled,
            "office": office,
            "overdue": one.is_overdue,
        }
        yield from unlike(id_, program, wanted)


def whole(both: Both) -> Iterable[str]:
    """The fulfilment report over everything, in a period, and by each grouping."""
    [group] = document(fulfilment_report.make(both.asked()))["groups"]
    yield from unlike("all", figures_in(group), figures_of(both.told, both.told))
    for name in (oracle.month(both.generated.as_of), oracle.quarter(both.generated.as_of)):
        assert name is not None
        span = parse_span(name)
        chosen = oracle.in_period(both.told, span.first, span.last)
        [group] = document(fulfilment_report.make(both.asked(period=span)))["groups"]
        yield from unlike(name, figures_in(group), figures_of(chosen, both.told))
    for by in GROUPINGS:
        yield from divided(both, by)


def divided(both: Both, by: str) -> Iterable[str]:
    """Groups of which anything is counted: what was promised, and requests that were answered."""
    groups = document(fulfilment_report.make(both.asked(by=(by,))))["groups"]
    program = {group["key"][by]: figures_in(group) for group in groups}
    wanted = {}
    for key, members in oracle.grouped(both.workspace, both.told, by).items():
        figures = figures_of(members, both.told)
        if figures["classes"] or figures["voluntary"]["n"]:
            wanted[written_key(key)] = figures
    yield from unlike(by, program, wanted)


def written_key(key: Any) -> str | None:
    """A group as the report names it."""
    if not isinstance(key, tuple):
        return key  # type: ignore[no-any-return]
    return f"{key[0] or '-'} -> {key[1] or '-'}" if any(key) else None


def weeks(both: Both) -> Iterable[str]:
    """Percent plan complete, throughput and cumulative flow, week by week."""
    report = document(trend_report.make(both.asked(by=("week",))))
    for row in report["tables"]["plan_complete"]:
        monday = parse_span(row["week"]).first
        planned = oracle.plan_complete(both.workspace, both.told, monday)
        yield from unlike(f"ppc {row['week']}", row["plan_complete"], rate_of(planned))
    came = oracle_views.throughput(both.told)
    for row in document(flow_report.make(both.asked()))["tables"]["weeks"]:
        sunday = parse_span(row["week"]).last
        standing = oracle_views.standing_at_end(both.workspace, both.told, sunday)
        program = {name: row[name] for name in standing}
        yield from unlike(f"flow {row['week']}", program, standing)
        yield from unlike(f"throughput {row['week']}", row["accepted"], came.get(row["week"], 0))


def flow(both: Both) -> Iterable[str]:
    """Cycle, lead and negotiation times, and the age of what is in progress."""
    yield from unlike("cycle", list(cycle_days(both.views).days), oracle_views.cycle_days(both.told))
    yield from unlike("lead", list(lead_days(both.views).days), oracle_views.lead_days(both.told))
    yield from unlike("negotiation", list(negotiation_days(both.views).days), oracle_views.negotiation_days(both.told))
    ages = {view.id: age for view, age in in_progress(both.views)}
    yield from unlike("in progress", ages, oracle_views.in_progress(both.told))


def trouble(both: Both) -> Iterable[str]:
    """The Pareto of reasons, the matrix of areas, and threats."""
    rows = document(reasons_report.make(both.asked()))["tables"]["reasons"]
    program = [(row["reason"] or "", row["troubled"]) for row in rows]
    yield from unlike("reasons", sorted(program), sorted(oracle_views.breakdown(both.told)))
    pairs = document(network_report.make(both.asked()))["tables"]["pairs"]
    matrix = {
        (row["performer_area"], row["customer_area"]): {
            "kept": row["kept"]["k"],
            "of": row["kept"]["n"],
            "open": row["open"],
            "overdue": row["overdue"],
        }
        for row in pairs
    }
    yield from unlike("matrix", matrix, oracle_views.matrix(both.workspace, both.told))
    finishes = expectations({view.id: view for view in both.views})
    wanted = oracle_views.threats(both.told)
    yield from unlike("finish", {i: finishes[i].finish for i in wanted if i in finishes}, {i: w["finish"] for i, w in wanted.items()})
    threatened = {view.id for view in both.views if view.threat}
    yield from unlike("threatened", threatened, {i for i, w in wanted.items() if w["threatened"]})


def soundness(both: Both) -> Iterable[str]:
    rows = document(soundness_report.make(both.asked()))["tables"]["figures"]
    program = {row["key"]: row["value"] for row in rows}
    wanted = {
        "floor": rate_of(oracle_views.floor(both.told)),
        "own-words": rate_of(oracle_views.own_words(both.told)),
        "came-back": oracle_views.came_back(both.told, both.told),
        "late-release": rate_of(oracle_views.late_release(both.told)),
    }
    yield from unlike("soundness", {key: program[key] for key in wanted}, wanted)
    beside = document(fulfilment_report.make(both.asked()))["soundness"]
    yield from unlike("beside the rates", beside, {key.replace("-", "_"): value for key, value in wanted.items()})


PARTS = (each_promise, whole, weeks, flow, trouble, soundness)


def differing(seeds: Iterable[int]) -> list[str]:
    """Return what there is to say of some workspaces, a text each."""
    told = []
    for seed in seeds:
        both = Both(Generated(seed))
        lines = [line for part in PARTS for line in part(both)]
        told += ["\n".join([f"seed {seed}, {both.generated.zone}, as of {both.generated.as_of}", *lines])] if lines else []
    return sorted(told, key=len)


@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_every_figure_is_the_same_in_an_independent_reading_of_the_norm(first: int) -> None:
    told = differing(range(first, first + BATCH))
    assert not told, f"{len(told)} differ; the shortest:\n{told[0]}"
