"""What every command prints as JSON has a published schema, and fits it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from promisectl.app.schema.all import names, schema
from promisectl.cli.printed import NONE, SHARED, schema_of
from promisectl.cli.registry import ROWS, words_of

from .program import Program

COMMANDS = [command for row in ROWS.values() for command in words_of(row)]
CLOCK = (
    "promise ana 'Repair it' --within 5d --condition parts --condition-by 2026-03-20 -c ok --by diego --id clm-k7m2x9qd"
)
SERVICES = """\
services:
  backup:
    what: Restore a backup as a test
    customer: ana
    performer: diego
    due: fri
    criteria: [it can be read]
    every: week
"""
TOLD = [
    {"act": "request", "by": "ana", "ref": "one", "terms": {"what": "x", "performer": "diego", "due": "2026-03-06", "criteria": ["a"]}, "tags": ["vip"], "x-case": 7},
    {"promise": "one", "act": "agree", "by": "diego", "understood": "x"},
    {"promise": "one", "act": "deliver", "by": "diego", "evidence": ["e"]},
    {"promise": "one", "act": "accept", "by": "ana", "rating": 5},
    {"act": "offer", "by": "eva", "terms": {"what": "y", "customer": "ana", "within": "2d", "criteria": ["b"]}, "priority": 1, "needs": [{"id": "one", "lead": "2d"}]},
]  # fmt: skip

# The lines of a scene; the last one is asked for JSON. What needs more than lines is a function below.
LINES: dict[str, list[str]] = {
    "ledger new": ["ledger new sales"],
    "person list": ["person list"],
    "people": ["people"],
    "person add": ["person add zoe --name Zoe"],
    "person left": ["person left eva"],
    "person move": ["area add claims", "person move eva claims"],
    "person rename": ["person rename eva evita"],
    "person forget": ["person forget eva --by eva"],
    "area add": ["area add claims --name Claims"],
    "doctor": ["doctor"],
    "promise": ["promise ana x fri -c a --by diego"],
    "offer": ["offer ana x fri -c a --by diego --agreed-by ana --via phone"],
    "request": ["request diego x fri -c a"],
    "counter": ["REQUESTED", "counter k7m +9d --by diego"],
    "renegotiate": ["PROMISED", "renegotiate k7m +9d --reason supplier --by diego"],
    "agree": ["REQUESTED", "request diego y fri -c a --id clm-p4rt9abc", "agree k7m p4r --by diego"],
    "decline": ["REQUESTED", "decline k7m --by diego"],
    "withdraw": ["REQUESTED", "withdraw k7m"],
    "yes": ["REQUESTED", "yes k7m --by diego"],
    "no": ["REQUESTED", "no k7m --by diego"],
    "deliver": ["PROMISED", "deliver k7m -e report --by diego"],
    "accept": ["DELIVERED", "accept k7m --partial 0.8 --reason quality"],
    "reject": ["DELIVERED", "reject k7m --unmet photos"],
    "cancel": ["PROMISED", "cancel k7m --reason priority-change"],
    "revoke": ["PROMISED", "revoke k7m --reason capacity --by diego"],
    "fail": ["DELIVERED", "fail k7m --reason quality"],
    "warn": ["PROMISED", "warn k7m --reason supplier --forecast unknown --by diego"],
    "activate": [CLOCK, "agree k7m", "activate k7m -e 'parts came'"],
    "pause": [CLOCK, "agree k7m", "activate k7m -e parts", "pause k7m --reason customer-input"],
    "resume": [CLOCK, "agree k7m", "activate k7m -e parts", "pause k7m --reason customer-input", "resume k7m"],
    "note": ["PROMISED", "note k7m hello"],
    "confirm": ["PROMISED", "confirm k7m --by diego"],
    "next": ["PROMISED", "next k7m"],
    "handover": ["PROMISED", "handover diego eva --reason capacity --by diego --yes"],
    "set": ["PROMISED", "set k7m tags vip,new"],
    "undo": ["PROMISED", "undo k7m"],
    "status": ["PROMISED", "status"],
    "list": ["PROMISED", "list --lenient"],
    "show": ["DELIVERED", "show k7m"],
    "due": ["PROMISED", "due all"],
    "overdue": ["PROMISED", "overdue all --as-of 2026-03-09"],
    "inbox": ["REQUESTED", "inbox diego"],
    "log": ["PROMISED", "log"],
    "board": ["PROMISED", "board"],
    "plan": ["PROMISED", "plan k7m"],
    "review weekly": ["DELIVERED", "review weekly"],
    "review mid": ["PROMISED", "review mid"],
    "review close": ["DELIVERED", "review close"],
    "one-on-one": ["PROMISED", "one-on-one diego"],
    "report overview": ["DELIVERED", "report overview"],
    "report fulfilment": ["DELIVERED", "report fulfilment --by area,month --period 2026-Q1 --against previous"],
    "report trend": ["DELIVERED", "report trend --by week"],
    "report flow": ["DELIVERED", "report flow"],
    "report reasons": ["PROMISED", "report reasons"],
    "report network": ["DELIVERED", "report network"],
    "report forecast": ["DELIVERED", "report forecast"],
    "report soundness": ["DELIVERED", "report soundness"],
    "report sipoc": ["DELIVERED", "report sipoc"],
    "report blueprint": ["DELIVERED", "report blueprint"],
    "check": ["PROMISED", "check"],
    "diff": ["PROMISED", "diff"],
    "audit": ["PROMISED", "audit"],
    "rule": ["rule"],
    "mend": ["PROMISED", "REFUSED", "mend k7m"],
    "rebalance": ["PROMISED", "BROKEN", "rebalance"],
    "hooks install": ["hooks install"],
    "hooks status": ["hooks status"],
    "hooks remove": ["hooks install", "hooks remove"],
    "redact": ["PROMISED", "note k7m hello", "redact k7m 3 note"],
    "pack": ["REQUESTED", "decline k7m --by diego", "pack --before 2026-03-03"],
    "unpack": ["REQUESTED", "decline k7m --by diego", "pack --before 2026-03-03", "unpack k7m"],
}  # fmt: skip


def told(run: Program, lines: list[str], **more: str) -> str:
    """Run the lines of a scene and return what the last one prints as JSON."""
    *before, last = lines
    for line in before:
        match line:
            case "REQUESTED":
                run.requested()
            case "PROMISED":
                run.promised()
            case "DELIVERED":
                run.delivered()
            case "BROKEN":
                path = "ledgers/claims/clm-k7m2x9qd.yaml"
                run.write(path, run.read(path).replace("state: promised", "state: delivered"))
            case "REFUSED":
                path = "ledgers/claims/clm-k7m2x9qd.yaml"
                run.write(path, run.read(path) + "- {act: accept, by: eva, at: 2026-03-02T09:00:00-03:00}\n")
            case _:
                run(line)
    return run(f"{last} --format {more.pop('format', 'json')}", code=None, **more).out


def _init(run: Program) -> str:
    (run.folder / "new").mkdir()
    return told(run, ["init --root new"])


def _services(run: Program, *lines: str) -> str:
    run.write("ledgers/services.yaml", SERVICES)
    return told(run, list(lines))


GOALS = """\
objectives:
  fast-claims:
    text: Be the insurer people recommend
    owner: ana
    period: 2026-Q1
    key-results:
      kr-nps: {text: NPS from 16 to 38, start: 16, target: 38}
