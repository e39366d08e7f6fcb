"""`overdue`: what should be there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import LISTS, reading
from promisectl.cli.parameters import ExitCode, Person

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing(*LISTS, "github", "gitlab", "junit")
def overdue_command(session: ReadSession, person: Person = None, exit_code: ExitCode = False) -> None:
    """List what is overdue: promised, its clock running, its due past.

    `--format` also takes github, gitlab and junit, for hosts that show findings.
    """
    from promisectl.cli.findings_of_dues import FORMATS, print_dues
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import by_due, concerns, person_named
    from promisectl.model.message import M

    whose = person_named(session, person)
    views = [view for view in session.snapshot.views if view.is_overdue and concerns(view, whose)]
    over = (whose,) if whose else ()
    asked = Asked(M("overdue"), M("nothing is overdue"), states=False, over=over, instead=others(session, views))
    if session.console.format in FORMATS:
        print_dues(session, by_due(views), "overdue")
    else:
        print_list(session, by_due(views), asked)
    if exit_code:
        stop(session.exit_code(found=bool(views)))
