"""`edit`: a promise file in the user's editor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending

if TYPE_CHECKING:
    from promisectl.cli.session import Session
    from promisectl.model.finding import Finding
    from promisectl.store.editor import Copy
    from promisectl.store.walking import Entry


@mending
def edit_command(
    session: Session,
    id: Annotated[str, typer.Argument(help="The promise or draft: its id, the beginning of it, or its file.")],
) -> None:
    """Edit a promise file in your editor ($VISUAL, else $EDITOR). It is kept only if form, law and balance hold.

    Acts that are committed stay as they were said. A text that is not kept is not lost: the command says where it is.
    """
    from promisectl.app.acts.drafts import entry_of
    from promisectl.model.message import M
    from promisectl.store.editor import Copy, editor
    from promisectl.store.files import read_whole

    command = editor()
    entry = entry_of(session.workspace, id, session.shared.ledger)
    before = read_whole(entry.full, entry.path)
    copy = Copy(entry.path, before)
    after = _edited(session, entry, before, copy, command)
    name = entry.path.rpartition("/")[2].removesuffix(".yaml")
    written = after != before and _keep(session, entry, before, after, copy)
    copy.remove()
    if not session.console.wants_sentences:
        session.console.document({"promise": name, "changed": written})
    elif not session.shared.quiet and not session.shared.dry_run:
        short = session.short()(name)
        kept, same = M("{id}: the edit is kept", id=short), M("{id}: nothing changed", id=short)
        session.console.print(session.console.say(kept if written else same))


def _edited(session: Session, entry: Entry, before: bytes, copy: Copy, command: list[str]) -> bytes:
    """Return the text as edited, when nothing is wrong with it; else Trouble that says where the text is."""
    from promisectl.app.files.edit import judge_edit
    from promisectl.cli.asking import can_ask
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    while True:
        try:
            after = copy.edit(command)
        except Trouble as trouble:
            raise _with_place(trouble, copy, before) from None
        except KeyboardInterrupt:
            session.console.remark(M("your text is in {path}", path=copy.full))
            raise
        findings = judge_edit(session.workspace, entry, before, after) if after != before else []
        if not findings:
            return after
        _print(session, findings, copy)
        if not (can_ask(session.console) and _again(session)):
            raise _not_kept(copy)


def _print(session: Session, findings: Sequence[Finding], copy: Copy) -> None:
    from promisectl.app.ledger.standings import located
    from promisectl.formats.findings_full import findings_full
    from promisectl.store.locating import Locator

    found = located(findings, copy.root)
    sys.stderr.write(findings_full(found, Locator(copy.root).line, session.words.say))


def _again(session: Session) -> bool:
    from promisectl.cli.asking import YES, answer_to
    from promisectl.model.message import M

    answer = answer_to(session.console, session.console.say(M("Edit it again?")) + " [Y/n]")
    return answer is not None and answer.lower() in ("", *YES)


def _not_kept(copy: Copy) -> Exception:
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    return Trouble(
        M("the edit is not kept; the file is as it was"),
        help=M("your text is in {path}", path=copy.full),
        code="edit",
        exit_code=1,
    )


def _with_place(trouble: Exception, copy: Copy, before: bytes) -> Exception:
    """Return a trouble that says where the text is, if there is one that is worth keeping."""
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if isinstance(trouble, Trouble):
        if copy.full.is_file() and copy.full.read_bytes() != before:
            trouble.note = M("your text is in {path}", path=copy.full)
        else:
            copy.remove()
    return trouble


def _keep(session: Session, entry: Entry, before: bytes, after: bytes, copy: Copy) -> bool:
    from promisectl.model.trouble import Trouble
    from promisectl.store.files import FileWrite

    name = entry.path.rpartition("/")[2].removesuffix(".yaml")
    try:
        return session.write([FileWrite(session.workspace.root / entry.path, before, after)], f"{name}: edit")
    except Trouble as trouble:
        raise _with_place(trouble, copy, before) from None
