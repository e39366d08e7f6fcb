"""Caught: what the guard finds in a stretch of commits, and how it is told: the act, the commit, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from promisectl.app.compare.naming import before, is_made, who_of
from promisectl.app.guard.spoken import Heard
from promisectl.diff.histories import RawAct
from promisectl.diff.losses import Kind, Lost
from promisectl.diff.trust import Breach, text_of
from promisectl.git.commits import Commit
from promisectl.model.codes import CODES
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.yamltext.raw_acts import RawPromise

KINDS = {
    "PC202": "condition",
    "PC203": "future",
    "PC210": "stored-due",
    "PC211": "across-a-due",
    "PC406": "whose-word",
    "PC501": "another-author",
    "PC502": "unsigned",
    "PC503": "recorded-verdict",
    "PC504": "backdated",
    "PC506": "agent",
    "PC507": "incoming-left",
    "PC508": "service",
    "PC509": "leaver",
}


_KIND = {"redacted": "edited", "re-answered": "reordered"}


@dataclass(frozen=True, slots=True)
class Caught:
    """Something the guard caught. `act` is the act as it was, `now` what stands in its place; `path` from the top.

    `field` is the first key that differs, `terms.due` say; of a register, the key that changed. What `may_be_stood_by`
    is answered where a steward stands by the commit.
    """

    kind: str
    code: str
    commit: str | None
    path: str
    note: Message
    help: Message | None = None
    promise: str | None = None
    act: RawAct | None = None
    now: RawAct | None = None
    severity: Severity | None = None
    field: str = ""
    may_be_stood_by: bool = False

    @property
    def weight(self) -> Severity:
        """How much it weighs."""
        return self.severity or CODES[self.code].severity


@dataclass(frozen=True, slots=True)
class Loss:
    """What a commit took from a promise, or put before others: what became of it is told at the end of the walk.

    `authors` are the handles of the commit's author, `email` the address; `is_merge` whether it is a merge; `old` is
    the history as the parent had it, for an act that was slipped in as the commit has it. `gives_back` says
    that what stands instead was said before, `after_gap` that the parent could not tell the promise. `nth` counts the
    equal acts before the one that was lost, `now_nth` those before what stands in its place.
    """

    promise: str
    path: str
    lost: Lost
    commit: str
    authors: frozenset[str]
    email: str
    is_merge: bool
    who: Message
    old: tuple[RawAct, ...] = ()
    gives_back: bool = False
    after_gap: bool = False
    nth: int = 0
    now_nth: int = 0

    @property
    def place(self) -> int:
        """Where the act stands in `old`."""
        place = self.lost.before if self.lost.before is not None else self.lost.position
        return place or 0

    @property
    def followed(self) -> range:
        """Where in `old` the acts stand that came after it."""
        return range(self.place + 1, len(self.old))


def takes_away(loss: Loss) -> bool:
    """Whether a commit took an act away, or put another in its place."""
    return loss.lost.kind in ("edited", "removed", "set-aside")


@dataclass(frozen=True, slots=True)
class Away:
    """A promise that a commit left without a readable version: it stands in several places (`paths`), or is gone."""

    promise: RawPromise
    commit: str
    who: Message
    authors: frozenset[str]
    email: str
    paths: tuple[str, ...] = ()
    is_merge: bool = False


def act_words(act: Mapping[str, Any]) -> str:
    """Return an act in few words: `agree` of diego, 2026-03-02T11:40:00-03:00."""
    speaker = text_of(act, "for") or text_of(act, "by") or "?"
    return f"`{text_of(act, 'act') or '?'}` {speaker} {text_of(act, 'at') or '?'}"


def of_breach(heard: Heard, breach: Breach, who: Message) -> Caught:
    """Return what is wrong with how an act came into the history."""
    note = M("{act}: {why}; commit {commit}", act=act_words(heard.act), why=breach.note, commit=who)
    kind = KINDS.get(breach.code, "act")
    return Caught(
        kind,
        breach.code,
        heard.commit,
        heard.path,
        note,
        breach.help,
        heard.promise,
        heard.act,
        severity=breach.severity,
    )


def of_loss(loss: Loss, severity: Severity | None = None) -> Caught:
    """Return an act that does not stand as it was: removed, edited, reordered, slipped in, or set aside."""
    lost = loss.lost
    commit = before(loss.commit)
    return Caught(
        _KIND.get(lost.kind, lost.kind),
        "PC404" if loss.is_merge or lost.kind == "set-aside" else "PC402",
        loss.commit,
        loss.path,
        _loss_words(loss),
        M("put back what commit {commit} says: `git show {commit}:{path}`", commit=commit, path=loss.path),
        loss.promise,
        lost.act,
        lost.now,
        severity,
        lost.fields[0] if lost.fields else "",
    )


def _loss_words(loss: Loss) -> Message:
    """Return in words what became of an act."""
    data = _loss_data(loss.lost, loss.who)
    words: dict[Kind, Message] = {
        "removed": M("REMOVED {act} in commit {commit}", **data),
        "edited": M("EDITED {fields} of {act} in commit {commit}", **data),
        "redacted": M("REDACTED by somebody who may not: {fields} of {act} in commit {commit}", **data),
        "reordered": M("REORDERED {act} in commit {commit}", **data),
        "re-answered": M("REORDERED {act} in commit {commit}: it stands under another proposal", **data),
        "slipped-in": M("EDITED the past: {act} was slipped in before others in commit {commit}", **data),
        "given-way": M("SET ASIDE {act} in commit {commit}", **data),
        "set-aside": M("SET ASIDE {act} in commit {commit}, though it could stand", **data),
    }
    return words[loss.lost.kind]


def _loss_data(lost: Lost, who: Message) -> dict[str, Any]:
    """Return what sentences about a loss name: the act, the commit, the fields that differ."""
    fields = ", ".join(f"`{name}`" for name in lost.fields)
    return {"act": act_words(lost.act), "commit": who, "fields": fields}


def of_redaction(
    promise: str, path: str, lost: Lost, commit: str, who: Message, why_not: Message | None, *, in_force: bool = False
) -> Caught:
    """Return that texts were taken out of an act: an error where that may not be.

    A steward may stand by it, but not where they are terms in force of an open promise.
    """
    data = _loss_data(lost, who)
    if why_not is None:
        note = M("REDACTED {fields} of {act} in commit {commit}", **data)
        help = M("nothing is to be done; old versions hold the text until git's history is rewritten")
        severity = Severity.INFO
    else:
        note = M("REDACTED {fields} of {act} in commit {commit}: {why}", why=why_not, **data)
        help = M("put it back, and ask a steward; terms in force are renegotiated to neutral words first")
        severity = Severity.ERROR
    return Caught(
        "redacted", "PC408", commit, path, note, help, promise, lost.act, lost.now, severity, lost.fields[0],
        may_be_stood_by=not in_force,
    )  # fmt: skip


def stood_by(caught: Caught) -> Caught:
    """Return a redaction that a steward stands by: it is told like one of hers."""
    help = M("nothing is to be done: a steward stands by it")
    return replace(caught, severity=Severity.INFO, help=help)


def of_own_word(loss: Loss) -> Caught:
    """Return one's own last word that was changed before anybody answered it."""
    note = M("{act} was changed by whoever said it, in commit {commit}", act=act_words(loss.lost.act), commit=loss.who)
    help = M("squash it into its commit before it is merged")
    return Caught(
        loss.lost.kind, "PC402", loss.commit, loss.path, note, help, loss.promise, loss.lost.act, loss.lost.now,
        Severity.WARNING,
    )  # fmt: skip