"""


def _goals(run: Program, line: str) -> str:
    run.write("ledgers/objectives.yaml", GOALS)
    return told(run, [line])


def _service_twice(run: Program) -> str:
    return _services(run, "service open backup --period 2026-W10", "service open backup --period 2026-W10")


def _open(run: Program) -> str:
    run.write("ledgers/claims/clm-draft555.yaml", "id: clm-draft555\nwhat: Think\nperformer: diego\ndue: 2026-03-06\n")
    return told(run, ["open clm-draft555"])


def _edit(run: Program) -> str:
    return told(run, ["PROMISED", "edit k7m"], EDITOR="sed -i 's/^state:/tags: [vip]\\nstate:/'")


def _apply(run: Program) -> str:
    return told(run, ["apply -"], stdin="\n".join(json.dumps(line) for line in TOLD))


def _import(run: Program) -> str:
    run.write("lines.jsonl", told(run, ["PROMISED", "export jsonl"], format="json-lines"))
    return told(run, ["import jsonl lines.jsonl"])


def _record(run: Program, act: int = 3) -> str:
    row = {"promise": "clm-k7m2x9qd", "act": act, "terms": {"due": "2026-03-11"}, "by": "ana", "source": "https://x/1"}
    of_a_commit = {"commit": "7" * 40, "by": "github:bea", "source": "https://x/2"}
    must_fit("approvals", [row, of_a_commit])
    run.write("approvals.json", json.dumps([row, of_a_commit]))  # there is nothing to record of a commit
    return told(
        run, ["PROMISED", "renegotiate k7m +9d --reason supplier --by diego", "record --approvals approvals.json"]
    )


def _fmt(run: Program) -> str:
    run.promised()
    path = "ledgers/claims/clm-k7m2x9qd.yaml"
    run.write(path, run.read(path).replace("what: ", "what:    "))
    return told(run, ["fmt"])


def _resolve(run: Program, more: str = "", pack: bool = False) -> str:
    run.promised()
    if pack:
        run("cancel k7m --reason priority-change")
        run.requested("Another", "clm-p4rt9abc")
        run("decline p4r --by diego")
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "promised")
    for branch, lines in (
        ("other", "unpack k7m" if pack else "note k7m theirs --by diego"),
        ("main", "unpack p4r" if pack else "note k7m ours"),
    ):
        run.git("checkout", "--quiet", *(["-b"] if branch == "other" else []), branch)
        if pack:
            run("pack --before 2026-03-03")
        run.now = "2026-03-03T09:00:00-03:00"
        run(lines)
        run.git("add", ".")
        run.git("commit", "--quiet", "--message", branch)
    with pytest.raises(Exception, match="git"):
        run.git("merge", "--quiet", "other")
    path = "ledgers/claims/settled/2026-Q1.yaml" if pack else "ledgers/claims/clm-k7m2x9qd.yaml"
    return told(run, [f"resolve {path} {more}"])


SCENES: dict[str, Callable[[Program], str]] = {
    "init": _init,
    "goal checkin": lambda run: _goals(run, "goal checkin kr-nps 20"),
    "report goals": lambda run: _goals(run, "report goals"),
    "service list": lambda run: _services(run, "service list"),
    "service agree": lambda run: _services(run, "service agree backup --by diego"),
    "service open": lambda run: _services(run, "service open backup --period 2026-W10"),
    "open": _open,
    "edit": _edit,
    "apply": _apply,
    "record": _record,
    "fmt": _fmt,
    "resolve": _resolve,
    "export jsonl": lambda run: told(run, ["PROMISED", "export jsonl"], format="json-lines"),
    "import jsonl": _import,
}


def _pack_unread(run: Program) -> str:
    run.write("ledgers/claims/clm-bad00000.yaml", "what: [\n")
    return told(run, ["pack"])


MORE: dict[str, Callable[[Program], str]] = {
    "service open, again": _service_twice,
    "record, of another act": lambda run: _record(run, 2),
    "resolve, a side stands": lambda run: _resolve(run, "--ours"),
    "resolve, a pack": lambda run: _resolve(run, pack=True),
    "list, as lines": lambda run: told(run, ["PROMISED", "list"], format="json-lines"),
    "log, as lines": lambda run: told(run, ["PROMISED", "log"], format="json-lines"),
    "status, nobody": lambda run: told(run, ["PROMISED", "status"], LOGNAME="nobody"),
    "rule, one": lambda run: told(run, ["rule PC304"]),
    "pack, unread": _pack_unread,
    "pack, nothing": lambda run: told(run, ["pack"]),
    "pack, dry": lambda run: told(run, ["REQUESTED", "decline k7m --by diego", "pack --before 2026-03-03 --dry-run"]),
    "person forget, again": lambda run: told(run, ["person forget eva --by eva", "person forget eva --by eva"]),
    "audit, of a history": lambda run: told(run, ["PROMISED", "note k7m hello --commit", "audit"]),
}


@pytest.mark.parametrize("wrong", [{"commit": "7777777"}, {"commit": None}, {"by": None}, {"act": 3}])
def test_an_approval_of_no_whole_commit_does_not_fit(wrong: dict[str, object]) -> None:
    row = {"commit": "7" * 40, "by": "github:bea", "source": "https://x/2"} | wrong
    assert list(Draft202012Validator(schema("approvals")).iter_errors([row]))


def must_fit(name: str, document: object) -> None:
    validator = Draft202012Validator(schema(name))
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("name", names())
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_every_command_that_prints_json_is_run_here_and_has_a_schema() -> None:
    printing = {command for command in COMMANDS if schema_of(command) is not None}
    assert printing == {*LINES, *SCENES}
    assert {schema_of(command) for command in printing} <= set(names())
    assert {*SHARED, *NONE} <= set(COMMANDS)


@pytest.mark.parametrize("command", [*LINES, *SCENES, *MORE])
def test_what_it_prints_fits_its_schema(repository: Program, command: str) -> None:
    said = (SCENES | MORE)[command](repository) if command not in LINES else told(repository, LINES[command])
    name = schema_of(command.partition(",")[0])
    assert name is not None
    if name == "promise" or command.endswith("as lines"):
        whole = schema(name)
        rows = [json.loads(line) for line in said.splitlines()]
        lists = [value["items"] for value in whole["properties"].values() if "items" in value]
        (entries,) = [whole] if name == "promise" else [{**items, "$defs": whole.get("$defs", {})} for items in lists]
        assert rows
        assert [error.message for row in rows for error in Draft202012Validator(entries).iter_errors(row)] == []
    else:
        document = json.loads(said)
        assert "error" not in document, said
        must_fit(name, document)


@pytest.mark.parametrize("command", sorted(NONE - {"schema", "completion", "mcp"}))
def test_what_prints_no_json_says_so(repository: Program, command: str) -> None:
    assert "there is no format `json`" in repository(f"{command} commit-msg message --format json", code=2).out


@pytest.mark.parametrize("line", TOLD, ids=lambda line: line["act"])
def test_a_line_that_apply_takes_fits_the_schema_of_a_line(line: dict[str, object]) -> None:
    must_fit("apply-line", line)


@pytest.mark.parametrize(
    "line",
    [
        {"act": "agree"},
        {"act": "aggree", "promise": "one"},
        {"act": "agree", "promise": "one", "evidence": ["e"]},
        {"act": "agree", "promise": "one", "x-case": "7"},
        {"act": "request", "by": "ana"},
        {"act": "request", "terms": {"whta": "x"}},
        {"act": "deliver", "promise": ""},
    ],
)
def test_a_line_that_apply_refuses_for_its_keys_does_not(run: Program, line: dict[str, object]) -> None:
    assert list(Draft202012Validator(schema("apply-line")).iter_errors(line))
    run("apply -", stdin=json.dumps(line), code=2)


def test_the_schema_of_a_command_is_asked_for_by_its_name(nowhere: Program) -> None:
    assert nowhere("schema agree").json["title"] == "act"
    assert nowhere("schema 'hooks status'").json["title"] == "hooks"
    assert nowhere("schema promise").json["title"] == "promise"
    assert nowhere("schema apply-line --lang es").json["description"].startswith("Un acto")
    assert "did you mean `list`?" in nowhere("schema lst", code=2).err
