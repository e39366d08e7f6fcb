"""Too much at once: somebody owes more promises at the same time than the limit of the workspace.

Who has begun everything finishes nothing: the more is open, the longer each takes. Counted are the agreed promises of
a performer that are not delivered yet, promises to oneself apart; `wip-limit` in promisectl.yaml says how many are
enough (7 where it says nothing). It is no measure of diligence: the limit is for the flow of work, and who is over it
needs help, or fewer requests. The place is the person in people.yaml.

What to do: deliver or hand over what is there before agreeing to more, decline what comes, or renegotiate: `promisectl
list 'performer:HANDLE state:promised'` shows what is owed. Where the work is of another kind, change `wip-limit`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.metrics.view import View
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.model.promise import State

CODE = "PC610"
SCOPE = "numbers"

_TWO = (
    "# file: ledgers/claims/clm-k7m2x9qd.yaml\n"
    + example(AGREE)
    + "# file: ledgers/claims/clm-9xk4v0ab.yaml\n"
    + example(AGREE, id="clm-9xk4v0ab")
)

BAD = "# file: promisectl.yaml\nformat: 1\nwip-limit: 1\n" + _TWO

GOOD = "# file: promisectl.yaml\nformat: 1\nwip-limit: 2\n" + _TWO


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each registered performer who owes more than the limit."""
    owed = Counter(view.performer for view in context.views.values() if _is_in_progress(view))
    for person in context.people.by_handle:
        if owed[person] > context.settings.wip_limit:
            yield _found(person, owed[person], context)


def _found(person: str, count: int, context: RuleContext) -> Finding:
    limit = context.settings.wip_limit
    return found(
        CODE,
        Spot(context.people_path, ("people", person), key=True),
        note=M("{person} owes {count} promises, the limit is {limit}", person=person, count=count, limit=limit),
        help=M(
            "see what can be delivered, handed over or renegotiated: "
            "`promisectl list 'performer:{person} state:promised'`",
            person=person,
        ),
    )


def _is_in_progress(view: View) -> bool:
    return view.state is State.PROMISED and not view.is_self