def of_aside(loss: Loss) -> Caught:
    """Return an act that was lawfully set aside, where a history was given back or mended."""
    note = M("{act} was set aside in commit {commit}", act=act_words(loss.lost.act), commit=loss.who)
    help = M("what still holds is said again")
    return Caught(
        "set-aside", "PC402", loss.commit, loss.path, note, help, loss.promise, loss.lost.act, None, Severity.WARNING
    )


def vanished(heard: Heard, who: Message) -> Caught:
    """Return an act that was heard on the way and does not stand at the head, which nothing explains."""
    note = M("VANISHED: {act} of commit {commit} does not stand at the head", act=act_words(heard.act), commit=who)
    commit = heard.commit[:12]
    help = M("put back what commit {commit} says: `git show {commit}:{path}`", commit=commit, path=heard.path)
    return Caught("removed", "PC402", heard.commit, heard.path, note, help, heard.promise, heard.act)


def gone_from_its_note(loss: Loss, severity: Severity | None) -> Caught:
    """Return an act that was rightly set aside in a note, and that stands in none at the head."""
    note = M(
        "VANISHED: {act}, set aside in commit {commit}, stands in no note at the head",
        act=act_words(loss.lost.act),
        commit=loss.who,
    )
    help = M("put back the note: `git show {commit}:{path}`", commit=loss.commit[:12], path=loss.path)
    return Caught(
        "removed", "PC402", loss.commit, loss.path, note, help, loss.promise, loss.lost.act, severity=severity
    )


