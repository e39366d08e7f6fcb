"""Resolving: one conversation that two branches moved becomes one history, and no act is lost on the way."""

from __future__ import annotations

import re
import subprocess

import pytest
from terminals import ends, starts
from warm import warm_program

PATH = "ledgers/claims/clm-k7m2x9qd.yaml"


def fetch(run, branch, *options):
    """Let git merge a branch, and return its exit code: 1 where it left a conflict."""
    command = ["git", *options, "merge", "--quiet", branch]
    done = subprocess.run(command, cwd=run.folder, env=run.variables({}), capture_output=True, check=False)
    return done.returncode


@pytest.fixture
def branches(repository):
    """A promise of Diego's to Ana, agreed on Monday, and a function that lets two branches speak and be merged."""
    run = repository
    run.promised()
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "promised")

    def speak(lines):
        for hour, line in lines:
            run.now = f"2026-03-{hour}:00-03:00"
            run(line)
        run.git("add", "--all", ".")
        run.git("commit", "--quiet", "--message", "spoken")

    def merge(ours, theirs, *options):
        run.git("checkout", "--quiet", "-b", "other")
        speak(theirs)
        run.git("checkout", "--quiet", "main")
        speak(ours)
        run.now = "2026-03-05T09:00:00-03:00"
        return fetch(run, "other", *options)

    run.merge = merge
    return run


@pytest.fixture
def elsewhere(branches):
    """The same, where neither branch is the one others build on."""
    branches.git("branch", "--quiet", "trunk")
    branches.git("remote", "add", "origin", ".")
    branches.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    branches.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    return branches


@pytest.fixture(params=["stages", "merge", "diff3", "zdiff3"])
def style(request):
    return request.param


def merged(run, style, ours, theirs):
    """Let git merge two branches in vain, in one of the styles; markers stand alone where the index is emptied."""
    options = () if style == "stages" else ("-c", f"merge.conflictStyle={style}")
    assert run.merge(ours, theirs, *options) == 1
    if style != "stages":
        run.git("add", PATH)  # now only the markers tell of the conflict


PROPOSED = ("03T09:00", "renegotiate k7m 2026-03-09 --reason supplier --by diego")
NOTED = ("03T10:00", "note k7m 'the insured called' --by eva")
WARNED = ("03T08:00", "warn k7m --reason capacity --forecast 2026-03-08 --by diego")
AGREED = ("03T11:00", "agree k7m")
DELIVERED = ("04T09:00", "deliver k7m -e report --by diego")
COUNTER_PROPOSED = ("03T12:00", "renegotiate k7m 2026-03-10 --reason capacity -n 'a day more' --by ana")


def acts(run):
    return [(act["act"], act["by"]) for act in run("show k7m --format json").json["promise"]["history"]]


def test_notes_of_one_side_go_between_the_acts_of_the_other_by_time(branches, style):
    run = branches
    merged(run, style, [PROPOSED, AGREED], [EARLY, NOTED])
    said = run(f"resolve {PATH}")
    assert said.out == "clm-k7m2x9qd: both sides in one history; 2 act(s) taken in\n"
    assert said.err == f"look at it, then: git add {PATH}\n"
    assert acts(run)[2:] == [("note", "ana"), ("renegotiate", "diego"), ("note", "eva"), ("agree", "ana")]
    assert "due: 2026-03-09\n" in run.promise()
    assert run("check --select PC1,PC2").code == 0


EARLY = ("03T08:00", "note k7m 'it rains' --by ana")


def test_any_other_act_comes_after_the_last_one_of_main(branches, style):
    run = branches
    merged(run, style, [NOTED], [NOTED_EARLY, AGREED_TO_WARN, DELIVERED])
    assert "3 act(s) taken in" in run(f"resolve {PATH}").out
    assert acts(run)[2:] == [("note", "ana"), ("note", "eva"), ("warn", "diego"), ("deliver", "diego")]
    assert run("check --select PC1,PC2").code == 0


