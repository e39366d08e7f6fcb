"""Every screen in a real terminal, narrow and wide, in both languages: nothing runs over the edge, columns align."""

from __future__ import annotations

import re
import sys
from collections import Counter

import pytest
from rich.cells import cell_len
from terminals import ends, starts
from warm import warm_program

from .program import SOURCE
from .scenes import tell

WIDTHS = (50, 80, 120, 200)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
BREAK = "=-=-= screen: "
TITLES = {
    "clm-k7m2x9qd": "Inspect the vehicle of claim 88123",
    "clm-wide2222": "車両88123の点検と見積もりの作成、写真八枚を添えて保険会社へ送付すること",
    "clm-emoji333": "Ship the 🎉 release 👩‍🔧 with notes 🇨🇱 and a very good changelog for everybody",
    "clm-marks444": "Re\u0301sume\u0301 of the expe\u0301rience: a\u0300 revoir avec l'e\u0301quipe entie\u0300re du garage",
    "clm-long5555": "Unbrechbar" + "straßenverkehrsordnung" * 6,
    "clm-markup66": "[bold]not markup[/bold] :smile: and [link=https://x.example]no link[/link]",
}
OBJECTIVES = """\
objectives:
  wide: {{text: "{1}", owner: ana, period: 2026}}
  marks:
    text: "{3}"
    owner: diego
    period: 2026-Q1
    parent: wide
    hypothesis: "{5}"
    key-results:
      kr-wide: {{text: "{1}", unit: "車両", start: 16, target: 38}}
      kr-emoji: {{text: "{2}", unit: "🚚", target: 100, kind: keep}}
      kr-long: {{text: "{4}", start: 10, target: 8}}
    check-ins:
    - {{kr: kr-wide, at: 2026-03-08, by: ana, value: 18, confidence: 3, note: "{5}"}}
    - {{kr: kr-long, at: 2026-03-01, by: diego, value: 9.2}}
kpis:
  fcr: {{text: "{0}", owner: diego, unit: "%", band: [75, 100], check-ins: [{{at: 2026-03-02, value: 71}}]}}
  calls: {{text: "{4}", owner: eva, band: [0, 400], plan: [clm-k7m2x9qd]}}
"""
SCREENS = (
    "list", "list --all", "due", "overdue all", "inbox all", "status --by ana", "status --by eva", "log", "rule", "rule PC304",
    "show k7m", "show wid", "show emo", "show marks", "show lon", "next k7m", "report fulfilment", "doctor", "overdue eva",
    "report fulfilment --by customer,performer", "check --fail-on never", "service list",
)  # fmt: skip
RUNNER = """
import shlex, sys
from promisectl.cli.main import run
for line in sys.argv[1:]:
    print(%r + line)
    run(shlex.split(line))
    sys.stdout.flush()
""" % (BREAK,)  # noqa: UP031 - the text is a program, with braces of its own


@pytest.fixture
def walked(run):
    """A workspace of titles that are hard to show."""
    for id_, what in TITLES.items():
        run(["request", "diego", what, "2026-03-06", "-c", what, "--id", id_])
        run(f"agree {id_} --by diego")
    run.write("ledgers/objectives.yaml", OBJECTIVES.format(*TITLES.values()))
    run("warn k7m --reason supplier --forecast 2026-03-12 -n 'lift out of order until Tuesday' --by diego")
    run("renegotiate wid 2026-03-16 --reason supplier --by diego")
    run("renegotiate wid 2026-03-18 --reason supplier --by diego")
    run(["deliver", "emo", "-e", TITLES["clm-emoji333"], "--by", "diego"])
    run.now = "2026-03-09T09:00:00-03:00"
    return run


