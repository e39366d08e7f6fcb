"""Which act says yes or no here: it follows from the state and the speaker, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from promisectl.app.acts.record import open_promise
from promisectl.lifecycle.options import options
from promisectl.model.act import Verb
from promisectl.model.message import M
from promisectl.model.promise import State
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace


def the_answer(workspace: Workspace, ids: Sequence[str], speaker: str, *, yes: bool, ledger: str | None = None) -> Verb:
    """Return the act that answers in every promise named; Trouble (exit 1) where no word of the speaker is owed."""
    verbs = {_one(workspace, name, speaker, yes, ledger) for name in ids}
    if len(verbs) > 1:
        raise Trouble(
            M("the answer is another act in each of these: {verbs}", verbs=", ".join(sorted(verbs))),
            help=M("say them one by one"),
        )
    return verbs.pop()


def _one(workspace: Workspace, id_or_prefix: str, speaker: str, yes: bool, ledger: str | None) -> Verb:
    opened = open_promise(workspace, id_or_prefix, ledger)
    delivered = opened.standing.state is State.DELIVERED
    verb = (Verb.ACCEPT if delivered else Verb.AGREE) if yes else (Verb.REJECT if delivered else Verb.DECLINE)
    found = options(opened.standing, workspace.now, workspace.context())
    mine = [option for option in found if option.by == workspace.people.current(speaker) or option.by == speaker]
    if all(option.verb is not verb for option in mine):
        legal = tuple(dict.fromkeys(option.verb.value for option in mine))
        raise Trouble(
            M("{id} asks nothing of {speaker} that yes or no would answer", id=opened.promise.id, speaker=speaker),
            help=M("see what is lawful with `promisectl next {id}`", id=opened.promise.id),
            code="PC209",
            exit_code=1,
            legal=legal,
        )
    return verb
