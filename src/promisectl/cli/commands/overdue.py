"""`overdue`: what should be there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import reading
from promisectl.cli.parameters import ExitCode, Whose

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading
def overdue_command(session: ReadSession, whose: Whose = None, exit_code: ExitCode = False) -> None:
    """List what is overdue: promised, its clock running, its due past."""
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import by_due, choose, concerns
    from promisectl.model.message import M

    chosen = choose(session, whose)
    views = [view for view in chosen.views if view.is_overdue and concerns(view, chosen.whose)]
    asked = Asked(M("overdue"), M("nothing is overdue"), states=False, over=chosen.over, instead=others(session, views))
    print_list(session, by_due(views), asked)
    if exit_code:
        stop(session.exit_code(found=bool(views)))
