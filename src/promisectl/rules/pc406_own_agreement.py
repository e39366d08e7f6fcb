"""Own agreement: a term moved on an agreement that the one who proposed it wrote down.

Whoever gains by a later date may record that the other agreed, and a reader could not tell. So where a term moved, the
other side's agreement must have a trace of her own: a commit she authored, an `Agreed-by:` trailer, or an approval from
the review; what she committed before it was proposed is none. It is asked for registered people who have not left, by
what the base knows of them: marking her as left on the same branch does not help. Openings are not judged here.

What to do: let her say it (`promisectl agree ID` in a commit of hers), add `Agreed-by: HANDLE` to a commit of hers, or
pass her approval with `--approvals`.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC406"
SCOPE = "audit"

_ASKED = "{act: renegotiate, by: diego, at: 2026-03-10T09:00:00Z, terms: {due: 2026-04-24}, reason: supplier}"

BAD = example(
    AGREE,
    _ASKED,
    "{act: agree, by: diego, for: ana, via: phone, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}",
    due="2026-04-24",
    opened_due="2026-04-20",
)

GOOD = example(
    AGREE,
    _ASKED,
    "{act: agree, by: ana, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}",
    due="2026-04-24",
    opened_due="2026-04-20",
)
