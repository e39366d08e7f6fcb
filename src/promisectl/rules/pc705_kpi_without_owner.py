"""KPI without owner or band: nobody answers for it, or nobody can say when it is wrong.

A KPI without an owner is looked at by everybody and minded by nobody; one without a band is a number that is never
good or bad. Both are told at the KPI.

What to do: write whose it is (`owner: HANDLE`) and between which numbers it shall stay (`band: [75, 100]`), or drop
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.objectives import Kpi
from promisectl.model.place import Spot

CODE = "PC705"
SCOPE = "numbers"

_KPI = """\
# file: ledgers/objectives.yaml
kpis:
  fcr:
    text: first contact resolution
    unit: "%"
    check-ins: [{at: 2026-03-30, value: 81}]
"""

BAD = _KPI

GOOD = _KPI + "    owner: diego\n    band: [75, 100]\n"


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each KPI without an owner, and each without a band."""
    goals = context.goals
    for name, kpi in goals.kpis.items() if goals else ():
        for note, help_ in _lacking(name, kpi):
            yield found(CODE, Spot(context.objectives_path, ("kpis", name), key=True), note=note, help=help_)


def _lacking(name: str, kpi: Kpi) -> Iterator[tuple[Message, Message]]:
    if kpi.owner is None:
        yield M("`{id}` has no owner", id=name), M("add `owner:` with the handle of whoever answers for it")
    if kpi.band is None:
        yield (
            M("`{id}` has no band", id=name),
            M("add `band:` with the two numbers it shall stay between, such as `band: [75, 100]`"),
        )
