"""`promisectl audit` as it is typed: what it prints, how it ends, what it refuses to vouch for, and checkpoints."""

from __future__ import annotations

import json
import shutil
import subprocess

import jsonschema
import pytest
from cli.program import Program

from promisectl.app.schema.all import schema
from promisectl.git.programs import git_available
from promisectl.model.trouble import Trouble

from .history import AGREE, FOLDER, NOTE, ONE, REQUEST, SETTINGS, TWO, WARN, History, caught, path_of, promise

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")
HERE = path_of(ONE)


@pytest.fixture(params=["sha1", "sha256"])
def h(tmp_path, request) -> History:
    """A lawful history of one promise, in a repository of either kind."""
    found = History(tmp_path / "work", request.param)
    found.begin()
    found.tell(REQUEST, AGREE)
    found.write()
    return found


@pytest.fixture
def run(h, tmp_path) -> Program:
    (tmp_path / "home").mkdir()
    h.git("reset", "--quiet", "--hard")
    return Program(h.folder.resolve(), tmp_path / "home")


def test_a_lawful_history_ends_well_and_says_what_cannot_be_seen(run):
    said = run("audit")
    assert said.lines == ["commits: 3, acts: 2, promises: 1", "how far the acts can be believed: author 2"]
    assert "cannot be seen without a checkpoint" in said.err


def test_a_rewritten_one_ends_with_1_and_its_place(run, h):
    h.commit({HERE: promise(REQUEST, AGREE.replace("diego", "eva"))})
    h.write()
    said = run("audit", code=1)
    assert said.lines[0].startswith(f"{HERE}:21:7: error[PC402]")
    assert "EDITED `by` of `agree` diego" in said.out
    told = run("audit --format json", code=1).json
    jsonschema.validate(told, schema("audit"))
    (one,) = told["findings"]
    assert (one["kind"], one["code"], one["line"]) == ("edited", "PC402", 21)
    assert one["commit"] == h.git("rev-parse", "HEAD")
    assert [act["trust"] for act in told["acts"]] == ["author", "author"]
    assert "**PC402**" in run("audit --format markdown", code=1).out
    assert run("audit --format concise", code=1).lines[0].startswith(f"{HERE}:21:7: error[PC402]")
    assert json.loads(run("audit --format sarif", code=1).out)["runs"][0]["results"]


def test_in_spanish_it_says_the_same(run, h):
    h.commit({HERE: None})
    h.write()
    assert "QUITADA la promesa" in run("audit --lang es", code=1).out


def test_since_leaves_out_what_was_before(run, h):
    h.commit({HERE: promise(REQUEST)})
    edited = h.count
    h.commit({HERE: promise(REQUEST, NOTE)})
    h.write()
    assert run(["audit", "--since", f"HEAD~{h.count - edited}"]).lines[0] == "commits: 1, acts: 1, promises: 1"
    run("audit", code=1)
    assert "knows no commit" in run("audit --since nowhere", code=2).err


def test_a_merge_is_held_against_both_sides_since_a_commit(h):
    base = h.count
    left = h.commit({HERE: promise(REQUEST, AGREE, NOTE)})
    right = h.commit({path_of(TWO): promise(REQUEST, id=TWO)}, parents=[base], at="2026-03-02T09:00:00+00:00")
    h.commit({path_of(TWO): promise(REQUEST, id=TWO), HERE: promise(REQUEST, AGREE)}, parents=[left, right])
    h.write()
    assert caught(h.audit(since="HEAD^2")) == {("removed", "PC404")}
    assert caught(h.audit(since="HEAD^1")) == {("removed", "PC404")}


# What cannot be vouched for.


def test_a_shallow_clone_is_refused(h, tmp_path):
    h.write()
    h.git("clone", "--quiet", "--depth", "1", f"file://{h.folder}", str(tmp_path / "shallow"))
    with pytest.raises(Trouble) as trouble:
        History.audit(_there(h, tmp_path / "shallow"))
    assert "shallow" in str(trouble.value.message) and trouble.value.exit_code == 2


def _there(h: History, folder) -> History:
    other = object.__new__(History)
    other.folder, other.stream = folder, []
    return other


def test_a_graft_is_refused(h):
    head, first = h.git("rev-parse", "HEAD"), h.git("rev-list", "--max-parents=0", "HEAD")
    grafts = h.folder / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{head} {first}\n")
    with pytest.raises(Trouble) as trouble:
        h.audit()
    assert "grafted" in str(trouble.value.message)


def test_a_replaced_commit_hides_nothing(h):
    h.commit({HERE: promise(REQUEST)})
    h.commit({"README": "x"})
    h.write()
    bad = h.git("rev-parse", "HEAD~1")
    h.git("replace", bad, h.git("rev-parse", "HEAD~2"))
    assert caught(h.audit()) == {("removed", "PC402")}


def test_a_false_index_of_commits_hides_nothing(h):
    h.write()
    h.git("commit-graph", "write", "--reachable")
    assert h.audit().commits == 3


def test_a_mailmap_changes_no_author(h):
    h.begin("trust: author")
    h.commit({".mailmap": "Diego <diego@example.com> <ana@example.com>\n"})
    h.commit({path_of(TWO): promise(REQUEST.replace("by: ana", "by: diego"), id=TWO)}, at="2026-03-02T09:00:00+00:00")
    assert ("another-author", "PC501") in caught(h.audit())


