"""Outlook: what comes to be threatened, downstream, by what a branch moved, or by what it proposes once agreed.

Only promises that need others are opened, and those they need: a file in which the word does not stand is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from promisectl.app.check.introduced import reached
from promisectl.app.compare.copies import entries
from promisectl.app.compare.revisions import Compared, promises_in
from promisectl.diff.changes import Change
from promisectl.diff.outlook import Threatened
from promisectl.diff.versions import Version, version
from promisectl.metrics.threat import threats
from promisectl.metrics.view import Threat
from promisectl.metrics.views import views
from promisectl.model.limits import PROMISE_LIMIT
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.revisions import Revision
from promisectl.store.walking import Entry


def threatened(compared: Compared) -> list[Threatened]:
    """Return the threats that the head has, or would have with its proposals agreed, and the base had not; by id."""
    if not any(_may_threaten(change) for change in compared.changes):
        return []
    before, after = _who_need(compared, 0), _who_need(compared, 1)
    old = {*_threats(before, compared), *_threats([_agreed(one) for one in before], compared)}
    now = _threats(after, compared)
    later = _threats([_agreed(one) for one in after], compared)
    whats = {one.promise.id: one.promise.file.what for one in after}
    return [
        Threatened(id_, whats[id_], threat, id_ not in now)
        for id_, threat in sorted({**later, **now}.items())
        if id_ not in old
    ]


def _may_threaten(change: Change) -> bool:
    """Whether a change can move when something will be there, or what needs it."""
    if change.kind == "free-field":
        return "needs" in change.terms
    return change.kind != "moved" and change.act != "note"


def _who_need(compared: Compared, side: int) -> list[Version]:
    """Return the loose promises of one side that need others, and those they need."""
    source, context = compared.sources[side], compared.before.context()
    loose = [entry for entry in entries(compared, side) if not entry.packed]
    if isinstance(source, Revision):
        source.remember({entry.path: source.leaves[entry.path] for entry in loose})
    agreed = [one for entry in loose if _says_needs(compared, side, entry) for one in promises_in(source, entry)[0]]
    found = [version(promise, values, context) for promise, values in agreed]
    return [*found, *reached(compared, side, found)]


def _says_needs(compared: Compared, side: int, entry: Entry) -> bool:
    try:
        return b"needs" in compared.sources[side].read(entry.path, PROMISE_LIMIT)
    except (NotRegular, TooLarge, OSError):
        return False


def _agreed(one: Version) -> Version:
    """Return a version as it would stand with the due that is proposed in it."""
    standing = one.standing
    if standing is None or standing.proposal is None or "due" not in standing.proposal.changes:
        return one
    due = standing.proposal.changes["due"]
    terms = replace(standing.terms, due=due)
    return replace(one, standing=replace(standing, terms=terms, current_due=due))


def _threats(versions: list[Version], compared: Compared) -> Mapping[str, Threat]:
    seen = ((one.promise, one.standing) for one in versions if one.refusal is None)
    return threats(views(seen, compared.after.now, compared.before.context(), compared.after.settings.check.due_soon))
