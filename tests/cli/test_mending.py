"""Mending: free fields, heads, layout; and what explains: doctor, rule, schema."""

import re

import pytest
from jsonschema import Draft202012Validator, validate


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("tags", "critical, vip", "tags: [critical, vip]"),
        ("serves", "kr-nps", "serves: [kr-nps]"),
        ("links", "https://example.com/a", 'links: ["https://example.com/a"]'),
        ("priority", "1", "priority: 1"),
        ("weight", "10", "weight: 10"),
        ("impact", "5", "impact: 5"),
        ("effort", "2", "effort: 2"),
        ("service", "inspection", "service: inspection"),
        ("fallback", "ask eva", "fallback: ask eva"),
        ("segment", "retail", "segment: retail"),
        ("layer", "frontstage", "layer: frontstage"),
        ("notes", "call first: 9 to 12", 'notes: "call first: 9 to 12"'),
        ("x-mine", "no", 'x-mine: "no"'),
        ("part-of", "clm-other123", "part-of: clm-other123"),
        ("needs", "clm-other123", "needs: [clm-other123]"),
    ],
)
def test_a_free_field_of_every_kind_is_set_and_removed(run, field, value, line):
    run.requested("The other", "clm-other123")
    run.promised()
    before = run.promise()
    assert run(["set", "k7m", field, value]).out == f"k7m2: {field} is {value}\n"
    assert run.promise() == before.replace("state: promised", f"{line}\nstate: promised")
    assert run(["set", "k7m", field, ""]).out == f"k7m2: {field} removed\n"
    assert run.promise() == before


@pytest.mark.parametrize(
    "field", ["due", "what", "customer", "performer", "criteria", "within", "state", "history", "id"]
)
def test_terms_change_only_through_acts(run, field):
    run.promised()
    before = run.tree()
    said = run(["set", "k7m", field, "2026-03-09"], code=2)
    assert said.err == (
        f"error: `{field}` is no free field: it changes only through acts\n"
        "  help: use `promisectl counter` before the agreement, `promisectl renegotiate` after it\n"
    )
    assert run.tree() == before


@pytest.mark.parametrize(
    ("field", "value", "problem", "help"),
    [
        ("tgas", "x", "there is no field `tgas`", "did you mean `tags`?"),
        ("mine", "x", "there is no field `mine`", "a key of your own begins with `x-`"),
        ("priority", "high", "`priority`: a whole number is wanted here", "it was “high”"),
        ("weight", "11", "`weight`", "it was “11”"),
        ("layer", "middle", "`layer`", "it was “middle”"),
    ],
)
def test_a_wrong_field_or_value_is_refused(run, field, value, problem, help):
    run.promised()
    before = run.tree()
    said = run(["set", "k7m", field, value], code=2)
    assert said.err.startswith(f"error: {problem}")
    assert help in said.err
    assert run.tree() == before


def test_set_can_be_tried_dry_and_tells_a_program(run):
    run.promised()
    before = run.tree()
    assert "+priority: 1\n" in run("set k7m priority 1 --dry-run").out
    assert run.tree() == before
    assert run("set k7m priority 1 --format json").json == {
        "format_version": 1, "promise": "clm-k7m2x9qd", "field": "priority", "value": "1",
    }  # fmt: skip


# rebalance


def unbalance(run):
    run.promised()
    good = run.promise()
    run.write(
        "ledgers/claims/clm-k7m2x9qd.yaml", good.replace("due: 2026-03-06\ncriteria:\n", "due: 2026-03-20\ncriteria:\n")
    )
    return good


def test_rebalance_writes_into_the_head_what_the_history_says(run):
    good = unbalance(run)
    assert run("rebalance").out == "clm-k7m2x9qd: due rewritten from the history\n"
    assert run.promise() == good
    assert run("rebalance").out == "every head balances with its history\n"


def test_rebalance_shows_the_change_first(run):
    unbalance(run)
    before = run.tree()
    assert "-due: 2026-03-20\n+due: 2026-03-06\n" in run("rebalance k7m --diff").out
    assert run.tree() == before


def test_rebalance_mends_every_promise_or_those_named(run):
    unbalance(run)
    run.promised("Another", "clm-p4rt9abc")
    assert run("rebalance p4r").out == "every head balances with its history\n"
    assert run("rebalance --all --format json").json["rebalanced"] == [{"promise": "clm-k7m2x9qd", "keys": ["due"]}]


def test_an_unbalanced_head_is_read_from_its_history_with_a_warning(run):
    unbalance(run)
    said = run("list --format json")
    assert said.json["promises"][0]["due"] == "2026-03-06"
    assert said.err == (
        "warning: ledgers/claims/clm-k7m2x9qd.yaml: the head does not balance; read from the history"
        " (`promisectl rebalance clm-k7m2x9qd`)\n"
    )