# Ours begins before theirs and ends after it: no order of the two lets time run forwards.
AROUND = [PROPOSED, ("03T14:00", "note k7m 'so be it' --by eva")]
NOTED_EARLY = ("03T08:00", "note k7m 'before you' --by ana")
AGREED_TO_WARN = ("03T11:00", "warn k7m --reason capacity --by diego")


def test_a_warning_is_never_slipped_in_before_what_main_says(branches, style):
    run = branches
    merged(run, style, [PROPOSED, AGREED], [WARNED, NOTED])
    said = run(f"resolve {PATH}")
    assert said.lines[0] == "clm-k7m2x9qd: the words of main stand; of other 2 act(s) are set aside"
    assert acts(run)[2:] == [("renegotiate", "diego"), ("agree", "ana"), ("note", "ana")]
    assert run("check --select PC1,PC2").code == 0


def test_acts_of_the_same_time_stand_ours_first(branches):
    run = branches
    merged(run, "stages", [NOTED], [("03T10:00", "note k7m 'I heard' --by diego")])
    run(f"resolve {PATH}")
    assert acts(run)[2:] == [("note", "eva"), ("note", "diego")]


def test_comments_and_layout_of_ours_are_kept(branches):
    run = branches
    text = (
        run.promise().replace("- act: agree", "# on the phone\n- act: 'agree'   # at last").replace("what:", "what:  ")
    )
    run.write(PATH, text)
    run.git("commit", "--quiet", "--all", "--message", "remarks")
    merged(run, "stages", [PROPOSED], [WARNED, NOTED])
    kept = run.git("show", f":2:{PATH}").splitlines()
    run(f"resolve {PATH}")
    lines = iter(run.promise().splitlines())
    assert all(line in lines for line in kept)


def test_two_renegotiations_are_shown_and_nothing_is_written_without_a_word(elsewhere, style):
    run = elsewhere
    merged(run, style, AROUND, [COUNTER_PROPOSED])
    before = run.tree()
    said = run(f"resolve {PATH}", code=1)
    assert "diego proposed to renegotiate" in said.out and "ana proposed to renegotiate" in said.out
    assert f"help: `promisectl resolve {PATH} --ours` or `promisectl resolve {PATH} --theirs`" in said.err
    assert run.tree() == before
    assert run(f"resolve {PATH} --format json", code=1).json["error"]["code"] == "undecided"


@pytest.mark.parametrize(("stands", "first", "aside"), [("ours", "diego", "ana"), ("theirs", "ana", "diego")])
def test_one_side_stands_and_the_other_goes_whole_into_one_note(branches, style, stands, first, aside):
    run = branches
    merged(run, style, AROUND, [COUNTER_PROPOSED, NOTED_LATER])
    said = run(f"resolve {PATH} --{stands} --by eva")
    promise = run("show k7m --format json").json["promise"]
    note = promise["history"][-1]
    assert (note["act"], note["by"], note["kind"], note["at"]) == (
        "note",
        "eva",
        "displaced",
        "2026-03-05T09:00:00-03:00",
    )
    assert note["acts"][0]["by"] == aside and note["acts"][0]["act"] == "renegotiate"
    standing = [act["by"] for act in promise["history"] if act["act"] == "renegotiate"]
    assert standing == [first]
    name, other = ("main", "other") if stands == "ours" else ("other", "main")
    assert f"clm-k7m2x9qd: the words of {name} stand; of {other} " in said.out
    assert ("a guard refuses that its words are set aside" in said.err) == (stands == "theirs")
    assert run("check --select PC1,PC2").code == 0


NOTED_LATER = ("03T13:00", "note k7m 'and a note' --by ana")


