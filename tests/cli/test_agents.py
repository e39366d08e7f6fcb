"""Agents: what a program that is registered as one may say, and the words that stay people's.

The bot answers to Diego. What a command refuses here is what `check` finds in a file written by hand (PC506).
"""

import pytest

from .conftest import PEOPLE

BOT = PEOPLE + "  bot: {name: Claims bot, kind: agent, answers-to: diego}\n"


@pytest.fixture
def run(run):
    run.write("ledgers/people.yaml", BOT)
    return run


@pytest.fixture
def owed(run):
    """The bot offered, Ana agreed: the bot owes."""
    run("offer ana 'List the open claims' fri -c list --by bot --id clm-k7m2x9qd")
    run("agree k7m")
    return run


def test_an_agent_offers_warns_notes_and_delivers(owed):
    owed("warn k7m --reason system --by bot")
    owed("note k7m -n 'half of it is there' --by bot")
    owed("deliver k7m -e list.csv --by bot")
    assert "state: delivered" in owed.promise()
    assert owed("check").code == 0


def test_an_agent_may_request(run):
    run("request eva 'Send the photos' fri -c photos --by bot --id clm-k7m2x9qd")
    assert "customer: bot" in run.promise()


def test_a_verdict_of_an_agent_is_refused_with_the_person_it_answers_to_and_nothing_is_written(run):
    run("request eva 'Send the photos' fri -c photos --by bot --id clm-k7m2x9qd")
    run("agree k7m --by eva")
    run("deliver k7m -e photos --by eva")
    before = run.tree()
    said = run("accept k7m --by bot", code=1)
    assert said.err == (
        "error[PC506]: clm-k7m2x9qd: an agent spoke what only a person may\n"
        "  note: bot is an agent; `accept` is a person's\n"
        "  help: let diego say it: `promisectl accept clm-k7m2x9qd`\n"
    )
    assert run.tree() == before


def test_what_is_lawful_for_the_agent_is_told_to_programs(owed):
    error = owed("revoke k7m --reason capacity --by bot --format json", code=1).json["error"]
    assert error["code"] == "PC506"
    assert error["help"] == "let diego say it: `promisectl revoke clm-k7m2x9qd`"
    assert error["legal"] == ["warn", "deliver"]


def test_an_agent_records_no_persons_verdict(owed):
    owed("deliver k7m -e list.csv --by bot")
    before = owed.tree()
    assert "PC506" in owed("accept k7m --by bot --for ana --via chat", code=1).err
    assert owed.tree() == before


def test_nobody_agrees_for_an_agent(run):
    before = run.tree()
    said = run("request bot 'Send the photos' fri -c photos --agreed-by bot --via chat", code=1)
    assert "bot is an agent; `agree` is a person's" in said.err
    assert run.tree() == before


def test_an_agent_does_not_say_that_others_agreed_in_the_room(run):
    assert "PC506" in run("offer ana 'A list' fri -c list --by bot --agreed-by ana --via chat", code=1).err
    assert list((run.folder / "ledgers" / "claims").iterdir()) == []


def test_next_lists_no_act_as_an_agents_that_is_a_persons(owed):
    rows = owed("next k7m --format json").json["next"]
    assert {row["act"] for row in rows if row["by"] == "bot"} == {"warn", "deliver"}
    assert "cancel" in {row["act"] for row in rows if row["by"] == "ana"}


def test_the_command_and_check_say_the_same(owed):
    text = owed.promise().replace("state: promised", "state: revoked")
    said = owed("revoke k7m --reason capacity --by bot", code=1).err
    owed.write(
        "ledgers/claims/clm-k7m2x9qd.yaml",
        text + "- act: revoke\n  by: bot\n  at: 2026-03-02T09:00:00-03:00\n  reason: capacity\n",
    )
    found = owed("check --format json", code=1).json["findings"]
    (finding,) = [one for one in found if one["code"] == "PC506"]
    assert finding["message"] in said
    assert finding["note"] in said
    first, _, then = finding["help"].partition("; ")
    assert first == "take it back while it is uncommitted: `promisectl undo clm-k7m2x9qd`"
    assert then in said
