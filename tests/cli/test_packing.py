"""Packing: closed promises go into packs and come back, byte for byte, and nothing that is read changes by it."""

from __future__ import annotations

import subprocess

import pytest

PACK = "ledgers/claims/settled/2026-Q1.yaml"


def closed(run, id, day, what="Answer the insured"):
    """Ana asks Diego for something, and he declines on a day of March 2026."""
    run.now = "2026-03-02T09:00:00-03:00"
    run(f"request diego '{what}' 2026-03-06 -c answered --id {id}")
    run.now = f"2026-03-{day:02}T09:00:00-03:00"
    run(f"decline {id} --by diego")


@pytest.fixture
def settled(run):
    """Three closed promises, an open one and a draft; it is the first of July."""
    closed(run, "clm-aaaa1111", 5)
    closed(run, "clm-bbbb2222", 4)
    closed(run, "clm-cccc3333", 6)
    run.promised(id="clm-open4444")
    run.write("ledgers/claims/clm-draft555.yaml", "id: clm-draft555\nwhat: Think of it\n")
    run.now = "2026-07-01T09:00:00-04:00"
    return run


def loose(run):
    return sorted(path for path in run.tree() if path.startswith("ledgers/claims/clm-"))


def test_closed_promises_go_into_the_pack_of_their_quarter_in_the_order_of_closing(settled):
    run = settled
    before = run.tree()
    said = run("pack --before 2026-04-01")
    assert said.out == f"3 packed into {PACK}\n"
    pieces = [before[f"ledgers/claims/clm-{name}.yaml"] for name in ("bbbb2222", "aaaa1111", "cccc3333")]
    assert run.tree()[PACK] == b"".join(b"---\n" + piece for piece in pieces)
    assert loose(run) == ["ledgers/claims/clm-draft555.yaml", "ledgers/claims/clm-open4444.yaml"]


def test_unpacking_brings_every_byte_back(settled):
    run = settled
    before = run.tree()
    run("pack")
    assert run("unpack bbbb").out == "clm-bbbb2222: unpacked into ledgers/claims/clm-bbbb2222.yaml\n"
    assert run.tree()["ledgers/claims/clm-bbbb2222.yaml"] == before["ledgers/claims/clm-bbbb2222.yaml"]
    run("unpack clm-aaaa1111 clm-cccc3333")
    assert run.tree() == before


def test_every_list_and_report_says_the_same_before_and_after(settled):
    run = settled
    run("set open4 needs clm-aaaa1111")
    run("request diego 'Answer again' 2026-07-03 -c answered --id clm-again666 --reopens clm-aaaa1111")
    lines = (
        "list --all",
        "report fulfilment",
        "check",
        "due all",
        "overdue all",
        "log",
        "show aaaa",
        "status",
        "inbox",
    )
    before = [run(line, code=1 if line == "check" else 0).out for line in lines]
    run("pack")
    after = [run(line, code=1 if line == "check" else 0).out for line in lines]
    assert [one.replace(PACK, "x") for one in after] == before


def test_only_what_closed_before_the_bound_goes(settled):
    run = settled
    assert run("pack --before 2026-03-05").out == f"1 packed into {PACK}\n"
    assert run("pack --older 200d").out == "nothing to pack: no loose promise closed before Sat 2025-12-13\n"
    assert run("pack --older 117d").out == f"1 packed into {PACK}\n"


