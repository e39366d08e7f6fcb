"""Out of band: a KPI has left its band, and no open promise would bring it back.

A KPI has no target and no end: it shall stay between the ends of its `band`. Once it is outside, a plan is wanted, and
a plan is made of promises: those its `plan` names, or that name the KPI in `serves`. The last check-in counts.

What to do: promise what brings it back (`promisectl promise HANDLE WHAT WHEN --serves KPI`), or name the promise there
is in `plan`. Where the band was wrong, change it, and say why in the commit.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.metrics.goals import KpiStanding
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.place import Spot

CODE = "PC704"
SCOPE = "numbers"

_KPIS = """\
# file: ledgers/objectives.yaml
objectives:
  fast-claims: {{text: Be the insurer people recommend, owner: ana, period: 2026-Q2}}
kpis:
  fcr:
    text: first contact resolution
    owner: diego
    unit: "%"
    band: [75, 100]
    plan: [{plan}]
    check-ins:
    - {{at: 2026-03-30, value: 71}}
# file: ledgers/claims/clm-k7m2x9qd.yaml
"""
_PROMISE = example(AGREE, head="serves: [fast-claims]")

BAD = _KPIS.format(plan="") + _PROMISE

GOOD = _KPIS.format(plan="clm-k7m2x9qd") + _PROMISE


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each KPI that is out of its band without an open promise."""
    for kpi in context.standing_goals.kpis:
        if kpi.lacks_promise:
            yield found(
                CODE,
                Spot(context.objectives_path, ("kpis", kpi.id), key=True),
                note=_outside(kpi),
                help=M('promise what brings it back: `promisectl promise HANDLE "…" WHEN --serves {id}`', id=kpi.id),
            )


def _outside(kpi: KpiStanding) -> Message | None:
    if kpi.last is None or kpi.kpi.band is None:
        return None
    low, high = kpi.kpi.band
    return M("`{id}`: {value}, and the band is {low} to {high}", id=kpi.id, value=kpi.last.value, low=low, high=high)
