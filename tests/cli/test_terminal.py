"""A real terminal of 80 columns: what is asked, what is confirmed, and that nothing runs over the edge."""

from __future__ import annotations

import re
import shlex
import unicodedata

import pytest
from terminals import ends, starts
from warm import warm_program

COLUMNS = 80
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """Somebody at a terminal: types a line, answers what is asked, reads the screen."""

    def __init__(self, run, language):
        self.run = run
        self.variables = {"TERM": "xterm-256color", "PROMISECTL_LANG": language}
        self.variables["PROMISECTL_PAGER"] = "cat"

    def __call__(self, line, *answers, code=0, fits=True):
        words = [warm_program(), *shlex.split(line)]
        child = starts(words, self.run.folder, self.run.variables(self.variables), rows=24, columns=COLUMNS)
        seen = ""
        for question, answer in answers:
            child.expect_exact(question)
            seen += child.before + child.after
            child.sendline(answer)
        seen += ends(child)
        assert child.exitstatus == code, f"{line}\n{seen}"
        assert "Traceback" not in seen
        lines = _STYLE.sub("", seen).replace("\r\n", "\n").rstrip("\n").split("\n")
        for shown in lines:
            assert not fits or columns(shown) <= COLUMNS, f"{line}\n{shown}"
        return lines


def columns(text):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@pytest.fixture(params=["en", "es"])
def terminal(run, request):
    return Terminal(run, request.param)


WHAT = "Inspect the vehicle of claim 88123"
WHEN = {"en": "By when?", "es": "¿Para cuándo?"}
WHY = {"en": "left, other:", "es": "salida, otra:"}
SUPPLIER = {"en": "supplier", "es": "proveedor"}
CONVERSATION = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
customer: ana
performer: diego
due: 2026-03-11
criteria:
- report with 8 photos
- estimate signed by the insured
state: accepted
history:
- act: request
  by: ana
  at: 2026-03-02T09:00:00-03:00
  terms:
    what: Inspect the vehicle of claim 88123
    performer: diego
    due: 2026-03-06
    criteria: [report with 8 photos, estimate signed by the insured]
- act: counter
  by: diego
  at: 2026-03-02T10:00:00-03:00
  terms: {due: 2026-03-09}
- act: agree
  by: ana
  at: 2026-03-02T11:00:00-03:00
- act: warn
  by: diego
  at: 2026-03-03T09:00:00-03:00
  forecast: 2026-03-11
  reason: supplier
  note: lift out of order until Tuesday
- act: renegotiate
  by: diego
  at: 2026-03-03T10:00:00-03:00
  terms: {due: 2026-03-11}
  reason: supplier
- act: agree
  by: ana
  at: 2026-03-03T11:00:00-03:00
  terms: {due: 2026-03-11}
- act: deliver
  by: diego
  at: 2026-03-10T09:00:00-03:00
  evidence: [report 12]
- act: reject
  by: ana
  at: 2026-03-10T10:00:00-03:00
  unmet: [estimate signed by the insured]
  note: the signature is missing
- act: deliver
  by: diego
  at: 2026-03-11T09:00:00-03:00
  evidence: [report 12, signed estimate]
- act: accept
  by: ana
  at: 2026-03-11T10:00:00-03:00
  rating: 5
