"""People over time: areas by day, handles that change, people who leave or are forgotten; a file's bytes are kept."""

import pytest

from .scenes import tell
from .test_terminal import Terminal

PEOPLE = """\
# who works here
people:
  ana:    {name: Ana Ríos, emails: [ana@example.com]}  # leads claims
  diego:
    name: Diego Soto
    emails: [diego@example.com]   # at work
    area: workshop
    keys:
    - ssh-ed25519 AAAA
    accounts: {github: diego-soto}
  eva: {name: Eva Lara, area: {2024-01-01: workshop}}
areas:
  workshop: {leads: [diego]}
  claims: {name: Claims, leads: [ana]}
"""


@pytest.fixture
def people(run):
    run.write("ledgers/people.yaml", PEOPLE)
    return run


def file(run):
    return run.read("ledgers/people.yaml")


# Areas


def test_whoever_moves_keeps_the_area_of_earlier_days(people):
    said = people("person move diego claims 2026-04-01")
    assert said.lines == ["diego is in claims from Wed 2026-04-01 on"]
    assert file(people) == PEOPLE.replace("area: workshop\n", "area: {1970-01-01: workshop, 2026-04-01: claims}\n")


def test_the_area_come_from_may_say_since_when(people):
    people("person move diego claims 2026-04-01 --since 2025-07-01")
    assert "area: {2025-07-01: workshop, 2026-04-01: claims}\n" in file(people)
    people("person move eva claims")
    assert "area: {2024-01-01: workshop, 2026-03-02: claims}}" in file(people)


def test_figures_follow_the_area_of_their_day(people):
    tell(people)
    people("person move diego claims 2026-03-04")
    groups = people("report fulfilment --by area --format json --as-of 2026-03-20").json["groups"]
    assert {group["key"]["area"] for group in groups} >= {"workshop", "claims"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("person move diego workshop", "is in workshop"),
        ("person move diego nowhere", "no area `nowhere`"),
        ("person move nobody claims", "nobody here is called"),
        ("person move diego claims yesterdayish", "is not a date"),
        ("person move diego claims 2026-03-01 --since 2026-04-01", "not before"),
        ("person rename diego Ana", "cannot be a handle"),
        ("person rename diego eva", "eva"),
        ("person rename diego e.va", "looks like"),
        ("person rename diego diego", "already"),
        ("person forget nobody", "nobody here is called"),
    ],
)
def test_what_is_wrong_is_refused_with_nothing_written(people, line, told):
    said = people(line, code=2)
    assert told in said.err
    assert file(people) == PEOPLE


# Handles


@pytest.fixture
def renamed(people):
    tell(people)
    people.write("promisectl.yaml", people.read("promisectl.yaml") + "policy: {stewards: [diego]}\n")
    people.acts = {path: text for path, text in people.tree().items() if path.startswith("ledgers/claims/")}
    people("person rename diego dsoto")
    return people


def test_a_new_handle_keeps_the_entry_as_it_is_written(people):
    people("person rename ana arios")
    assert file(people) == PEOPLE.replace(
        "  ana:    {name: Ana Ríos, emails: [ana@example.com]}",
        "  arios:    {name: Ana Ríos, emails: [ana@example.com], formerly: [ana]}",
    )


def test_no_act_changes_and_everything_is_found_under_the_new_handle(renamed):
    tree = renamed.tree()
    assert all(tree[path] == text for path, text in renamed.acts.items())
    for whose in ("performer:dsoto", "performer:diego"):
        found = renamed(f"list {whose} --format json").json["promises"]
        assert [one["performer"] for one in found] == ["dsoto"] * 3, whose
    assert renamed("check --fail-on never --select PC1,PC2,PC5").lines[-1].startswith("no findings")


def test_status_due_and_inbox_know_either_handle(renamed):
    for look in ("status", "list @mine", "due", "inbox"):
        if look == "list @mine":
            renamed.write("promisectl.yaml", renamed.read("promisectl.yaml") + "queries: {mine: 'person:me'}\n")
        old, new = (renamed(f"{look} --by {handle} --format json").out for handle in ("diego", "dsoto"))
        assert old == new
    assert renamed("status --by diego --format json").json["you_owe"]
    for who in ({"LOGNAME": "diego"}, {"PROMISECTL_USER": "diego"}):
        assert renamed("status --format json", **who).json["person"] == "dsoto"
    assert len(renamed("overdue diego --format json").json["promises"]) == 2
    assert renamed("inbox diego --format json").json == renamed("inbox dsoto --format json").json
    assert renamed("inbox dsoto --format json").json["promises"] != []


def test_reports_have_one_row_for_both_handles(renamed):
    renamed("deliver k7m -e photos --by diego")
    renamed("accept k7m")
    groups = renamed("report fulfilment --by person --format json", PROMISECTL_USER="dsoto").json["groups"]
    assert [group["key"]["person"] for group in groups if group["key"]["person"] in ("diego", "dsoto")] == ["dsoto"]


