"""As the user: what git does as if its user had typed it: commits, hooks' folder, a new repository, a merge's state.

The user's own config, hooks and signing hold. GitPython's command runner starts git, and nothing else of GitPython is
used: no `Repo`, which reads the config of whatever it is pointed to. People get wrong that importing it runs nothing:
it looks for a git and runs it, so it is told which one before.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from promisectl.git.objects import path_inside
from promisectl.git.programs import fixed_path, need_git, program
from promisectl.git.repository import Repository, find_repository, own_config
from promisectl.git.running import not_run, problem_of, unreadable
from promisectl.git.sealing import inherited_places
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble

if TYPE_CHECKING:
    from git.cmd import Git

# The index is read, and no program asked which files changed since it was written.
_INDEX_ALONE = ("-c", "core.fsmonitor=false")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    out: bytes
    complaint: str

    @property
    def line(self) -> str:
        return os.fsdecode(self.out).rstrip("\n")

    @property
    def said(self) -> bytes:
        return self.complaint.encode() or self.out


def commit_files(repository: Repository, paths: Sequence[Path], message: str) -> str:
    """Commit the work-tree content of these files and nothing else; return the new commit in hex.

    It is the user's own `git commit --only`: identity, hooks and signing are the user's. What else is staged
    stays staged and uncommitted. `--only` takes only files that git knows, so new ones are first announced
    with `add --intent-to-add`, which stages no content, and are forgotten again if the commit fails.
    """
    top = repository.top
    names = [_name(top, path) for path in paths]
    _need_identity(top)
    known = set(os.fsdecode(_git(top, "ls-files", "-z", "--", *names).out).split("\0"))
    new = [name for name in names if name not in known and os.path.lexists(top / name)]
    if new:
        _say(top, "add", "--intent-to-add", "--", *new)
    try:
        _say(top, "commit", "--quiet", "--only", "--message", message, "--", *sorted(known.intersection(names)), *new)
    except Trouble as trouble:
        if new:
            _git(top, "update-index", "--force-remove", "--", *new)
        trouble.note = M("it is written, and waits for a commit: {paths}", paths=", ".join(names))
        raise
    return repository.head() or ""


def make_repository(folder: Path) -> Repository | None:
    """Make a git repository in a folder that is in none, and return it; None where it is in one already."""
    need_git()
    if find_repository(folder) is not None:
        return None
    answer = _git(folder, "init", "--quiet")
    made = find_repository(folder) if answer.status == 0 else None
    if made is None:
        raise Trouble(
            M("git made no repository here: {problem}", problem=problem_of(answer.said, answer.status)),
            help=M("see what `git {command}` says", command="init"),
            code="git",
        )
    return made


def hooks_folder(repository: Repository) -> tuple[Path, bool]:
    """Return where git looks for hooks, and whether `core.hooksPath` of the user's config says so."""
    answer = _git(repository.top, "rev-parse", "--git-path", "hooks")
    if answer.status != 0:
        raise unreadable("rev-parse", answer.said, answer.status)
    return (repository.top / answer.line).resolve(), own_config("core.hooksPath", repository.top) is not None


def set_config(repository: Repository, key: str, value: str) -> None:
    """Set a `promisectl.*` key in the repository's own config; an empty value takes it out."""
    words = ("--local", key, value) if value else ("--local", "--unset-all", key)
    _git(repository.top, "config", *words)


def private_folder(repository: Repository) -> Path:
    """Return the folder in git's own one where promisectl keeps what no commit holds; it need not be there."""
    own = repository.top / ".git"
    if own.is_dir():
        return own / "promisectl"
    answer = _git(repository.top, "rev-parse", "--git-path", "promisectl")
    if answer.status != 0:
        raise unreadable("rev-parse", answer.said, answer.status)
    return repository.top / answer.line


