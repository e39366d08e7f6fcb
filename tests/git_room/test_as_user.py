"""What git does as its user: identity, commits, hooks, a new repository, the state of a merge."""

import os
import subprocess
import sys

import pytest

from promisectl.git.as_user import commit_files, hooks_folder, make_repository, stages, unmerged
from promisectl.git.objects import file_at
from promisectl.git.repository import own_config
from promisectl.model.trouble import Trouble

from .folders import run, write


def test_identity_is_the_users_own_config(repository, tmp_path):
    assert (repository.user_email(), repository.user_name()) == ("ana@example.com", "Ana Ríos")
    run(repository.top, "config", "user.email", "work@example.com")
    assert repository.user_email() == "work@example.com"
    assert own_config("user.email", tmp_path) == "ana@example.com"


def test_a_key_of_promisectl_is_read_and_no_other(repository):
    assert repository.config("promisectl.commit") is None
    run(repository.top, "config", "promisectl.commit", "true")
    assert repository.config("promisectl.commit") == "true"
    with pytest.raises(ValueError, match="not a key"):
        repository.config("user.signingkey")


def test_a_commit_takes_one_file_and_leaves_what_is_staged(repository):
    write(repository.top / "staged.txt", "staged")
    write(repository.top / "loose.txt", "loose")
    run(repository.top, "add", "staged.txt")
    file = write(repository.top / "ledgers" / "a.yaml", "two\n")
    commit = commit_files(repository, [file], "a: agree")
    assert commit == repository.head()
    assert run(repository.top, "show", "--format=%an <%ae>|%s", "--name-status", "HEAD").split("\n") == [
        "Ana Ríos <ana@example.com>|a: agree",
        "",
        "M\tledgers/a.yaml",
    ]
    assert run(repository.top, "status", "--porcelain").split("\n") == ["A  staged.txt", "?? loose.txt"]


def test_a_new_file_is_committed_alone_too(repository):
    write(repository.top / "staged.txt", "staged")
    run(repository.top, "add", "staged.txt")
    commit_files(repository, [write(repository.top / "ledgers" / "new *.yaml", "new\n")], "open")
    assert run(repository.top, "show", "--format=", "--name-status", "HEAD") == "A\tledgers/new *.yaml"
    assert run(repository.top, "status", "--porcelain") == "A  staged.txt"


def test_what_stands_in_the_work_tree_is_committed_not_what_was_staged_of_it(repository):
    file = write(repository.top / "ledgers" / "a.yaml", "two\n")
    run(repository.top, "add", "ledgers/a.yaml")
    write(file, "three\n")
    commit_files(repository, [file], "three")
    assert file_at(repository, repository.head(), "ledgers/a.yaml") == b"three\n"
    assert run(repository.top, "status", "--porcelain") == ""


