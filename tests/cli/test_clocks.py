"""Clocks in business days and hours: the due is counted once, in a calendar, and stored by the act."""

from __future__ import annotations

import pytest

CHILE = """\
format: 1
timezone: America/Santiago
default-ledger: claims
default-calendar: cl
calendars:
  cl: {country: CL, weekend: [sat, sun], hours: "09:00-18:00", cutoff: "16:00"}
  siesta: {country: ES, subdivision: MD, hours: "09:00-14:00, 16:00-19:00"}
"""
THURSDAY = "2026-04-02T10:00:00-03:00"  # Good Friday is the day after
GOOD_FRIDAY = "  without: [2026-04-03]\n"


@pytest.fixture
def cl(run):
    (run.folder / "promisectl.yaml").write_text(CHILE)
    run.now = THURSDAY
    return run


def agreed(run, within: str, more: str = "") -> str:
    run(f"request diego Inspect --within '{within}' {more} --id clm-k7m2x9qd")
    run("agree k7m --by diego")
    return run.promise()


def test_two_business_days_skip_good_friday_and_the_weekend(cl):
    assert agreed(cl, "2bd").endswith("  due: 2026-04-07\n  calendar: cl\n" + GOOD_FRIDAY)


def test_a_start_after_the_cutoff_counts_as_the_next_business_day(cl):
    cl.now = "2026-04-02T16:00:01-03:00"
    assert agreed(cl, "2bd").endswith("  due: 2026-04-08\n  calendar: cl\n" + GOOD_FRIDAY)


def test_the_cutoff_itself_is_in_time(cl):
    cl.now = "2026-04-02T16:00:00-03:00"
    assert agreed(cl, "2bd").endswith("  due: 2026-04-07\n  calendar: cl\n" + GOOD_FRIDAY)


def test_no_holiday_skipped_is_not_written(cl):
    cl.now = "2026-04-07T10:00:00-04:00"
    assert agreed(cl, "2bd").endswith("  due: 2026-04-09\n  calendar: cl\n")


def test_show_names_the_public_holidays_that_were_skipped(cl):
    agreed(cl, "2bd")
    assert "public holidays skipped: Fri 2026-04-03" in cl("show k7m").out


def test_forty_five_calendar_days_need_no_calendar(cl):
    cl.now = "2026-04-07T10:00:00-04:00"
    assert agreed(cl, "45d").endswith("  due: 2026-05-22\n")


def test_a_business_hour_runs_inside_the_hours(cl):
    cl.now = "2026-04-02T17:30:00-03:00"
    assert agreed(cl, "1bh").endswith("  due: 2026-04-06T09:30:00-04:00\n  calendar: cl\n" + GOOD_FRIDAY)


def test_hours_may_have_a_break(cl):
    cl.now = "2026-04-01T13:30:00-03:00"
    assert agreed(cl, "2bh", "--calendar siesta").endswith("  due: 2026-04-01T17:30:00-03:00\n  calendar: siesta\n")


def test_the_activation_starts_the_clock_where_the_terms_say_so(cl):
    cl("request diego Inspect --within '2bd from activation' -c photos --id clm-k7m2x9qd")
    cl("agree k7m --by diego")
    assert "\ndue:" not in cl.promise()
    said = cl("activate k7m -e 'accident report' --at 2026-04-02T11:00:00-03:00", PROMISECTL_NOW=THURSDAY, code=1)
    assert "future" in said.err
    cl.now = "2026-04-06T09:00:00-04:00"
    cl("activate k7m -e 'accident report'")
    assert cl.promise().endswith("  due: 2026-04-08\n  calendar: cl\n")


def test_a_pause_moves_the_dues_by_the_business_days_it_lasted(cl):
    agreed(cl, "2bd", "--pause-on customer-input")
    cl("pause k7m --reason customer-input --by diego")
    cl.now = "2026-04-07T09:00:00-04:00"  # Thursday and Monday were worked meanwhile
    cl("resume k7m --by diego")
    assert cl.promise().endswith(
        "  dues: {first: 2026-04-09, counted: 2026-04-09, current: 2026-04-09}\n" + GOOD_FRIDAY
    )