def test_what_was_set_aside_is_listed_with_the_commands_that_say_it_again(branches):
    run = branches
    merged(run, "stages", [PROPOSED, ("03T13:00", "agree k7m")], [COUNTER_PROPOSED])
    said = run(f"resolve {PATH}")
    assert said.lines[1:] == [
        "they are kept in a note, and move nothing until they are spoken again:",
        "  ana: `promisectl renegotiate clm-k7m2x9qd --due 2026-03-10 --reason capacity --note 'a day more' --by ana`",
    ]
    run(said.lines[2].partition("`promisectl ")[2].removesuffix("`"))
    assert acts(run)[-1] == ("renegotiate", "ana")


def test_an_agreement_never_lands_on_a_proposal_its_speaker_did_not_see(branches):
    run = branches
    run.now = "2026-03-02T12:00:00-03:00"
    run("renegotiate k7m 2026-03-09 --reason supplier --by diego")
    run.git("commit", "--quiet", "--all", "--message", "proposed")
    merged(run, "stages", [("03T09:00", "renegotiate k7m 2026-03-20 --reason supplier --by diego")], [AGREED])
    run(f"resolve {PATH}")
    assert "due: 2026-03-06\n" in run.promise()
    assert [act for act, _ in acts(run)].count("agree") == 1


def test_a_warning_after_the_other_side_delivered_is_set_aside(branches):
    run = branches
    late = ("04T10:00", "warn k7m --reason capacity --forecast 2026-03-08 --by diego")
    merged(run, "stages", [DELIVERED], [late])
    run(f"resolve {PATH}")
    assert acts(run)[2:] == [("deliver", "diego"), ("note", "ana")]
    assert run("check --select PC1,PC2").code == 0


def test_free_fields_are_merged_three_ways(branches):
    run = branches
    run("set k7m tags vip,north")
    run.git("commit", "--quiet", "--all", "--message", "tags")
    merged(
        run,
        "stages",
        [NOTED, ("03T12:00", "set k7m tags vip,north,car"), ("03T12:00", "set k7m priority 1")],
        [WARNED, ("03T12:00", "set k7m tags vip,legal"), ("03T12:00", "set k7m x-mine 7")],
    )
    run(f"resolve {PATH}")
    text = run.promise()
    assert "tags: [vip, car, legal]\n" in text and "priority: 1\n" in text and 'x-mine: "7"\n' in text


def test_a_free_field_that_both_changed_is_a_persons_to_decide(branches):
    run = branches
    merged(run, "stages", [("03T12:00", "set k7m priority 1")], [("03T12:00", "set k7m priority 2")])
    run(f"resolve {PATH}", code=1)
    said = run(f"resolve {PATH} --theirs")
    assert "both sides changed priority: kept as the side that stands has it" in said.out
    assert "priority: 2\n" in run.promise() and "displaced" not in run.promise()


def test_an_act_that_both_sides_hold_is_held_once(branches):
    run = branches
    merged(run, "stages", [NOTED, PROPOSED_LATE], [NOTED, ("03T14:00", "note k7m 'one more' --by eva")])
    run(f"resolve {PATH}")
    assert acts(run)[2:] == [("note", "eva"), ("renegotiate", "diego"), ("note", "eva")]


PROPOSED_LATE = ("03T12:00", "renegotiate k7m 2026-03-09 --reason supplier --by diego")


def test_programs_are_told_what_was_taken_and_what_was_set_aside(branches):
    run = branches
    merged(run, "stages", AROUND, [COUNTER_PROPOSED])
    said = run(f"resolve {PATH} --format json").json
    assert (said["promise"], said["stands"], said["written"]) == ("clm-k7m2x9qd", "ours", True)
    assert [act["by"] for act in said["displaced"]] == ["ana"] and said["taken"] == []


def test_nothing_is_staged_and_a_dry_run_writes_nothing(branches):
    run = branches
    merged(run, "stages", [PROPOSED], [NOTED])
    before = run.tree()
    assert "kind: comment" in run(f"resolve {PATH} --dry-run").out
    assert run.tree() == before
    run(f"resolve {PATH}")
    assert run.git("status", "--short") == f"UU {PATH}\n"


