"""Where the guard looks: bases, names, published commits, folders, links, attributes, hashes, checkpoints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from promisectl.app.audit.audit import audit, write_checkpoint
from promisectl.app.check.branch import check_branch

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    ID,
    MOVED,
    OTHER,
    PEOPLE,
    REGISTER,
    SETTINGS,
    YES,
    Lab,
    P,
    Q,
    Seen,
    act,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
NOTE = act("note", "diego", "19T09", note="x")


def silent(lab: Lab) -> Lab:
    """Change what was asked, on the branch."""
    lab.start().edit("2026-04-20", FAR)
    lab.write()
    return lab


def since(lab: Lab, commit: str) -> Seen:
    lab.write()
    lab.git("symbolic-ref", "HEAD", "refs/heads/pr")
    return Seen.of(audit(root=lab.folder, since=commit).findings)


# The base.


@pytest.mark.parametrize("also", ["refs/tags/main", "refs/remotes/main/HEAD"])
def test_a_base_that_is_two_things_is_refused_or_is_the_branch(lab, also):
    silent(lab).git("update-ref", also, "pr")
    seen = lab.guard()
    assert seen.exit in (1, 2), seen.told


def test_a_remote_branch_with_a_tag_of_its_name_is_refused(lab):
    silent(lab).git("update-ref", "refs/remotes/origin/main", "main")
    lab.git("tag", "origin/main", "pr")
    assert lab.guard(base="origin/main").exit == 2


def test_a_full_name_is_that_ref(lab):
    silent(lab).git("tag", "main", "pr")
    assert "PC402:e" in lab.guard(base="refs/heads/main").codes


def test_a_full_hash_is_that_commit_and_no_branch_of_that_name(lab):
    silent(lab)
    base = lab.git("rev-parse", "refs/heads/main")
    lab.git("update-ref", f"refs/heads/{base}", "pr")
    assert "PC402:e" in lab.guard(base=base).codes


def test_a_head_that_is_a_tag_and_a_branch_is_refused(lab):
    silent(lab).git("tag", "pr", "main")
    assert lab.guard(head="pr").exit in (1, 2)


def test_a_branch_that_has_nothing_in_common_with_main_is_not_passed_in_silence(lab):
    lab.start()
    lab.current = "orphan"
    lab.put(
        {SETTINGS: settings(), PEOPLE: REGISTER, P: promise(request(when_due=f"due: {FAR}"), AGREE, due=FAR)},
        parents=[],
    )
    seen = lab.guard("orphan")
    assert seen.exit in (1, 2), seen.told


def test_an_abbreviated_hash_of_the_base_is_the_base(lab):
    silent(lab)
    assert "PC402:e" in lab.guard(base=lab.git("rev-parse", "--short=12", "main")).codes


def test_a_replaced_commit_is_read_as_it_is(lab):
    silent(lab).git("replace", "pr", "main")
    assert "PC402:e" in lab.guard().codes


def test_a_grafted_history_is_not_audited_as_if_it_were_whole(lab):
    silent(lab).git("checkout", "--quiet", "--force", "pr")
    (lab.folder / ".git/shallow").write_text(lab.git("rev-parse", "pr") + "\n")
    assert lab.audited("pr").exit == 2


# Published commits.


def test_where_commits_are_published_her_word_in_his_commit_is_a_warning(lab):
    lab.start().say(ASK, YES, due=MOVED)
    seen = lab.guard(is_published=True)
    assert (seen.exit, "PC406:w" in seen.codes) == (0, True), seen.told


def test_where_commits_are_published_an_edit_is_still_an_error(lab):
    silent(lab)
    assert "PC402:e" in lab.guard(is_published=True).codes


def test_where_commits_are_published_the_level_is_still_asked(lab):
    lab.start(policy="trust: author").say(ASK, YES, due=MOVED)
    assert "PC501:e" in lab.guard(is_published=True).codes


def test_audit_since_main_says_what_check_says(lab):
    silent(lab).say(ASK, YES, due=MOVED)
    told = {one for one in lab.guard().codes if one.startswith(("PC402", "PC403", "PC404"))}
    assert told <= since(lab, "main").codes


def test_one_finding_for_each_word(lab):
    lab.start().say(ASK, YES, due=MOVED)
    told = [one for one in lab.guard().told if one.startswith("PC406")]
    assert len(told) == 1, told


def test_one_finding_for_one_edit(lab):
    silent(lab)
    told = [one for one in lab.guard().told if one[:5] in ("PC402", "PC401", "PC205")]
    assert len(told) == 1, told


def test_an_edit_that_stays_through_ten_commits_is_one_finding(lab):
    silent(lab)
    for number in range(10):
        lab.say(act("note", "diego", "19T11", note=str(number)))
    told = [one for one in lab.guard().told if one.startswith("PC402")]
    assert len(told) == 1, told


# Folders.


@pytest.mark.parametrize("folder", ["../private", "/tmp", "ledgers/../..", "", ".", "~", ".git", "a\\nb"])
def test_ledgers_outside_the_workspace_are_refused(lab, folder):
    lab.start().put({SETTINGS: settings(more=f'ledgers: "{folder}"\n')}, "diego")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) != (0, 0), (seen.told, later.told)
    assert seen.exit, seen.told


@pytest.mark.parametrize("folder", ["./ledgers", "ledgers/", "ledgers//", "./ledgers/."])
def test_the_same_folder_written_otherwise_is_the_same(lab, folder):
    lab.start().put({SETTINGS: settings(more=f"ledgers: {folder}\n")}, "diego")
    lab.passes()


def test_behind_the_same_folder_written_otherwise_an_edit_is_seen(lab):
    lab.start().put({SETTINGS: settings(more="ledgers: ./ledgers/\n"), P: BEGUN.replace("2026-04-20", FAR)}, "diego")
    lab.stopped("PC402:e")


@pytest.mark.parametrize("path", [P, PEOPLE, SETTINGS, "ledgers/claims", "ledgers"])
def test_a_link_in_place_of_a_file_is_not_followed(lab, path):
    lab.start()
    gone = {} if path.endswith("yaml") else {P: None}
    lab.put({**gone, path: "../elsewhere"}, modes={path: "120000"})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) != (0, 0), (seen.told, later.told)
    assert seen.exit, seen.told


def test_a_module_of_git_in_place_of_a_ledger_hides_nothing(lab):
    lab.start().put({P: None})
    zeros = b"a" * (40 if lab.object_format == "sha1" else 64)
    lab.put({"x": "x"})
    lab.stream[-1] = lab.stream[-1].rstrip(b"\n") + b"\nM 160000 " + zeros + b" ledgers/claims\n\n"
    seen = lab.guard()
    assert seen.exit, seen.told


def test_a_workspace_that_moves_into_a_folder_is_one_history(lab):
    moved = {
        SETTINGS: None,
        PEOPLE: None,
        P: None,
        f"team/{SETTINGS}": settings(),
        f"team/{PEOPLE}": REGISTER,
        f"team/{P}": promise(request(when_due=f"due: {FAR}"), AGREE, due=FAR),
    }
    lab.start().put(moved)
    lab.write()
    lab.git("checkout", "--quiet", "--force", "pr")
    try:
        result = check_branch("main", "pr", root=lab.folder / "team")
        seen = Seen.of(result.check_result.findings)
    finally:
        lab.git("symbolic-ref", "HEAD", "refs/heads/main")
    assert seen.exit, seen.told


def test_a_promise_of_another_case_in_its_path_is_not_another(lab):
    lab.start().put({P: None, P.replace("claims", "Claims"): BEGUN})
    seen = lab.guard()
    assert seen.exit, seen.told


@pytest.mark.parametrize("name", ["README.md", "clm-k7m2x9qd.yaml.orig", "notes~", "Thumbs.db"])
def test_a_stray_file_in_a_ledger_is_told_and_stops_nothing(lab, name):
    lab.start().put({f"ledgers/claims/{name}": "x"})
    lab.passes(guard="PC109:w")


def test_a_file_that_may_be_a_promise_nobody_reads_stops_the_branch(lab):
    lab.start().put({"ledgers/claims/clm-new2m3n4.yml": "x"})
    lab.stopped("PC109:e", audit="-")


def test_other_files_of_the_repository_are_nobodys_matter(lab):
    lab.start().put({"src/main.py": "print()\n", "docs/x.yaml": "id: 1\n", ".github/workflows/x.yml": "on: push\n"})
    lab.passes()


# Attributes.


ERRORS = [
    "ledgers/** working-tree-encoding=UTF-16",
    "*.yaml ident",
    "* filter=evil",
    "ledgers/people.yaml filter=lfs",
    "promisectl.yaml working-tree-encoding=UTF-16",
    "[attr]odd filter=evil\n*.yaml odd",
]


@pytest.mark.parametrize("line", ERRORS)
def test_attributes_that_have_git_write_other_files_are_an_error(lab, line):
    lab.start().put({".gitattributes": line + "\n"}, "diego")
    lab.stopped("PC112:e")


def test_attributes_in_a_folder_below_are_seen(lab):
    lab.start().put({"ledgers/claims/.gitattributes": "* filter=evil\n"}, "diego")
    lab.stopped("PC112:e")


@pytest.mark.parametrize("line", ["ledgers/** merge=union", "*.yaml merge=ours"])
def test_attributes_that_merge_in_their_own_way_are_a_warning(lab, line):
    lab.start().put({".gitattributes": line + "\n"}, "diego")
    lab.passes(must="PC112:w")


def test_line_ends_asked_of_a_file_with_cr_are_a_warning(lab):
    lab.start(BEGUN).put({P: BEGUN.replace("\n", "\r\n"), ".gitattributes": "*.yaml text eol=lf\n"}, "diego")
    lab.passes(must="PC112:w")


@pytest.mark.parametrize(
    "line",
    [
        "* text=auto",
        "*.psd filter=lfs diff=lfs merge=lfs -text",
        "*.yaml text eol=lf",
        "*.yaml diff",
        "*.yaml filter=x\n*.yaml -filter",
        "ledgers/** linguist-generated",
    ],
)
def test_plain_attributes_say_nothing(lab, line):
    lab.start().put({".gitattributes": line + "\n"}, "diego")
    lab.passes()


# Silences.


QUIET = "# promisectl: ignore PC604 until {day} because we trust each other\n"
OPEN = promise(request(at="19T09").replace(", criteria: [photos]", ""), id=OTHER, state="requested").replace(
    "criteria: [photos]\n", ""
)


def test_a_silence_of_three_months_is_too_long(lab):
    lab.start().put({Q: QUIET.format(day="2026-12-31") + OPEN}, "ana")
    said = lab.run("check --format json", code=1)
    assert "PC111" in said


def test_a_silence_does_not_quiet_the_guard(lab):
    lab.start().put({P: "# promisectl: ignore PC402 until 2026-04-01 because x\n" + BEGUN.replace("2026-04-20", FAR)})
    lab.stopped("PC402:e")


# The command line.


def test_on_the_command_line_all_can_be_quieted_and_it_says_so(lab):
    silent(lab)
    said = lab.run("check --base main --head pr --ignore PC4")
    assert "PC4" in said


# Checkpoints.


def test_a_history_that_only_grew_keeps_its_checkpoint(lab):
    lab.start().say(NOTE)
    kept = checkpoint(lab)
    lab.on("pr").say(ASK.replace("T09", "T10"))
    assert lab_audit(lab, kept).exit == 0


def test_a_history_that_was_rewritten_breaks_its_checkpoint(lab):
    lab.start().say(NOTE)
    kept = checkpoint(lab)
    lab.branch("pr").say(NOTE.replace("note: x", "note: y"))
    assert lab_audit(lab, kept).exit == 1


def test_a_history_that_begins_anew_breaks_its_checkpoint(lab):
    lab.start().say(NOTE)
    kept = checkpoint(lab)
    lab.current = "anew"
    lab.put({SETTINGS: settings(), PEOPLE: REGISTER, P: BEGUN}, "ana", parents=[])
    lab.branch("pr", "anew")
    assert lab_audit(lab, kept).exit in (1, 2)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{}", "null", "", '{"version": 99}', "\0"],
    ids=["brackets", "mapping", "null", "empty", "version", "nul"],
)
def test_a_file_that_is_no_checkpoint_is_refused_with_a_sentence(lab, text):
    lab.start().say(NOTE)
    path = lab.folder.parent / "kept.json"
    path.write_text(text)
    seen = lab_audit(lab, path)
    assert seen.exit == 2, seen.told


def checkpoint(lab: Lab) -> Path:
    lab.write()
    lab.git("symbolic-ref", "HEAD", "refs/heads/pr")
    path = lab.folder.parent / "kept.json"
    write_checkpoint(audit(root=lab.folder), path)
    assert json.loads(path.read_text())
    lab.git("symbolic-ref", "HEAD", "refs/heads/main")
    return path


def lab_audit(lab: Lab, kept: Path) -> Seen:
    return lab.audited("pr", checkpoint=kept)


# Objects that git itself would not write.


def literally(lab: Lab, kind: str, data: bytes) -> str:
    lab.write()
    path = lab.folder.parent / "object"
    path.write_bytes(data)
    return lab.git("hash-object", "-t", kind, "-w", "--literally", str(path))


def test_a_tree_of_ledgers_that_lists_a_name_twice_is_refused(lab):
    lab.start().say(NOTE)
    lab.write()
    name = f"{ID}.yaml".encode()
    two = [lab.git("rev-parse", f"{ref}:{P}") for ref in ("main", "pr")]
    claims = literally(lab, "tree", b"".join(b"100644 " + name + b"\0" + bytes.fromhex(one) for one in two))
    people, config = (lab.git("rev-parse", f"main:{path}") for path in (PEOPLE, SETTINGS))
    ledgers = literally(
        lab, "tree", b"40000 claims\0" + bytes.fromhex(claims) + b"100644 people.yaml\0" + bytes.fromhex(people)
    )
    top = literally(
        lab, "tree", b"40000 ledgers\0" + bytes.fromhex(ledgers) + b"100644 promisectl.yaml\0" + bytes.fromhex(config)
    )
    lab.put({}, tree=top)
    assert lab.guard().exit == 2


def test_a_commit_of_ledgers_without_an_author_is_refused(lab):
    lab.start().say(NOTE)
    lab.write()
    tree, parent = lab.git("rev-parse", "pr^{tree}"), lab.git("rev-parse", "main")
    line = "Diego <diego@example.com> 1773925200 +0000"
    commit = literally(lab, "commit", f"tree {tree}\nparent {parent}\ncommitter {line}\n\nx\n".encode())
    lab.git("update-ref", "refs/heads/odd", commit)
    assert lab.guard("odd").exit == 2


def test_a_commit_without_an_author_that_touches_no_ledger_passes(lab):
    lab.start().put({"x.txt": "x"})
    lab.write()
    tree, parent = lab.git("rev-parse", "pr^{tree}"), lab.git("rev-parse", "main")
    line = "Diego <diego@example.com> 1773925200 +0000"
    commit = literally(lab, "commit", f"tree {tree}\nparent {parent}\ncommitter {line}\n\nx\n".encode())
    lab.git("update-ref", "refs/heads/odd", commit)
    seen = lab.guard("odd")
    assert seen.exit == 0, seen.told


def test_a_date_beyond_all_clocks_is_no_crash(lab):
    lab.start().say(NOTE)
    lab.write()
    tree, parent = lab.git("rev-parse", "pr^{tree}"), lab.git("rev-parse", "main")
    line = "Diego <diego@example.com> 99999999999999999 +9999"
    commit = literally(lab, "commit", f"tree {tree}\nparent {parent}\nauthor {line}\ncommitter {line}\n\nx\n".encode())
    lab.git("update-ref", "refs/heads/odd", commit)
    assert lab.guard("odd").exit in (0, 1, 2)
