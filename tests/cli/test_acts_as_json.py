"""Acts and refusals as JSON: the shapes that other programs rely on (cli.md), keys exactly and in order."""

import pytest
from jsonschema import validate

PROMISE = [
    "id", "ledger", "what", "customer", "performer", "state", "due", "first_due", "counted_due", "agreed_at",
    "delivered_at", "closed_at", "class", "overlays", "turn", "waiting_for", "days_left", "revisions", "tags",
    "serves", "path", "line",
]  # fmt: skip


def test_an_act_is_the_promise_the_act_and_what_is_lawful_next(run):
    run.requested()
    said = run("agree k7m --by diego --format json").json
    assert list(said) == ["format_version", "promise", "act", "before", "after", "turn", "replaced", "next"]
    assert list(said["promise"]) == PROMISE
    assert said["format_version"] == 1
    assert said["act"] == {"act": "agree", "by": "diego", "at": "2026-03-02T09:00:00-03:00"}
    assert (said["before"], said["after"], said["turn"]) == ("requested", "promised", "performer")
    assert said["next"][0] == {"act": "renegotiate", "by": "ana", "needs": ["terms", "reason"]}
    assert {one["act"] for one in said["next"]} == {"renegotiate", "warn", "deliver", "accept", "cancel", "revoke"}


def test_the_promise_of_an_act_is_an_entry_of_list(run):
    run.requested()
    said = run("agree k7m --by diego --format json").json
    assert said["promise"] == run("list --format json").json["promises"][0]
    assert said["promise"] == {
        "id": "clm-k7m2x9qd",
        "ledger": "claims",
        "what": "Inspect the vehicle",
        "customer": "ana",
        "performer": "diego",
        "state": "promised",
        "due": "2026-03-06",
        "first_due": "2026-03-06",
        "counted_due": "2026-03-06",
        "agreed_at": "2026-03-02T09:00:00-03:00",
        "delivered_at": None,
        "closed_at": None,
        "class": "open",
        "overlays": [],
        "turn": "performer",
        "waiting_for": [],
        "days_left": 4,
        "revisions": 0,
        "tags": [],
        "serves": [],
        "path": "ledgers/claims/clm-k7m2x9qd.yaml",
        "line": 1,
    }


def test_an_opening_act_has_no_state_before(run):
    said = run("request diego Inspect fri --id clm-k7m2x9qd --format json").json
    assert (said["before"], said["after"]) == (None, "requested")
    assert said["act"]["terms"] == {"what": "Inspect", "performer": "diego", "due": "2026-03-06"}
    assert said["promise"]["waiting_for"] == ["diego"]


def test_an_open_proposal_waits_for_the_other_while_the_turn_stays(run):
    run.promised()
    said = run("renegotiate k7m mon --reason supplier --by diego --format json").json
    assert said["turn"] == "performer"
    assert said["promise"]["waiting_for"] == ["ana"]
    assert said["promise"]["overlays"] == ["renegotiating"]
    assert said["promise"]["due"] == "2026-03-06"


def test_several_acts_are_a_list(run):
    run.requested()
    run.requested("Another", "clm-p4rt9abc")
    said = run("agree k7m p4r --by diego --format json").json
    assert list(said) == ["format_version", "acts"]
    assert [one["promise"]["id"] for one in said["acts"]] == ["clm-k7m2x9qd", "clm-p4rt9abc"]


def test_a_refusal_is_a_code_a_message_help_and_what_the_speaker_may_say(run):
    run.promised()
    said = run("cancel k7m --reason capacity --by diego --format json", code=1)
    assert said.err == ""
    assert said.json == {
        "format_version": 1,
        "error": {
            "code": "PC204",
            "message": said.json["error"]["message"],
            "help": said.json["error"]["help"],
            "legal": ["renegotiate", "warn", "deliver", "revoke"],
        },
    }
    assert "`cancel` is the customer's" in said.json["error"]["message"] + str(said.json["error"]["help"])


def test_wrong_usage_is_an_error_with_nothing_lawful(run):
    assert run("agree zzz --format json", code=2).json == {
        "format_version": 1,
        "error": {
            "code": "unknown-promise",
            "message": "no promise here is called `zzz`",
            "help": "see them with `promisectl list --all`",
            "legal": [],
        },
    }


def test_an_unknown_option_is_an_error_in_json_too(run):
    said = run("agree zzz --frob --format json", code=2)
    assert said.json["error"]["message"] == "there is no option --frob"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_json_never_changes_with_the_language(run, lang):
    run.promised()
    said = run("cancel k7m --reason capacity --by diego --format json", code=1, PROMISECTL_LANG=lang)
    assert "is the customer's" in said.out


def test_json_holds_to_the_published_schemas(run):
    schema = run("schema act").json
    run.requested()
    run.requested("Another", "clm-p4rt9abc")
    validate(run("agree k7m p4r --by diego --format json").json, schema)
    validate(run("note k7m hello --format json").json, schema)
    validate(run("agree k7m --format json", code=1).json, run("schema error").json)


def test_a_dry_run_in_json_tells_the_act_and_writes_nothing(run):
    run.requested()
    before = run.tree()
    assert run("agree k7m --by diego --format json --dry-run").json["after"] == "promised"
    assert run.tree() == before