def test_the_same_id_opened_on_both_sides_is_two_promises(branches):
    run = branches
    other = "ledgers/claims/clm-2026-0001.yaml"
    merged(
        run,
        "stages",
        [("03T09:00", "request diego 'Call the insured' 2026-03-09 -c called --id clm-2026-0001")],
        [("03T09:30", "request eva 'Order the parts' 2026-03-09 -c ordered --id clm-2026-0001")],
    )
    said = run(f"resolve {other}", code=1)
    assert "both sides opened a promise with this id: they are two promises" in said.err
    assert f"git show :3:./{other}" in said.err


def test_a_promise_that_one_side_removed_is_not_resolved_but_kept(branches):
    run = branches
    run.git("checkout", "--quiet", "-b", "gone")
    run.git("rm", "--quiet", PATH)
    run.git("commit", "--quiet", "--message", "gone")
    run.git("checkout", "--quiet", "main")
    run.now = "2026-03-03T10:00:00-03:00"
    run("note k7m 'the insured called'")
    run.git("commit", "--quiet", "--all", "--message", "noted")
    assert fetch(run, "gone") == 1
    said = run(f"resolve {PATH}", code=1)
    assert "theirs removed the file, and the other side changed it" in said.err
    assert f"keep the file with `git add {PATH}`" in said.err


def test_a_promise_that_one_side_packed_is_kept_and_taken_out_of_the_pack(branches):
    run = branches
    run("cancel k7m --reason customer-change")
    for number in range(3):  # else git takes the pack for the promise under another name
        run.requested(f"Call insured {number}", f"clm-call000{number}", "-n 'she called three times'")
        run(f"decline clm-call000{number} --by diego")
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "closed")
    run.git("checkout", "--quiet", "-b", "packed")
    run.now = "2026-07-01T10:00:00-04:00"
    run("pack --commit")
    run.git("checkout", "--quiet", "main")
    run("note k7m 'the insured called' --commit")
    assert fetch(run, "packed") == 1
    said = run(f"resolve {PATH}", code=1)
    assert f"`git add {PATH}`, then `promisectl unpack clm-k7m2x9qd`" in said.err
    run.git("add", PATH)
    run("unpack clm-k7m2x9qd")
    assert acts(run)[-1] == ("note", "ana")
    assert run("check --select PC1,PC2").code == 0


def test_an_act_rewritten_on_one_side_is_not_merged(branches):
    run = branches
    run.git("checkout", "--quiet", "-b", "other")
    run.write(PATH, run.promise().replace("  - photos", "  - ten photos").replace("[photos", "[ten photos"))
    run.git("commit", "--quiet", "--all", "--message", "rewritten")
    run.git("checkout", "--quiet", "main")
    run.write(PATH, run.promise().replace("  - photos", "  - two photos").replace("[photos", "[two photos"))
    run.git("commit", "--quiet", "--all", "--message", "rewritten too")
    assert fetch(run, "other") == 1
    assert "error" in run(f"resolve {PATH} --ours", code=1).err


def test_what_is_no_conflict_is_said(branches):
    run = branches
    assert f"{PATH} holds no conflict" in run(f"resolve {PATH}", code=2).err
    assert "there is no such file" in run("resolve ledgers/claims/clm-none0000.yaml", code=2).err
    assert "promisectl.yaml holds no conflict" in run("resolve promisectl.yaml", code=2).err
    assert "is no promise file of this workspace" in run("resolve ledgers/claims/notes.txt", code=2).err
    assert "exclude each other" in run(f"resolve {PATH} --ours --theirs", code=2).err
    run.write(PATH, "<<<<<<< HEAD\n" + run.promise())
    assert "do not fit together" in run(f"resolve {PATH}", code=2).err


