"""Wish: a key result is in red, and nobody has promised anything that would move it.

A target without a promise behind it is a wish: it is wanted, and nobody has committed to do anything about it. In red
is a key result whose progress is less than 60 % of what the time passed in its period would let one expect, and which
was checked in within 14 days. Judged are objectives whose period holds the day; a promise counts that is open and
names the key result in `serves`.

What to do: promise something that moves it, and by when (`promisectl promise HANDLE WHAT WHEN --serves KR`), name it
in the `serves` of a promise there is, or say openly that it is given up.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.metrics.goals import KeyResultStanding
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot

CODE = "PC701"
SCOPE = "numbers"

_GOALS = """\
# file: ledgers/objectives.yaml
objectives:
  fast-claims:
    text: Be the insurer people recommend
    owner: ana
    period: 2026-Q1
    key-results:
      kr-nps: {text: NPS from 16 to 38, unit: points, start: 16, target: 38}
    check-ins:
    - {kr: kr-nps, at: 2026-03-30, by: ana, value: 20, confidence: 3}
# file: ledgers/claims/clm-k7m2x9qd.yaml
"""

BAD = _GOALS + example(AGREE, head="serves: [fast-claims]")

GOOD = _GOALS + example(AGREE, head="serves: [kr-nps]")


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each key result in red that no open promise serves."""
    for result in context.standing_goals.results:
        if result.is_wish:
            yield _found(result, context)


def _found(result: KeyResultStanding, context: RuleContext) -> Finding:
    return found(
        CODE,
        Spot(context.objectives_path, ("objectives", result.objective, "key-results", result.id), key=True),
        note=M(
            "`{id}`: {progress} % done of {expected} % expected",
            id=result.id,
            progress=round(result.progress * 100),
            expected=round(result.expected * 100),
        ),
        help=M('promise something that moves it: `promisectl promise HANDLE "…" WHEN --serves {id}`', id=result.id),
    )
