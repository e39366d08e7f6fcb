"""The overview as a screen: the two rates of each audience, the last months as a line, and what leads on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from promisectl.formats.glyphs import UNICODE
from promisectl.formats.report_screen import report_cell, report_rows, table_screen, title_of
from promisectl.formats.screen import Cell, Part, Row, Screen, Section, Table, cell, facts, joined, prose
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.model.message import M
from promisectl.reports.report import Cell as ReportCell
from promisectl.reports.report import Report
from promisectl.reports.report import Table as ReportTable


def overview_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return the page for the Monday meeting."""
    tables = {table.key: table for table in report.tables}
    if not tables["kept"].rows:
        return table_screen(report, words, zone)
    sections = (
        Section((_rates(tables["kept"], words),)),
        *_months(tables["months"], words),
        Section((facts(_facts(tables, report, words), indent=0),)),
        *_notes(report, words),
    )
    return Screen(title_of(report, words, zone), sections=sections)


def _rates(table: ReportTable, words: Translator) -> Table:
    """Return the rates; an audience is named once."""
    shown = report_rows(table, words)
    rows = [shown.rows[0]]
    for above, below in pairwise(shown.rows):
        same = isinstance(below.cells[0], Cell) and above.cells[0] == below.cells[0]
        rows.append(Row((Cell(), *below.cells[1:]), below.below) if same else below)
    return Table(shown.columns, tuple(rows), headed=True, indent=0, more=shown.more, least_title=10)


def _months(table: ReportTable, words: Translator) -> Iterator[Section]:
    """Yield the months with a step each, as high as the rate; those too small to tell have their counts."""
    told = [joined((cell(str(month), "muted"), _step(rate, words)), " ") for month, rate in table.rows]
    if any(isinstance(rate, Rate) and rate.n for _, rate in table.rows):
        heading = words.say(table.title) if table.title else ""
        yield Section((facts([(heading, joined(told, " · "))], indent=0),))


def _step(rate: ReportCell, words: Translator) -> Cell:
    if not isinstance(rate, Rate) or rate.rate is None:
        return cell("-", "muted")
    if not rate.is_printable:
        return cell(words.say(M("{k} of {n}", k=rate.k, n=rate.n)))
    steps = UNICODE.steps
    step = steps[min(int(rate.rate * len(steps)), len(steps) - 1)]
    return cell(f"{step} {words.number(f'{100 * float(rate.rate):.0f}')} %")


def _facts(tables: Mapping[str, ReportTable], report: Report, words: Translator) -> Iterator[tuple[str, Cell]]:
    """Yield where it breaks and what is owed now, each with the command that says more."""
    options = _options(report)
    if tables["reasons"].rows:
        reasons = [_counted(report_cell(reason, words, "reason").text, n) for reason, n in tables["reasons"].rows]
        yield words.say(M("where it breaks")), _leading(joined(reasons, " · "), f"promisectl report reasons{options}")
    for performer, customer, kept in tables["pairs"].rows:
        pair = joined((cell(f"{performer} → {customer}"), report_cell(kept, words)), " ")
        yield words.say(M("kept least")), _leading(pair, f"promisectl report network{options}")
    counts = [_counted(words.say(str(name)), n) for _, n, name in tables["now"].rows]
    yield words.say(M("what is owed now")), _leading(joined(counts), "promisectl review weekly")


def _options(report: Report) -> str:
    """Return what asks another report of the same promises."""
    period = f" --period {report.period.name}" if report.period else ""
    return f'{period} --where "{report.where}"' if report.where else period


def _counted(name: str, count: ReportCell) -> Cell:
    return cell(f"{name} {count}")


def _leading(what: Cell, command: str) -> Cell:
    return Cell((*what.parts, Part("  "), Part(command, "command")))


def _notes(report: Report, words: Translator) -> Iterator[Section]:
    if report.notes:
        yield Section(tuple(prose(words.say(note), label=words.say(M("note"))) for note in report.notes))
