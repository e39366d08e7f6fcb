"""The git room, with real repositories: friendly ones, odd ones and booby-trapped ones."""

import os
from pathlib import Path

import pytest

from promisectl.git.as_user import commit_files
from promisectl.git.objects import file_at
from promisectl.git.programs import git_available
from promisectl.git.repository import Repository, find_repository
from promisectl.model.trouble import Trouble

from .folders import run, write

# Finding


def test_a_repository_is_found_from_any_folder_below_it(repository):
    assert find_repository(repository.top / "ledgers") == repository
    assert find_repository(repository.top) == repository


def test_where_there_is_no_repository_there_is_none(tmp_path):
    assert find_repository(tmp_path) is None


def test_without_a_git_program_there_is_no_repository(repository, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not git_available()
    assert find_repository(repository.top) is None
    with pytest.raises(Trouble, match="no git program"):
        repository.head()


def test_a_git_program_in_the_folder_one_stands_in_is_never_run(repository, monkeypatch):
    fake = write(repository.top / "git", "#!/bin/sh\ntouch ran\n")
    fake.chmod(0o755)
    monkeypatch.chdir(repository.top)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}")
    assert find_repository(repository.top).head()
    assert not (repository.top / "ran").exists()


def test_an_empty_git_folder_does_not_hide_the_repository_above(repository):
    (repository.top / "ledgers" / ".git").mkdir()
    assert find_repository(repository.top / "ledgers") == repository


