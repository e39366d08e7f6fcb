"""Own record: after a promise on a terminal, one line for whoever made it: how long the last ones took.

It is a courtesy: it reads the ledger the promise stands in and no other, it never fails a command, and `own-record:
false` in promisectl.yaml turns it off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.asking import can_ask

if TYPE_CHECKING:
    from promisectl.app.acts.record import RecordedAct
    from promisectl.cli.speaking import ActSession
    from promisectl.metrics.own_record import OwnRecord


def say_own_record(session: ActSession, spoken: RecordedAct) -> None:
    """Say how long the speaker's last promises to the same person took, where the speaker is the performer."""
    settings = session.workspace.settings
    view = spoken.view
    is_own = view.performer == session.workspace.people.current(spoken.act.by)
    if not settings.own_record or session.shared.quiet or not is_own or not can_ask(session.console):
        return
    record = _record(session, spoken)
    if record is None:
        return
    from promisectl.cli.speaking import remark_on
    from promisectl.model.message import M

    line = M(
        "your last {n} for {who} took a median of {median} d, 85 % of them {p85}; you owe {owed} more that week",
        n=record.n,
        who=view.customer,
        median=record.median_days,
        p85=record.p85_days,
        owed=record.owed,
    )
    remark_on(session, line)


def _record(session: ActSession, spoken: RecordedAct) -> OwnRecord | None:
    """Return the record; None where the ledger cannot be read, for that is said elsewhere."""
    from promisectl.app.ledger.standings import snapshot_of
    from promisectl.metrics.own_record import own_record
    from promisectl.model.trouble import Trouble
    from promisectl.store.reading import read_ledgers

    view, workspace = spoken.view, session.workspace
    if view.performer is None or view.customer is None:
        return None
    try:
        loaded = read_ledgers(workspace.root, workspace.settings.ledgers, view.promise.ledger)
        seen = snapshot_of(workspace, loaded, lenient=True).everything
    except (Trouble, OSError):
        return None
    return own_record(seen, view.performer, view.customer, view)
