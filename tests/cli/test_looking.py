"""Looking: what people read, what programs read, and what may never reach either.

The scene: Monday 9 March 2026, Ana looks; two promises are overdue, one is delivered, one proposal is open, one
request and one offer are unanswered, one promise is kept.
"""

import csv
import io
import json
import re

import pytest

FORMATS = ("json", "json-lines", "csv", "markdown")


def ids(said):
    return [one["id"][4:7] for one in said.json["promises"]]


# For people.


def test_status_tells_what_you_owe_and_what_is_owed_to_you(shop):
    assert shop("status").out == (
        "Mon 2026-03-09, America/Santiago · ana                       2 overdue of 6 open\n"
        "\n"
        "Owed to you (2)\n"
        "  k7m2  Inspect the vehicle of claim 88123  diego -> ana  Fri 03-06  overdue, 3 d late\n"
        "  ren5  Order the parts                     diego -> ana  Thu 03-12  promised, renegotiating, due-soon\n"
        "        diego proposes due Wed 2026-03-18\n"
        "\n"
        "Waits for your word (2)\n"
        "  del4  Estimate the repair  diego -> ana  Tue 03-10  delivered\n"
        "        ana is asked for a verdict: promisectl accept del4 --by ana\n"
        "  ren5  Order the parts      diego -> ana  Thu 03-12  promised, renegotiating, due-soon\n"
        "        diego proposes due Wed 2026-03-18\n"
        "        ana is asked for an answer: promisectl agree ren5 --by ana\n"
        "\n"
        "Your words that wait for an answer (2)\n"
        "  off3  Train the adjuster              ana -> diego  Mon 03-16  offered\n"
        "  req2  Report the cost of open claims  eva -> ana    Fri 03-20  requested\n"
    )


def test_promisectl_alone_is_status(shop):
    assert shop("").out == shop("status").out


def test_status_in_spanish(shop):
    assert shop("status --by diego --lang es").out == (
        "lun 2026-03-09, America/Santiago · diego                vencidas: 2; abiertas: 6\n"
        "\n"
        "Debes (2)\n"
        "  k7m2  Inspect the vehicle of claim 88123  diego -> ana  vie 03-06  vencida, 3 d de atraso\n"
        "  ren5  Order the parts                     diego -> ana  jue 03-12  acordada, en renegociación, por vencer\n"
        "        diego propone: vencimiento mié 2026-03-18\n"
        "\n"
        "Te deben (1)\n"
        "  9xk4  Migrate the quotes database  eva -> diego  dom 03-08  vencida, 1 d de atraso, en riesgo\n"
        "        avisó el jue 03-05: disk arrives Tuesday; prevé el mié 03-11\n"
        "\n"
        "Espera tu palabra (1)\n"
        "  off3  Train the adjuster  ana -> diego  lun 03-16  ofrecida\n"
        "        diego tiene que responder: promisectl agree off3 --by diego\n"
        "\n"
        "Tus palabras que esperan respuesta (1)\n"
        "  del4  Estimate the repair  diego -> ana  mar 03-10  entregada\n"
    )


def test_status_of_an_empty_workspace_says_what_to_type(run):
    assert "Nothing is open. To ask for something: promisectl request PERSON WHAT WHEN" in run("status").lines


def test_status_without_a_known_person_says_how_to_be_known(shop):
    assert shop("status", LOGNAME="root").lines[-1] == "Who are you? Add --by HANDLE to see what you owe."


def test_status_as_json_has_a_list_for_each_section(shop):
    said = shop("status --format json").json
    assert list(said) == [
        "format_version", "as_of", "person", "you_owe", "waiting_for_you", "owed_to_you", "unanswered", "drafts",
    ]  # fmt: skip
    assert (said["as_of"], said["person"]) == ("2026-03-09", "ana")
    assert [one["id"] for one in said["waiting_for_you"]] == ["clm-del4j5k6", "clm-ren5m6n7"]


