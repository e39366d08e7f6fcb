"""Target missed: a rate the workspace wants to reach is not reached.

Targets stand in the settings: a metric, the promises it is taken over (`where`), and the share it must reach; a
service's `target` is the fulfilment rate of its own promises. All
promises up to the as-of instant count, unless `where` says otherwise; with nothing to count, nothing is missed. It is
a warning, and an error where the target says `enforce: true`. A target that is met is not yet *proved*: see
`promisectl report fulfilment`. Metrics: fulfilment, kept-first, on-time, otif, first-time-accepted, early-notice,
voluntary, satisfaction, weighted; or their abbreviations (FR, KFP, OTD, OTIF, FTA, ENR, VOL, CSAT, WFR).

What to do: look at what broke (`promisectl list class:late,broken,missed-open`) before looking at who; a target is
for the system of promises, never for a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.checking.targets import every_target, measure
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.settings import Target
from promisectl.model.trouble import Trouble

CODE = "PC308"
SCOPE = "numbers"

_SETTINGS = """\
# file: promisectl.yaml
format: 1
targets:
- {{name: critical on time, where: "tag:critical", metric: fulfilment, at-least: {share}}}
"""
_KEPT = "# file: ledgers/claims/clm-k7m2x9qd.yaml\n" + example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [report.pdf]}",
    "{act: accept, by: ana, at: 2026-03-06T10:00:00Z}",
    state="accepted",
    head="tags: [critical]",
)
_BROKEN = "# file: ledgers/claims/clm-9xk4v0ab.yaml\n" + example(
    AGREE,
    "{act: revoke, by: diego, at: 2026-03-05T16:00:00Z, reason: capacity}",
    id="clm-9xk4v0ab",
    state="revoked",
    head="tags: [critical]",
)

BAD = _SETTINGS.format(share="95%") + _KEPT + _BROKEN

GOOD = _SETTINGS.format(share="50%") + _KEPT + _BROKEN


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each target whose rate is below what it must reach."""
    for spot, target in every_target(context):
        try:
            rate = measure(target, context)
        except Trouble:  # PC108 names it
            continue
        if rate is None or rate.rate is None or rate.rate >= _share(target):
            continue
        yield found(
            CODE,
            spot,
            note=M(
                "{name}: {metric} {k} of {n}, wanted {share} %",
                name=target.name,
                metric=target.metric,
                k=rate.k,
                n=rate.n,
                share=f"{target.at_least * 100:g}",
            ),
            help=M("see what broke: `promisectl list 'class:late,broken and ({where})'`", where=target.where)
            if target.where
            else M("see what broke: `promisectl list class:late,broken`"),
            severity=Severity.ERROR if target.enforce else None,
        )


def _share(target: Target) -> Fraction:
    return Fraction(target.at_least).limit_denominator(1_000_000)
