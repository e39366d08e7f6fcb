"""`area add`: a part of the organisation that people work in."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.options import Shared, basic


@basic
def area_add_command(
    shared: Shared,
    name: Annotated[str, typer.Argument(help="Its name in people.yaml: a-z, 0-9 and -.", metavar="NAME")],
    title: Annotated[str | None, typer.Option("--name", help="The name people know.", metavar="TEXT")] = None,
    lead: Annotated[list[str] | None, typer.Option("--lead", help="Who leads it; repeat it.", metavar="HANDLE")] = None,
) -> None:
    """Register an area. An area keeps no promise: a person does."""
    from promisectl.app.workspace.registers import add_area
    from promisectl.cli.session import Session
    from promisectl.model.message import M

    session = Session.open(shared)
    details: dict[str, Any] = {"name": title} if title else {}
    if lead:
        details["leads"] = [session.person(handle) for handle in lead]
    add_area(session.workspace, name, details)
    if session.console.is_text:
        session.console.print(session.console.say(M("registered the area {name}", name=name)))
    else:
        session.console.json({"area": name})
