"""Change: what a branch, or the work tree, brings: the net effect, and what the guard caught in its commits.

`check --base` and `diff` look at this one thing; they differ in what they tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from promisectl.app.check.base import Base, base_here
from promisectl.app.check.spots import Spots
from promisectl.app.compare.approvals_file import read_reviews
from promisectl.app.compare.naming import MERGED, WORKTREE
from promisectl.app.compare.revisions import Compared, compare_revisions
from promisectl.app.guard.branch_stretch import of_branch
from promisectl.app.guard.found import Caught, forced_away
from promisectl.app.guard.head import Head
from promisectl.app.guard.history_stretch import of_history
from promisectl.app.guard.judge import Judgement, judge
from promisectl.app.guard.snapshots import Snapshots
from promisectl.app.guard.spoken import Heard
from promisectl.app.ledger.attributes import attributes_brought, touches_attributes
from promisectl.diff.approval import Approval
from promisectl.diff.branch import Branch
from promisectl.diff.histories import written
from promisectl.diff.outlook import Waiting, waiting
from promisectl.diff.trust import Trust
from promisectl.diff.versions import Pair
from promisectl.git.commits import commits, is_ancestor
from promisectl.git.repository import Repository
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding
from promisectl.model.message import Message
from promisectl.model.moment import Moment


@dataclass(frozen=True)
class SeenChange:
    """A change as it was looked at: the two sides, what differs, what commits did, what has to be said beside it.

    `caught` are the guard's findings, not located yet; `instant` is from when it is looked at: of what is committed
    the last commit, so that it is told in the same words on every day.
    """

    compared: Compared
    branch: Branch
    judgement: Judgement
    caught: tuple[Finding, ...]
    remarks: tuple[Message, ...]
    instant: datetime

    def open_words(self) -> list[Waiting]:
        """Return the proposals it brings that wait for somebody's word, by id."""
        return sorted(waiting(self.branch), key=lambda one: one.promise)


def see_change(
    root: Path | None = None,
    base: str | None = None,
    head: str | None = None,
    *,
    exact: bool = False,
    approvals: Path | None = None,
    as_of: Moment | None = None,
    is_published: bool = False,
) -> SeenChange:
    """Look at what changes from one revision to another, or to the work tree (see `compare_revisions`).

    A base of `auto` is the one that the host's job names.
    """
    here = base_here(root) if base == "auto" else None
    compared = compare_revisions(root, here.commit if here else base, head, exact=exact, as_of=as_of)
    given = read_reviews(approvals, compared.ruling.people)
    published = is_published or (here is not None and here.published)
    stretch, remarks = of_branch(compared, given, is_published=published)
    judgement = judge(stretch)
    branch = _branch(compared, judgement, given.proposals)
    caught = [*_caught(compared, judgement), *_forced_away(compared, judgement, here), *_attributes(compared)]
    said_beside = (*(here.remarks if here else ()), *remarks)
    instant = compared.after.now if as_of is not None else _last_commit(compared, judgement)
    return SeenChange(compared, branch, judgement, tuple(caught), said_beside, instant)


def _caught(compared: Compared, judgement: Judgement) -> list[Finding]:
    """Return what was caught; of a file that the head has, reading tells the line at which it cannot be read.

    But where the base's cannot be read either, reading brings nothing new, and only the guard tells who broke it.
    """
    spots = Spots(compared)
    caught = [_finding(one, spots) for one in judgement.caught]
    told_by_reading = _newly_unread(compared)
    return [one for one in caught if one.code != "PC101" or one.path not in told_by_reading]


def _newly_unread(compared: Compared) -> set[str]:
    """Return the files that cannot be read any more."""
    old = {finding.path for finding in compared.unread_before}
    return {finding.path for finding in compared.unread_after} - old


def _last_commit(compared: Compared, judgement: Judgement) -> datetime:
    """Return when the last commit of a change was written; now, where it is not committed, or changes nothing."""
    if compared.head == WORKTREE:
        return compared.after.now
    written_at = [commit.authored_at for oid, commit in judgement.seen.commits.items() if oid != MERGED]
    return max(written_at, default=compared.after.now)


def _forced_away(compared: Compared, judgement: Judgement, here: Base | None) -> list[Finding]:
    """Return what others said in what a forced push took away: nothing says it any more (PC402, a warning)."""
    if here is None or here.forced_away is None:
        return []
    repository = compared.repository
    head = compared.head if compared.head != WORKTREE else repository.head() or compared.base
    gone = judge(of_history(repository, here.forced_away, here.commit, compared.prefix))
    pushed_by = _pushed_by(repository, head, here.forced_away)
    spots, caught = Spots(compared), list[Finding]()
    for heard in _said_no_more(gone, judgement, Head(Snapshots(repository), judgement.registers, head)):
        commit = gone.seen.commits[heard.commit]
        if commit.email != pushed_by:
            caught.append(_finding(forced_away(heard, commit), spots))
    return caught


