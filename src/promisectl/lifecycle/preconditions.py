"""Demands: what an act must carry, and when it may be said. Each returns the Refusal, or None where it is met."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from promisectl.lifecycle.refusal import THIS, Refusal
from promisectl.lifecycle.standing import Context, Standing, starts_at_activation
from promisectl.model.act import Act
from promisectl.model.acts import Verb, opener_of
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, deadline, local_day
from promisectl.model.promise import State
from promisectl.model.terms import Terms

NOTHING_CHANGES = M("no term differs from the terms as they stand")
Precondition = Callable[[Standing, Act, datetime, Context], Refusal | None]


def _lacks(note: Message, field: str = "act", help: Message | None = None) -> Refusal:
    return Refusal("PC202", note, help, field=field)


def _not_now(note: Message, help: Message | None = None) -> Refusal:
    return Refusal("PC201", note, help)


def unsound(terms: Terms) -> Refusal | None:
    """Refuse terms that no promise can have: without what, without a due, or with a clock that cannot start."""
    if terms.what is None:
        return _lacks(M("the terms do not say what is promised"), "terms")
    if terms.customer is None or terms.performer is None:
        return _lacks(M("the terms name no customer or no performer"), "terms")
    if terms.due is None and terms.within is None:
        return _lacks(M("the terms carry neither `due` nor `within`: a promise says by when"), "terms")
    if terms.within is not None:
        if terms.within.unit != "d" and terms.calendar is None:
            return _lacks(M("business days and hours need a `calendar` in the terms"), "terms")
        if terms.condition is not None and terms.within.start == "agreement":
            return _lacks(M("with a condition the clock starts `from activation`, not from the agreement"), "terms")
    return None


def opening_terms(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """The opening act carries every term except the opener's own role."""
    if act.terms is None:
        return _lacks(M("the opening act carries the terms"), "act")
    own = opener_of(act.act)
    repeated = getattr(act.terms, own)
    if repeated is not None and context.current(repeated) != context.current(act.speaker):
        return _lacks(M("the {role} of this act is its speaker, {speaker}", role=own, speaker=act.speaker), "terms")
    terms = Terms(**{own: act.speaker, **act.terms.given()})
    if repeated is None and getattr(terms, own) is None:
        terms = terms.changed({own: act.speaker})
    if terms.due is not None and terms.within is not None:
        return _lacks(M("the terms carry both `due` and `within`: one of them says by when"), "terms")
    return unsound(terms)


