"""Replay: read a history act by act, from the first, into a Standing, or into the first Refusal.

People get wrong that the head plays no part: it is compared with the result afterwards (`unbalanced`). Replay opens
no calendar and no clock; whatever was computed once stands in the acts. Of the context it reads the zone and former
handles alone: no later edit of a register makes old words unlawful (`speaking` asks what a command asks besides).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.preconditions import lapsed
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.standing import Context, Role, Standing
from promisectl.lifecycle.table import BY_START, Move
from promisectl.model.act import Act, Verb
from promisectl.model.acts import ANSWERS, KEYS, NOTICES
from promisectl.model.message import M, Message
from promisectl.model.moment import beginning, in_zone, local_day
from promisectl.model.promise import Promise, State
from promisectl.model.terms import TERMS, key_of


def replay(history: Sequence[Act], context: Context, until: datetime | None = None) -> Standing | Refusal:
    """Return the Standing after every act (those at or before `until`), or the first Refusal.

    The history is not empty. With `until` before the opening act the Standing has no state.
    """
    standing = Standing()
    for act in history:
        at = instant_of(act, standing, context)
        if isinstance(at, Refusal):
            return replace(at, act=standing.acts)
        if until is not None and at > until:
            break
        refused = take(standing, act, at, context)
        if refused:
            return replace(refused, act=standing.acts)
        standing.acts += 1
    return standing


def standings(history: Sequence[Act], context: Context) -> Iterator[Standing]:
    """Yield where the conversation stands before each act, as far as it is lawful.

    It is one standing that goes along, so that many places are asked for in one pass: whoever looks must not keep it.
    """
    standing = Standing()
    for act in history:
        yield standing
        at = instant_of(act, standing, context)
        if isinstance(at, Refusal) or take(standing, act, at, context) is not None:
            return
        standing.acts += 1


def instant_of(act: Act, standing: Standing, context: Context) -> datetime | Refusal:
    """Return the instant an act was said: a day counts as its first instant, or as the act before it if later."""
    last, at = standing.last_at, act.at
    if isinstance(at, datetime):
        instant = at
    else:
        instant = beginning(at, context.zone)
        if last is not None and instant < last and at >= local_day(last, context.zone):
            instant = last
    if last is not None and instant < last:
        return Refusal(
            "PC203",
            M("this act says {at}, the one before it {last}", at=act.at, last=in_zone(last, context.zone)),
            M("acts stand in the order they were spoken; a later record goes to the end with its own time"),
            field="at",
        )
    return instant


def take(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Apply one act to the standing; or return why the law refuses it, the standing untouched."""
    move = judge(standing, act, at, context)
    if isinstance(move, Refusal):
        return move
    _observe(standing, act, at, context)
    move.does(standing, act, at, context)
    if move.after is not None:
        standing.state = move.after
    standing.last_at = at
    return None


def _observe(standing: Standing, act: Act, at: datetime, context: Context) -> None:
    """Keep what the metrics ask of a history besides its outcome."""
    if act.for_ is not None and act.for_ != act.by:
        standing.proxied = True
    verb = act.act
    answered = standing.first_response is not None or verb is Verb.NOTE
    notices = verb in NOTICES and not act.clear
    if answered and not notices:
        return
    performer = standing.roles(context)[1]
    if performer is None or context.current(act.speaker) != context.current(performer):
        return
    if notices:
        standing.notices.append((verb, at, act.reason))
    if not answered:
        standing.first_response = (verb, at)


def judge(standing: Standing, act: Act, at: datetime, context: Context) -> Move | Refusal:
    """Return the row of the table an act takes, or why none allows it."""
    refused = _closed(standing, act, at, context)
    if refused:
        return refused
    rows = BY_START.get((standing.state, act.act))
    if not rows:
        return _no_row(standing, act)
    if standing.state is State.PROMISED and act.act in ANSWERS and standing.proposal is None:
        return Refusal("PC209", M("no proposal is open: the terms in force stand"), _instead(standing, act, context))
    move = _row_for_speaker(rows, standing, act, context)
    if isinstance(move, Refusal):
        return _with_what_nobody_may(move, rows[0], standing, act, at, context)
    more = act.__pydantic_fields_set__ - KEYS[act.act]
    strange = sorted(name for name in more if getattr(act, name) is not None) if more else None
    if strange:
        return Refusal(
            "PC202",
            M("`{verb}` carries no `{key}`", verb=act.act.value, key=key_of(strange[0])),
            field=strange[0],
        )
    for demand in move.must:
        refused = demand(standing, act, at, context)
        if refused:
            return refused
    return move


