"""AuditFinding: what an audit catches, and how it is told: the act, the commit that did it, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from promisectl.diff.descent import Lost
from promisectl.diff.histories import RawAct
from promisectl.diff.trust import Before, Breach, Commit, Trust, may_redact
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message

KINDS = {
    "PC203": "future",
    "PC501": "another-author",
    "PC502": "unsigned",
    "PC504": "backdated",
    "PC506": "agent",
}


@dataclass(frozen=True, slots=True)
class AuditedAct:
    """An act that a commit brought, as it was written, and how far it can be believed."""

    promise: str
    act: str
    by: str
    at: str
    commit: str
    word: Trust


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something an audit caught. `act` is the act as it was, `now` what stands in its place; `path` from the top.

    `field` is the first key that differs, `terms.due` say.
    """

    kind: str
    code: str
    commit: str | None
    path: str
    note: Message
    help: Message
    promise: str | None = None
    act: RawAct | None = None
    now: RawAct | None = None
    severity: Severity | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class CommitStep:
    """The commit that is held against its parents, and what it is judged by."""

    oid: str
    commit: Commit
    before: Before
    merged: bool = False

    @property
    def who(self) -> Message:
        """The commit as people look it up."""
        return M("{commit} of {email}", commit=self.oid[:12], email=self.commit.email or "?")


def heard(promise: str, act: RawAct, commit: str, word: Trust) -> AuditedAct:
    """Return an act that a commit brought."""
    return AuditedAct(promise, _text(act, "act"), _text(act, "by"), _text(act, "at"), commit, word)


def breach_finding(change: CommitStep, promise: str, path: str, act: RawAct, breach: Breach) -> AuditFinding:
    """Return what is wrong with how an act came into the history."""
    note = M("{act}: {why}; commit {commit}", act=act_words(act), why=breach.note, commit=change.who)
    kind = KINDS[breach.code]
    return AuditFinding(kind, breach.code, change.oid, path, note, breach.help, promise, act, None, breach.severity)


def lost_finding(change: CommitStep, promise: str, path: str, lost: Lost) -> AuditFinding:
    """Return an act that does not stand as it was: removed, edited, reordered, or redacted by whoever may."""
    data: dict[str, Any] = {
        "act": act_words(lost.act),
        "commit": change.who,
        "fields": ", ".join(f"`{field}`" for field in lost.fields),
    }
    said = (promise, lost.act, lost.now)
    help = M("put back what commit {commit} says: `git show {commit}:{path}`", commit=f"{change.oid[:12]}^", path=path)
    if lost.kind == "redacted":
        if may_redact(set(lost.redactors), change.commit, change.before):
            note = M("REDACTED {fields} of {act} in commit {commit}", **data)
            return AuditFinding("redacted", "PC408", change.oid, path, note, _nothing_to_do(), *said)
        note = M("REDACTED by somebody who is no steward: {fields} of {act} in commit {commit}", **data)
        return AuditFinding("edited", "PC402", change.oid, path, note, help, *said)
    code = "PC404" if change.merged else "PC402"
    notes = {
        "removed": M("REMOVED {act} in commit {commit}", **data),
        "edited": M("EDITED {fields} of {act} in commit {commit}", **data),
        "reordered": M("REORDERED {act} in commit {commit}", **data),
        "slipped-in": M("EDITED the past: {act} was slipped in before others in commit {commit}", **data),
    }
    field = lost.fields[0] if lost.fields else ""
    return AuditFinding(lost.kind, code, change.oid, path, notes[lost.kind], help, *said, field=field)


def promise_finding(change: CommitStep, promise: str, path: str, count: int) -> AuditFinding:
    """Return a promise that a commit took away, with everything that was said in it."""
    note = M("REMOVED the promise and its {count} act(s) in commit {commit}", count=count, commit=change.who)
    before = f"{change.oid[:12]}^"
    help = M("bring it back: `git checkout {commit} -- {path}`", commit=before, path=path)
    return AuditFinding("removed", "PC404" if change.merged else "PC403", change.oid, path, note, help, promise)


def merge_finding(change: CommitStep, promise: str, path: str, act: RawAct) -> AuditFinding:
    """Return an act that first appears in a merge: nobody said it on any branch."""
    note = M(
        "EVIL-MERGE: {act} stands on no branch and appears in merge {commit}", act=act_words(act), commit=change.who
    )
    help = M("let {by} say it in a commit of its own", by=_text(act, "by") or "?")
    return AuditFinding("evil-merge", "PC404", change.oid, path, note, help, promise, act, act)


def unreadable_finding(change: CommitStep, path: str) -> AuditFinding:
    """Return a file that a commit left unreadable: what it said cannot be seen there."""
    note = M(
        "commit {commit} leaves a file that cannot be read; what was said before it is what counts", commit=change.who
    )
    help = M("see `git show {commit}:{path}`, and mend the file in a later commit", commit=change.oid[:12], path=path)
    return AuditFinding("unreadable", "PC101", change.oid, path, note, help)


def register_finding(change: CommitStep, path: str) -> AuditFinding:
    """Return a change of settings, people or services by somebody who may not make it."""
    stewards = ", ".join(change.before.policy.stewards) or "-"
    note = M("changed in commit {commit}; stewards: {stewards}", commit=change.who, stewards=stewards)
    help = M("let a steward make this change, or take it back")
    return AuditFinding("rules", "PC407", change.oid, path, note, help)


def act_words(act: Mapping[str, Any]) -> str:
    """Return an act in few words: `agree` of diego, 2026-03-02T11:40:00-03:00."""
    speaker = _text(act, "for") or _text(act, "by") or "?"
    return f"`{_text(act, 'act') or '?'}` {speaker} {_text(act, 'at') or '?'}"


def once_for_each_promise(caught: Iterable[AuditFinding]) -> list[AuditFinding]:
    """Leave out what a commit did to many acts of a promise alike: of late words, the first is told."""
    seen: set[tuple[str | None, str | None]] = set()
    kept = []
    for finding in caught:
        key = (finding.promise, finding.commit)
        if finding.code != "PC504" or key not in seen:
            kept.append(finding)
        if finding.code == "PC504":
            seen.add(key)
    return kept


def _text(act: Mapping[str, Any], key: str) -> str:
    value = act.get(key)
    return value if isinstance(value, str) else ""


def _nothing_to_do() -> Message:
    return M("nothing is to be done; old versions hold the text until git's history is rewritten")
