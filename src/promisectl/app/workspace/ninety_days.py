"""Ninety days: a plan to begin with: one objective with three key results, and a draft for each thirty days.

The objective belongs to the quarter in which most of the ninety days lie. The drafts name no other party: whoever opens
one is asked whose promise it is. What is in the files is for their owner to rewrite.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.query.periods import quarter_of
from promisectl.store.files import FileWrite, write_all
from promisectl.store.workspace import open_workspace

Say = Callable[[Message], str]
OBJECTIVE = "first-ninety-days"
_RESULTS: tuple[tuple[str, Message, int, int, str], ...] = (
    ("kr-kept", M("share of promises to customers that are kept"), 60, 90, "%"),
    ("kr-early", M("share of troubles that are announced early"), 20, 60, "%"),
    ("kr-open", M("promises that are open and overdue"), 10, 2, ""),
)
_DRAFTS: tuple[tuple[int, str, Message, Message], ...] = (
    (30, "kr-open", M("Write down what is promised now, with whom and by when"), M("every open promise has a due")),
    (60, "kr-early", M("Hold the weekly review, and renegotiate before the day"), M("four reviews in a row were held")),
    (90, "kr-kept", M("Agree on services for what recurs, with a target"), M("each service has an owner and a target")),
)


def fill_plan(folder: Path, ledger: str, handle: str, say: Say) -> list[Path]:
    """Write objectives.yaml and a draft for day 30, 60 and 90 into a new workspace; return the files."""
    workspace = open_workspace(folder)
    today = local_day(workspace.now, workspace.zone)
    goals = FileWrite(workspace.ledgers / "objectives.yaml", None, _goals(handle, today, say).encode())
    drafts = [
        FileWrite(workspace.ledgers / ledger / f"plan-day{days}.yaml", None, _draft(days, today, handle, say).encode())
        for days, *_ in _DRAFTS
    ]
    write_all([goals, *drafts])
    return [write.path for write in (goals, *drafts)]


def _goals(handle: str, today: date, say: Say) -> str:
    period = quarter_of(today + timedelta(days=45))
    lines = [
        "objectives:",
        f"  {OBJECTIVE}:",
        f"    text: {say(M('Be the team whose word people count on'))}",
        f"    owner: {handle}",
        f"    period: {period}",
        f"    hypothesis: {say(M('people who are warned early stay, also where a date moves'))}",
        "    impact: 5",
        "    effort: 3",
        "    key-results:",
    ]
    for name, text, start, target, unit in _RESULTS:
        shown = f', unit: "{unit}"' if unit else ""
        lines.append(f"      {name}: {{text: {say(text)}{shown}, start: {start}, target: {target}}}")
    return "\n".join(lines) + "\n"


def _draft(days: int, today: date, handle: str, say: Say) -> str:
    _, serves, what, criterion = next(draft for draft in _DRAFTS if draft[0] == days)
    lines = [
        f"id: plan-day{days}",
        f"what: {say(what)}",
        f"performer: {handle}",
        f"due: {today + timedelta(days=days)}",
        f"criteria: [{say(criterion)}]",
        f"serves: [{serves}]",
        f"priority: {days // 30}",
    ]
    return "\n".join(lines) + "\n"
