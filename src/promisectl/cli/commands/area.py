"""`area add`: a part of the organisation that people work in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import entering

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@entering
def area_add_command(
    session: Session,
    name: Annotated[str, typer.Argument(help="Its name in people.yaml: a-z, 0-9 and -.", metavar="NAME")],
    title: Annotated[str | None, typer.Option("--name", help="The name people know.", metavar="TEXT")] = None,
    lead: Annotated[list[str] | None, typer.Option("--lead", help="Who leads it; repeat it.", metavar="HANDLE")] = None,
) -> None:
    """Register an area. An area keeps no promise: a person does."""
    from promisectl.app.workspace.registers import add_area
    from promisectl.model.message import M

    details: dict[str, Any] = {"name": title} if title else {}
    if lead:
        details["leads"] = [session.person(handle) for handle in lead]
    written = session.write([add_area(session.workspace, name, details)], f"people: area {name}")
    session.say_written(M("registered the area {name}", name=name), {"area": name}, written=written)
