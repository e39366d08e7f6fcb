"""`pack` and `unpack`: closed promises put away together, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import Shared, mending

if TYPE_CHECKING:
    from datetime import datetime

    from promisectl.app.files.pack import Packing
    from promisectl.cli.session import Session

OLDER = "90d"


@mending
def pack_command(
    shared: Shared,
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
    from promisectl.cli.session import Session
    from promisectl.model.message import M
    from promisectl.model.moment import local_day

    session = Session.open(shared)
    bound = _bound(session, before, older)
    packing = pack(session.workspace, bound, shared.ledger)
    count = len(packing.moved)
    written = _keep(session, packing, f"pack {count} closed promise{'s' if count != 1 else ''}")
    if not session.console.is_text:
        session.console.json({**_document(packing), "before": bound.isoformat(), "written": written})
        return
    if not packing.moved and not packing.left:
        day = session.words.day(local_day(bound, session.workspace.zone))
        session.console.print(session.console.say(M("nothing to pack: no loose promise closed before {day}", day=day)))
    _tell(session, _lines(session, packing), written=written)


@mending
def unpack_command(
    shared: Shared,
    ids: Annotated[list[str], typer.Argument(help="The packed promises: their ids, or beginnings.", metavar="ID...")],
) -> None:
    """Bring packed promises back, each into a file of its own, byte for byte. Then they take acts again."""
    from promisectl.app.files.pack import unpack
    from promisectl.cli.session import Session
    from promisectl.model.message import M

    session = Session.open(shared)
    packing = unpack(session.workspace, ids, shared.ledger)
    written = _keep(session, packing, f"unpack {', '.join(one.promise for one in packing.moved)}")
    if not session.console.is_text:
        document = _document(packing)
        session.console.json({"unpacked": document["packed"], "written": written})
    else:
        done = [M("{id}: unpacked into {path}", id=one.promise, path=one.path) for one in packing.moved]
        _tell(session, [session.console.say(one) for one in done], written=written)


def _lines(session: Session, packing: Packing) -> list[str]:
    """Return a line for each pack, and one for each closed promise that stays loose, with the reason."""
    from collections import Counter

    from promisectl.model.message import M
    from promisectl.model.visible_text import escape_line

    counts = Counter(one.pack for one in packing.moved)
    lines = [M("{count} packed into {path}", count=count, path=path) for path, count in counts.items()]
    for one in packing.left:
        path = escape_line(one.path)
        loose = M("stays loose: {path}: {why}", path=path, why=one.why)
        lines.append(M("left alone: {path}: {why}", path=path, why=one.why) if one.is_pack else loose)
    return [session.console.say(line) for line in lines]


def _document(packing: Packing) -> dict[str, Any]:
    return {
        "packed": [{"promise": one.promise, "path": one.path, "pack": one.pack} for one in packing.moved],
        "left": [{"promise": one.promise, "path": one.path, "why": str(one.why)} for one in packing.left],
    }


def _keep(session: Session, packing: Packing, message: str) -> bool:
    """Write every file or none; True where they were written."""
    return bool(packing.changes) and session.keep_together(packing.changes, message)


def _tell(session: Session, lines: list[str], *, written: bool) -> None:
    from promisectl.model.message import M

    if session.shared.quiet:
        return
    for line in lines:
        if written or not session.shared.dry_run:
            session.console.sentences([line])
        else:
            session.console.remark(M("dry run, nothing written: {line}", line=line))


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
