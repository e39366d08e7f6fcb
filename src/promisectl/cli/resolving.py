"""Resolving from the command line: which kind of file it is, which side stands, and what is said of it."""

from __future__ import annotations

import sys
from typing import Any

from promisectl.app.files.conflict import Dispute, Name, read_dispute
from promisectl.app.files.resolve import Resolved, decided, disputed_fields, merged, standing_alone
from promisectl.app.files.resolve_packs import ResolvedPack, merged_pack
from promisectl.app.files.resolve_registers import ResolvedRegister, merged_register
from promisectl.cli.asking import answer_to, can_ask
from promisectl.cli.output.console import Console
from promisectl.cli.session import Session, readable_workspace
from promisectl.cli.spoken_again import spoken_again
from promisectl.formats.side_by_side import sides_screen
from promisectl.git.merging import Meeting, meeting
from promisectl.git.repository import find_repository
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import escape_line
from promisectl.store.conflicts import moved_to
from promisectl.store.files import write_all
from promisectl.store.root import find_root, typed


def resolve(console: Console, file: str, side: Name | None) -> None:
    """Resolve a register, a pack or a promise, write it and tell it; `side` is the one that was told to stand."""
    root = find_root(console.shared.root)
    register = merged_register(root, file)
    if register is not None:
        _keep_register(console, register)
        return
    session = Session(console.shared, console, readable_workspace(console.shared))
    pack = merged_pack(session.workspace, file, console.shared.ledger)
    if pack is not None:
        _keep_pack(session, pack)
        return
    dispute = read_dispute(session.workspace, file, console.shared.ledger)
    _keep_promise(session, dispute, side)


# Registers and packs.


def _keep_register(console: Console, register: ResolvedRegister) -> None:
    from promisectl.app.interchange.act_document import diff_of

    root = find_root(console.shared.root)
    is_written = not console.shared.dry_run
    if is_written:
        write_all([register.change])
    elif console.is_text:
        console.print([escape_line(line) for line in diff_of(register.change, root).rstrip("\n").split("\n")])
    if not console.wants_sentences:
        console.document({"path": register.path, "entries": list(register.entries), "written": is_written})
    elif is_written and not console.shared.quiet:
        names = ", ".join(register.entries) or "-"
        done = M("{path}: the entries of both sides; taken in: {names}", path=register.path, names=names)
        console.print(console.say(done))
        _remark(console, M("look at it, then: git add {path}", path=typed(root, register.path)))


def _keep_pack(session: Session, pack: ResolvedPack) -> None:
    written = session.write_uncommitted([pack.change])
    if not session.console.wants_sentences:
        session.console.document({"path": pack.path, "packed": list(pack.ids), "written": written})
    elif written and not session.shared.quiet:
        done = M("{path}: the documents of both sides, {count} in all", path=pack.path, count=len(pack.ids))
        if not pack.ids:
            done = M("{path}: both sides took its documents out; the pack is gone", path=pack.path)
        session.console.print(session.console.say(done))
        _remark(session.console, M("look at it, then: git add {path}", path=typed(session.workspace.root, pack.path)))


def _remark(console: Console, remark: Message) -> None:
    """Say something that comes after what was printed."""
    sys.stdout.flush()
    console.remark(remark)


# Promises.


def _keep_promise(session: Session, dispute: Dispute, side: Name | None) -> None:
    met = _met(session, dispute)
    resolved = merged(session.workspace, dispute, met.accepted) if side is None else None
    if resolved is None:
        resolved = _decided(session, dispute, met, side or _chosen(session, dispute, met))
    written = session.write_uncommitted([resolved.change])
    if not session.console.wants_sentences:
        session.console.document({**_document(resolved), "written": written})
    else:
        _tell(session, resolved, met, written=written)


def _decided(session: Session, dispute: Dispute, met: Meeting, stands: Name) -> Resolved:
    """Return the file in which one side stands, with the other's acts after it where that is lawful.

    Where it is not, in a merge a note keeps the other's acts, elsewhere nothing does.
    """
    _mind_the_guard(session, dispute, met, stands)
    both = merged(session.workspace, dispute, stands, is_decided=True)
    if both is not None:
        return both
    if met.is_merge:
        return decided(session.workspace, dispute, stands, session.speaker())
    return standing_alone(session.workspace, dispute, stands)


def _met(session: Session, dispute: Dispute) -> Meeting:
    """Return the branches that meet; where git cannot tell, by the names that conflict markers say."""
    repository = find_repository(session.workspace.root)
    met = meeting(repository) if repository else Meeting("", "", None, is_merge=False)
    theirs = met.theirs or dispute.their_name
    return Meeting(escape_line(met.ours), escape_line(theirs), met.accepted, met.is_merge)


def _label(session: Session, met: Meeting, side: Name) -> str:
    """Return what a side is called: the branch's name, else ours or theirs."""
    name = met.ours if side == "ours" else met.theirs
    return name or session.console.say(_SIDES[side])


def _title(session: Session, met: Meeting, side: Name) -> str:
    name = met.ours if side == "ours" else met.theirs
    return f"{name} ({side})" if name else session.console.say(_SIDES[side])


_SIDES: dict[Name, Message] = {"ours": M("ours"), "theirs": M("theirs")}
_OTHER: dict[Name, Name] = {"ours": "theirs", "theirs": "ours"}


