"""`undo`: take back what is not committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import undoing
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@undoing
def undo_command(session: Session, id: Id) -> None:
    """Take back the last act, if it is not committed yet. An opening takes its file away, or gives back its draft."""
    from promisectl.app.files.mend import undo
    from promisectl.model.message import M

    opened, change = undo(session.workspace, id, session.shared.ledger)
    act = opened.promise.history[-1]
    written = session.write_uncommitted([change])
    if not session.console.wants_sentences:
        session.console.document(
            {"promise": opened.promise.id, "undone": act.act.value, "removed": change.after is None}
        )
    elif written and not session.shared.quiet:
        name = opened.promise.id
        done = M("{id}: the {verb} by {by} is undone", id=name, verb=act.act.value, by=act.by)
        if change.after is None:
            done = M("{id}: the {verb} is undone, and the file is gone", id=name, verb=act.act.value)
        elif len(opened.promise.history) == 1:
            done = M("{id}: the {verb} is undone, and the draft is back", id=name, verb=act.act.value)
        session.console.print(session.console.say(done))
