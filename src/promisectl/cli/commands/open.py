"""`open`: speak a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import AgreedBy, ReplyBy, Why

if TYPE_CHECKING:
    from promisectl.app.acts.drafts import Draft
    from promisectl.cli.speaking import ActSession


@speaking
def open_command(
    session: ActSession,
    file: Annotated[str, typer.Argument(help="The draft: its file, its id or the beginning of it.", metavar="FILE")],
    agreed_by: AgreedBy = None,
    reply_by: ReplyBy = None,
    why: Why = None,
) -> None:
    """Open a draft: its customer requests the terms written there, or its performer offers them.

    Who speaks fills an empty role. The file is kept as it was written; the state and the history come at its end.
    """
    from promisectl.app.acts.drafts import open_draft, read_draft
    from promisectl.app.acts.record import ActRequest
    from promisectl.cli.speaking import agreed_by as who_agreed
    from promisectl.cli.speaking import common_fields, tell
    from promisectl.model.act import Verb
    from promisectl.model.message import M

    common = common_fields(session)
    agreed = who_agreed(session, agreed_by)
    via = common.pop("via", None) if agreed else None
    fields = {**common, "why": why}
    if reply_by:
        fields["reply-by"] = session.when(reply_by).isoformat()
    draft = _with_both(session, read_draft(session.workspace, file, session.shared.ledger))
    request = ActRequest(Verb.REQUEST, session.speaker(), session.at(), fields, agreed, via)
    spoken = open_draft(session.workspace, draft, request)
    if spoken.view.customer == spoken.view.performer:
        session.console.remark(M("{who} is customer and performer: a promise to oneself", who=spoken.view.customer))
    tell(session, [spoken])


def _with_both(session: ActSession, draft: Draft) -> Draft:
    """Return the draft with the role that it leaves empty; on a terminal, who that is is asked for."""
    from promisectl.app.acts.drafts import empty_role, with_role
    from promisectl.cli.asking import ask_for, can_ask
    from promisectl.model.message import M

    role = empty_role(draft)
    if role is None or not can_ask(session.console):
        return draft
    question = M("{id} names no {role}. Who is it?", id=draft.promise.id, role=role)
    example = M("`{key}: HANDLE` in {path}", key=role, path=draft.promise.path)
    handle: str = ask_for(session.console, question, role, example, session.person)
    return with_role(draft, role, handle)
