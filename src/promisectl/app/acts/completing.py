"""Completing: an act as somebody wants to say it becomes the act as it is written.

What a speaker leaves out follows from how the promise stands: the moment, the terms that are agreed to, the due of a
clock that starts, the dues that a pause moved. What the speaker said is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from promisectl.app.acts.dues import moved_dues, starting_due, with_calendar
from promisectl.lifecycle.standing import Standing, starts_at_activation
from promisectl.model.act import Verb
from promisectl.model.acts import ENDS_PAUSE
from promisectl.model.moment import Moment, write_moment
from promisectl.model.promise import State
from promisectl.model.terms import Condition, key_of
from promisectl.store.workspace import Workspace

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActRequest:
    """An act as somebody wants to say it: raw values by the file's keys, without `act`, `by`, `at`."""

    verb: Verb
    by: str
    at: Moment | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    agreed_by: str | None = None
    via: str | None = None


def complete(request: ActRequest, standing: Standing, at: datetime, workspace: Workspace) -> Raw:
    """Return the act as it is written: with the terms agreed to, a starting clock's due, a pause's moved dues."""
    raw: Raw = {"act": request.verb.value, "by": request.by, "at": write_moment(at), **_given(request)}
    _complete_terms(raw, request.verb, standing, at, workspace)
    ends_pause = standing.paused_at is not None and request.verb in ENDS_PAUSE
    if ends_pause and "dues" not in raw:
        raw |= moved_dues(workspace, standing, at)
    return _in_order(raw)


def _given(request: ActRequest) -> Raw:
    """Return what the speaker said, without what is empty, and without a `for` that names the speaker."""
    given = {key: value for key, value in request.fields.items() if value is not None}
    if given.get("for") == request.by:
        del given["for"]
    return given


def _complete_terms(raw: Raw, verb: Verb, standing: Standing, at: datetime, workspace: Workspace) -> None:
    """Add what follows from how the promise stands: terms that are agreed to, the due of a clock that starts."""
    if verb is Verb.AGREE:
        _complete_agreement(raw, standing, at, workspace)
    elif verb is Verb.ACTIVATE and _waits_to_start(standing):
        _start_clock(raw, standing, at, workspace)
    elif isinstance(raw.get("terms"), dict):
        raw["terms"] = with_calendar(raw["terms"], standing.terms, workspace)


def _waits_to_start(standing: Standing) -> bool:
    return standing.conditional and standing.started_at is None


def _complete_agreement(raw: Raw, standing: Standing, at: datetime, workspace: Workspace) -> None:
    if standing.proposal is not None:
        changes = standing.proposal.changes
        raw.setdefault("terms", {key_of(name): as_raw(value) for name, value in changes.items()})
    elif _starts_with_agreement(standing):
        _start_clock(raw, standing, at, workspace)


def _starts_with_agreement(standing: Standing) -> bool:
    """Whether the clock of a promise starts when its request or offer is agreed to."""
    if standing.state not in (State.REQUESTED, State.OFFERED):
        return False
    return standing.terms.condition is None and not starts_at_activation(standing.terms)


def _start_clock(raw: Raw, standing: Standing, at: datetime, workspace: Workspace) -> None:
    """Add the due that is counted from now; a due that the speaker told stays, and is counted by nobody."""
    if "due" in raw:
        return
    raw |= {**starting_due(workspace, standing.terms, at), **raw}


_ORDER = (
    "act",
    "by",
    "for",
    "at",
    "via",
    "as",
    "fraction",
    "delivered-on",
    "rating",
    "kind",
    "of",
    "forecast",
    "clear",
    "terms",
    "material",
    "evidence",
    "unmet",
    "due",
    "calendar",
    "dues",
    "without",
    "reply-by",
    "why",
    "understood",
    "reason",
    "remedy",
    "help",
    "note",
)


def _in_order(raw: Raw) -> Raw:
    return {key: raw[key] for key in _ORDER if key in raw} | raw


def as_raw(value: Any) -> Any:
    """Return a term's value as a file writes it."""
    if isinstance(value, str | None):
        return value
    if isinstance(value, date):
        return write_moment(value)
    if isinstance(value, tuple | list):
        return [as_raw(entry) for entry in value]
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_none=isinstance(value, Condition))
    return str(value)
