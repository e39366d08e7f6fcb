"""A small living example: four people and a few weeks of promises, made by speaking, dated around today."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from promisectl.app.acts.opening import Opening, open_new
from promisectl.app.acts.record import ActRequest, plan_act, write
from promisectl.app.workspace.registers import add_area, add_person
from promisectl.model.act import Verb
from promisectl.model.moment import at_time, local_day
from promisectl.store.files import write_all
from promisectl.store.workspace import Workspace, open_workspace

LEDGER = "claims"
_PEOPLE = (
    ("ana", "Ana Ríos", "claims"),
    ("diego", "Diego Soto", "workshop"),
    ("eva", "Eva Paz", "systems"),
    ("bob", "Bob Lee", "sales"),
)
Line = tuple[int, str, str, dict[str, Any]]
Story = tuple[str, str, str, int, list[str], list[Line]]

# What is promised, by whom to whom, days from today to the due, criteria; then what was said, so many days ago.
_STORIES: tuple[Story, ...] = (
    (
        "Inspect the vehicle of claim 88123",
        "diego",
        "ana",
        -3,
        ["report with 8 photos", "estimate signed by the insured"],
        [(9, "agree", "diego", {})],
    ),
    (
        "Migrate the quotes database",
        "eva",
        "bob",
        -1,
        ["old server switched off"],
        [
            (12, "agree", "eva", {}),
            (
                4,
                "warn",
                "eva",
                {"reason": "supplier", "note": "the disk arrives on Tuesday", "forecast": 2},
            ),
        ],
    ),
    (
        "Answer the insured of claim 88050",
        "diego",
        "ana",
        -12,
        ["answered in writing"],
        [
            (20, "agree", "diego", {}),
            (13, "deliver", "diego", {"evidence": ["letter 4411"]}),
            (12, "accept", "ana", {}),
        ],
    ),
    (
        "Publish the price list for the agents",
        "bob",
        "ana",
        -6,
        ["approved by Ana"],
        [
            (18, "agree", "bob", {}),
            (10, "renegotiate", "bob", {"terms": {"due": -4}, "reason": "customer-change"}),
            (9, "agree", "ana", {}),
            (5, "deliver", "bob", {"evidence": ["price list 7"]}),
            (4, "accept", "ana", {}),
        ],
    ),
    (
        "Report the cost of open claims",
        "eva",
        "ana",
        5,
        ["by workshop", "figures of last month"],
        [(3, "agree", "eva", {})],
    ),
    ("Train the new adjuster", "diego", "bob", 10, ["two inspections done together"], []),
)


# What somebody who is none of these four owes, and is asked for: their own status shows it.
_ME = "me"
_MINE: tuple[Story, ...] = (
    ("Say which claims wait for a part", _ME, "ana", 2, ["a list by workshop"], [(2, "agree", _ME, {})]),
    ("Go through the estimate of claim 88107", _ME, "diego", 6, ["agreed with the workshop"], []),
)
_IDS = ("clm-k7m2x9qd", "clm-9xk4p2ta", "clm-b3n8w5yc", "clm-h6d1r7ve", "clm-q2f9s4zj", "clm-t5c8m3gk")
_MY_IDS = ("clm-m3w7e9qa", "clm-n8p2v4xb")


def fill(folder: Path, me: str) -> list[Path]:
    """Fill a new workspace with the example, and return the promise files made."""
    workspace = open_workspace(folder)
    for area in dict.fromkeys(area for _, _, area in _PEOPLE):
        write_all([add_area(workspace, area, {"name": area.capitalize()})])
        workspace = open_workspace(folder)
    for handle, name, area in _PEOPLE:
        if handle not in workspace.people:
            write_all([add_person(workspace, handle, {"name": name, "area": area})])
            workspace = open_workspace(folder)
    return [_tell(workspace, id_, story) for id_, story in _stories(me)]


def _stories(me: str) -> list[tuple[str, Story]]:
    """Return the stories by their ids, with mine where I am none of the four people."""
    stories = list(zip(_IDS, _STORIES, strict=True))
    if any(me == handle for handle, _, _ in _PEOPLE):
        return stories
    mine = [_by(me, story) for story in _MINE]
    return [*stories, *zip(_MY_IDS, mine, strict=True)]


def _by(me: str, story: Story) -> Story:
    """Return a story of mine with my handle in it."""
    what, _, customer, due, criteria, lines = story
    return what, me, customer, due, criteria, [(days, verb, me, fields) for days, verb, _, fields in lines]


def _tell(workspace: Workspace, id_: str, story: Story) -> Path:
    what, performer, customer, due, criteria, lines = story
    opened = max((days for days, *_ in lines), default=2)
    terms = {"what": what, "performer": performer, "due": _day(workspace, due), "criteria": criteria}
    request = ActRequest(Verb.REQUEST, customer, _instant(workspace, opened, 9))
    spoken = open_new(workspace, Opening(request, terms, {}, id_, LEDGER))
    write([spoken])
    for hour, (days, verb, by, fields) in enumerate(lines, 10):
        raw = _fields(workspace, fields)
        write(
            plan_act(
                workspace, [spoken.view.id], ActRequest(Verb(verb), by, _instant(workspace, days, hour), raw), LEDGER
            )
        )
    return spoken.change.path


def _fields(workspace: Workspace, fields: dict[str, Any]) -> dict[str, Any]:
    dated = dict(fields)
    if "forecast" in dated:
        dated["forecast"] = _day(workspace, dated["forecast"])
    if "terms" in dated:
        dated["terms"] = {"due": _day(workspace, dated["terms"]["due"])}
    return dated


def _day(workspace: Workspace, days: int) -> str:
    today = local_day(workspace.now, workspace.zone)
    return (today + timedelta(days=days)).isoformat()


def _instant(workspace: Workspace, days_ago: int, hour: int) -> datetime:
    day = local_day(workspace.now, workspace.zone) - timedelta(days=days_ago)
    return at_time(day, time(hour), workspace.zone)
