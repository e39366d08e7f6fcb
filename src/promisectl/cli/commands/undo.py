"""`undo`: take back what is not committed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from promisectl.cli.options import undoing
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.app.files.mend import Undone
    from promisectl.cli.session import Session
    from promisectl.model.message import Message


@undoing
def undo_command(session: Session, id: Id) -> None:
    """Take back the last act, if it is not committed yet. An opening takes its file away, or gives back its draft."""
    from promisectl.app.files.mend import undo

    undone = undo(session.workspace, id, session.shared.ledger)
    written = session.write_uncommitted([undone.change])
    if not session.console.wants_sentences:
        verb, is_gone = undone.acts[0].act.value, undone.change.after is None
        session.console.document({"promise": undone.promise.id, "undone": verb, "removed": is_gone})
    elif written and not session.shared.quiet:
        session.console.print([session.console.say(one) for one in _told(undone)])


def _told(undone: Undone) -> Iterator[Message]:
    """Yield what was undone, an act each, and what became of the file."""
    from promisectl.model.message import M

    name, *_, first = undone.promise.id, *undone.acts
    is_opening = len(undone.acts) == len(undone.promise.history)
    for act in undone.acts[: -1 if is_opening else None]:
        yield M("{id}: the {verb} by {by} is undone", id=name, verb=act.act.value, by=act.by)
    if undone.change.after is None:
        yield M("{id}: the {verb} is undone, and the file is gone", id=name, verb=first.act.value)
    elif is_opening:
        yield M("{id}: the {verb} is undone, and the draft is back", id=name, verb=first.act.value)
