"""Outlook: what comes to be threatened, downstream, by what a branch moved, or by what it proposes once agreed.

Only promises that need others are opened, and those they need: a file in which the word does not stand is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from promisectl.app.check.introduced import reached
from promisectl.app.compare.copies import entries, read_at_once
from promisectl.app.compare.revisions import Compared, versions_in
from promisectl.diff.change import Change
from promisectl.diff.outlook import Threatened
from promisectl.diff.versions import Version
from promisectl.metrics.threat import threats
from promisectl.metrics.view import Threat
from promisectl.metrics.views import views
from promisectl.model.limits import PROMISE_LIMIT
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.sources import Source
from promisectl.store.walking import Entry


def threatened(compared: Compared, instant: datetime) -> list[Threatened]:
    """Return the threats that the head has, or would have with its proposals agreed, and the base had not; by id.

    All is seen from one instant.
    """
    if not any(_may_threaten(change) for change in compared.changes):
        return []
    before, after = _who_need(compared, 0), _who_need(compared, 1)
    seen = _Seen(compared, instant)
    old = {*seen.threats(before), *seen.threats(list(map(_agreed, before)))}
    now = seen.threats(after)
    later = seen.threats(list(map(_agreed, after)))
    by_id = {needing.promise.id: needing for needing in after}
    fresh = sorted(item for item in {**later, **now}.items() if item[0] not in old)
    return [_threatened(by_id[id_], threat, proposed=id_ not in now) for id_, threat in fresh]


def _threatened(needing: Version, threat: Threat, *, proposed: bool) -> Threatened:
    file = needing.promise.file
    return Threatened(file.id, file.what, threat, proposed, file.customer, file.performer)


def _may_threaten(change: Change) -> bool:
    """Whether a change can move when something will be there, or what needs it."""
    if change.kind == "free-field":
        return "needs" in change.terms
    return change.kind != "moved" and change.act != "note"


def _who_need(compared: Compared, side: int) -> list[Version]:
    """Return the loose promises of one side that need others, and those they need."""
    source, context = compared.sources[side], compared.law
    loose = [entry for entry in entries(compared, side) if not entry.packed]
    read_at_once(source, loose)
    needing: list[Version] = []
    for entry in loose:
        if _says_needs(source, entry):
            needing += versions_in(source, entry, context)
    return [*needing, *reached(compared, side, needing)]


def _says_needs(source: Source, entry: Entry) -> bool:
    try:
        return b"needs" in source.read(entry.path, PROMISE_LIMIT)
    except (NotRegular, TooLarge, OSError):
        return False


def _agreed(needing: Version) -> Version:
    """Return a version as it would stand with the due that is proposed in it."""
    standing = needing.standing
    if standing is None or standing.proposal is None or "due" not in standing.proposal.changes:
        return needing
    due = standing.proposal.changes["due"]
    terms = replace(standing.terms, due=due)
    return replace(needing, standing=replace(standing, terms=terms, current_due=due))


@dataclass(frozen=True, slots=True)
class _Seen:
    """How promises are looked at: by what the base knows, from one instant."""

    compared: Compared
    instant: datetime

    def threats(self, versions: list[Version]) -> Mapping[str, Threat]:
        """Return the threats among some promises, by id."""
        lawful = ((needing.promise, needing.standing) for needing in versions if needing.refusal is None)
        due_soon = self.compared.after.settings.check.due_soon
        return threats(views(lawful, self.instant, self.compared.law, due_soon))
