"""All that stands beside the rates, read twice, and where the readings differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from promisectl.formats.reports import document
from promisectl.metrics.soundness.came_back import came_back, kept_first_with_returns, renegotiated_with_returns
from promisectl.metrics.soundness.own_words import without_own_words
from promisectl.metrics.soundness.partial_fraction import partial_fraction
from promisectl.metrics.soundness.size import size
from promisectl.metrics.soundness.substance import kept_first_in_substance
from promisectl.reports import fulfilment as fulfilment_report
from promisectl.reports import soundness as soundness_report

from . import oracle_soundness as sound
from . import oracle_views
from .both_readings import Both, rate_of, unlike


def soundness(both: Both) -> Iterable[str]:
    """Compare every line, and the first four where they stand under the rates too."""
    told = both.told
    first = {
        "floor": rate_of(oracle_views.floor(told)),
        "own-words": rate_of(oracle_views.own_words(told)),
        "came-back": oracle_views.came_back(told, told),
        "late-release": rate_of(oracle_views.late_release(told)),
    }
    rows = document(soundness_report.make(both.asked()))["tables"]["figures"]
    program = {row["key"]: row["value"] for row in rows}
    yield from unlike("soundness", program, {**first, **rates_of(both), **counts_of(both)})
    beside = document(fulfilment_report.make(both.asked()))["soundness"]
    yield from unlike("beside the rates", beside, {key.replace("-", "_"): value for key, value in first.items()})
    yield from what_follows(both)


def rates_of(both: Both) -> dict[str, Any]:
    told = both.told
    counts = {
        "late-verdict": sound.late_verdict(told),
        "no-evidence": sound.without_evidence(told),
        "delivered-before": sound.delivered_before(told),
        "kept-by-pause": sound.kept_by_pause(told),
        "asked-again": sound.asked_again(told, told),
        "substance": sound.substance(told),
        "largest-pair": sound.largest_pair(both.workspace, told),
        "within-the-hour": sound.within_the_hour(told),
        "last-day": sound.on_the_last_day(told),
    }
    return {key: rate_of(count) for key, count in counts.items()}


def counts_of(both: Both) -> dict[str, int | None]:
    told = both.told
    return {
        "paused": sound.paused(told),
        "condition-past-due": sound.condition_past_due(told),
        "condition-undated": sound.condition_undated(told),
        "not-owed": sound.not_owed(told),
        "kept-size": sound.median_size(sound.kept(told)),
        "customers": sound.customers(both.workspace, told),
        "self": sound.to_oneself(told),
        "began-as-self": sound.began_as_self(told),
        "partial": sound.partial(told)[0],
    }


def what_follows(both: Both) -> Iterable[str]:
    """Compare what the report says beside its lines: rates without what they lean on, and what was missed."""
    told, views = both.told, both.views
    returned = came_back(views)
    program = {
        "without own words": without_own_words(views),
        "kept first in substance": kept_first_in_substance(views),
        "kept first with returns": kept_first_with_returns(views, returned),
        "renegotiated with returns": renegotiated_with_returns(views, returned),
    }
    wanted = {
        "without own words": sound.without_own_words(told),
        "kept first in substance": sound.kept_first_in_substance(told),
        "kept first with returns": sound.kept_first_with_returns(told),
        "renegotiated with returns": sound.renegotiated_with_returns(told),
    }
    yield from unlike("with", {name: (rate.k, rate.n) for name, rate in program.items()}, wanted)
    yield from unlike("size of the missed", size(views).missed_days.at(50), sound.median_size(sound.missed(told)))
    yield from unlike("how much came", partial_fraction(views)[0], sound.partial(told)[1])
