"""git asks promisectl before a commit and before a push; what the hooks judge, and that they change nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from warm import warm_program

PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com]}
  diego: {name: Diego Soto, emails: [diego@example.com]}
"""
FILE = "ledgers/claims/clm-k7m2x9qd.yaml"
BIN = warm_program().parent


@pytest.fixture
def repository(run):
    """Ana's repository with a promise of Diego's, committed and pushed to a bare one beside it."""
    run.environment["PATH"] = f"{BIN}:/usr/local/bin:/usr/bin:/bin"
    run.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    run.git("init", "--quiet", "--initial-branch", "main")
    run.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    run.write("ledgers/people.yaml", PEOPLE)
    run.write("ledgers/claims/.gitkeep", "")
    run.promised()
    run.git("add", "--all")
    run.git("commit", "--quiet", "--message", "the ledger")
    run.git("init", "--quiet", "--bare", "../host.git")
    run.git("remote", "add", "origin", "../host.git")
    run.git("push", "--quiet", "origin", "main")
    run.now = "2026-03-03T10:00:00-03:00"
    return run


def silently(run) -> None:
    run.write(FILE, run.read(FILE).replace("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria", 1))


def fails(run, *arguments: str) -> str:
    """Return what a failing git says."""
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run.git(*arguments)
    said: bytes = failed.value.stdout + failed.value.stderr
    return said.decode()


def test_hooks_are_installed_once_seen_and_removed(repository) -> None:
    before = sorted(Path(repository.folder, ".git/hooks").iterdir())
    assert [line.split(":")[0] for line in repository("hooks install").lines] == [
        "installed commit-msg",
        "installed pre-push",
    ]
    assert repository("hooks install").out == "they are installed already\n"
    rows = repository("hooks status --format json").json["hooks"]
    assert [(one["name"], one["presence"]) for one in rows] == [("commit-msg", "installed"), ("pre-push", "installed")]
    assert len(repository("hooks remove").lines) == 2
    assert repository("hooks remove").out == "there is none to remove\n"
    assert sorted(Path(repository.folder, ".git/hooks").iterdir()) == before


def test_a_commit_that_moves_a_date_in_silence_is_stopped_and_nothing_changes(repository) -> None:
    repository("hooks install")
    silently(repository)
    repository.git("add", FILE)
    before, staged = repository.tree(), repository.git("ls-files", "--stage")
    said = fails(repository, "commit", "--message", "tidy")
    assert "PC401" in said
    assert f"{FILE}:" in said
    assert "git stops here" in said
    assert repository.tree() == before
    assert repository.git("ls-files", "--stage") == staged


def test_a_lawful_commit_passes_and_says_nothing(repository) -> None:
    repository("hooks install")
    repository("renegotiate k7m 2026-03-09 --by diego --reason supplier --commit")
    repository.write("notes.md", "not of the ledger\n")
    repository.git("add", "notes.md")
    assert repository.git("commit", "--message", "notes", "--quiet") == ""


def test_an_agreement_by_the_proposer_is_told_and_stops_nothing_yet(repository) -> None:
    repository("hooks install")
    repository("renegotiate k7m 2026-03-09 --by diego --reason supplier")
    repository("agree k7m --by diego --for ana --via phone")
    repository.git("add", "--all")
    repository.write("../message", "moved\n")
    said = repository(["hooks", "run", "commit-msg", "--", "../message"])
    assert "warning[PC406]" in said.out
    assert "promisectl confirm" in said.out
    repository.git("commit", "--quiet", "--message", "moved")


def test_the_first_commit_of_all_passes(run) -> None:
    run.environment["PATH"] = f"{BIN}:/usr/bin:/bin"
    run.write("../home/.gitconfig", "[user]\n\tname = Ana\n\temail = ana@example.com\n")
    run.git("init", "--quiet")
    run.write("promisectl.yaml", "format: 1\n")
    run.write("ledgers/people.yaml", PEOPLE)
    run("hooks install --quiet")
    run.git("add", "--all")
    run.git("commit", "--quiet", "--message", "first")


def test_a_push_of_a_silent_change_is_stopped(repository) -> None:
    repository("hooks install")
    repository.git("checkout", "--quiet", "-b", "tidy")
    silently(repository)
    repository.git("commit", "--quiet", "--all", "--no-verify", "--message", "tidy")
    assert "PC401" in fails(repository, "push", "origin", "tidy")
    assert repository.git("ls-remote", "origin", "tidy") == ""
    repository.git("push", "--quiet", "--no-verify", "origin", "tidy")


def test_a_lawful_push_passes_and_so_does_the_end_of_a_branch(repository) -> None:
    repository("hooks install")
    repository("renegotiate k7m 2026-03-09 --by diego --reason supplier --commit")
    repository.git("push", "--quiet", "origin", "main")
    repository.git("push", "--quiet", "origin", "main:later")
    repository.git("push", "--quiet", "origin", "--delete", "later")


