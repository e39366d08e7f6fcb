"""Handing over: what is said in each promise, by whom, who must still agree; shown first, all or nothing."""

import jsonschema
import pytest

from promisectl.app.schema.all import schema

from .test_terminal import Terminal

PEOPLE = """\
people:
  ana: {name: Ana Ríos}
  diego: {name: Diego Soto}
  eva: {name: Eva Lara}
  sam: {name: Sam Paz, answers-to: diego}
  bot: {kind: agent, answers-to: diego}
"""


@pytest.fixture
def work(run):
    """Diego owes two promises, is owed one, was asked for a fourth, delivered a fifth; Friday 6 March."""
    run.write("ledgers/people.yaml", PEOPLE)
    run.promised("Inspect the vehicle", "clm-aaa2b3c4")
    run.promised("Order the parts", "clm-bbb2c3d4", "--tag critical")
    run("request eva 'Send the invoice' 2026-03-20 --by diego --id clm-ccc2d3e4")
    run("agree ccc --by eva")
    run.requested("Call the insured", "clm-ddd2e3f4")
    run.delivered("Estimate the repair", "clm-eee2f3g4")
    run.now = "2026-03-06T09:00:00-03:00"
    return run


def acts(run, id):
    return run(f"show {id} --format json").json["promise"]["history"]


def test_one_who_stays_hands_over_in_person_for_lack_of_capacity(work):
    said = work("handover diego eva --by diego --yes")
    assert acts(work, "aaa")[-1] == {
        "act": "renegotiate",
        "by": "diego",
        "at": "2026-03-06T09:00:00-03:00",
        "terms": {"performer": "eva"},
        "reason": "capacity",
    }
    assert said.lines == [
        "diego hands over to eva: 2 promise(s), reason capacity",
        "  aaa2  Inspect the vehicle",
        "      performer diego -> eva; whose word is still needed: ana, eva",
        "  bbb2  Order the parts",
        "      performer diego -> eva; whose word is still needed: ana, eva",
        "Not handed over: 3",
        "  ccc2  Send the invoice: eva is its performer: it would become a promise to oneself",
        "      diego says: `promisectl cancel ccc2`",
        "  ddd2  Call the insured: it was asked and not agreed",
        "      diego says: `promisectl decline ddd2`",
        "  eee2  Estimate the repair: it is delivered, and waits for a verdict",
        "      ana says: `promisectl accept eee2`, `promisectl reject eee2`",
        "said in 2 promise(s)",
        "ana agrees with `promisectl agree aaa2 bbb2`",
        "eva agrees with `promisectl agree aaa2 bbb2`",
    ]
    assert work("show aaa --format json").json["promise"]["performer"] == "diego"
    work("agree aaa")
    work("agree aaa --by eva")
    assert work("show aaa --format json").json["promise"]["performer"] == "eva"
    assert "PC4" not in work("check --fail-on never").out


def test_for_who_left_a_steward_speaks_and_agrees_where_that_word_is_needed(work):
    work.write("promisectl.yaml", work.read("promisectl.yaml") + "policy: {stewards: [ana]}\n")
    work("person left diego 2026-03-05")
    assert "only a steward" in work("handover diego sam --by eva --yes", code=1).err
    said = work("handover diego sam --yes")
    first, second = acts(work, "aaa")[-2:]
    assert (first["by"], first["for"], first["via"], first["reason"]) == ("ana", "diego", "handover", "left")
    assert (second["act"], second["by"], second["terms"]) == ("agree", "ana", {"performer": "sam"})
    assert "whose word is still needed: sam" in said.out
    assert "ana says: `promisectl decline ddd2 --for diego --via handover`" in said.out
    assert acts(work, "ccc")[-1]["terms"] == {"customer": "sam"}
    work("agree aaa bbb ccc --by sam")
    work("agree ccc --by eva")
    assert work("list person:diego state:promised --format json").json["promises"] == []
    assert work("check --fail-on never --select PC1,PC2,PC5").lines[-1].startswith("no findings")


def test_whoever_takes_over_may_run_it_and_agrees_at_once(work):
    work("person left diego 2026-03-05")
    refused = work("handover diego sam --by sam --yes", code=1).err
    assert "name a steward first" in refused
    work.write("promisectl.yaml", work.read("promisectl.yaml") + "policy: {stewards: [sam]}\n")
    said = work("handover diego sam --by sam --yes --where tag:critical --format json").json
    assert [one["promise"]["id"] for one in said["acts"]] == ["clm-bbb2c3d4"]
    assert said["acts"][0]["roles"] == ["performer"]
    assert said["acts"][0]["promise"]["waiting_for"] == ["ana"]
    assert said["written"] is True
    jsonschema.validate(said, schema("handover"))


def test_off_a_terminal_it_is_shown_and_nothing_is_written_without_yes(work):
    before = work.tree()
    said = work("handover diego eva --by diego", code=2)
    assert said.lines[0] == "diego hands over to eva: 2 promise(s), reason capacity"
    assert "--yes" in said.err
    assert work("handover diego eva --by diego --format json", code=2).json["written"] is False
    assert work.tree() == before


