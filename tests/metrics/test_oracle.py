"""Every figure of generated workspaces is the same in the program and in a slow, plain reading of the norm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from cli.program import Program

from promisectl.formats.reports import document
from promisectl.reports import flow as flow_report
from promisectl.reports import fulfilment as fulfilment_report
from promisectl.reports import goals as goals_report
from promisectl.reports import network as network_report

from . import oracle
from . import oracle_forecast as lot
from .both_forecast import ONE_IN, forecasts, some_forecasts
from .both_goals import EVER, asked_of_goals, goals
from .both_readings import Both, fates, rates
from .both_soundness import counts_of, rates_of, soundness
from .both_views import network, threats, times, trend, trouble, weeks
from .workspaces import Generated

BATCH = 25
Part = Callable[[Both], Iterable[str]]
PARTS: tuple[Part, ...] = (fates, rates, weeks, trend, times, trouble, network, threats, soundness, goals)


def differing(seeds: Iterable[int], drawn: Part) -> list[str]:
    """Return what there is to say of some workspaces, the shortest first; `drawn` reads the forecasts by lot."""
    told = []
    for seed in seeds:
        both = Both(Generated(seed))
        lines = [line for part in (*PARTS, drawn) for line in part(both)]
        if lines:
            told.append("\n".join([f"seed {seed}, {both.generated.zone}, as of {both.at}", *lines]))
    return sorted(told, key=len)


@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_every_figure_is_the_same_in_an_independent_reading_of_the_norm(first: int) -> None:
    told = differing(range(first, first + BATCH), some_forecasts)
    assert not told, f"{len(told)} differ; the shortest:\n{told[0]}"


@pytest.mark.torture
@pytest.mark.parametrize("first", range(200, 20_200, 16 * BATCH))
def test_every_figure_is_the_same_in_twenty_thousand_workspaces(first: int) -> None:
    """Fifty parts, which run side by side with `-n`."""
    told = differing(range(first, first + 16 * BATCH), forecasts)
    assert not told, f"{len(told)} differ; the shortest:\n{told[0]}"


@pytest.mark.parametrize("seed", (3, 58, 141))
def test_the_files_of_a_workspace_give_the_same_reports_on_the_command_line(seed: int, tmp_path: Path) -> None:
    both = Both(Generated(seed))
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    both.generated.write(folder)
    run = Program(folder, home, "2027-06-01T09:00:00Z")
    made = {
        "fulfilment --by area-pair": fulfilment_report.make(both.asked(by=("area-pair",))),
        "flow": flow_report.make(both.asked()),
        "network": network_report.make(both.asked()),
        f"goals --period {EVER.name}": goals_report.make(asked_of_goals(both)),
    }
    for words, report in made.items():
        said = run(f"report {words} --as-of {both.at.isoformat()} --format json").json
        for key, value in document(report).items():
            assert said[key] == value, (words, key)


def test_a_workspace_is_the_same_workspace_again() -> None:
    assert Generated(7).promises == Generated(7).promises


def test_workspaces_meet_every_act_state_and_class() -> None:
    """A generator that never makes a fate says nothing about it."""
    acts: Counter[str] = Counter()
    states: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for seed in range(60):
        both = Both(Generated(seed))
        acts.update(act["act"] for _, file in both.generated.promises for act in file.get("history", []))
        states.update(one.story.state for one in both.told)
        classes.update(oracle.classes(both.told))
    assert len(acts) == 18
    assert len(states) == 11
    assert len(classes) == 11
    assert min(*acts.values(), *states.values(), *classes.values()) > 1


def test_workspaces_meet_every_line_of_soundness() -> None:
    """Of each figure something is counted somewhere."""
    met: Counter[str] = Counter()
    for seed in range(110, 200):
        both = Both(Generated(seed))
        figures = {**rates_of(both), **counts_of(both)}
        met.update(key for key, figure in figures.items() if (figure["k"] if isinstance(figure, dict) else figure))
    assert min(met.values()) > 1
    assert set(met) == set(figures)


def test_registers_meet_every_colour_wishes_and_kpis_in_and_out_of_their_band() -> None:
    met: Counter[object] = Counter()
    for seed in range(60):
        tables = document(goals_report.make(asked_of_goals(Both(Generated(seed)))))["tables"]
        met.update(row["colour"] for row in tables["goals"])
        met.update("wish" for row in tables["goals"] if row["wish"])
        met.update(("band", row["in_band"]) for row in tables["kpis"])
    assert {"green", "amber", "red", "grey", "wish", ("band", True), ("band", False), ("band", None)} == set(met)
    assert min(met.values()) > 1


def test_workspaces_meet_forecasts_made_and_refused() -> None:
    refused = [lot.is_refused([count for _, count in lot.sample(both.workspace, both.told)]) for both in every_tenth()]
    assert {True, False} == set(refused)


def every_tenth() -> Iterable[Both]:
    for seed in range(0, 200, ONE_IN):
        yield Both(Generated(seed))
