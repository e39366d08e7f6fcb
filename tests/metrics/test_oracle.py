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
from promisectl.reports import network as network_report

from . import oracle
from .both_readings import Both, fates, rates
from .both_views import network, soundness, threats, times, trend, trouble, weeks
from .workspaces import Generated

BATCH = 25
PARTS: tuple[Callable[[Both], Iterable[str]], ...] = (
    fates,
    rates,
    weeks,
    trend,
    times,
    trouble,
    network,
    threats,
    soundness,
)


def differing(seeds: Iterable[int]) -> list[str]:
    """Return what there is to say of some workspaces, the shortest first."""
    told = []
    for seed in seeds:
        both = Both(Generated(seed))
        lines = [line for part in PARTS for line in part(both)]
        if lines:
            told.append("\n".join([f"seed {seed}, {both.generated.zone}, as of {both.at}", *lines]))
    return sorted(told, key=len)


@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_every_figure_is_the_same_in_an_independent_reading_of_the_norm(first: int) -> None:
    told = differing(range(first, first + BATCH))
    assert not told, f"{len(told)} differ; the shortest:\n{told[0]}"


@pytest.mark.torture
@pytest.mark.parametrize("first", range(200, 20_200, 16 * BATCH))
def test_every_figure_is_the_same_in_twenty_thousand_workspaces(first: int) -> None:
    """Fifty parts, which run side by side with `-n`."""
    told = differing(range(first, first + 16 * BATCH))
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
