"""What if: what an act would bring if it were said and everybody agreed, by a replay that writes nothing.

It is the same as doing it on a copy: the act and the agreements it needs are judged by the law, the promise takes its
place among all others, and threats and rates are counted anew.
"""

from __future__ import annotations

from promisectl.app.acts.completing import ActRequest
from promisectl.app.acts.record import RecordedAct, open_promise, plan_acts
from promisectl.app.ledger.standings import Snapshot, load_snapshot
from promisectl.diff.what_if import WhatIf
from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.standing import Revision, Standing
from promisectl.metrics.first_time import reopenings
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.act import Verb
from promisectl.store.workspace import Workspace

RATES = ("fulfilment", "kept-first", "renegotiated")


def what_if(workspace: Workspace, id_or_prefix: str, request: ActRequest, ledger: str | None = None) -> WhatIf:
    """Return what an act would bring; Trouble where the law refuses it. Nothing is written."""
    opened = open_promise(workspace, id_or_prefix, ledger)
    proposed = plan_acts(workspace, opened, [request])
    must_agree = _must_agree(proposed, workspace)
    agreements = [ActRequest(Verb.AGREE, handle, request.at) for handle in must_agree]
    agreed = plan_acts(workspace, opened, [request, *agreements]).view
    snapshot = load_snapshot(root=workspace.root, lenient=True)
    before, after = snapshot.everything, _with(snapshot, agreed)
    return WhatIf(
        opened.standing,
        agreed,
        must_agree,
        _new_revision(opened.standing, agreed),
        _newly_threatened(before, after),
        _newly_threatened(after, before),
        {name: (_rate(name, before), _rate(name, after)) for name in RATES},
    )


def _must_agree(proposed: RecordedAct, workspace: Workspace) -> tuple[str, ...]:
    standing = proposed.view.standing
    return tuple(sorted(needed(standing, workspace.context()))) if standing is not None else ()


def _new_revision(before: Standing, agreed: View) -> Revision | None:
    revisions = agreed.standing.revisions if agreed.standing else []
    return revisions[-1] if len(revisions) > len(before.revisions) else None


def _with(snapshot: Snapshot, agreed: View) -> list[View]:
    """Return all promises with one of them as it would stand."""
    records = [
        (agreed.promise, agreed.standing) if view.id == agreed.id else (view.promise, view.standing)
        for view in snapshot.everything
    ]
    settings = snapshot.workspace.settings
    return views(records, snapshot.as_of, snapshot.workspace.context(), settings.check.due_soon)


def _newly_threatened(before: list[View], after: list[View]) -> tuple[View, ...]:
    known = {view.id for view in before if view.threatened}
    return tuple(view for view in after if view.threatened and view.id not in known)


def _rate(name: str, seen: list[View]) -> Rate:
    return METRICS[name].count(seen, reopenings(seen))
