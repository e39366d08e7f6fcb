"""Goals: where key results and KPIs stand is checked in on the command line, and what is wrong with them is found."""

from __future__ import annotations

from difflib import ndiff

import pytest

PATH = "ledgers/objectives.yaml"
GOALS = """\
# Our goals. Written by hand; every comment stays.
objectives:
  fast-claims:
    text: Be the insurer people recommend after an accident
    owner: ana
    period: 2026-Q1
    key-results:
      kr-nps: {text: NPS from 16 to 38, owner: ana, unit: points, start: 16, target: 38}   # twice a quarter
      kr-1h:  {text: answer every hot lead within an hour, unit: "%", target: 100, kind: keep}
    check-ins:
    - {kr: kr-nps, at: 2026-01-31, by: ana, value: 20, confidence: 6, note: survey of January}

  calm-days:
    text: Close the day without leftovers
    owner: diego
    period: 2026-03
    key-results:
      kr-left: {text: claims left over, unit: claims, start: 10, target: 8}
kpis:
  fcr: {text: first contact resolution, owner: diego, unit: "%", band: [75, 100]}
  calls:
    text: calls a day
    owner: eva
    band: [0, 400]
    check-ins: [{at: 2026-02-27, value: 380}]
"""


@pytest.fixture
def goals(run):
    run.write(PATH, GOALS)
    return run


def added(run) -> list[str]:
    """The lines that objectives.yaml has and had not; no other line may have moved."""
    lines = list(ndiff(GOALS.splitlines(), run.read(PATH).splitlines()))
    assert not [line for line in lines if line.startswith("- ")]
    return [line[2:] for line in lines if line.startswith("+ ")]


def test_a_check_in_is_a_line_below_the_ones_before_and_nothing_else_moves(goals):
    said = goals("goal checkin kr-nps 24 --confidence 6 --note 'survey of February'")
    assert said.out == "kr-nps  NPS from 16 to 38: 24 points; 36 % done, 67 % expected: red\n"
    line = "    - {kr: kr-nps, at: 2026-03-02, by: ana, value: 24, confidence: 6, note: survey of February}\n"
    assert goals.read(PATH) == GOALS.replace("survey of January}\n", "survey of January}\n" + line)


def test_the_first_check_in_of_an_objective_begins_the_list(goals):
    goals("goal checkin kr-left 9.2 --by diego")
    assert added(goals) == ["    check-ins:", "    - {kr: kr-left, at: 2026-03-02, by: diego, value: 9.2}"]
    goals("goal checkin kr-left 9 --by diego")
    assert added(goals)[1:] == [
        "    - {kr: kr-left, at: 2026-03-02, by: diego, value: 9.2}",
        "    - {kr: kr-left, at: 2026-03-02, by: diego, value: 9}",
    ]


def test_a_falling_target_is_nearer_the_smaller_the_number_is(goals):
    document = goals("goal checkin kr-left 9.2 --by diego --format json").json
    assert document == {
        "format_version": 1,
        "goal": "kr-left",
        "kind": "key-result",
        "objective": "calm-days",
        "check_in": {"at": "2026-03-02", "by": "diego", "value": 9.2},
        "progress": 0.4,
        "expected": 0.0444,
        "colour": "green",
        "in_band": None,
        "written": True,
    }


def test_a_kpi_is_checked_in_by_the_same_words(goals):
    assert goals("goal checkin fcr 71% --by diego").out == (
        "fcr  first contact resolution: 71 %; out of its band, 75 to 100 %\n"
    )
    assert goals("goal checkin calls 395").out == "calls  calls a day: 395; within its band, 0 to 400\n"
    assert "band: [75, 100], check-ins: [{at: 2026-03-02, by: diego, value: 71}]}" in goals.read(PATH)
    assert "[{at: 2026-02-27, value: 380}, {at: 2026-03-02, by: ana, value: 395}]" in goals.read(PATH)
    document = goals("goal checkin fcr 80 --by diego --note 'new script' --format json").json
    assert (document["kind"], document["in_band"], document["progress"]) == ("kpi", True, None)


@pytest.mark.parametrize("typed", ["95.2", "95.2%", "95.2 %", "95,2", "95,2%"])
def test_a_number_is_understood_with_its_unit_and_with_a_comma(goals, typed):
    assert goals(["goal", "checkin", "kr-1h", typed, "--format", "json"]).json["check_in"]["value"] == 95.2
    assert "value: 95.2}" in goals.read(PATH)


