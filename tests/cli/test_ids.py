"""Ids: a beginning wherever one is read, what is near where there is none, and services that name theirs."""

import json

import pytest

OBJECTIVES = """\
objectives:
  retention:
    text: Keep the customers
    owner: ana
    period: 2026-H1
    key-results:
      kr-answer: {text: answer within an hour, unit: "%", target: 100, kind: keep}
      kr-renew: {text: renewals, unit: "%", start: 80, target: 90}
"""
SERVICES = """\
services:
  inspection:
    id: sin-{caso}
    what: Inspect the vehicle of claim {caso}
    performer: diego
    within: 2d
    criteria: [report]
  review:
    id: rev-{period}
    what: Review the open claims of {period}
    customer: ana
    performer: diego
    within: 2d
    criteria: [minutes]
    every: week
"""


@pytest.fixture
def two(run):
    """A request, and another that needs nothing yet."""
    run.write("ledgers/objectives.yaml", OBJECTIVES)
    run.requested("Inspect the vehicle of claim 88123")
    run.requested("Inspección del taller", "clm-8t33abcd")
    return run


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("needs", "8t33", "needs: [clm-8t33abcd]"),
        ("needs", "CLM-8T33", "needs: [clm-8t33abcd]"),
        ("part-of", "8t3", "part-of: clm-8t33abcd"),
        ("follows", "8t33", "follows: clm-8t33abcd"),
        ("reopens", "8t33", "reopens: clm-8t33abcd"),
        ("serves", "kr-a, retention", "serves: [kr-answer, retention]"),
    ],
)
def test_set_takes_a_beginning_of_an_id_and_writes_the_whole(two, field, value, written):
    two(["set", "k7m", field, value])
    assert written in two.promise()


def test_a_beginning_that_names_no_promise_or_several_is_refused_where_it_is_set(two):
    before = two.tree()
    assert "no promise here is called `8t99`" in two("set k7m needs 8t99", code=2).err
    assert "could be any of 2 promises" in two("set k7m needs clm", code=2).err
    assert "`kr-` could be any of: kr-answer, kr-renew" in two("set k7m serves kr-", code=2).err
    assert two.tree() == before


def test_an_opening_takes_a_beginning_wherever_it_names_a_promise_or_an_objective(two):
    two("request diego Repair 2026-03-10 -c done --needs 8t3 --part-of k7m --serves kr-a --id clm-new2new2")
    written = two.promise("clm-new2new2")
    assert "needs: [clm-8t33abcd]" in written
    assert "part-of: clm-k7m2x9qd" in written
    assert "serves: [kr-answer]" in written


def test_lines_of_apply_take_a_beginning_wherever_they_name_a_promise(two):
    opening = {
        "act": "request", "by": "ana", "id": "clm-new2new2", "needs": ["8t33"], "part-of": "k7m", "serves": ["kr-a"],
        "terms": {"what": "Repair", "customer": "ana", "performer": "diego", "due": "2026-03-10", "criteria": ["done"]},
    }  # fmt: skip
    lines = [opening, {"act": "agree", "promise": "8t3", "by": "diego"}]
    two("apply -", stdin="\n".join(map(json.dumps, lines)))
    assert "part-of: clm-k7m2x9qd" in two.promise("clm-new2new2")
    assert "serves: [kr-answer]" in two.promise("clm-new2new2")
    assert "state: promised" in two.promise("clm-8t33abcd")


@pytest.mark.parametrize("line", ["show 8t33", "next 8t33", "log 8t33", "list id:8t33", "list --all id:8t3"])
def test_looking_takes_a_beginning(two, line):
    said = two(line).out
    assert "taller" in said or "8t33" in said
    assert "vehicle" not in said


def test_a_query_takes_the_beginning_that_screens_show(two):
    two("set k7m needs 8t33")
    assert [row["id"] for row in two("list needs:8t33 --format json").json["promises"]] == ["clm-k7m2x9qd"]
    assert two("list needs:8t --format json").json["promises"] == []


def test_a_whole_id_is_not_the_beginning_of_another(run):
    run.requested(id="gh-1")
    run.requested(id="gh-10")
    assert [row["id"] for row in run("list id:gh-1 --format json").json["promises"]] == ["gh-1"]
    run("set gh-10 needs gh-1")
    assert "needs: [gh-1]" in run.promise("gh-10")


def test_a_word_that_is_no_id_finds_the_promises_whose_title_holds_it(two):
    said = two("show vehicle", code=2).err
    assert "clm-k7m2x9qd  Inspect the vehicle of claim 88123\n" in said
    assert "taller" not in said
    assert "clm-8t33abcd  Inspección del taller" in two("agree INSPECCION --by diego", code=2).err


def test_a_mistyped_id_is_answered_with_those_most_like_it(two):
    assert "did you mean `clm-8t33abcd`?" in two("show clm-8t33abdc", code=2).err
    assert "did you mean `clm-8t33abcd`?" in two("show 8t34", code=2).err
    assert "promisectl list --all" in two("show zzzzz", code=2).err


def test_a_packed_promise_is_found_by_its_title_too(two):
    two("agree k7m --by diego")
    two("deliver k7m -e report --by diego")
    two("accept k7m")
    two.now = "2026-08-02T09:00:00-04:00"
    two("pack")
    assert "clm-k7m2x9qd  Inspect the vehicle of claim" in two("agree 88123 --by diego", code=2).err


def test_a_service_names_the_ids_of_what_is_made_from_it(run):
    run.write("ledgers/services.yaml", SERVICES)
    assert "sin-88123" in run("request --service inspection --set 'caso=88123' --format json").out
    assert "what: Inspect the vehicle of claim 88123" in run.promise("sin-88123")
    run("request --service inspection --set 'caso=Ñandú 7_B'")
    assert "claim Ñandú 7_B" in run.promise("sin-nandu-7-b")
    run("service open review --period 2026-W10")
    assert "instance: 2026-W10" in run.promise("rev-2026-w10")
    assert run("service open review --period 2026-W10").err
    assert "rev-2026-w10" in run("service list --format json").out
    run("check --ignore PC6")


def test_an_id_that_a_service_gives_is_refused_where_it_is_taken_or_is_none(run):
    run.write("ledgers/services.yaml", SERVICES)
    run("request --service inspection --set caso=88123")
    before = run.tree()
    refused = run("request --service inspection --set caso=88123", code=2).err
    assert "the id sin-88123 is taken by ledgers/claims/sin-88123.yaml" in refused
    assert "“sin-a/b” cannot be an id" in run("request --service inspection --set caso=a/b", code=2).err
    assert run.tree() == before
    run("request --service inspection --set caso=88123 --id sin-88123-again")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("sin", "makes no id"),
        ("Sin-{caso}", "makes no id"),
        ("sin-always", "would have the same id"),
        ("rev-{other}", "gives the same ids"),
    ],
)
def test_a_pattern_of_ids_that_does_not_hold_is_a_finding(run, pattern, said):
    text = SERVICES.replace("sin-{caso}", pattern).replace("claim {caso}", "claim {caso} {other}")
    run.write("ledgers/services.yaml", text)
    found = run("check --format concise", code=1).out
    assert "services.yaml" in found
    assert said in found
