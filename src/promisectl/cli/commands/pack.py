"""`pack`: closed promises put away together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending
from promisectl.cli.packing import keep_packing, packing_document, packing_lines, tell_packing

if TYPE_CHECKING:
    from datetime import datetime

    from promisectl.cli.session import Session

OLDER = "90d"


@mending
def pack_command(
    session: Session,
    before: Annotated[
        str | None, typer.Option("--before", help="Those that closed before this day.", metavar="WHEN")
    ] = None,
    older: Annotated[
        str | None,
        typer.Option("--older", help="Those that closed so many days ago or earlier; 90d if left out.", metavar="DAYS"),
    ] = None,
) -> None:
    """Put closed promises away, into a pack for each quarter they closed in. Every list and report reads packs too.

    Their bytes stay as they are; `unpack` brings them back. What is open stays in files of its own.
    """
    from promisectl.app.files.pack import pack
    from promisectl.model.message import M
    from promisectl.model.moment import local_day

    bound = _bound(session, before, older)
    packing = pack(session.workspace, bound, session.shared.ledger)
    count = len(packing.moved)
    written = keep_packing(session, packing, f"pack {count} closed promise{'s' if count != 1 else ''}")
    if not session.console.wants_sentences:
        session.console.document({**packing_document(packing), "before": bound.isoformat(), "written": written})
        return
    if not packing.moved and not packing.left:
        day = session.words.day(local_day(bound, session.workspace.zone))
        session.console.print(session.console.say(M("nothing to pack: no loose promise closed before {day}", day=day)))
    tell_packing(session, packing_lines(session, packing), written=written)


def _bound(session: Session, before: str | None, older: str | None) -> datetime:
    """Return the instant before which a promise must have closed."""
    import re
    from datetime import timedelta

    from promisectl.model.message import M
    from promisectl.model.moment import beginning
    from promisectl.model.trouble import Trouble

    if before is not None and older is not None:
        raise Trouble(M("--before and --older say the same in two ways"), help=M("leave one of them out"))
    if before is not None:
        return beginning(session.when(before), session.workspace.zone)
    days = re.fullmatch(r"(\d{1,5})d?", older or OLDER, re.ASCII)
    if days is None:
        raise Trouble(M("--older needs a number of days; it was “{value}”", value=older), help=M("such as 90d"))
    return beginning(session.today - timedelta(days=int(days[1])), session.workspace.zone)
