"""The git room, with real repositories: friendly ones, odd ones and booby-trapped ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from promisectl.git import process as room
from promisectl.git.process import Repository, find_repository, git_available, own_config
from promisectl.model.trouble import Trouble

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")


@pytest.fixture(autouse=True)
def user(tmp_path_factory, monkeypatch):
    """A user of their own: no config of the machine's reaches these tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n[init]\n\tdefaultBranch = main\n"
    )
    return home


def run(folder, *arguments, check=True, **environment):
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=check,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    ).stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit: ledgers/a.yaml says `one`."""
    folder = (tmp_path / "work").resolve()
    folder.mkdir()
    run(folder, "init", "--quiet")
    write(folder / "ledgers" / "a.yaml", "one\n")
    run(folder, "add", ".")
    run(folder, "commit", "--quiet", "-m", "first")
    return Repository(folder)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


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
    assert found.blob(found.head(), "ledgers/a.yaml") == b"one\n"


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
    assert repository.blob(first, "ledgers/a.yaml") == b"one\n"
    assert repository.blob(repository.head(), "ledgers/a.yaml") == b"two\r\n"


def test_only_a_regular_file_of_the_commit_has_a_blob(repository):
    (repository.top / "link.yaml").symlink_to("ledgers/a.yaml")
    run(repository.top, "add", "-A")
    run(repository.top, "commit", "--quiet", "-m", "a link")
    head = repository.head()
    assert repository.blob(head, "link.yaml") is None
    assert repository.blob(head, "ledgers") is None
    assert repository.blob(head, "ledgers/") is None
    assert repository.blob(head, "ledgers/b.yaml") is None
    assert repository.blob(head, "ledgers/*.yaml") is None
    assert repository.blob(head, ":(glob)**/a.yaml") is None


def test_a_name_with_spaces_accents_and_stars_is_read(repository):
    name = "ledgers/año *\t[1].yaml"
    write(repository.top / name, "odd")
    run(repository.top, "add", "-A")
    run(repository.top, "commit", "--quiet", "-m", "odd")
    assert repository.blob(repository.head(), name) == b"odd"


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../b", "a\0b"])
def test_a_path_that_leaves_the_repository_is_refused(repository, path):
    with pytest.raises(ValueError, match="not a path"):
        repository.blob(repository.head(), path)


@pytest.mark.parametrize("rev", ["HEAD", "main", "--all", "abc", ""])
def test_a_blob_is_asked_by_hex_only(repository, rev):
    with pytest.raises(ValueError, match="hex"):
        repository.blob(rev, "ledgers/a.yaml")


def test_a_blob_over_the_limit_is_a_trouble_and_not_read(repository):
    with pytest.raises(Trouble, match="larger"):
        repository.blob(repository.head(), "ledgers/a.yaml", limit=3)


def test_a_missing_object_is_a_trouble_with_a_remedy(repository):
    oid = run(repository.top, "rev-parse", "HEAD:ledgers/a.yaml")
    (repository.top / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(Trouble, match="cannot read this repository") as caught:
        repository.blob(repository.head(), "ledgers/a.yaml")
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
    commit = repository.commit_file(write(tmp_path / "a.yaml", "one\n"), "first")
    assert len(commit) == 64
    assert repository.head() == commit
    assert repository.blob(commit, "a.yaml") == b"one\n"


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
    return found.branch(), found.is_shallow(), found.resolve("main"), found.blob(head, "ledgers/a.yaml")


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
        repository.blob(repository.head(), "ledgers/a.yaml")
    assert repository.resolve("1" * 40) is None
    assert not dead.exists()


def test_a_replaced_object_is_not_believed(repository):
    true = run(repository.top, "rev-parse", "HEAD:ledgers/a.yaml")
    lie = run(repository.top, "hash-object", "-w", str(write(repository.top / "lie", "lie\n")))
    run(repository.top, "replace", true, lie)
    assert run(repository.top, "cat-file", "-p", true) == "lie"
    assert repository.blob(repository.head(), "ledgers/a.yaml") == b"one\n"


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
        repository.commit_file(write(repository.top / "ledgers" / "a.yaml", "two\n"), "second")


# The user's own


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
    commit = repository.commit_file(file, "a: agree")
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
    repository.commit_file(write(repository.top / "ledgers" / "new *.yaml", "new\n"), "open")
    assert run(repository.top, "show", "--format=", "--name-status", "HEAD") == "A\tledgers/new *.yaml"
    assert run(repository.top, "status", "--porcelain") == "A  staged.txt"


def test_what_stands_in_the_work_tree_is_committed_not_what_was_staged_of_it(repository):
    file = write(repository.top / "ledgers" / "a.yaml", "two\n")
    run(repository.top, "add", "ledgers/a.yaml")
    write(file, "three\n")
    repository.commit_file(file, "three")
    assert repository.blob(repository.head(), "ledgers/a.yaml") == b"three\n"
    assert run(repository.top, "status", "--porcelain") == ""


def test_the_users_hooks_hold_and_a_refused_new_file_is_forgotten_again(repository):
    hook = write(repository.top / ".git" / "hooks" / "pre-commit", "#!/bin/sh\necho 'fatal: not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    file = write(repository.top / "ledgers" / "new.yaml", "new\n")
    with pytest.raises(Trouble, match="not today") as caught:
        repository.commit_file(file, "open")
    assert caught.value.help is not None
    assert file.read_text() == "new\n"
    assert run(repository.top, "status", "--porcelain") == "?? ledgers/new.yaml"


def test_without_an_identity_nothing_is_committed_and_the_remedy_is_named(repository, user):
    (user / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    write(repository.top / "ledgers" / "a.yaml", "two\n")
    head = repository.head()
    with pytest.raises(Trouble, match="does not know who you are") as caught:
        repository.commit_file(repository.top / "ledgers" / "a.yaml", "second")
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
        repository.commit_file(write(repository.top / "ledgers" / "new.yaml", "new\n"), "open")
    assert remedy in str(caught.value.help)


def test_a_file_that_did_not_change_is_nothing_to_commit(repository):
    with pytest.raises(Trouble) as caught:
        repository.commit_file(repository.top / "ledgers" / "a.yaml", "again")
    assert "nothing to do" in str(caught.value.help)


def test_a_file_outside_the_repository_is_not_committed(repository, tmp_path):
    with pytest.raises(Trouble, match="outside the repository"):
        repository.commit_file(write(tmp_path / "b.yaml", "b"), "b")


def test_a_commit_goes_to_the_files_repository_even_within_another_gits_hook(repository, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other.index"))
    repository.commit_file(write(repository.top / "ledgers" / "a.yaml", "two\n"), "second")
    assert repository.blob(repository.head(), "ledgers/a.yaml") == b"two\n"


def test_the_room_opens_no_process_until_it_is_asked():
    code = "import sys; import promisectl.git.process; sys.exit('subprocess' in sys.modules or 'git' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_other_module_reaches_git():
    source = Path(room.__file__).parents[1]
    reaching = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("import git\n", "from git import", '["git"'))
    ]
    assert reaching == []
