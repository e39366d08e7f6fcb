"""The fulfilment report over the worked example."""

from __future__ import annotations

import json
from typing import Any

import pytest
from metrics.stories import ZONE, P, accepted, act, agreed, delivered, end_of, promise, request, seen
from metrics.worked_example import EXAMPLE

from promisectl.formats.fulfilment_json import fulfilment_json
from promisectl.metrics.rate import Rate
from promisectl.model.people import People, Person
from promisectl.model.settings import Policy, Target
from promisectl.model.trouble import Trouble
from promisectl.query.environment import Environment
from promisectl.reports.fulfilment import make
from promisectl.reports.groupings import GROUPINGS
from promisectl.reports.kept import Fulfilment, fulfilment_report
from promisectl.reports.report import Asked, Report
from promisectl.reports.titles import GROUP_TITLES

PEOPLE = People(
    by_handle={
        "ana": Person.model_validate({"area": "claims"}),
        "diego": Person.model_validate({"area": {"2024-01-01": "workshop", "2026-03-15": "claims"}}),
    }
)
ENV = Environment(as_of=end_of("03-31"), zone=ZONE, people=PEOPLE)
VIEWS = seen(*EXAMPLE)


def asked(*by: str, views: Any = VIEWS, **options: Any) -> Asked:
    """What is asked: over the worked example, unless other promises are named; nobody's figures are kept from anybody."""
    return Asked(views, ENV, Policy.model_validate({"person-reports": "all"}), views, by=by, **options)


def table_of(*by: str, **options: Any) -> Report:
    """The report as the commands have it: its table, with what it was made of."""
    return make(asked(*by, **options))


def report(*by: str, **options: Any) -> Fulfilment:
    return fulfilment_report(asked(*by, **options))


def test_ungrouped_it_is_one_group_with_an_empty_key() -> None:
    document = fulfilment_json(table_of())
    assert {name: document[name] for name in ("as_of", "where", "targets")} == {
        "as_of": "2026-03-31",
        "where": "",
        "targets": [],
    }
    [group] = document["groups"]
    assert group == {
        "key": {},
        "n_open": 2,
        "n_pending": 1,
        "classes": {
            "partial": 1,
            "kept-first": 3,
            "kept-renegotiated": 1,
            "late": 2,
            "released": 1,
            "cancelled-after-due": 1,
            "not-owed": 0,
            "broken": 1,
            "pending": 1,
            "missed-open": 1,
            "open": 2,
        },
        "fulfilment": {"k": 4, "n": 10, "rate": 0.4, "low": 0.1682, "high": 0.6873},
        "kept_first": {"k": 3, "n": 11, "rate": 0.2727, "low": 0.0975, "high": 0.5656},
        "on_time": {"k": 5, "n": 7, "rate": 0.7143, "low": 0.3589, "high": 0.9178},
        "otif": {"k": 4, "n": 7, "rate": 0.5714, "low": 0.2505, "high": 0.8418},
        "first_time_accepted": {"k": 5, "n": 7, "rate": 0.7143, "low": 0.3589, "high": 0.9178},
        "early_notice": {"k": 4, "n": 8, "rate": 0.5, "low": 0.2152, "high": 0.7848, "median_lead_days": 3},
        "renegotiated": {
            "k": 3,
            "n": 14,
            "rate": 0.2143,
            "low": 0.0757,
            "high": 0.4759,
            "timely": {"k": 2, "n": 3},
            "slip_days": {"n": 3, "p50": 7, "p85": 13, "p95": 13},
        },
        "weighted": {"k": 4, "n": 10, "rate": 0.4, "low": None, "high": None},
        "voluntary": {"k": 1, "n": 15, "rate": 0.0667, "low": 0.0119, "high": 0.2982},
        "satisfaction": {"k": 0, "n": 0, "rate": None, "low": None, "high": None, "rated": {"k": 0, "n": 7}},
        "response_days": {"n": 15, "p50": 0, "p85": 0, "p95": 1},
        "acceptance_days": {"n": 7, "p50": 2, "p85": 3, "p95": 3},
        "awaiting_days": {"n": 1, "p50": 1, "p85": 1, "p95": 1},
    }
    json.dumps(document)


def rates(*by: str, **options: Any) -> dict[tuple[str | None, ...], str]:
    return {
        tuple(group.key.values()): f"{group.figures.rates['fulfilment'].k}/{group.figures.rates['fulfilment'].n}"
        for group in report(*by, **options).groups
    }


def test_a_promise_belongs_to_the_period_and_the_area_of_its_settlement_day() -> None:
    assert rates("month") == {("2026-03",): "4/10", ("2026-04",): "0/0"}
    assert rates("quarter") == {("2026-Q1",): "4/10", ("2026-Q2",): "0/0"}
    assert rates("area") == {("claims",): "1/5", ("workshop",): "3/5"}
    assert rates("area-pair") == {("claims -> claims",): "1/5", ("workshop -> claims",): "3/5"}
    assert rates("area", "month") == {
        ("claims", "2026-03"): "1/5",
        ("claims", "2026-04"): "0/0",
        ("workshop", "2026-03"): "3/5",
    }


def test_the_groups_of_an_area_are_what_the_query_for_it_finds() -> None:
    assert rates(where="performer-area:workshop") == {(): "3/5"}
    assert rates(where="performer-area:claims") == {(): "1/5"}