def at_a_terminal(run, columns, answer, code=0):
    """Resolve at a terminal of so many columns, answering the question; return the lines shown."""
    variables = run.variables({"TERM": "xterm-256color"})
    child = starts([warm_program(), "resolve", PATH], run.folder, variables, columns=columns)
    child.expect_exact("Which side stands, ours or theirs? [ours] ")
    seen = child.before
    child.sendline(answer)
    rest = ends(child)
    assert child.exitstatus == code, seen + rest
    return re.sub(r"\x1b\[[\d;]*m", "", seen).replace("\r\n", "\n").split("\n")


def test_on_a_wide_terminal_both_conversations_stand_side_by_side_and_a_person_is_asked(branches):
    run = branches
    merged(run, "merge", AROUND, [COUNTER_PROPOSED])
    lines = at_a_terminal(run, 120, "theirs")
    assert all(len(line) <= 120 for line in lines)
    heads = next(line for line in lines if line.startswith("main"))
    assert [part.strip() for part in heads.split("│")] == ["main (ours)", "other (theirs)"]
    assert not any("ana asked diego" in line for line in lines), "what both began with is not shown again"
    both = next(line for line in lines if "proposed to renegotiate" in line)
    assert "diego proposed to renegotiate" in both.split("│")[0] and "ana proposed to renegotiate" in both.split("│")[1]
    assert acts(run)[2:] == [("renegotiate", "ana"), ("note", "ana")]


def test_on_a_narrow_terminal_they_stand_one_after_the_other(branches):
    run = branches
    merged(run, "stages", AROUND, [COUNTER_PROPOSED])
    lines = at_a_terminal(run, 70, "")
    assert lines.index("main (ours)") < lines.index("other (theirs)") and not any("│" in line for line in lines)
    assert acts(run)[2:] == [("renegotiate", "diego"), ("note", "eva"), ("note", "ana")]


def test_another_answer_leaves_the_conflict_as_it_is(branches):
    run = branches
    merged(run, "stages", AROUND, [COUNTER_PROPOSED])
    before = run.tree()
    at_a_terminal(run, 70, "neither", code=1)
    assert run.tree() == before


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("renegotiate k7m --what '-v of it' -c one -c 'two $(x)' --reason supplier --by diego", "03T09:00"),
        ("renegotiate k7m --drop criteria --wording --reason other", "03T09:00"),
        ("warn k7m --reason capacity --forecast 2026-03-08 --help-wanted 'a lift' --by diego", "03T09:00"),
        ("deliver k7m -e 'report 12' -e photos -n 'at last' --by diego", "03T09:00"),
        ("deliver k7m --waive-evidence -n 'by hand' --by diego", "03T09:00"),
        ("accept k7m --partial 0.8 --reason quality --rating 4 --delivered-on 2026-03-03", "04T09:00"),
        ("cancel k7m --reason customer-change --for diego --via phone --by eva", "04T09:00"),
        ("revoke k7m --reason capacity --remedy 'another workshop' --by diego", "04T09:00"),
        ("note k7m 'said twice' --kind evidence -e photo.jpg --by eva", "04T09:00"),
    ],
)
def test_the_command_that_says_an_act_again_says_the_same(branches, line, hour):
    from promisectl.formats.side_by_side import said_again

    run = branches
    if "--for diego" in line:
        line = line.replace("--for diego", "--for ana")
    run.now = f"2026-03-{hour}:00-03:00"
    run(line)
    first = run.promise()
    act = run("show k7m --format json").json["promise"]["history"][-1]
    run("undo k7m")
    raw = {
        key: str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for key, value in act.items()
    }
    for key in ("material", "clear"):
        if key in raw:
            raw[key] = str(raw[key]).lower()
    run(said_again(raw, "k7m").removeprefix("promisectl "))
    assert run.promise() == first


