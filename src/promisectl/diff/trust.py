"""Trust: how far an act can be believed, by the commit that brought it and the policy before that commit (trust.md).

One word each: `signed` (a good signature by a key of the speaker), `author` (her email is the commit's author), `forge-
asserted` (a host's page or a trailer stands for her words), `recorded` (by somebody who is registered, openly),
`unverified` (nobody could tell). Levels are asked of the speaker: of whoever said it, not of whoever wrote it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from promisectl.diff.ruling import Commit, Ruling
from promisectl.model.acts import AGENTS_MAY
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import beginning, parse_moment
from promisectl.model.people import is_outside
from promisectl.model.settings import Policy
from promisectl.model.signature import UNSIGNED, Signature

BACKDATED = timedelta(days=2)
AHEAD = timedelta(minutes=10)
LEVELS = ("recorded", "author", "signed")
_VERBS = frozenset(verb.value for verb in AGENTS_MAY)


class Trust(StrEnum):
    """How far an act can be believed."""

    SIGNED = "signed"
    AUTHOR = "author"
    FORGE = "forge-asserted"
    RECORDED = "recorded"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong with how an act came into the history: a code, its weight, what and what to do."""

    code: str
    severity: Severity
    note: Message
    help: Message


class Judged(NamedTuple):
    """An act's trust word, and its breaches."""

    word: Trust
    breaches: tuple[Breach, ...] = ()


def agreed_by(commit: Commit, ruling: Ruling, promise: str = "", *, alone: bool = True) -> frozenset[str]:
    """Return whose agreement `Agreed-by` trailers tell: `ana`, or as git writes people, `Ana <ana@example.com>`.

    A trailer may name the promise after that (`ana clm-k7m2x9qd`), and must where the commit has several (`alone`
    false).
    """
    found: set[str] = set()
    for told in commit.trailers("Agreed-by"):
        who, named = _named(told)
        if named == promise or (not named and alone):
            found |= _meant(who, ruling)
    return frozenset(found)


def _named(told: str) -> tuple[str, str]:
    """Return who a trailer names, and the promise; empty where it names none."""
    if "<" in told:
        who, _, rest = told.partition(">")
        return who + ">", rest.strip()
    who, _, rest = told.strip().partition(" ")
    return who, rest.strip()


def _meant(who: str, ruling: Ruling) -> frozenset[str]:
    email = who.rpartition("<")[2].removesuffix(">") if who.endswith(">") else ""
    return ruling.of_address(email) if email else frozenset({ruling.current(who)})


def level_wanted(policy: Policy, verb: str) -> str:
    """Return what a policy demands of an act: `recorded`, `author` or `signed`. Single acts are raised, not lowered."""
    own = policy.acts.get(verb)
    return policy.trust if own is None else max(policy.trust, own, key=LEVELS.index)


def speaker_of(act: Mapping[str, Any]) -> str:
    """Return whose words an act is: of whoever it was recorded for, else of whoever said it."""
    return text_of(act, "for") or text_of(act, "by")


def text_of(act: Mapping[str, Any], key: str) -> str:
    """Return a text of an act as it is written; empty where there is none."""
    value = act.get(key)
    return value if isinstance(value, str) else ""


def judge(act: Mapping[str, Any], commit: Commit, ruling: Ruling) -> Judged:
    """Return how far a new act can be believed, and what is wrong with that."""
    verb, who = text_of(act, "act"), _who_is_asked(act, ruling)
    wanted = level_wanted(ruling.policy, verb)
    asked = ruling.signed(commit, who) if getattr(commit, "signature", b"") else UNSIGNED
    authored = who in ruling.authors(commit)
    word = _word(act, commit, ruling, asked.good, authored)
    breaches = [
        *_level(who, verb, wanted, asked, authored, ruling),
        *_agents(act, verb, ruling),
        *_times(act, commit, ruling),
    ]
    if not asked.checked and (wanted == "signed" or word is not Trust.AUTHOR):
        word = Trust.UNVERIFIED
    return Judged(word, tuple(breaches))