def _pushed_by(repository: Repository, head: str, before: str) -> str | None:
    """Return whose push it was, by the last commit; None where that was there before, and says nothing of it."""
    if is_ancestor(repository, head, before):
        return None
    return commits(repository, [head])[head].email


def _said_no_more(gone: Judgement, now: Judgement, head: Head) -> Iterator[Heard]:
    """Yield the acts of one stretch that another does not bring, and that do not stand at the head otherwise."""
    brought = {(heard.promise, heard.text) for heard in now.heard}
    for heard in gone.heard:
        if (heard.promise, heard.text) not in brought and not _stands(heard, head):
            yield heard


def _stands(heard: Heard, head: Head) -> bool:
    """Whether the head has an act, whichever commit brought it there: a squash of it, say."""
    return any(heard.text == written(act) for version in head.versions(heard.promise) for act in version.acts)


def _attributes(compared: Compared) -> list[Finding]:
    """Return what attributes of git say of the workspace's files that they did not say before (PC112)."""
    folders = (compared.before.settings.ledgers, compared.after.settings.ledgers)
    if compared.head == WORKTREE or not touches_attributes(compared.repository, compared.base, compared.head):
        return []
    return attributes_brought(compared.repository, compared.base, compared.head, compared.prefix, folders)


def _branch(compared: Compared, judgement: Judgement, approvals: tuple[Approval, ...]) -> Branch:
    return Branch(
        pairs=compared.pairs,
        context=compared.law,
        people=compared.ruling.people,
        settings=compared.ruling.settings,
        people_now=compared.after.people,
        now=compared.after.now,
        approvals=approvals,
        trusted=dict(_trusted(compared, judgement, approvals)),
    )


def _trusted(
    compared: Compared, judgement: Judgement, approvals: tuple[Approval, ...]
) -> Iterator[tuple[tuple[str, int], Trust]]:
    """Yield how far each new act can be believed, by promise and position; what nobody committed yet is left out."""
    committed = _committed(judgement)
    for pair in compared.pairs:
        for position, text in _new_texts(pair):
            heard = committed.get((pair.id, text))
            if heard is not None:
                yield (pair.id, position), _word(heard, compared, approvals)


def _committed(judgement: Judgement) -> Mapping[tuple[str, str], Heard]:
    """Return the acts that were committed, by promise and text; of equal ones the last."""
    committed = (heard for heard in judgement.heard if heard.commit != WORKTREE)
    return {(heard.promise, heard.text): heard for heard in committed}


def _new_texts(pair: Pair) -> Iterator[tuple[int, str]]:
    """Yield the new acts of a pair as texts, with their positions."""
    if pair.after is None:
        return
    for position in pair.comparison.new:
        yield position, written(pair.after.acts[position])


def _word(heard: Heard, compared: Compared, approvals: tuple[Approval, ...]) -> Trust:
    """Return the trust word of an act: a host's word counts for an agreement that only somebody else recorded."""
    if _is_a_newcomers(heard, compared):
        return Trust.UNVERIFIED
    if heard.word is Trust.RECORDED and any(_is_for(approval, heard, compared) for approval in approvals):
        return Trust.FORGE
    return heard.word


def _is_a_newcomers(heard: Heard, compared: Compared) -> bool:
    """Whether somebody speaks for herself whom only the head knows."""
    is_new = heard.speaker not in compared.ruling.people and heard.speaker in compared.after.people
    return is_new and heard.act.get("for") is None


def _is_for(approval: Approval, heard: Heard, compared: Compared) -> bool:
    """Whether an approval is of the proposal that an agreement answers, and by whoever agrees."""
    asked = heard.asked_at
    if asked is None or approval.promise != heard.promise or approval.act != asked + 1:
        return False
    is_hers = compared.ruling.people.current(approval.by) == heard.speaker
    return is_hers and heard.act.get("act") == "agree" and _has_terms(approval, asked, compared)


def _has_terms(approval: Approval, asked: int, compared: Compared) -> bool:
    """Whether what was asked at a place of a promise has the terms that were approved."""
    pair = _pairs(compared).get(approval.promise)
    if pair is None or pair.after is None:
        return False
    return pair.after.acts[asked].get("terms") == approval.terms


def _finding(one: Caught, spots: Spots) -> Finding:
    row = CODES[one.code]
    return Finding(
        code=one.code,
        message=row.title,
        where=spots.of(one),
        promise=one.promise,
        note=one.note,
        help=one.help,
        severity=one.weight,
        name=row.name,
        subject=("register", one.field) if one.kind in ("rules", "register") else (),
    )


def _pairs(compared: Compared) -> Mapping[str, Pair]:
    return {pair.id: pair for pair in compared.pairs}