def test_a_branch_without_the_workspace_is_none_of_its_business(repository) -> None:
    repository("hooks install")
    repository.git("checkout", "--quiet", "--orphan", "pages")
    repository.git("rm", "-r", "--quiet", "--force", ".")
    repository.write("index.html", "hello\n")
    repository.git("add", "index.html")
    repository.git("commit", "--quiet", "--message", "pages")
    repository.git("push", "--quiet", "origin", "pages")


def test_somebody_elses_hook_is_never_overwritten(repository) -> None:
    path = repository.write(".git/hooks/pre-push", "#!/bin/sh\nexit 0\n")
    said = repository("hooks install", code=1).err
    assert "promisectl hooks run pre-push" in said
    assert path.read_text() == "#!/bin/sh\nexit 0\n"
    assert not Path(repository.folder, ".git/hooks/commit-msg").exists()
    repository("hooks install commit-msg")
    assert "another hook" in repository("hooks status").out
    assert repository("hooks remove").lines[0].startswith("removed commit-msg")
    assert path.exists()


def test_a_hooks_folder_of_the_users_own_config_is_where_they_go(repository) -> None:
    repository.git("config", "--global", "core.hooksPath", "~/hooks")
    said = repository("hooks install")
    assert "core.hooksPath" in said.err
    assert (repository.home / "hooks/commit-msg").exists()
    silently(repository)
    assert "PC401" in fails(repository, "commit", "--all", "--message", "tidy")


def test_a_workspace_in_a_subfolder_of_a_repository_is_found(repository) -> None:
    top = repository.folder
    repository.git("mv", "-k", "promisectl.yaml", "ledgers", ".")
    (top / "team").mkdir()
    repository.git("mv", "promisectl.yaml", "ledgers", "team/")
    repository.git("commit", "--quiet", "--message", "moved")
    repository("hooks install --root team")
    file = f"team/{FILE}"
    repository.write(file, repository.read(file).replace("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria", 1))
    assert "PC401" in fails(repository, "commit", "--all", "--message", "tidy")


def without_the_program(repository, monkeypatch) -> None:
    monkeypatch.setattr("promisectl.app.check.hooks.own_program", lambda: str(repository.folder.parent / "gone"))
    repository("hooks install")
    repository.environment["PATH"] = "/usr/bin:/bin"


def committed(repository, *more: str):
    return as_user(repository, "commit", "--all", "--quiet", "--message", "tidy", *more)


def pushed(repository):
    return as_user(repository, "push", "far", "main")