def test_overdue_says_who_owes_what_and_what_was_warned(shop):
    assert shop("overdue").out == (
        "Mon 2026-03-09, America/Santiago                             2 overdue of 6 open\n"
        "  k7m2  Inspect the vehicle of claim 88123  diego -> ana  Fri 03-06  3 d late\n"
        "  9xk4  Migrate the quotes database         eva -> diego  Sun 03-08  1 d late\n"
        "        warned Thu 03-05: disk arrives Tuesday; expects Wed 03-11\n"
    )


def test_overdue_and_due_are_of_a_person_of_me_or_of_all(shop):
    assert ids(shop("overdue eva --format json")) == ["9xk"]
    assert ids(shop("overdue me --format json")) == ["k7m"]
    assert ids(shop("overdue all --format json")) == ["k7m", "9xk"]
    assert ids(shop("due me --by diego --format json")) == ["k7m", "9xk", "ren"]
    assert ids(shop("due --days 2 --format json")) == ["k7m", "9xk"]


def test_inbox_is_what_waits_for_your_word_or_somebody_elses(shop):
    said = shop("inbox --format json").json["promises"]
    assert [(one["id"][4:7], one["for"]) for one in said] == [("del", "verdict"), ("ren", "proposal")]
    said = shop("inbox diego --format json").json["promises"]
    assert [(one["id"][4:7], one["for"]) for one in said] == [("off", "answer")]
    assert shop("inbox").lines[1] == "  del4  Estimate the repair  diego -> ana  Tue 03-10  delivered"


def test_show_is_a_conversation_with_the_next_lawful_commands(shop):
    assert shop("show 9xk").out == (
        "Migrate the quotes database                                 as of Mon 2026-03-09\n"
        "clm-9xk4m2pp  eva -> diego  overdue, 1 d late, at-risk\n"
        "due Sun 2026-03-08, 1 d ago\n"
        "it is done when:\n"
        "  - off\n"
        "\n"
        "  Mon 03-02 10:00  eva offered this to diego\n"
        "                   due: Sun 2026-03-08\n"
        "                   criteria: off\n"
        "  Mon 03-02 10:10  diego agreed\n"
        "  Thu 03-05 10:00  eva warned\n"
        "                   reason: supplier\n"
        "                   expects Wed 2026-03-11\n"
        "                   “disk arrives Tuesday”\n"
        "\n"
        "It is eva's turn:\n"
        "  promisectl deliver 9xk4 -e EVIDENCE --by eva\n"
        "  promisectl warn 9xk4 --reason CODE --by eva\n"
        "  promisectl renegotiate 9xk4 --due WHEN --reason CODE --by eva\n"
    )


def test_the_commands_show_proposes_can_be_typed(shop):
    lines = [line.strip() for line in shop("show 9xk").lines if line.startswith("  promisectl")]
    shop(lines[0].removeprefix("promisectl ").replace("EVIDENCE", "done"))


def test_show_as_json_holds_terms_and_history(shop):
    promise = shop("show ren --format json").json["promise"]
    assert promise["terms"]["due"] == "2026-03-12"
    assert [act["act"] for act in promise["history"]] == ["offer", "agree", "renegotiate"]
    assert promise["history"][2]["terms"] == {"due": "2026-03-18"}


def test_next_lists_every_lawful_act_by_whom_and_what_it_needs(shop):
    assert shop("next off").lines == [
        "off3  Train the adjuster: offered",
        "diego may:",
        "  promisectl counter off3 --due WHEN --by diego",
        "  promisectl agree off3 --by diego",
        "  promisectl decline off3 --by diego",
        "ana may:",
        "  promisectl counter off3 --due WHEN --by ana",
        "  promisectl withdraw off3 --by ana",
    ]


