"""369 real promises: the release dates of Python, as published and as kept."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context
from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.on_time import on_time, on_time_in_full
from promisectl.metrics.rate import Rate
from promisectl.metrics.renegotiation import renegotiated
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.moment import deadline
from promisectl.model.promise import Promise, PromiseFile

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "cpython-releases.jsonl"
UTC = ZoneInfo("UTC")

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the real ledger is not here: {DATA}")


@pytest.fixture(scope="module")
def releases() -> list[View]:
    as_of, context = deadline(date(2026, 8, 22), UTC), Context(zone=UTC)
    records = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        file = PromiseFile.model_validate(json.loads(line))
        standing = replay(file.history or (), context, as_of)
        assert not isinstance(standing, Refusal), (file.id, str(standing.note))
        records.append((Promise(file, "releases", f"{file.id}.yaml"), standing))
    return views(records, as_of, context)


def test_the_classes_are_those_of_an_independent_program(releases: list[View]) -> None:
    assert Counter(view.outcome for view in releases) == {
        "kept-first": 110,
        "kept-renegotiated": 49,
        "late": 177,
        "broken": 9,
        "open": 24,
    }


def test_the_rates_and_their_intervals_are_those_of_an_independent_program(releases: list[View]) -> None:
    assert _figures(fulfilment(releases)) == (159, 345, 0.4609, 0.409, 0.5136)
    assert _figures(kept_first(releases)) == (110, 345, 0.3188, 0.2719, 0.3698)
    assert on_time(releases) == on_time_in_full(releases) == Rate(159, 336)


def test_the_renegotiations_are_those_of_an_independent_program(releases: list[View]) -> None:
    moves = renegotiated(releases)
    assert (moves.rate, moves.timely) == (Rate(119, 369), Rate(127, 169))


def _figures(rate: Rate) -> tuple[int, int, float, float, float]:
    assert rate.rate is not None and rate.low is not None and rate.high is not None
    return rate.k, rate.n, round(float(rate.rate), 4), round(rate.low, 4), round(rate.high, 4)
