"""Outlook: what comes to be threatened, downstream, by what a branch moved."""

from __future__ import annotations

from promisectl.app.comparing import Compared
from promisectl.app.guard import everything
from promisectl.diff.versions import Version
from promisectl.lifecycle.standing import Context
from promisectl.metrics.threat import Threat, threats
from promisectl.metrics.view import views


def threatened(compared: Compared) -> dict[str, Threat]:
    """Return the threats that the head has and the base had not, by id. Reads both sides whole, if a due moved."""
    if not any(change.kind == "due-moved" or change.act == "warn" for change in compared.changes):
        return {}
    context = compared.before.context()
    before = _threats(everything(compared, 0), compared, context)
    after = _threats(everything(compared, 1), compared, context)
    return {id_: threat for id_, threat in after.items() if id_ not in before}


def _threats(versions: list[Version], compared: Compared, context: Context) -> dict[str, Threat]:
    seen = ((one.promise, one.standing) for one in versions if one.refusal is None)
    return threats(views(seen, compared.after.now, context, compared.after.settings.check.due_soon))