def test_the_log_is_what_was_said_the_latest_first(shop):
    assert [line for line in shop("log --limit 3").lines if not line.startswith(" " * 9)] == [
        "Mon 2026-03-09, America/Santiago                  3 of 17 acts, the latest first",
        "  Sun 03-08 12:00  diego  renegotiate  ren5  Order the parts",
        "  Fri 03-06 12:00  diego  deliver      del4  Estimate the repair",
        "  Thu 03-05 12:00  ana    offer        off3  Train the adjuster",
    ]
    assert [one["act"] for one in shop("log 9xk --format json").json["acts"]] == ["warn", "agree", "offer"]
    assert [one["position"] for one in shop("log 9xk --format json-lines").rows] == [3, 2, 1]


# list and its queries.


def test_list_shows_the_open_ones_by_due_and_all_of_them_when_asked(shop):
    assert ids(shop("list --format json")) == ["k7m", "9xk", "del", "ren", "off", "req"]
    assert ids(shop("list --all --format json")) == ["clo", "k7m", "9xk", "del", "ren", "off", "req"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("performer:me", ["off"]),
        ("is:overdue", ["k7m", "9xk"]),
        ("is:overdue,renegotiating", ["k7m", "9xk", "ren"]),
        ("state:accepted", ["clo"]),
        ("state:promised due:..2026-03-08", ["k7m", "9xk"]),
        ("not state:promised", ["clo", "del", "off", "req"]),
        ("tag:vip or person:eva", ["9xk", "ren", "req"]),
        ("(tag:vip or person:eva) state:promised", ["9xk", "ren"]),
        ('"quotes"', ["9xk"]),
        ("id:clm-r*", ["ren", "req"]),
        ("class:kept-first", ["clo"]),
    ],
)
def test_a_query_keeps_what_it_says(shop, where, found):
    assert ids(shop(["list", where, "--format", "json"])) == found
    assert ids(shop(["list", *where.split(" "), "--format", "json"])) == found


def test_a_query_can_be_saved_in_the_settings(shop):
    shop.write("promisectl.yaml", shop.read("promisectl.yaml") + 'queries: {late: "is:overdue performer:eva"}\n')
    assert ids(shop("list @late --format json")) == ["9xk"]


@pytest.mark.parametrize(
    ("where", "caret"),
    [
        ("performer:dieg", "performer:dieg\n          ^^^^\n"),
        ("foo:bar", "foo:bar\n^^^\n"),
        ("state:open", "state:open\n      ^^^^\n"),
        ("due:someday", "due:someday\n    ^^^^^^^\n"),
        ("(tag:vip", "(tag:vip\n^\n"),
        ("@nothing", "@nothing\n^^^^^^^^\n"),
    ],
)
def test_a_bad_query_is_an_error_with_a_caret(shop, where, caret):
    said = shop(["list", where], code=2)
    assert said.out == ""
    assert caret in said.err


# When and where.


def test_as_of_looks_at_the_ledger_as_it_stood(shop):
    assert ids(shop("overdue --as-of 2026-03-07 --format json")) == ["k7m"]
    assert shop("list --as-of 2026-03-02 --format json").json["as_of"] == "2026-03-02"
    then = shop("show ren --as-of 2026-03-07 --format json").json["promise"]
    assert "renegotiating" not in then["overlays"]
    assert shop("overdue --as-of 2026-03-01 --format json").json["promises"] == []


def test_a_promise_that_was_not_said_by_then_is_not_shown(shop):
    assert shop("show k7m --as-of 2026-01-01", code=2).err == (
        "error: k7m had not been said by then\n  help: look as of a later day\n"
    )


def test_one_ledger_can_be_looked_at_alone(shop):
    shop("ledger new sales")
    shop("request diego Sell fri --ledger sales --id sls-only1234")
    assert ids(shop("list --ledger sales --format json")) == ["onl"]
    assert shop("list --ledger nope", code=2).err.startswith("error: there is no ledger `nope`")


@pytest.mark.parametrize("line", ["due", "overdue", "inbox"])
def test_exit_code_says_that_something_was_found(shop, line):
    shop(f"{line} --exit-code", code=1)
    shop(f"{line} rosa --exit-code", code=2)
    shop("person add rosa")
    shop(f"{line} rosa --exit-code", code=0)


