"""Nobody declines: two people have answered each other twenty times or more, and never with a no.

A good promise is *voluntary*. Where nobody ever declines, a yes carries no information: it may be an order in polite
form. Counted are the requests and offers between the two, in either direction, that were answered; one decline, of a
request, an offer or a proposal, is enough. Outside parties and promises to oneself are left out. The place is the
first of the two in people.yaml.

What to do: ask, without anyone being graded, whether a no was possible, and what it would have taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.people import is_outside
from promisectl.model.place import Spot
from promisectl.model.promise import State

CODE = "PC603"
SCOPE = "numbers"

ANSWERS = 20

_LIMIT = f"# file: promisectl.yaml\nformat: 1\nwip-limit: {ANSWERS}\n"
_IDS = [f"clm-{number:08}" for number in range(1, ANSWERS + 1)]
_MANY = "".join(f"# file: ledgers/claims/{id}.yaml\n{example(AGREE, id=id)}" for id in _IDS[1:])
_NO = '{act: decline, by: diego, at: 2026-03-02T11:40:00Z, note: "no lift that week"}'
_FIRST = f"# file: ledgers/claims/{_IDS[0]}.yaml\n"

BAD = _LIMIT + _MANY + _FIRST + example(AGREE, id=_IDS[0])

GOOD = _LIMIT + _MANY + _FIRST + example(_NO, id=_IDS[0], state="declined")

Pair = tuple[str, str]


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each pair with twenty answers or more and no decline."""
    answered: Counter[Pair] = Counter()
    declined: set[Pair] = set()
    for record in context.by_id.values():
        standing = record.standing
        pair = _pair(standing, context) if standing else None
        if standing is None or pair is None:
            continue
        answered[pair] += _is_answered(record, standing)
        if any(act.act is Verb.DECLINE for act in record.promise.history[: standing.acts]):
            declined.add(pair)
    for pair, answers in sorted(answered.items()):
        if answers >= ANSWERS and pair not in declined:
            yield found(
                CODE,
                Spot(context.people_path, ("people", pair[0]), key=True),
                note=M(
                    "{one} and {other}: {answers} answers, no decline",
                    one=pair[0],
                    other=pair[1],
                    answers=answers,
                ),
                help=M(
                    "look at them together: `promisectl list --all 'person:{one} person:{other}'`",
                    one=pair[0],
                    other=pair[1],
                ),
            )


def _pair(standing: Standing, context: RuleContext) -> Pair | None:
    current = context.people.current
    customer, performer = standing.roles(context.law)
    if customer is None or performer is None or standing.is_self(context.law):
        return None
    if is_outside(customer) or is_outside(performer):
        return None
    one, other = sorted((current(customer), current(performer)))
    return one, other


def _is_answered(record: Record, standing: Standing) -> bool:
    if standing.agreed_at is not None or standing.state is State.DECLINED:
        return True
    return any(act.act is Verb.COUNTER for act in record.promise.history[: standing.acts])