def test_persons_ledgers_and_reasons_divide_it_too() -> None:
    assert rates("person") == rates("performer") == {(P,): "4/10"}
    assert rates("ledger", "customer") == {("claims", "ana"): "4/10"}
    assert rates("reason") == {
        ("capacity",): "1/3",
        ("priority-change",): "0/1",
        ("quality",): "0/1",
        ("supplier",): "0/1",
        (None,): "3/4",
    }
    assert rates("week")[("2026-W10",)] == "2/2"


def test_two_tags_are_two_groups_and_none_is_one_of_its_own() -> None:
    told = [
        promise(f"a-{n}", agreed("03-02", "03-06"), delivered("03-05"), accepted("03-06"), **free)
        for n, free in enumerate([{"tags": ["x", "y"]}, {"tags": ["x"], "serves": ["kr"], "service": "s"}, {}])
    ]
    views = seen(*told)
    assert [(group.key["tag"], group.figures.rates["fulfilment"].n) for group in report("tag", views=views).groups] == [
        ("x", 2),
        ("y", 1),
        (None, 1),
    ]
    assert [group.key for group in report("objective", "service", views=views).groups] == [
        {"objective": "kr", "service": "s"},
        {"objective": None, "service": None},
    ]


def test_what_was_never_promised_makes_no_group() -> None:
    views = seen(promise("a-1", request("03-02", due="03-20")), promise("a-2", what="draft"))
    assert report("performer", views=views).groups == ()
    assert len(report(views=views).groups) == 1


def test_the_query_narrows_the_report() -> None:
    assert rates(where="class:late or state:accepted") == {(): "4/7"}
    with pytest.raises(Trouble, match="no field"):
        report(where="colour:red")


def test_an_unknown_field_to_divide_by_is_refused() -> None:
    with pytest.raises(Trouble, match="cannot be divided by “aera”") as caught:
        report("aera")
    assert str(caught.value.help) == "did you mean `area`?"


def test_reopening_is_seen_from_outside_the_group() -> None:
    kept = promise("a-1", agreed("03-02", "03-06"), delivered("03-05"), accepted("03-06"))
    again = promise("a-2", request("03-10", due="03-30"), act("agree", P, "03-10"), reopens="a-1")
    made = report(views=seen(kept, again), where="id:a-1")
    assert made.groups[0].figures.rates["first-time-accepted"] == Rate(0, 1)


def target(metric: str, at_least: str, **matter: str) -> Target:
    return Target.model_validate({"name": "goal", "metric": metric, "at-least": at_least, **matter})


def test_a_target_says_whether_it_is_met_and_proved_and_what_it_would_take() -> None:
    [result] = fulfilment_json(table_of(targets=[target("fulfilment", "40%", where="id:p-*", enforce="true")]))[
        "targets"
    ]
    assert result == {
        "name": "goal",
        "met": True,
        "proved": False,
        "where": "id:p-*",
        "metric": "fulfilment",
        "at_least": 0.4,
        "enforce": True,
        "k": 4,
        "n": 10,
        "rate": 0.4,
        "low": 0.1682,
        "high": 0.6873,
        "would_take": {"all_kept": {"k": 3, "n": 3}, "one_missed": {"k": 5, "n": 6}},
    }


@pytest.mark.parametrize("percent", range(1, 100))
def test_a_rate_equal_to_its_target_meets_it(percent: int) -> None:
    ends = [delivered("03-05"), accepted("03-06")]
    told = [promise(f"a-{n}", agreed("03-02", "03-06"), *(ends if n < percent else [])) for n in range(100)]
    [result] = report(views=seen(*told), targets=[target("FR", f"{percent}%")]).targets
    assert result.met


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("40%", "goal: met but not proved, at least 40.0 % wanted: 40.0 % (4 of 10); with so few, "),
        ("16%", "goal: met and proved, at least 16.0 % wanted: "),
        ("95%", "somewhere between 17 and 69. To prove it takes 73 of 73, or 109 of 110"),
        ("100%", "goal: not met, at least 100.0 % wanted: 40.0 % (4 of 10); with so few, somewhere between 17 and 69"),
    ],
)
def test_a_target_is_told_in_a_sentence(wanted: str, says: str) -> None:
    notes = table_of(targets=[target("fulfilment", wanted)]).notes
    assert says in str(notes[-1])


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(Trouble, match="no metric is called “fulfillment”") as caught:
        report(targets=[target("fulfillment", "95%")])
    assert str(caught.value.help) == "did you mean `fulfilment`?"


@pytest.mark.parametrize("name", ["kept_first", "KFP", "on-time", "OTIF", "enr", "weighted"])
def test_a_metric_has_a_name_and_an_id(name: str) -> None:
    assert report(targets=[target(name, "1%")]).targets[0].rate.n > 0


def test_the_table_carries_raw_values_and_the_two_rates_side_by_side() -> None:
    table = table_of("month")
    assert [column.key for column in table.columns[:3]] == ["month", "fulfilment", "kept_first"]
    assert table.rows[0][:3] == ("2026-03", Rate(4, 10), Rate(3, 10))
    assert table.rows[1][:3] == ("2026-04", Rate(0, 0), Rate(0, 1))
    assert next(iter(table.records()))["open"] == 0
    assert str(table_of().notes[0]) == (
        "kept: 40.0 % (4 of 10); with so few, somewhere between 17 and 69"
        " · kept as first promised: 27.3 % (3 of 11); with so few, somewhere between 10 and 57"
    )


def test_every_field_to_divide_by_has_a_heading() -> None:
    assert GROUP_TITLES.keys() == GROUPINGS.keys()
    assert all(report(name).groups for name in GROUPINGS)
