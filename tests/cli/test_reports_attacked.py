"""Reports attacked: what somebody asks on a Monday who holds them in the wrong way, and what the screen must not hide."""

from __future__ import annotations

import pytest

from promisectl.reports import REPORTS

from .program import Program

UNDIVIDED = [name for name in REPORTS if name not in ("fulfilment", "reasons", "trend")]


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_refuses_a_field_by_which_nothing_is_divided(run: Program, name: str) -> None:
    said = run(f"report {name} --by goal", code=2)
    assert said.out == ""
    assert "cannot be divided by “goal”" in said.err


@pytest.mark.parametrize("name", UNDIVIDED)
def test_a_report_that_is_not_divided_says_so_and_which_one_is(run: Program, name: str) -> None:
    said = run(f"report {name} --by area")
    assert "this report is not divided by area: `promisectl report fulfilment --by area` is" in said.err


def test_a_trend_is_divided_by_its_periods_and_by_anything_else(run: Program) -> None:
    assert run("report trend --by quarter").err == ""
    assert run("report trend --by area,quarter").err == ""


def test_a_table_asked_for_outside_of_csv_is_not_ignored_in_silence(run: Program) -> None:
    assert "--table is of CSV" in run("report flow --table ageing").err
    assert run("report flow --table ageing --format csv").err == ""


def test_where_areas_promised_nothing_nobody_is_told_that_there_are_no_areas(run: Program) -> None:
    assert "nobody has an area" in run("report network").out
    run("area add workshop --lead diego")
    said = run("report network").out
    assert "no area promised anything" in said
    assert "nobody has an area" not in said


@pytest.mark.parametrize("period", ["9999", "0001", "0001..9999", "9998-12-01..9999-01-01", "2026-03..2026-01"])
def test_a_period_that_reaches_the_end_of_the_calendar_or_ends_before_it_begins_is_none(
    run: Program, period: str
) -> None:
    for name in ("overview", "trend"):
        said = run(f"report {name} --period {period} --against previous", code=2)
        assert f"no period is called “{period}”" in said.err


def test_where_nothing_as_long_lies_before_a_period_it_is_compared_with_nothing_unsaid(run: Program) -> None:
    assert run("report --period 0002-01-01..9998-12-31").code == 0
    said = run("report --period 0002-01-01..9998-12-31 --against previous", code=2)
    assert "no period as long as 0002-01-01..9998-12-31 lies before it" in said.err


@pytest.mark.parametrize(
    "line", [*(f"report {name}" for name in REPORTS), "review weekly", "review mid", "review close"]
)
def test_at_the_end_of_the_calendar_a_report_says_that_it_ends(shop: Program, line: str) -> None:
    for day in ("9999-12-31", "0002-01-01"):
        assert "too near an end of the calendar" in shop(f"{line} --as-of {day}", code=2).err
    for day in ("9998-12-31", "0100-01-01"):
        assert shop(f"{line} --as-of {day}").code == 0


def test_an_agenda_puts_instants_in_order_and_by_the_clock_of_the_workspace_whatever_their_offset(run: Program) -> None:
    run("request diego Morning 2026-03-09T11:00:00-03:00 -c x --id clm-morning1 --agreed-by diego --via desk")
    run("request diego Tokyo 2026-03-09T20:00:00+09:00 -c x --id clm-tokyo123 --agreed-by diego --via desk")
    run.now = "2026-03-09T12:00:00-03:00"
    said = run("review weekly").out
    assert said.index("Tokyo") < said.index("Morning")
    assert "Mon 2026-03-09 08:00" in said
    assert "20:00" not in run("review weekly --format markdown").out


def test_the_list_behind_a_report_does_not_say_of_what_was_missed_that_it_was_kept(run: Program) -> None:
    run.promised()
    run.now = "2026-03-09T12:00:00-03:00"
    said = run("report fulfilment --list").out
    assert "1 measured of 1 open" in said
    assert "kept" not in said


def test_a_chain_of_a_thousand_needs_is_laid_out_layer_by_layer(run: Program) -> None:
    run("request diego 'Hand it over' 2026-03-20 -c x --id clm-0000 --agreed-by diego --via desk")
    link = run.promise("clm-0000")
    for n in range(1200):
        needs = f"needs: [clm-{n + 1:04}]\nstate:"
        run.write(
            f"ledgers/claims/clm-{n:04}.yaml", link.replace("clm-0000", f"clm-{n:04}").replace("state:", needs, 1)
        )
    run.write("ledgers/claims/clm-1200.yaml", link.replace("clm-0000", "clm-1200"))
    said = run("report blueprint --where id:clm-0000 --format csv").out
    assert said.count("Hand it over") == 1201