# For programs.


@pytest.mark.parametrize("line", ["list", "due", "overdue", "inbox"])
def test_a_list_is_the_same_in_every_format(shop, line):
    rows = shop(f"{line} --format json").json["promises"]
    assert shop(f"{line} --format json-lines").rows == rows
    table = list(csv.DictReader(io.StringIO(shop(f"{line} --format csv").out)))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert [row["days_left"] for row in table] == [str(row["days_left"]) for row in rows]
    markdown = shop(f"{line} --format markdown").lines
    assert markdown[0].startswith("| promise | who owes whom | due | ")
    assert [re.search(r"`(.*?)` \|", row)[1] for row in markdown[2:]] == [row["id"] for row in rows]


def test_the_markdown_of_what_is_overdue_is_what_a_reader_of_an_issue_wants(shop):
    assert shop("overdue all --format markdown").lines == [
        "| promise | who owes whom | due | how it stands on Mon 2026-03-09 |",
        "| --- | --- | --- | --- |",
        "| Inspect the vehicle of claim 88123 `clm-k7m2x9qd` | diego → ana | Fri 2026-03-06 | 3 d late |",
        "| Migrate the quotes database `clm-9xk4m2pp` | eva → diego | Sun 2026-03-08 "
        "| 1 d late; warned Thu 03-05: disk arrives Tuesday; expects Wed 03-11 |",
    ]
    assert shop("inbox ana --format markdown").lines[-1].endswith("| ana: a word on the proposal |")


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://git.example.com/team/ledger", "https://git.example.com/team/ledger/blob/HEAD/team/ledgers/"),
        ("https://gitlab.example.com/a/b.git", "https://gitlab.example.com/a/b/-/blob/HEAD/team/ledgers/"),
        ("javascript:alert(1)", None),
        ("https://x/a) @everyone [b](https://y", None),
        ("https://ana@x/a", None),
    ],
)
def test_a_promise_is_a_link_where_the_settings_know_the_repository(run, url, link):
    run.git("init", "--quiet")
    run.requested()
    (run.folder / "team").mkdir()
    for name in ("promisectl.yaml", "ledgers"):
        (run.folder / name).rename(run.folder / "team" / name)
    run.write("team/promisectl.yaml", run.read("team/promisectl.yaml") + f"repository-url: '{url}'\n")
    (row,) = run("list --root team --format markdown").lines[2:]
    what = "Inspect the vehicle"
    shown = what if link is None else f"[{what}]({link}claims/clm-k7m2x9qd.yaml)"
    assert row.startswith(f"| {shown} `clm-k7m2x9qd` |")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_list_is_still_a_document(run, format):
    said = run(f"list --format {format}")
    if format == "json":
        assert said.json == {"format_version": 1, "as_of": "2026-03-02", "promises": []}
    else:
        assert len(said.lines) == {"json-lines": 0, "csv": 1, "markdown": 2}[format]


def test_the_environment_may_choose_the_format(shop):
    assert shop("list", PROMISECTL_FORMAT="json").json["promises"]
    assert shop("list --format csv", PROMISECTL_FORMAT="json").out.startswith("id,what")


def test_a_format_of_the_environment_that_a_command_lacks_is_text(shop):
    assert shop("show k7m", PROMISECTL_FORMAT="csv").out.startswith("Inspect the vehicle")
    assert shop("note k7m hello", PROMISECTL_FORMAT="json-lines").json["act"]["act"] == "note"
    assert shop("list", PROMISECTL_FORMAT="jsn", code=2).err == (
        "error: there is no format `jsn` here\n  help: use one of: text, json, json-lines, csv, markdown\n"
    )


def test_output_goes_into_a_file(shop):
    assert shop("overdue --format csv --output late.csv").out == ""
    assert shop.read("late.csv") == shop("overdue --format csv").out
    shop("check -o found.txt --ignore PC6", code=1)
    assert shop.read("found.txt") == shop("check --ignore PC6", code=1).out
    assert shop("list -o nowhere/list.txt", code=2).err.startswith("error: cannot write nowhere/list.txt")


