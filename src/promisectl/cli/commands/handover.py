"""`handover`: what somebody holds passes to somebody else, as proposals, after a look at what will be said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import handing

if TYPE_CHECKING:
    from promisectl.app.acts.handover import Handover, Passing, Remaining
    from promisectl.cli.session import Session


@handing
def handover_command(
    session: Session,
    leaver: Annotated[str, typer.Argument(help="Who hands over.", metavar="FROM")],
    successor: Annotated[str, typer.Argument(help="Who takes over.", metavar="TO")],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Only these promises, such as tag:critical; repeat it.", metavar="WHERE"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Say it without asking; needed off a terminal.")] = False,
) -> None:
    """Hand over somebody's promises to somebody else. What will be said is shown first.

    In each promise in force the role is renegotiated; it passes when everybody needed has agreed.
    """
    from promisectl.app.acts.handover import Wish, parties, plan_handover
    from promisectl.app.ledger.standings import load_snapshot
    from promisectl.cli.speaking import known_reason

    goes, comes = parties(session.workspace, leaver, successor)
    reason = known_reason(session, session.shared.reason) if session.shared.reason else None
    wish = Wish(goes, comes, session.speaker(), session.at(), reason, session.shared.via, session.shared.note)
    snapshot = load_snapshot(root=session.shared.root, ledger=session.shared.ledger)
    handover = plan_handover(snapshot, wish, " ".join(f"({one})" for one in where or []))
    if session.console.is_text and not (yes and session.shared.quiet):
        _show(session, handover)
    written = bool(handover.passing) and _keep(session, handover, yes=yes)
    if not session.console.wants_sentences:
        session.console.document(_document(handover, written=written))
    elif written and not session.shared.quiet:
        _tell(session, handover)
    if handover.passing and not written and not session.shared.dry_run:
        _need_yes(session)


def _keep(session: Session, handover: Handover, *, yes: bool) -> bool:
    """Write every file or none, once a person said yes, on the terminal or with --yes."""
    from promisectl.cli.asking import can_ask, confirm
    from promisectl.cli.speaking import keep
    from promisectl.model.message import M

    if not (yes or session.shared.dry_run or can_ask(session.console)):
        return False
    if not yes:
        count = len(handover.passing)
        sure = M("Say this in {count} promise(s)? It cannot be taken back all at once.", count=count)
        confirm(session.console, sure)
    return keep(session, [one.spoken for one in handover.passing])


def _need_yes(session: Session) -> None:
    """Off a terminal nobody can be asked: what will be said was shown, and the option that says it is named."""
    from promisectl.cli.output.console import stop
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if not session.console.wants_sentences:
        stop(2)
    sys.stdout.flush()  # what would be said stands above what is missing
    raise Trouble(
        M("nothing was written: nobody can be asked here"),
        help=M("say it with --yes, or look at the files' lines with --dry-run"),
        code="missing",
    )


def _show(session: Session, handover: Handover) -> None:
    from promisectl.model.message import M

    say, wish = session.console.say, handover.wish
    lines = [
        say(M("{leaver} to {successor}: nothing in force to hand over", leaver=wish.leaver, successor=wish.successor))
    ]
    if handover.passing:
        lines = [
            say(
                M(
                    "{leaver} hands over to {successor}: {count} promise(s), reason {reason}",
                    leaver=wish.leaver,
                    successor=wish.successor,
                    count=len(handover.passing),
                    reason=handover.reason,
                )
            )
        ]
    for one in handover.passing:
        lines += _passing_lines(session, one, wish.leaver, wish.successor)
    if handover.remaining:
        lines.append(say(M("Not handed over: {count}", count=len(handover.remaining))))
    for rest in handover.remaining:
        lines += _remaining_lines(session, rest, handover)
    session.console.sentences(lines)


def _passing_lines(session: Session, one: Passing, leaver: str, successor: str) -> Iterator[str]:
    from promisectl.model.message import M

    view = one.spoken.view
    roles = ", ".join(f"{session.words.role(role)} {leaver} -> {successor}" for role in one.roles)
    waits = M("whose word is still needed: {names}", names=", ".join(one.waits_for))
    state = session.console.say(waits if one.waits_for else M("holds at once, nobody else is needed"))
    yield f"  {session.short()(view.id)}  {session.words.text(view.terms.what)}"
    yield f"      {roles}; {state}"
    if one.replaces:
        yield "      " + session.console.say(M("it takes the place of the proposal that is open"))


def _remaining_lines(session: Session, rest: Remaining, handover: Handover) -> Iterator[str]:
    from promisectl.model.message import M

    view, say = rest.view, session.console.say
    short = session.short()(view.id)
    yield f"  {short}  {session.words.text(view.terms.what)}: {say(rest.why)}"
    if rest.acts:
        for_whom = f" --for {rest.by} --via handover" if handover.has_left and rest.by == handover.wish.leaver else ""
        commands = ", ".join(f"`promisectl {act} {short}{for_whom}`" for act in rest.acts)
        speaker = handover.wish.runner if for_whom else rest.by or "?"
        yield "      " + say(M("{who} says: {commands}", who=speaker, commands=commands))


def _tell(session: Session, handover: Handover) -> None:
    """Say that it is written, and who agrees to what."""
    from promisectl.model.message import M

    say, short = session.console.say, session.short()
    waiting: dict[str, list[str]] = {}
    for one in handover.passing:
        for name in one.waits_for:
            waiting.setdefault(name, []).append(short(one.spoken.view.id))
    lines = [say(M("said in {count} promise(s)", count=len(handover.passing)))]
    gone = {name for one in handover.passing for name in one.left}
    for name, ids in sorted(waiting.items()):
        command = f"promisectl agree {' '.join(ids)}"
        if name in gone:
            command += f" --for {name} --via handover"
            lines.append(say(M("{name} has left: a steward agrees with `{command}`", name=name, command=command)))
            continue
        lines.append(say(M("{name} agrees with `{command}`", name=name, command=command)))
    session.console.sentences(lines)


def _document(handover: Handover, *, written: bool) -> dict[str, Any]:
    from promisectl.cli.speaking import document

    wish = handover.wish
    return {
        "from": wish.leaver,
        "to": wish.successor,
        "reason": handover.reason,
        "written": written,
        "acts": [{**document(one.spoken), "roles": list(one.roles)} for one in handover.passing],
        "remaining": [
            {
                "promise": rest.view.id,
                "state": rest.view.state.value if rest.view.state else None,
                "why": str(rest.why),
                "acts": list(rest.acts),
                "by": rest.by,
            }
            for rest in handover.remaining
        ],
    }
