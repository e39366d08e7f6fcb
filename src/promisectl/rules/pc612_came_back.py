"""Came back: what was let go is asked anew of the same person, and nothing says that it follows.

Letting a promise go and asking for the same again is fair; the rates then see a release and a new promise, where people
see one that was put off. `follows` says so: it counts as what it is, a renegotiation, in the figures beside the rates.
Found are open promises that say nearly the same as one between the same two that was let go at most 14 days before.

What to do: name what it follows (`promisectl set ID follows OTHER`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, term_spot
from promisectl.metrics.soundness.came_back import came_back
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC612"
SCOPE = "workspace"

_LET_GO = "# file: ledgers/claims/clm-3hf8xw2t.yaml\n" + example(
    "{act: agree, by: diego, at: 2026-02-20T11:40:00Z}",
    "{act: cancel, by: ana, at: 2026-02-24T10:00:00Z, reason: priority-change}",
    opening="{act: request, by: ana, at: 2026-02-20T09:10:00Z, "
    "terms: {what: Inspect the vehicle of claim 88123, performer: diego, due: 2026-04-20, "
    "criteria: [report with 8 photos]}}",
    id="clm-3hf8xw2t",
    state="cancelled",
)

BAD = example(AGREE) + _LET_GO

GOOD = example(AGREE, head="follows: clm-3hf8xw2t") + _LET_GO


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each open promise that comes back without saying so."""
    for before, again in came_back(list(context.views.values())).items():
        record, view = context.by_id[again], context.views[again]
        if view.promise.file.follows == before or not view.is_open:
            continue
        yield found(
            CODE,
            term_spot(record, "what"),
            promise=again,
            note=M("{before} between the same two was let go, and said nearly the same", before=before),
            help=M("say that it follows: `promisectl set {id} follows {before}`", id=again, before=before),
        )
