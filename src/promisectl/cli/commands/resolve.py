"""`resolve`: one conversation that two branches moved becomes one history again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import resolving

if TYPE_CHECKING:
    from promisectl.app.files.conflict import Dispute, Name
    from promisectl.app.files.resolve import Resolved
    from promisectl.app.files.resolve_packs import ResolvedPack
    from promisectl.cli.session import Session


@resolving
def resolve_command(
    session: Session,
    file: Annotated[str, typer.Argument(help="The promise file or pack that git could not merge.", metavar="FILE")],
    ours: Annotated[
        bool, typer.Option("--ours", help="Our side stands; the other's acts are set aside, to be spoken again.")
    ] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Their side stands; our acts are set aside, to be spoken again.")
    ] = False,
) -> None:
    """Make one history of a promise that two branches moved.

    Alone only where one side added nothing but notes and warnings. Else both conversations are shown, and you say which
    side stands; the other's acts are kept whole in one note, and must be spoken again. Nothing is staged.
    """
    from promisectl.app.files.conflict import read_dispute
    from promisectl.app.files.resolve import decided, merged
    from promisectl.app.files.resolve_packs import merged_pack
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if ours and theirs:
        raise Trouble(M("--ours and --theirs exclude each other"), help=M("only one side can stand"))
    pack = merged_pack(session.workspace, file, session.shared.ledger)
    if pack is not None:
        _keep_pack(session, pack)
        return
    dispute = read_dispute(session.workspace, file, session.shared.ledger)
    side: Name | None = "ours" if ours else "theirs" if theirs else None
    resolved = merged(session.workspace, dispute) if side is None else None
    if resolved is None:
        resolved = decided(session.workspace, dispute, side or _asked(session, dispute), session.speaker())
    written = session.write_uncommitted([resolved.change])
    if not session.console.wants_sentences:
        session.console.document({**_document(resolved), "written": written})
    else:
        _tell(session, resolved, written=written)


def _keep_pack(session: Session, pack: ResolvedPack) -> None:
    from promisectl.model.message import M
    from promisectl.store.root import typed

    written = session.write_uncommitted([pack.change])
    if not session.console.wants_sentences:
        session.console.document({"path": pack.path, "packed": list(pack.ids), "written": written})
    elif written and not session.shared.quiet:
        done = M("{path}: the documents of both sides, {count} in all", path=pack.path, count=len(pack.ids))
        if not pack.ids:
            done = M("{path}: both sides took its documents out; the pack is gone", path=pack.path)
        session.console.print(session.console.say(done))
        sys.stdout.flush()  # the remark comes after it
        session.console.remark(M("look at it, then: git add {path}", path=typed(session.workspace.root, pack.path)))


def _asked(session: Session, dispute: Dispute) -> Name:
    """Return the side that a person lets stand, after a look at both; off a terminal Trouble that names the options."""
    from promisectl.cli.session import ask, can_ask
    from promisectl.formats.side_by_side import sides_screen
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble
    from promisectl.model.visible_text import escape_line
    from promisectl.store.root import typed

    say = session.console.say
    name = f" ({escape_line(dispute.their_name)})" if dispute.their_name else ""
    titles = say(M("ours")), say(M("theirs{name}", name=name))
    if session.console.is_text:
        reader = session.console.reader(session.short())
        sides = (titles[0], dispute.ours.view), (titles[1], dispute.theirs.view)
        session.console.show(sides_screen(*sides, reader), paged=False)
        sys.stdout.flush()
    if can_ask(session.console):
        answer = ask(session.console, M("Which side stands, ours or theirs?"), "--ours", "--ours").lower()
        if answer in ("ours", "o", "n", "nuestro"):
            return "ours"
        if answer in ("theirs", "t", "s", "suyo"):
            return "theirs"
    raise Trouble(
        M("{path}: both sides moved the conversation: a person decides which one stands", path=dispute.path),
        help=M(
            "`promisectl resolve {path} --ours` or `promisectl resolve {path} --theirs`",
            path=typed(session.workspace.root, dispute.path),
        ),
        code="undecided",
        exit_code=1,
    )


def _tell(session: Session, resolved: Resolved, *, written: bool) -> None:
    from promisectl.cli.spoken_again import spoken_again
    from promisectl.model.message import M
    from promisectl.store.conflicts import moved_to
    from promisectl.store.root import typed

    if session.shared.quiet:
        return
    say, count = session.console.say, len(resolved.acts)
    done = M("{id}: both sides in one history; {count} act(s) of theirs taken in", id=resolved.promise, count=count)
    if resolved.stands is not None:
        done = M(
            "{id}: {side} stands; {count} act(s) set aside", id=resolved.promise, side=resolved.stands, count=count
        )
    lines = [say(done)]
    if resolved.stands is not None and resolved.acts:
        lines += spoken_again(resolved.acts, resolved.promise, say)
    if resolved.fields:
        fields = ", ".join(resolved.fields)
        lines.append(say(M("both sides changed {fields}: kept as the side that stands has it", fields=fields)))
    if written:
        session.console.sentences(lines)
        sys.stdout.flush()  # the remark comes after it
        session.console.remark(M("look at it, then: git add {path}", path=typed(session.workspace.root, resolved.path)))
        for other in moved_to(session.workspace.root, resolved.path):
            session.console.remark(
                M(
                    "each side moved the file to another folder; then: git rm {path}",
                    path=typed(session.workspace.root, other),
                )
            )
    else:
        session.console.remark(M("dry run, nothing written: {line}", line=lines[0]))


def _document(resolved: Resolved) -> dict[str, Any]:
    taken = resolved.stands is None
    return {
        "promise": resolved.promise,
        "path": resolved.path,
        "stands": resolved.stands,
        "taken": list(resolved.acts) if taken else [],
        "displaced": [] if taken else list(resolved.acts),
        "fields": list(resolved.fields),
    }
