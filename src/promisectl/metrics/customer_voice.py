"""Customer voice: what customers said and nobody answered yet, and who must still be told of what changed.

The loop is closed when a promise follows the one under which the voice was noted, and the customer was told. A customer
who reads no ledger must be told of every change of her due and of every warning. Source: goals.md; issue J, 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from promisectl.metrics.soundness.spoken import with_instants
from promisectl.metrics.view import View
from promisectl.model.act import Act
from promisectl.model.people import is_outside

VOICE, TOLD = "voice-of-customer", "told"


@dataclass(frozen=True, slots=True)
class Voice:
    """What a customer said, under which promise, when; `follower` is what was promised since, if anything was."""

    view: View
    said_at: datetime
    text: str | None
    follower: View | None


def open_voices(views: Iterable[View]) -> list[Voice]:
    """Return the voices that nobody has answered whole, the oldest first.

    `views` are of the whole workspace: what follows may stand in another ledger.
    """
    seen = list(views)
    followers = _followers(seen)
    voices = [voice for view in seen for voice in _voices(view, followers)]
    return sorted(voices, key=lambda voice: (voice.said_at, voice.view.id))


def _followers(views: Sequence[View]) -> Mapping[str, list[View]]:
    found: dict[str, list[View]] = {}
    for view in views:
        if view.promise.file.follows is not None and view.opened_at is not None:
            found.setdefault(view.promise.file.follows, []).append(view)
    return found


def _voices(view: View, followers: Mapping[str, list[View]]) -> Iterable[Voice]:
    for act, at in with_instants(view):
        if act.kind != VOICE:
            continue
        later = _opened_from(followers.get(view.id, []), at)
        if not _is_closed_loop(view, later, at):
            yield Voice(view, at, _text(act), next(iter(later), None))


def _text(act: Act) -> str | None:
    """Return what a note says; None where it was redacted."""
    return act.note if isinstance(act.note, str) else None


def _is_closed_loop(view: View, later: Sequence[View], instant: datetime) -> bool:
    """Whether something follows what was said then, and the customer was told since."""
    return bool(later) and any(_told_after(each, instant) for each in (view, *later))


def _opened_from(views: Iterable[View], instant: datetime) -> list[View]:
    """Return the promises opened at an instant or later."""
    return [view for view in views if view.opened_at is not None and view.opened_at >= instant]


def _told_after(view: View, instant: datetime) -> bool:
    return any(act.kind == TOLD and at >= instant for act, at in with_instants(view))


@dataclass(frozen=True, slots=True)
class Untold:
    """A promise to somebody outside whose news she was not told: a `due` that moved, a `warning`, a `threat`."""

    view: View
    news: str


def untold(views: Iterable[View]) -> list[Untold]:
    """Return what customers outside must be told, by due, then id."""
    found = [Untold(view, news) for view in views if (news := _news(view)) is not None]
    return sorted(found, key=lambda each: (str(each.view.due or ""), each.view.id))


def _news(view: View) -> str | None:
    """Return the last news that was not told; None where there is none, or the customer reads the ledger herself."""
    if not _is_owed_outside(view):
        return None
    last_told = _last_told(view)
    if _is_news(_warned_at(view), last_told):
        return "warning"
    if view.threatened and last_told is None:
        return "threat"
    return "due" if _is_news(_moved_at(view), last_told) else None


def _is_owed_outside(view: View) -> bool:
    return view.is_open and view.agreed_at is not None and is_outside(view.customer)


def _last_told(view: View) -> datetime | None:
    """Return when the customer was last told of anything."""
    return max((at for act, at in with_instants(view) if act.kind == TOLD), default=None)


def _warned_at(view: View) -> datetime | None:
    warned = view.standing.warned if view.standing else None
    return warned.at if warned is not None else None


def _moved_at(view: View) -> datetime | None:
    """Return when a change of the due was last agreed."""
    revisions = view.standing.revisions if view.standing else []
    return max((revision.agreed_at for revision in revisions if "due" in revision.changes), default=None)


def _is_news(happened_at: datetime | None, told_at: datetime | None) -> bool:
    return happened_at is not None and (told_at is None or told_at < happened_at)
