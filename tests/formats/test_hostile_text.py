"""Text of others through every format of every command: for programs it is the same text, for the rest it is inert."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from cli.program import Program
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from promisectl.app.files.conflict import read_dispute
from promisectl.app.files.resolve import decided
from promisectl.formats.findings import FORMATS
from promisectl.model.visible_text import escape_line
from promisectl.reports import REPORTS
from promisectl.store.workspace import open_workspace

from .hostile import empty, few_people, kept, lawful, lawless, name_of, rewritten, texts, torn
from .test_findings_for_services import SARIF

BATCHES = [pytest.param((100, 1), id="quick")] + [
    pytest.param((500, seed), id=f"torture-{seed}", marks=pytest.mark.torture) for seed in range(2, 22)
]


class Settled:
    """Any exit code but that of a bug."""

    def __eq__(self, code):
        return code in (0, 1, 2)

    __hash__ = None


ANY = Settled()
OWN_COLOURS = re.compile(r"\x1b\[[\d;]*m")


def workspace(places, write, batch):
    """Return a program in a workspace of hostile texts, made once for all tests, and the texts."""
    if (write, batch) not in _MADE:
        place = places.mktemp(write.__name__)
        run = Program(place / "work", place / "home", now="2026-03-09T09:00:00Z")
        run.home.mkdir()
        told = texts(*batch)
        run.write("promisectl.yaml", "format: 1\ntimezone: UTC\ndefault-ledger: claims\n")
        run.check = COMMANDS.get(write, "check")
        if write in (altered, taken_away):
            write(run, told)
        else:
            write(run.folder, told)
        _MADE[write, batch] = run, told
    return _MADE[write, batch]


_MADE = {}


def altered(run, told):
    """Commit lawful promises; then move every due and drop a criterion, in silence."""
    lawful(run.folder, told)
    run.git("init", "-q")
    run.git("add", ".")
    run.git("-c", "user.name=ana", "-c", "user.email=ana@example.com", "commit", "-qm", "all lawful")
    for index in range(len(told)):
        alter(run, index)


def alter(run, index):
    path = f"ledgers/claims/{name_of(index)}.yaml"
    text = run.read(path).replace("\ndue: 2026-03-06", "\ndue: 2026-03-09").replace(", photos]\ntags", "]\ntags")
    run.write(path, text)


def taken_away(run, told):
    """Commit acts, and take each away in a commit of somebody else."""
    run.git("init", "-q", "-b", "main")
    run.git("fast-import", "--quiet", given=rewritten(told))
    run.git("reset", "-q", "--hard")


COMMANDS = {altered: "check --base HEAD --head worktree", taken_away: "audit"}


@pytest.fixture(params=BATCHES)
def ledger(request, tmp_path_factory):
    """A workspace whose promises say nothing but hostile texts; and the texts."""
    return workspace(tmp_path_factory, lawful, request.param)


@pytest.fixture(params=BATCHES)
def broken(request, tmp_path_factory):
    """A workspace in which everything is wrong, and findings quote it."""
    return workspace(tmp_path_factory, lawless, request.param)


@pytest.fixture(params=[lawful, lawless, altered, taken_away])
def anywhere(request):
    """Which of the workspaces."""
    return request.param


@pytest.fixture(params=BATCHES)
def checked(request, tmp_path_factory, anywhere):
    """A program, and what `check` finds there, as JSON."""
    run, _ = workspace(tmp_path_factory, anywhere, request.param)
    if id(run) not in _FOUND:
        out = run(f"{run.check} --format json", code=ANY).out
        must_be_inert(out)
        _FOUND[id(run)] = json.loads(out)["findings"]
    return run, _FOUND[id(run)]


_FOUND = {}


def must_be_inert(text: str, *, coloured: bool = False) -> None:
    """No letter acts on a terminal or hides; no line commands a runner."""
    shown = OWN_COLOURS.sub("", text) if coloured else text
    for line in shown.split("\n"):
        assert escape_line(line) == line
        assert not any(unicodedata.category(letter) == "Cc" for letter in line)
        assert not line.strip().startswith("::"), line
        assert "##[" not in line
        assert "##vso[" not in line.lower()


def must_be_plain_markdown(text: str, *, marks: frozenset[str] = frozenset()) -> None:
    """What is rendered holds no HTML, link, image or emphasis, and nothing that a host makes a mention or link of."""
    must_be_inert(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for token in tokens:
        assert token.type != "html_block", token.content
        shown = ""
        for child in token.children or ():
            if child.type == "html_inline" and child.content == "<br>":
                continue  # our own, between the lines of a cell
            assert child.type in {"text", "code_inline", "softbreak", "text_special"} | marks, (
                child.type,
                token.content,
            )
            shown += child.content if child.type in ("text", "text_special") else "\n"
        assert not re.search(r"@\w|#\d|://|\bwww\.|\bGH-\d|![0-9]|mailto:\w", shown, re.IGNORECASE), shown


# What people read.

TEXTS = (
    "list --all", "list --all --plain", "status --by ana", "status", "due all", "overdue all", "overdue all --plain", "inbox all",
    "log", "report fulfilment", "report fulfilment --by tag", "report fulfilment --by segment", "doctor", "next hostile00003",
)  # fmt: skip


@pytest.mark.parametrize("line", TEXTS)
def test_what_people_read_is_inert(ledger, line):
    run, _ = ledger
    for more in ("--lang en", "--lang es"):
        said = run(f"{line} {more}")
        must_be_inert(said.out)
        must_be_inert(said.err)
    must_be_inert(run(line, FORCE_COLOR="1", COLUMNS="80").out, coloured=True)


@pytest.mark.parametrize("batch", BATCHES)
def test_a_conversation_is_inert(tmp_path_factory, batch):
    run, told = workspace(tmp_path_factory, few_people, batch)
    for index in range(len(told)):
        must_be_inert(run(f"show {name_of(index)}").out)
    for index in range(0, len(told), 7):
        must_be_inert(run(f"show {name_of(index)} --lang es", FORCE_COLOR="1", COLUMNS="30").out, coloured=True)


@pytest.mark.parametrize("name", ["full", "concise"])
def test_findings_for_people_are_inert(checked, name):
    run, _ = checked
    must_be_inert(run(f"{run.check} --format {name} --lang es", code=ANY).out)
    must_be_inert(run(f"{run.check} --format {name}", code=ANY, FORCE_COLOR="1").out, coloured=True)


def test_what_cannot_be_read_is_told_inertly(broken):
    run, _ = broken
    must_be_inert(run("list", code=2).err)
    must_be_inert(run("list --lenient", code=ANY).out)


@pytest.mark.parametrize("batch", BATCHES)
def test_what_is_typed_and_refused_is_told_inertly(tmp_path_factory, batch):
    run, told = workspace(tmp_path_factory, empty, batch)
    for index, text in enumerate(told):
        if "\0" not in text and len(text) < 1000:
            line = (["list", "--", text], ["show", "--", text], ["list", "--ledger", text], ["list", "--format", text])[
                index % 4
            ]
            said = run(line, code=ANY)
            must_be_inert(said.out)
            must_be_inert(said.err)


# What programs read.


def test_json_reads_as_the_very_same_text(ledger):
    run, told = ledger
    for line in ("list --all", "overdue all", "status --by diego", "due all"):
        out = run(f"{line} --format json").out
        must_be_inert(out)
        document = json.loads(out)
        rows = document.get("promises") or document["you_owe"]
        found = {row["id"]: row for row in rows}
        for index, text in enumerate(told):
            assert found[name_of(index)]["what"] == text
            assert found[name_of(index)]["tags"] == [text]
    lines = run("list --all --format json-lines").rows
    assert {row["what"] for row in lines} == set(told)


def test_the_log_in_json_reads_as_the_very_same_text(ledger):
    run, told = ledger
    out = run("log --format json").out
    must_be_inert(out)
    for rows in (json.loads(out)["acts"], run("log --format json-lines").rows):
        notes = {row["promise"]: row["note"] for row in rows if row["act"] == "note"}
        assert notes == {name_of(index): text for index, text in enumerate(told)}


def test_an_export_reads_as_the_very_same_text(ledger):
    run, told = ledger
    said = run("export jsonl")
    must_be_inert(said.out)
    for row, text in zip((json.loads(line) for line in said.out.rstrip("\n").split("\n")), told, strict=True):
        for key in ("what", "segment", "channel", "fallback", "notes", "x-own"):
            assert row[key] == text
        request, agree, warn, deliver, reject, note, _ = row["history"]
        assert (request["via"], request["note"], request["why"]) == (text, text, text)
        assert (agree["understood"], warn["help"], deliver["evidence"]) == (text, text, [text])
        assert (reject["unmet"], note["note"], note["evidence"]) == ([text], text, [text])
        assert row["links"] == {"report": text}


def test_show_in_json_reads_as_the_very_same_text(ledger):
    run, told = ledger
    for index in range(0, len(told), 3):
        out = run(f"show {name_of(index)} --format json").out
        must_be_inert(out)
        assert json.loads(out)["promise"]["terms"]["criteria"] == [told[index], "photos"]


# Tables.


@pytest.mark.parametrize("line", ["list --all", "overdue all", "log"])
def test_no_cell_is_a_formula(ledger, line):
    run, _ = ledger
    out = run(f"{line} --format csv").out
    must_be_inert(out)
    rows = list(csv.reader(io.StringIO(out)))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        for cell in row:
            assert re.fullmatch(r"-?\d+(\.\d+)?", cell) or not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
            assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("line", ["list --all", "overdue all", "log"])
def test_tables_in_markdown_hold_nothing_but_text(ledger, line):
    run, _ = ledger
    out = run(f"{line} --format markdown").out
    must_be_plain_markdown(out)
    tokens = MarkdownIt("commonmark").enable("table").parse(out)
    assert {token.type for token in tokens} <= {
        f"{name}_{end}" for name in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")
    } | {"inline"}
    assert sum(token.type == "tr_open" for token in tokens) == len(out.splitlines()) - 1


REPORTED = [f"report {name}" for name in REPORTS]
AGENDAS = ["report fulfilment --by tag", "review weekly", "review mid", "review close", "one-on-one diego"]


@pytest.mark.parametrize("line", ["status --by diego", "show hostile00003", "show hostile00040", *REPORTED, *AGENDAS])
def test_a_screen_in_markdown_holds_nothing_but_text(ledger, line):
    run, _ = ledger
    must_be_plain_markdown(run(f"{line} --format markdown").out)


# The meaning of a change.


@pytest.mark.parametrize("batch", BATCHES)
def test_what_a_change_means_is_told_inertly(tmp_path_factory, batch):
    run, told = workspace(tmp_path_factory, altered, batch)
    for more in ("--lang en", "--lang es"):
        must_be_inert(run(f"diff {more}", code=ANY).out)
    must_be_inert(run("diff", code=ANY, FORCE_COLOR="1", COLUMNS="60").out, coloured=True)
    out = run("diff --format json", code=ANY).out
    must_be_inert(out)
    dropped = {change["promise"]: change for change in json.loads(out)["changes"] if "criteria" in change["terms"]}
    for index, text in enumerate(told):
        change = dropped[name_of(index)]
        assert (change["from"], change["to"], change["terms"]["criteria"]) == ([text, "photos"], [text], [text])


@pytest.mark.parametrize("batch", BATCHES)
def test_a_comment_about_a_change_is_plain_markdown(tmp_path, batch):
    run = Program(tmp_path / "work", tmp_path / "home", now="2026-03-09T09:00:00Z")
    run.home.mkdir()
    told = texts(*batch)
    run.write("promisectl.yaml", "format: 1\ntimezone: UTC\n")
    altered(run, told)
    for first in range(0, len(told), 25):
        run.git("checkout", "-q", ".")
        for index in range(first, min(first + 25, len(told))):
            alter(run, index)
        comment = run("diff --format markdown", code=ANY).out
        shown = "\n".join(line for line in comment.split("\n") if not line.startswith("<!-- promisectl"))
        must_be_plain_markdown(shown, marks=frozenset({"strong_open", "strong_close"}))


# What history says.


@pytest.mark.parametrize("batch", BATCHES)
def test_an_audit_is_told_inertly(tmp_path_factory, batch):
    run, told = workspace(tmp_path_factory, taken_away, batch)
    for more in ("--lang en", "--lang es"):
        must_be_inert(run(f"audit {more}", code=1).out)
    must_be_inert(run("audit", code=1, FORCE_COLOR="1", COLUMNS="60").out, coloured=True)
    must_be_plain_markdown(run("audit --format markdown", code=1).out, marks=frozenset({"strong_open", "strong_close"}))
    out = run("audit --format json", code=1).out
    must_be_inert(out)
    heard = {(row["promise"], row["by"]) for row in json.loads(out)["acts"]}
    assert {(name_of(index), text) for index, text in enumerate(told)} <= heard


# What two branches say.


@pytest.mark.parametrize("batch", BATCHES)
def test_two_conversations_side_by_side_are_inert(tmp_path, monkeypatch, batch):
    monkeypatch.setenv("PROMISECTL_NOW", "2026-03-09T09:00:00Z")
    run = Program(tmp_path / "work", tmp_path / "home", now="2026-03-09T09:00:00Z")
    run.home.mkdir()
    told = texts(*batch)
    run.write("promisectl.yaml", "format: 1\ntimezone: UTC\ndefault-ledger: claims\n")
    empty(run.folder, told)
    path = f"ledgers/claims/{name_of(0)}.yaml"
    for first in range(0, len(told), 25):
        said = told[first : first + 25]
        run.write(path, torn(said))
        for more in ("--lang en", "--lang es", "--ours --by ana --dry-run", "--theirs --by ana --dry-run --lang es"):
            shown = run(f"resolve {path} {more}", code=ANY)
            must_be_inert(shown.out)
            must_be_inert(shown.err)
        must_be_inert(run(f"resolve {path}", code=ANY, FORCE_COLOR="1", COLUMNS="60").out, coloured=True)
        resolved = set_aside(run, path)
        run.write(path, resolved)
        must_be_inert(run("show clm").out)
        acts = run("export jsonl").rows[0]["history"]
        aside = next(act["acts"] for act in acts if act.get("kind") == "displaced")
        assert [act["note"] for act in aside] == [said[0], *said]


def set_aside(run, path):
    """Return the file as it is where ours stands in a merge, and a note keeps what theirs said."""
    workspace = open_workspace(run.folder)
    dispute = read_dispute(workspace, path)
    return decided(workspace, dispute, "ours", "ana").change.after.decode()


@pytest.mark.parametrize("batch", BATCHES)
def test_what_goes_into_a_pack_is_the_very_same_text(tmp_path, batch):
    run = Program(tmp_path / "work", tmp_path / "home", now="2026-03-09T09:00:00Z")
    run.home.mkdir()
    told = texts(*batch)
    run.write("promisectl.yaml", "format: 1\ntimezone: UTC\ndefault-ledger: claims\n")
    kept(run.folder, told)
    loose = run.tree()
    must_be_inert(run("pack --older 0 --by ana --dry-run").out)
    must_be_inert(run("pack --older 0 --by ana").out)
    assert {row["what"] for row in run("list --all --format json-lines").rows} == set(told)
    names = [name_of(index) for index in range(len(told))]
    must_be_inert(run(["unpack", *names, "--by", "ana"]).out)
    assert run.tree() == loose


# What others bring: reviews of a host, messages of commits.


@pytest.mark.parametrize("batch", BATCHES)
def test_approvals_are_told_inertly(tmp_path_factory, batch):
    run, told = workspace(tmp_path_factory, altered, batch)
    review = {"promise": name_of(0), "act": 7, "by": "ana", "source": "https://host.example/1", "terms": {"what": "x"}}
    rows = [
        review | change
        for text in told
        for change in ({"by": text}, {"source": text}, {"promise": text}, {"terms": text})
    ]
    run.write("approvals.json", json.dumps(rows))
    for line in (
        "check --base HEAD",
        "check --base HEAD --format markdown --lang es",
        "diff --lang es",
        "record --by ana",
    ):
        said = run(f"{line} --approvals approvals.json", code=ANY)
        must_be_inert(said.out)
        must_be_inert(said.err)


@pytest.mark.parametrize("batch", BATCHES)
def test_a_commit_message_is_told_inertly(tmp_path_factory, batch):
    run, told = workspace(tmp_path_factory, altered, batch)
    run.git("add", "ledgers")
    run.write("message", "move it\n\n" + "".join(f"Agreed-by: {text}\n{text}: ana\n" for text in told))
    for more in ("--lang en", "--lang es"):
        said = run(f"hooks run commit-msg message {more}", code=ANY)
        must_be_inert(said.out)
        must_be_inert(said.err)


# Findings for services.


def test_findings_say_hostile_things(broken):
    run, told = broken
    notes = "\n".join(
        str(row["note"]) + row["path"]
        for row in json.loads(run(f"{run.check} --format json", code=ANY).out)["findings"]
    )
    assert sum(text in notes for text in told) > len(told) / 3


def test_github_reads_only_the_commands_of_promisectl(checked):
    run, findings = checked
    out = run(f"{run.check} --format github", code=ANY).out
    lines = out.removesuffix("\n").split("\n")
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        assert escape_line(line) == line
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        told = dict(pair.split("=", 1) for pair in command[2].split(","))
        assert list(told) == ["file", "line", "endLine", "col", "endColumn", "title"]
        assert unescaped(told["file"]) == escape_line(finding["path"])
        assert not re.search(r"%(?!25|0A)", command[3])
        assert "\n" not in unescaped(command[2])


def unescaped(text: str) -> str:
    """Return a property as the runner reads it."""
    for code, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, letter)
    return text


def test_the_summary_of_a_step_is_plain_markdown(checked, tmp_path):
    run, _ = checked
    page = tmp_path / "summary.md"
    run(f"{run.check} --format github", code=ANY, GITHUB_STEP_SUMMARY=str(page))
    must_be_plain_markdown(page.read_text(), marks=frozenset({"strong_open", "strong_close"}))


def test_gitlab_and_code_scanning_read_every_finding(checked):
    run, findings = checked
    out = run(f"{run.check} --format gitlab", code=ANY).out
    must_be_inert(out)
    rows = json.loads(out)
    assert [row["location"]["path"] for row in rows] == [finding["path"] for finding in findings]
    assert len({row["fingerprint"] for row in rows}) == len(findings)
    for row in rows:
        must_be_inert(row["description"])


def test_sarif_quotes_nothing_that_becomes_a_link(checked):
    run, findings = checked
    out = run(f"{run.check} --format sarif", code=ANY).out
    must_be_inert(out)
    log = json.loads(out)
    results = log["runs"][0]["results"]
    assert len(results) == len(findings)
    for result, finding in zip(results, findings, strict=True):
        assert result["properties"]["note"] == (finding["note"] or "")
        assert result["properties"]["help"] == finding["help"]
        must_be_inert(result["message"]["text"].replace("\n", " "))
        assert not re.search(r"(?<!\\)(\\\\)*[\[\]]", result["message"]["text"])
    del results[50:]
    assert not list(Draft4Validator(SARIF).iter_errors(log))


def test_junit_is_well_formed_and_whole(checked):
    run, findings = checked
    out = run(f"{run.check} --format junit", code=ANY).out
    must_be_inert(out)
    root = ET.fromstring(out.encode())
    assert len(root.findall(".//testcase")) == len(findings)
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "system-out",
    }  # fmt: skip


def test_reviewdog_posts_plain_comments(checked):
    run, findings = checked
    out = run(f"{run.check} --format rdjson", code=ANY).out
    must_be_inert(out)
    rows = json.loads(out)["diagnostics"]
    assert [row["location"]["path"] for row in rows] == [finding["path"] for finding in findings]
    for row in rows:
        must_be_plain_markdown(row["message"])
        must_be_inert(row["original_output"])


def test_json_lines_are_the_findings_of_the_document(checked):
    run, findings = checked
    out = run(f"{run.check} --format json-lines", code=ANY).out
    must_be_inert(out)
    assert [json.loads(line) for line in out.rstrip("\n").split("\n")] == findings


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("full", "concise", "markdown")])
def test_no_format_for_programs_changes_with_the_language(tmp_path_factory, name):
    run, _ = workspace(tmp_path_factory, lawless, (300, 1))
    assert (
        run(f"{run.check} --format {name} --lang es", code=ANY).out == run(f"{run.check} --format {name}", code=ANY).out
    )