def test_packing_in_two_steps_gives_what_packing_at_once_gives(settled):
    run = settled
    run("pack --before 2026-03-06")
    run("unpack clm-bbbb2222")
    run("pack")
    steps = run.tree()
    run("unpack clm-aaaa1111 clm-bbbb2222 clm-cccc3333")
    run("pack")
    assert run.tree() == steps


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, "it begins with a byte order mark"),
        (lambda data: data.replace(b"\n", b"\r\n"), "its lines end in CRLF"),
        (lambda data: b"---\n" + data, "it has a `---` line of its own"),
        (lambda data: data.removesuffix(b"\n"), "its last line has no end"),
        (lambda data: data.replace(b"state: declined", b"state: requested"), "its head does not balance"),
        (lambda data: data.replace(b"- act: decline", b"- act: accept"), "the law refuses its history"),
        (lambda data: b"what: [\n" + data, "it cannot be read"),
        (lambda data: b"# promisectl: ignore PC607 until 2026-06-30\n" + data, "it holds a silence for the whole file"),
    ],
)
def test_what_cannot_stand_in_a_pack_stays_loose_and_is_named(settled, change, why):
    run = settled
    path = run.folder / "ledgers/claims/clm-aaaa1111.yaml"
    path.write_bytes(change(path.read_bytes()))
    said = run("pack")
    assert said.lines[0] == f"2 packed into {PACK}"
    assert said.lines[1].startswith(f"stays loose: ledgers/claims/clm-aaaa1111.yaml: {why}")
    assert path.exists()


def test_a_dry_run_shows_the_change_and_writes_nothing(settled):
    run = settled
    before = run.tree()
    said = run("pack --dry-run")
    assert f"+++ b/{PACK}" in said.out and "+++ /dev/null" in said.out
    assert "dry run, nothing written: 3 packed" in said.err
    assert run.tree() == before


def test_programs_are_told_what_moved_and_what_stayed(settled):
    run = settled
    path = run.folder / "ledgers/claims/clm-aaaa1111.yaml"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    said = run("pack --format json").json
    assert [one["promise"] for one in said["packed"]] == ["clm-bbbb2222", "clm-cccc3333"]
    assert said["packed"][0] == {
        "promise": "clm-bbbb2222",
        "path": "ledgers/claims/clm-bbbb2222.yaml",
        "pack": PACK,
    }
    assert said["left"] == [
        {"promise": "clm-aaaa1111", "path": path.relative_to(run.folder).as_posix(), "why": "its last line has no end"}
    ]
    assert said["written"] is True
    said = run("unpack bbbb --format json").json
    assert said["unpacked"][0]["promise"] == "clm-bbbb2222"


def test_a_promise_in_a_pack_takes_acts_again_after_unpacking(settled):
    run = settled
    run("pack")
    assert "promisectl unpack clm-aaaa1111" in run("note aaaa 'one more word'", code=2).err
    run("unpack aaaa")
    run("note aaaa 'one more word'")


def test_a_name_that_is_not_packed_is_refused_with_what_to_do(settled):
    run = settled
    run("pack --before 2026-03-06")
    assert "clm-cccc3333 is not packed" in run("unpack cccc", code=2).err
    assert "no packed promise is called `zzzz`" in run("unpack zzzz", code=2).err
    assert "`clm` could be any of 2 promises" in run("unpack clm", code=2).err


def test_a_promise_that_stands_loose_and_packed_is_made_one_again(settled):
    run = settled
    path = run.folder / "ledgers/claims/clm-aaaa1111.yaml"
    bytes_before = path.read_bytes()
    run("pack")
    path.write_bytes(bytes_before)
    assert "PC105" in run("check --select PC1", code=1).out
    assert run("pack").out == f"1 packed into {PACK}\n"
    assert not path.exists() and run("check --select PC1").code == 0

    more = bytes_before + b"- act: note\n  by: ana\n  at: 2026-06-01T09:00:00-04:00\n  note: thank you\n"
    path.write_bytes(more)
    assert "says something else there" in run("pack").out
    run("unpack aaaa")
    assert path.read_bytes() == more and run("check --select PC1").code == 0


def test_a_promise_with_two_files_is_a_persons_to_decide(settled):
    run = settled
    run.write("ledgers/claims/old/clm-aaaa1111.yaml", run.promise("clm-aaaa1111"))
    said = run("pack")
    assert said.lines[0] == f"2 packed into {PACK}"
    assert [line.rpartition(": ")[2] for line in said.lines[1:]] == ["its id stands in more than one file"] * 2


