"""Every place a conversation can come to, each with a minimal history that leads there."""

from dataclasses import dataclass, replace

from histories import ANA, DIEGO, OLGA, act, agree, offer, request

NOW = "2026-03-10T10:00:00Z"
CRITERIA = ["report with 8 photos", "estimate signed"]


@dataclass(frozen=True)
class Situation:
    """A history, and what the norm calls the place it has come to."""

    name: str
    state: str
    history: tuple
    at: str = NOW
    proposer: str = ""
    paused: bool = False
    within: bool = False
    waits_for_activation: bool = False
    activation_starts_the_clock: bool = False
    due_past: bool = False
    pause_on: tuple = ()
    criteria: bool = False


def situations():
    """Yield a minimal history for each state, with and without what may stand open in it."""
    asked, offered, promised = (request(),), (offer(),), (request(), agree())
    yield Situation("requested", "requested", asked)
    yield Situation("requested by a counter-offer of the customer", "requested", (*offered, countered(ANA)))
    yield Situation("offered", "offered", offered)
    yield Situation("offered by a counter of the performer", "offered", (*asked, countered(DIEGO)))
    plain = Situation("promised", "promised", promised)
    yield plain
    yield replace(plain, name="promised, due past", at="2026-03-21T00:00:00Z", due_past=True)
    yield replace(plain, name="promised, on its last instant", at="2026-03-20T23:59:59Z")
    for who, handle in (("customer", ANA), ("performer", DIEGO)):
        yield replace(plain, name=f"proposal of the {who}", history=(*promised, proposal(handle)), proposer=who)
    running = (request(due=None, within="5d", pause_on=["supplier"]), agree(due="2026-03-07"))
    yield replace(
        plain, name="promised within", history=running, within=True, pause_on=("supplier",), at="2026-03-05T10:00:00Z"
    )
    unagreed = (request(due=None, within="5d"), agree(due="2026-03-07"))
    yield replace(
        plain, name="within, no pause-on", history=unagreed, within=True, due_past=True, at="2026-03-09T10:00:00Z"
    )
    paused = (*running, act("pause", ANA, "2026-03-04T10:00:00Z", reason="supplier"))
    yield replace(
        plain,
        name="paused, due past",
        history=paused,
        within=True,
        paused=True,
        pause_on=("supplier",),
        due_past=True,
    )
    yield replace(
        plain,
        name="paused with a proposal",
        history=(*paused, proposal(DIEGO)),
        within=True,
        paused=True,
        pause_on=("supplier",),
        proposer="performer",
        due_past=True,
    )
    condition = {"text": "the spare part is here", "by": "2026-03-15"}
    waiting = (request(condition=condition), agree())
    yield replace(plain, name="conditional, fixed due", history=waiting, waits_for_activation=True)
    unbounded = (request(condition={"text": "the spare part is here"}), agree())
    yield replace(
        plain,
        name="conditional, no deadline, due past",
        history=unbounded,
        waits_for_activation=True,
        due_past=True,
        at="2026-04-01T00:00:00Z",
    )
    timed = (request(condition=condition, due=None, within="5d"), agree())
    yield replace(
        plain,
        name="conditional within",
        history=timed,
        within=True,
        waits_for_activation=True,
        activation_starts_the_clock=True,
    )
    unconditional = (request(due=None, within="5d from activation"), agree())
    yield replace(
        plain,
        name="within from activation, no condition",
        history=unconditional,
        within=True,
        waits_for_activation=True,
        activation_starts_the_clock=True,
    )
    yield replace(
        plain,
        name="activated",
        history=(*waiting, act("activate", OLGA, "2026-03-04T10:00:00Z", evidence=["here"])),
        at="2026-03-16T00:00:00Z",
    )
    yield replace(
        plain,
        name="activated within",
        history=(*timed, act("activate", ANA, "2026-03-04T10:00:00Z", evidence=["here"], due="2026-03-09")),
        within=True,
        due_past=True,
    )
    yield replace(plain, name="lapsed", state="lapsed", history=waiting, at="2026-03-16T00:00:00Z")
    yield replace(
        plain,
        name="lapsed with a proposal",
        state="lapsed",
        history=(*waiting, proposal(ANA)),
        at="2026-03-16T00:00:00Z",
    )
    given = act("deliver", DIEGO, "2026-03-05T10:00:00Z", evidence=["a report"])
    yield Situation("delivered", "delivered", (*promised, given))
    yield Situation(
        "delivered, late",
        "delivered",
        (*promised, given | {"at": "2026-03-22T10:00:00Z"}),
        due_past=True,
        at="2026-03-23T10:00:00Z",
    )
    yield Situation("delivered with a proposal", "delivered", (*promised, proposal(DIEGO), given))
    explicit = (request(criteria=CRITERIA), agree())
    yield Situation("promised with criteria", "promised", explicit, criteria=True)
    yield Situation("delivered with criteria", "delivered", (*explicit, given), criteria=True)
    yield Situation(
        "rejected", "promised", (*promised, given, act("reject", ANA, "2026-03-06T10:00:00Z", note="no estimate"))
    )
    yield Situation("accepted", "accepted", (*promised, given, act("accept", ANA, "2026-03-06T10:00:00Z")))
    yield Situation(
        "accepted without a delivery",
        "accepted",
        (*promised, act("accept", ANA, "2026-03-06T10:00:00Z", delivered_on="2026-03-05")),
    )
    yield Situation("declined by the performer", "declined", (*asked, act("decline", DIEGO, "2026-03-03T10:00:00Z")))
    yield Situation("declined by the customer", "declined", (*offered, act("decline", ANA, "2026-03-03T10:00:00Z")))
    yield Situation("request withdrawn", "withdrawn", (*asked, act("withdraw", ANA, "2026-03-03T10:00:00Z")))
    yield Situation("offer withdrawn", "withdrawn", (*offered, act("withdraw", DIEGO, "2026-03-03T10:00:00Z")))
    ended = {"at": "2026-03-06T10:00:00Z", "reason": "other"}
    yield Situation("revoked", "revoked", (*promised, act("revoke", DIEGO, **ended)))
    yield Situation("cancelled", "cancelled", (*promised, act("cancel", ANA, **ended)))
    yield Situation("cancelled after delivery", "cancelled", (*promised, given, act("cancel", ANA, **ended)))
    yield Situation("failed after delivery", "failed", (*promised, given, act("fail", ANA, **ended)))


