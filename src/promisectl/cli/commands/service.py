"""`service list` and `service open`: standing promises, and the instances of those that recur."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.options import Shared, basic, mending


@basic
def service_list_command(shared: Shared) -> None:
    """List the services: what, by whom, by when, and whether what recurs is opened for this period."""
    from promisectl.app.acts.services import current_instance
    from promisectl.app.ledger.lookup import loose_entries
    from promisectl.cli.session import Desk
    from promisectl.formats.services import service_json, service_lines
    from promisectl.model.message import M

    desk = Desk.open(shared)
    taken = loose_entries(desk.workspace)
    rows = []
    for name, service in desk.workspace.services.items():
        period, told = current_instance(desk.workspace, name)
        rows.append((name, service, period, told if told in taken else None))
    if not desk.console.is_text:
        desk.console.json({"services": [service_json(*row) for row in rows]})
    elif not rows:
        desk.console.remark(
            M("no services: write them in {path}", path=f"{desk.workspace.settings.ledgers}/services.yaml")
        )
    else:
        desk.console.print("\n".join(service_lines(rows, desk.words)))


@mending
def service_open_command(
    shared: Shared,
    name: Annotated[str, typer.Argument(help="The service, as services.yaml names it.", metavar="NAME")],
    period: Annotated[
        str, typer.Option("--period", help="The period: 2026-W15, 2026-04, 2026-Q2, 2026-04-06.", metavar="PERIOD")
    ],
) -> None:
    """Open a recurring service for a period. Opened twice, or in two branches, it is the same promise."""
    from promisectl.app.acts.record import Spoken
    from promisectl.app.acts.services import open_instance
    from promisectl.cli.session import Desk
    from promisectl.cli.speaking import tell

    desk = Desk.open(shared)
    found = open_instance(desk.workspace, name, period)
    if isinstance(found, Spoken):
        tell(desk, [found])
    else:
        _tell_again(desk, found)


def _tell_again(desk: Any, view: Any) -> None:
    from promisectl.formats.promises_json import promise_json
    from promisectl.model.message import M

    if desk.console.is_text:
        state = view.state.value if view.state else "draft"
        desk.console.remark(M("{id} is open already: {state}; nothing was written", id=view.id, state=state))
        if desk.shared.quiet:
            desk.console.print(view.id)
    else:
        desk.console.json({"promise": promise_json(view), "already": True})
