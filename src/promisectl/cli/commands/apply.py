"""`apply`: what a script says, a JSON object a line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import mending

if TYPE_CHECKING:
    from promisectl.app.acts.batch import Applied, Row
    from promisectl.cli.session import Session


@mending.printing("text", "json", "json-lines")
def apply_command(
    session: Session,
    file: Annotated[
        Path, typer.Argument(help="A file with one JSON object a line; - for standard input.", metavar="FILE")
    ],
    key: Annotated[
        str | None,
        typer.Option("--key", help="The name of this run: applied again, it says nothing twice.", metavar="RUN"),
    ] = None,
) -> None:
    """Say many acts at once, one JSON object a line. All or nothing: every line is judged first."""
    from promisectl.app.acts.batch import apply_lines
    from promisectl.store.foreign_text import lines_of

    applied = apply_lines(
        session.workspace, lines_of(file), by=session.shared.by, key=key, ledger=session.shared.ledger
    )
    written = session.write(applied.changes, _message(applied, key))
    _tell(session, applied, written)


def _message(applied: Applied, key: str | None) -> str:
    """Return the message of the one commit of a run."""
    said = [row for row in applied.rows if row.spoken is not None]
    counted = f"{len(said)} act{'s' * (len(said) != 1)} in {len({row.promise for row in said})} promises"
    return f"apply {key}: {counted}" if key else f"apply: {counted}"


def _tell(session: Session, applied: Applied, written: bool) -> None:
    from promisectl.formats.promises_json import dump_lines

    documents = [_document(row) for row in applied.rows]
    if session.console.format == "json":
        session.console.document({"written": written, "lines": documents})
    elif session.console.format == "json-lines":
        session.console.print(dump_lines(documents))
    elif not session.shared.quiet:
        _lines(session, applied, written)


def _document(row: Row) -> dict[str, Any]:
    from promisectl.cli.speaking import document

    shared = {"line": row.line, "there": row.spoken is None, "id": row.promise, "verb": row.verb.value}
    return {**shared, **(document(row.spoken) if row.spoken is not None else {})}


def _lines(session: Session, applied: Applied, written: bool) -> None:
    from promisectl.formats.spoken_text import spoken_lines
    from promisectl.model.message import M

    short = session.short()
    reader = session.console.reader(short)
    for row in applied.rows:
        if row.spoken is None:
            line = session.console.say(M("said before: {verb}", verb=row.verb.value))
            session.console.print(f"{short(row.promise)}  {line}")
        elif written:
            session.console.sentences(spoken_lines(row.spoken.view, row.verb, row.spoken.before, reader))
        else:
            line = spoken_lines(row.spoken.view, row.verb, row.spoken.before, reader)[0]
            session.console.remark(M("dry run, nothing written: {line}", line=line))
    said = sum(row.spoken is not None for row in applied.rows)
    if written:
        counted = M("{said} said, {there} said before", said=said, there=len(applied.rows) - said)
        session.console.print(session.console.say(counted))