def need_ready(repository: Repository, paths: Sequence[Path]) -> None:
    """Trouble where git would refuse to commit these files: asked before they are written, so nothing is half done.

    Git is asked who commits, whether a merge or another commit is under way, and whether it ignores a file.
    """
    top = repository.top
    _need_identity(top)
    _need_nothing_under_way(top)
    names = [_name(top, path) for path in paths]
    answer = _git(top, "add", "--dry-run", "--ignore-missing", "--", *names)
    ignored = [name for name in names if name in answer.complaint.split("\n")] if answer.status else []
    if ignored:
        raise Trouble(
            M("git ignores {path}, so it cannot be committed, and nothing was written", path=ignored[0]),
            help=M("change .gitignore, or do without --commit"),
            code="git",
        )


def _need_nothing_under_way(top: Path) -> None:
    """Trouble where git is in the middle of something that a commit of single files cannot go into."""
    asked = [word for name, _ in _UNDER_WAY for word in ("--git-path", name)]
    places = _git(top, "rev-parse", *asked).line.split("\n")
    for place, (_, remedy) in zip(places, _UNDER_WAY, strict=True):
        if os.path.lexists(top / place):
            raise Trouble(M("git cannot commit now, and nothing was written"), help=remedy, code="git")


def untracked(repository: Repository, folder: Path) -> list[Path]:
    """Return the files below a folder that git does not know yet."""
    listed = _git(repository.top, "ls-files", "--others", "-z", "--", _name(repository.top, folder))
    return [repository.top / name for name in os.fsdecode(listed.out).split("\0")[:-1]]


def uncommitted(repository: Repository, paths: Sequence[Path]) -> list[Path]:
    """Return those of some files that HEAD does not hold as they are in the work tree."""
    top = repository.top
    names = {_name(top, path): path for path in paths}
    listed = _git(top, "status", "--porcelain", "-z", "--untracked-files=all", "--", *names)
    changed = {entry[3:] for entry in os.fsdecode(listed.out).split("\0")}
    return [path for name, path in names.items() if name in changed]


def attributes_file(repository: Repository) -> Path:
    """Return where git looks for attributes of this repository alone (`info/attributes`), be there a file or not."""
    answer = _git(repository.top, "rev-parse", "--git-path", "info/attributes")
    if answer.status != 0:
        raise unreadable("rev-parse", answer.said, answer.status)
    return repository.top / answer.line


def stages(repository: Repository, path: str) -> dict[int, str]:
    """Return the objects (hex) of an unmerged file in the index, by stage: 1 the base, 2 ours, 3 theirs.

    The path is from the repository's top. Links and submodules are left out.
    """
    wanted = path_inside(path)
    return {
        stage: oid
        for mode, oid, stage, name in _unmerged(repository, "--", wanted)
        if name == wanted and mode.startswith("100")
    }


def unmerged(repository: Repository, name: str) -> list[str]:
    """Return the paths in the index, in order, of unmerged files that are called `name`, in whatever folder."""
    return sorted({path for _, _, _, path in _unmerged(repository) if path.rpartition("/")[2] == name})