def countered(by):
    return act("counter", by, "2026-03-02T11:00:00Z", terms={"due": "2026-03-19"})


def proposal(by):
    return act("renegotiate", by, "2026-03-05T10:00:00Z", terms={"what": "inspect two vehicles"}, reason="other")


def spoken(verb, by, here):
    """Return the act with everything the norm says it must carry here, and nothing it may not."""
    more = {}
    reason = {"reason": here.pause_on[0] if here.pause_on else "other"}
    moved = {"dues": {"first": "2026-03-12", "counted": "2026-03-12", "current": "2026-03-12"}}
    match verb:
        case "request" | "offer":
            more = {"terms": request()["terms"]}
        case "counter":
            more = {"terms": {"due": "2026-03-18"}}
        case "renegotiate":
            more = {"terms": {"what": "inspect three vehicles"}, **reason}
        case "warn" | "pause" | "fail" | "cancel" | "revoke":
            more = reason
        case "activate":
            more = {"evidence": ["seen"], **({"due": "2026-03-14"} if here.activation_starts_the_clock else {})}
        case "resume":
            more = moved
        case "deliver":
            more = {"evidence": ["a report"]}
        case "accept" if here.state == "promised":
            more = {"delivered_on": here.at[:10]}
        case "reject":
            more = {"unmet": CRITERIA[:1]} if here.criteria else {"note": "not what was promised"}
    if here.paused and verb in ("deliver", "accept", "cancel", "revoke"):
        more |= moved
    return act(verb, by, here.at, **more)


ALL = {here.name: here for here in situations()}
SPEAKERS = {"customer": ANA, "performer": DIEGO, "observer": OLGA}