def test_quiet_leaves_the_head_line_out(shop):
    assert shop("overdue --quiet").lines == shop("overdue").lines[1:]
    assert shop("-q overdue").lines == shop("overdue -q").lines


def test_plain_is_a_field_a_line_for_screen_readers(shop):
    assert shop("overdue --plain").out == (
        "what: Inspect the vehicle of claim 88123\n"
        "id: clm-k7m2x9qd\n"
        "performer: diego\n"
        "customer: ana\n"
        "due: Fri 2026-03-06\n"
        "state: overdue, 3 d late\n"
        "\n"
        "what: Migrate the quotes database\n"
        "id: clm-9xk4m2pp\n"
        "performer: eva\n"
        "customer: diego\n"
        "due: Sun 2026-03-08\n"
        "state: overdue, 1 d late, at-risk\n"
        "note: warned Thu 03-05: disk arrives Tuesday; expects Wed 03-11\n"
    )


# Width and colour.


def test_off_a_terminal_nothing_is_cut_or_coloured(shop):
    long = "A very long sentence " * 10
    shop(["request", "diego", long.strip(), "fri", "--id", "clm-long2345"])
    said = shop("list", COLUMNS="40")
    assert long.strip() in said.out
    assert "\x1b" not in said.out


def test_on_a_terminal_lines_fit_the_width_and_late_is_red_and_written(shop):
    said = shop("overdue", FORCE_COLOR="1", COLUMNS="64")
    assert "\x1b[1;31m3 d late\x1b[0m" in said.out
    assert "\x1b[4mk7m2\x1b[0m" in said.out
    bare = shop("overdue", FORCE_COLOR="1", COLUMNS="64", NO_COLOR="1")
    assert "\x1b" not in bare.out
    assert all(len(line) <= 64 for line in bare.lines)
    assert "\x1b" not in shop("overdue --no-color", FORCE_COLOR="1").out


# One bad file never hides another.


BAD = "ledgers/claims/clm-broken.yaml"


@pytest.fixture
def spoiled(shop):
    shop.write(BAD, "id: clm-broken\nwhat: [\n")
    return shop


LOOKS = ["list", "due", "overdue", "inbox", "log", "status"]


@pytest.mark.parametrize("line", LOOKS)
def test_a_look_shows_what_can_be_read_and_below_it_what_cannot_and_ends_with_two(spoiled, line):
    said = spoiled(line, code=2)
    assert f"{said.out}1 file(s) left out: they cannot be read\n" == spoiled(f"{line} --lenient").out
    assert said.err.startswith(f"{BAD}:3:1: error[PC101]")
    assert "1 file(s) left out: they cannot be read\n  help: see them all with `promisectl check`" in said.err


@pytest.mark.parametrize(
    ("line", "format"), [(line, format) for line in LOOKS for format in FORMATS if line != "status" or format == "json"]
)
def test_a_program_reads_what_can_be_read_and_people_the_rest_beside_it(spoiled, line, format):
    said = spoiled(f"{line} --format {format}", code=2)
    assert said.out == spoiled(f"{line} --lenient --format {format}").out
    assert said.err.startswith(f"{BAD}:3:1: error[PC101]")
    assert "1 file(s) left out: they cannot be read" in said.err
    assert format != "json" or said.json["left_out"] == 1


@pytest.mark.parametrize("line", ["report fulfilment", "report fulfilment --format json"])
def test_figures_are_none_while_a_file_cannot_be_read(spoiled, line):
    said = spoiled(line, code=2)
    assert said.out == ""
    assert said.err.startswith(f"{BAD}:3:1: error[PC101]")
    assert "or look at the rest with --lenient" in said.err