def _unmerged(repository: Repository, *below: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield mode, object, stage and path of the index's unmerged entries; no file of the work tree is read."""
    answer = _git(repository.top, *_INDEX_ALONE, "ls-files", "--unmerged", "-z", *below)
    if answer.status != 0:
        raise unreadable("ls-files", answer.said, answer.status)
    for entry in answer.out.split(b"\0")[:-1]:
        facts, _, path = entry.partition(b"\t")
        mode, oid, stage = facts.decode("ascii").split(" ")
        yield mode, oid, int(stage), os.fsdecode(path)


def _name(top: Path, path: Path) -> str:
    """Return a file's path from the top of the work tree; Trouble where it is outside."""
    file = path.parent.resolve() / path.name
    if not file.is_relative_to(top):
        raise Trouble(
            M("{path} is outside the repository {top}", path=path, top=top),
            help=M("commit it by hand where it belongs"),
            code="git",
        )
    return file.relative_to(top).as_posix()


def _need_identity(top: Path) -> None:
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if _git(top, "var", who).status != 0:
            raise Trouble(
                M("git does not know who you are, so it cannot commit"),
                help=M('tell it: `git config user.email you@example.com` and `git config user.name "Your Name"`'),
                code="git",
            )


def _say(top: Path, *words: str) -> None:
    """Run git where it is to commit something; Trouble where it refuses."""
    answer = _git(top, *words)
    if answer.status != 0:
        raise _refused(answer)


def _git(folder: Path, *words: str) -> _Answer:
    """Run git in a folder with the user's environment; Trouble where it cannot be run.

    It complains in English, the language `_REMEDIES` is looked up in; nothing else of the user's language changes,
    for hooks and the editor of a signature see it.
    """
    git = need_git()
    environment = {
        "PATH": fixed_path(),
        "LANGUAGE": "en",
        "LC_ALL": os.environ.get("LC_ALL", ""),  # GitPython says C; empty is as good as not set
        "GIT_LITERAL_PATHSPECS": "1",
    }
    try:
        status, out, complaint = _runner(git)(folder).execute(
            [*_leaving_places(inherited_places()), git, *words],
            env=environment,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            shell=False,
        )
    except (OSError, ValueError, _not_found()) as problem:
        raise not_run(problem, folder) from None
    return _Answer(status, bytes(out), str(complaint))


def _leaving_places(names: Iterable[str]) -> list[str]:
    """Return what stands before git so that it does not inherit variables: GitPython can add some, and remove none."""
    leaving = [word for name in names for word in ("-u", name)]
    return [program("env") or "/usr/bin/env", *leaving] if leaving else []


@lru_cache(maxsize=1)
def _runner(git: str) -> type[Git]:
    """Return GitPython's command runner, with the program that it is to run."""
    with _variables_set({"GIT_PYTHON_GIT_EXECUTABLE": git, "GIT_PYTHON_REFRESH": "quiet"}):
        from git.cmd import Git

    return Git


def _not_found() -> type[Exception]:
    from git.exc import GitCommandNotFound

    return GitCommandNotFound


@contextmanager
def _variables_set(variables: dict[str, str]) -> Iterator[None]:
    """Set variables of this process for as long as a module is imported that looks at them then, and only then."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


_UNDER_WAY = (
    ("MERGE_HEAD", M("finish the merge first, or leave --commit out")),
    ("rebase-merge", M("finish the rebase first, or leave --commit out")),
    ("rebase-apply", M("finish the rebase first, or leave --commit out")),
    ("CHERRY_PICK_HEAD", M("finish the cherry-pick first, or leave --commit out")),
    ("REVERT_HEAD", M("finish the revert first, or leave --commit out")),
    ("index.lock", M("another git is at work here: try again when it is done, or leave --commit out")),
)
_REMEDIES: tuple[tuple[str, Message], ...] = (
    ("partial commit during a", M("finish the merge, rebase or cherry-pick first, then commit the file by hand")),
    ("ignored by", M("the file is ignored by git: change .gitignore, or do without --commit")),
    ("dubious ownership", M("the repository is somebody else's; do without --commit")),
    ("index.lock", M("another git is at work here; commit the file by hand when it is done")),
    ("nothing to commit", M("the file is committed as it stands; there is nothing to do")),
    ("gpg failed to sign", M("see that signing works: `git commit -S --allow-empty -m test`")),
)


def _refused(answer: _Answer) -> Trouble:
    said = answer.complaint + answer.out.decode("utf-8", "replace")
    remedy = next((help for words, help in _REMEDIES if words in said), None)
    return Trouble(
        M(
            "git refused to commit what was written: {problem}",
            problem=problem_of(answer.said, answer.status),
        ),
        help=remedy
        or M(
            "mend what it says, then `git add` and `git commit` that file, or take the act back with `promisectl undo`"
        ),
        code="git",
    )
