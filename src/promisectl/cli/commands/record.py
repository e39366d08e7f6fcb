"""`record`: approvals of a review, and what merged commits announce, become acts in the ledger, after the merge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import mending

if TYPE_CHECKING:
    from promisectl.app.acts.record import RecordedAct
    from promisectl.cli.session import Session
    from promisectl.model.message import Message

Void = tuple[str, str, "Message"]  # the promise, whose word it was, why it was left out


@mending
def record_command(
    session: Session,
    approvals: Annotated[
        Path | None, typer.Option("--approvals", help="Reviews from the host, as JSON.", metavar="FILE")
    ] = None,
    commits: Annotated[
        str | None,
        typer.Option("--commits", help="Commits whose trailers say Delivers: ID or Warns: ID.", metavar="BASE..HEAD"),
    ] = None,
) -> None:
    """Write the agreements that reviews on a host gave, and the acts that merged commits announce.

    Run it after the merge. What is void or of somebody else is named, and nothing is written for it; said twice,
    nothing is written twice.
    """
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if (approvals is None) == (commits is None):
        raise Trouble(
            M("what is to be recorded?"),
            help=M("name one: `--approvals FILE` or `--commits BASE..HEAD`"),
        )
    spoken, left = _approved(session, approvals) if approvals is not None else _announced(session, str(commits))
    _write(session, spoken, left)


def _approved(session: Session, file: Path) -> tuple[list[RecordedAct], list[Void]]:
    from promisectl.app.acts.approvals import record
    from promisectl.app.compare.approvals_file import read_reviews

    given = read_reviews(file, session.workspace.people)
    spoken, left = record(session.workspace, given.proposals, session.speaker())
    return spoken, [(one.approval.promise, one.approval.by, one.why) for one in left]


def _announced(session: Session, span: str) -> tuple[list[RecordedAct], list[Void]]:
    from promisectl.app.acts.announced import record_announced

    spoken, left = record_announced(session.workspace, span, session.speaker())
    return spoken, [(one.announcement.promise, one.announcement.commit[:12], one.why) for one in left]


def _write(session: Session, spoken: list[RecordedAct], left: list[Void]) -> None:
    """Write what was judged; say what was left out, and why."""
    from promisectl.cli.speaking import document, keep, tell
    from promisectl.model.message import M

    for promise, who, why in left:
        session.console.remark(M("{id}, {who}: not recorded: {why}", id=promise, who=who, why=why))
    if not session.console.is_text:
        keep(session, spoken)
        void: list[dict[str, Any]] = [{"promise": promise, "by": who, "why": str(why)} for promise, who, why in left]
        session.console.json({"acts": [document(recorded) for recorded in spoken], "left": void})
    elif spoken:
        tell(session, spoken)
    else:
        session.console.remark(M("nothing to record"))
