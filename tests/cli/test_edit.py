"""Editing in an editor: the real file changes only if what comes out of the editor holds.

The editors here are real programs: `sed -i`, `cp`, `false`, `true`.
"""

import re
import signal
import tempfile

import pytest
from terminals import ends, starts
from warm import warm_program

PATH = "ledgers/claims/clm-k7m2x9qd.yaml"


@pytest.fixture(autouse=True)
def copies(tmp_path, monkeypatch):
    """What is not kept stays in the folder of the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def editor(expression):
    return f"sed -i -e '{expression}'"


def kept_in(said):
    """Return the text that was not kept, from where the program says it is."""
    place = re.search(r"your text is in (\S+)", said.err)
    assert place, said.err
    with open(place[1], encoding="utf-8") as file:
        return file.read()


def test_an_edit_of_free_fields_is_kept(run):
    run.promised()
    said = run("edit k7m", EDITOR=editor("s/^state:/tags: [vip]\\nstate:/"))
    assert said.lines == ["k7m2: the edit is kept"]
    assert "tags: [vip]\nstate: promised\n" in run.promise()


def test_visual_comes_first_and_may_have_arguments(run):
    run.promised()
    run("edit k7m", VISUAL=editor("s/^state:/priority: 1\\nstate:/"), EDITOR="false")
    assert "priority: 1\n" in run.promise()


def test_a_draft_is_edited_as_well(run):
    run.write(PATH, "id: clm-k7m2x9qd\nwhat: Inspect\nperformer: diego\n")
    run("edit k7m", EDITOR=editor("s/^performer: diego/&\\ndue: 2026-03-06/"))
    assert run.promise().endswith("performer: diego\ndue: 2026-03-06\n")


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("s/^due: .*/due: 2026-04-01/", "PC205"),
        ("s/^state: promised/state: accepted/", "PC205"),
        ("s/^what:/waht:/", "PC10"),
        ("s/^what: .*/&: :/", "PC101"),
        ("s/^id: .*/id: clm-another1/", "PC106"),
        ("s/by: diego/by: dieg/", "PC107"),
        ("s/^- act: agree/- act: accept/", "PC201"),
    ],
)
def test_what_does_not_hold_is_shown_with_its_line_and_nothing_is_written(run, expression, code):
    run.promised()
    before = run.promise()
    said = run("edit k7m", code=1, EDITOR=editor(expression))
    assert re.search(rf"^{PATH}:\d+:\d+: error\[{code}", said.err, re.M), said.err
    assert "\n   | " in said.err or " | " in said.err
    assert "the edit is not kept; the file is as it was" in said.err
    assert run.promise() == before
    assert kept_in(said) != before


def test_an_act_that_is_committed_stays_as_it_was_said(repository):
    run = repository
    run.promised()
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "agreed")
    for expression in ("s/criteria: .photos, estimate./criteria: [photos]/", "/- act: agree/,$d", "s/T09:00/T08:00/"):
        said = run("edit k7m", code=1, EDITOR=editor(expression))
        assert "error[PC402] history edited, reordered or removed" in said.err
    assert run.git("status", "--porcelain") == ""


def test_an_act_that_is_not_committed_may_be_changed(repository):
    run = repository
    run.requested()
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "asked")
    run("agree k7m --by diego --understood 'all of it'")
    run("edit k7m", EDITOR=editor("s/understood: .*/understood: the front too/"))
    assert "understood: the front too\n" in run.promise()


def test_without_git_no_act_is_changed(run):
    run.promised()
    said = run("edit k7m", code=1, EDITOR=editor("s/T09:00/T08:00/"))
    assert "error[PC402]" in said.err
    assert "note: act 1 is `request` by ana" in said.err


def test_an_act_written_by_hand_is_kept_if_the_law_allows_it(run):
    run.promised()
    act = "- act: deliver\\n  by: diego\\n  at: 2026-03-02T09:00:00-03:00\\n  evidence: [photos]"
    run("edit k7m", EDITOR=editor(f"s/^state: .*/state: delivered/; $a {act}"))
    assert run("check --select PC1,PC2").code == 0
    assert "state: delivered\n" in run.promise()


def test_an_agents_verdict_is_not_written_by_hand_either(run):
    run("person add bot --agent --answers-to diego")
    run.delivered()
    act = "- act: accept\\n  by: bot\\n  for: ana\\n  via: x\\n  at: 2026-03-02T09:00:00-03:00"
    said = run("edit k7m", code=1, EDITOR=editor(f"s/^state: .*/state: accepted/; $a {act}"))
    assert "error[PC506]" in said.err


def test_what_was_wrong_before_does_not_stand_in_the_way(run):
    run.promised()
    people = run.read("ledgers/people.yaml")
    run.write("ledgers/people.yaml", "".join(line for line in people.splitlines(True) if "diego" not in line))
    run("edit k7m", EDITOR=editor("s/^state:/priority: 1\\nstate:/"))
    assert "priority: 1\n" in run.promise()
    assert (
        "PC107" in run("edit k7m", code=1, EDITOR=editor("s/^customer: ana/customer: anna/; s/by: ana/by: anna/")).err
    )


def test_nothing_changed_is_said(run):
    run.promised()
    assert run("edit k7m", EDITOR="true").lines == ["k7m2: nothing changed"]


def test_without_an_editor_the_help_names_the_variable(run):
    run.promised()
    said = run("edit k7m", code=2)
    assert said.err.startswith("error: which editor? Neither VISUAL nor EDITOR is set\n  help: set one")


@pytest.mark.parametrize("command", ["false", "no-such-editor-here", "vi 'x"])
def test_an_editor_that_fails_changes_nothing(run, command):
    run.promised()
    before = run.tree()
    assert run("edit k7m", code=2, EDITOR=command).err.startswith("error: ")
    assert run.tree() == before


def test_an_unreadable_file_is_mended(run):
    run.promised()
    run.write(PATH, run.promise().replace("state: promised", "state: promised\nstate: promised"))
    run("edit k7m", EDITOR=editor("0,/^state: promised/{//d}"))
    assert run("check --select PC1,PC2").code == 0


def test_a_file_that_changed_meanwhile_is_not_overwritten(run):
    run.promised()
    full = run.folder / PATH
    script = run.write("edit.sh", f"sed -i 's/^state:/priority: 1\\nstate:/' \"$1\"\necho '# mine' >> {full}\n")
    said = run("edit k7m", code=4, EDITOR=f"sh {script}")
    assert "changed while the command ran" in said.err
    assert "priority: 1" in kept_in(said)
    assert run.promise().endswith("# mine\n")


def test_dry_run_shows_and_commit_commits(repository):
    run = repository
    run.promised()
    add = editor("s/^state:/priority: 1\\nstate:/")
    assert "+priority: 1" in run("edit k7m --dry-run", EDITOR=add).out
    assert "priority" not in run.promise()
    run("edit k7m --commit", EDITOR=add)
    assert run.git("log", "-1", "--format=%s").strip() == "clm-k7m2x9qd: edit"


def hear_interrupts():
    """Hear ^C also where these tests run in the background of a shell, which has its children ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_editor_that_is_interrupted_leaves_the_text(run):
    run.promised()
    script = run.write("edit.sh", "sed -i 's/^state:/priority: 1\\nstate:/' \"$1\"; kill -INT $PPID; sleep 1\n")
    said = run.apart("edit k7m", code=130, EDITOR=f"sh {script}", TMPDIR=tempfile.tempdir, preexec_fn=hear_interrupts)
    assert "priority: 1" in kept_in(said)
    assert "priority" not in run.promise()


def test_on_a_terminal_the_editor_is_offered_again(run):
    run.promised()
    script = run.write(
        "edit.sh",
        "if [ -e done ]; then sed -i 's/^waht:/what:/' \"$1\"; "
        "else touch done; sed -i 's/^what:/waht:/; s/^state:/tags: [vip]\\nstate:/' \"$1\"; fi\n",
    )
    variables = run.variables({"EDITOR": f"sh {script}", "TERM": "dumb"})
    child = starts([warm_program(), "edit", "k7m"], run.folder, variables)
    child.expect("Edit it again")
    child.sendline("")
    child.expect("the edit is kept")
    ends(child)
    assert "tags: [vip]\n" in run.promise()
    assert "what: Inspect the vehicle\n" in run.promise()
