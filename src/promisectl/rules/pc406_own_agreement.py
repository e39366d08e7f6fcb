"""Own agreement: a term moved on an agreement that the one who proposed it wrote down.

Whoever gains by a later date may record that the other agreed, and a reader could not tell. So where a term moved, the
other side's agreement must have a trace of her own: a commit she authored, an `Agreed-by:` trailer, or an approval from
the review; what she committed before it was proposed is none. It is asked for registered people who have not left, by
what the base knows of them: marking her as left on the same branch does not help. Openings are not judged here.

What to do: let her say it (`promisectl agree ID` in a commit of hers), add `Agreed-by: HANDLE` to a commit of hers, or
pass her approval with `--approvals`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair
from promisectl.model.act import Act, Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.people import is_outside

CODE = "PC406"
SCOPE = "change"

_ASKED = "{act: renegotiate, by: diego, at: 2026-03-10T09:00:00Z, terms: {due: 2026-04-24}, reason: supplier}"

BAD = example(
    AGREE,
    _ASKED,
    "{act: agree, by: diego, for: ana, via: phone, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}",
    due="2026-04-24",
    opened_due="2026-04-20",
)

GOOD = example(
    AGREE,
    _ASKED,
    "{act: agree, by: ana, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}",
    due="2026-04-24",
    opened_due="2026-04-20",
)


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each new agreement to a proposal that carries only the proposer's trace."""
    for pair in branch.pairs:
        after = pair.after
        if after is None:
            continue
        for position, proposer, proposal in _agreements(pair):
            act = after.promise.history[position]
            if _written_by_proposer(act, proposer, pair, position, branch) and not _her_trace(
                act.speaker, pair, proposal, branch
            ):
                yield found(
                    CODE,
                    after.promise.spot("history", position, "by"),
                    promise=pair.id,
                    note=M(
                        "{proposer} proposed it, and {proposer} wrote the agreement of {speaker}",
                        proposer=proposer,
                        speaker=act.speaker,
                    ),
                    help=M(
                        "let {speaker} say it in a commit of hers (`promisectl agree {id}`), or approve the change",
                        speaker=act.speaker,
                        id=pair.id,
                    ),
                )


def _agreements(pair: Pair) -> Iterator[tuple[int, str, int]]:
    """Yield position of each new agreement to a proposal, who proposed, and the position of the proposal."""
    assert pair.after is not None  # noqa: S101 - looked at by the caller
    history = pair.after.promise.history
    proposal: tuple[int, str] | None = None
    promised = False
    for position, act in enumerate(history):
        if act.act is Verb.RENEGOTIATE:
            proposal = (position, act.speaker)
        elif act.act is Verb.AGREE:
            if promised and proposal is not None and position in pair.comparison.new:
                yield position, proposal[1], proposal[0]
            promised = True
        elif act.act in (Verb.DECLINE, Verb.WITHDRAW, Verb.DELIVER):
            proposal = None


def _written_by_proposer(act: Act, proposer: str, pair: Pair, position: int, branch: Branch) -> bool:
    people = branch.people
    other = people.current(act.speaker)
    day = branch.now.astimezone(branch.context.zone).date()
    left = branch.context.left.get(other)
    if is_outside(act.speaker) or act.speaker not in branch.people_now or (left is not None and left <= day):
        return False
    if people.current(proposer) == other:
        return False
    commit = branch.authors.get((pair.id, position))
    return people.current(act.by) == people.current(proposer) or (
        commit is not None and commit.author is not None and commit.author == people.current(proposer)
    )


def _her_trace(speaker: str, pair: Pair, proposal: int, branch: Branch) -> bool:
    """Whether a commit, a trailer or an approval is hers, for this promise and since the proposal."""
    people, her = branch.people, branch.people.current(speaker)
    since = [commit for (id_, at), commit in branch.authors.items() if id_ == pair.id and at >= proposal]
    if any(commit.author == her or her in commit.agreed for commit in since):
        return True
    return any(
        approval.promise == pair.id
        and people.current(approval.by) == her
        and _same_terms(approval.terms, pair, proposal)
        for approval in branch.approvals
        if approval.act == proposal + 1
    )


def _same_terms(terms: object, pair: Pair, proposal: int) -> bool:
    """An approval of other terms than the proposal's is void."""
    assert pair.after is not None  # noqa: S101 - looked at by the caller
    return terms == pair.after.acts[proposal].get("terms")