def test_a_number_below_zero_comes_after_two_dashes(goals):
    assert goals("goal checkin --format json kr-nps -- -3").json["progress"] == 0.0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("kr-npss 24", 2, "did you mean `kr-nps`?"),
        ("fast-claims 24", 2, "use one of: kr-nps, kr-1h"),
        ("kr-nps many", 2, "“many” is no number"),
        ("kr-nps 24%", 2, "`kr-nps` is counted in points"),
        ("calls 24%", 2, "`calls` has no unit"),
        ("kr-nps 1,500", 2, "“1,500” is no number"),
        ("kr-nps 1e3", 2, "“1e3” is no number"),
        ("kr-nps 24 --at 2026-03-03", 1, "2026-03-03 is still to come"),
        ("kr-nps 24 --at 2026-03-02T09:00:01-03:00", 1, "is still to come"),
        ("kr-nps 24 --confidence 11", 2, "add --confidence 6"),
        ("kr-nps 24 --confidence 0", 2, "add --confidence 6"),
        ("fcr 80 --confidence 6", 2, "leave --confidence out"),
        ("kr-nps 24 --note ''", 2, "`note` is empty"),
        ("kr-nps 24 --by zoe", 2, "nobody here is called `zoe`"),
        ("kr-nps", 2, "VALUE"),
    ],
)
def test_what_cannot_be_written_is_refused_and_says_what_to_do(goals, words, code, said):
    refused = goals(f"goal checkin {words}", code=code)
    assert said in refused.err
    assert goals.read(PATH) == GOALS


def test_a_check_in_may_be_of_an_earlier_day_or_instant(goals):
    goals("goal checkin kr-nps 22 --at 2026-02-20")
    goals("goal checkin kr-nps 23 --at 2026-03-02T08:30:00-03:00")
    assert added(goals) == [
        "    - {kr: kr-nps, at: 2026-02-20, by: ana, value: 22}",
        "    - {kr: kr-nps, at: 2026-03-02T08:30:00-03:00, by: ana, value: 23}",
    ]


def test_the_latest_counts_not_the_one_that_was_written_last(goals):
    goals("goal checkin kr-nps 27")
    late = goals("goal checkin kr-nps 22 --at 2026-02-20 --format json").json
    assert late["progress"] == 0.5


def test_a_dry_run_shows_the_line_and_writes_nothing(goals):
    said = goals("goal checkin kr-nps 24 --dry-run")
    assert "+    - {kr: kr-nps, at: 2026-03-02, by: ana, value: 24}" in said.out
    assert goals.read(PATH) == GOALS
    assert goals("goal checkin kr-nps 24 --dry-run --format json").json["written"] is False


def test_a_check_in_is_committed_by_itself(repository):
    repository.write(PATH, GOALS)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "goals")
    repository("goal checkin kr-nps 24 --commit")
    assert repository.git("log", "-1", "--format=%s").strip() == "kr-nps: 24 on 2026-03-02"
    assert repository.git("status", "--porcelain").strip() == ""


def test_without_objectives_it_says_where_they_are_written(run):
    said = run("goal checkin kr-nps 24", code=2)
    assert "there are no objectives here" in said.err
    assert "promisectl schema objectives" in said.err


def test_bytes_that_people_wrote_stay_as_they_are(run):
    text = "\ufeff" + GOALS.replace("\n", "\r\n")
    (run.folder / PATH).write_bytes(text.encode())
    run("goal checkin kr-nps 24")
    line = "    - {kr: kr-nps, at: 2026-03-02, by: ana, value: 24}\r\n"
    wanted = text.replace("survey of January}\r\n", "survey of January}\r\n" + line)
    assert (run.folder / PATH).read_bytes() == wanted.encode()


def test_a_check_in_is_told_in_spanish(goals):
    said = goals("goal checkin kr-left 9.2 --by diego --lang es").out
    assert said == "kr-left  claims left over: 9,2 claims; 40 % hecho, 4 % esperado: verde\n"


# What is wrong with the file.


