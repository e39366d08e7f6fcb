"""`service list`, `service open`, `service agree`: standing promises, what recurs, what is agreed beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import mending, opened

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@opened
def service_list_command(session: Session) -> None:
    """List the services: what, by whom, by when, and whether what recurs is opened for this period."""
    from promisectl.app.acts.service_instances import current_instance
    from promisectl.app.ledger.lookup import loose_entries
    from promisectl.formats.services import service_json, services_screen
    from promisectl.model.message import M

    taken = loose_entries(session.workspace)
    rows = []
    for name, service in session.workspace.services.items():
        period, id_ = current_instance(session.workspace, name)
        rows.append((name, service, period, id_ if id_ in taken else None))
    if not session.console.is_text:
        session.console.json({"services": [service_json(*row) for row in rows]})
    elif not rows:
        session.console.remark(
            M("no services: write them in {path}", path=f"{session.workspace.settings.ledgers}/services.yaml")
        )
    else:
        session.console.show(services_screen(rows, session.words))


@mending
def service_open_command(
    session: Session,
    name: Annotated[str, typer.Argument(help="The service, as services.yaml names it.", metavar="NAME")],
    period: Annotated[
        str, typer.Option("--period", help="The period: 2026-W15, 2026-04, 2026-Q2, 2026-04-06.", metavar="PERIOD")
    ],
) -> None:
    """Open a recurring service for a period. Opened twice, or in two branches, it is the same promise."""
    from promisectl.app.acts.service_instances import OpenedInstance, open_instance
    from promisectl.app.acts.services import name_of_service
    from promisectl.cli.speaking import remark_on, tell

    name = name_of_service(session.workspace, name)
    found = open_instance(session.workspace, name, period)
    if isinstance(found, OpenedInstance):
        tell(session, [found.recorded])
        remark_on(session, found.remark)
    else:
        _tell_again(session, found)


@mending
def service_agree_command(
    session: Session,
    name: Annotated[str, typer.Argument(help="The service, as services.yaml names it.", metavar="NAME")],
    until: Annotated[
        str | None, typer.Option("--until", help="The last day on which you agree beforehand.", metavar="WHEN")
    ] = None,
) -> None:
    """Agree beforehand to every request that is made from a service as it stands now; its performer's to say.

    A service that is changed afterwards is to be agreed to again: until then its requests wait for an answer.
    """
    from promisectl.app.acts.agreeing_beforehand import agree_to_service
    from promisectl.app.acts.services import name_of_service
    from promisectl.model.message import M
    from promisectl.model.moment import local_day

    last = local_day(session.when(until), session.workspace.zone) if until else None
    name = name_of_service(session.workspace, name)
    agreed = agree_to_service(session.workspace, name, session.speaker(), last)
    changes = [agreed.change] if agreed.change else []
    written = session.write(changes, f"{name}: agreed to beforehand")
    standing = agreed.standing.model_dump(mode="json")
    done = M("{performer} agrees beforehand to what `{service}` says now", performer=standing["by"], service=name)
    if agreed.change is None:
        done = M("{performer} agreed to that already; nothing was written", performer=standing["by"])
    session.say_written(done, {"service": name, **standing, "written": written and bool(changes)}, written=written)


def _tell_again(session: Any, view: Any) -> None:
    from promisectl.formats.promises_json import promise_json
    from promisectl.model.message import M

    if session.console.is_text:
        state = view.state.value if view.state else "draft"
        session.console.remark(M("{id} is open already: {state}; nothing was written", id=view.id, state=state))
        if session.shared.quiet:
            session.console.print(view.id)
    else:
        session.console.json({"promise": promise_json(view), "already": True})
