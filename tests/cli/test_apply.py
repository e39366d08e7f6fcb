"""Applying lines: many acts, all or nothing, and never twice under one key."""

import json
import subprocess
import sys

import jsonschema
import pytest

from promisectl.app.schema.all import schema

from .program import SOURCE

ASK = {
    "act": "request",
    "by": "ana",
    "ref": "inspect",
    "terms": {"what": "Inspect", "performer": "diego", "due": "2026-03-06", "criteria": ["photos"]},
    "tags": ["critical"],
    "x-case": "88123",
}
AGREE = {"promise": "inspect", "act": "agree", "by": "diego"}
DELIVER = {"promise": "clm-k7m2x9qd", "act": "deliver", "by": "diego", "evidence": ["report 12"]}
OFFER = {
    "act": "offer",
    "by": "eva",
    "terms": {"what": "List the claims", "customer": "ana", "due": "2026-03-09", "criteria": ["list"]},
    "part-of": "inspect",
    "priority": 1,
}


def lines(*values):
    return "".join(json.dumps(value) + "\n" for value in values)


def claims(run):
    return sorted(path.name for path in (run.folder / "ledgers/claims").glob("*.yaml"))


def test_lines_speak_one_after_the_other_also_in_what_they_opened(run):
    run.promised()
    said = run("apply -", stdin=lines(ASK, AGREE, DELIVER, OFFER))
    assert said.lines[-1] == "4 said, 0 said before"
    assert len(claims(run)) == 3
    rows = run("list --all --format json").json["promises"]
    assert sorted(row["state"] for row in rows) == ["delivered", "offered", "promised"]
    assert run("check --select PC1,PC2").code == 0


def test_an_opened_file_has_its_free_fields_and_those_of_the_user(run):
    run("apply -", stdin=lines({**ASK, "id": "clm-k7m2x9qd"}))
    assert run.promise() == (
        "id: clm-k7m2x9qd\nwhat: Inspect\ncustomer: ana\nperformer: diego\ndue: 2026-03-06\ncriteria:\n- photos\n"
        'tags: [critical]\nx-case: "88123"\nstate: requested\nhistory:\n- act: request\n  by: ana\n'
        "  at: 2026-03-02T09:00:00-03:00\n  terms:\n    what: Inspect\n    performer: diego\n    due: 2026-03-06\n"
        "    criteria: [photos]\n"
    )


def test_the_refused_line_is_named_and_nothing_is_written(run):
    run.promised()
    before = run.tree()
    said = run(
        "apply -", stdin=lines(ASK, DELIVER, {"promise": "clm-k7m2x9qd", "act": "accept", "by": "diego"}), code=1
    )
    assert said.err.startswith("error[PC204]: line 3: clm-k7m2x9qd:")
    assert run.tree() == before


def test_a_refusal_tells_programs_the_code_and_what_is_lawful(run):
    run.promised()
    error = run("apply - --format json", stdin=lines(DELIVER, DELIVER), code=1).json["error"]
    assert error["code"] == "PC201"
    assert error["message"].startswith("line 2: clm-k7m2x9qd")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2 is no act in JSON"),
        ("[]", "line 2 is no act in JSON"),
        ('{"act": "delivr"}', "did you mean `deliver`?"),
        ('{"promise": "clm-k7m2x9qd"}', "error[PC103]: line 2: `act` is missing"),
        ('{"act": "deliver"}', "error[PC103]: line 2: `promise` is missing"),
        ('{"act": "request", "by": "ana"}', "error[PC103]: line 2: `terms` is missing"),
        ('{"act": "deliver", "promise": "clm-k7m2x9qd", "evidnce": []}', "did you mean `evidence`?"),
        ('{"act": "request", "terms": {"what": "x", "criterai": ["a"]}}', "did you mean `criteria`?"),
        ('{"act": "deliver", "promise": "clm-k7m2x9qd", "by": "dieg"}', "line 2: nobody here is called `dieg`"),
        ('{"act": "deliver", "promise": "clm-nowhere1"}', "line 2: no promise here is called `clm-nowhere1`"),
        ('{"act": "deliver", "promise": "clm-k7m2x9qd", "at": "soon"}', "line 2: `at`:"),
        ('{"act": "warn", "promise": "clm-k7m2x9qd", "reason": "suplier"}', "did you mean `supplier`?"),
        (
            '{"act": "request", "by": "ana", "terms": {"customer": "eva"}}',
            "line 2: `request` is spoken by the customer",
        ),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(run, line, said):
    run.promised()
    before = run.tree()
    note = {"promise": "clm-k7m2x9qd", "act": "note", "by": "diego", "note": "x"}
    done = run("apply -", stdin=lines(note) + line, code=1 if "is spoken by" in said else 2)
    assert said in done.err
    assert run.tree() == before


