"""The acts of the law, a row each: what a person reads of one, what it carries, and what kind of word it is.

An act is added by a member of `Verb` and a row here, its moves in `lifecycle/table.py`, and the command that says it.
Which of them is lawful where is the table's business; nothing here knows a state.
"""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.message import M, Message
from promisectl.model.vocabulary import Role, Word


class Verb(Word):
    """The acts of the law (lifecycle.md)."""

    REQUEST = "request"
    OFFER = "offer"
    COUNTER = "counter"
    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    RENEGOTIATE = "renegotiate"
    WARN = "warn"
    ACTIVATE = "activate"
    PAUSE = "pause"
    RESUME = "resume"
    DELIVER = "deliver"
    ACCEPT = "accept"
    REJECT = "reject"
    CANCEL = "cancel"
    REVOKE = "revoke"
    FAIL = "fail"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ActKind:
    """One row: `help` for those who say the act, `said` for those who read it, and the keys it alone may carry.

    `opener` is the role of whoever opens a conversation with it. An act that `answers` needs a question or a proposal;
    a `notice` announces trouble; one that is `harmless` changes nothing that others said before; `ends_pause` starts a
    clock again that stood still; `agents_may` say it too.
    """

    verb: Verb
    help: Message
    said: Message
    keys: tuple[str, ...] = ()
    opener: Role | None = None
    answers: bool = False
    notice: bool = False
    harmless: bool = False
    ends_pause: bool = False
    agents_may: bool = False


_OPENING = ("terms", "reply_by", "why")
_MOVED = ("dues", "without")
ACTS: tuple[ActKind, ...] = (
    ActKind(
        Verb.REQUEST,
        M("Ask somebody to promise you something."),
        M("{who} asked {other} for this"),
        _OPENING,
        opener=Role.CUSTOMER,
        agents_may=True,
    ),
    ActKind(
        Verb.OFFER,
        M("Offer something to somebody."),
        M("{who} offered this to {other}"),
        _OPENING,
        opener=Role.PERFORMER,
        agents_may=True,
    ),
    ActKind(
        Verb.COUNTER,
        M("Propose other terms before anything is agreed."),
        M("{who} proposed other terms"),
        _OPENING,
    ),
    ActKind(
        Verb.AGREE,
        M("Say yes to what is asked, offered or proposed."),
        M("{who} agreed"),
        ("understood", "terms", "due", "calendar", "without"),
        answers=True,
    ),
    ActKind(
        Verb.DECLINE,
        M("Say no to what is asked, offered or proposed."),
        M("{who} declined"),
        answers=True,
    ),
    ActKind(
        Verb.WITHDRAW,
        M("Take back your own request, offer or proposal."),
        M("{who} took it back"),
        answers=True,
    ),
    ActKind(
        Verb.RENEGOTIATE,
        M("Propose to change terms that are in force."),
        M("{who} proposed to renegotiate"),
        ("terms", "material"),
        notice=True,
    ),
    ActKind(
        Verb.DELIVER,
        M("Declare that the conditions are met."),
        M("{who} delivered"),
        ("evidence", *_MOVED),
        ends_pause=True,
        agents_may=True,
    ),
    ActKind(
        Verb.ACCEPT,
        M("Declare satisfaction with what was delivered."),
        M("{who} accepted"),
        ("as_", "fraction", "rating", "delivered_on", *_MOVED),
        ends_pause=True,
    ),
    ActKind(
        Verb.REJECT,
        M("Say which criteria the delivery does not meet."),
        M("{who} rejected"),
        ("unmet",),
    ),
    ActKind(
        Verb.CANCEL,
        M("Release the performer."),
        M("{who} released {other}"),
        _MOVED,
        ends_pause=True,
    ),
    ActKind(
        Verb.REVOKE,
        M("Break your own promise in the open."),
        M("{who} revoked the promise"),
        ("remedy", *_MOVED),
        notice=True,
        ends_pause=True,
    ),
    ActKind(
        Verb.FAIL,
        M("Declare a promise broken."),
        M("{who} declared it broken"),
    ),
    ActKind(
        Verb.WARN,
        M("Warn early that a promise is in trouble."),
        M("{who} warned"),
        ("forecast", "help", "clear"),
        notice=True,
        harmless=True,
        agents_may=True,
    ),
    ActKind(
        Verb.ACTIVATE,
        M("Say that the condition came true: the clock starts."),
        M("{who} said the condition came true"),
        ("evidence", "due", "calendar", "without"),
    ),
    ActKind(
        Verb.PAUSE,
        M("Stop the clock."),
        M("{who} paused the clock"),
    ),
    ActKind(
        Verb.RESUME,
        M("Start the clock again; the dues move by the pause."),
        M("{who} resumed the clock"),
        _MOVED,
        ends_pause=True,
    ),
    ActKind(
        Verb.NOTE,
        M("Note something; it moves nothing."),
        M("{who} noted"),
        ("kind", "of", "evidence", "acts"),
        harmless=True,
        agents_may=True,
    ),
)
ACT: dict[Verb, ActKind] = {kind.verb: kind for kind in ACTS}
EVERY_ACT = frozenset({"act", "by", "at", "for_", "via", "note", "reason"})
KEYS = {kind.verb: EVERY_ACT | frozenset(kind.keys) for kind in ACTS}  # what each may carry (format.md, History)


def opener_of(verb: Verb) -> str:
    """Return the role of whoever opens with this act: `customer` for a request, `performer` for an offer."""
    role = ACT[verb].opener
    if role is None:
        raise ValueError(f"{verb.value} opens nothing")
    return role.value


OPENINGS = frozenset(kind.verb for kind in ACTS if kind.opener is not None)
ANSWERS = frozenset(kind.verb for kind in ACTS if kind.answers)
NOTICES = frozenset(kind.verb for kind in ACTS if kind.notice)
HARMLESS = frozenset(kind.verb for kind in ACTS if kind.harmless)
ENDS_PAUSE = frozenset(kind.verb for kind in ACTS if kind.ends_pause)
AGENTS_MAY = frozenset(kind.verb for kind in ACTS if kind.agents_may)