def test_a_pack_written_by_hand_that_cannot_be_taken_apart_is_left_alone(settled):
    run = settled
    run("pack")
    path = run.folder / PACK
    path.write_bytes(path.read_bytes().replace(b"---\n", b"--- # one more\n", 1))
    before = run.tree()
    assert "cannot be taken apart" in run("unpack aaaa", code=2).err
    assert run.tree() == before


def test_a_lapsed_promise_is_closed_and_can_be_packed(run):
    run(
        "promise ana 'Repair it' --within 5d --condition 'parts' --condition-by 2026-03-10 -c ok --by diego --id clm-laps7777"
    )
    run("agree laps")
    run.now = "2026-07-01T09:00:00-04:00"
    before = run("list --all").out
    assert run("pack").out == f"1 packed into {PACK}\n"
    assert run("list --all").out == before


def test_a_pack_is_one_commit_that_holds_nothing_else(repository):
    run = repository
    closed(run, "clm-aaaa1111", 5)
    closed(run, "clm-bbbb2222", 5)
    run.git("add", "ledgers/claims/clm-aaaa1111.yaml")
    run.git("commit", "--quiet", "--message", "one of two")
    run.now = "2026-07-01T09:00:00-04:00"
    run.write("other.txt", "staged")
    run.git("add", "other.txt")
    run("pack --commit")
    assert run.git("log", "-1", "--format=%s") == "pack 2 closed promises\n"
    assert run.git("show", "--name-status", "--no-renames", "--format=", "HEAD") == (
        f"D\tledgers/claims/clm-aaaa1111.yaml\nA\t{PACK}\n"
    )
    assert run.git("status", "--short") == "A  other.txt\n"
    run("unpack aaaa --commit")
    assert run.git("log", "-1", "--format=%s") == "unpack clm-aaaa1111\n"
    assert run.git("status", "--short") == "A  other.txt\n"


def test_bounds_said_twice_or_wrongly_are_refused(run):
    assert "say the same in two ways" in run("pack --before 2026-01-01 --older 3d", code=2).err
    assert "--older needs a number of days" in run("pack --older soon", code=2).err


def test_unpack_is_completed_with_the_ids_of_packed_promises(settled):
    run = settled
    run("pack --before 2026-03-06")
    said = run.apart("__complete zsh -- unpack ''").lines
    assert [line for line in said if line.startswith("clm-")] == [
        "clm-aaaa1111\tAnswer the insured",
        "clm-bbbb2222\tAnswer the insured",
    ]


def test_a_file_that_cannot_be_read_is_named_and_left_alone(settled):
    run = settled
    run("pack --before 2026-03-05")
    run.write(PACK, run.read(PACK) + "<<<<<<< HEAD\n")
    said = run("pack").lines
    assert said[0] == f"left alone: {PACK}: it cannot be read"
    assert all(line.startswith("stays loose: ledgers/claims/clm-") for line in said[1:])


def test_a_pack_that_both_sides_emptied_is_gone(repository):
    run = repository
    for id in ("clm-aaaa1111", "clm-bbbb2222"):
        closed(run, id, 5)
    run.now = "2026-07-01T09:00:00-04:00"
    run("pack")
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "packed")
    for branch, ids in (("other", "aaaa"), ("main", "aaaa bbbb")):
        run.git("checkout", "--quiet", *(["-b"] if branch == "other" else []), branch)
        run(f"unpack {ids}")
        run.git("add", "--all", ".")
        run.git("commit", "--quiet", "--message", branch)
    with pytest.raises(subprocess.CalledProcessError):
        run.git("merge", "--quiet", "other")
    assert run(f"resolve {PACK}").out == f"{PACK}: both sides took its documents out; the pack is gone\n"
    run.git("add", PACK)
    assert run("check --select PC1,PC2").out == "no findings; promises read: 2\n"