def _who_is_asked(act: Mapping[str, Any], ruling: Ruling) -> str:
    """Return who must meet the level: the speaker; who recorded it where an outside party or a leaver said it."""
    speaker = speaker_of(act)
    if is_outside(speaker) or (text_of(act, "via") == "handover" and ruling.has_left(speaker, None)):
        return ruling.current(text_of(act, "by"))
    return ruling.current(speaker)


def _word(act: Mapping[str, Any], commit: Commit, ruling: Ruling, signed: bool, authored: bool) -> Trust:
    if signed:
        return Trust.SIGNED
    if authored:
        return Trust.AUTHOR
    if _is_asserted(act, commit, ruling):
        return Trust.FORGE
    return Trust.RECORDED if ruling.person(text_of(act, "by")) is not None else Trust.UNVERIFIED


def _is_asserted(act: Mapping[str, Any], commit: Commit, ruling: Ruling) -> bool:
    """Whether a host's page or a trailer stands for the words: they are somebody else's word for them."""
    if text_of(act, "via").startswith(("https://", "http://")) and text_of(act, "for"):
        return True
    return text_of(act, "act") == "agree" and ruling.current(speaker_of(act)) in agreed_by(commit, ruling)


def _level(who: str, verb: str, wanted: str, asked: Signature, authored: bool, ruling: Ruling) -> Iterator[Breach]:
    if wanted == "recorded" or asked.good:
        return
    if wanted == "author" and not authored:
        known = who in ruling.people
        yield Breach(
            "PC501",
            Severity.ERROR,
            M("no email of {by} is the author's of the commit", by=who)
            if known
            else M("{by} was not registered before this commit", by=who),
            M("let {by} commit what {by} says, or stand by it: `promisectl confirm ID ACT --by {by}`", by=who)
            if known
            else M("register {by} first, and speak in a later commit", by=who),
        )
    if wanted == "signed":
        yield Breach(
            "PC502",
            Severity.ERROR,
            asked.why or UNSIGNED.why or M("the commit is not signed"),
            M("let {by} sign the commit of `{verb}` with a key that people.yaml listed before it", by=who, verb=verb),
        )


def _agents(act: Mapping[str, Any], verb: str, ruling: Ruling) -> Iterator[Breach]:
    """An agent's words, as `by` or `for`, are few (PC506)."""
    if not ruling.has_agents:
        return
    for key in ("by", "for"):
        person = ruling.person(text_of(act, key))
        if person is not None and person.kind == "agent" and verb not in _VERBS:
            yield Breach(
                "PC506",
                Severity.ERROR,
                M("{agent} is an agent; `{verb}` is a person's", agent=text_of(act, key), verb=verb),
                M("let {person} say it again", person=person.answers_to or M("a person")),
            )


def _times(act: Mapping[str, Any], commit: Commit, ruling: Ruling) -> Iterator[Breach]:
    at = instant_of(act, ruling)
    if at is None:
        return
    latest = max(commit.authored_at, commit.committed_at)
    if at - latest > AHEAD:
        yield Breach(
            "PC203",
            Severity.ERROR,
            M("it says {at}, and was committed before that, at {when}", at=text_of(act, "at"), when=latest.isoformat()),
            M("say it again when it is true"),
        )
    elif latest - at > BACKDATED:
        demanded = level_wanted(ruling.policy, text_of(act, "act")) != "recorded"
        yield Breach(
            "PC504",
            Severity.WARNING if demanded else Severity.INFO,
            M("said {at}, written down {days} d later", at=text_of(act, "at"), days=(latest - at).days),
            M("ask whoever heard it; words recorded late are worth a `via`"),
        )


def instant_of(act: Mapping[str, Any], ruling: Ruling) -> datetime | None:
    """Return the instant that an act says; a day is its first one. None where it says none."""
    try:
        return beginning(parse_moment(text_of(act, "at")), ruling.zone)
    except (ValueError, OverflowError):
        return None