def counter_terms(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A counter changes at least one term, and neither customer nor performer."""
    changes = act.terms.given() if act.terms else {}
    roles = [name for name in standing.terms.differences(changes) if name in ("customer", "performer")]
    if roles:
        return _lacks(
            M("a counter-proposal does not change who is {role}", role=roles[0]),
            "terms",
            M("decline, and request or offer anew with the other person"),
        )
    if not standing.terms.differences(changes):
        return _nothing_changes()
    terms = standing.terms.changed(changes)
    if terms.due is not None and terms.within is not None:
        return _lacks(
            M("the terms would carry both `due` and `within`: one of them says by when"),
            "terms",
            M("drop the other one: `due: null` or `within: null`"),
        )
    return unsound(terms)


def _nothing_changes() -> Refusal:
    return _lacks(
        NOTHING_CHANGES,
        "terms",
        M("name at least one term that changes, or use `agree`"),
    )


def first_agreement(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Agreeing to the terms on the table: where it starts a clock it stores the due."""
    terms = standing.terms
    if act.terms is not None and terms.differences(act.terms.given()):
        return _lacks(M("what is agreed to differs from the terms on the table"), "terms")
    return _stored_due(act, terms, wanted=terms.within is not None and not starts_at_activation(terms))


def _stored_due(act: Act, terms: Terms, *, wanted: bool) -> Refusal | None:
    if wanted and act.due is None:
        return _lacks(
            M("this act starts the clock and must store the computed `due`"),
            "act",
            M("let the command compute it: `promisectl {verb} {id}{more}`", **_said_by_command(act)),
        )
    if not wanted and (act.due is not None or act.calendar is not None):
        return _lacks(M("this act starts no clock, so it carries no `due`"), "due" if act.due else "calendar")
    if act.calendar is not None and act.calendar != terms.calendar:
        return _lacks(M("the calendar is not the one of the terms"), "calendar")
    return _skipped(act, terms, counts=wanted)


_ASKED = dict.fromkeys((Verb.ACTIVATE, Verb.DELIVER), M(" -e EVIDENCE"))
_ASKED |= dict.fromkeys((Verb.CANCEL, Verb.REVOKE), M(" --reason CODE"))


def _said_by_command(act: Act) -> dict[str, object]:
    """Return what a help names of the command that says this act: its verb, this promise, the options it asks for."""
    return {"verb": act.act.value, "id": THIS, "more": _ASKED.get(act.act, "")}


def _skipped(act: Act, terms: Terms, *, counts: bool) -> Refusal | None:
    """Refuse public holidays where no business days or hours are counted."""
    if act.without is None or (counts and terms.within is not None and terms.within.unit != "d"):
        return None
    return _lacks(M("this act counts no business days, so it carries no `without`"), "without")


def reason(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """The act says why."""
    if act.reason is None:
        return _lacks(
            M("`{verb}` carries a `reason`", verb=act.act.value),
            "act",
            M("add `reason:` with a code such as capacity, supplier, customer-change, other"),
        )
    return None


def reason_or_clear(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A warning says why, or that it is over."""
    return None if act.clear else reason(standing, act, at, context)


def revision(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A proposal changes at least one term; `within` before the clock starts, `due` after."""
    changes = act.terms.given() if act.terms else {}
    if not standing.terms.differences(changes):
        return _nothing_changes()
    terms = standing.terms.changed(changes)
    started = standing.started_at is not None
    if started and "within" in standing.terms.differences(changes):
        return _lacks(M("the clock has started: what moves now is the `due`, not `within`"), "terms")
    if started and terms.due is None:
        return _lacks(M("the clock has started: the `due` may move but not go"), "terms")
    if not started and terms.due is not None and terms.within is not None:
        note = M("the clock has not started: what moves now is `within`, not the `due`")
        return _lacks(note, "terms", M("name the new length instead of a day: `--within 60d`"))
    if not started and terms.within is not None and not starts_at_activation(terms):
        return _lacks(
            M("without its condition this clock would never start"),
            "terms",
            M("write `within: {within} from activation`, or a `due`", within=terms.within),
        )
    return unsound(terms)


def open_proposal(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """There is a proposal to answer."""
    if standing.proposal is None:
        return Refusal("PC209", M("no proposal is open: the terms in force stand"))
    return None


def same_terms(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Where an agreement says what it agrees to, it is the proposal as it stands."""
    if act.due is not None or act.calendar is not None:
        return _lacks(M("this act starts no clock, so it carries no `due`"), "due" if act.due else "calendar")
    if act.without is not None:
        return _skipped(act, standing.terms, counts=False)
    proposal = standing.proposal
    if proposal and act.terms is not None and act.terms.given() != dict(proposal.changes):
        return _lacks(
            M("what is agreed to differs from the open proposal"),
            "terms",
            M("agree to the proposal as it stands, or make another with `renegotiate`"),
        )
    return None


def activation(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Once, where there is a condition or a clock that starts `from activation`, with evidence."""
    terms = standing.terms
    if standing.activated_at is not None:
        return _not_now(M("the promise was activated before; it is activated once"))
    if terms.condition is None and not starts_at_activation(terms):
        return _not_now(M("the promise has no condition and its clock does not start from activation"))
    if not act.evidence:
        return _lacks(M("`activate` carries `evidence` that the condition came true"))
    return _stored_due(act, terms, wanted=terms.within is not None and standing.started_at is None)


def pausable(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Only a running clock of a promise with `within` can be paused."""
    if standing.paused_at is not None:
        return _not_now(M("the clock is paused already"), M("to start it again use `resume`"))
    if standing.terms.within is None:
        return _not_now(M("only a promise with `within` can be paused"), M("to move a date use `renegotiate`"))
    return clock_runs(standing, act, at, context)


def reason_to_pause(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """The performer pauses only for a reason agreed beforehand."""
    agreed = standing.terms.pause_on or ()
    if act.reason not in agreed:
        return Refusal(
            "PC204",
            M(
                "the performer may pause only for a reason in `pause-on` ({reasons})",
                reasons=", ".join(agreed) or "-",
            ),
            M("ask the customer ({customer}) to pause, or use `warn`", customer=standing.terms.customer),
            field="reason",
        )
    return None


def paused(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """There is a pause to end."""
    return None if standing.paused_at is not None else _not_now(M("the clock is not paused"))


def clock_runs(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """The promise is owed: its clock has started."""
    if not standing.clock_runs:
        return _not_now(M("the clock has not started: the condition has not come true"), M("first use `activate`"))
    return None


def dues(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """The act that ends a pause stores the three dues it moved; no other act carries them."""
    if standing.paused_at is None:
        if act.dues:
            return _lacks(M("no pause ends here, so the act carries no `dues`"), "dues")
        return _skipped(act, standing.terms, counts=False)
    if act.dues is None:
        return _lacks(
            M("this act ends a pause and must store the moved `dues`"),
            "act",
            M("let the command compute them: `promisectl {verb} {id}{more}`", **_said_by_command(act)),
        )
    before: tuple[Moment | None, ...] = (standing.first_due, standing.counted_due, standing.current_due)
    after = (act.dues.first, act.dues.counted, act.dues.current)
    if any(
        old is not None and deadline(new, context.zone) < deadline(old, context.zone)
        for old, new in zip(before, after, strict=True)
    ):
        return _lacks(M("a pause moves no due to an earlier day"), "dues")
    return _skipped(act, standing.terms, counts=True)


def evidence(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A delivery shows evidence; `[]` with a note waives it; without criteria it may be omitted."""
    if act.evidence or not standing.terms.criteria or (act.evidence == () and act.note is not None):
        return None
    return _lacks(
        M("`deliver` carries `evidence`"),
        "evidence" if act.evidence == () else "act",
        M("say where the result can be seen (`-e`), or waive it with `evidence: []` and a note"),
    )


def verdict(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Full, or partial with the share and the reason; a rating from 1 to 5."""
    if act.rating is not None and not 1 <= act.rating <= 5:
        return _lacks(M("a rating is a whole number from 1 to 5"), "rating")
    if act.as_ == "partial":
        if act.fraction is None or not 0 < act.fraction < 1:
            return _lacks(M("a partial acceptance says which `fraction` between 0 and 1 was met"), "as")
        return reason(standing, act, at, context)
    if act.fraction is not None:
        return _lacks(M("a full acceptance carries no `fraction`"), "fraction")
    return None


def delivered_on(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """Accepting what was never declared delivered says on which day it came."""
    if act.delivered_on is None:
        return _lacks(
            M("nothing was declared delivered: the act says on which day it came, `delivered-on`"),
            "act",
            M("add `delivered-on:` with the day"),
        )
    if act.delivered_on > local_day(at, context.zone):
        return Refusal("PC203", M("`delivered-on` is later than the act"), field="delivered_on")
    if standing.agreed_at and act.delivered_on < local_day(standing.agreed_at, context.zone):
        return Refusal("PC203", M("`delivered-on` is earlier than the agreement"), field="delivered_on")
    return None


def no_delivered_on(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """After a delivery its own day counts."""
    if act.delivered_on is not None:
        return _lacks(M("the delivery has its own time; this act carries no `delivered-on`"), "delivered_on")
    return dues(standing, act, at, context)


def unmet(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A rejection names the criteria that are not met, or, where none were agreed, says why in a note."""
    agreed = standing.terms.criteria or ()
    if not agreed:
        if act.unmet:
            return _lacks(M("no criteria were agreed, so none can be unmet"), "unmet", M("say why in a note"))
        return None if act.note is not None else _lacks(M("no criteria were agreed: the act says why in a `note`"))
    if not act.unmet:
        return _lacks(
            M("`reject` names the criteria that are not met, in `unmet`"),
            "act",
            M(
                "the criteria in force: {criteria}",
                criteria="; ".join(str(criterion) for criterion in agreed),
            ),
        )
    strange = [entry for entry in act.unmet if entry not in agreed]
    if strange:
        return _lacks(
            M("“{criterion}” is not a criterion in force", criterion=strange[0]),
            "unmet",
            M(
                "the criteria in force: {criteria}",
                criteria="; ".join(str(criterion) for criterion in agreed),
            ),
        )
    return None


def due_past(standing: Standing, act: Act, at: datetime, context: Context) -> Refusal | None:
    """A promise can be declared broken once its current due has passed."""
    if standing.paused_at is not None:
        return _not_now(M("the clock is paused: nothing is overdue"))
    refused = clock_runs(standing, act, at, context)
    if refused:
        return refused
    if standing.current_due is None or at <= deadline(standing.current_due, context.zone):
        return _not_now(
            M("the due ({due}) has not passed", due=standing.current_due),
            M("to release the performer use `cancel`"),
        )
    return None


def lapsed(standing: Standing, at: datetime, context: Context) -> bool:
    """Whether the condition had its day and did not come true: nothing is owed any more.

    A condition that was added after the clock had started is wording, and lets nothing lapse.
    """
    condition = standing.terms.condition
    return (
        standing.state is State.PROMISED
        and condition is not None
        and condition.by is not None
        and standing.started_at is None
        and at > deadline(condition.by, context.zone)
    )
