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
    verbs = {_answer(workspace, name, speaker, yes, ledger) for name in ids}
    if len(verbs) > 1:
        raise Trouble(
            M("the answer is another act in each of these: {verbs}", verbs=", ".join(sorted(verbs))),
            help=M("say them one by one"),
        )
    return verbs.pop()


def _answer(workspace: Workspace, id_or_prefix: str, speaker: str, yes: bool, ledger: str | None) -> Verb:
    opened = open_promise(workspace, id_or_prefix, ledger)
    is_delivered = opened.standing.state is State.DELIVERED
    verb = _VERBS[is_delivered, yes]
    handles = (speaker, workspace.people.current(speaker))
    lawful = options(opened.standing, workspace.now, workspace.context())
    mine = [option.verb for option in lawful if option.by in handles]
    if verb not in mine:
        raise Trouble(
            M("{id} asks nothing of {speaker} that yes or no would answer", id=opened.promise.id, speaker=speaker),
            help=M("see what is lawful with `promisectl next {id}`", id=opened.promise.id),
            code="PC209",
            exit_code=1,
            legal=tuple(dict.fromkeys(option.value for option in mine)),
        )
    return verb


# What yes and no mean: to what is delivered, and to what is proposed.
_VERBS = {
    (True, True): Verb.ACCEPT,
    (True, False): Verb.REJECT,
    (False, True): Verb.AGREE,
    (False, False): Verb.DECLINE,
}
