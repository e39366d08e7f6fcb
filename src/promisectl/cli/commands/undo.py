"""`undo`: take back what is not committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import undoing
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.session import Session
    from promisectl.model.message import Message
    from promisectl.model.promise import Promise
    from promisectl.store.files import FileWrite


@undoing
def undo_command(session: Session, id: Id) -> None:
    """Take back the last act, if it is not committed yet. An opening takes its file away, or gives back its draft."""
    from promisectl.app.files.mend import undo

    opened, change = undo(session.workspace, id, session.shared.ledger)
    act = opened.promise.history[-1]
    written = session.write_uncommitted([change])
    if not session.console.wants_sentences:
        session.console.document(
            {"promise": opened.promise.id, "undone": act.act.value, "removed": change.after is None}
        )
    elif written and not session.shared.quiet:
        session.console.print(session.console.say(_done(opened.promise, change)))


def _done(promise: Promise, change: FileWrite) -> Message:
    """Return what was undone, and what became of the file."""
    from promisectl.model.message import M

    act = promise.history[-1]
    if change.after is None:
        return M("{id}: the {verb} is undone, and the file is gone", id=promise.id, verb=act.act.value)
    if len(promise.history) == 1:
        return M("{id}: the {verb} is undone, and the draft is back", id=promise.id, verb=act.act.value)
    return M("{id}: the {verb} by {by} is undone", id=promise.id, verb=act.act.value, by=act.by)