"""


def test_a_whole_conversation_fits_and_leaves_a_file_worth_reviewing(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    said = {
        "2026-03-02T09": (
            f"request diego '{WHAT}' -c 'report with 8 photos' -c 'estimate signed by the insured' --id clm-k7m2x9qd",
            (WHEN[language], "fri"),
        ),
        "2026-03-02T10": ("counter k7m mon --by diego",),
        "2026-03-02T11": ("agree k7m",),
        "2026-03-03T09": (
            "warn k7m --forecast 2026-03-11 -n 'lift out of order until Tuesday' --by diego",
            (WHY[language], SUPPLIER[language]),
        ),
        "2026-03-03T10": ("renegotiate k7m 2026-03-11 --by diego", (WHY[language], SUPPLIER[language])),
        "2026-03-03T11": ("yes k7m",),
        "2026-03-10T09": ("deliver k7m -e 'report 12' --by diego",),
        "2026-03-10T10": ("reject k7m -u 2 -n 'the signature is missing'",),
        "2026-03-11T09": ("deliver k7m -e 'report 12' -e 'signed estimate' --by diego",),
        "2026-03-11T10": ("accept k7m --rating 5",),
    }
    for hour, words in said.items():
        run.now = f"{hour}:00:00-03:00"
        terminal(*words)
        terminal("show k7m")
    terminal("log")
    assert run.promise() == CONVERSATION


def test_a_day_that_is_missing_is_asked_for(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    terminal("request diego Inspect --id clm-k7m2x9qd", (WHEN[language], "2026-03-06"))
    assert "due: 2026-03-06\n" in run.promise()


def test_a_mistyped_answer_is_asked_for_again(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    whom = {"en": "Whom?", "es": "¿A quién?"}[language]
    what = {"en": "What?", "es": "¿Qué?"}[language]
    answers = [(whom, "diegoo"), (whom, "diego"), (what, "Inspect"), (WHEN[language], "3/4/2026")]
    terminal("request --id clm-k7m2x9qd", *answers, (WHEN[language], "vienes"), (WHEN[language], "fri"))
    assert "what: Inspect\n" in run.promise()
    assert "due: 2026-03-06\n" in run.promise()


def test_the_law_is_asked_before_the_reason_is(run, terminal):
    run("request diego Inspect fri --id clm-k7m2x9qd")
    before = run.tree()
    screen = "\n".join(terminal("revoke k7m --by diego", code=1))
    assert "capacity" not in screen
    assert "capacidad" not in screen
    assert run.tree() == before


def test_a_mistyped_reason_is_asked_for_again(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    run.promised()
    terminal("warn k7m --by diego", (WHY[language], "suplier"), (WHY[language], SUPPLIER[language]))
    assert "reason: supplier\n" in run.promise()


def test_a_due_that_is_past_is_asked_about(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    another = {"en": " day:", "es": " día:"}[language]
    screen = terminal("request diego Inspect 2025-03-06 --id clm-k7m2x9qd", (another, "nunca"), (another, "2026-03-06"))
    assert "2026-03-06?" in "\n".join(screen)
    assert "due: 2026-03-06\n" in run.promise()


def test_a_due_that_is_past_is_kept_where_it_is_meant(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    another = {"en": " day:", "es": " día:"}[language]
    terminal("request diego Inspect 2026-02-27 --id clm-k7m2x9qd", (another, ""))
    assert "due: 2026-02-27\n" in run.promise()
    terminal("request diego Inspect 2026-02-27 --at 2026-02-20 --id clm-2222222b")


def test_no_answer_is_a_missing_option(run, terminal):
    language = terminal.variables["PROMISECTL_LANG"]
    before = run.tree()
    terminal("request diego Inspect", (WHEN[language], ""), code=2)
    assert run.tree() == before


def test_a_program_is_never_asked(run, terminal):
    terminal("request diego Inspect --format json", code=2, fits=False)


@pytest.mark.parametrize("line", ["revoke k7m --reason capacity --by diego", "fail k7m --reason forgotten"])
def test_revoke_and_fail_ask_once(run, terminal, line):
    run.promised()
    run.now = "2026-03-09T10:00:00-03:00"
    before = run.tree()
    terminal(line, ("[y/N]", "n"), code=1)
    terminal(line, ("[y/N]", ""), code=1)
    assert run.tree() == before
    terminal(f"{line} --dry-run")
    assert run.tree() == before
    terminal(line, ("[y/N]", {"en": "y", "es": "sí"}[terminal.variables["PROMISECTL_LANG"]]))
    assert run.tree() != before


def test_long_words_of_a_conversation_are_folded_not_cut(run, terminal):
    long = "Migrate the quotes database of the northern branch to the new server and switch the old one off " * 2
    terminal(f"request diego '{long.strip()}' fri -c '{long.strip()}' --id clm-k7m2x9qd")
    terminal(f"note k7m '{long.strip()}'")
    shown = " ".join(" ".join(terminal("show k7m")).split())
    assert shown.count(" ".join(long.split())) == 4


@pytest.mark.parametrize("look", ["list", "status", "inbox", "next k7m"])
def test_lists_of_what_is_in_trouble_fit_too(run, terminal, look):
    run.promised(WHAT)
    run("warn k7m --reason supplier --by diego")
    run("renegotiate k7m 2026-03-11 --reason supplier --by diego")
    terminal(look)


def test_help_and_doctor_fit_too(run, terminal):
    terminal("--help")
    terminal("request --help")
    terminal("doctor")
    terminal("rule")
    terminal("doctor --root nowhere", code=1)
    terminal("person", code=2)


def test_colours_come_only_where_a_person_reads(run, terminal):
    run.promised()
    run.now = "2026-03-09T10:00:00-03:00"
    assert "\x1b[1;31m" in run("overdue", FORCE_COLOR="1").out
    assert "\x1b" not in run("overdue").out
