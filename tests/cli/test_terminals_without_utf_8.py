"""Where the terminal or the pipe lacks a letter a stand-in is shown; nothing fails, and files are UTF-8 all the same."""

import json
import subprocess

import pytest
from warm import warm_program

from .program import words

ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "the-C-locale": {"LANG": "", "LC_ALL": "C"},
    "the-C-locale-and-nothing-else": {"LANG": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
LINES = (
    "show k7m", "list", "report", "check", "help", "help dates", "--help", "show --help", "schema --help", "status",
    "next k7m", "log", "due", "inbox", "doctor", "rule PC301", "report fulfilment", "report fulfilment --format markdown",
    "list --format csv", "list --format markdown", "show k7m --plain", "check --format github", "show zz9",
    "agree k7m --by diego --dry-run", "completion bash", "--lang es show k7m", "--lang es help", "--lang es check",
)  # fmt: skip
JSON_LINES = (
    "list --format json", "show k7m --format json", "check --format json", "check --format sarif",
    "check --format gitlab", "check --format rdjson", "schema promise", "show zz9 --format json", "export jsonl",
)  # fmt: skip


# Both C locales come to the same streams as `ascii` and UTF-8 do, which all lines are tried with.
SOME = {"the-C-locale": LINES[::3], "the-C-locale-and-nothing-else": LINES[1::3]}
MARKS = (rb"\u2026", rb"\u2013", rb"\u201c", rb"\u2192", rb"\xb7", rb"\u25")


@pytest.fixture
def letters(run):
    """A promise whose title has letters that ASCII lacks, and one that Latin-1 lacks."""
    run.requested("número ✓ “x”")
    return run


def printed(run, line, environment):
    """Return the exit code and the bytes of both streams of the program, begun by an interpreter in this locale."""
    done = subprocess.run(
        [warm_program(environment), *words(line)],
        cwd=run.folder,
        env=run.variables(environment),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_command_fails_for_a_letter_that_the_terminal_lacks(letters, encoding):
    for line in SOME.get(encoding, LINES):
        code, out, err = printed(letters, line, ENCODINGS[encoding])
        assert code <= 2, (line, err)
        assert b"Traceback" not in err + out, line
        if encoding == "ascii":
            assert (out + err).isascii(), line
            assert not [mark for mark in MARKS if mark in out + err], f"a mark of the program's own: {line}"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_reads_as_the_same_values_whatever_the_terminal(letters, encoding):
    for line in JSON_LINES:
        _, out, err = printed(letters, line, ENCODINGS[encoding])
        told = out.decode("latin-1" if encoding == "latin-1" else "utf-8")
        assert [json.loads(told)] if line != "export jsonl" else [json.loads(row) for row in told.splitlines()], (
            line,
            err,
        )
    listed = json.loads(printed(letters, "list --format json", ENCODINGS[encoding])[1])
    assert listed["promises"][0]["what"] == "número ✓ “x”"


def test_what_is_drawn_in_a_sentence_has_a_stand_in_too(shop):
    for screen in ("report", "report network", "board", "plan k7m"):
        _, out, _ = printed(shop, screen, ENCODINGS["ascii"])
        assert not [mark for mark in MARKS if mark in out], (screen, out)
    assert b"kept, by month  2026-" in printed(shop, "report", ENCODINGS["ascii"])[1]


def test_what_cannot_be_printed_is_shown_by_a_stand_in(letters):
    _, out, _ = printed(letters, "show k7m", ENCODINGS["ascii"])
    assert rb'n\xfamero \u2713 "x"' in out
    _, out, _ = printed(letters, "show k7m", ENCODINGS["latin-1"])
    assert "número ".encode("latin-1") + rb'\u2713 "x"' in out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "the-C-locale"])
def test_files_are_utf_8_whatever_the_locale(run, encoding):
    code, _, err = printed(run, "request diego 'número ✓' fri -c señal --id clm-k7m2x9qd", ENCODINGS[encoding])
    assert code == 0, err
    assert "what: número ✓\n" in run.promise()
    assert printed(run, "person add oña --name 'Oña ✓'", ENCODINGS[encoding])[0] <= 2
    code, _, err = printed(run, "export jsonl --output all.jsonl", ENCODINGS[encoding])
    assert code == 0, err
    assert "número ✓" in run.read("all.jsonl")
