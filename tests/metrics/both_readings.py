"""A generated workspace read twice, by the program and by the oracle, and where the figures differ.

The program is asked for its reports as JSON has them; the oracle's figures are put into the same shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from promisectl.formats.reports import document
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.people import People, PeopleFile
from promisectl.model.promise import Promise, PromiseFile
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.query.spans import parse_span
from promisectl.reports import fulfilment as fulfilment_report
from promisectl.reports.report import Asked

from . import oracle, oracle_promises
from .oracle_promises import Told, Workspace
from .workspaces import FORMER, Generated

GROUPINGS = ("ledger", "area", "area-pair", "month", "quarter", "week", "customer", "service")

SHOWN = Policy.model_validate({"person-reports": "all"})


class Both:
    """A generated workspace at its as-of instant: `views` are the program's, `told` the oracle's."""

    def __init__(self, generated: Generated) -> None:
        self.generated = generated
        files = [{**file, "ledger": ledger} for ledger, file in generated.promises]
        self.workspace = Workspace(generated.zone, generated.people, files)
        self.at = generated.at.astimezone(UTC)
        self.told = self.workspace.told(self.at)
        self.views = self._views()
        people = PeopleFile.model_validate({"people": generated.people}).people
        known = {handle: person for handle, person in people.items() if person}
        self.environment = Environment(self.at, generated.context.zone, People(known, former=FORMER))

    def _views(self) -> list[View]:
        records = []
        for ledger, file in self.generated.promises:
            promise = Promise(PromiseFile.model_validate(file), ledger, f"ledgers/{ledger}/{file['id']}.yaml")
            standing = None if promise.is_draft else replay(promise.history, self.generated.context, self.at)
            assert not isinstance(standing, Refusal), (file["id"], str(standing.note))
            if standing is None or standing.state is not None:
                records.append((promise, standing))
        return views(records, self.at, self.generated.context)

    def asked(self, **more: Any) -> Asked:
        return Asked(self.views, self.environment, SHOWN, self.views, **more)


def unlike(title: str, program: Any, wanted: Any) -> Iterable[str]:
    """Say where two values differ; of two mappings, key by key."""
    if isinstance(program, Mapping) and isinstance(wanted, Mapping):
        for key in sorted({*program, *wanted}, key=str):
            yield from unlike(f"{title}.{key}", program.get(key), wanted.get(key))
    elif program != wanted:
        yield f"{title}: program {program}, oracle {wanted}"


def rate_of(count: oracle.Count) -> dict[str, Any]:
    """Return a rate as JSON has it."""
    ends = oracle.wilson(count)
    if ends is None:
        return {"k": 0, "n": 0, "rate": None, "low": None, "high": None}
    k, n = count
    return {"k": k, "n": n, "rate": round(k / n, 4), "low": round(ends[0], 4), "high": round(ends[1], 4)}


def counts_of(count: oracle.Count) -> dict[str, int]:
    return {"k": count[0], "n": count[1]}


def spread_of(days: list[int]) -> dict[str, Any]:
    """Return a spread as JSON has it."""
    return {"n": len(days), **{f"p{percent}": oracle.percentile(days, percent) for percent in (50, 85, 95)}}


def figures_of(told: list[Told], everything: list[Told]) -> dict[str, Any]:
    """Return the oracle's figures of a group as JSON has them."""
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
    """Return the program's figures of a group; of the classes those that hold any."""
    classes = {name: count for name, count in group["classes"].items() if count}
    figures = {name: value for name, value in group.items() if name not in ("key", "targets")}
    return {**figures, "classes": classes}


def fates(both: Both) -> Iterable[str]:
    """Compare state, class, dues, settlement day and people of each promise."""
    told = {one.story.id: one for one in both.told}
    shown = {view.id: view for view in both.views if view.standing is not None}
    yield from unlike("opened by then", set(shown), set(told))
    for id_, one in told.items():
        yield from unlike(id_, fate_seen(shown[id_]), fate_told(both, one))


def fate_seen(view: View) -> dict[str, Any]:
    return {
        "state": view.state.value if view.state else None,
        "class": view.outcome.value if view.outcome else None,
        "self": view.is_self,
        "first": view.first_due and str(view.first_due),
        "counted": view.counted_due and str(view.counted_due),
        "settled": view.settlement_day,
        "office": (view.in_office("customer"), view.in_office("performer")),
        "overdue": view.is_overdue,
    }


def fate_told(both: Both, one: Told) -> dict[str, Any]:
    story = one.story
    return {
        "state": story.state,
        "class": one.kind,
        "self": story.is_self,
        "first": story.first and str(story.first),
        "counted": story.counted and str(story.counted),
        "settled": one.settled,
        "office": both.workspace.parties_in_office(one),
        "overdue": one.is_overdue,
    }


def rates(both: Both) -> Iterable[str]:
    """Compare the fulfilment report over everything, over what settled in a period, and by each grouping."""
    [group] = document(fulfilment_report.make(both.asked()))["groups"]
    yield from unlike("all", figures_in(group), figures_of(both.told, both.told))
    day = both.generated.day
    for name in (oracle_promises.month(day), oracle_promises.quarter(day)):
        yield from settled_in(both, str(name))
    for by in GROUPINGS:
        yield from divided(both, by)


def settled_in(both: Both, name: str) -> Iterable[str]:
    span = parse_span(name)
    chosen = oracle_promises.in_period(both.told, span.first, span.last)
    [group] = document(fulfilment_report.make(both.asked(period=span)))["groups"]
    yield from unlike(name, figures_in(group), figures_of(chosen, both.told))


def divided(both: Both, by: str) -> Iterable[str]:
    """Compare the groups of which anything is counted: what was promised, and requests that were answered."""
    groups = document(fulfilment_report.make(both.asked(by=(by,))))["groups"]
    program = {group["key"][by]: figures_in(group) for group in groups}
    wanted = {}
    for key, members in oracle_promises.grouped(both.workspace, both.told, by).items():
        figures = figures_of(members, both.told)
        if figures["classes"] or figures["voluntary"]["n"]:
            wanted[written_key(key)] = figures
    yield from unlike(by, program, wanted)


def written_key(key: Any) -> Any:
    """Return a group as the report names it."""
    if not isinstance(key, tuple):
        return key
    return f"{key[0] or '-'} -> {key[1] or '-'}" if any(key) else None
