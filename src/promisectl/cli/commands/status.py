"""`status`: where you stand; what `promisectl` alone prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisectl.cli.options import reading

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing("text", "json", "markdown")
def status_command(session: ReadSession) -> None:
    """Show what you owe, what is owed to you, what waits for your word, and your unanswered offers."""
    from promisectl.app.ledger.status import sections
    from promisectl.cli.listing import counted, left_out
    from promisectl.cli.reading import by_due
    from promisectl.formats.promises_json import promise_json

    found = {name: by_due(views) for name, views in sections(session.snapshot.views, session.me).items()}
    if session.console.format != "json":
        _print(session, found)
    else:
        document: dict[str, Any] = {"as_of": session.day, "person": session.me}
        document |= {name: [promise_json(view) for view in found[name]] for name in found}
        session.console.json(counted(session, document))
    left_out(session)


def _print(session: Any, found: dict[str, list[Any]]) -> None:
    from promisectl.cli.listing import opened_of
    from promisectl.formats.listing_screen import Status, status_screen
    from promisectl.formats.turns_screen import asked_word
    from promisectl.model.moment import local_day

    day = local_day(session.snapshot.as_of, session.snapshot.workspace.zone)
    overdue = sum(view.is_overdue for view in session.snapshot.views)
    status = Status(found, session.me, day, session.zone, opened_of(session), overdue)
    reader = session.console.reader(session.short())
    session.console.show(status_screen(status, reader, lambda view: asked_word(view, reader)))
