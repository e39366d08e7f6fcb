"""Unwatched: what anybody may change in the settings where no steward watches, and everybody should read (PC409)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from promisectl.app.guard.found import Caught
from promisectl.app.guard.register_changes import PRESENCE, Key, RegisterChange
from promisectl.app.guard.rule_change import OPEN, Change, way_out, weighed
from promisectl.diff.trust import LEVELS
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.yamltext.raw_acts import RawPromise


def unwatched(change: Change) -> Iterator[Caught]:
    """Yield what anybody may change where nobody watches, and everybody should read."""
    if change.names_stewards:
        return
    for one in change.told("settings"):
        note = _loosened(change, one)
        if note is not None:
            yield weighed(change, one.name, one.path, note, way_out(change), Severity.WARNING)


def _loosened(change: Change, one: RegisterChange) -> Message | None:
    """Return in words what a changed key of the settings loosens; None where it loosens nothing."""
    if one.key[0] == "policy":
        loosened = _POLICY.get(one.key[1:])
        return loosened(one.old, one.new) if loosened else None
    if one.key[0] == "targets":
        return _target_loosened(one)
    return _calendar_changed(change, one) if one.key[0] == "calendars" else None


def _stewards_named(old: Any, new: Any) -> Message | None:
    if old or not new:
        return None
    return M("first stewards are named: {names}", names=", ".join(new))


def _trust_lowered(old: Any, new: Any) -> Message | None:
    if _level(new) >= _level(old):
        return None
    return M("`policy.trust` is lowered: {old} -> {new}", old=old, new=new or LEVELS[0])


def _acts_lowered(old: Any, new: Any) -> Message | None:
    before, after = dict(old or {}), dict(new or {})
    if all(_level(after.get(verb)) >= _level(level) for verb, level in before.items()):
        return None
    return M("`policy.acts` is lowered: {old} -> {new}", old=before, new=after)


def _proxy_allowed(_old: Any, new: Any) -> Message | None:
    if new != "allowed":
        return None
    return M("the other side may record words for whom they bind: `policy.proxy: allowed`")


_POLICY: Mapping[Key, Callable[[Any, Any], Message | None]] = {
    ("stewards",): _stewards_named,
    ("trust",): _trust_lowered,
    ("acts",): _acts_lowered,
    ("proxy",): _proxy_allowed,
}


def _target_loosened(one: RegisterChange) -> Message | None:
    if not getattr(one.old, "enforce", False) or getattr(one.new, "enforce", False):
        return None
    return M("the target `{name}` is enforced no longer", name=one.key[1])


def _calendar_changed(change: Change, one: RegisterChange) -> Message | None:
    """Return that a calendar changes, or goes, in which open promises count."""
    if one.old is None or one.key[-1] == PRESENCE:
        return None
    name = one.key[1]
    count = sum(1 for promise in change.promises() if _counts_in(promise, name))
    if not count:
        return None
    return M("the calendar `{name}` changes; {count} open promise(s) count in it", name=name, count=count)


def _level(value: object) -> int:
    return LEVELS.index(str(value)) if value in LEVELS else 0


def _counts_in(promise: RawPromise, calendar: str) -> bool:
    return promise.values.get("state") in OPEN and promise.values.get("calendar") == calendar
