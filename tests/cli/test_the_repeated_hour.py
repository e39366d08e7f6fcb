"""In the hour that comes twice, and beside the one that is left out, every act is spoken as on any other day."""

import pytest

SETTINGS = """\
format: 1
timezone: {zone}
default-ledger: claims
default-calendar: always
calendars:
  always: {{weekend: [], hours: "00:00-24:00"}}
"""
HOURS = (
    ("America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"),
    ("America/Santiago", "2026-04-04T23:30:00-03:00", "2026-04-04T23:30:00-04:00"),
    ("Europe/London", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"),
    ("Africa/Cairo", "2026-10-29T23:30:00+03:00", "2026-10-29T23:30:00+02:00"),
    ("Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30"),
    ("America/New_York", "2026-03-08T01:59:59-05:00", "2026-03-08T03:00:00-04:00"),
)


@pytest.mark.parametrize(("zone", "first", "second"), HOURS)
def test_a_whole_conversation_is_held_in_the_hour_that_comes_twice(run, zone, first, second):
    run.write("promisectl.yaml", SETTINGS.format(zone=zone))
    run.now = first
    run("request diego Inspect --within 2bh --pause-on supplier -c photos --id clm-k7m2x9qd")
    run("agree k7m --by diego")
    run("pause k7m --reason supplier --by diego")
    run.now = second
    run("resume k7m --by diego")
    run("deliver k7m -e 'report 12' --by diego")
    run("accept k7m")
    said = [line.removeprefix("  at: ") for line in run.promise().splitlines() if line.startswith("  at: ")]
    assert said == [first] * 3 + [second] * 3
    assert run("show k7m --format json").json["promise"]["class"] == "kept-first"
    run("check --ignore PC6")


def test_a_pause_in_the_hour_that_comes_twice_lasts_an_hour(run):
    run.write("promisectl.yaml", SETTINGS.format(zone="America/New_York"))
    run.now = "2026-11-01T01:30:00-04:00"
    run("request diego Inspect --within 2bh --pause-on supplier -c photos --id clm-k7m2x9qd")
    run("agree k7m --by diego")
    assert "due: 2026-11-01T02:30:00-05:00" in run.promise()
    run("pause k7m --reason supplier --by diego")
    run.now = "2026-11-01T01:30:00-05:00"
    run("resume k7m --by diego")
    assert "current: 2026-11-01T03:30:00-05:00" in run.promise()


def test_an_act_of_the_second_hour_is_not_before_one_of_the_first_that_shows_a_later_time(run):
    run.write("promisectl.yaml", SETTINGS.format(zone="America/New_York"))
    run.now = "2026-11-01T01:50:00-04:00"
    run.requested()
    run.now = "2026-11-01T01:10:00-05:00"
    run("agree k7m --by diego")
    assert "at: 2026-11-01T01:10:00-05:00" in run.promise()
    assert run("agree k7m --by diego --at 2026-11-01T01:10:00-04:00", code=1).err.startswith("error[PC20")


def test_a_due_in_the_first_hour_is_overdue_in_the_second(run):
    run.write("promisectl.yaml", SETTINGS.format(zone="America/New_York"))
    run.now = "2026-10-30T09:00:00-04:00"
    run("request diego Inspect 2026-11-01T01:45:00-04:00 -c photos --id clm-k7m2x9qd")
    run("agree k7m --by diego")
    run.now = "2026-11-01T01:30:00-04:00"
    run("overdue --exit-code")
    run.now = "2026-11-01T01:30:00-05:00"
    run("overdue --exit-code", code=1)
    assert "PC301" in run("check --ignore PC6 --format concise", code=1).out


def test_an_hour_that_comes_twice_is_refused_with_both(run):
    run.write("promisectl.yaml", SETTINGS.format(zone="America/New_York"))
    run.now = "2026-10-30T09:00:00-04:00"
    refused = run(["request", "diego", "Inspect", "2026-11-01 01:30"], code=2).err
    assert "2026-11-01T01:30:00-04:00" in refused
    assert "2026-11-01T01:30:00-05:00" in refused


SHOWN = (
    ("America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00", "Sun 2026-11-01 01:30"),
    ("America/Santiago", "2026-04-04T23:30:00-03:00", "2026-04-04T23:30:00-04:00", "Sat 2026-04-04 23:30"),
    ("Europe/London", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00", "Sun 2026-10-25 01:30"),
    ("Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30", "Sun 2026-04-05 01:45"),
)


@pytest.mark.parametrize(("zone", "first", "second", "shown"), SHOWN)
def test_an_instant_of_that_hour_is_shown_with_its_offset_and_no_other_is(run, zone, first, second, shown):
    run.write("promisectl.yaml", SETTINGS.format(zone=zone))
    run.now = "2026-03-02T09:00:00Z"
    for due, id in ((first, "clm-first222"), (second, "clm-second22")):
        told = run(f"request diego Inspect {due} -c photos --id {id}").out
        assert f"{shown} {due[-6:]}" in told
        for screen in (f"show {id}", "list --columns id,due", "list --plain", "list --format markdown"):
            assert f"{shown} {due[-6:]}" in run(screen).out, screen
    run("request diego Inspect 2026-05-05T17:00:00Z -c photos --id clm-other222")
    assert " -0" not in run("show clm-oth").out
    assert " +0" not in run("show clm-oth").out


def test_a_comment_shows_the_offset_too(repository):
    run = repository
    run.write("promisectl.yaml", SETTINGS.format(zone="America/New_York"))
    run.promised()
    run.git("add", ".")
    run.git("commit", "--quiet", "-m", "agreed")
    run("renegotiate k7m 2026-11-01T01:30:00-05:00 --reason supplier --by diego")
    assert "Sun 2026-11-01 01:30 -05:00" in run("diff --format markdown").out