def test_the_longer_markers_of_a_rename_are_taken_apart_too(branches):
    run = branches
    merged(run, "zdiff3", [PROPOSED, AGREED], [EARLY])
    longer = [line[0] + line if line[:7] in MARKERS else line for line in run.promise().splitlines(keepends=True)]
    run.write(PATH, "".join(longer))
    assert "this is a conflict marker that a merge left here" in run("check --select PC1", code=2).out
    run(f"resolve {PATH}")
    assert acts(run)[2:] == [("note", "ana"), ("renegotiate", "diego"), ("agree", "ana")]


MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


# Where one stands, and files that moved.


def test_the_commands_it_names_work_in_the_folder_one_stands_in(elsewhere):
    run = elsewhere
    merged(run, "stages", AROUND, [COUNTER_PROPOSED])
    top = run.folder
    run.folder = top / "ledgers"
    for path in ("claims/clm-k7m2x9qd.yaml", PATH, "k7m"):
        said = run(f"resolve {path}", code=1)
        assert "`promisectl resolve claims/clm-k7m2x9qd.yaml --ours`" in said.err
    assert "git add claims/clm-k7m2x9qd.yaml" in run(f"resolve {PATH} --ours").err
    run.folder = top.parent
    run(f"resolve --root {top.name} {top.name}/{PATH} --dry-run", code=1)
    assert f"git add {top.name}/{PATH}\n" in run(f"resolve --root {top.name} {PATH} --theirs").err
    run.git("-C", str(top), "add", f"./{PATH}")


@pytest.fixture
def moved(branches):
    """The file moved to another folder on each side; `said` lets both sides say something first."""
    run = branches

    def move(said):
        for branch, folder in (("other", "old"), ("main", "march")):
            run.git("checkout", "--quiet", *(["-b"] if branch == "other" else []), branch)
            (run.folder / f"ledgers/claims/{folder}").mkdir()
            run.git("mv", PATH, f"ledgers/claims/{folder}/")
            if said:
                run.now = f"2026-03-03T{9 + len(folder):02}:00:00-03:00"
                run(f"note k7m {folder}")
            run.git("commit", "--quiet", "--all", "--message", branch)
        assert fetch(run, "other") == 1

    run.move = move
    return run


def test_a_file_that_each_side_moved_is_kept_in_one_place(moved):
    run = moved
    run.move(said=False)
    march, old = (f"ledgers/claims/{folder}/clm-k7m2x9qd.yaml" for folder in ("march", "old"))
    for path in (march, old, PATH):
        said = run(f"resolve {path}", code=1)
        assert "each side moved the file to another folder" in said.err
    assert f"`git rm {march}` and `git add {old}`" in run(f"resolve {old}", code=1).err
    run.git("rm", "--quiet", march)
    run.git("add", old)
    run("check --select PC1,PC2")


def test_a_conversation_that_each_side_moved_and_continued_is_made_one(moved):
    run = moved
    run.move(said=True)
    march, old = (f"ledgers/claims/{folder}/clm-k7m2x9qd.yaml" for folder in ("march", "old"))
    said = run(f"resolve {march}")
    assert f"git add {march}" in said.err and f"git rm {old}" in said.err
    run.git("add", march)
    run.git("rm", "--quiet", old)
    assert [act["note"] for act in run("show k7m --format json").json["promise"]["history"][2:]] == ["old", "march"]
    run("check --select PC1,PC2")


def registers(run, ours, theirs, path="ledgers/people.yaml"):
    """Let two branches write a register, and git merge them in vain."""
    before = run.read(path)
    run.git("checkout", "--quiet", "-b", "other")
    run.write(path, theirs(before))
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "theirs")
    run.git("checkout", "--quiet", "main")
    run.write(path, ours(before))
    run.git("commit", "--quiet", "--all", "--message", "ours")
    assert fetch(run, "other") == 1


