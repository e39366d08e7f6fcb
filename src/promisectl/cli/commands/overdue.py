"""`overdue`: what should be there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import LISTS, reading
from promisectl.cli.parameters import ExitCode, Whose

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing(*LISTS, "github", "gitlab", "junit")
def overdue_command(session: ReadSession, whose: Whose = None, exit_code: ExitCode = False) -> None:
    """List what is overdue: promised, its clock running, its due past.

    `--format` also takes github, gitlab and junit, for hosts that show findings.
    """
    from promisectl.cli.findings_of_dues import FORMATS, print_dues
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import by_due, choose, concerns
    from promisectl.model.message import M

    chosen = choose(session, whose)
    views = [view for view in chosen.views if view.is_overdue and concerns(view, chosen.whose)]
    asked = Asked(M("overdue"), M("nothing is overdue"), states=False, over=chosen.over, instead=others(session, views))
    if session.console.format in FORMATS:
        print_dues(session, by_due(views), "overdue")
    else:
        print_list(session, by_due(views), asked)
    if exit_code:
        stop(session.exit_code(found=bool(views)))
