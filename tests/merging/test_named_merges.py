"""Named merges: the cases in which git knows least: renames, look-alikes, packs, and both sides renegotiated."""

from __future__ import annotations

import subprocess

import pytest

PATH = "ledgers/claims/clm-k7m2x9qd.yaml"
LIKE = "ledgers/claims/clm-like0001.yaml"
PACK = "ledgers/claims/settled/2026-Q1.yaml"


@pytest.fixture
def ledger(repository):
    """Four closed promises and an open one, all much alike; it is July, and everything is committed."""
    run = repository
    for number in range(4):
        run.now = f"2026-03-02T1{number}:00:00-03:00"
        name = "clm-k7m2x9qd" if number == 0 else f"clm-call000{number}"
        run.promised("Inspect the vehicle of the insured", name, "-n 'she called three times about it'")
        run(f"cancel {name} --reason customer-change")
    run.now = "2026-03-03T09:00:00-03:00"
    run.promised("Order the parts", "clm-open0001")
    run.now = "2026-07-01T09:00:00-04:00"
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "March")
    return run


def branch(run, name, *steps):
    """Do something on a branch of main's, and commit it."""
    run.git("switch", "--quiet", "--create", name, "main")
    for step in steps:
        if callable(step):
            step(run)
        else:
            run(step)
    run.git("add", "--all", ".")
    run.git("commit", "--quiet", "--message", name)


