"""Completing in real shells, at a pseudo-terminal: what a key press leaves on the line, and what is listed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest
from terminals import starts
from warm import warm_program

from promisectl.cli.completion.bash import split
from promisectl.cli.options import LOOK
from promisectl.cli.registry import ROWS

from .program import SOURCE

SHELLS = ("bash", "bash with bash-completion", "zsh", "fish")
PACKAGE = Path("/usr/share/bash-completion/bash_completion")
PEOPLE = """\
people:
  ana: {name: Ana Ríos}
  "di;ego": {name: "$(touch pwned)"}
  diego: {name: "Diego 'el rápido' \\x1b[31m $(touch pwned) `touch pwned`"}
  eva: {}
areas:
  claims: {name: Claims}
"""
SETTINGS = """\
format: 1
timezone: America/Santiago
default-ledger: claims
reasons: {strike: Strike at the port}
queries: {mine: "person:me", "bad name": x}
"""
BEST = "Be the insurer people recommend"
WEIRD = 'what: "Pay $(touch pwned) `touch pwned` \\e[31mred \'quoted\' \\"x\\": ñandú 🚚"\n'


@pytest.fixture
def here(run):
    run.write("promisectl.yaml", SETTINGS)
    run.write("ledgers/people.yaml", PEOPLE)
    run.promised("Inspect the vehicle of claim 88123", "clm-k7m2x9qd")
    run.promised("Call the insured", "clm-k8n3y0re")
    run.promised("Order the parts", "wrk-zzz2345x", "--ledger claims")
    text = run.promise("wrk-zzz2345x").replace("what: Order the parts\n", WEIRD)
    run.write("ledgers/claims/clm-wei2rd34.yaml", text.replace("wrk-zzz2345x", "clm-wei2rd34"))
    run.write("ledgers/claims/clm-$(touch pwned).yaml", text)
    run.write("ledgers/claims/clm-a b;touch pwned.yaml", text)
    run.write("notes file.txt", "")
    bin = run.folder.parent / "bin"
    bin.mkdir()
    program = bin / "promisectl"
    program.write_text(f'#!/bin/sh\nexec {warm_program()} "$@"\n')
    program.chmod(0o755)
    run.environment["PATH"] = f"{bin}:/usr/local/bin:/usr/bin:/bin"
    return run


def asked(run, *words, **more):
    """Return what `promisectl __complete zsh` says of the words: each value and what it is."""
    done = subprocess.run(
        [warm_program(), "__complete", "zsh", "--", *words],
        cwd=more.pop("cwd", run.folder),
        env=run.variables(more),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return dict(line.partition("\t")[::2] for line in done.stdout.decode().splitlines())


class Shell:
    """A person at a prompt: types, presses the tabulator, looks at the line."""

    def __init__(self, run, name):
        program = name.split()[0]
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
        if "with" in name and not PACKAGE.exists():
            pytest.skip("the package bash-completion is not installed")
        self.out = run.folder.parent / "line"
        variables = {"TERM": "xterm", "PS1": "> ", "HOME": str(run.home)}
        arguments = {"bash": ["--noprofile", "--norc", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}
        words = [shutil.which(program), *arguments[program]]
        self.child = starts(words, run.folder, run.variables(variables), columns=120, timeout=20)
        self.child.delaybeforesend = 0.05
        for line in self._setting_up(name):
            self.child.sendline(line)
        self.child.sendline("printf 'rea%s\\n' dy")
        self.child.expect("ready")
        self.seen = ""

    def _setting_up(self, name):
        out = self.out
        if name.startswith("bash"):
            yield "bind 'set bell-style none'; bind 'set page-completions off'; bind 'set enable-bracketed-paste off'"
            if "with" in name:
                yield f". {PACKAGE}"
            yield 'eval "$(promisectl completion bash)"'
            yield f'bind -x \'"\\C-g": printf %s "$READLINE_LINE" > {out}\''
        elif name == "zsh":
            yield "PS1='> '; autoload -Uz compinit; compinit -u -D; source <(promisectl completion zsh)"
            yield f"look() {{ print -rn -- \"$BUFFER\" > {out} }}; zle -N look; bindkey '^G' look; unsetopt beep"
        else:
            yield "promisectl completion fish | source"
            yield f"bind \\cg 'commandline > {out}'"

    def type(self, text, tabs=1):
        """Return the line after `text` and the tabulator; what was shown meanwhile is in `seen`."""
        self.out.unlink(missing_ok=True)
        self.child.send("\x15" + text)
        self.child.send("\t" * tabs)
        for _ in range(120):
            self._drain(0.05)
            self.child.send("\x07")
            self._drain(0.05)
            line = self.out.read_text().rstrip("\n") if self.out.exists() else ""
            if line and line != text.rstrip("\t"):
                return line
            if tabs > 1 and line and len(self.seen) > 200:
                return line
        return line

    def _drain(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.seen += self.child.read_nonblocking(65536, timeout=seconds)
            except pexpect.TIMEOUT:
                return


@pytest.fixture(params=SHELLS)
def shell(here, request):
    shell = Shell(here, request.param)
    yield shell
    shell.child.close(force=True)
    assert not list(here.folder.rglob("pwned")), "a name was run"


COMPLETED = [
    ("promisectl hando", "promisectl handover "),
    ("promisectl person for", "promisectl person forget "),
    ("promisectl deliver clm-k7", "promisectl deliver clm-k7m2x9qd "),
    ("promisectl deliver k8n", "promisectl deliver k8n3y0re "),
    ("promisectl accept clm-k7m2x9qd k8", "promisectl accept clm-k7m2x9qd k8n3y0re "),
    ("promisectl request di", "promisectl request diego "),
    ("promisectl show clm-k7m2x9qd --form", "promisectl show clm-k7m2x9qd --format "),
    ("promisectl list --format mark", "promisectl list --format markdown "),
    ("promisectl list --format=mark", "promisectl list --format=markdown "),
    ("promisectl list @mi", "promisectl list @mine "),
    ("promisectl list performer:di", "promisectl list performer:diego "),
    ("promisectl list state:promised,decl", "promisectl list state:promised,declined "),
    ("promisectl list --ledger cl", "promisectl list --ledger claims "),
    ("promisectl warn clm-k7m2x9qd --reason stri", "promisectl warn clm-k7m2x9qd --reason strike "),
    ("promisectl show clm-wei", "promisectl show clm-wei2rd34 "),
    ('promisectl list "performer:di', 'promisectl list "performer:diego" '),
    ("promisectl list 'state:promised,decl", "promisectl list 'state:promised,declined' "),
]  # fmt: skip


def test_one_candidate_is_put_on_the_line(shell):
    wrong = [(text, got, want) for text, want in COMPLETED if (got := shell.type(text)) != want]
    assert wrong == []


def test_a_field_of_a_query_waits_for_its_value(shell):
    assert shell.type("promisectl list performer-a") == "promisectl list performer-area:"


def test_names_of_files_are_the_shells(shell):
    assert shell.type("promisectl import jsonl notes").rstrip().replace("'", "").replace("\\", "") in (
        "promisectl import jsonl notes file.txt"
    )


def test_several_ids_are_listed_with_what_they_are_about(shell):
    line = shell.type("promisectl show clm-k", tabs=2)
    assert line.startswith("promisectl show clm-k")
    assert "Inspect the vehicle of claim 88123" in shell.seen
    assert "Call the insured" in shell.seen


def test_what_acts_on_a_terminal_is_shown_as_it_is_written(shell):
    shell.type("promisectl show clm-", tabs=2)
    shell.type("promisectl request ", tabs=2)
    assert "wei2rd34" in shell.seen
    assert "rápido" in shell.seen or "diego" in shell.seen
    assert "\x1b[31mred" not in shell.seen
    assert "\x1b[31m $(" not in shell.seen


# What is asked of the program itself


def test_agree_is_offered_what_may_be_agreed_to(run):
    run.requested("Asked for", "clm-req2d3f4")
    run("promise ana 'Offered' 2026-03-10 -c done --by diego --id clm-off3g4h5")
    run.promised("Agreed", "clm-agr3g4h5")
    run.delivered("Delivered", "clm-del4j5k6")
    for number, answer in enumerate(
        ("note {} x --by ana", "agree {} --by ana", "decline {} --by ana", "withdraw {} --by diego")
    ):
        id_ = f"clm-ren{number}n7p8"
        run.promised("Renegotiated", id_)
        run(f"renegotiate {id_} 2026-03-18 --reason supplier --by diego")
        run(answer.format(id_))
    run.promised("Handed on", "clm-eva2d3f4")
    run("renegotiate clm-eva2d3f4 --performer eva --reason capacity --by diego")
    run("agree clm-eva2d3f4 --by ana")
    run.requested("Countered", "clm-cou2d3f4")
    run("counter clm-cou2d3f4 2026-03-18 --by diego")
    wanted = {"clm-req2d3f4", "clm-off3g4h5", "clm-ren0n7p8", "clm-eva2d3f4", "clm-cou2d3f4"}
    assert set(asked(run, "agree", "clm-")) == wanted
    assert set(asked(run, "decline", "clm-")) == wanted
    assert len(asked(run, "show", "clm-")) == 10


def test_commands_and_words_below_them_come_with_their_help(here):
    found = asked(here, "")
    assert list(found) == list(ROWS)
    assert found["agree"] == "Say yes to what is asked, offered or proposed"
    assert asked(here, "agre", PROMISECTL_LANG="es")["agree"].startswith("Acuerda lo que")
    assert set(asked(here, "person", "")) == {"list", "add", "left", "move", "rename", "forget"}
    assert asked(here, "--by", "ana", "agre") == {"agree": "Say yes to what is asked, offered or proposed"}


def test_options_are_those_of_the_command(here):
    found = asked(here, "handover", "--")
    assert {"--where", "--yes", "--reason", "--dry-run", "--help"} <= set(found)
    assert "--for" not in found
    assert found["--yes"].startswith("Say it without asking")
    assert "--as-of" in asked(here, "-")
    assert set(asked(here, "list", "--format", "")) == {"text", "json", "json-lines", "csv", "markdown"}
    assert set(asked(here, "show", "k7m", "--format", "")) == {"text", "json", "markdown"}
    assert set(asked(here, "completion", "")) == {"bash", "zsh", "fish"}
    assert "PC304" in asked(here, "rule", "pc30")
    assert "priority" in asked(here, "set", "k7m", "pri")
    assert "condition.text" in asked(here, "redact", "k7m", "1", "cond")
    assert "json" in asked(here, "check", "--format", "")


def test_ids_people_and_queries_are_alive(here):
    ids = asked(here, "show", "")
    assert ids == {
        "clm-k7m2x9qd": "Inspect the vehicle of claim 88123",
        "clm-k8n3y0re": "Call the insured",
        "clm-wei2rd34": ids["clm-wei2rd34"],
        "wrk-zzz2345x": "Order the parts",
    }
    assert "\x1b" not in ids["clm-wei2rd34"]
    assert asked(here, "handover", "ana", "e") == {"eva": ""}
    assert asked(here, "request", "").keys() == {"ana", "diego", "eva"}
    assert "\x1b" not in asked(here, "request", "")["diego"]
    assert asked(here, "list", "@") == {"@mine": "person:me"}
    assert asked(here, "person", "move", "ana", "") == {"claims": "Claims"}
    assert asked(here, "warn", "k7m", "-r", "stri") == {"strike": "Strike at the port"}
    assert asked(here, "--root", str(here.folder), "show", "wrk", cwd="/") == {"wrk-zzz2345x": "Order the parts"}
    assert asked(here, "show", "", "--ledger", "nothere") is not None
    assert asked(here, "show", "--ledger", "nothere", "") == {}
    assert asked(here, "request", "diego", "") == {}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("what: plain words # a comment", "plain words"),
        ("what: 'it''s quoted'", "it's quoted"),
        ('what: "a \\"double\\" one"', 'a "double" one'),
        ("what: >-\n  on two\n  lines", "on two lines"),
        ("what: |\n  a block", "a block"),
        ("what: words that\n  go on", "words that go on"),
        ("what: {redacted: {by: ana, at: 2026-03-02, sha256: ab}}", "[redacted]"),
        ("customer: ana", ""),
    ],
)
def test_what_a_promise_is_about_is_seen_at_a_glance(here, written, told):
    here.write("ledgers/claims/glance-1.yaml", f"id: glance-1\n{written}\nstate: promised\n")
    assert asked(here, "show", "glance") == {"glance-1": told}


def test_more_than_fifty_ids_come_without_what_they_are_about(here):
    for number in range(60):
        here.write(f"ledgers/claims/many-{number:03}.yaml", "what: one of many\n")
    assert set(asked(here, "show", "many").values()) == {""}
    assert set(asked(here, "show", "many-00").values()) == {"one of many"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_file_holds_nobody_up(here):
    os.mkfifo(here.folder / "ledgers" / "claims" / "pip-e1.yaml")
    (here.folder / "ledgers" / "claims" / "lin-k1.yaml").symlink_to("/etc/passwd")
    assert asked(here, "show", "pip") == {"pip-e1": ""}
    assert asked(here, "show", "lin") == {"lin-k1": ""}


@pytest.mark.parametrize("spoil", ["promisectl.yaml", "ledgers/people.yaml"])
def test_files_that_cannot_be_read_are_no_reason_to_speak(here, spoil):
    here.write(spoil, "people: [\n")
    before = here.tree()
    asked(here, "request", "")
    asked(here, "show", "")
    asked(here, "list", "@")
    assert here.tree() == before


def test_outside_a_workspace_the_language_is_still_completed(nowhere):
    assert "agree" in asked(nowhere, "agr")
    assert asked(nowhere, "show", "") == {}
    assert "capacity" in asked(nowhere, "warn", "x", "--reason", "cap")


def test_nonsense_is_answered_with_nothing(nowhere):
    for words in ((), ("nosuch", ""), ("nosuch", "--"), ("show", "--nosuch", "x", "--"), ("--", "--")):
        asked(nowhere, *words)
    for arguments in ([], ["bash"], ["bash", "promisectl"], ["tcsh"]):
        done = subprocess.run(
            [sys.executable, "-m", "promisectl", "__complete", *arguments], capture_output=True, check=True,
            env=nowhere.variables({}) | {"PYTHONPATH": str(SOURCE)},
        )  # fmt: skip
        assert done.stderr == b""


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("promisectl ", ["promisectl", ""], ""),
        ("promisectl  list 'a b'", ["promisectl", "list", "a b"], ""),
        ('promisectl list "performer:di', ["promisectl", "list", "performer:di"], '"'),
        ("promisectl note k7m it\\'s\\ so", ["promisectl", "note", "k7m", "it's so"], ""),
        ("promisectl 'x", ["promisectl", "x"], "'"),
        ('p "a \\" b', ["p", 'a \\" b'], '"'),
        ("p a\\", ["p", "a"], ""),
    ],
)
def test_a_line_is_split_as_a_shell_would(line, words, quote):
    assert split(line) == (words, quote)


def test_completing_imports_nothing_heavy_and_runs_no_git(here):
    look = (
        "import sys; sys.argv=['promisectl','__complete','zsh','--','show','']\n"
        "import promisectl.cli.main as m, subprocess\n"
        "subprocess.Popen = None\n"
        "code = m.run(sys.argv[1:])\n"
        "heavy = {'typer', 'click', 'pydantic', 'rich', 'ryml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look + "open('../fine', 'w')"], cwd=here.folder, capture_output=True, check=False,
        env=here.variables({}) | {"PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert (here.folder.parent / "fine").exists(), done


def test_the_scripts_say_how_to_install_them(run):
    for shell in ("bash", "zsh", "fish"):
        assert f"promisectl completion {shell}" in "\n".join(run(f"completion {shell}").lines[:4])
    assert "use one of: bash, zsh, fish" in run("completion tcsh", code=2).err


def test_the_shared_options_are_completed_before_a_command(run):
    found = set(asked(run, "--"))
    assert found >= {f"--{name.replace('_', '-')}" for name in LOOK}


def test_goals_are_completed_with_what_they_are_about(here):
    here.write(
        "ledgers/objectives.yaml",
        f"objectives:\n  fast-claims:\n    text: {BEST}\n    owner: ana\n    period: 2026-Q1\n"
        "    key-results: {kr-nps: {text: NPS, start: 16, target: 38}}\n"
        "kpis: {fcr: {text: first contact resolution, owner: ana, band: [75, 100]}}\n",
    )
    measured = {"kr-nps": "NPS", "fcr": "first contact resolution"}
    assert asked(here, "goal", "checkin", "") == measured
    assert asked(here, "request", "diego", "x", "--serves", "") == measured | {"fast-claims": BEST}