def _closed(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    if act.act is Verb.NOTE or standing.state is None:
        return None
    if not standing.state.is_open:
        return Refusal(
            "PC207",
            M("the conversation is closed: {state}", state=standing.state.value),
            M("what follows is a new promise with `follows:`, or `reopens:` for the same concern"),
        )
    if standing.state is State.PROMISED and lapsed(standing, at, context):
        return Refusal(
            "PC207",
            M("the promise lapsed: its condition did not come true by {by}", by=standing.terms.condition.by)
            if standing.terms.condition
            else M("the promise lapsed"),
            M("what follows is a new promise with `follows:`"),
        )
    return None


def _no_row(standing: Standing, act: Act) -> Refusal:
    if standing.state is None:
        return Refusal(
            "PC201",
            M("a conversation opens with `request` or `offer`, not with `{verb}`", verb=act.act.value),
        )
    if act.act in ANSWERS:
        return Refusal("PC209", M("there is nothing to answer: the promise is {state}", state=standing.state.value))
    return Refusal(
        "PC201",
        M(
            "`{verb}` is not allowed while the promise is {state}",
            verb=act.act.value,
            state=standing.state.value,
        ),
        _RIGHT_VERB.get((standing.state, act.act)),
    )


_RIGHT_VERB: dict[tuple[State, Verb], Message] = {
    (State.REQUESTED, Verb.RENEGOTIATE): M("nothing is agreed yet: to change the terms use `counter`"),
    (State.OFFERED, Verb.RENEGOTIATE): M("nothing is agreed yet: to change the terms use `counter`"),
    (State.PROMISED, Verb.COUNTER): M("the terms are agreed: to change them use `renegotiate`"),
    (State.REQUESTED, Verb.CANCEL): M("nothing is agreed yet: the asker uses `withdraw`"),
    (State.OFFERED, Verb.CANCEL): M("nothing is agreed yet: to say no use `decline`"),
    (State.REQUESTED, Verb.REVOKE): M("nothing is agreed yet: to say no use `decline`"),
    (State.OFFERED, Verb.REVOKE): M("nothing is agreed yet: the offerer uses `withdraw`"),
    (State.REQUESTED, Verb.DELIVER): M("nothing is agreed yet: first `agree`"),
    (State.OFFERED, Verb.DELIVER): M("nothing is agreed yet: the customer agrees first"),
    (State.REQUESTED, Verb.ACCEPT): M("`accept` receives a delivery; to say yes to the terms use `agree`"),
    (State.OFFERED, Verb.ACCEPT): M("`accept` receives a delivery; to say yes to the terms use `agree`"),
    (State.PROMISED, Verb.REJECT): M("nothing is delivered yet; to release the performer use `cancel`"),
    (State.DELIVERED, Verb.DELIVER): M("it is delivered already: the customer's verdict comes next"),
    (State.DELIVERED, Verb.REVOKE): M("it is delivered: the customer says `accept`, `reject` or `cancel`"),
    (State.DELIVERED, Verb.RENEGOTIATE): M("it is delivered: the customer says `accept` or `reject` first"),
}


def roles_of(standing: Standing, speaker: str, context: Context) -> frozenset[Role]:
    """Return everything a speaker is to the promise; everybody is at least an observer."""
    terms, who = standing.terms, context.current(speaker)
    roles = {Role.OBSERVER}
    if terms.customer is not None and context.current(terms.customer) == who:
        roles.add(Role.CUSTOMER)
    if terms.performer is not None and context.current(terms.performer) == who:
        roles.add(Role.PERFORMER)
    if standing.proposal is not None:
        if standing.proposal.proposer == who:
            roles.add(Role.PROPOSER)
        if who in needed(standing, context):
            roles.add(Role.PARTY)
    return frozenset(roles)


def _with_what_nobody_may(
    refused: Refusal, move: Move, standing: Standing, act: Act, at: datetime, context: Context
) -> Refusal:
    """Return the refusal of a speaker; where nobody may say the act now, its help tells that, not whom to ask."""
    for demand in move.must:
        not_now = demand(standing, act, at, context)
        if not_now is not None and not_now.code == "PC201":
            return replace(refused, help=M("nobody may say it now: {why}", why=not_now.note))
    return refused


def _row_for_speaker(rows: tuple[Move, ...], standing: Standing, act: Act, context: Context) -> Move | Refusal:
    if act.by.startswith("ext:"):
        return Refusal(
            "PC204",
            M("an outside party ({by}) writes nothing itself", by=act.by),
            M("whoever records the words is `by`, the outside party `for`, with `via`"),
            field="by",
        )
    if standing.state is None:
        return rows[0]
    roles = roles_of(standing, act.speaker, context)
    for row in rows:
        if row.role in roles:
            return row
    return _wrong_speaker(rows, standing, act, context)


def _wrong_speaker(rows: tuple[Move, ...], standing: Standing, act: Act, context: Context) -> Refusal:
    owners = {row.role: holders(row.role, standing, context) for row in rows}
    role, handles = next(iter(owners.items()))
    mine = roles_of(standing, act.speaker, context)
    is_party = Role.PERFORMER in mine or Role.CUSTOMER in mine
    own = ("performer" if Role.PERFORMER in mine else "customer") if is_party else "observer"
    return Refusal(
        "PC204",
        M(
            "only {role} ({owner}) may `{verb}`; {speaker} is {own}",
            role=_ROLE_NAMES[role],
            owner=", ".join(handles) or "-",
            verb=act.act.value,
            speaker=act.speaker,
            own=_OWN_NAMES[own],
        ),
        _instead(standing, act, context, mine) or _ask(handles, act),
        field="for_" if act.for_ else "by",
    )


_ROLE_NAMES = {
    Role.CUSTOMER: M("the customer"),
    Role.PERFORMER: M("the performer"),
    Role.PARTY: M("a party whose agreement is needed"),
    Role.PROPOSER: M("whoever made the proposal"),
    Role.OBSERVER: M("a registered person"),
}
_OWN_NAMES = {
    "customer": M(
        "the customer",
    ),
    "performer": M("the performer"),
    "observer": M("neither customer nor performer"),
}


def _ask(handles: Sequence[str], act: Act) -> Message | None:
    if not handles:
        return None
    return M(
        'ask {owner} to say it, or record the words: `--for {owner} --via "…"`',
        owner=handles[0],
        verb=act.act.value,
    )


def _instead(standing: Standing, act: Act, context: Context, mine: frozenset[Role] = frozenset()) -> Message | None:
    """Name the verb that would do what the speaker seems to want."""
    verb = act.act
    if Role.PERFORMER in mine and verb in (Verb.CANCEL, Verb.FAIL):
        return M("`{verb}` is the customer's; to take back your own promise use `revoke`", verb=verb.value)
    if Role.CUSTOMER in mine and verb in _OF_THE_PERFORMER:
        return _OF_THE_PERFORMER[verb]
    if standing.state in (State.REQUESTED, State.OFFERED) and mine & _PARTIES:
        return _BEFORE_AN_ANSWER.get(verb)
    if verb is Verb.WITHDRAW and standing.state is State.PROMISED and standing.proposal is None:
        return M("to take back a promise use `revoke` (performer) or `cancel` (customer)")
    return None


_OF_THE_PERFORMER = {
    Verb.REVOKE: M("`revoke` is the performer's; to release the performer use `cancel`"),
    Verb.DELIVER: M("`deliver` is the performer's; to receive what came use `accept`"),
}
_BEFORE_AN_ANSWER = {
    Verb.AGREE: M("you spoke last: the answer is the other's; to take it back use `withdraw`"),
    Verb.DECLINE: M("to take back your own word use `withdraw`"),
    Verb.WITHDRAW: M("to say no to the other's word use `decline`"),
}


_PARTIES = frozenset({Role.CUSTOMER, Role.PERFORMER})


def holders(role: Role, standing: Standing, context: Context) -> tuple[str, ...]:
    """Return who holds a role, by the handles they go by now; none for the observer, who may be anybody."""
    terms = standing.terms
    if role is Role.CUSTOMER:
        return (context.current(terms.customer),) if terms.customer else ()
    if role is Role.PERFORMER:
        return (context.current(terms.performer),) if terms.performer else ()
    if role is Role.PARTY:
        return tuple(sorted(needed(standing, context)))
    if role is Role.PROPOSER:
        return (standing.proposal.proposer,) if standing.proposal else ()
    return ()


def unbalanced(promise: Promise, standing: Standing) -> list[str]:
    """Return the keys of the head that differ from the history: `state` first, then terms in their order."""
    wrong = ["state"] if promise.file.state != standing.state else []
    shown = promise.head_terms()
    if shown == standing.terms:
        return wrong
    return wrong + [key_of(name) for name in TERMS if getattr(shown, name) != getattr(standing.terms, name)]
