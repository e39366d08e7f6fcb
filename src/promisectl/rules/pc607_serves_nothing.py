"""Serves nothing: the promise names no objective it is for.

A good promise is *mission-based*: both sides know why it matters. Work that serves nothing is the activity trap. It is
judged only where the workspace has an objectives.yaml, and only for open promises.

What to do: name the objective or key result in `serves` (`promisectl set ID serves KR`), or ask whether the promise is
needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, head_spot
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC607"
SCOPE = "open"

_GOALS = """\
# file: ledgers/objectives.yaml
objectives:
  fast-claims: {text: Be the insurer people recommend, owner: ana, period: 2026-Q2}
# file: ledgers/claims/clm-k7m2x9qd.yaml
"""

BAD = _GOALS + example(AGREE)

GOOD = _GOALS + example(AGREE, head="serves: [fast-claims]")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield an open promise that serves nothing, where there are objectives."""
    if context.objectives is None or record.promise.file.serves or context.live(record) is None:
        return
    yield found(
        CODE,
        head_spot(record, "serves" if "serves" in record.promise.file.model_fields_set else "what"),
        promise=record.id,
        help=M(
            "name what it is for: `promisectl set {id} serves {objective}`",
            id=record.id,
            objective=min(context.objectives, default="…"),
        ),
    )
