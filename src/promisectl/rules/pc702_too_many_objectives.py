"""Too many objectives: one person owns more than three at once.

Whoever wants everything has chosen nothing. Counted are the objectives of an owner whose period holds the day. The
place is the fourth of them in the file.

What to do: let somebody else own one, put one off to a later period, or drop it: what is left is what matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promisectl.checking.context import RuleContext
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot

CODE = "PC702"
SCOPE = "numbers"

MOST = 3

_THREE = """\
# file: ledgers/objectives.yaml
objectives:
  fast-claims: {text: Be the insurer people recommend, owner: ana, period: 2026-Q1}
  honest-words: {text: Say what we can keep and keep it, owner: ana, period: 2026}
  calm-days: {text: Close the day without leftovers, owner: ana, period: 2026-H1}
"""

BAD = _THREE + "  one-voice: {text: Answer with one voice, owner: ana, period: 2026-03}\n"

GOOD = _THREE + "  one-voice: {text: Answer with one voice, owner: ana, period: 2026-Q2}\n"


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each owner of more than three objectives at once, at the first that is too many."""
    for owner, names in _owned(context).items():
        if len(names) > MOST:
            yield found(
                CODE,
                Spot(context.objectives_path, ("objectives", names[MOST], "owner")),
                note=M("{owner} owns {count}: {names}", owner=owner, count=len(names), names=", ".join(names)),
                help=M("let somebody else own one, or put one off: change its `owner:` or its `period:`"),
            )


def _owned(context: RuleContext) -> dict[str, Sequence[str]]:
    """Return the ids of the objectives of this time by owner, in the order of the file."""
    goals = context.goals.objectives if context.goals else {}
    owned: dict[str, list[str]] = {}
    for name, objective in goals.items():
        if objective.period.holds(context.today):
            owned.setdefault(context.people.current(objective.owner), []).append(name)
    return dict(owned)