def findings(run, text):
    run.write(PATH, text)
    return [
        (one["code"], one["severity"], one["line"], one["note"], one["help"])
        for one in run("check --select PC1 --fail-on never --format json").json["findings"]
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("owner: diego\n    period", "ownr: diego\n    period", ("PC102", 15, "did you mean `owner`?")),
        ("    owner: ana\n", "", ("PC103", 3, "add `owner:`")),
        ("2026-03\n", "2026-Q5\n", ("PC104", 16, "such as 2026-Q2")),
        ("2026-03\n", "2026-W10\n", ("PC104", 16, "such as 2026-Q2")),
        ("2026-03\n", "0001\n", ("PC104", 16, "such as 2026-Q2")),
        ("2026-03\n", "9999\n", ("PC104", 16, "such as 2026-Q2")),
        ("value: 20,", "value: 20 points,", ("PC104", 11, "without its unit")),
        ("confidence: 6", "confidence: 12", ("PC104", 11, "≤ 10")),
        ("band: [75, 100]", "band: [100, 75]", ("PC104", 20, "the lower one first")),
        ("band: [75, 100]", "band: [75]", ("PC104", 20, "the lower one first")),
        ("start: 10, ", "", ("PC103", 18, "add `start: 0`")),
        ("start: 10", "start: 8", ("PC104", 18, "nothing to reach")),
        ("  calm-days:", "  fcr:", ("PC104", 20, "`fcr` is also an id under `objectives`")),
        ("  calm-days:", "  Calm Days:", ("PC104", 13, "such as `fast-claims`")),
        ("recommend after", "recommend in 9 of 10 cases after", ("PC104", 4, "`9` is a number")),
        ("kind: keep", "kind: kept", ("PC104", 9, "did you mean `keep`?")),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(goals, before, after, found):
    assert GOALS.count(before) == 1
    code, line, words = found
    said_code, _, said_line, note, help_ = findings(goals, GOALS.replace(before, after))[-1]
    assert (said_code, said_line) == (code, line)
    assert words in f"{note} {help_}"


def test_a_number_in_an_objective_is_a_warning_that_stops_nobody(goals):
    ((code, severity, *_),) = findings(goals, GOALS.replace("recommend after", "recommend 10 times after"))
    assert (code, severity) == ("PC104", "warning")
    goals("goal checkin kr-nps 24")


def test_parents_in_a_circle_are_found_once(goals):
    text = GOALS.replace("    period: 2026-Q1\n", "    period: 2026-Q1\n    parent: calm-days\n")
    text = text.replace("    period: 2026-03\n", "    period: 2026-03\n    parent: fast-claims\n")
    ((code, _, line, note, _),) = findings(goals, text)
    assert (code, line) == ("PC104", 7)
    assert "fast-claims → calm-days → fast-claims" in note


def test_a_file_that_does_not_hold_stops_those_who_would_write(goals):
    goals.write(PATH, GOALS.replace("2026-03\n", "soon\n"))
    assert "PC104" in goals("goal checkin kr-nps 24", code=2).err


def test_a_file_of_another_kind_is_said_once_and_no_name_is_unknown_for_it(goals):
    goals.requested()
    goals("set k7m serves kr-nps")
    ((code, _, line, note, _),) = findings(goals, "objectives: [fast-claims]\n")
    assert (code, line, note) == ("PC104", 1, "a mapping (`key: value`) is wanted here")


def test_a_silence_in_the_file_quiets_a_warning_there(goals):
    said = goals("check --select PC703 --format json").json["findings"]
    assert [one["note"].split("`")[1] for one in said] == ["kr-nps", "kr-1h", "fcr"]
    silence = "  # promisectl: ignore PC703 until 2026-04-15 because the survey is every two months\n"
    goals.write(
        PATH, GOALS.replace("      kr-nps", "    " + silence + "      kr-nps").replace("  fcr:", silence + "  fcr:")
    )
    said = goals("check --select PC703 --format json").json["findings"]
    assert [one["note"].split("`")[1] for one in said] == ["kr-1h"]


def test_objectives_that_bring_most_for_their_effort_stand_first(goals):
    text = goals.read(PATH)
    text = text.replace("    period: 2026-Q1\n", "    period: 2026-Q1\n    impact: 4\n    effort: 4\n", 1)
    goals.write(PATH, text.replace("    period: 2026-03\n", "    period: 2026-03\n    impact: 4\n    effort: 1\n", 1))
    rows = goals("report goals --format json").json["tables"]["impact-effort"]
    assert [(row["objective"], row["quarter"]) for row in rows] == [
        ("calm-days", "much for little: first"),
        ("fast-claims", "much for much: plan it"),
    ]
    assert "mucho por poco: primero" in goals("report goals --lang es").out
