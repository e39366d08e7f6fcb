"""All or nothing: several ids at once, dry runs, refusals: a file is as it was, or as it was meant."""

import pytest


def test_several_promises_are_agreed_to_at_once(run):
    run.requested()
    run.requested("Another", "clm-p4rt9abc")
    said = run("agree k7m p4r --by diego")
    assert [line.partition(";")[0] for line in said.lines] == [
        "k7m2  Inspect the vehicle (diego -> ana): requested -> promised",
        "p4rt  Another (diego -> ana): requested -> promised",
    ]


def test_where_the_second_is_refused_the_first_is_untouched(run):
    run.requested()
    run.promised("Another", "clm-p4rt9abc")
    before = run.tree()
    said = run("agree k7m p4r --by diego", code=1)
    assert said.out == ""
    assert said.err == (
        "error[PC209]: clm-p4rt9abc: there is no open proposal or question to answer\n"
        "  note: no proposal is open: the terms in force stand\n"
        "  lawful now: renegotiate, warn, deliver, revoke\n"
    )
    assert run.tree() == before


def test_an_unknown_id_among_several_stops_them_all(run):
    run.requested()
    before = run.tree()
    run("agree k7m zzz --by diego", code=2)
    assert run.tree() == before


def test_an_id_named_twice_is_spoken_to_once(run):
    run.requested()
    run("agree k7m clm-k7m2x9qd --by diego")
    assert run.promise().count("act: agree") == 1


def test_a_dry_run_prints_the_diff_and_writes_nothing(run):
    run.requested()
    before = run.tree()
    said = run("agree k7m --by diego --dry-run")
    assert said.out == (
        "--- a/ledgers/claims/clm-k7m2x9qd.yaml\n"
        "+++ b/ledgers/claims/clm-k7m2x9qd.yaml\n"
        "@@ -6,7 +6,7 @@\n"
        " criteria:\n"
        " - photos\n"
        " - estimate\n"
        "-state: requested\n"
        "+state: promised\n"
        " history:\n"
        " - act: request\n"
        "   by: ana\n"
        "@@ -16,3 +16,6 @@\n"
        "     performer: diego\n"
        "     due: 2026-03-06\n"
        "     criteria: [photos, estimate]\n"
        "+- act: agree\n"
        "+  by: diego\n"
        "+  at: 2026-03-02T09:00:00-03:00\n"
    )
    assert said.err.startswith(
        "dry run, nothing written: k7m2  Inspect the vehicle (diego -> ana): requested -> promised"
    )
    assert run.tree() == before


def test_a_dry_run_of_an_opening_shows_the_whole_file(run):
    said = run("request diego Inspect fri --id clm-k7m2x9qd --dry-run")
    assert said.out.startswith("--- /dev/null\n+++ b/ledgers/claims/clm-k7m2x9qd.yaml\n@@ -0,0 +1,14 @@\n+id: clm-")
    assert not list((run.folder / "ledgers" / "claims").iterdir())


@pytest.mark.parametrize(
    ("line", "refusal", "help"),
    [
        ("accept k7m --by diego --delivered-on today", "PC204", "customer"),
        ("deliver k7m -e done", "PC204", "performer"),
        ("decline k7m --by diego", "PC209", ""),
        ("reject k7m --unmet photos", "PC201", ""),
        ("pause k7m --reason customer-input", "PC201", "renegotiate"),
        ("resume k7m", "PC201", ""),
        ("activate k7m -e ruling", "PC201", ""),
        ("fail k7m --reason forgotten", "PC201", ""),
        ("renegotiate k7m 2026-03-06 --reason supplier", "PC202", "at least one term"),
        ("renegotiate k7m 2026-03-09", "PC202", "add --reason capacity"),
        ("deliver k7m --by diego", "PC202", "add -e EVIDENCE"),
        ("revoke k7m --by diego", "PC202", "add --reason capacity"),
        ("warn k7m --by diego", "PC202", "add --reason capacity"),
        ("accept k7m", "PC202", "add --delivered-on DAY"),
    ],
)
def test_what_the_law_refuses_is_named_and_leaves_the_file_alone(run, line, refusal, help):
    run.promised()
    before = run.tree()
    said = run(line, code=1)
    assert said.err.startswith(f"error[{refusal}]: clm-k7m2x9qd: ")
    assert help in said.err
    assert said.out == ""
    assert run.tree() == before


def test_a_rejection_names_what_is_not_met(run):
    run.delivered()
    assert "add --unmet CRITERION" in run("reject k7m", code=1).err
    assert run("reject k7m --unmet 'a cake'", code=1).err.startswith("error[PC202]")


def test_a_closed_conversation_takes_nothing_but_notes(run):
    run.requested()
    run("withdraw k7m")
    assert run("agree k7m --by diego", code=1).err.startswith("error[PC207]")
    run("note k7m 'asked elsewhere'")