def forced_away(heard: Heard, commit: Commit) -> Caught:
    """Return an act that stood in a branch before somebody pushed another over it by force."""
    who = who_of(commit, heard.commit)
    note = M("{act} of commit {commit} was forced away by a push", act=act_words(heard.act), commit=who)
    help = M("bring it back, or let {speaker} say it again", speaker=heard.speaker)
    return Caught(
        "removed", "PC402", heard.commit, heard.path, note, help, heard.promise, heard.act, severity=Severity.WARNING
    )


def removed_promise(away: Away, severity: Severity | None) -> Caught:
    """Return a promise that a commit took away, with everything that was said in it."""
    last = away.promise
    note = M("REMOVED the promise and its {count} act(s) in commit {commit}", count=len(last.acts), commit=away.who)
    help = M("bring it back: `git checkout {commit} -- {path}`", commit=before(away.commit), path=last.path)
    code = "PC404" if away.is_merge else "PC403"
    return Caught("removed", code, away.commit, last.path, note, help, last.id, severity=severity)


def as_loss(away: Away) -> Loss:
    """Return a promise that is gone as the loss of its first act and all that followed."""
    last = away.promise
    lost = Lost("removed", last.acts[0], before=0)
    return Loss(last.id, last.path, lost, away.commit, away.authors, away.email, away.is_merge, away.who, last.acts)


def of_merge(promise: str, path: str, act: RawAct, commit: str, who: Message) -> Caught:
    """Return an act that first appears in a merge: nobody said it on any branch."""
    note = M("EVIL-MERGE: {act} stands on no branch and appears in merge {commit}", act=act_words(act), commit=who)
    help = M("let {by} say it in a commit of its own", by=text_of(act, "by") or "?")
    return Caught("evil-merge", "PC404", commit, path, note, help, promise, act, act)


def of_claim(promise: str, path: str, act: RawAct, commit: str, who: Message) -> Caught:
    """Return a `displaced` note that set nothing aside."""
    note = M("a `displaced` note in commit {commit} set nothing aside: it is its writer's claim", commit=who)
    help = M("let those who said it say it again; nothing was moved")
    return Caught("claim", "PC404", commit, path, note, help, promise, act, severity=Severity.WARNING)


def agreement_aside(promise: str, path: str, act: RawAct, commit: str, who: Message) -> Caught:
    """Return an agreement that a merge set aside, though lawfully: it holds no longer."""
    note = M(
        "SET ASIDE {act} in merge {commit}: what both had agreed to holds no longer", act=act_words(act), commit=who
    )
    help = M("agree again to what shall hold")
    return Caught("set-aside", "PC404", commit, path, note, help, promise, act, severity=Severity.WARNING)


def counts_otherwise(promise: str, path: str, keys: list[str], commit: str) -> Caught:
    """Return a promise whose weight, or a field by which it counts, changed when its outcome was known."""
    note = M("{keys} changed when its outcome was known", keys=", ".join(f"`{key}`" for key in keys))
    help = M('put it back, or say why: `promisectl note {id} "…"`', id=promise)
    return Caught("attribute", "PC410", commit, path, note, help, promise, field=keys[0])


def unreadable(path: str, commit: str, who: Message, severity: Severity | None = None) -> Caught:
    """Return a file that a commit left unreadable: what it said cannot be seen there."""
    note = M("commit {commit} leaves a file that cannot be read; what was said before it is what counts", commit=who)
    help = M("mend the file before you commit it")
    if is_made(commit):
        help = M("see `git show {commit}:{path}`, and mend the file in a later commit", commit=commit[:12], path=path)
    return Caught("unreadable", "PC101", commit, path, note, help, severity=severity)


def doubled(promise: str, paths: list[str], commit: str, who: Message, severity: Severity | None) -> Caught:
    """Return a promise that a commit leaves in two places."""
    note = M("it stands in {paths} in commit {commit}", paths=", ".join(paths), commit=who)
    help = M("keep one of them, as it was")
    return Caught("doubled", "PC105", commit, paths[0], note, help, promise, severity=severity)