# fmt


MESSY = """\
# a promise with a comment
history:
    - act: request   # she asked
      by: ana
      at: 2026-03-02T09:00:00-03:00
      terms: {what: 'Inspect: the vehicle', performer: diego, due: 2026-03-06}
performer: diego
id: clm-k7m2x9qd
due: 2026-03-06
what: 'Inspect: the vehicle'
customer: ana
state: requested
"""


def test_fmt_puts_a_file_into_the_usual_layout_and_keeps_comments_and_quotes(run):
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", MESSY)
    shown = run("show k7m --format json").json
    before = run.tree()
    said = run("fmt --check", code=1)
    assert said.out == "would change ledgers/claims/clm-k7m2x9qd.yaml\n"
    assert run.tree() == before
    assert run("fmt").out == "changed ledgers/claims/clm-k7m2x9qd.yaml\n"
    after = run.promise()
    assert "# a promise with a comment\n" in after
    assert re.search(r"^- act: request +# she asked$", after, re.MULTILINE)
    assert after.index("id:") < after.index("what: 'Inspect: the vehicle'") < after.index("history:")
    assert run("fmt --check").out == "every file is in the usual layout\n"
    again = run("show k7m --format json").json
    assert {**again["promise"], "line": 0} == {**shown["promise"], "line": 0}


def test_what_commands_write_is_in_the_usual_layout(run):
    run.delivered()
    run("reject k7m -u photos")
    run("set k7m tags a,b")
    assert run("fmt --check").out == "every file is in the usual layout\n"


def test_fmt_leaves_a_broken_file_and_says_so(run):
    run.write("ledgers/claims/clm-broken.yaml", "id: [\n")
    said = run("fmt")
    assert said.err == ("left as it is, for it cannot be laid out without loss: ledgers/claims/clm-broken.yaml\n")


# doctor, rule, schema


def test_doctor_says_what_is_found(run):
    run.promised()
    said = run("doctor")
    assert [line.split()[0] for line in said.lines] == [
        "program", "workspace", "time", "people", "files", "you", "git", "reader",
    ]  # fmt: skip
    assert f"workspace  ok: {run.folder}, ledgers: claims" in said.lines
    assert "you        ok: ana: the login name is ana" in said.lines


def test_doctor_has_a_remedy_for_each_trouble(nowhere, run):
    run.write("ledgers/claims/clm-broken.yaml", "id: [\n")
    said = run("doctor", code=1, LOGNAME="nobody")
    assert "files      trouble: 0 promises read, 1 file(s) with findings of form" in said.lines
    assert "           see them with `promisectl check`" in said.lines
    assert any("register yourself with `promisectl person add HANDLE" in line for line in said.lines)


def test_doctor_without_a_workspace_says_how_to_make_one(nowhere):
    assert "make one with `promisectl init`" in nowhere("doctor", code=1).out


def test_doctor_tells_a_program(run):
    said = run("doctor --format json").json
    assert all(set(one) == {"topic", "ok", "found", "remedy"} for one in said["checks"])


def test_rule_explains_a_code_with_a_bad_and_a_good_example(run):
    said = run("rule pc304")
    assert said.lines[0] == "PC304 awaiting-verdict (warning)"
    assert "Bad:" in said.lines
    assert "Good:" in said.lines
    assert run("rule PC304 --format json").json["rules"][0]["code"] == "PC304"
    assert run("rule PC304 --format markdown").out.startswith("#")


def test_rule_alone_lists_every_code_and_needs_no_workspace(nowhere):
    lines = nowhere("rule").lines
    assert len(lines) > 35
    assert all(line.startswith("PC") for line in lines)


def test_an_unknown_code_is_refused_with_a_suggestion(run):
    assert run("rule PC999", code=2).err.startswith("error: there is no code PC999\n  help: did you mean `PC")


@pytest.mark.parametrize("name", ["promise", "people", "settings"])
def test_the_schema_of_a_file_is_a_json_schema(nowhere, name):
    Draft202012Validator.check_schema(nowhere(f"schema {name}").json)


def test_the_promise_schema_takes_what_a_command_wrote(run):
    run.promised()
    (row,) = run("export jsonl").rows
    validate(row, run("schema").json)


@pytest.mark.parametrize("line", ["list", "due", "overdue", "inbox", "show k7m", "status", "next k7m", "log", "check"])
def test_what_a_command_prints_as_json_fits_its_published_schema(run, line):
    run.promised()
    run.requested("Another", "clm-p4rt9abc")
    validate(run(f"{line} --format json").json, run(f"schema {line.split()[0]}").json)


def test_an_unknown_schema_is_refused_with_a_suggestion(run):
    assert run("schema promis", code=2).err == ("error: there is no schema `promis`\n  help: did you mean `promise`?\n")