def test_the_users_hooks_hold_and_a_refused_new_file_is_forgotten_again(repository):
    hook = write(repository.top / ".git" / "hooks" / "pre-commit", "#!/bin/sh\necho 'fatal: not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    file = write(repository.top / "ledgers" / "new.yaml", "new\n")
    with pytest.raises(Trouble, match="not today") as caught:
        commit_files(repository, [file], "open")
    assert caught.value.help is not None
    assert file.read_text() == "new\n"
    assert run(repository.top, "status", "--porcelain") == "?? ledgers/new.yaml"


def test_without_an_identity_nothing_is_committed_and_the_remedy_is_named(repository, user):
    (user / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    write(repository.top / "ledgers" / "a.yaml", "two\n")
    head = repository.head()
    with pytest.raises(Trouble, match="does not know who you are") as caught:
        commit_files(repository, [repository.top / "ledgers" / "a.yaml"], "second")
    assert "git config user.email" in str(caught.value.help)
    assert repository.head() == head


@pytest.mark.parametrize(
    ("prepare", "remedy"),
    [
        (lambda top: write(top / ".gitignore", "*.yaml\n"), "ignored"),
        (lambda top: write(top / ".git" / "index.lock", ""), "another git"),
        (lambda top: write(top / ".git" / "MERGE_HEAD", run(top, "rev-parse", "HEAD")), "finish the merge"),
    ],
)
def test_a_refused_commit_names_its_remedy(repository, prepare, remedy):
    prepare(repository.top)
    with pytest.raises(Trouble, match="refused to commit") as caught:
        commit_files(repository, [write(repository.top / "ledgers" / "new.yaml", "new\n")], "open")
    assert remedy in str(caught.value.help)


def test_a_file_that_did_not_change_is_nothing_to_commit(repository):
    with pytest.raises(Trouble) as caught:
        commit_files(repository, [repository.top / "ledgers" / "a.yaml"], "again")
    assert "nothing to do" in str(caught.value.help)


def test_a_file_outside_the_repository_is_not_committed(repository, tmp_path):
    with pytest.raises(Trouble, match="outside the repository"):
        commit_files(repository, [write(tmp_path / "b.yaml", "b")], "b")


def test_a_commit_goes_to_the_files_repository_even_within_another_gits_hook(repository, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other.index"))
    commit_files(repository, [write(repository.top / "ledgers" / "a.yaml", "two\n")], "second")
    assert file_at(repository, repository.head(), "ledgers/a.yaml") == b"two\n"


def test_hooks_are_looked_for_where_the_users_git_looks(repository, user):
    assert hooks_folder(repository) == (repository.top / ".git" / "hooks", False)
    run(repository.top, "config", "--global", "core.hooksPath", str(user / "hooks"))
    assert hooks_folder(repository) == (user / "hooks", True)


def test_a_repository_is_made_where_there_is_none_and_only_there(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other.git"))
    made = make_repository(tmp_path)
    assert (made.top, made.branch(), made.head()) == (tmp_path.resolve(), "main", None)
    below = tmp_path / "below"
    below.mkdir()
    assert make_repository(tmp_path) is None
    assert make_repository(below) is None
    assert not (below / ".git").exists()
    assert not (tmp_path / "other.git").exists()


def test_where_no_repository_can_be_made_git_says_why(tmp_path):
    write(tmp_path / ".git", "no folder\n")
    with pytest.raises(Trouble):
        make_repository(tmp_path)


@pytest.fixture
def merging(repository):
    """A merge that two branches made a conflict of, in two files."""
    top = repository.top
    write(top / "ledgers" / "other" / "a.yaml", "one\n")
    run(top, "add", ".")
    run(top, "commit", "--quiet", "-m", "two files")
    run(top, "checkout", "--quiet", "-b", "side")
    for branch, text in (("side", "theirs\n"), ("main", "ours\n")):
        run(top, "checkout", "--quiet", branch)
        for path in ("ledgers/a.yaml", "ledgers/other/a.yaml"):
            write(top / path, text)
        run(top, "commit", "--quiet", "-am", branch)
    run(top, "merge", "side", check=False)
    return repository


def test_the_state_of_a_merge_is_read_from_the_index(merging):
    found = stages(merging, "ledgers/a.yaml")
    assert [run(merging.top, "cat-file", "-p", found[stage]) for stage in (1, 2, 3)] == ["one", "ours", "theirs"]
    assert unmerged(merging, "a.yaml") == ["ledgers/a.yaml", "ledgers/other/a.yaml"]
    assert unmerged(merging, "b.yaml") == []
    assert stages(merging, "ledgers") == {}
    with pytest.raises(ValueError, match="not a path"):
        stages(merging, "../x")


def test_reading_the_state_of_a_merge_asks_no_monitor_of_files(merging, user):
    canary = write(user / "canary", f'#!/bin/sh\necho run >> "{user}/dead"\n')
    canary.chmod(0o755)
    run(merging.top, "config", "core.fsmonitor", str(canary))
    run(merging.top, "status", check=False)
    (user / "dead").unlink()
    assert unmerged(merging, "a.yaml")
    assert not (user / "dead").exists()


def test_a_hook_of_the_users_sees_the_users_language_and_nothing_to_read(repository, monkeypatch):
    monkeypatch.setenv("LANG", "es_CL.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    hook = write(
        repository.top / ".git" / "hooks" / "pre-commit", '#!/bin/sh\necho "$LANG|$LC_ALL" > said; cat >> said\n'
    )
    hook.chmod(0o755)
    commit_files(repository, [write(repository.top / "ledgers" / "a.yaml", "two\n")], "second")
    assert (repository.top / "said").read_text() == "es_CL.UTF-8|\n"


def test_asking_git_python_leaves_the_environment_as_it_was(repository):
    code = f"""
import os
from pathlib import Path
before = dict(os.environ)
from promisectl.git.as_user import hooks_folder
from promisectl.git.repository import find_repository
hooks_folder(find_repository(Path({str(repository.top)!r})))
import sys
assert "git.cmd" in sys.modules
assert dict(os.environ) == before
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env={**os.environ, "GIT_DIR": "/nowhere"})
