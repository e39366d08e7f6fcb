"""Reports as screens: a rate is a percentage with its counts and its interval drawn, the counts alone where few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from promisectl.formats.screen import (
    Bar,
    Block,
    Cell,
    Column,
    Content,
    Interval,
    Part,
    Role,
    Row,
    Screen,
    Section,
    Table,
    cell,
    prose,
)
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.reports.figures import Figures
from promisectl.reports.kept import Fulfilment
from promisectl.reports.report import Cell as ReportCell
from promisectl.reports.report import Report
from promisectl.reports.sentences import percent


def fulfilment_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return the fulfilment report: one group as a page, several as a table."""
    made = report.detail
    if not isinstance(made, Fulfilment) or made.by:
        return table_screen(report, words, zone)
    figures = made.groups[0].figures
    sections = (Section((_rates(figures, words),)), _classes(figures, words), *_notes(report.notes[1:], words))
    return Screen(_title(report, words, zone), sections=sections)


def table_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return any report as a table."""
    block: Block = report_rows(report, words) if report.rows else prose(words.say(M("nothing to measure")))
    return Screen(_title(report, words, zone), sections=(Section((block,)), *_notes(report.notes, words)))


def _title(report: Report, words: Translator, zone: str) -> Cell:
    day = words.day(local_day(report.as_of, ZoneInfo(zone)))
    over = [words.say(report.title), words.say(M("as of {day}, {zone}", day=day, zone=zone))]
    return cell(" · ".join([*over, report.where] if report.where else over))


def _notes(notes: Sequence[Message], words: Translator) -> tuple[Section, ...]:
    if not notes:
        return ()
    label = words.say(M("target"))
    return (Section(tuple(prose(words.say(note), label=label) for note in notes)),)


def _rates(figures: Figures, words: Translator) -> Table:
    rates = [(metric.title, figures.rates[metric.name]) for metric in METRICS.values() if metric.title is not None]
    columns = (
        Column("", "title"),
        Column(words.say(M("rate")), "number"),
        Column(words.say(M("cases")), "fact"),
        Column(words.say(M("between")), "fact"),
        Column("", "gauge"),
    )
    rows = tuple(Row((cell(words.say(label)), *rate_cells(rate, words))) for label, rate in rates)
    return Table(columns, rows, headed=True, indent=0, least_title=18)


def rate_cells(rate: Rate, words: Translator) -> tuple[Content, Content, Content, Content]:
    """Return percentage, counts, the ends of the interval, and its drawing; below five cases the counts alone."""
    if rate.rate is None:
        return Cell(), cell(words.say(M("n/a")), "muted"), Cell(), Cell()
    counts = cell(words.say(M("{k} of {n}", k=rate.k, n=rate.n)))
    if not rate.is_printable or rate.low is None or rate.high is None:
        return Cell(), counts, Cell(), Cell()
    ends = words.say(M("{low} and {high}", low=percent(rate.low, 0), high=percent(rate.high, 0)))
    share = cell(f"{words.number(percent(rate.rate))} %", "head")
    return share, counts, cell(ends, "muted"), Interval(rate.low, float(rate.rate), rate.high)


def _classes(figures: Figures, words: Translator) -> Section:
    """Return how many promises there are of each class, the longest bar for all of them."""
    counts = [(words.outcome(outcome), count) for outcome, count in figures.classes.items() if count]
    columns = (
        Column(words.say(M("class")), "key"),
        Column(words.say(M("how many")), "number"),
        Column(" ", "gauge"),
    )
    rows = tuple(
        Row((cell(name), cell(str(count)), Bar(count / figures.promised if figures.promised else 0)))
        for name, count in counts
    )
    heading = cell(words.say(M("of {count} promised:", count=figures.promised)), "head")
    return Section((Table(columns, rows),), heading)


def report_rows(table: Report, words: Translator) -> Table:
    """Return a report's rows in columns; a column in which nothing could be measured is left out, the rates never."""
    keys = [place for place, column in enumerate(table.columns) if not column.unit]
    shown = [*keys, *_measured(table, len(keys))]
    columns = [Column(words.say(table.columns[place].title), _role(place, len(keys))) for place in shown]
    more = words.say(M("{count} columns more: --format csv"))
    rows = tuple(_report_row(table, row, shown, words) for row in table.rows)
    return Table(tuple(columns), rows, headed=True, indent=0, more=more)


def _report_row(table: Report, row: Sequence[ReportCell], shown: Sequence[int], words: Translator) -> Row:
    return Row(tuple(report_cell(row[place], words, table.columns[place].key) for place in shown))


def _role(place: int, keys: int) -> Role:
    """Return what may happen to a column: what explains the two rates may be left out, and is then named."""
    if place < keys:
        return "key"
    return "fact" if place < keys + 2 else "extra"


def _measured(table: Report, keys: int) -> Iterator[int]:
    for place in range(keys, len(table.columns)):
        is_one_of_both_rates = place < keys + 2
        if is_one_of_both_rates or any(_says_something(row[place]) for row in table.rows):
            yield place


def _says_something(content: ReportCell) -> bool:
    return not isinstance(content, Rate) or content.rate is not None


def report_cell(content: ReportCell, words: Translator, key: str = "") -> Cell:
    """Return a cell of a report, in the column of that key, as people read it."""
    if key == "reason" and isinstance(content, str):
        return cell(words.reason(content))
    if isinstance(content, Rate):
        return _rate_cell(content, words)
    if content is None:
        return cell("-", "muted")
    if isinstance(content, Message):
        return cell(words.say(content))
    if isinstance(content, Fraction):
        return cell(f"{words.number(percent(content))} %")
    if isinstance(content, date):
        return cell(words.day(content))
    return cell(str(content))


def _rate_cell(rate: Rate, words: Translator) -> Cell:
    if rate.rate is None:
        return cell(words.say(M("n/a")), "muted")
    counts = words.say(M("{k} of {n}", k=rate.k, n=rate.n))
    if not rate.is_printable:
        return cell(counts)
    return Cell((Part(f"{words.number(percent(rate.rate))} %", "head"), Part(f"  {counts}")))