def test_people_whom_two_branches_registered_are_both_there(branches):
    run = branches
    registers(run, lambda text: text + "  luis: {name: Luis}  # new\n", lambda text: text + "  zoe: {name: Zoe}\n")
    assert "PC101" in run("check", code=2).out
    said = run("resolve ledgers/people.yaml")
    assert said.out == "ledgers/people.yaml: the entries of both sides; taken in: people.zoe\n"
    text = run.read("ledgers/people.yaml")
    assert "  luis: {name: Luis}  # new\n" in text and "  zoe: {name: Zoe}\n" in text
    run.git("add", "ledgers/people.yaml")
    run.git("commit", "--quiet", "--message", "merged")
    run("check --select PC1")


def test_settings_and_services_are_merged_by_entry_too(branches):
    run = branches
    registers(
        run,
        lambda text: text + "reasons: {strike: Strike}\n",
        lambda text: text + "wip-limit: 3\n",
        "promisectl.yaml",
    )
    assert run("resolve promisectl.yaml --format json").json["entries"] == ["wip-limit"]
    assert "strike: Strike" in run.read("promisectl.yaml") and 'wip-limit: "3"' in run.read("promisectl.yaml")


def test_what_both_branches_changed_in_one_entry_is_a_persons_to_decide(branches):
    run = branches
    registers(
        run,
        lambda text: text.replace("Eva Lara", "Eva L."),
        lambda text: text.replace("Eva Lara", "Eva Lara Soto"),
    )
    before = run.tree()
    said = run("resolve ledgers/people.yaml", code=1).err
    assert "ledgers/people.yaml: both sides changed people.eva.name, and not alike" in said
    assert run.tree() == before


def replayed(run, *command):
    """Let git say other's commits again on top of main, in vain."""
    done = subprocess.run(["git", *command], cwd=run.folder, env=run.variables({}), capture_output=True, check=False)
    assert done.returncode == 1, done.stderr


def spoken_apart(run):
    """What `merge` of the fixture does, without the merge: main is checked out, both have spoken."""
    run.merge(AROUND, [COUNTER_PROPOSED])
    run.git("merge", "--abort")


@pytest.mark.parametrize(
    "command", [("rebase", "main", "other"), ("cherry-pick", "other"), ("merge", "--squash", "other")]
)
def test_where_commits_are_said_again_no_note_is_written_and_the_commands_are_named(branches, command):
    run = branches
    spoken_apart(run)
    replayed(run, *command)
    assert "the words of main stand already" in run(f"resolve {PATH} --theirs", code=1).err
    said = run(f"resolve {PATH}")
    assert "no note keeps them, for only a merge has both histories" in said.out
    assert "`promisectl renegotiate clm-k7m2x9qd --due 2026-03-10" in said.out
    assert acts(run)[2:] == [("renegotiate", "diego"), ("note", "eva")]
    assert run("check --select PC1,PC2").code == 0


def test_on_a_branch_that_merges_main_it_is_main_that_stands(branches):
    run = branches
    spoken_apart(run)
    run.git("checkout", "--quiet", "other")
    assert fetch(run, "main") == 1
    said = run(f"resolve {PATH}")
    assert said.lines[0] == "clm-k7m2x9qd: the words of main stand; of other 1 act(s) are set aside"
    assert acts(run)[2:] == [("renegotiate", "diego"), ("note", "eva"), ("note", "ana")]


def test_without_git_the_markers_alone_are_enough(run):
    run.promised()
    note = "- act: note\n  by: {by}\n  at: 2026-03-0{day}T09:00:00-03:00\n  kind: comment\n  note: hello\n"
    sides = f"<<<<<<< HEAD\n{note.format(by='ana', day=4)}=======\n{note.format(by='diego', day=3)}>>>>>>> other\n"
    run.write(PATH, run.read(PATH) + sides)
    run.now = "2026-03-05T09:00:00-03:00"
    run(f"resolve {PATH}")
    assert [act["by"] for act in run("show k7m --format json").json["promise"]["history"][2:]] == ["diego", "ana"]
