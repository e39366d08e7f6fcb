"""Trust: how far a new act can be believed, judged by the people and the policy of the commit before it (trust.md).

An act is put into a history by a commit. What that commit proves is one word: `signed` and `author` (a key, an author
line of whoever recorded it), `forge-asserted` (a host's review, or a trailer, says so), `recorded` (it was written
down, openly), `unverified` (nobody could tell). People get wrong whose register counts: the parent's, never the
commit's own, else an act could bring its own key along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from promisectl.model.acts import AGENTS_MAY
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import beginning, parse_moment
from promisectl.model.people import People
from promisectl.model.settings import Policy
from promisectl.model.signature import UNSIGNED, Signature

BACKDATED = timedelta(days=2)
AHEAD = timedelta(minutes=10)
LEVELS = ("recorded", "author", "signed")
_VERBS = frozenset(verb.value for verb in AGENTS_MAY)
_TEXTS = frozenset({"note", "why", "via", "help", "understood", "remedy", "what", "evidence", "unmet", "criteria"})


class Trust(StrEnum):
    """How far an act can be believed."""

    SIGNED = "signed"
    AUTHOR = "author"
    FORGE = "forge-asserted"
    RECORDED = "recorded"
    UNVERIFIED = "unverified"


class Commit(Protocol):
    """What is asked of the commit that brings an act."""

    @property
    def email(self) -> str:
        """The author's email."""

    @property
    def authored_at(self) -> datetime:
        """When it was written, by its author line."""

    @property
    def committed_at(self) -> datetime:
        """When it was committed, by its committer line."""

    def trailers(self, name: str) -> list[str]:
        """Return the values of a trailer."""


@dataclass(frozen=True)
class Before:
    """What a commit is judged by: the register, the policy and the zone of its parent."""

    people: People
    policy: Policy
    zone: ZoneInfo
    known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def has_agents(self) -> bool:
        """Whether any agent is registered."""
        return any(person.kind == "agent" for person in self.people.by_handle.values())

    def authors(self, commit: Commit) -> frozenset[str]:
        """Return the handles that a commit's author goes by; none where the email is nobody's."""
        if commit.email not in self.known:
            self.known[commit.email] = authors_of(commit.email, self.people) if commit.email else frozenset()
        return self.known[commit.email]


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong with how an act came into the history: a code, its weight, what and what to do."""

    code: str
    severity: Severity
    note: Message
    help: Message


@dataclass(frozen=True, slots=True)
class Judged:
    """An act's trust word, and its breaches."""

    word: Trust
    breaches: tuple[Breach, ...] = ()


def authors_of(email: str, people: People) -> frozenset[str]:
    """Return the handles that an email belongs to, by a register; letters count the same in both cases."""
    folded = email.casefold()
    return frozenset(
        handle for handle, person in people.by_handle.items() if any(folded == one.casefold() for one in person.emails)
    )


def agreed_by(commit: Commit, people: People) -> frozenset[str]:
    """Return the handles that `Agreed-by` trailers name: `ana`, or as git writes people, `Ana <ana@example.com>`."""
    found: set[str] = set()
    for handle in commit.trailers("Agreed-by"):
        email = handle.rpartition("<")[2].removesuffix(">") if handle.endswith(">") else ""
        found |= authors_of(email, people) if email else {people.current(handle.partition(" ")[0])}
    return frozenset(found)


def author_of(commit: Commit, people: People) -> str | None:
    """Return the handle of a commit's author, by a register; None where it is nobody's email."""
    return min(authors_of(commit.email, people), default=None) if commit.email else None


def level_wanted(policy: Policy, verb: str) -> str:
    """Return what a policy demands of an act: `recorded`, `author` or `signed`. Single acts are raised, not lowered."""
    return max(policy.trust, policy.acts.get(verb, "recorded"), key=LEVELS.index)


def may_rule(commit: Commit, before: Before) -> bool:
    """Return whether a commit's author may change settings and people: a steward; anyone where none is named."""
    if not before.policy.stewards:
        return True
    stewards = {before.people.current(handle) for handle in before.policy.stewards}
    return bool(stewards & before.authors(commit))


Asked = Callable[[str], Signature]


def unsigned(_handle: str) -> Signature:
    """Return what is known of the signature of a commit that has none."""
    return UNSIGNED


def judge(act: Mapping[str, Any], commit: Commit, before: Before, signature: Asked = unsigned) -> Judged:
    """Return how far a new act can be believed, and what is wrong with that; `signature` answers for a handle."""
    by, verb = _text(act, "by"), _text(act, "act")
    handle = before.people.current(by)
    wanted = level_wanted(before.policy, verb)
    asked = signature(handle)
    authored = handle in before.authors(commit)
    word = _word(act, commit, before, asked.good, authored)
    breaches = [
        *_level(by, verb, wanted, asked, authored, before),
        *_agents(act, verb, before),
        *_times(act, commit, before),
    ]
    if not asked.checked and (wanted == "signed" or word is not Trust.AUTHOR):
        word = Trust.UNVERIFIED
    return Judged(word, tuple(breaches))


