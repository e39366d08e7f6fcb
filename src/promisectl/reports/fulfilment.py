"""The fulfilment report as a table: FR and KFP side by side, then what explains them."""

from __future__ import annotations

from dataclasses import replace

from promisectl.metrics.outcome import Outcome
from promisectl.model.message import M, Message
from promisectl.reports.kept import Fulfilment, Group, fulfilment_report
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on
from promisectl.reports.sentences import kept_sentence
from promisectl.reports.targets import target_sentence
from promisectl.reports.visibility import courteous

GROUP_TITLES: dict[str, Message] = {
    "ledger": M("ledger"),
    "area": M("area"),
    "area-pair": M("performer's area → customer's"),
    "person": M("performer"),
    "performer": M("performer"),
    "customer": M("customer"),
    "service": M("service"),
    "tag": M("tag"),
    "objective": M("objective"),
    "reason": M("reason"),
    "segment": M("segment"),
    "week": M("week"),
    "month": M("month"),
    "quarter": M("quarter"),
}
_COLUMNS = (
    Column("fulfilment", M("kept"), "rate"),
    Column("kept_first", M("kept as first promised"), "rate"),
    Column("early_notice", M("early notice"), "rate"),
    Column("renegotiated", M("renegotiated"), "rate"),
    Column("on_time", M("on time, of what was accepted"), "rate"),
    Column("first_time_accepted", M("accepted at first"), "rate"),
    Column("open", M("open"), "count"),
    Column("pending", M("awaiting a verdict"), "count"),
)


def make(asked: Asked) -> Report:
    """Return the report over all promises; Trouble for a bad query, an unknown field or metric."""
    whole = fulfilment_report(asked)
    seen, hidden = courteous(whole, asked.policy, asked.environment)
    made = report_on(asked, "fulfilment", M("Promises kept"), [_table(seen)], behind=whole.counted, notes=_notes(seen))
    return replace(made, hidden=hidden, detail=seen)


def _table(report: Fulfilment) -> Table:
    """Return the table: a row a group."""
    keys = tuple(Column(name, GROUP_TITLES[name]) for name in report.by)
    return Table("groups", (*keys, *_COLUMNS), tuple(_row(group, report.by) for group in report.groups))


def _notes(report: Fulfilment) -> list[Message]:
    """Return the two rates in words, and what became of each target."""
    notes = [target_sentence(result) for result in report.targets]
    if not report.by:
        rates = report.groups[0].figures.rates
        notes.insert(0, kept_sentence(rates["fulfilment"], rates["kept-first"]))
    return notes


def _row(group: Group, by: tuple[str, ...]) -> tuple[Cell, ...]:
    figures = group.figures
    return (
        *(group.key[name] for name in by),
        figures.rates["fulfilment"],
        figures.rates["kept-first"],
        figures.early_notice.rate,
        figures.renegotiated.rate,
        figures.rates["on-time"],
        figures.rates["first-time-accepted"],
        figures.classes[Outcome.OPEN],
        figures.classes[Outcome.PENDING],
    )
