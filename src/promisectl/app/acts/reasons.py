"""Reasons: the codes that say why, built in and added by the settings."""

from __future__ import annotations

from promisectl.formats.spoken_names import spoken_names
from promisectl.model.folding import fold_name
from promisectl.model.message import Keys, M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.model.vocabulary import REASONS
from promisectl.store.workspace import Workspace


def reason_codes(workspace: Workspace) -> list[str]:
    """Return every reason code of a workspace."""
    return [*REASONS, *(code for code in workspace.settings.reasons if code not in REASONS)]


def known_reason(workspace: Workspace, code: str) -> str:
    """Return a reason code, which may be said as the screen says it; Trouble with a suggestion for an unknown one."""
    known = reason_codes(workspace)
    if code in known:
        return code
    if meant := spoken_names("reason").get(fold_name(code)):
        return meant
    listed = M("use one of: {names}; free text goes to --note", names=Keys("reason", tuple(known)))
    raise Trouble(
        M("“{word}” is no reason code", word=code),
        help=did_you_mean(code, known, listed, spoken=spoken_names("reason")),
    )
