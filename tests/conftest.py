"""What holds for every test, and what is told at the end of a run."""

from __future__ import annotations

import gc
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

# How fast a loaded machine draws examples says nothing about the program.
settings.register_profile("promisectl", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("promisectl")

COUNTED = ("agreeing", "verdicts", "stopping")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how often the guard and its oracle agreed, over all parts of the long run, whichever process ran them."""
    told: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            told.update({name: value for name, value in report.user_properties if name in COUNTED})
    if told["verdicts"]:
        agreeing = f"{told['agreeing']} of {told['verdicts']} verdicts agree"
        terminalreporter.write_line(f"the guard and its oracle: {agreeing}; exit codes differ in {told['stopping']}")


def pytest_collection_finish() -> None:
    """Spare the collector what stays until the end: modules and nine thousand tests, which it would walk again and again."""
    gc.collect()
    gc.freeze()