def test_a_bad_file_is_shown_with_its_lines_wherever_the_command_was_typed(spoiled):
    here, spoiled.folder = spoiled.folder, spoiled.folder.parent
    (here / BAD).write_text("id: clm-broken\nwhat: x\ndue: someday\n")
    for line in (["--root", str(here), "list"], ["list", f"--root={here}"]):
        assert "   3 | due: someday\n" in spoiled(line, code=2).err
    assert "   3 | due: someday\n" in spoiled("list", PROMISECTL_ROOT=str(here), code=2).err


@pytest.mark.parametrize("line", ["list", "due", "overdue", "inbox", "status", "log", "report fulfilment"])
def test_lenient_looks_at_the_rest_and_says_how_many_were_left_out(spoiled, line):
    assert "1 file(s) left out: they cannot be read" in spoiled(f"{line} --lenient").out
    assert spoiled(f"{line} --lenient --format json").json["left_out"] == 1


@pytest.mark.parametrize("format", ["json-lines", "csv", "markdown"])
def test_lenient_never_spoils_a_table_for_a_program(spoiled, format):
    said = spoiled(f"list --lenient --format {format}")
    assert "left out" not in said.out
    assert said.err == "1 file(s) left out: they cannot be read\n"


def test_the_other_promises_are_shown_and_spoken_to_all_the_same(spoiled):
    spoiled("show k7m")
    spoiled("note k7m hello")


# Untrusted text.

EVIL = "[bold]=HYPERLINK(1) | `x` <b> *a* \\x \x1b[31mred \u202edlo \x07"


@pytest.fixture
def hostile(run):
    """A file that somebody else wrote, with everything escaped that YAML lets in."""
    text = json.dumps(EVIL)
    run.write(
        "ledgers/claims/clm-evil2345.yaml",
        f"id: clm-evil2345\nwhat: {text}\ncustomer: ana\nperformer: diego\ndue: 2026-03-06\ncriteria: [{text}]\n"
        "state: requested\nhistory:\n"
        f"- {{act: request, by: ana, at: 2026-03-02, note: {text}, why: {text},"
        f" terms: {{what: {text}, performer: diego, due: 2026-03-06, criteria: [{text}]}}}}\n",
    )
    return run


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "status",
        "show evil",
        "log",
        "due",
        "inbox",
        "next evil",
        "list --plain",
        "check",
        "note evil hi --dry-run",
    ],
)
@pytest.mark.parametrize("format", ["text", "json"])
def test_no_control_character_reaches_a_terminal(hostile, line, format):
    said = hostile([*line.split(" "), "--format", format, "--lang", "es"], code=0)
    for letter in ("\x1b", "\u202e", "\x07"):
        assert letter not in said.out + said.err


@pytest.mark.parametrize("line", ["list", "log", "export jsonl"])
@pytest.mark.parametrize("format", ["json-lines", "csv", "markdown"])
def test_no_control_character_reaches_a_file(hostile, line, format):
    if line == "export jsonl":
        format = "text"
    said = hostile(f"{line} --format {format}")
    for letter in ("\x1b", "\u202e", "\x07"):
        assert letter not in said.out


def test_json_says_the_same_text_all_the_same(hostile):
    assert hostile("list --format json").json["promises"][0]["what"] == EVIL


def test_a_spreadsheet_runs_nothing(run):
    for number, text in enumerate(("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")):
        run(["request", "--id", f"clm-cell{number}", "--", "diego", text, "fri"])
    rows = list(csv.DictReader(io.StringIO(run("list --format csv").out)))
    assert all(row["what"].startswith("'") for row in rows)


def test_markdown_and_rich_marks_are_shown_as_they_are(run):
    run(["request", "diego", "[bold]a[/bold] | <b> `c` *d*", "fri", "--id", "clm-mark2345"])
    assert "[bold]a[/bold] | <b> `c` *d*" in run("list", FORCE_COLOR="1", COLUMNS="100").out
    assert "\\[bold\\]a\\[/bold\\] \\| \\<b\\> \\`c\\` \\*d\\*" in run("list --format markdown").out