def _text(act: Mapping[str, Any], key: str) -> str:
    value = act.get(key)
    return value if isinstance(value, str) else ""


def _word(act: Mapping[str, Any], commit: Commit, before: Before, signed: bool, authored: bool) -> Trust:
    if signed:
        return Trust.SIGNED
    if authored:
        return Trust.AUTHOR
    if _asserted(act, commit, before):
        return Trust.FORGE
    return Trust.RECORDED if _text(act, "by") in before.people else Trust.UNVERIFIED


def _asserted(act: Mapping[str, Any], commit: Commit, before: Before) -> bool:
    """Whether a host's page or a trailer stands for the words: they are somebody else's word for them."""
    if _text(act, "via").startswith(("https://", "http://")) and _text(act, "for"):
        return True
    speaker = before.people.current(_text(act, "for") or _text(act, "by"))
    return _text(act, "act") == "agree" and speaker in agreed_by(commit, before.people)


def _level(by: str, verb: str, wanted: str, asked: Signature, authored: bool, before: Before) -> Iterator[Breach]:
    if wanted == "recorded" or asked.good:
        return
    if wanted == "author" and not authored:
        known = by in before.people
        yield Breach(
            "PC501",
            Severity.ERROR,
            M("no email of {by} is the author's of the commit", by=by)
            if known
            else M("{by} was not registered before this commit", by=by),
            M("let {by} commit what {by} says, with an email of people.yaml", by=by)
            if known
            else M("register {by} first, and speak in a later commit", by=by),
        )
    if wanted == "signed":
        yield Breach(
            "PC502",
            Severity.ERROR,
            asked.why or UNSIGNED.why or M("the commit is not signed"),
            M("let {by} sign the commit of `{verb}` with a key that people.yaml listed before it", by=by, verb=verb),
        )


def _agents(act: Mapping[str, Any], verb: str, before: Before) -> Iterator[Breach]:
    """An agent's words, as `by` or `for`, are few (PC506)."""
    if not before.has_agents:
        return
    for key in ("by", "for"):
        person = before.people.get(_text(act, key))
        if person is not None and person.kind == "agent" and verb not in _VERBS:
            yield Breach(
                "PC506",
                Severity.ERROR,
                M("{agent} is an agent; `{verb}` is a person's", agent=_text(act, key), verb=verb),
                M("let {person} say it again", person=person.answers_to or M("a person")),
            )


def _times(act: Mapping[str, Any], commit: Commit, before: Before) -> Iterator[Breach]:
    try:
        at = beginning(parse_moment(_text(act, "at")), before.zone)
    except (ValueError, OverflowError):
        return
    latest = max(commit.authored_at, commit.committed_at)
    if at - latest > AHEAD:
        yield Breach(
            "PC203",
            Severity.ERROR,
            M("it says {at}, and was committed before that, at {when}", at=_text(act, "at"), when=latest.isoformat()),
            M("say it again when it is true"),
        )
    elif commit.authored_at - at > BACKDATED:
        demanded = level_wanted(before.policy, _text(act, "act")) != "recorded"
        yield Breach(
            "PC504",
            Severity.WARNING if demanded else Severity.INFO,
            M(
                "said {at}, written down {days} d later",
                at=_text(act, "at"),
                days=(commit.authored_at - at).days,
            ),
            M("ask whoever heard it; words recorded late are worth a `via`"),
        )


def redactors(before: Any, after: Any, key: str = "") -> set[str] | None:
    """Return who redacted, where free texts taken out are all that differs between two acts; else None.

    Empty where nothing differs.
    """
    if before == after:
        return set()
    if isinstance(before, str):
        return _redactor(after) if key in _TEXTS else None
    if type(before) is not type(after):
        return None
    if isinstance(before, dict) and before.keys() == after.keys():
        return _together(redactors(before[name], after[name], _key(key, name)) for name in before)
    if isinstance(before, list) and len(before) == len(after):
        return _together(redactors(old, new, key) for old, new in zip(before, after, strict=True))
    return None


def _redactor(value: Any) -> set[str] | None:
    """Return who took a text out, where what stands there is no more than that; else None."""
    if not isinstance(value, Mapping) or set(value) != {"redacted"}:
        return None
    taken = value["redacted"]
    by = taken.get("by") if isinstance(taken, Mapping) else None
    return {by} if isinstance(by, str) else None


def _key(above: str, name: str) -> str:
    """Return the key that says whether a text is free: the text of a condition is `what` must come true."""
    return "what" if above == "condition" and name == "text" else name


def _together(found: Iterator[set[str] | None]) -> set[str] | None:
    every: set[str] = set()
    for one in found:
        if one is None:
            return None
        every |= one
    return every


def may_redact(handles: set[str], commit: Commit, before: Before) -> bool:
    """Return whether these redactors may take texts out: persons; stewards, where some are named."""
    people, stewards = before.people, {before.people.current(steward) for steward in before.policy.stewards}
    for handle in handles:
        person = people.get(handle)
        if (person is not None and person.kind == "agent") or (stewards and people.current(handle) not in stewards):
            return False
    return may_rule(commit, before)
