"""Handoff without a promise: work is expected to go from one area to another, and nobody has promised it.

`handoffs` in promisectl.yaml names pairs of areas: the first performs, the second receives. Where no promise between
them was ever agreed, what is handed over is handed over by habit: nobody knows what it must be like, or by when.
Counted are agreed promises, open or closed, by the areas their parties are in on the day they are settled.

What to do: let somebody of the first area promise it to somebody of the second (`promisectl promise HANDLE WHAT
WHEN`); where it recurs, make it a service. Or take the pair out of `handoffs`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import SETTINGS_PATH, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.checking.targets import environment
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot

CODE = "PC706"
SCOPE = "numbers"

_AREAS = """\
# file: promisectl.yaml
format: 1
handoffs: [[{pair}]]
# file: ledgers/people.yaml
people:
  ana: {{name: Ana Ríos, area: claims}}
  diego: {{name: Diego Soto, area: workshop}}
areas:
  claims: {{}}
  workshop: {{}}
# file: ledgers/claims/clm-k7m2x9qd.yaml
"""

BAD = _AREAS.format(pair="claims, workshop") + example(AGREE)

GOOD = _AREAS.format(pair="workshop, claims") + example(AGREE)


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each expected pair of areas that no agreed promise joins."""
    held = _pairs(context) if context.settings.handoffs else frozenset()
    for index, (giver, taker) in enumerate(context.settings.handoffs):
        if (giver, taker) not in held:
            yield found(
                CODE,
                Spot(SETTINGS_PATH, ("handoffs", index)),
                note=M("{giver} → {taker}", giver=giver, taker=taker),
                help=M(
                    'let somebody of {giver} promise it to somebody of {taker}: `promisectl promise HANDLE "…" WHEN`',
                    giver=giver,
                    taker=taker,
                ),
            )


def _pairs(context: RuleContext) -> frozenset[tuple[str | None, str | None]]:
    """Return the areas of performer and customer of every agreed promise between two persons."""
    seen_from = environment(context)
    agreed = [view for view in context.views.values() if view.agreed_at is not None and not view.is_self]
    return frozenset((seen_from.performer_area(view), seen_from.customer_area(view)) for view in agreed)
