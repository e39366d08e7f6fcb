"""`open`: speak a draft."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.commands.opening import AgreedBy, ReplyBy, Why
from promisectl.cli.options import Shared, speaking


@speaking
def open_command(
    shared: Shared,
    file: Annotated[str, typer.Argument(help="The draft: its file, its id or the beginning of it.", metavar="FILE")],
    agreed_by: AgreedBy = None,
    reply_by: ReplyBy = None,
    why: Why = None,
) -> None:
    """Open a draft: its customer requests the terms written there, or its performer offers them.

    Who speaks fills an empty role. The file is kept as it was written; the state and the history come at its end.
    """
    from promisectl.app.acts.drafts import open_draft, read_draft
    from promisectl.app.acts.record import Saying
    from promisectl.cli.session import Desk
    from promisectl.cli.speaking import agreed_by as who_agreed
    from promisectl.cli.speaking import common_fields, tell
    from promisectl.model.act import Verb
    from promisectl.model.message import M

    desk = Desk.open(shared)
    common = common_fields(desk)
    agreed = who_agreed(desk, agreed_by)
    via = common.pop("via", None) if agreed else None
    fields = {**common, "why": why}
    if reply_by:
        fields["reply-by"] = desk.when(reply_by).isoformat()
    draft = read_draft(desk.workspace, file, shared.ledger)
    saying = Saying(Verb.REQUEST, desk.speaker(), desk.at(), fields, agreed, via)
    spoken = open_draft(desk.workspace, draft, saying)
    if spoken.view.customer == spoken.view.performer:
        desk.console.remark(M("{who} is customer and performer: a promise to oneself", who=spoken.view.customer))
    tell(desk, [spoken])
