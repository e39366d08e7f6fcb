"""Whose: who looks, who is meant by `me`, and lists of somebody's promises that a query narrows."""

import pytest


def ids(said):
    return [one["id"] for one in said.json["promises"]]


def test_the_environment_goes_before_what_git_says(repository):
    assert repository("status --format json").json["person"] == "ana"
    assert repository("status --format json", PROMISECTL_USER="diego").json["person"] == "diego"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"PROMISECTL_USER": "diego"}, "diego: PROMISECTL_USER says so"),
        ({}, "ana: git's user.email is ana@example.com"),
    ],
)
def test_the_doctor_says_who_one_is_and_why(repository, more, why):
    assert why in repository("doctor", **more).out


def test_the_doctor_says_that_the_login_name_tells_who_one_is(run):
    assert "ana: the login name is ana" in run("doctor").out


def test_the_doctor_says_that_the_environment_names_nobody(run):
    said = run("doctor", code=1, PROMISECTL_USER="zoe").out
    assert "trouble: PROMISECTL_USER: nobody here is called `zoe`" in said


def test_a_saved_query_narrows_what_is_overdue_due_and_waiting(shop):
    shop.write(
        "promisectl.yaml", shop.read("promisectl.yaml") + 'queries: {bases: "text:database", mine: "person:me"}\n'
    )
    assert ids(shop("overdue @bases --format json")) == ["clm-9xk4m2pp"]
    assert ids(shop("overdue eva tag:vip --format json")) == []
    assert ids(shop("due all tag:vip --format json")) == ["clm-ren5m6n7"]
    assert ids(shop("inbox all @mine state:delivered --format json")) == ["clm-del4j5k6"]
    assert "@bases" in shop("overdue me @bases").lines[0]


def test_a_word_that_could_be_a_handle_is_a_person(shop):
    assert "nobody here is called `dieog`" in shop("overdue dieog", code=2).err
    assert ids(shop("overdue diego 'not text:database' --format json")) == ["clm-k7m2x9qd"]


def test_me_is_whoever_speaks_wherever_a_person_is_named(run):
    run("request diego Inspect fri -c photos --id clm-k7m2x9qd")
    run("agree k7m --by me", PROMISECTL_USER="diego")
    assert run("list performer:me --by me --format json", PROMISECTL_USER="diego").json["promises"]
    assert run("handover me eva --reason capacity --yes", PROMISECTL_USER="diego")
    run("person left me", PROMISECTL_USER="eva")
    assert "eva: {name: Eva Lara, left: 2026-03-02}" in run.read("ledgers/people.yaml")


def test_me_of_a_file_is_nobody(run):
    said = run("apply -", code=2, stdin='{"act": "offer", "by": "me", "terms": {"what": "x", "customer": "ana"}}\n')
    assert "nobody here is called `me`" in said.err
