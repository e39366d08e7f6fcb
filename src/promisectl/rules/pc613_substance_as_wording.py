"""Substance as wording: a change that was called wording dropped a criterion, or a word of what is promised.

`--wording` (`material: false`) says that nothing of substance changes, so that the promise still counts as kept as
first promised. What drops a criterion or a word of `what` is less than was promised, whatever it is called.

What to do: say it as what it is, without `--wording`; where both meant wording indeed, silence the finding with the
reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, term_spot
from promisectl.metrics.soundness.substance import losses
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC613"
SCOPE = "open"


def _as_wording(kept: str) -> list[str]:
    return [
        AGREE,
        "{act: renegotiate, by: diego, at: 2026-03-10T10:00:00Z, "
        f"terms: {{criteria: {kept}}}, reason: unclear-terms, material: false}}",
        "{act: agree, by: ana, at: 2026-03-10T12:00:00Z}",
    ]


_OPENING = (
    "{act: request, by: ana, at: 2026-03-02T09:10:00Z, terms: {what: Inspect the vehicle of claim 88123, "
    "performer: diego, due: 2026-04-20, criteria: [report with 8 photos, estimate signed]}}"
)

BAD = example(*_as_wording("[report with 8 photos]"), opening=_OPENING, criteria="[report with 8 photos]")

GOOD = example(
    *_as_wording("[estimate signed, report with 8 photos]"),
    opening=_OPENING,
    criteria="[estimate signed, report with 8 photos]",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield an open promise that lost substance as wording."""
    view = context.views.get(record.id)
    if context.live(record) is None or view is None:
        return
    lost = losses(view)
    if not lost:
        return
    field = "criteria" if "criteria" in lost[-1].changes else "what"
    yield found(
        CODE,
        term_spot(record, field),
        promise=record.id,
        note=M("agreed on {day} as wording", day=lost[-1].agreed_at.date()),
        help=M("see what was dropped: `promisectl log {id}`; agree again without `--wording`", id=record.id),
    )
