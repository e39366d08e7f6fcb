"""`fmt`: files in the usual layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending
from promisectl.cli.parameters import SomeIds

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@mending
def fmt_command(
    session: Session,
    ids: SomeIds = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 if a file would change.")] = False,
) -> None:
    """Put files into the usual layout. Values, comments and quotes are kept."""
    from promisectl.app.files.mend import layout
    from promisectl.cli.output.console import stop
    from promisectl.model.message import M

    changes, left = layout(session.workspace, ids or [], session.shared.ledger)
    names = [change.path.relative_to(session.workspace.root).as_posix() for change in changes]
    if not check:
        session.write_each(changes, [f"{change.path.stem}: fmt" for change in changes])
    if session.console.wants_sentences:
        would = M("would change {path}") if check else M("changed {path}")
        session.console.print(
            [session.console.say(would.text).format(path=name) for name in names]
            or [session.console.say(M("every file is in the usual layout"))]
        )
    else:
        session.console.document({"changed": names, "left": left})
    for path in left:
        session.console.remark(M("left as it is, for it cannot be laid out without loss: {path}", path=path))
    if check and changes:
        stop(1)