def test_a_run_applied_again_says_nothing_twice(run):
    run.promised()
    text = lines(ASK, AGREE, DELIVER)
    run("apply - --key nightly-1", stdin=text)
    before = run.tree()
    said = run("apply - --key nightly-1", stdin=text)
    assert said.lines[-1] == "0 said, 3 said before"
    assert "k7m2  said before: deliver" in said.lines
    assert run.tree() == before


def test_without_a_key_it_is_said_again(run):
    run("apply -", stdin=lines(ASK))
    run("apply -", stdin=lines(ASK))
    assert len(claims(run)) == 2


def test_a_run_of_which_only_some_files_were_written_is_finished(repository):
    run = repository
    run.promised()
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "asked")
    text = lines(ASK, AGREE, DELIVER, OFFER)
    run("apply - --key nightly-1", stdin=text)
    whole = run.tree()
    run.git("checkout", "--quiet", "ledgers/claims/clm-k7m2x9qd.yaml")
    said = run("apply - --key nightly-1", stdin=text)
    assert said.lines[-1] == "1 said, 3 said before"
    assert run.tree() == whole


CRASH = """
import os, sys
from promisectl.store import files

put, done = files._put, []

def crash(*arguments):
    put(*arguments)
    done.append(1)
    if len(done) == 2:
        os._exit(9)  # the machine goes down: nothing is put back

files._put = crash
from promisectl.cli.main import run
sys.exit(run(["apply", "run.jsonl", "--key", "nightly-1"]))
"""


def test_a_run_that_the_machine_cut_off_between_two_files_is_finished(run):
    run.promised()
    run.write(
        "run.jsonl", lines(ASK, AGREE, DELIVER, OFFER, {**DELIVER, "act": "note", "note": "x"} | {"evidence": ["y"]})
    )
    environment = run.variables({"PYTHONPATH": str(SOURCE)})
    cut = subprocess.run([sys.executable, "-c", CRASH], cwd=run.folder, env=environment, check=False, timeout=60)
    assert cut.returncode == 9
    assert run("check --select PC1,PC2").code == 0
    said = run("apply run.jsonl --key nightly-1")
    assert said.lines[-1] == "1 said, 4 said before"
    assert run("apply run.jsonl --key nightly-1").lines[-1] == "0 said, 5 said before"
    assert len(claims(run)) == 3
    assert run.promise().count("- act: deliver") == 1


def test_what_a_user_keeps_under_the_marks_key_is_not_lost(run):
    run.promised()
    run("set k7m x-runs mine")
    before = run.tree()
    said = run("apply - --key nightly-1", stdin=lines(DELIVER), code=2)
    assert "holds something else under `x-runs`" in said.err
    assert run.tree() == before


def test_a_line_nested_without_end_is_bad_input(run):
    assert "line 1 is no act in JSON" in run("apply -", stdin="[" * 100_000, code=2).err


