"""Somebody who is wrong forty times in a row, at a terminal, in both languages.

After each mistake nothing is half done, no bug is reported, and the screen shows what leads to the way out: the word,
the option or the command that is typed next.
"""

from __future__ import annotations

import re
import resource
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest
from cli.program import SOURCE, Program
from terminals import ends, starts
from warm import warm_program

PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com]}
  diego: {name: Diego Soto, emails: [diego@example.com]}
  eva: {name: Eva Lara}
"""
_STYLE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Person:
    """Somebody at a terminal, who answers what is asked; `screen` is what the last command left there."""

    def __init__(self, run: Program, language: str) -> None:
        self.run, self.language = run, language
        self.screen = ""
        self.more: dict[str, str] = {}

    def types(self, line: str, *answers: str, code: int = 0, limit: Callable[[], None] | None = None) -> None:
        """Type a command, and each answer as soon as something is asked for."""
        child = self.starts(line, limit)
        seen = ""
        for answer in answers:
            child.expect(r"[?:\]] \Z")
            seen += child.before + child.after
            child.sendline(answer)
        seen += ends(child)
        self.screen = _STYLE.sub("", seen).replace("\r\n", "\n")
        told = f"{line}\nexit {child.exitstatus}\n{self.screen}"
        assert child.exitstatus == code, told
        assert "Traceback" not in told, told
        assert "PROMISECTL_TRACEBACK" not in told, told

    def starts(self, line: str, limit: Callable[[], None] | None = None) -> pexpect.spawn:
        """Start a command, and leave it there; one with a limit is a process of its own from the beginning."""
        words = [warm_program(), *shlex.split(line)[1:]]
        variables = {"TERM": "xterm", "PROMISECTL_LANG": self.language, "PROMISECTL_PAGER": "cat", **self.more}
        if limit is not None:
            words[:1] = [sys.executable, "-m", "promisectl"]
            variables["PYTHONPATH"] = str(SOURCE)
        environment = self.run.variables(variables)
        child = starts(words, self.run.folder, environment, columns=100, limit=limit)
        child.delaybeforesend = None  # the whole question is waited for
        return child

    def does(self, line: str, *answers: str) -> None:
        """Do what gets them out: a command of ours, or of git."""
        if line.startswith("git "):
            self.run.git(*shlex.split(line)[1:])
        else:
            self.types(line, *answers)


@dataclass(frozen=True)
class Mistake:
    """What was typed, wrongly; what the screen shows in either language; the way out. Then the exit code, and answers."""

    line: str
    shows: str
    out: str
    code: int = 2
    answers: tuple[str, ...] = ()


MISTAKES = (
    # Whom, what, when.
    Mistake("promisectl request digo Inspect fri", "`diego`", "promisectl request diego Inspect fri --id clm-1"),
    Mistake("promisectl request diego Oil 3/4/2026", "2026-04-03", "promisectl request diego Oil 2026-04-03"),
    Mistake("promisectl request diego Oil soonish", "+3d", "promisectl request diego Oil +3d"),
    Mistake("promisectl request", "`nobody`", "promisectl list", 0, ("nobody", "diego", "Oil", "32 nov", "fri")),
    Mistake(
        "promisectl request diego Wash 2025-03-06 --id clm-wash", "2026-03-06?", "promisectl list", 0, ("2026-03-06",)
    ),
    Mistake("promisectl request diego", "88123", "promisectl request diego Paint fri", 2, ("",)),
    Mistake(
        "promisectl request diego Oil fri --ledger clams", "claims", "promisectl request diego Oil fri --ledger claims"
    ),
    Mistake(
        "promisectl request diego Oil fri --id Oil",
        "clm-2026-0042",
        "promisectl request diego Oil fri --id clm-2026-0042",
    ),
    Mistake(
        "promisectl request diego Dry fri --id clm-wash",
        "clm-wash.yaml",
        "promisectl request diego Dry fri --id clm-dry",
    ),
    # Commands, options, ids, queries.
    Mistake("promisectl stauts", "`status`", "promisectl status"),
    Mistake("promisectl area ad west", "`add`", "promisectl area add west"),
    Mistake("promisectl list --formt json", "`--format`", "promisectl list --format json"),
    Mistake("promisectl list --format xml", "csv", "promisectl list --format csv"),
    Mistake("promisectl show clm-wahs", "`clm-wash`", "promisectl show clm-wash"),
    Mistake("promisectl show clm", "clm-1 Inspect", "promisectl show clm-1"),
    Mistake("promisectl overdue anna", "`ana`", "promisectl overdue ana"),
    Mistake("promisectl list state:promisd", "`promised`", "promisectl list state:promised"),
    Mistake("promisectl list wash", "`text:wash`", "promisectl list text:wash"),
    Mistake("promisectl list '(state:promised'", "^", "promisectl list '(state:promised)'"),
    Mistake("promisectl report fulfilment --by aera", "`area`", "promisectl report fulfilment --by area"),
    Mistake("promisectl rule PC999", "`PC609`", "promisectl rule PC609"),
    # Out of order, not one's own.
    Mistake("promisectl agree clm-1", "(diego)", "promisectl agree clm-1 --by diego", 1),
    Mistake("promisectl counter clm-1 thu", "`renegotiate`", "promisectl renegotiate clm-1 thu --reason capacity", 1),
    Mistake("promisectl agree clm-1 --by eva", "--for diego", "promisectl agree clm-1 --for diego --via phone", 1),
    Mistake("promisectl accept clm-1", "--delivered-on", "promisectl accept clm-1 --delivered-on today", 1),
    Mistake("promisectl deliver clm-1 --by diego", "`follows:`", "promisectl request diego Oil fri --follows clm-1", 1),
    Mistake("promisectl deliver clm-wash --by diego", "`agree`", "promisectl agree clm-wash --by diego", 1),
    Mistake(
        "promisectl fail clm-2 -r forgotten", "renegotiate", "promisectl renegotiate clm-2 mon -r customer-change", 1
    ),
    Mistake("promisectl warn clm-wash --by diego", "capacity", "promisectl list", 0, ("lazyness", "capacity")),
    Mistake(
        "promisectl warn clm-wash -r lazyness --by diego", "capacity", "promisectl warn clm-wash -r capacity --by diego"
    ),
    Mistake("promisectl revoke clm-wash -r capacity --by diego", "[y/N]", "promisectl show clm-wash", 1, ("n",)),
    Mistake(
        "promisectl reject clm-wash -u x", "renegotiate", "promisectl renegotiate clm-wash mon -r customer-change", 1
    ),
    Mistake("promisectl deliver clm-wash -e photo", "(diego)", "promisectl deliver clm-wash -e photo --by diego", 1),
    Mistake(
        "promisectl revoke clm-wash -r data --by diego",
        "`accept`",
        "promisectl accept clm-wash --partial 0.8 -r quality",
        1,
    ),
    # Files and registers.
    Mistake(
        "promisectl set clm-2 due fri",
        "`promisectl renegotiate`",
        "promisectl renegotiate clm-2 tue -r data --by diego",
    ),
    Mistake("promisectl set clm-2 prority 1", "`priority`", "promisectl set clm-2 priority 1"),
    Mistake("promisectl open nowhere.yaml", "ledgers/", "promisectl open ledgers/claims/clm-draft.yaml"),
    Mistake("promisectl person add 'Luis Pino'", "`luis-pino`", "promisectl person add luis-pino"),
    Mistake("promisectl request diego Oil fri --service wahsing", "services.yaml", "promisectl service list"),
    Mistake("promisectl import jsonl broken.jsonl", "column 26", "promisectl import jsonl good.jsonl"),
    # Git.
    Mistake("promisectl check --base mian", "`mian`", "promisectl check --base main"),
    Mistake("promisectl undo clm-old", "`promisectl next clm-old`", "promisectl next clm-old", 1),
)


@pytest.fixture(params=["en", "es"])
def person(request: pytest.FixtureRequest, tmp_path: Path) -> Person:
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    run = Program(folder.resolve(), home)
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    run.write("ledgers/people.yaml", PEOPLE)
    (folder / "ledgers" / "claims").mkdir()
    run.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    run.promised("Inspect the van", "clm-2")
    run.promised("Inspect the bus", "clm-old")
    run.write("ledgers/claims/clm-draft.yaml", "what: Wax it\ncustomer: ana\nperformer: diego\ndue: 2026-03-06\n")
    run.write("broken.jsonl", '{"id": "clm-77", "what": }\n')
    good = '{"id": "clm-77", "what": "Tow it", "customer": "ana", "performer": "diego", "due": "2026-03-06"}\n'
    run.write("good.jsonl", good)
    run.git("init", "--quiet", "--initial-branch", "main")
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "all")
    return Person(run, request.param)


def test_each_of_forty_mistakes_in_a_row_is_told_and_got_out_of(person: Person) -> None:
    assert len(MISTAKES) >= 40
    for mistake in MISTAKES:
        before = person.run.tree()
        person.types(mistake.line, *mistake.answers, code=mistake.code)
        shown = " ".join(person.screen.split())
        assert mistake.shows in shown, f"{mistake.line}\n{person.screen}"
        assert mistake.code == 0 or person.run.tree() == before, f"{mistake.line}: something was written"
        person.does(mistake.out)
    person.types("promisectl check")


def test_a_full_disk_leaves_everything_as_it_was(person: Person) -> None:
    before = person.run.tree()
    person.types("promisectl note clm-2 'a long story'", code=2, limit=no_room)
    assert person.run.tree() == before
    person.types("promisectl note clm-2 'a long story'")
    assert "a long story" in person.run.promise("clm-2")


def no_room() -> None:
    """From here on no file can grow, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_what_another_terminal_wrote_meanwhile_is_not_written_over(person: Person) -> None:
    asked = person.starts("promisectl revoke clm-2 -r capacity --by diego")
    asked.expect_exact("[y/N]")
    person.types("promisectl note clm-2 'wait, the part is here'")
    asked.sendline("y")
    ends(asked)
    assert asked.exitstatus == 4
    assert "the part is here" in person.run.promise("clm-2")
    assert "act: revoke" not in person.run.promise("clm-2")
    person.types("promisectl revoke clm-2 -r capacity --by diego", "y")


def test_a_file_that_was_lost_comes_back_from_git(person: Person) -> None:
    path = person.run.folder / "ledgers/claims/clm-2.yaml"
    path.unlink()
    person.types("promisectl show clm-2", code=2)
    assert "git restore ledgers/claims/clm-2.yaml" in " ".join(person.screen.split())
    person.does("git restore ledgers/claims/clm-2.yaml")
    person.types("promisectl show clm-2")


def test_nobody_known_is_told_how_to_be_known(person: Person) -> None:
    person.more = {"LOGNAME": "somebody", "HOME": str(person.run.folder.parent)}
    person.types("promisectl note clm-2 hello", code=2)
    assert "--by" in person.screen
    person.types("promisectl note clm-2 hello --by ana")
