"""Words for a change that all its formats share: what is agreed, who is waited for, what a promise is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from promisectl.diff.announced import Announcement
from promisectl.diff.change import Change
from promisectl.diff.outlook import Waiting
from promisectl.diff.told import Told
from promisectl.formats.changes_findings import errors, unlawful
from promisectl.formats.translator import Translator
from promisectl.model.act import Verb
from promisectl.model.message import M, Message


def abouts(told: Told, words: Translator) -> Mapping[str, str]:
    """Return what each promise is about, by id."""
    return {id_: words.text(pair.latest.promise.file.what) for id_, pair in told.pairs.items()}


def agreement(change: Change) -> Message:
    """Return whether a moved due was agreed, and in time."""
    if change.agreed:
        return M("agreed, in time") if change.timely else M("agreed, after the due had passed")
    return M("counted after a pause, not agreed") if change.timely is None else M("proposed, not agreed")


def approved(her: str, source: str) -> Message:
    """Return what somebody's approval on a host is worth."""
    return M("{who} approved it at {source}: after merging, `promisectl record` writes it", who=her, source=source)


def announced(announcement: Announcement) -> Message:
    """Return what a commit says it delivers or warns of; it moves nothing before it is recorded."""
    about = {
        "id": announcement.promise,
        "what": announcement.what,
        "commit": announcement.commit[:12],
        "who": ", ".join(sorted(announcement.authors)) or "?",
    }
    if announcement.verb is Verb.DELIVER:
        return M(
            "{who} delivers {id} {what} with commit {commit}: `promisectl record --commits` after merging", **about
        )
    return M("{who} warns of {id} {what} with commit {commit}: `promisectl record --commits` after merging", **about)


def nothing_moves(waiting: Waiting) -> Message:
    """Return what merging a bare proposal does: nothing."""
    return M(
        "Merging moves nothing yet: {who} has not agreed in the ledger ({id})",
        who=", ".join(waiting.who),
        id=waiting.promise,
    )


def nothing_moves_in(waiting: Sequence[Waiting]) -> Message:
    """Return what merging proposals does of which none holds yet."""
    if len(waiting) == 1:
        return nothing_moves(waiting[0])
    who = sorted({handle for one in waiting for handle in one.who})
    return M(
        "Merging moves nothing yet in {count} promises; who has not agreed in the ledger: {who}",
        count=len(waiting),
        who=", ".join(who),
    )


def first_line(told: Told) -> Message:
    """Return what a reviewer must know before anything else."""
    bad, wrong = unlawful(told), errors(told)
    if bad:
        return M("Unlawful changes in {count} promise(s): this cannot be merged as it is", count=len(bad))
    if wrong:
        return M("This cannot be merged as it is: {why}", why=wrong[0].message)
    if told.waiting:
        return nothing_moves_in(told.waiting)
    return _lawful(told)


def _lawful(told: Told) -> Message:
    if any(line.loosens for line in told.registers):
        return M("Merging loosens what watches over these promises; promises changed: {count}", count=_changed(told))
    if not told.changes and told.registers:
        return M("No promise is changed; settings, people or services are")
    if not told.changes:
        return M("No promise is changed")
    return M("Promises changed: {count}; every change was said", count=_changed(told))


def _changed(told: Told) -> int:
    return len({change.promise for change in told.changes})


def free_fields(changes: Sequence[Change]) -> Message:
    """Return how many free fields changed, and in how many promises."""
    promises = {change.promise for change in changes}
    return M("free fields: {count}, in promises: {promises}", count=len(changes), promises=len(promises))


def is_folded(change: Change) -> bool:
    """Whether a change is one of a free field, which is counted and not told; what was redacted is told."""
    return change.kind == "free-field" and not change.codes