def test_a_run_opens_the_same_ids_wherever_it_is_applied(run):
    run("apply - --key nightly-1", stdin=lines(ASK, OFFER))
    names = claims(run)
    for name in names:
        (run.folder / "ledgers/claims" / name).unlink()
    run("apply - --key nightly-1", stdin=lines(ASK, OFFER))
    assert claims(run) == names


def test_the_key_of_other_lines_is_refused_wherever_these_speak(run):
    run.promised()
    run("apply - --key nightly-1", stdin=lines(DELIVER))
    before = run.tree()
    said = run("apply - --key nightly-1", stdin=lines(ASK), code=2)
    assert "the run `nightly-1` was applied before, with other lines" in said.err
    assert "ledgers/claims/clm-k7m2x9qd.yaml holds its line 1" in said.err
    assert run.tree() == before


def test_an_act_that_was_taken_back_is_not_said_again_in_silence(repository):
    run = repository
    run.promised()
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "asked")
    run("apply - --key nightly-1", stdin=lines(DELIVER))
    run("undo k7m")
    said = run("apply - --key nightly-1", stdin=lines(DELIVER), code=2)
    assert "its act has been taken back since" in said.err


def test_a_key_is_a_word(run):
    assert "cannot be the key of a run" in run("apply - --key 'a/b'", stdin=lines(ASK), code=2).err


def test_dry_run_shows_the_change_and_writes_nothing(run):
    before = run.tree()
    said = run("apply - --dry-run --key nightly-1", stdin=lines(ASK, AGREE))
    assert "+state: promised" in said.out
    assert run.tree() == before


def test_a_run_is_one_commit(repository):
    run = repository
    run.promised()
    run("apply - --key nightly-1 --commit", stdin=lines(ASK, AGREE, DELIVER))
    assert run.git("log", "-1", "--format=%s").strip() == "apply nightly-1: 3 acts in 2 promises"
    assert run.git("status", "--porcelain").strip() == ""
    run("apply - --key nightly-1 --commit", stdin=lines(ASK, AGREE, DELIVER))
    assert run.git("rev-list", "--count", "HEAD").strip() == "2"


def test_programs_are_told_line_by_line(run):
    rows = run("apply - --key n --format json-lines", stdin=lines(ASK, AGREE)).rows
    assert [(row["line"], row["verb"], row["there"], row["after"]) for row in rows] == [
        (1, "request", False, "requested"),
        (2, "agree", False, "promised"),
    ]
    document = run("apply - --key n --format json", stdin=lines(ASK, AGREE)).json
    assert [row["there"] for row in document["lines"]] == [True, True]
    jsonschema.validate(document, schema("apply"))
    jsonschema.validate(run("apply - --format json", stdin=lines(OFFER | {"part-of": None})).json, schema("apply"))


def test_blank_lines_are_counted_and_no_line_at_all_is_an_error(run):
    assert "line 3: " in run("apply -", stdin="\n\n{}\n", code=2).err
    assert "there is no line to apply" in run("apply -", stdin="\n", code=2).err


def test_an_id_is_taken_by_an_earlier_line(run):
    said = run("apply -", stdin=lines({**ASK, "id": "clm-a1"}, {**OFFER, "part-of": "clm-a1", "id": "clm-a1"}), code=2)
    assert "line 2: the id clm-a1 is taken by an earlier line" in said.err
    assert claims(run) == []


def test_an_agent_says_no_persons_word_in_a_run(run):
    run("person add bot --agent --answers-to diego")
    run.promised()
    bot = {"promise": "clm-k7m2x9qd", "act": "revoke", "by": "bot", "for": "diego", "via": "x", "reason": "capacity"}
    assert run("apply -", stdin=lines(bot), code=1).err.startswith("error[PC506]: line 1: clm-k7m2x9qd")


def test_a_file_of_lines_is_read_as_well(run):
    run.write("run.jsonl", lines(ASK))
    assert run("apply run.jsonl").lines[-1] == "1 said, 0 said before"
    assert "cannot read gone.jsonl" in run("apply gone.jsonl", code=2).err
