"""Whole promises: those that arrive in one commit with everything that was said in them (verdicts.md, section 3).

They are not asked act by act: of each commit one thing is said, of how many promises it brought words in the name of
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from promisectl.app.compare.naming import who_of
from promisectl.app.guard.answers import Answers
from promisectl.app.guard.found import Caught
from promisectl.app.guard.seen import Seen
from promisectl.app.guard.spoken import Heard
from promisectl.diff.trust import Breach, level_wanted, text_of
from promisectl.model.finding import Severity
from promisectl.model.message import M

_ALSO = ("PC203", "PC210", "PC211", "PC504")
_LEVELS = ("PC501", "PC502")
_ASK = Breach("PC406", Severity.ERROR, M("in the name of others"), M("let them confirm it"))


def weighed(heard: Heard, breach: Breach, answers: Answers) -> Breach:
    """Return a finding about an act with its weight where its promise came whole."""
    if not heard.is_whole:
        return breach
    severity = breach.severity
    if breach.code in _ALSO:
        severity = _lighter(severity, _weight(heard, answers))
    elif breach.code in _LEVELS and heard.authors & answers.ruling_before(heard.commit).stewards:
        severity = _lighter(severity, Severity.WARNING)
    return breach if severity is breach.severity else Breach(breach.code, severity, breach.note, breach.help)


def _lighter(one: Severity, other: Severity) -> Severity:
    return min(one, other, key=lambda severity: severity.rank)


def _weight(heard: Heard, answers: Answers) -> Severity:
    """Return how much what arrives whole weighs: by who brought it, and whether it is open."""
    if heard.authors & answers.ruling_before(heard.commit).stewards:
        return Severity.WARNING
    if heard.relation == "third":
        return Severity.WARNING if heard.ends_open else Severity.INFO
    return Severity.ERROR if heard.ends_open else Severity.WARNING


def told(seen: Seen, answers: Answers, *, is_published: bool) -> Iterator[Caught]:
    """Yield one finding for each commit that brought whole promises with words in the name of others."""
    by_commit: dict[str, list[Heard]] = defaultdict(list)
    for heard in seen.heard:
        if _is_told(heard, answers):
            by_commit[heard.commit].append(heard)
    for commit, several in by_commit.items():
        yield _told(commit, several, seen, answers, is_published=is_published)


def _is_told(heard: Heard, answers: Answers) -> bool:
    is_asked = heard.is_whole and heard.is_in_anothers_name and text_of(heard.act, "act") != "note"
    if not is_asked or heard.is_covered or _is_a_leavers(heard):
        return False
    return not answers.answer(heard, _ASK)


def _is_a_leavers(heard: Heard) -> bool:
    """Whether it is the word of somebody who has left: of that only PC509 is asked."""
    return any(breach.code == "PC509" for breach in heard.breaches)


def _told(commit: str, several: list[Heard], seen: Seen, answers: Answers, *, is_published: bool) -> Caught:
    severity = max((_of_one(heard, answers, is_published=is_published) for heard in several), key=lambda one: one.rank)
    first, promises = several[0], {heard.promise for heard in several}
    note = M(
        "{count} promise(s) came whole in commit {commit}, with words in the name of {names}",
        count=len(promises),
        commit=who_of(seen.commits.get(commit), commit),
        names=", ".join(sorted({heard.speaker for heard in several})),
    )
    help = M("let them stand by it: `promisectl confirm {id} --by {who}`", id=first.promise, who=first.speaker)
    return Caught("whose-word", "PC406", commit, first.path, note, help, first.promise, first.act, severity=severity)


def _of_one(heard: Heard, answers: Answers, *, is_published: bool) -> Severity:
    severity = _weight(heard, answers)
    is_recorded = level_wanted(answers.ruling_before(heard.commit).policy, text_of(heard.act, "act")) == "recorded"
    if not heard.can_speak or (is_published and is_recorded):
        severity = _lighter(severity, Severity.WARNING)
    return severity