def test_a_linked_work_tree_is_a_repository_of_its_own(repository, tmp_path):
    run(repository.top, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    side = find_repository(tmp_path / "side")
    assert side == Repository(tmp_path.resolve() / "side")
    assert side.branch() == "side"
    assert side.head() == repository.head()


def test_a_repository_that_git_cannot_read_is_a_trouble(repository):
    write(repository.top / ".git" / "config", "[broken\n")
    with pytest.raises(Trouble, match="cannot read this repository") as caught:
        find_repository(repository.top)
    assert caught.value.help is not None


def test_a_config_that_points_to_another_work_tree_does_not_move_the_top(repository, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(repository.top, "config", "core.worktree", str(elsewhere))
    found = find_repository(repository.top / "ledgers")
    assert found.top == repository.top
    assert file_at(found, found.head(), "ledgers/a.yaml") == b"one\n"


# Reading


def test_head_and_refs_are_commits_in_hex(repository):
    head = run(repository.top, "rev-parse", "HEAD")
    run(repository.top, "tag", "-a", "v1", "-m", "a tag")
    assert repository.head() == head
    assert repository.resolve("v1") == repository.resolve("main") == repository.resolve(head[:8]) == head


@pytest.mark.parametrize("ref", ["nope", "--all", "-q", "", "main..main", "HEAD:ledgers", "HEAD^{tree}", "\n"])
def test_what_names_no_commit_resolves_to_none(repository, ref):
    assert repository.resolve(ref) is None


def test_before_the_first_commit_there_is_a_branch_but_no_head(tmp_path):
    run(tmp_path, "init", "--quiet")
    empty = find_repository(tmp_path)
    assert empty.head() is None
    assert empty.branch() == "main"


def test_a_detached_head_has_no_branch(repository):
    run(repository.top, "checkout", "--quiet", "--detach")
    assert repository.branch() is None


def test_a_blob_is_the_bytes_of_that_commit_not_of_the_work_tree(repository):
    first = repository.head()
    write(repository.top / "ledgers" / "a.yaml", "two\r\n")
    run(repository.top, "commit", "--quiet", "-am", "second")
    write(repository.top / "ledgers" / "a.yaml", "three\n")
    assert file_at(repository, first, "ledgers/a.yaml") == b"one\n"
    assert file_at(repository, repository.head(), "ledgers/a.yaml") == b"two\r\n"


def test_only_a_regular_file_of_the_commit_has_a_blob(repository):
    (repository.top / "link.yaml").symlink_to("ledgers/a.yaml")
    run(repository.top, "add", "-A")
    run(repository.top, "commit", "--quiet", "-m", "a link")
    head = repository.head()
    assert file_at(repository, head, "link.yaml") is None
    assert file_at(repository, head, "ledgers") is None
    assert file_at(repository, head, "ledgers/") is None
    assert file_at(repository, head, "ledgers/b.yaml") is None
    assert file_at(repository, head, "ledgers/*.yaml") is None
    assert file_at(repository, head, ":(glob)**/a.yaml") is None


def test_a_name_with_spaces_accents_and_stars_is_read(repository):
    name = "ledgers/año *\t[1].yaml"
    write(repository.top / name, "odd")
    run(repository.top, "add", "-A")
    run(repository.top, "commit", "--quiet", "-m", "odd")
    assert file_at(repository, repository.head(), name) == b"odd"


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../b", "a\0b"])
def test_a_path_that_leaves_the_repository_is_refused(repository, path):
    with pytest.raises(ValueError, match="not a path"):
        file_at(repository, repository.head(), path)


@pytest.mark.parametrize("rev", ["HEAD", "main", "--all", "abc", ""])
def test_a_blob_is_asked_by_hex_only(repository, rev):
    with pytest.raises(ValueError, match="hex"):
        file_at(repository, rev, "ledgers/a.yaml")


def test_a_blob_over_the_limit_is_a_trouble_and_not_read(repository):
    with pytest.raises(Trouble, match="larger"):
        file_at(repository, repository.head(), "ledgers/a.yaml", limit=3)


def test_a_missing_object_is_a_trouble_with_a_remedy(repository):
    oid = run(repository.top, "rev-parse", "HEAD:ledgers/a.yaml")
    (repository.top / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(Trouble, match="lacks the object") as caught:
        file_at(repository, repository.head(), "ledgers/a.yaml")
    assert "git fetch --unshallow" in str(caught.value.help)


def test_a_shallow_clone_is_known(repository, tmp_path):
    write(repository.top / "ledgers" / "a.yaml", "two\n")
    run(repository.top, "commit", "--quiet", "-am", "second")
    run(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository.top}", "cut")
    assert not repository.is_shallow()
    assert Repository(tmp_path.resolve() / "cut").is_shallow()


def test_a_repository_of_sha256_is_read_and_written(tmp_path):
    run(tmp_path, "init", "--quiet", "--object-format=sha256")
    repository = find_repository(tmp_path)
    commit = commit_files(repository, [write(tmp_path / "a.yaml", "one\n")], "first")
    assert len(commit) == 64
    assert repository.head() == commit
    assert file_at(repository, commit, "a.yaml") == b"one\n"


# Hostile repositories


@pytest.fixture
def trapped(repository, user):
    """A repository whose config, hooks, attributes and refs all start a canary, or lie."""
    top, dead = repository.top, user / "dead"

    def canary(name, body=""):
        script = write(user / "canaries" / name, f'#!/bin/sh\necho {name} >> "{dead}"\n{body}')
        script.chmod(0o755)
        return str(script)

    write(top / ".gitattributes", "*.yaml filter=evil diff=evil\n")
    run(top, "add", ".gitattributes")
    run(top, "commit", "--quiet", "-m", "attributes")
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction", "post-commit"):
        write(top / ".git" / "hooks" / hook, Path(canary(hook)).read_text()).chmod(0o755)
    write(top / ".git" / "more", f"[core]\n\teditor = {canary('editor')}\n")
    traps = {
        "core.fsmonitor": canary("fsmonitor"),
        "core.pager": canary("pager", "cat\n"),
        "core.sshCommand": canary("ssh"),
        "core.askPass": canary("askpass"),
        "core.alternateRefsCommand": canary("alternates"),
        "core.gitProxy": canary("proxy"),
        "credential.helper": canary("credential"),
        "filter.evil.clean": canary("clean", "cat\n"),
        "filter.evil.smudge": canary("smudge", "cat\n"),
        "diff.evil.textconv": canary("textconv", 'cat "$1"\n'),
        "diff.external": canary("external"),
        "alias.rev-parse": f"!{canary('alias')}",
        "alias.ls-tree": f"!{canary('alias')}",
        "gpg.program": canary("gpg"),
        "log.showSignature": "true",
        "include.path": "more",
        "trace2.eventTarget": str(dead),
        "pager.ls-tree": "true",
        "extensions.partialClone": "evil",
        "remote.evil.promisor": "true",
        "remote.evil.url": f"ext::{canary('transport')} %S",
        "remote.evil.uploadpack": canary("uploadpack"),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
    }
    run(top, "config", "core.repositoryFormatVersion", "1")
    for key, value in traps.items():
        run(top, "config", key, value)
    return repository, dead


def read_everything(repository):
    found = find_repository(repository.top / "ledgers")
    head = found.head()
    return found.branch(), found.is_shallow(), found.resolve("main"), file_at(found, head, "ledgers/a.yaml")


def test_the_traps_are_live(trapped):
    repository, dead = trapped
    write(repository.top / "ledgers" / "a.yaml", "two\n")
    run(repository.top, "status", check=False)
    run(repository.top, "add", "ledgers/a.yaml", check=False)
    run(repository.top, "log", "-p", "--no-ext-diff", check=False)
    run(repository.top, "log", "-p", "--ext-diff", check=False)
    run(repository.top, "cat-file", "-p", "1" * 40, check=False)
    caught = set(dead.read_text().split())
    assert {"fsmonitor", "clean", "external", "textconv", "transport"} <= caught


def test_reading_a_trapped_repository_runs_nothing_of_it(trapped):
    repository, dead = trapped
    write(repository.top / "ledgers" / "a.yaml", "two\n")
    dead.unlink(missing_ok=True)
    assert read_everything(repository) == ("main", False, repository.head(), b"one\n")
    assert not dead.exists()


def test_a_missing_object_is_not_fetched_from_where_a_trap_says(trapped):
    repository, dead = trapped
    oid = run(repository.top, "rev-parse", "HEAD:ledgers/a.yaml")
    (repository.top / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    dead.unlink(missing_ok=True)
    with pytest.raises(Trouble):
        file_at(repository, repository.head(), "ledgers/a.yaml")
    assert repository.resolve("1" * 40) is None
    assert not dead.exists()


def test_a_replaced_object_is_not_believed(repository):
    true = run(repository.top, "rev-parse", "HEAD:ledgers/a.yaml")
    lie = run(repository.top, "hash-object", "-w", str(write(repository.top / "lie", "lie\n")))
    run(repository.top, "replace", true, lie)
    assert run(repository.top, "cat-file", "-p", true) == "lie"
    assert file_at(repository, repository.head(), "ledgers/a.yaml") == b"one\n"


@pytest.mark.parametrize(
    "inherited",
    [
        {"GIT_DIR": "/nowhere"},
        {"GIT_WORK_TREE": "/nowhere"},
        {"GIT_INDEX_FILE": "/nowhere"},
        {"GIT_OBJECT_DIRECTORY": "/nowhere"},
        {"GIT_CEILING_DIRECTORIES": "/"},
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare", "GIT_CONFIG_VALUE_0": "nonsense"},
        {"GIT_CONFIG_PARAMETERS": "'core.bare=nonsense'"},
        {"GIT_CONFIG_GLOBAL": "/dev/full"},
        {"GIT_NAMESPACE": "other"},
        {"GIT_EXEC_PATH": "/nowhere"},
        {"GIT_TRACE": "2", "GIT_TRACE2": "1"},
    ],
)
def test_what_git_inherits_does_not_move_a_reading(repository, monkeypatch, inherited):
    head = repository.head()
    for name, value in inherited.items():
        monkeypatch.setenv(name, value)
    assert read_everything(repository) == ("main", False, head, b"one\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else_is_read_but_not_committed_to(repository):
    for path in (repository.top, *repository.top.rglob("*")):
        os.chown(path, 65534, 65534)
    assert read_everything(repository)[0] == "main"
    with pytest.raises(Trouble, match="dubious ownership"):
        commit_files(repository, [write(repository.top / "ledgers" / "a.yaml", "two\n")], "second")
