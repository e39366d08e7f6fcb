"""Bad input, by name: what is wrong, why, what to do; never a traceback, never half a file."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from promisectl.git.programs import git_available

# Names.


def test_an_unknown_person_is_refused_with_a_suggestion(run):
    before = run.tree()
    assert run("request deigo Inspect fri", code=2).err == (
        "error: nobody here is called `deigo`\n  help: did you mean `diego`?\n"
    )
    assert run("request 'Diego Sotto' Inspect fri", code=2).err.endswith("did you mean `diego`?\n")
    assert run("request zoe Inspect fri", code=2).err.endswith("register the person with `promisectl person add zoe`\n")
    assert run.tree() == before


@pytest.mark.parametrize("option", ["--by zoe", "--for zoe --via phone", "--agreed-by zoe --via phone"])
def test_whoever_speaks_or_is_spoken_for_is_known(run, option):
    assert "nobody here is called `zoe`" in run(f"request diego Inspect fri {option}", code=2).err


def test_a_speaker_nobody_knows_is_told_how_to_be_known(run):
    said = run("request diego Inspect fri", code=2, LOGNAME="root")
    assert said.err == (
        "error: who speaks? Neither PROMISECTL_USER nor git's user.email nor the login name is in people.yaml\n"
        "  help: add `--by HANDLE`, or register yourself with `promisectl person add HANDLE --email …`\n"
    )
    assert run("request diego Inspect fri", LOGNAME="root", PROMISECTL_USER="ana").code == 0
    assert "nobody here is called `zoe`" in run("request diego Inspect fri", code=2, PROMISECTL_USER="zoe").err


def test_an_unknown_id_is_refused_with_a_suggestion(run):
    run.promised()
    assert run("show clm-k7m2x9qe", code=2).err == (
        "error: no promise here is called `clm-k7m2x9qe`\n  help: did you mean `clm-k7m2x9qd`?\n"
    )


def test_an_ambiguous_id_lists_the_candidates_with_what_they_are_about(run):
    run.requested()
    run.requested("Another thing", "clm-k7m9zzzz")
    assert run("agree k7m --by diego", code=2).err == (
        "error: `k7m` could be any of 2 promises\n"
        "  clm-k7m2x9qd  Inspect the vehicle\n"
        "  clm-k7m9zzzz  Another thing\n"
        "  help: write more of the id\n"
    )
    run("agree k7m2 --by diego")


def test_two_letters_are_too_few_for_an_id(run):
    run.requested()
    assert run("show k7", code=2).err.startswith("error: no promise here is called `k7`")
    assert run("show clm-k7").code == 0
    assert run("show K7M2").code == 0


def test_an_id_is_never_used_twice(run):
    run.requested()
    before = run.tree()
    assert run("request diego Else fri --id clm-k7m2x9qd", code=2).err == (
        "error: the id clm-k7m2x9qd is taken by ledgers/claims/clm-k7m2x9qd.yaml\n  help: ids are never reused\n"
    )
    assert run("request diego Else fri --id 'Clm 1'", code=2).err.startswith("error: “Clm 1” cannot be an id")
    assert run.tree() == before


def test_an_unknown_reason_is_refused_with_a_suggestion(run):
    run.promised()
    assert run("cancel k7m --reason capcity", code=2).err == (
        "error: “capcity” is no reason code\n  help: did you mean `capacity`?\n"
    )
    assert "free text goes to --note" in run("cancel k7m --reason 'too much work to do'", code=2).err
    run.write("promisectl.yaml", run.read("promisectl.yaml") + "reasons: {strike: Strike}\n")
    run("cancel k7m --reason strike")


@pytest.mark.parametrize("when", ["someday", "2026-02-30", "31/02/2026", "friday-ish", "2026-13-01", "+3x", ""])
def test_what_is_no_date_is_an_error_never_a_guess(run, when):
    before = run.tree()
    said = run(["request", "diego", "Inspect", "--due", when], code=2)
    assert said.err.startswith("error: ")
    assert run.tree() == before


@pytest.mark.parametrize("length", ["soon", "-3d", "3", "45 days", "3d from tomorrow"])
def test_what_is_no_length_of_time_is_an_error(run, length):
    assert run(["request", "diego", "Inspect", f"--within={length}"], code=2).err == (
        f"error: “{length}” is not a length of time\n  help: write it like 45d, 2bd (business days) or 4bh "
        "(business hours), with `from activation` after it\n"
    )


# Options.


def test_a_missing_day_is_named_where_nobody_can_be_asked(run):
    before = run.tree()
    assert run("request diego Inspect", code=2).err == (
        "error: WHEN (or --due WHEN) is missing\n  help: add it, such as fri or 2026-03-06, or --within 45d\n"
    )
    assert run.tree() == before


@pytest.mark.parametrize(
    ("line", "problem", "help"),
    [
        ("request", "PERSON is missing", "add it, such as ana"),
        ("agree", "the argument ID... is missing", "see `promisectl agree --help`"),
        ("shwo k7m", "there is no command shwo", "did you mean `show`?"),
        ("person ad rosa", "there is no command ad", "did you mean `add`?"),
        ("list --al", "there is no option --al", "did you mean `--all`?"),
        ("show a b", "too many words: b", "see `promisectl show --help`"),
        ("list --format", "the option --format needs a value", "see `promisectl list --help`"),
        ("due --days few", "the option --days needs a whole number", "see `promisectl due --help`"),
        ("accept k7m --partial most", "the option --partial needs a number, such as 0.8", "see `promisectl accept"),
        ("list --format xml", "there is no format `xml` here", "use one of: text, json, json-lines, csv, markdown"),
        ("list --lang de", "--lang asks for “de”, which promisectl does not speak", "use one of: en, es"),
        ("check --fail-on bad", "“bad” is no severity", "use one of: info, warning, error, never"),
        ("check --select bogus", "“BOGUS” is no code, nor the beginning of one", "codes are written like PC304 or PC3"),
        ("list --as-of someday", "“someday” is not a date", "a date is written as"),
        ("note k7m", "TEXT is missing", 'add it, such as "disk arrives Tuesday"'),
    ],
)
def test_wrong_usage_is_named_with_a_remedy_and_exits_with_two(run, line, problem, help):
    run.promised()
    said = run(line, code=2)
    assert said.err.startswith(f"error: {problem}")
    assert f"  help: {help}" in said.err
    assert said.out == ""


def test_wrong_usage_is_named_in_spanish(run):
    assert (
        run("shwo --lang es", code=2).err == ("error: no existe el comando shwo\n  ayuda: ¿quisiste decir `show`?\n")
        or "shwo" in run("shwo --lang es", code=2).err
    )


# The workspace.


def test_without_a_workspace_every_command_says_how_to_make_one(nowhere):
    for line in ("status", "list", "request ana x fri", "check", "show k7m", "person add ana", "export jsonl", "fmt"):
        said = nowhere(line, code=2)
        assert said.err == (
            f"error: there is no workspace here: no promisectl.yaml in {nowhere.folder} or above\n"
            "  help: make one with `promisectl init`, or name one with --root\n"
        )


def test_a_root_without_settings_is_named(nowhere):
    assert nowhere("list --root .", code=2).err.startswith("error: there is no promisectl.yaml in .\n")
    assert nowhere("list", code=2, PROMISECTL_ROOT="/nowhere").err.startswith("error: there is no promisectl.yaml in")


def test_a_workspace_is_found_from_any_folder_of_it(run):
    run.promised()
    run.folder = run.folder / "ledgers" / "claims"
    assert run("list --format json").json["promises"][0]["path"] == "ledgers/claims/clm-k7m2x9qd.yaml"


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("format: 1\ntimezone: Mars/Base\n", "promisectl.yaml:2:11: error[PC108]"),
        ("format: 1\ntimezon: UTC\n", "promisectl.yaml:2:1: error[PC108]"),
        ("", "promisectl.yaml:1:1: error[PC108]"),
        ("timezone: UTC\n", "promisectl.yaml:"),
        ("format: [\n", "promisectl.yaml:"),
    ],
)
def test_settings_that_do_not_hold_are_shown_with_their_place(run, settings, problem):
    run.write("promisectl.yaml", settings)
    for line in ("list", "request diego x fri", "show k7m"):
        assert run(line, code=2).err.startswith(problem)
    assert run("check", code=1).out.startswith(problem)


def test_a_newer_format_is_a_clear_error(run):
    run.write("promisectl.yaml", "format: 2\n")
    for line in ("list", "check", "request diego x fri"):
        assert run(line, code=2).err == (
            "error: this workspace is of format 2; this promisectl knows up to 1\n  help: install a newer promisectl\n"
        )


def test_a_clock_that_is_no_instant_is_named(run):
    run.now = "yesterday"
    assert run("list", code=2).err.startswith("error: PROMISECTL_NOW is “yesterday”, which is no instant\n")


def test_the_clock_may_be_set_to_the_minute_in_an_hour_that_comes_twice_too(run):
    run.write("promisectl.yaml", "format: 1\ntimezone: Africa/Cairo\ndefault-ledger: claims\n")
    run.now = "2026-10-29T23:30+02:00"
    run("request diego 'Oil the lift' +1d --id clm-k7m2x9qd")
    assert "at: 2026-10-29T23:30:00+02:00" in run.promise()


# Files.

CONFLICT = """\
<<<<<<< HEAD
- act: agree
  by: diego