def test_a_pause_in_business_hours_moves_the_due_by_the_minutes_worked(cl):
    agreed(cl, "4bh", "--pause-on customer-input")
    cl.now = "2026-04-02T11:00:00-03:00"
    cl("pause k7m --reason customer-input --by diego")
    cl.now = "2026-04-06T09:45:00-04:00"  # seven hours on Thursday, three quarters of one on Monday
    cl("resume k7m --by diego")
    assert "current: 2026-04-06T12:45:00-04:00" in cl.promise()


def test_a_later_change_of_the_calendar_moves_no_due(cl):
    before = agreed(cl, "2bd")
    settings = cl.folder / "promisectl.yaml"
    settings.write_text(settings.read_text().replace("country: CL", "country: CL, closed: [2026-04-06, 2026-04-07]"))
    cl("check --ignore PC6")
    assert cl.promise() == before
    assert cl("list --format json").json["promises"][0]["due"] == "2026-04-07"


def test_a_counter_in_business_days_takes_the_default_calendar(cl):
    cl("request diego Inspect 2026-04-10 --id clm-k7m2x9qd")
    cl("counter k7m --within 3bd --drop due --by diego")
    assert "within: 3bd\n    calendar: cl\n" in cl.promise()
    cl("agree k7m")
    assert cl.promise().endswith("  due: 2026-04-08\n  calendar: cl\n" + GOOD_FRIDAY)


def test_a_promise_by_a_business_day_is_echoed_with_its_weekday(cl):
    assert "due Tue 2026-04-07" in cl("request diego Inspect +2bd").out


def test_without_a_calendar_business_days_are_refused_with_what_to_do(run):
    before = run.tree()
    assert run("request diego Inspect --within 2bd", code=2).err == (
        "error: “2bd” is counted in business days or hours: which calendar?\n"
        "  help: add `--calendar NAME`, or set `default-calendar` in promisectl.yaml\n"
    )
    assert "has no `default-calendar`" in run("request diego Inspect +2bd", code=2).err
    assert run.tree() == before


def test_an_unknown_calendar_is_refused_with_a_guess(cl):
    assert "did you mean `siesta`?" in cl("request diego Inspect --within 2bd --calendar siest", code=2).err


def test_a_calendar_that_is_always_closed_is_a_clear_error(cl):
    settings = cl.folder / "promisectl.yaml"
    settings.write_text(settings.read_text().replace("[sat, sun]", "[mon, tue, wed, thu, fri, sat, sun]"))
    cl("request diego Inspect --within 2bd --id clm-k7m2x9qd")
    before = cl.tree()
    assert "no business day can be found" in cl("agree k7m --by diego", code=2).err
    assert cl.tree() == before


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('hours: "18:00-09:00"', "business hours are wanted here"),
        ('hours: "9-18"', "business hours are wanted here"),
        ('hours: "09:00-13:00, 12:00-18:00"', "business hours are wanted here"),
        ('cutoff: "25:00"', "a time of day is wanted here"),
        ("weekend: [saturday]", "one of these is wanted here"),
        ("closed: [tomorrow]", "a day (2026-03-06) or an instant"),
        ("country: XX", "the `holidays` library knows no country `XX`"),
        ("country: chile", "knows no country `chile`"),
        ("country: CL, subdivision: Madrid", "`CL` has no part `Madrid`"),
        ("subdivision: Madrid", "a `subdivision` needs its `country`"),
        ("weekend: [mon, tue, wed, thu, fri, sat, sun]", "every day is weekend"),
    ],
)
def test_a_calendar_that_does_not_hold_is_a_finding_in_the_settings(run, written, said):
    (run.folder / "promisectl.yaml").write_text(f"format: 1\ncalendars:\n  cl: {{{written}}}\n")
    found = run("check --format concise", code=1)
    assert "promisectl.yaml:3:" in found.out
    assert "PC108" in found.out
    assert said in found.out