def as_user(repository, *words: str):
    return subprocess.run(
        ["git", *words],
        cwd=repository.folder,
        env=repository.variables({}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_short_path_does_not_hide_the_program_that_installed_it(repository) -> None:
    repository("hooks install")
    repository.environment["PATH"] = "/usr/bin:/bin"
    silently(repository)
    assert "PC401" in committed(repository).stderr


def test_without_the_program_what_touches_a_ledger_is_stopped_with_a_way_out(repository, monkeypatch) -> None:
    without_the_program(repository, monkeypatch)
    silently(repository)
    stopped = committed(repository)
    assert stopped.returncode == 1
    assert "promisectl is not found" in stopped.stderr
    assert "--no-verify" in stopped.stderr
    assert committed(repository, "--no-verify").returncode == 0


def test_without_the_program_what_touches_no_ledger_goes_through(repository, monkeypatch) -> None:
    without_the_program(repository, monkeypatch)
    repository.write("source.py", "print()\n")
    repository.git("add", "source.py")
    assert committed(repository).returncode == 0


def test_without_the_program_a_push_of_a_ledger_is_stopped_and_of_source_is_not(repository, monkeypatch) -> None:
    repository.git("init", "--quiet", "--bare", "../far.git")
    repository.git("remote", "add", "far", "../far.git")
    repository.git("push", "--quiet", "far", "main")
    without_the_program(repository, monkeypatch)
    repository.write("source.py", "print()\n")
    repository.git("add", "source.py")
    repository.git("commit", "--quiet", "--message", "source")
    assert pushed(repository).returncode == 0
    silently(repository)
    committed(repository, "--no-verify")
    stopped = pushed(repository)
    assert stopped.returncode != 0
    assert "promisectl is not found" in stopped.stderr


@pytest.mark.parametrize("line", ['ledgers: "my books"', "ledgers: 'my books'  # here", "ledgers: my books"])
def test_without_the_program_the_ledgers_are_found_however_the_settings_name_them(
    repository, monkeypatch, line: str
) -> None:
    without_the_program(repository, monkeypatch)
    repository.write("promisectl.yaml", f"format: 1\n{line}\n")
    repository.write("my books/claims/clm-1.yaml", "what: Inspect\n")
    repository.git("add", ".")
    committed(repository, "--no-verify")
    repository.write("my books/claims/clm-1.yaml", "what: Something else\n")
    assert committed(repository).returncode == 1


def test_a_program_that_the_repository_itself_holds_is_not_run(repository, monkeypatch) -> None:
    planted = repository.write(".venv/bin/promisectl", "#!/bin/sh\necho pwned >&2\n")
    planted.chmod(0o755)
    repository.git("add", "--force", ".venv")
    repository.git("commit", "--quiet", "--message", "a program")
    monkeypatch.setattr("promisectl.app.check.hooks.own_program", lambda: str(planted))
    repository("hooks install")
    silently(repository)
    said = committed(repository)
    assert "pwned" not in said.stderr
    assert "PC401" in said.stderr


@pytest.fixture
def husky(repository):
    repository.write(".husky/_/.gitignore", "*")
    repository.git("config", "core.hooksPath", ".husky/_")
    return repository


def test_a_folder_that_another_tool_makes_anew_gets_no_hook_and_is_named(husky) -> None:
    said = husky("hooks install", code=1)
    assert "makes anew" in said.err
    assert ".husky/commit-msg: `promisectl hooks run commit-msg" in said.err
    assert not (husky.folder / ".husky/_/commit-msg").exists()


def test_the_line_in_the_other_tools_hook_is_seen(husky) -> None:
    for name in ("commit-msg", "pre-push"):
        husky.write(f".husky/{name}", f'promisectl hooks run {name} -- "$@" || exit 1\n')
    assert husky("hooks status").out.count("another hook asks promisectl") == 2


def test_a_hook_that_went_is_told_by_status_and_doctor(repository) -> None:
    repository("hooks install")
    assert "installed" in repository("hooks status").out
    (repository.folder / ".git/hooks/commit-msg").unlink()
    assert "it was installed and is gone" in repository("hooks status").out
    assert "installed once, and gone: commit-msg" in repository("doctor", code=1).out
    repository("hooks install")
    assert "gone" not in repository("hooks status").out
    repository("hooks remove")
    assert "gone" not in repository("hooks status").out


@pytest.mark.parametrize("line", ["hooks install pre-commit", "hooks run update x", "hooks run pre-push"])
def test_a_hook_that_is_none_is_refused(repository, line: str) -> None:
    repository(line, code=2)


def test_two_workspaces_of_one_repository_are_both_asked(repository) -> None:
    other = repository.folder / "other"
    repository.write("other/promisectl.yaml", repository.read("promisectl.yaml"))
    repository.write("other/ledgers/people.yaml", PEOPLE)
    repository.write(f"other/{FILE}", repository.read(FILE))
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "two")
    repository.git("push", "--quiet", "origin", "main")
    repository("hooks install")
    assert "installed otherwise than now" in repository("hooks status --root other").out
    assert len(repository("hooks install --root other").lines) == 2
    for root in (".", "other"):
        assert repository(f"hooks install --root {root}").out == "they are installed already\n"
    for path in (FILE, f"other/{FILE}"):
        text = repository.read(path)
        repository.write(path, text.replace("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria", 1))
        assert "PC401" in fails(repository, "commit", "--all", "--message", "tidy")
        repository.git("commit", "--quiet", "--all", "--no-verify", "--message", "tidy")
        assert "PC401" in fails(repository, "push", "origin", "main")
        repository.git("reset", "--quiet", "--hard", "HEAD~1")
    assert len(repository("hooks remove").lines) == 2
    assert repository("hooks remove").out == "there is none to remove\n"
    assert "commit-msg: installed: " in repository("hooks status --root other").out
    assert other.is_dir() and len(repository("hooks remove --root other").lines) == 2
    assert not Path(repository.folder, ".git/hooks/pre-push").exists()


def test_a_worktree_has_the_hooks_of_its_repository(repository) -> None:
    repository("hooks install")
    repository.git("worktree", "add", "--quiet", "../beside", "-b", "beside")
    repository.folder = repository.folder.parent / "beside"
    assert "commit-msg: installed" in repository("hooks status").out
    silently(repository)
    assert "PC401" in fails(repository, "commit", "--all", "--message", "tidy")


def test_where_git_is_told_to_run_no_hooks_that_is_said(repository) -> None:
    repository.git("config", "core.hooksPath", "/dev/null")
    for word in ("install", "status", "remove"):
        said = repository(f"hooks {word}", code=2).err
        assert "core.hooksPath is /dev/null, which is no folder" in said


def test_what_a_hook_says_of_a_commit_that_is_not_made_yet_can_be_typed(repository) -> None:
    repository("hooks install")
    repository.write(FILE, repository.read(FILE).replace("2026-03-06", "2026-03-20"))
    said = fails(repository, "commit", "--quiet", "--all", "--message", "tidy up")
    assert "in commit yet to be made by ana@example.com" in said
    told = re.search(r"put back what commit HEAD says: `git (show HEAD:\S+)`", said)
    assert told
    repository.write(FILE, repository.git(*told[1].split()))
    assert repository.git("diff") == ""