@pytest.mark.parametrize("kind", ["blob", "tree", "commit"])
def test_a_missing_object_is_refused(h, kind):
    h.write()
    h.git("config", "gc.auto", "0")
    for pack in list((h.folder / ".git/objects/pack").glob("*.pack")):
        loose = h.folder.parent / "loose.pack"
        shutil.move(pack, loose)
        pack.with_suffix(".idx").unlink()
        h.git("unpack-objects", "-q", given=loose.read_bytes())
    name = h.git("rev-parse", {"blob": f"HEAD~1:{HERE}", "tree": f"HEAD~1:{FOLDER}", "commit": "HEAD~1"}[kind])
    (h.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(Trouble) as trouble:
        h.audit()
    assert trouble.value.exit_code == 2


def test_where_nothing_is_committed_there_is_nothing_to_pass(tmp_path):
    empty = History(tmp_path / "empty")
    with pytest.raises(Trouble):
        empty.audit()
    empty.commit({"README": "x"})
    with pytest.raises(Trouble) as trouble:
        empty.audit()
    assert "nothing to audit" in str(trouble.value.message)


def test_without_a_repository_it_says_what_to_do(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / SETTINGS).write_text("format: 1\n")
    run = Program(tmp_path / "work", tmp_path / "home")
    assert "git init" in run("audit", code=2).err


def test_a_workspace_in_a_folder_of_a_larger_repository_is_audited_alone(tmp_path):
    h = History(tmp_path / "work")
    (h.folder / "team").mkdir()
    (h.folder / "team" / SETTINGS).write_text("format: 1\n")
    h.commit({"team/promisectl.yaml": "format: 1\n", "code.py": "1", HERE: promise(REQUEST)})
    h.commit({f"team/{HERE}": promise(REQUEST, AGREE)})
    h.commit({f"team/{HERE}": promise(REQUEST), HERE: None})
    h.write()
    from promisectl.app.audit.audit import audit

    seen = audit(root=h.folder / "team")
    assert caught(seen) == {("removed", "PC402")}
    assert seen.caught[0].finding.path == HERE


# Checkpoints.


def test_a_checkpoint_holds_while_history_grows(run, h, tmp_path):
    run(["audit", "--write-checkpoint", str(tmp_path / "kept.json")])
    h.commit({HERE: promise(REQUEST, AGREE, NOTE)})
    h.write()
    said = run(["audit", "--checkpoint", str(tmp_path / "kept.json")])
    assert "the checkpoint holds" in said.err
    assert run(["audit", "--checkpoint", str(tmp_path / "kept.json"), "--format", "json"]).json["anchored"] is True


def test_a_history_rewritten_whole_is_seen_by_its_checkpoint_alone(run, h, tmp_path):
    run(["audit", "--write-checkpoint", str(tmp_path / "kept.json")])
    other = History(tmp_path / "other", h.object_format)
    other.begin()
    other.tell(REQUEST, id=TWO)
    other.write()
    shutil.rmtree(h.folder / ".git")
    shutil.copytree(other.folder / ".git", h.folder / ".git")
    run("audit")
    said = run(["audit", "--checkpoint", str(tmp_path / "kept.json")], code=1)
    assert "REWRITTEN" in said.out and f"REMOVED: {ONE}" in said.out
    assert "--write-checkpoint" in said.out


def test_no_checkpoint_is_taken_of_what_is_wrong(run, h, tmp_path):
    h.commit({HERE: promise(REQUEST)})
    h.write()
    said = run(["audit", "--write-checkpoint", str(tmp_path / "kept.json")], code=1)
    assert "no checkpoint was written" in said.err
    assert not (tmp_path / "kept.json").exists()


def test_a_checkpoint_that_was_changed_is_none(run, tmp_path):
    kept = tmp_path / "kept.json"
    run(["audit", "--write-checkpoint", str(kept)])
    document = json.loads(kept.read_text())
    for change in ({"promises": {}}, {"kind": "x"}, {"format_version": 9}, {"digest": "0"}):
        kept.write_text(json.dumps({**document, **change}))
        assert "holds no checkpoint" in run(["audit", "--checkpoint", str(kept)], code=2).err
    kept.write_text("[]")
    assert "holds no checkpoint" in run(["audit", "--checkpoint", str(kept)], code=2).err
    assert "cannot be read" in run(["audit", "--checkpoint", str(tmp_path / "none.json")], code=2).err


def test_an_audit_starts_nothing_from_the_repositorys_config(run, h, tmp_path):
    canary = tmp_path / "canary"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "gpg.program", "gpg.ssh.program"):
        h.git("config", key, f"touch {canary}")
    h.commit(
        {HERE: promise(REQUEST, AGREE, WARN.replace("-03T09", "-03T10"))}, by="diego", at="2026-03-03T10:00:00+00:00"
    )
    h.write()
    run("audit")
    assert not canary.exists()


def test_it_runs_as_a_process_of_its_own(run):
    done = run.apart("audit --quiet")
    assert (done.out, done.err) == ("", "")
    assert (
        subprocess.run(["git", "status", "--porcelain"], cwd=run.folder, capture_output=True, check=True).stdout == b""
    )
