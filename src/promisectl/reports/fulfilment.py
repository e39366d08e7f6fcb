"""The fulfilment report as a table: FR and KFP side by side, then what explains them."""

from __future__ import annotations

from dataclasses import replace

from promisectl.metrics.outcome import Outcome
from promisectl.metrics.registry import METRICS
from promisectl.model.message import M, Message
from promisectl.reports.comparisons import COMPARED, compared
from promisectl.reports.hypotheses import hypotheses
from promisectl.reports.kept import Fulfilment, Group, fulfilment_report
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on
from promisectl.reports.sentences import kept_sentence
from promisectl.reports.targets import target_sentence, target_word
from promisectl.reports.titles import GROUP_TITLES
from promisectl.reports.visibility import courteous

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
    tables = [replace(_groups(seen), notes=seen.beside), *_before(seen), *hypotheses(asked, whole.counted)]
    made = report_on(asked, "fulfilment", M("Promises kept"), tables, behind=whole.counted, notes=_notes(seen))
    return replace(made, hidden=hidden, detail=seen)


def _groups(report: Fulfilment) -> Table:
    """Return the table: a row a group, with what became of each target in it."""
    keys = tuple(Column(name, GROUP_TITLES[name]) for name in report.by)
    names = [result.name for result in report.targets] if report.by else []
    targets = tuple(Column(f"target {name}", M("target {name}", name=name), "target") for name in names)
    rows = tuple(_row(group, report.by) for group in report.groups)
    return Table("groups", (*keys, *_COLUMNS, *targets), rows)


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
        *(target_word(result) for result in group.targets),
    )


def _before(report: Fulfilment) -> list[Table]:
    """Return both rates of each group beside those of the period before, where one is compared with."""
    rows = tuple(row for group in report.groups for row in _compared(group, report.by))
    if not rows:
        return []
    keys = tuple(Column(name, GROUP_TITLES[name]) for name in report.by)
    return [Table("before", (*keys, *COMPARED), rows, M("against the period before"))]


def _compared(group: Group, by: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    if group.before is None:
        return []
    rows: list[tuple[Cell, ...]] = []
    for name in ("fulfilment", "kept-first"):
        now, then = group.figures.rates[name], group.before.rates[name]
        rows.append((*(group.key[field] for field in by), *compared(METRICS[name].title, now, then)))
    return rows


def _notes(report: Fulfilment) -> list[Message]:
    """Return the two rates in words, and what became of each target."""
    notes = [target_sentence(result) for result in report.targets]
    if not report.by:
        rates = report.groups[0].figures.rates
        notes.insert(0, kept_sentence(rates["fulfilment"], rates["kept-first"]))
    return notes
