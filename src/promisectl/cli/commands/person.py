"""`person`: who may speak, in which area, by which handle, and who left or is forgotten."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import Shared, basic, mending
from promisectl.model.message import M, Message

if TYPE_CHECKING:
    from datetime import date

    from promisectl.cli.session import Desk
    from promisectl.store.files import Change

OLD_VERSIONS = M(
    "git keeps every old version: it goes only by rewriting the history, with `git filter-repo`, in every copy; "
    "take a new checkpoint afterwards"
)
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
    from promisectl.app.workspace.registers import add_person
    from promisectl.cli.session import Desk

    desk = Desk.open(shared)
    details: dict[str, Any] = {"name": name, "emails": list(email) if email else None, "area": area}
    details |= {"kind": "agent" if agent else None, "answers-to": desk.person(answers_to) if answers_to else None}
    add_person(desk.workspace, handle, {key: value for key, value in details.items() if value})
    if desk.console.is_text:
        desk.console.print(desk.console.say(M("registered {handle}", handle=handle)))
    else:
        desk.console.json({"person": handle})


@mending
def person_left_command(
    shared: Shared,
    handle: Handle,
    day: Annotated[str, typer.Argument(help="The day: today if left out.", metavar="WHEN")] = "today",
) -> None:
    """Say that somebody left. Their word is not needed from that day on; their promises need another performer."""
    from promisectl.app.workspace.people import leave
    from promisectl.cli.session import Desk

    desk = Desk.open(shared)
    left = _day(desk, day)
    person, change = leave(desk.workspace, handle, left)
    said = M("{handle} left on {day}", handle=person, day=desk.words.day(left))
    _keep(desk, change, f"{person}: left {left}", {"person": person, "left": left.isoformat()}, said)


@mending
def person_move_command(
    shared: Shared,
    handle: Handle,
    area: Annotated[str, typer.Argument(help="The area the person works in from then on.", metavar="AREA")],
    day: Annotated[str, typer.Argument(help="The day: today if left out.", metavar="WHEN")] = "today",
    since: Annotated[
        str | None,
        typer.Option("--since", help="When the area they come from began, if it has no day yet.", metavar="WHEN"),
    ] = None,
) -> None:
    """Say that somebody works in another area from a day on. What was before stays, and so do its figures."""
    from promisectl.app.workspace.people import move
    from promisectl.cli.session import Desk

    desk = Desk.open(shared)
    start = _day(desk, day)
    person, change = move(desk.workspace, handle, area, start, _day(desk, since) if since else None)
    said = M("{handle} is in {area} from {day} on", handle=person, area=area, day=desk.words.day(start))
    document = {"person": person, "area": area, "since": start.isoformat()}
    _keep(desk, change, f"{person}: {area} from {start}", document, said)


@mending
def person_rename_command(
    shared: Shared,
    handle: Handle,
    new: Annotated[str, typer.Argument(help="The handle from now on.", metavar="NEW")],
) -> None:
    """Give somebody another handle. What was said stays signed with the old one, which is theirs for good."""
    from promisectl.app.workspace.people import rename
    from promisectl.cli.session import Desk

    desk = Desk.open(shared)
    old, change = rename(desk.workspace, handle, new)
    said = M("{old} is {new} from now on; the old handle still means the same person", old=old, new=new)
    _keep(desk, change, f"{old}: renamed {new}", {"person": new, "formerly": old}, said)


@mending
def person_forget_command(shared: Shared, handle: Handle) -> None:
    """Drop somebody's name, emails, keys and accounts. The handle stays: what it said is others' too."""
    from promisectl.app.workspace.people import PERSONAL, forget
    from promisectl.cli.session import Desk, confirm

    desk = Desk.open(shared)
    forgotten = forget(desk.workspace, handle)
    person, keys = forgotten.handle, ", ".join(forgotten.dropped)
    if not forgotten.dropped:
        said = M("people.yaml has no {keys} of {handle}", handle=person, keys=", ".join(PERSONAL))
        _tell(desk, {"person": person, "forgotten": []}, said)
        return
    confirm(desk.console, M("Drop {keys} of {handle}?", keys=keys, handle=person))
    document = {"person": person, "forgotten": list(forgotten.dropped), "still": list(forgotten.still)}
    said = M("{handle}: {keys} dropped; the handle stays", handle=person, keys=keys)
    if _keep(desk, forgotten.change, f"{person}: forgotten", document, said) and desk.console.is_text:
        if forgotten.still:
            lines = ", ".join(str(number) for number in forgotten.still)
            desk.console.remark(M("people.yaml still says some of it, in line {lines}: look there", lines=lines))
        desk.console.remark(
            M("what people wrote about {handle} in promises goes with `promisectl redact`", handle=person)
        )
        desk.console.remark(OLD_VERSIONS)


def _day(desk: Desk, told: str) -> date:
    from promisectl.model.moment import local_day

    return local_day(desk.when(told), desk.workspace.zone)


def _keep(desk: Desk, change: Change, commit: str, document: dict[str, Any], said: Message) -> bool:
    """Write people.yaml, or show the change with --dry-run; say what was done. Return whether it was written."""
    written = desk.keep([change], [commit])
    if written or not desk.console.is_text:
        _tell(desk, document, said)
    return written


def _tell(desk: Desk, document: dict[str, Any], said: Message) -> None:
    if not desk.console.is_text:
        desk.console.json(document)
    elif not desk.shared.quiet:
        desk.console.sentences([desk.console.say(said)])
        sys.stdout.flush()  # remarks come after it