def test_words_said_with_the_old_handle_are_signed_with_the_new_one(renamed):
    renamed("deliver k7m -e photos --by diego")
    act = renamed("show k7m --format json").json["promise"]["history"][-1]
    assert (act["act"], act["by"]) == ("deliver", "dsoto")
    renamed("request diego 'Wash the car' 2026-04-01 --id clm-new2345x")
    assert "performer: dsoto\n" in renamed.promise("clm-new2345x")
    assert renamed("next off --format json").json["next"][0]["by"] == "dsoto"


def test_a_promise_between_two_handles_of_one_person_is_to_oneself(renamed):
    renamed("promise diego 'Tidy up' 2026-04-01 --by dsoto --id clm-self2345")
    text = renamed.promise("clm-self2345")
    renamed.write("ledgers/claims/clm-self2345.yaml", text.replace("customer: dsoto", "customer: diego"))
    assert "self" in renamed("show self --format json").json["promise"]["overlays"]


def test_a_steward_stays_one(renamed):
    renamed("person left eva 2026-03-06")
    renamed("handover eva ana --by dsoto --yes")


def test_a_handover_of_an_old_handle_is_one_of_the_person(renamed):
    said = renamed("handover diego eva --by diego --yes --format json").json
    assert (said["from"], len(said["acts"])) == ("dsoto", 2)


def test_an_old_handle_may_be_taken_again_by_its_owner_only(renamed):
    renamed("person add diego", code=2)
    renamed("person rename dsoto diego")
    assert "formerly: [dsoto]" in file(renamed)
    assert renamed("list performer:dsoto --format json").json["promises"][0]["performer"] == "diego"


# Forgetting


def test_forgetting_is_a_steward_s_or_where_none_is_named_one_s_own(people):
    said = people("person forget diego", code=1).err
    assert "name a steward in `policy.stewards` first, or let diego say it" in said
    assert file(people) == PEOPLE
    people.write("promisectl.yaml", people.read("promisectl.yaml") + "policy: {stewards: [eva]}\n")
    assert "ask a steward: eva" in people("person forget diego --by diego", code=1).err
    assert file(people) == PEOPLE
    assert "lets this pass" not in people("person forget diego --by eva").err


def test_forgetting_drops_everything_but_the_handle(people):
    people.write("promisectl.yaml", people.read("promisectl.yaml") + "policy: {stewards: [ana]}\n")
    said = people("person forget diego")
    assert said.lines == ["diego: name, emails, keys, accounts dropped; the handle stays"]
    assert "git filter-repo" in said.err
    assert "checkpoint" in said.err
    assert file(people) == PEOPLE.replace(
        "    name: Diego Soto\n    emails: [diego@example.com]   # at work\n", ""
    ).replace("    keys:\n    - ssh-ed25519 AAAA\n    accounts: {github: diego-soto}\n", "")
    assert people("person forget diego --format json").json == {"format_version": 1, "person": "diego", "forgotten": []}
    people("person forget ana")
    assert "  ana:    {}  # leads claims\n" in file(people)
    people("person forget eva")
    assert "  eva: {area: {2024-01-01: workshop}}\n" in file(people)


def test_what_a_comment_still_says_is_named_by_its_line(people):
    people.write("ledgers/people.yaml", PEOPLE.replace("# who works here", "# Ana Ríos keeps this file"))
    said = people("person forget ana").err
    assert "line 1" in said
    assert "lets this pass from a steward: name one first" in said


def test_a_dry_run_forgets_nobody(people):
    shown = people("person forget ana --dry-run").out
    assert "+  ana:    {}  # leads claims" in shown
    assert file(people) == PEOPLE


@pytest.mark.parametrize("language", ["en", "es"])
def test_forgetting_asks_once_on_a_terminal(people, language):
    terminal = Terminal(people, language)
    terminal("person forget ana", ("[y/N]", "n"), code=1)
    assert file(people) == PEOPLE
    terminal("person forget ana", ("[y/N]", "y"))
    assert "Ana Ríos" not in file(people)


def test_a_change_of_people_can_be_committed_by_itself(repository):
    repository("area add claims")
    repository.git("commit", "-aqm", "area")
    repository("person move diego claims 2026-04-01 --commit")
    repository("person rename eva elara --commit")
    repository("person left elara 2026-05-01 --commit")
    assert repository.git("log", "-3", "--format=%s").splitlines() == [
        "elara: left 2026-05-01",
        "eva: renamed elara",
        "diego: claims from 2026-04-01",
    ]


# Doctor


def test_doctor_names_who_left_and_still_holds_promises_with_the_remedy(people):
    people.write("ledgers/people.yaml", PEOPLE.replace("areas:", "  bot: {kind: agent, answers-to: diego}\nareas:"))
    tell(people)
    assert "leavers" not in people("doctor").out
    people("person left diego 2026-03-08")
    shown = " ".join(people("doctor", code=1).out.split())
    assert "leavers trouble: open promises of people who left: diego 5 hand them over" in shown
    assert "`promisectl handover diego HANDLE`" in shown
    assert "answers-to trouble: these answer to somebody who left: bot (diego)" in shown


def test_doctor_is_content_where_leavers_hold_nothing(people):
    people("person left eva 2026-03-01")
    assert "nobody who left holds an open promise" in people("doctor").out


def test_doctor_awaits_the_day_somebody_leaves(people):
    tell(people)
    people("person left diego 2026-05-01")
    assert "leavers" not in people("doctor").out
