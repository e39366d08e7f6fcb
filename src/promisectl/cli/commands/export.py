"""`export jsonl`: promises for other programs."""

from __future__ import annotations

from promisectl.cli.options import Shared, looking


@looking
def export_jsonl_command(shared: Shared) -> None:
    """Write every promise as one JSON object a line, with the keys of a promise file, sorted by id."""
    from promisectl.app.interchange.jsonl import export_values
    from promisectl.cli.session import Session
    from promisectl.formats.escape import escape_json
    from promisectl.formats.promises_json import dump_lines

    session = Session.open(shared, ("text", "json-lines"))
    rows = export_values(session.workspace, shared.ledger)
    if rows:
        session.console.print(escape_json(dump_lines(rows)))