=======
- act: decline
  by: diego
>>>>>>> theirs
"""


def test_conflict_markers_are_shown_and_nothing_is_spoken_into_them(run):
    run.requested()
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", run.promise() + CONFLICT)
    before = run.tree()
    for line in ("agree k7m --by diego", "show k7m", "list"):
        said = run(line, code=2)
        assert "   19 | <<<<<<< HEAD" in said.err
        assert "this is a conflict marker that a merge left here" in said.err
    assert run.tree() == before


@pytest.mark.parametrize("text", ["", "[]\n", "id: clm-k7m2x9qd\n", "what: [\n", "\x00", "id: &a x\n", "a: 1\na: 2\n"])
def test_a_file_that_is_no_promise_takes_no_act(run, text):
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", text)
    before = run.tree()
    for line in ("agree k7m", "show k7m", "undo k7m", "accept k7m", "next k7m"):
        said = run(line, code=2)
        assert "error" in said.err
        assert said.out == ""
    run("check", code=2)
    assert run.tree() == before


def test_a_link_is_no_promise_file(run):
    (run.folder / "ledgers/claims/clm-k7m2x9qd.yaml").symlink_to("/etc/hostname")
    assert run("agree k7m", code=2).err == (
        "error: ledgers/claims/clm-k7m2x9qd.yaml cannot be read: this is not a regular file\n"
        "  help: see why with `promisectl check`\n"
    )
    assert "this is not a regular file" in run("list", code=2).err


def test_a_promise_file_over_one_mebibyte_is_not_read(run):
    run.requested()
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", run.promise() + "# " + "x" * 2**20 + "\n")
    assert "it is larger than 1024 KiB" in run("agree k7m --by diego", code=2).err
    run("list", code=2)


def test_a_draft_is_listed_apart_and_takes_no_act(run):
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", "id: clm-k7m2x9qd\nwhat: Inspect\nperformer: diego\n")
    assert run("agree k7m", code=2).err.startswith("error: clm-k7m2x9qd is a draft")
    one = run("list --format json").json["promises"][0]
    assert (one["state"], one["class"], one["turn"], one["overlays"]) == (None, None, None, ["draft"])


@pytest.fixture
def packed(run):
    """One promise in a pack of settled ones."""
    run.promised()
    text = "---\n" + run.promise()
    (run.folder / "ledgers/claims/clm-k7m2x9qd.yaml").unlink()
    run.write("ledgers/claims/settled/2026-Q1.yaml", text)
    return run


def test_a_packed_promise_is_shown_but_takes_no_act(packed):
    before = packed.tree()
    for line in ("accept k7m", "note k7m hello", "undo k7m", "set k7m tags a"):
        assert packed(line, code=2).err == (
            "error: clm-k7m2x9qd is packed away; a packed promise takes no acts\n"
            "  help: bring it back with `promisectl unpack clm-k7m2x9qd`\n"
        )
    assert packed("show k7m").lines[0].startswith("Inspect the vehicle  ")
    assert packed.tree() == before


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\x7f", "\u202e", "\u2066", "\udcff"])
def test_what_cannot_be_seen_cannot_be_typed_into_a_promise(run, letter):
    run.promised()
    before = run.tree()
    text = f"Inspect{letter}the car"
    for line in (
        ["request", "diego", text, "fri"],
        ["request", "diego", "x", "fri", "-c", text],
        ["request", "diego", "x", "fri", "--tag", text],
        ["note", "k7m", text],
        ["set", "k7m", "notes", text],
        ["person", "add", "rosa", "--name", text],
    ):
        said = run(line, code=2)
        assert "holds a character that cannot be seen" in said.err
        assert letter not in said.err
    assert run.tree() == before


@pytest.mark.parametrize(
    "line",
    [
        ["request", "diego", "", "fri"],
        ["request", "diego", "  ", "fri"],
        ["request", "diego", "x", "fri", "-c", ""],
        ["renegotiate", "k7m", "-c", " ", "--reason", "quality"],
        ["note", "k7m", " "],
        ["deliver", "k7m", "-e", "", "--by", "diego"],
    ],
)
def test_nothing_empty_is_promised(run, line):
    run.promised()
    before = run.tree()
    assert " is empty\n  help: say it in words, or leave it out\n" in run(line, code=2).err
    assert run.tree() == before


def test_only_a_term_that_may_be_missing_is_dropped(run):
    run.requested()
    assert run("counter k7m --drop performer", code=2).err == (
        "error: “performer” is no term that can be dropped\n"
        "  help: use one of: due, within, calendar, criteria, condition, pause-on\n"
    )
    run("counter k7m --drop criteria")
    assert "criteria" not in run.promise().partition("history:")[0]


def test_what_is_not_utf_8_on_the_command_line_is_refused(run):
    said = run.apart([b"request", b"diego", b"caf\xe9", b"fri"], code=2)
    assert "holds a character that cannot be seen" in said.err


def test_a_note_may_have_several_lines(run):
    run.promised()
    run(["note", "k7m", "first\nsecond"])
    assert run("show k7m --format json").json["promise"]["history"][-1]["note"] == "first\nsecond"


def test_a_file_that_changes_while_a_command_runs_is_left_alone(run, monkeypatch):
    run.requested()
    path = run.folder / "ledgers/claims/clm-k7m2x9qd.yaml"
    from promisectl.app.acts import record as speak

    judged = speak.plan_acts

    def slowly(*arguments):
        spoken = judged(*arguments)
        path.write_text(path.read_text() + "# somebody was here\n")
        return spoken

    monkeypatch.setattr(speak, "plan_acts", slowly)
    said = run("agree k7m --by diego", code=4)
    assert said.err == (
        f"error: {path} changed while the command ran; nothing was written\n  help: look at it and say it again\n"
    )
    assert run.promise().endswith("# somebody was here\n")
    assert "act: agree" not in run.promise()


def test_somebody_else_writing_makes_a_command_wait_and_then_give_up(run, monkeypatch):
    import fcntl

    from promisectl.store import files

    run.requested()
    before = run.tree()
    monkeypatch.setattr(files, "WAIT_FOR_LOCK", 0.05)
    handle = os.open(run.folder / "ledgers/claims", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        said = run("agree k7m --by diego", code=4)
    finally:
        os.close(handle)
    assert said.err.startswith("error: somebody else is writing in ")
    assert run.tree() == before


def test_a_folder_that_cannot_be_written_is_named(run, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(run.folder, folder, dirs_exist_ok=True)
        run.folder = Path(folder)
        run.requested()
        run("agree k7m --by diego --dry-run")
        ledger = run.folder / "ledgers" / "claims"
        before = run.tree()
        run.folder.chmod(0o755)
        ledger.chmod(0o555)
        monkeypatch.chdir("/")  # whoever is nobody may not go back into a private folder that holds this checkout
        with somebody_without_power():
            said = run("agree k7m --by diego", code=2)
        ledger.chmod(0o755)
        assert said.err.startswith("error: cannot write ")
        assert said.err.endswith("help: nothing was written; check the permissions and the space of the folder\n")
        assert run.tree() == before


@contextlib.contextmanager
def somebody_without_power():
    """Whoever runs the tests as root is nobody for a moment: root may write anywhere."""
    root = os.geteuid() == 0
    if root:
        os.setegid(65534)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
            os.setegid(0)


# Git.


@pytest.fixture
def no_git(run, tmp_path):
    """The machine has no git program."""
    folder = tmp_path / "programs"
    folder.mkdir()
    run.environment["PATH"] = str(folder)
    return run


def test_without_any_git_program_a_conversation_goes_on(no_git):
    no_git.delivered()
    no_git("accept k7m")
    no_git("list --all")
    no_git("check --ignore PC6")
    assert "git        ok: no git program: acts are written all the same" in no_git("doctor").out


def test_without_any_git_program_undo_and_commit_say_so(no_git):
    no_git.requested()
    before = no_git.tree()
    assert no_git("undo k7m", code=2).err.startswith(
        "error: undo needs git, to know which acts are committed; there is no git program on this machine\n"
    )
    assert no_git("agree k7m --by diego --commit", code=2).err == (
        "error: --commit needs git, and there is no git program on this machine\n"
        "  help: install git, or leave --commit out\n"
    )
    assert no_git.tree() == before


@pytest.mark.skipif(not git_available(), reason="git is not installed")
def test_a_commit_that_git_refuses_says_why_and_that_the_act_is_written(repository):
    run = repository
    run.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'no commits on Mondays' >&2\nexit 1\n")
    (run.folder / ".git/hooks/pre-commit").chmod(0o755)
    said = run("request diego Inspect fri --id clm-k7m2x9qd --commit", code=2)
    assert "no commits on Mondays" in said.err


# Ten thousand.


def test_one_broken_file_among_ten_thousand_is_found_and_nothing_else(run):
    run.promised()
    text = run.promise()
    folder = run.folder / "ledgers" / "claims"
    for number in range(9_999):
        id = f"clm-t{number:07}"
        (folder / f"{id}.yaml").write_text(text.replace("clm-k7m2x9qd", id))
    broken = folder / "clm-t0005000.yaml"
    broken.write_text(broken.read_text().replace("  by: diego\n", "  by: deigo\n"))
    said = run("check --format json --ignore PC3,PC6", code=1).json
    assert {one["path"] for one in said["findings"]} == {"ledgers/claims/clm-t0005000.yaml"}


# Bugs.


@pytest.fixture
def broken_program(run, monkeypatch):
    from promisectl.cli import reading as viewing

    def boom(*_, **__):
        raise RuntimeError("the tail fell off\x1b[2J")

    monkeypatch.setattr(viewing, "read", boom)
    return run


def test_an_unexpected_exception_is_reported_in_two_lines(broken_program):
    said = broken_program("list", code=3)
    assert said.out == ""
    assert said.err == (
        "promisectl: a bug: RuntimeError: the tail fell off\\x1b[2J\n"
        "  please report it with what the same command prints under PROMISECTL_TRACEBACK=1\n"
    )
    assert broken_program("list --lang es", code=3).err.startswith("promisectl: un error del programa: RuntimeError")


def test_a_traceback_is_shown_to_whoever_asks_for_it(broken_program, monkeypatch):
    from . import program

    monkeypatch.setattr(program, "judged", lambda said, code, arguments: said)
    said = broken_program("list", PROMISECTL_TRACEBACK="1")
    assert said.code == 3
    assert "Traceback (most recent call last)" in said.err


def test_whoever_stops_reading_makes_no_noise(run):
    run.promised()
    done = subprocess.run(
        ["sh", "-c", '"$0" -m promisectl schema | true', sys.executable],
        cwd=run.folder,
        env=run.variables({}),
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""


def test_an_interrupted_command_exits_with_130(run, monkeypatch):
    from promisectl.cli import reading as viewing

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(viewing, "read", interrupted)
    run("list", code=130)


# Files that cannot be read.


@pytest.mark.parametrize("line", ["set k7m tags vip", "fmt", "export jsonl", "agree k7m --by diego"])
def test_a_file_that_is_no_file_is_named_and_nothing_is_written(run, line):
    run.requested()
    path = run.folder / "ledgers" / "claims" / "clm-k7m2x9qd.yaml"
    text = path.read_bytes()
    elsewhere = run.folder.parent / "elsewhere.yaml"
    elsewhere.write_bytes(text)
    path.unlink()
    path.symlink_to(elsewhere)
    said = run(line, code=2)
    assert "clm-k7m2x9qd.yaml" in said.err
    assert elsewhere.read_bytes() == text


def test_a_people_file_that_is_no_file_is_named(run):
    people = run.folder / "ledgers" / "people.yaml"
    people.unlink()
    people.mkdir()
    assert "people.yaml" in run("person add eva2", code=2).err


# What is wrong with a value is said by the keys and places a person wrote, never by names inside a library.

INNER = (
    "constrained",
    "function-",
    "tuple[",
    "string_",
    "literal_error",
    "_type",
    "model_",
    "str]",
    "Need",
    "Redacted",
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("set k7m needs 8T33", "no promise here is called `8T33`"),
        ("set k7m weight 11", "`weight`: the number is out of range (≤ 10)"),
        ("set k7m priority high", "`priority`: a whole number is wanted here"),
        ("set k7m layer middle", "`layer`: one of these is wanted here: frontstage, backstage, support"),
        ("set k7m part-of 8T33", "no promise here is called `8T33`"),
    ],
)
def test_a_wrong_value_is_told_by_its_key_and_place(run, line, told):
    run.promised()
    said = run(line, code=2)
    assert told in said.err
    assert not any(name in said.err for name in INNER)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ('"needs": ["8T33"]', "`needs`, entry 1: a promise id is wanted here"),
        ('"needs": [{"id": "clm-a", "lead": "soon"}]', "`needs`, entry 1, `lead`: a number of days is wanted here"),
        ('"needs": [{"lead": "2d"}]', "`needs`, entry 1, `id`: it is missing"),
        ('"condition": {"by": "2026-03-06"}', "`condition`, `text`: it is missing"),
        ('"due": "someday"', "`due`: a day (2026-03-06)"),
        ('"links": [["x"]]', "`links`, entry 1: a text is wanted here"),
        ('"history": [{"act": "agre", "by": "ana", "at": "2026-03-06"}]', "`history`, entry 1, `act`: one of these"),
        ('"history": [{"act": "agree", "by": "ana"}]', "`history`, entry 1, `at`: it is missing"),
        ('"history": [{"act": "agree", "by": "ana", "at": "2026-03-06", "x": "y"}]', "`x`: it is not a field"),
        ('"layer": "middle"', "`layer`: one of these is wanted here: frontstage, backstage, support"),
    ],
)
def test_a_wrong_value_that_is_imported_is_told_by_its_key_and_place(run, field, told):
    run.write("in.jsonl", f'{{"id": "clm-new2m3n4", "what": "x", {field}}}\n')
    said = run("import jsonl in.jsonl --ledger claims", code=2)
    assert told in said.err
    assert not any(name in said.err for name in INNER)


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("list --json", "did you mean `--format json`?"),
        ("overdue --csv", "did you mean `--format csv`?"),
        ("show k7m --jsonn", "see `promisectl show --help`"),
        ("overdue --limit 3", "see `promisectl overdue --help`"),
        ("agree k7m --message hello", "did you mean `--note`?"),
        ("list --sotr due", "did you mean `--sort`?"),
    ],
)
def test_an_option_is_suggested_only_where_it_is_near(run, line, help):
    assert run(line, code=2).err.splitlines()[1] == f"  help: {help}"
