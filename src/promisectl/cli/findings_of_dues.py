"""Lists of dues as findings, for hosts that show findings: what is overdue is PC301, what is still to come PC302."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from promisectl.checking.dues import late_help, late_note, soon_help
from promisectl.checking.rule import found
from promisectl.metrics.view import View
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import days_between, write_moment

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession

FORMATS = ("github", "gitlab", "junit")


def print_dues(session: ReadSession, views: Sequence[View], command: str) -> None:
    """Print promises with a due as findings, in the format of a host; `command` is what listed them."""
    from promisectl.app.ledger.standings import located
    from promisectl.cli.output.findings import print_for_programs
    from promisectl.formats.found import Found
    from promisectl.git.repository import way_to

    root, titles = session.snapshot.workspace.root, {view.id: str(view.terms.what) for view in views}
    listed = Found(
        findings=located([finding_of(view) for view in views], root),
        as_of=session.day,
        command=command,
        prefix=way_to(root),
        about=lambda finding: titles.get(finding.promise or "", ""),
        say=session.console.say,
    )
    print_for_programs(session.console, listed, session.console.format)


def finding_of(view: View) -> Finding:
    """Return a promise that is due as the finding that `check` would make of it, whatever grace is given."""
    due, zone = view.due or view.as_of, view.context.zone
    place = view.promise.spot("due" if "due" in view.promise.file.model_fields_set else "id")
    written = write_moment(due)
    if view.is_overdue:
        note = late_note(view.performer, view.customer, written, days_between(due, view.as_of, zone))
        return found("PC301", place, promise=view.id, note=note, help=late_help(view.id))
    note = M(
        "{performer} owes it to {customer} by {due}; days left: {days}",
        performer=view.performer,
        customer=view.customer,
        due=written,
        days=days_between(view.as_of, due, zone),
    )
    return found("PC302", place, promise=view.id, note=note, help=soon_help(view.id))
