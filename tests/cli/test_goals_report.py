"""The goals report: the cascade, the colours as words, the promises behind it, wishes, KPIs, other formats."""

from __future__ import annotations

import pytest

PATH = "ledgers/objectives.yaml"
GOALS = """\
objectives:
  trusted:
    text: Be the insurer people trust
    owner: eva
    period: 2026
  fast-claims:
    text: Be the insurer people recommend after an accident
    owner: ana
    period: 2026-Q1
    parent: trusted
    hypothesis: speed of inspection drives recommendation
    key-results:
      kr-nps: {text: NPS from 16 to 38, unit: points, start: 16, target: 38}
      kr-left: {text: claims left over, owner: diego, unit: claims, start: 10, target: 8}
      kr-1h: {text: answer within an hour, unit: "%", target: 100, kind: keep}
    check-ins:
    - {kr: kr-nps, at: 2026-02-25, by: ana, value: 24, confidence: 6}
    - {kr: kr-left, at: 2026-02-27, by: diego, value: 8.4}
    - {kr: kr-nps, at: 2026-03-20, by: ana, value: 38}
  last-year:
    text: Close the books in time
    owner: eva
    period: 2025-Q4
  next:
    text: Close the day without leftovers
    owner: diego
    period: 2026-Q2
    key-results: {kr-calm: {text: hours after six, start: 9, target: 0}}
kpis:
  fcr:
    text: first contact resolution
    owner: diego
    unit: "%"
    band: [75, 100]
    plan: [clm-k7m2x9qd]
    check-ins: [{at: 2026-02-27, value: 71}]
  calls: {text: calls a day, owner: eva, band: [0, 400]}
"""


@pytest.fixture
def goals(run):
    """On Monday 2 March: one promise serves a key result, another nothing."""
    run.write(PATH, GOALS)
    run.requested("Inspect the vehicle of claim 88123")
    run("agree k7m --by diego")
    run("set k7m serves kr-left --by diego")
    run.requested("Clean the workshop", "clm-9xk4v0ab")
    return run


def test_the_cascade_shows_what_is_done_beside_what_is_expected(goals):
    assert (
        goals("report goals").out
        == """\
Goals · as of Mon 2026-03-02, America/Santiago

Be the insurer people trust
  eva · 2026 · no key results

  Be the insurer people recommend after an accident
    ana · 2026-Q1 · 39 % done of 67 % expected, red
    hypothesis: speed of inspection drives recommendation
    kr-nps   NPS from 16 to 38      24 → 38 points  36 %  ████████▌                 red
             checked in 5 d ago, confidence 6 · no promises
             a wish: nobody has promised anything that would move it
    kr-left  claims left over       8.4 → 8 claims  80 %  ███████████████████       green
             checked in 3 d ago · promises: 1 open, 0 kept
    kr-1h    answer within an hour  - → 100 %        0 %                            grey
             never checked in · no promises

Close the day without leftovers
  diego · 2026-Q2 · begins Wed 2026-04-01
  kr-calm  hours after six  - → 0  0 %                            grey
           never checked in · no promises

KPIs
  fcr    first contact resolution  71 %  out of its band, 75 to 100 %
         checked in 3 d ago · plan: clm-k7m2x9qd
  calls  calls a day               -     its band is 0 to 400
         never checked in

make a promise of what is wished:
  promisectl promise HANDLE "…" WHEN --serves kr-nps

1 of 2 open promises serve nothing:
  promisectl list "not serves:*"

objectives of other times: 1 (`--period 2026`)
"""
    )


def test_check_ins_and_promises_later_than_the_instant_are_not_read(goals):
    earlier = rows(goals, "--as-of 2026-02-26")
    assert earlier["kr-left"]["value"] is None
    assert earlier["kr-left"]["open"] == 0
    later = rows(goals, "--as-of 2026-03-21")
    assert (later["kr-nps"]["progress"], later["kr-nps"]["colour"]) == (1.0, "green")


def rows(run, words=""):
    return {row["id"]: row for row in run(f"report goals {words} --format json").json["tables"]["goals"]}


def test_programs_read_every_figure(goals):
    tables = goals("report goals --format json").json["tables"]
    assert tables["goals"][3] == {
        "id": "kr-left",
        "kind": "key-result",
        "objective": "fast-claims",
        "depth": 2,
        "text": "claims left over",
        "owner": "diego",
        "period": "2026-Q1",
        "progress": 0.8,
        "expected": 0.6708,
        "colour": "green",
        "value": 8.4,
        "unit": "claims",
        "last": "2026-02-27",
        "age_days": 3,
        "confidence": None,
        "open": 1,
        "kept": 0,
        "wish": False,
        "hypothesis": None,
    }
    assert [(row["id"], row["wish"]) for row in tables["goals"] if row["wish"]] == [("kr-nps", True)]
    assert [(row["id"], row["in_band"], row["plan"]) for row in tables["kpis"]] == [
        ("fcr", False, "clm-k7m2x9qd"),
        ("calls", None, None),
    ]
    assert tables["serving-nothing"] == [{"where": "not serves:*", "serving_nothing": 1, "open": 2}]


def test_a_period_shows_the_objectives_that_touch_it(goals):
    assert "last-year" not in rows(goals)
    assert [name for name in rows(goals, "--period 2025-Q4") if "kr" not in name] == ["last-year"]
    assert [name for name in rows(goals, "--period 2026-Q1") if "kr" not in name] == ["trusted", "fast-claims"]
    assert "no objective is of this time" in goals("report goals --period 2024 --format markdown").out


def test_a_child_of_what_is_not_shown_stands_higher(goals):
    goals.write(PATH, GOALS.replace("    period: 2026\n", "    period: 2025\n"))
    assert rows(goals)["fast-claims"]["depth"] == 0
    assert rows(goals)["kr-nps"]["depth"] == 1


def test_a_query_narrows_the_promises_that_are_counted_and_nothing_else(goals):
    narrowed, whole = rows(goals, "--where performer:eva"), rows(goals)
    assert narrowed["kr-left"]["open"] == 0
    for row in (*narrowed.values(), *whole.values()):
        row.pop("open")
    assert narrowed == whole


def test_the_promises_behind_it_are_those_that_serve_and_those_of_plans(goals):
    listed = goals("report goals --list --format json").json["promises"]
    assert [promise["id"] for promise in listed] == ["clm-k7m2x9qd"]


def test_without_objectives_it_says_how_they_are_written(run):
    run.requested("Inspect the vehicle")
    assert "promisectl schema objectives" in run("report goals").out


def test_spreadsheets_and_pages_have_it_too(goals):
    csv = goals("report goals --format csv").out.splitlines()
    assert csv[0].startswith("id,kind,objective,depth,text,owner,period,progress,expected,colour,value,unit,last")
    assert goals("report goals --format csv --table kpis").out.splitlines()[1].startswith("fcr,first contact")
    assert "| kr-nps | key-result |" in goals("report goals --format markdown").out


def test_people_who_listen_read_the_colour_as_a_word(goals):
    told = goals("report goals --plain").out
    assert "colour: red" in told
    assert "\x1b" not in told


def test_a_hostile_text_in_a_goal_acts_on_no_terminal(goals):
    goals.write(PATH, GOALS.replace("Be the insurer people trust", '"Be \\e[31mred[/red]"'))
    assert "\x1b" not in goals("report goals").out
    assert "[/red]" in goals("report goals").out