def _chosen(session: Session, dispute: Dispute, met: Meeting) -> Name:
    """Return the side that stands where nobody said it: a person is asked, else it is the branch others build on.

    Off a terminal it is Trouble where neither is that branch, or where both changed a free field.
    """
    default = met.accepted
    asks = can_ask(session.console)
    if asks or default is None or disputed_fields(dispute):
        _show(session, dispute, met)
    if asks:
        answered = _answer(session, met)
        if answered is not None:
            return answered
    elif default is not None and not disputed_fields(dispute):
        return default
    path = typed(session.workspace.root, dispute.path)
    raise Trouble(
        M("{path}: both sides moved the conversation: a person decides which one stands", path=dispute.path),
        help=M("`promisectl resolve {path} --ours` or `promisectl resolve {path} --theirs`", path=path),
        code="undecided",
        exit_code=1,
    )


def _show(session: Session, dispute: Dispute, met: Meeting) -> None:
    """Show what each side said since both began to differ."""
    if not session.console.is_text:
        return
    reader = session.console.reader(session.short())
    ours = (_title(session, met, "ours"), dispute.ours.view)
    theirs = (_title(session, met, "theirs"), dispute.theirs.view)
    session.console.show(sides_screen(ours, theirs, reader, dispute.common), paged=False)
    sys.stdout.flush()


_ANSWERS: dict[str, Name] = {
    **dict.fromkeys(("ours", "o", "n", "nuestro"), "ours"),
    **dict.fromkeys(("theirs", "t", "s", "suyo"), "theirs"),
}


def _answer(session: Session, met: Meeting) -> Name | None:
    """Ask which side stands; an empty answer is the branch others build on. None for an answer that is neither."""
    question = M("Which side stands, ours or theirs?")
    default = f" [{met.accepted}]" if met.accepted else ""
    answer = answer_to(session.console, f"{session.console.say(question)}{default}")
    if not answer:
        return met.accepted
    if answer in (met.ours, met.theirs):
        return "ours" if answer == met.ours else "theirs"
    return _ANSWERS.get(answer.lower())


def _mind_the_guard(session: Session, dispute: Dispute, met: Meeting, stands: Name) -> None:
    """Warn before the branch others build on is set aside; where no note can keep its acts it is Trouble."""
    if met.accepted is None or stands == met.accepted:
        return
    name = _label(session, met, met.accepted)
    if met.is_merge:
        session.console.remark(
            M("warning: others build on {name}: a guard refuses that its words are set aside", name=name)
        )
        return
    raise Trouble(
        M("{path}: the words of {name} stand already, and here no note can keep them", path=dispute.path, name=name),
        note=M("only a merge has both histories; this is a rebase, a cherry-pick or a squash"),
        help=M("let them stand: `promisectl resolve {path} --ours`", path=typed(session.workspace.root, dispute.path)),
        code="PC402",
        exit_code=1,
    )


def _tell(session: Session, resolved: Resolved, met: Meeting, *, written: bool) -> None:
    if session.shared.quiet:
        return
    lines = _lines(session, resolved, met)
    if not written:
        session.console.remark(M("dry run, nothing written: {line}", line=lines[0]))
        return
    session.console.sentences(lines)
    root = session.workspace.root
    _remark(session.console, M("look at it, then: git add {path}", path=typed(root, resolved.path)))
    for other in moved_to(root, resolved.path):
        remark = M("each side moved the file to another folder; then: git rm {path}", path=typed(root, other))
        session.console.remark(remark)


def _lines(session: Session, resolved: Resolved, met: Meeting) -> list[str]:
    """Return the sentences that tell a resolution."""
    say, acts = session.console.say, resolved.acts
    if resolved.stands is None:
        done = M("{id}: both sides in one history; {count} act(s) taken in", id=resolved.promise, count=len(acts))
        lines = [say(done)]
    else:
        lines = [say(_stands(session, resolved, met))]
        lines += spoken_again(acts, resolved.promise, say, is_kept=resolved.is_kept)
    if resolved.fields:
        fields = ", ".join(resolved.fields)
        lines.append(say(M("both sides changed {fields}: kept as the side that stands has it", fields=fields)))
    return lines


def _stands(session: Session, resolved: Resolved, met: Meeting) -> Message:
    stands: Name = resolved.stands or "ours"
    name, other = _label(session, met, stands), _label(session, met, _OTHER[stands])
    count = len(resolved.acts)
    return M(
        "{id}: the words of {name} stand; of {other} {count} act(s) are set aside",
        id=resolved.promise,
        name=name,
        other=other,
        count=count,
    )


def _document(resolved: Resolved) -> dict[str, Any]:
    taken = resolved.stands is None
    return {
        "promise": resolved.promise,
        "path": resolved.path,
        "stands": resolved.stands,
        "taken": list(resolved.acts) if taken else [],
        "displaced": list(resolved.acts) if not taken and resolved.is_kept else [],
        "again": [] if taken else _again(resolved),
        "fields": list(resolved.fields),
    }


def _again(resolved: Resolved) -> list[str]:
    """Return the commands that say again what was set aside."""
    from promisectl.formats.side_by_side import said_again

    return [said_again(act, resolved.promise) for act in resolved.acts]
