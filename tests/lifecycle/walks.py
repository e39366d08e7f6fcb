"""Random conversations: at each step one of the acts the law says are open, spoken with all it must carry."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from histories import ANA, DIEGO, OLGA, act, parsed
from hypothesis import strategies as st

from promisectl.lifecycle.options import options
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Verb
from promisectl.model.promise import State

EVA, STEWARD = "eva", "sol"
PEOPLE = (ANA, DIEGO, OLGA, EVA)
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZONES = ("UTC", "America/Santiago", "Pacific/Auckland")

days = st.integers(-3, 40).map(lambda count: str(date(2026, 3, 2) + timedelta(days=count)))
reasons = st.sampled_from(("supplier", "capacity", "other"))
criteria = st.sampled_from(([], ["signed"], ["signed", "stamped"]))
conditions = st.sampled_from(({"text": "it is here"}, {"text": "it is here", "by": "2026-03-20"}))
contexts = st.builds(
    lambda zone, left: Context(
        ZoneInfo(zone),
        left={DIEGO: date(2026, 3, 10)} if left else {},
        stewards=frozenset({STEWARD}) if left else frozenset(),
    ),
    st.sampled_from(ZONES),
    st.booleans(),
)


def clocks(draw, *, conditional):
    """Draw by when: a due, or a length of time that starts at the agreement or at the activation."""
    if draw(st.booleans()):
        return {"due": draw(days)}
    length, calendar = draw(st.sampled_from((("5d", {}), ("2bd", {"calendar": "cl"}), ("4bh", {"calendar": "cl"}))))
    start = draw(st.sampled_from(("", " from activation") + (() if conditional else (" from agreement",))))
    return {"within": length + start, **calendar}


def opening(draw):
    """Draw a request or an offer."""
    condition = {"condition": draw(conditions)} if draw(st.booleans()) else {}
    more = {"criteria": draw(criteria)} if draw(st.booleans()) else {}
    more |= {"pause-on": ["supplier"]} if draw(st.booleans()) else {}
    terms = {"what": "a report", **clocks(draw, conditional=bool(condition)), **condition, **more}
    verb, by, role, other = draw(
        st.sampled_from((("request", ANA, "performer", DIEGO), ("offer", DIEGO, "customer", ANA)))
    )
    if draw(st.integers(0, 9)) == 0:
        other = by
    return act(verb, by, stamp(START), terms={**terms, role: other})


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def changes(draw, standing, *, people):
    """Draw terms that differ from the ones that stand, and that the clock allows to change."""
    terms, started = standing.terms, standing.started_at is not None
    kinds = ["what", "criteria"]
    kinds += ["due"] if terms.due is not None and (started or terms.within is None) else []
    kinds += ["within"] if terms.within is not None and not started else []
    kinds += ["people"] if people else []
    match draw(st.sampled_from(kinds)):
        case "due":
            return {"due": draw(days.filter(lambda day: day != str(terms.due)))}
        case "within":
            start = f" from {terms.within.start}" if terms.within.start else ""
            return {"within": f"{terms.within.count + draw(st.integers(1, 9))}{terms.within.unit}{start}"}
        case "criteria":
            return {"criteria": draw(criteria.filter(lambda drawn: tuple(drawn) != terms.criteria))}
        case "people":
            role = draw(st.sampled_from(("customer", "performer")))
            return {role: draw(st.sampled_from([who for who in PEOPLE if who != getattr(terms, role)]))}
        case _:
            return {"what": f"{terms.what}, again"}


def matter(draw, verb, standing, at):
    """Draw everything an act must carry where the conversation stands."""
    day = str(at.astimezone(UTC).date())
    criteria_in_force = list(standing.terms.criteria or ())
    match verb:
        case Verb.REQUEST | Verb.OFFER:
            return {"terms": {"what": "x", "due": day, "customer" if verb is Verb.OFFER else "performer": OLGA}}
        case Verb.COUNTER:
            return {"terms": changes(draw, standing, people=False)}
        case Verb.RENEGOTIATE:
            return {"terms": changes(draw, standing, people=True), "reason": draw(reasons)}
        case Verb.AGREE if standing.state in (State.REQUESTED, State.OFFERED):
            within, start = standing.terms.within, standing.terms.within and standing.terms.within.start
            waits = start == "activation" or (start is None and standing.terms.condition is not None)
            return {"due": draw(days)} if within and not waits else {}
        case Verb.WARN:
            return draw(st.sampled_from(({"reason": "supplier"}, {"clear": "true"})))
        case Verb.ACTIVATE:
            starts = standing.terms.within is not None and standing.started_at is None
            return {"evidence": ["seen"], **({"due": draw(days)} if starts else {})}
        case Verb.PAUSE:
            return {"reason": "supplier"}
        case Verb.DELIVER:
            return {"evidence": ["a photo"], **moved(draw, standing)}
        case Verb.ACCEPT if standing.state is State.PROMISED:
            return {"delivered-on": None, **moved(draw, standing)}
        case Verb.REJECT:
            return {"unmet": criteria_in_force[:1]} if criteria_in_force else {"note": "not that"}
        case Verb.CANCEL | Verb.REVOKE:
            return {"reason": draw(reasons), **moved(draw, standing)}
        case Verb.FAIL:
            return {"reason": draw(reasons)}
        case Verb.RESUME:
            return moved(draw, standing)
    return {}


def moved(draw, standing):
    """Draw the three dues after a pause, where one stands."""
    if standing.paused_at is None:
        return {}
    span = timedelta(days=draw(st.integers(0, 9)))
    return {
        "dues": {
            "first": str(standing.first_due + span),
            "counted": str(standing.counted_due + span),
            "current": str(standing.current_due + span),
        }
    }


def words(verb, speaker, at, more, context):
    """Return the act as its speaker says it; a steward says it for whoever has left."""
    left = context.left.get(speaker)
    gone = left is not None and left <= at.astimezone(context.zone).date()
    if "delivered-on" in more:
        more = more | {"delivered-on": str(at.astimezone(context.zone).date())}
    who = {"for": speaker, "via": "handover"} if gone else {}
    return act(verb.value, STEWARD if gone else speaker, stamp(at), **who) | more


@st.composite
def walks(draw, longest=14):
    """Draw a context, a lawful history, and the instant of its last act."""
    context, at = draw(contexts), START
    history = [opening(draw)]
    for _ in range(draw(st.integers(0, longest))):
        at += timedelta(hours=draw(st.integers(0, 60)))
        standing = replay(parsed(history), context)
        assert isinstance(standing, Standing), (standing, history)
        choices = options(standing, at, context)
        if not choices:
            break
        choice = draw(st.sampled_from(choices))
        speaker = choice.by or draw(st.sampled_from((OLGA, EVA)))
        more = matter(draw, choice.verb, standing, at)
        history.append(words(choice.verb, speaker, at, more, context))
    return context, history, at
