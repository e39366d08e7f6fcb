"""Fields: what a query can ask of a promise. A new field is one row here.

`performer` and `customer` are those of the terms in force, and, where one person came to hold both roles, the last two
who did not, for whom it counts; the areas are those of whoever was in office on the settlement day, as in the reports.
`is` takes the overlays, and `open` and `closed`. `reason` is any reason said in the history. `settled` is the day whose
period a promise belongs to. `age` counts days since the agreement (before one, since the opening) of what is open.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.view import View
from promisectl.query.ordered import moments, numbers
from promisectl.query.scope import Builder
from promisectl.query.vocabulary import FATES, FLAGS, STATES
from promisectl.query.words import areas, ids, names, people, text, words


def _flags(view: View) -> Iterable[str]:
    if view.is_open:
        return (*view.overlays, "open")
    return (*view.overlays, "closed") if view.is_closed else view.overlays


def texts(view: View) -> Iterable[str]:
    """Return what the promise is about, and its notes; what was redacted is not found."""
    notes = view.promise.file.notes
    written = (view.terms.what, *(notes if isinstance(notes, tuple) else (notes,)))
    return [part for part in written if isinstance(part, str)]


def _need_ids(view: View) -> Iterable[str]:
    return [id_ for id_, _ in view.promise.needs()] if view.promise.file.needs else ()


FIELDS: dict[str, Builder] = {
    "id": ids(lambda view: (view.id,)),
    "ledger": words(lambda view: (view.promise.ledger,)),
    "state": names(lambda view: (view.state,) if view.state else (), STATES, "state"),
    "class": names(lambda view: (view.outcome,) if view.outcome else (), FATES, "fate"),
    "is": names(_flags, FLAGS, "overlay"),
    "customer": people(lambda view: (view.customer, view.parties[0])),
    "performer": people(lambda view: (view.performer, view.parties[1])),
    "person": people(lambda view: (view.customer, view.performer, *view.parties)),
    "customer-area": areas(lambda scope, view: scope.env.customer_area(view)),
    "performer-area": areas(lambda scope, view: scope.env.performer_area(view)),
    "due": moments(lambda view: view.due),
    "first-due": moments(lambda view: view.first_due),
    "agreed": moments(lambda view: view.agreed_at),
    "closed": moments(lambda view: view.closed_at),
    "settled": moments(lambda view: view.settlement_day if view.outcome else None),
    "age": numbers(lambda view: view.age_days, days=True),
    "priority": numbers(lambda view: view.promise.file.priority),
    "tag": words(lambda view: view.promise.file.tags),
    "serves": words(lambda view: view.promise.file.serves),
    "segment": words(lambda view: (view.promise.file.segment,)),
    "channel": words(lambda view: (view.promise.file.channel,)),
    "touchpoint": words(lambda view: (view.promise.file.touchpoint,)),
    "layer": words(lambda view: (view.promise.file.layer,)),
    "service": words(lambda view: (view.promise.file.service,)),
    "reason": words(lambda view: view.reasons, "reason"),
    "part-of": ids(lambda view: (view.promise.file.part_of,)),
    "needs": ids(_need_ids),
    "follows": ids(lambda view: (view.promise.file.follows,)),
    "reopens": ids(lambda view: (view.promise.file.reopens,)),
    "text": text(texts),
}
SCOPING = frozenset({"state", "class", "is", "closed", "settled"})
