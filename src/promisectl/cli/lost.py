"""Lost: promises whose files git has and the folder has not, said beside what a command shows of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.model.message import M

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console
    from promisectl.store.workspace import Workspace

SHOWN = 3


def say_lost(console: Console, workspace: Workspace) -> None:
    """Name the files that were lost, three of them with the way back, on standard error."""
    from promisectl.app.ledger.lookup import lost_files
    from promisectl.app.ledger.lost import said_of, way_back

    paths = lost_files(workspace)
    for path in paths[:SHOWN]:
        console.remark(said_of(path), always=True)
        console.remark(M("  help: {help}", help=way_back(workspace, path)), always=True)
    if len(paths) > SHOWN:
        console.remark(M("and {count} more", count=len(paths) - SHOWN), always=True)
