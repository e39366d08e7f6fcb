"""`plan`: what a promise needs, and what that needs, with the dates that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import measuring
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@measuring.printing("text", "json", "markdown")
def plan_command(session: ReadSession, id: Id) -> None:
    """Show what a promise needs, as a tree: earliest finish, slack, latest start, the critical chain.

    Dates run forwards from what is expected, and backwards from the due of the promise at the top.
    """
    from promisectl.cli.listing import counted, left_out
    from promisectl.cli.reading import view_named
    from promisectl.formats.plan_json import DEEPEST as DEEPEST_NESTED
    from promisectl.formats.plan_json import plan_json
    from promisectl.formats.plan_screen import DEEPEST as DEEPEST_DRAWN
    from promisectl.formats.plan_screen import plan_screen
    from promisectl.metrics.need_chain import plan_of

    top = view_named(session, id)
    is_json = session.console.format == "json"
    by_id = {view.id: view for view in session.snapshot.everything}
    plan = plan_of(top, by_id, DEEPEST_NESTED if is_json else DEEPEST_DRAWN)
    if is_json:
        session.console.json(counted(session, plan_json(plan, session.day)))
    else:
        session.console.show(plan_screen(plan, session.console.reader(session.short()), session.zone))
    left_out(session)
