"""`inbox`: what waits for somebody's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisectl.cli.options import reading
from promisectl.cli.parameters import ExitCode, Whose

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


def _wanted(view: Any) -> str:
    """Return what word is wanted: a verdict on a delivery, an answer, or a word on a proposal."""
    from promisectl.model.promise import State

    if view.state is State.DELIVERED:
        return "verdict"
    return "proposal" if view.state is State.PROMISED else "answer"


@reading
def inbox_command(session: ReadSession, whose: Whose = None, exit_code: ExitCode = False) -> None:
    """List what waits for somebody's word: yours by default."""
    from promisectl.app.ledger.status import waits_for
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import by_due, choose
    from promisectl.formats.turns_screen import asked_word
    from promisectl.model.message import M

    chosen = choose(session, whose, "me" if session.me else "all")
    person = chosen.whose
    waiting = [view for view in chosen.views if view.waiting_for]
    views = [view for view in waiting if person is None or waits_for(view, person)]
    instead = others(session, views)
    asked = Asked(M("waiting for a word"), M("nothing waits for a word"), over=chosen.over, instead=instead)
    reader = session.console.reader(session.short())
    print_list(
        session,
        by_due(views),
        asked,
        wanted=_wanted,
        remark=lambda view: asked_word(view, reader),
    )
    if exit_code:
        stop(session.exit_code(found=bool(views)))