def merge(run, ours, theirs):
    """Merge theirs into ours by git alone; return whether git was content."""
    run.git("switch", "--quiet", ours)
    command = ["git", "merge", "--quiet", "--no-edit", theirs]
    done = subprocess.run(command, cwd=run.folder, env=run.variables({}), capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0


def check(run, code=0, more=""):
    """Return what `check` says of form and law."""
    return run(f"check --select PC1,PC2,PC4 --ignore PC406 --format concise {more}", code=code).out


def notes(run, id):
    return [act["note"] for act in run(f"show {id} --format json").json["promise"]["history"] if act["act"] == "note"]


def look_alike(run):
    """Make a promise that looks like the packed one, under another id."""
    pieces = run.read(PACK).split("---\n")
    text = next(piece for piece in pieces if "clm-k7m2x9qd" in piece)
    run.write(LIKE, text.replace("clm-k7m2x9qd", "clm-like0001"))


def test_a_note_on_a_promise_packed_meanwhile_goes_into_a_look_alike_and_only_a_base_can_tell(ledger):
    """git takes the packed promise for renamed: measured. The note is not lost; it stands in the wrong promise."""
    run = ledger
    branch(run, "packs", "pack", look_alike)
    branch(run, "notes", "note k7m 'the insured wrote to thank us'")
    assert merge(run, "packs", "notes")
    assert notes(run, "clm-like0001") == ["the insured wrote to thank us"]
    assert notes(run, "clm-k7m2x9qd") == []
    assert "PC2" not in check(run) and "PC1" not in check(run)
    found = check(run, 1, "--base main")
    assert "PC404" in found


def test_a_note_on_the_only_promise_of_a_pack_follows_it_into_the_pack(ledger):
    run = ledger
    run("pack")
    run("unpack k7m")
    run.git("add", "--all", ".")
    run.git("commit", "--quiet", "--message", "one is loose")
    run.git("rm", "--quiet", PACK)
    run.git("commit", "--quiet", "--message", "the others are elsewhere")
    branch(run, "packs", "pack")
    branch(run, "notes", "note k7m 'the insured wrote'")
    assert merge(run, "packs", "notes")
    assert notes(run, "clm-k7m2x9qd") == ["the insured wrote"]
    assert run.read(PACK).count("\n- act: note\n") == 1
    check(run)


def test_a_promise_packed_here_and_noted_there_is_a_conflict_that_resolve_explains(ledger):
    run = ledger
    branch(run, "packs", "pack")
    branch(run, "notes", "note k7m 'the insured wrote'")
    assert not merge(run, "packs", "notes")
    assert "PC105" in check(run, 1)
    assert "promisectl unpack clm-k7m2x9qd" in run(f"resolve {PATH}", code=1).err
    run.git("add", PATH)
    run("unpack k7m")
    assert notes(run, "clm-k7m2x9qd") == ["the insured wrote"]
    check(run)


def test_the_same_promises_packed_on_both_branches_are_one_pack(ledger):
    run = ledger
    branch(run, "one", "pack")
    branch(run, "two", "pack", "note open 'parts ordered'")
    assert merge(run, "one", "two")
    assert run.read(PACK).count("---\n") == 4
    check(run)


def test_packs_filled_on_both_branches_are_resolved_to_hold_every_promise_once(ledger):
    run = ledger
    names = ["clm-k7m2x9qd", "clm-call0001", "clm-call0002", "clm-call0003"]
    whole = {name: run.promise(name) for name in names}
    branch(run, "one", only(names[:1]), "pack", back)
    branch(run, "two", only(names[1:2]), "pack", back)
    assert not merge(run, "one", "two")
    assert "PC101" in check(run, 2)
    assert run(f"resolve {PACK}").out == f"{PACK}: the documents of both sides, 2 in all\n"
    assert run.read(PACK) == "".join("---\n" + whole[name] for name in names[:2])
    run.git("add", "--all", ".")
    run.git("commit", "--quiet", "--message", "both packs")
    check(run, 0, "--base main")
    run("unpack k7m call0001")
    assert {name: run.promise(name) for name in names} == whole


def only(names):
    """Hide the promises that are not to be packed here."""

    def step(run):
        for path in sorted((run.folder / "ledgers/claims").glob("clm-*.yaml")):
            if path.stem not in names:
                path.rename(run.folder / path.name)

    return step


def back(run):
    """Bring the hidden ones back."""
    for path in sorted(run.folder.glob("clm-*.yaml")):
        path.rename(run.folder / "ledgers/claims" / path.name)


def test_a_packed_promise_that_both_sides_changed_is_a_persons_to_decide(ledger):
    run = ledger
    run("pack")
    run.git("add", "--all", ".")
    run.git("commit", "--quiet", "--message", "packed")
    for name in ("one", "two"):
        branch(
            run, name, lambda run, name=name: run.write(PACK, run.read(PACK).replace("she called three times", name, 1))
        )
    assert not merge(run, "one", "two")
    assert "both sides changed clm-k7m2x9qd" in run(f"resolve {PACK}", code=1).err


def test_a_promise_moved_to_two_folders_is_never_lost(ledger):
    """rename/rename: the files may be moved freely, and git stops where both did."""
    run = ledger

    def moved(folder):
        def step(run):
            (run.folder / f"ledgers/claims/{folder}").mkdir()
            run.git("mv", PATH, f"ledgers/claims/{folder}/clm-k7m2x9qd.yaml")

        return step

    branch(run, "one", moved("march"))
    branch(run, "two", moved("early"))
    assert not merge(run, "one", "two")
    assert "PC105" in check(run, 1)


def test_a_promise_moved_here_and_spoken_in_there_keeps_both(ledger):
    run = ledger

    def moved(run):
        (run.folder / "ledgers/claims/march").mkdir()
        run.git("mv", PATH, "ledgers/claims/march/clm-k7m2x9qd.yaml")

    branch(run, "moves", moved)
    branch(run, "notes", "note k7m 'the insured wrote'")
    assert merge(run, "moves", "notes")
    assert notes(run, "clm-k7m2x9qd") == ["the insured wrote"]
    check(run, 0, "--base main")


def test_a_promise_deleted_here_and_spoken_in_there_goes_into_no_look_alike_unseen(ledger):
    """delete/add look-alike, without a pack: the deletion alone is PC403 already."""
    run = ledger

    def deleted(run):
        text = run.read(PATH).replace("clm-k7m2x9qd", "clm-like0001")
        run.git("rm", "--quiet", PATH)
        run.write(LIKE, text)

    branch(run, "deletes", deleted)
    branch(run, "notes", "note k7m 'the insured wrote'")
    assert merge(run, "deletes", "notes")
    assert notes(run, "clm-like0001") == ["the insured wrote"]
    assert "PC403" in check(run, 1, "--base main")


def test_two_promises_opened_alike_on_two_branches_never_meet(ledger):
    run = ledger
    for name, id in (("one", "clm-new00001"), ("two", "clm-new00002")):
        branch(run, name, f"request diego 'Inspect the vehicle of the insured' 2026-07-09 -c photos --id {id}")
    assert merge(run, "one", "two")
    check(run)
    assert {"clm-new00001", "clm-new00002"} <= {one["id"] for one in run("list --format json").json["promises"]}


RENEGOTIATIONS = (
    ("renegotiate open 2026-07-09 --reason supplier --by diego", "renegotiate open 2026-07-10 --reason capacity --by diego"),
    ("renegotiate open 2026-07-09 --reason supplier --by diego", "renegotiate open 2026-07-09 --reason other"),
    ("renegotiate open 2026-07-09 --reason supplier --agreed-by ana --via phone --by diego", "cancel open --reason other"),
    ("renegotiate open --what 'Order two parts' --reason estimate", "deliver open -e list --by diego"),
    ("deliver open -e list --by diego", "deliver open -e 'another list' --by diego"),
    ("revoke open --reason capacity --by diego", "cancel open --reason other"),
)  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), RENEGOTIATIONS)
@pytest.mark.parametrize("stands", ["ours", "theirs"])
def test_what_both_branches_moved_conflicts_and_whoever_stands_every_act_is_held(ledger, ours, theirs, stands):
    run = ledger
    branch(run, "one", ours)
    branch(run, "two", theirs)
    spoken = []
    for name in ("one", "two"):
        run.git("switch", "--quiet", name)
        spoken.append(run("show open --format json").json["promise"]["history"][2:])
    assert not merge(run, "one", "two")
    path = "ledgers/claims/clm-open0001.yaml"
    assert "PC101" in check(run, 2)
    said = run(f"resolve {path} --{stands} --by eva").out
    history = run("show open --format json").json["promise"]["history"][2:]
    kept, other = spoken if stands == "ours" else reversed(spoken)
    assert history[: len(kept)] == kept
    if "both sides in one history" in said:
        assert history[len(kept) :] == other
    else:
        (note,) = history[len(kept) :]
        told = [(act["act"], act["by"], act["at"]) for act in note["acts"]]
        assert told == [(act["act"], act["by"], act["at"]) for act in other]
    run.git("add", path)
    run.git("commit", "--quiet", "--message", "resolved")
    assert "error[PC404]" not in check(run, 0, "--base main")


def test_both_sides_kept_by_hand_fuse_two_acts_and_check_says_what_to_do(ledger):
    run = ledger
    branch(run, "one", "note open 'parts ordered' --by diego")
    branch(run, "two", "note open 'parts paid' --by diego")
    assert not merge(run, "one", "two")
    path = "ledgers/claims/clm-open0001.yaml"
    kept = [line for line in run.read(path).splitlines(True) if line[:7] not in ("<<<<<<<", "=======", ">>>>>>>")]
    run.write(path, "".join(kept))
    said = run("check --select PC1", code=2).out
    assert "a merge kept both sides of one act: decide with `promisectl resolve`" in said
    assert run(f"resolve {path}").out.startswith("clm-open0001: both sides in one history")
    assert sorted(notes(run, "clm-open0001")) == ["parts ordered", "parts paid"]
