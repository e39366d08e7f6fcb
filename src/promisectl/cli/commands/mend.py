"""`mend`: make a history lawful again that the law refuses; what is refused is set aside, whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from promisectl.cli.options import mending
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.app.files.mend_history import MendedHistory
    from promisectl.cli.session import Session


@mending
def mend_command(session: Session, id: Id) -> None:
    """Make a history lawful that the law refuses: from the first refused act on, what was said goes into one note.

    Nothing is lost: the acts are kept whole, move nothing, and may be spoken again. It is a steward's to do, or both
    parties': one mends, the other confirms.
    """
    from promisectl.app.files.mend_history import mend_history
    from promisectl.cli.asking import confirm
    from promisectl.model.message import M

    one = mend_history(session.workspace, id, session.speaker(), session.shared.ledger)
    confirm(session.console, M("Set aside {count} act(s) of {id}?", count=len(one.acts), id=one.promise))
    written = session.write([one.change], f"{one.promise}: mend, from act {one.first} on")
    if not session.console.wants_sentences:
        session.console.document(_document(one, written=written))
    elif written and not session.shared.quiet:
        _tell(session, one)


def _document(one: MendedHistory, *, written: bool) -> dict[str, object]:
    return {
        "promise": one.promise,
        "first": one.first,
        "code": one.refusal.code,
        "displaced": list(one.acts),
        "state": one.state.value if one.state else None,
        "confirmers": list(one.confirmers),
        "written": written,
    }


def _tell(session: Session, one: MendedHistory) -> None:
    from promisectl.cli.spoken_again import spoken_again
    from promisectl.model.message import M

    say = session.console.say
    done = M(
        "{id}: {count} act(s) set aside, from act {number} on; it is {state}",
        id=one.promise,
        count=len(one.acts),
        number=one.first,
        state=session.words.state(one.state) if one.state else "-",
    )
    session.console.sentences([say(done), *spoken_again(one.acts, one.promise, say)])
    sys.stdout.flush()  # remarks come after it
    for handle in one.confirmers:
        remark = M(
            "it counts when {handle} confirms it too: `promisectl confirm {id} {number} --by {handle}`",
            handle=handle,
            id=one.promise,
            number=one.first,
        )
        session.console.remark(remark)
