"""No check-in: for more than 14 days nobody has said where a key result or a KPI stands.

A number that nobody looks at steers nothing. Judged are key results whose objective's period holds the day (counted
from their last check-in, or from the first day of the period where there is none) and KPIs, which have no period.

What to do: say where it stands (`promisectl goal checkin KR VALUE`), also when it has not moved; or drop what nobody
looks at.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.rule import found
from promisectl.metrics.colour import is_fresh
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.objectives import CheckIn, KpiCheckIn
from promisectl.model.place import Spot

CODE = "PC703"
SCOPE = "numbers"

_GOALS = """\
# file: ledgers/objectives.yaml
objectives:
  fast-claims:
    text: Be the insurer people recommend
    owner: ana
    period: 2026-H1
    key-results:
      kr-nps: {text: NPS from 16 to 38, unit: points, start: 16, target: 38}
    check-ins:
    - {kr: kr-nps, at: 2026-02-27, by: ana, value: 24, confidence: 6}
"""

BAD = _GOALS

GOOD = _GOALS + "    - {kr: kr-nps, at: 2026-03-27, by: ana, value: 30, confidence: 7}\n"


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each key result of this time, and each KPI, without a check-in for more than 14 days."""
    for result in context.standing_goals.results:
        if result.is_current and not is_fresh(result.silent_days):
            way = ("objectives", result.objective, "key-results", result.id)
            yield _found(way, result.last, result.age_days, context)
    for kpi in context.standing_goals.kpis:
        if not kpi.is_fresh:
            yield _found(("kpis", kpi.id), kpi.last, kpi.age_days, context)


def _found(
    way: tuple[str, ...], last: CheckIn | KpiCheckIn | None, age_days: int | None, context: RuleContext
) -> Finding:
    return found(
        CODE,
        Spot(context.objectives_path, way, key=True),
        note=_since(way[-1], last, age_days, context),
        help=M("say where it stands: `promisectl goal checkin {id} VALUE`", id=way[-1]),
    )


def _since(name: str, last: CheckIn | KpiCheckIn | None, age_days: int | None, context: RuleContext) -> Message:
    if last is None:
        return M("`{id}`: nobody has ever said", id=name)
    day = local_day(last.at, context.law.zone).isoformat()
    return M("`{id}`: last on {day}, {days} days ago", id=name, day=day, days=age_days)
