"""`person`: who may speak, in which area, by which handle, and who left or is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.commands.people import people_command as person_list_command
from promisectl.cli.options import entering, forgetting
from promisectl.model.message import M, Message

if TYPE_CHECKING:
    from datetime import date

    from promisectl.cli.session import Session
    from promisectl.store.files import FileWrite

__all__ = ["person_list_command"]  # the others stand below

OLD_VERSIONS = M(
    "git keeps every old version: it goes only by rewriting the history, with `git filter-repo`, in every copy; "
    "take a new checkpoint afterwards"
)
Handle = Annotated[str, typer.Argument(help="The handle, such as ana.", metavar="HANDLE")]


@entering
def person_add_command(
    session: Session,
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

    details: dict[str, Any] = {"name": name, "emails": list(email) if email else None, "area": area}
    details |= {"kind": "agent" if agent else None, "answers-to": session.person(answers_to) if answers_to else None}
    given = {key: value for key, value in details.items() if value}
    written = session.write([add_person(session.workspace, handle, given)], f"{handle}: registered")
    session.say_written(M("registered {handle}", handle=handle), {"person": handle}, written=written)


@entering
def person_left_command(
    session: Session,
    handle: Handle,
    day: Annotated[str, typer.Argument(help="The day: today if left out.", metavar="WHEN")] = "today",
) -> None:
    """Say that somebody left. From that day on a steward speaks for them; their promises need another performer."""
    from promisectl.app.workspace.people import leave

    left = _day(session, day)
    person, change = leave(session.workspace, handle, left)
    said = M("{handle} left on {day}", handle=person, day=session.words.day(left))
    _enter(session, change, f"{person}: left {left}", {"person": person, "left": left.isoformat()}, said)


@entering
def person_move_command(
    session: Session,
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

    start = _day(session, day)
    person, change = move(session.workspace, handle, area, start, _day(session, since) if since else None)
    said = M("{handle} is in {area} from {day} on", handle=person, area=area, day=session.words.day(start))
    document = {"person": person, "area": area, "since": start.isoformat()}
    _enter(session, change, f"{person}: {area} from {start}", document, said)


@entering
def person_rename_command(
    session: Session,
    handle: Handle,
    new: Annotated[str, typer.Argument(help="The handle from now on.", metavar="NEW")],
) -> None:
    """Give somebody another handle. What was said stays signed with the old one, which is theirs for good."""
    from promisectl.app.workspace.people import rename

    old, change = rename(session.workspace, handle, new)
    said = M("{old} is {new} from now on; the old handle still means the same person", old=old, new=new)
    _enter(session, change, f"{old}: renamed {new}", {"person": new, "formerly": old}, said)


@forgetting
def person_forget_command(session: Session, handle: Handle) -> None:
    """Drop somebody's name, emails, keys and accounts. The handle stays: what it said is others' too.

    It is a steward's to do, or where none is named, that person's own.
    """
    from promisectl.app.workspace.people import PERSONAL, forget
    from promisectl.cli.asking import confirm

    forgotten = forget(session.workspace, handle, session.speaker())
    person, keys = forgotten.handle, ", ".join(forgotten.dropped)
    if not forgotten.dropped:
        said = M("people.yaml has no {keys} of {handle}", handle=person, keys=", ".join(PERSONAL))
        session.say_written(said, {"person": person, "forgotten": []}, written=True)
        return
    confirm(session.console, M("Drop {keys} of {handle}? It cannot be taken back.", keys=keys, handle=person))
    document = {"person": person, "forgotten": list(forgotten.dropped), "still": list(forgotten.still)}
    said = M("{handle}: {keys} dropped; the handle stays", handle=person, keys=keys)
    if _enter(session, forgotten.change, f"{person}: forgotten", document, said) and session.console.is_text:
        if forgotten.still:
            lines = ", ".join(str(number) for number in forgotten.still)
            session.console.remark(M("people.yaml still says some of it, in line {lines}: look there", lines=lines))
        session.console.remark(
            M("what people wrote about {handle} in promises goes with `promisectl redact`", handle=person)
        )
        session.console.remark(OLD_VERSIONS)
        _remark_on_the_guard(session)


def _remark_on_the_guard(session: Session) -> None:
    """Say what a guard asks for: an address that is gone maps no word of hers any more."""
    if not session.workspace.stewards:
        session.console.remark(
            M("`promisectl check --base` lets this pass from a steward: name one first, in a change of its own")
        )


def _day(session: Session, text: str) -> date:
    from promisectl.model.moment import local_day

    return local_day(session.when(text), session.workspace.zone)


def _enter(session: Session, change: FileWrite, commit: str, document: dict[str, Any], done: Message) -> bool:
    """Write people.yaml, or show the change with --dry-run; say what was done. Return whether it was written."""
    written = session.write([change], commit)
    session.say_written(done, document, written=written)
    return written
