"""Every report of the registry, in every format, over the worked example; and what holds for all of them."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from metrics.stories import ZONE, accepted, agreed, cancelled, delivered, end_of, partly, promise, seen, warned
from metrics.worked_example import EXAMPLE

from promisectl.app.schema.all import schema
from promisectl.formats.glyphs import UNICODE
from promisectl.formats.promises_json import dump
from promisectl.formats.reports import MORE_FORMATS, document, screen, written
from promisectl.formats.screen_fields import fields_text
from promisectl.formats.screen_plain import plain_text
from promisectl.formats.screen_rich import terminal_text
from promisectl.formats.translator import Translator
from promisectl.model.people import People, Person
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.query.spans import Span, parse_span
from promisectl.reports import REPORTS
from promisectl.reports.groupings import GROUPINGS
from promisectl.reports.kept import fulfilment_report
from promisectl.reports.report import Asked, Report

PEOPLE = People(
    by_handle={
        "ana": Person.model_validate({"area": "claims"}),
        "diego": Person.model_validate({"area": "workshop"}),
    }
)
ENV = Environment(as_of=end_of("03-31"), zone=ZONE, people=PEOPLE)
VIEWS = seen(*EXAMPLE)
OPEN = Policy.model_validate({"person-reports": "all"})
LANGUAGES = [Translator("en"), Translator("es")]
PERIODS = {"all": None, "quarter": parse_span("2026-Q1"), "empty": parse_span("2020-Q1")}


def made(name: str, period: Span | None = None, by: tuple[str, ...] = ()) -> Report:
    asked = Asked(VIEWS, ENV, OPEN, VIEWS, by=by, period=period, against=parse_span("2025-Q4") if period else None)
    report: Report = import_module(f"promisectl.reports.{name}").make(asked)
    return report


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("period", PERIODS)
def test_a_report_is_a_screen_at_every_width_in_both_languages(name: str, period: str) -> None:
    report = made(name, PERIODS[period])
    for words in LANGUAGES:
        shown = screen(report, words, "UTC")
        assert plain_text(shown, UNICODE)[0].startswith(words.say(report.title))
        assert all(": " in line for line in fields_text(shown, words) if line)
        for width in (50, 80, 120):
            assert terminal_text(shown, width, UNICODE, colour=False).strip()


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("period", PERIODS)
def test_a_report_is_json_that_fits_its_schema(name: str, period: str) -> None:
    told = json.loads(dump(document(made(name, PERIODS[period]))))
    Draft202012Validator(schema(f"report-{name}")).validate(told)


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_of_a_report_is_csv_with_as_many_cells_as_heads(name: str) -> None:
    report = made(name)
    for table in report.tables:
        rows = list(csv.reader(io.StringIO(written(report, LANGUAGES[0], "UTC", "csv", table.key))))
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_markdown_with_a_heading_that_says_of_when_it_is(name: str) -> None:
    for words in LANGUAGES:
        text = written(made(name, PERIODS["quarter"]), words, "UTC", "markdown")
        assert text.startswith("## ")
        assert "2026-Q1" in text.partition("\n")[0]


@pytest.mark.parametrize(("name", "format_"), [(name, each) for name, more in MORE_FORMATS.items() for each in more])
def test_a_report_that_can_be_drawn_is_drawn_by_the_names_of_its_areas(name: str, format_: str) -> None:
    text = written(made(name), LANGUAGES[0], "UTC", format_)
    assert "claims" in text
    assert "workshop" in text


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_ranks_persons(name: str) -> None:
    """Persons stand in a table only where somebody asked for a division by them, or as a party of a promise."""
    for table in made(name).tables:
        assert "person" not in {column.key for column in table.columns}


@pytest.mark.parametrize("name", REPORTS)
def test_as_of_a_day_before_the_first_act_every_report_is_empty_and_says_so(name: str) -> None:
    env = Environment(as_of=end_of("03-01"), zone=ZONE, people=PEOPLE)
    views = seen(*EXAMPLE, as_of="03-01")
    report = import_module(f"promisectl.reports.{name}").make(Asked(views, env, OPEN, views))
    assert report.behind == ()
    assert plain_text(screen(report, LANGUAGES[0], "UTC"), UNICODE)


FATES = [
    (),
    (delivered("03-05"), accepted("03-06")),
    (delivered("03-11"), accepted("03-12")),
    (delivered("03-05"), partly("03-06")),
    (warned("03-04"),),
    (cancelled("03-04"),),
]


@given(st.lists(st.tuples(st.sampled_from(FATES), st.sampled_from("abc"), st.booleans()), max_size=12))
@settings(max_examples=40, deadline=None)
def test_the_sums_of_disjoint_groups_are_the_whole(stories: list[tuple[tuple[object, ...], str, bool]]) -> None:
    told = [
        promise(f"a-{n}", agreed("03-02", "03-08"), *acts, ledger=ledger, **({"service": "s"} if has_service else {}))
        for n, (acts, ledger, has_service) in enumerate(stories)
    ]
    views = seen(*told)
    [whole] = fulfilment_report(Asked(views, ENV, OPEN, views)).groups
    for field in ("ledger", "service", "month", "area", "area-pair", "performer"):
        assert field in GROUPINGS
        groups = fulfilment_report(Asked(views, ENV, OPEN, views, by=(field,))).groups
        for name, rate in whole.figures.rates.items():
            assert sum(group.figures.rates[name].k for group in groups) == rate.k
            assert sum(group.figures.rates[name].n for group in groups) == rate.n


@given(st.permutations(range(len(EXAMPLE))))
@settings(max_examples=10, deadline=None)
def test_the_order_of_files_changes_no_report(order: list[int]) -> None:
    views = seen(*(EXAMPLE[place] for place in order))
    for name in REPORTS:
        told = document(import_module(f"promisectl.reports.{name}").make(Asked(views, ENV, OPEN, views)))
        assert told == document(made(name)), name


@pytest.mark.parametrize("text", ["2026", "2026-H1", "2026-Q1", "2026-03", "2026-W12", "2026-03-02..2026-03-09"])
def test_the_period_before_ends_the_day_before_and_is_of_the_same_kind(text: str) -> None:
    from promisectl.query.spans import span_before

    span = parse_span(text)
    before = span_before(span)
    assert before.last == span.first - timedelta(days=1)
    if ".." in text:
        assert before.days == span.days
    else:
        assert parse_span(before.name) == before
