"""`export jsonl`: promises for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import exporting

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@exporting.printing("text", "json-lines")
def export_jsonl_command(session: Session) -> None:
    """Write every promise as one JSON object a line, with the keys of a promise file, sorted by id."""
    from promisectl.app.interchange.jsonl import export_values
    from promisectl.formats.escape import escape_json
    from promisectl.formats.promises_json import dump_lines

    rows = export_values(session.workspace, session.shared.ledger)
    if rows:
        session.console.print(escape_json(dump_lines(rows)), as_json=True)