def screens(run, width, language, **more):
    """Return the lines of every screen on a terminal of a width."""
    variables = {"PYTHONPATH": str(SOURCE), "TERM": "xterm-256color", "PROMISECTL_PAGER": "cat", **more}
    environment = run.variables({**variables, "PROMISECTL_LANG": language})
    words = [sys.executable, "-c", RUNNER, *SCREENS]
    child = starts(words, run.folder, environment, rows=60, columns=width, timeout=120)
    shown = STYLE.sub("", ends(child)).replace("\r\n", "\n")
    assert "Traceback" not in shown and "a bug" not in shown, shown
    parts = shown.split(BREAK)[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].rstrip("\n").split("\n") for part in parts}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_any_screen_is_wider_than_the_terminal(walked, width, language):
    found = screens(walked, width, language)
    assert set(found) == set(SCREENS)
    for screen, lines in found.items():
        if screen.startswith("check"):  # an excerpt of a file is cut around its caret, not at the edge
            continue
        for line in lines:
            assert cell_len(line) <= width, (screen, line)


@pytest.mark.parametrize("width", WIDTHS)
def test_titles_are_whole_and_columns_align(walked, width):
    lines = screens(walked, width, "en")["list"]
    letters = Counter("".join(lines[1:]))
    del letters[" "]
    assert "…" not in letters
    assert not Counter("".join("".join(TITLES.values()).split())) - letters
    starts = {cell_len(line[: match.start()]) for line in lines[1:] if (match := re.search(r"Fri 03-06", line))}
    if width >= 120:
        assert len(starts) == 1


def test_marks_are_ascii_where_ascii_is_asked_for(walked):
    found = screens(walked, 80, "en", PROMISECTL_ASCII="1")
    own = "".join(line for screen in ("report fulfilment", "status --by ana") for line in found[screen])
    assert not set(own) & set("●├┤─█▌·…")


def test_a_list_longer_than_the_terminal_goes_through_the_pager(walked):
    def seen(line, **more):
        environment = walked.variables({"TERM": "xterm-256color", **more})
        child = starts([warm_program(), *line.split()], walked.folder, environment, rows=10)
        shown = ends(child)
        assert child.exitstatus == 0
        return shown

    paged = "sed s/^/paged:/"
    assert "paged:" in seen("rule", PROMISECTL_PAGER=paged)
    assert "paged:" in seen("rule", PAGER=paged)
    assert "paged:" not in seen("log --no-pager", PROMISECTL_PAGER=paged)
    assert "paged:" not in seen("overdue eva", PROMISECTL_PAGER=paged)
    assert "PC304" in seen("rule", PROMISECTL_PAGER="no-such-pager-anywhere")
    assert "PC304" in seen("rule", PROMISECTL_PAGER="false")
    assert "paged:" not in walked("log", PROMISECTL_PAGER=paged).out


@pytest.mark.parametrize(
    "line", ["list", "show k7m", "next k7m", "log", "report fulfilment", "doctor", "rule", "status"]
)
def test_plain_is_a_field_a_line_everywhere(walked, line):
    for shown in walked(f"{line} --plain").lines:
        assert shown == "" or re.match(r"[\w ,.()'→%-]+: \S", shown), shown


def test_what_a_later_proposal_superseded_is_marked(walked):
    shown = walked("show wid").out
    assert "due: Fri 2026-03-06 -> Mon 2026-03-16 (superseded by diego, Mon 03-02)" in shown
    assert "due: Fri 2026-03-06 -> Wed 2026-03-18\n" in shown


def test_an_empty_list_says_what_is_there_instead(walked):
    assert walked("overdue eva").lines[1:] == ["  nothing is overdue", "  open in all: 6: `promisectl list`"]
    assert "Nothing of yours is open; of others 6: `promisectl list`" in walked("status --by eva").out


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("person add eva2 --name Eva --plain", ["person: eva2"]),
        ("set k7m tags gate --plain", ["promise: clm-k7m2x9qd", "field: tags", "value: gate"]),
        ("fmt --plain", ["changed: ", "left: "]),
        ("pack --plain", ["written: no"]),
        ("ledger new sales --plain", ["ledger: sales", "path: ledgers/sales"]),
    ],
)
def test_what_was_done_is_told_in_fields_where_they_are_wanted(run, line, fields):
    tell(run)
    printed = run(line).lines
    assert set(fields) <= set(printed)