def test_a_dry_run_shows_the_lines_it_would_write(work):
    before = work.tree()
    said = work("handover diego eva --by diego --dry-run")
    assert "+  terms: {performer: eva}" in said.lines
    assert work.tree() == before


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_terminal_it_asks_once(work, language):
    terminal = Terminal(work, language)
    before = work.tree()
    terminal("handover diego eva --by diego", ("[y/N]", "n"), code=1)
    assert work.tree() == before
    terminal("handover diego eva --by diego", ("[y/N]", "y"))
    assert acts(work, "aaa")[-1]["act"] == "renegotiate"


def test_all_files_or_none(work):
    before = work.promise("clm-aaa2b3c4")
    work.write("ledgers/claims/clm-bbb2c3d4.yaml", work.promise("clm-bbb2c3d4").replace("act: agree", "act: deliver"))
    work("handover diego eva --by diego --yes", code=2)
    assert work.promise("clm-aaa2b3c4") == before


def test_what_is_proposed_already_is_not_proposed_again(work):
    work("handover diego eva --by diego --yes")
    work("agree aaa")
    said = work("handover diego eva --by diego --yes")
    assert "nothing in force to hand over" in said.out
    assert "it is proposed already" in said.out
    assert len(acts(work, "aaa")) == 4


def test_another_open_proposal_is_replaced_and_that_is_said(work):
    work("renegotiate aaa 2026-03-20 --reason supplier --by diego")
    said = work("handover diego eva --by diego --yes")
    assert said.out.count("it takes the place of the proposal that is open") == 1
    assert work("show aaa --format json").json["promise"]["waiting_for"] == ["ana", "eva"]


def test_a_promise_to_oneself_passes_whole(work):
    work("promise diego 'Tidy the shop' 2026-03-30 --by diego --id clm-self2222")
    work("agree self --by diego")
    work("handover diego sam --by diego --yes --where is:self")
    assert acts(work, "self")[-1]["terms"] == {"customer": "sam", "performer": "sam"}
    work("agree self --by sam")
    assert "self" in work("show self --format json").json["promise"]["overlays"]


def test_somebody_else_records_the_words_only_with_via(work):
    assert "is still here" in work("handover diego eva --yes", code=1).err
    work("handover diego eva --yes --via stand-up --reason priority-change -n 'Diego leads the move'")
    act = acts(work, "aaa")[-2]
    assert (act["by"], act["for"], act["via"], act["reason"]) == ("ana", "diego", "stand-up", "priority-change")
    assert act["note"] == "Diego leads the move"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("handover diego diego", "holds these promises already"),
        ("handover diego bot", "cannot agree"),
        ("handover bot diego", "a person's to say"),
        ("handover diego nobody", "nobody here is called"),
        ("handover ext:claim-1 diego", "outside party"),
        ("handover diego eva --reason tired", "no reason code"),
        ("handover diego eva --where nothing:1", "knows no field"),
    ],
)
def test_what_cannot_be_handed_over_is_refused_with_nothing_written(work, line, told):
    before = work.tree()
    said = work(f"{line} --by diego --yes", code=1 if "bot" in line else 2)
    assert told in said.err
    assert work.tree() == before


def test_where_the_other_party_has_left_too_a_steward_agrees_in_that_place(work):
    work.write("promisectl.yaml", work.read("promisectl.yaml") + "policy: {stewards: [sam]}\n")
    work("person left diego 2026-03-05")
    work("person left ana 2026-03-05")
    said = work("handover diego eva --by sam --yes --where tag:critical")
    assert said.lines[-2] == "ana has left: a steward agrees with `promisectl agree bbb2 --for ana --via handover`"
    work("agree bbb --for ana --via handover --by sam")
    work("agree bbb --by eva")
    assert work("show bbb --format json").json["promise"]["performer"] == "eva"


def test_nobody_hands_over_to_somebody_who_left(work):
    work("person left eva 2026-03-01")
    assert "has left too" in work("handover diego eva --by diego --yes", code=1).err


def test_a_draft_and_an_offer_are_listed_with_what_ends_them(work):
    work.write("ledgers/claims/clm-dra2f3t4.yaml", "id: clm-dra2f3t4\nwhat: Paint the door\nperformer: diego\n")
    work("promise ana 'Wash the car' 2026-03-30 --by diego --id clm-off2e3r4")
    shown = work("handover diego eva --by diego", code=2).out
    assert "`promisectl withdraw off2`" in shown
    assert "ledgers/claims/clm-dra2f3t4.yaml" in shown


def test_each_file_is_committed_by_itself(repository):
    run = repository
    run.promised("Inspect the vehicle", "clm-aaa2b3c4", "--commit")
    run.promised("Order the parts", "clm-bbb2c3d4", "--commit")
    run("handover diego eva --by diego --yes --commit")
    assert run.git("log", "-2", "--format=%s").splitlines() == [
        "clm-bbb2c3d4: renegotiate performer diego -> eva",
        "clm-aaa2b3c4: renegotiate performer diego -> eva",
    ]
