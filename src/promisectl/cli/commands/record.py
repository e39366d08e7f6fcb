"""`record`: approvals of a review become agreements in the ledger, after the merge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@mending
def record_command(
    session: Session,
    approvals: Annotated[Path, typer.Option("--approvals", help="Reviews from the host, as JSON.", metavar="FILE")],
) -> None:
    """Write the agreements that reviews on a host gave to open proposals. Run it after the merge.

    An approval of other terms, or of a proposal that is not open any more, is void: it is named and nothing is written
    for it.
    """
    from promisectl.app.acts.approvals import record
    from promisectl.app.compare.approvals_file import read_reviews
    from promisectl.cli.speaking import document, keep, tell
    from promisectl.model.message import M

    given = read_reviews(approvals, session.workspace.people)
    spoken, left = record(session.workspace, given.proposals, session.speaker())
    for one in left:
        session.console.remark(
            M("{id}, {who}: not recorded: {why}", id=one.approval.promise, who=one.approval.by, why=one.why)
        )
    if not session.console.is_text:
        keep(session, spoken)
        void = [{"promise": one.approval.promise, "by": one.approval.by, "why": str(one.why)} for one in left]
        session.console.json({"acts": [document(recorded) for recorded in spoken], "left": void})
    elif spoken:
        tell(session, spoken)
    else:
        session.console.remark(M("nothing to record"))
