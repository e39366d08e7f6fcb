"""`due`: what has to be there, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import LISTS, reading
from promisectl.cli.parameters import ExitCode, Whose

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing(*LISTS, "github", "gitlab", "junit")
def due_command(
    session: ReadSession,
    whose: Whose = None,
    days: Annotated[
        int | None, typer.Option("--days", help="Only what is due within so many days.", metavar="N")
    ] = None,
    exit_code: ExitCode = False,
) -> None:
    """List what is promised and not delivered, by due.

    `--format` also takes github, gitlab and junit, for hosts that show findings.
    """
    from promisectl.cli.findings_of_dues import FORMATS, print_dues
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import by_due, choose, concerns
    from promisectl.model.message import M
    from promisectl.model.promise import State

    chosen = choose(session, whose)
    views = [
        view
        for view in chosen.views
        if view.state is State.PROMISED
        and view.due is not None
        and concerns(view, chosen.whose)
        and (days is None or (view.days_left is not None and view.days_left <= days))
    ]
    asked = Asked(M("coming due"), M("nothing is due"), states=False, over=chosen.over, instead=others(session, views))
    if session.console.format in FORMATS:
        print_dues(session, by_due(views), "due")
    else:
        print_list(session, by_due(views), asked)
    if exit_code:
        stop(session.exit_code(found=bool(views)))
