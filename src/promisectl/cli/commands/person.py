"""`person add` and `person left`: who may speak."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.shared import Shared, basic

Handle = Annotated[str, typer.Argument(help="The handle, such as ana.", metavar="HANDLE")]


@basic
def person_add_command(
    shared: Shared,
    handle: Handle,
    name: Annotated[str | None, typer.Option("--name", help="The name people know.", metavar="NAME")] = None,
    email: Annotated[
        list[str] | None, typer.Option("--email", help="An email the person commits with; repeat it.", metavar="EMAIL")
    ] = None,
    area: Annotated[str | None, typer.Option("--area", help="The area the person works in.", metavar="AREA")] = None,
    agent: Annotated[bool, typer.Option("--agent", help="It is a program, not a person.")] = False,
    answers_to: Annotated[
        str | None, typer.Option("--answers-to", help="The person an agent answers to.", metavar="HANDLE")
    ] = None,
) -> None:
    """Register a person in people.yaml."""
    from promisectl.app.registers import add_person
    from promisectl.cli.desk import Desk
    from promisectl.model.message import M

    desk = Desk.open(shared)
    details: dict[str, Any] = {"name": name, "emails": list(email) if email else None, "area": area}
    details |= {"kind": "agent" if agent else None, "answers-to": desk.person(answers_to) if answers_to else None}
    add_person(desk.workspace, handle, {key: value for key, value in details.items() if value})
    if desk.console.is_text:
        desk.console.print(desk.console.say(M("registered {handle}", handle=handle)))
    else:
        desk.console.json({"person": handle})


@basic
def person_left_command(
    shared: Shared,
    handle: Handle,
    day: Annotated[str, typer.Argument(help="The day: today if left out.", metavar="WHEN")] = "today",
) -> None:
    """Say that somebody left. Their word is not needed from that day on; their promises need another performer."""
    from promisectl.app.identity import known_person
    from promisectl.app.registers import set_left
    from promisectl.cli.desk import Desk
    from promisectl.model.message import M
    from promisectl.model.moment import local_day

    desk = Desk.open(shared)
    known_person(desk.workspace, handle, outside=False)
    left = local_day(desk.when(day), desk.workspace.zone)
    set_left(desk.workspace, handle, left.isoformat())
    if desk.console.is_text:
        desk.console.print(desk.console.say(M("{handle} left on {day}", handle=handle, day=desk.words.day(left))))
    else:
        desk.console.json({"person": handle, "left": left.isoformat()})
