"""Why a repository is read by plumbing and not by GitPython's objects: both, in turns, on the same repository.

Thousands of blobs of one commit are read, the commits of a history, and what each of them changes; then a repository
of SHA-256 is opened, and one whose config includes a pipe that nobody writes to.
The figures are in docs/decisions/0002-dependencies.md.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from promisectl.git.commits import commits_between
from promisectl.git.history import walk
from promisectl.git.objects import blobs, tree
from promisectl.git.repository import Repository

FILES, COMMITS, ROUNDS, HANGS = 5000, 2000, 5, 10


def run(folder: Path, *words: str, given: bytes = b"") -> None:
    who = ("-c", "user.name=ana", "-c", "user.email=ana@example.com", "-c", "gc.auto=0")
    subprocess.run(["git", *who, *words], cwd=folder, input=given, check=True, capture_output=True)


def repository_in(folder: Path, *options: str) -> Path:
    """Make a repository of so many files, and so many commits that change one."""
    folder.mkdir()
    run(folder, "init", "--quiet", "--initial-branch", "main", *options)
    stream = []
    for number in range(COMMITS):
        changed = range(FILES) if number == 0 else [number]
        stream.append(f"commit refs/heads/main\ncommitter a <a@example.com> {number} +0000\ndata 2\nx\n")
        for file in changed:
            text = f"id: clm-{file:08}\n" + f"text of {file} in {number}\n" * 20
            stream.append(f"M 100644 inline ledgers/claims/{file}.yaml\ndata {len(text)}\n{text}\n")
    run(folder, "fast-import", "--quiet", given="".join(stream).encode())
    return folder


def ours_blobs(folder: Path) -> int:
    repository = Repository(folder)
    leaves = tree(repository, repository.head() or "")
    return sum(map(len, blobs(repository, [leaf.oid for leaf in leaves.values()]).values()))


def ours_commits(folder: Path) -> int:
    repository = Repository(folder)
    return len(commits_between(repository, None, repository.head() or ""))


def ours_changes(folder: Path) -> int:
    repository = Repository(folder)
    windows = walk(repository, repository.head() or "", None)
    return sum(len(files) for steps in windows for step in steps if step.parents for files in step.differences)


def their_blobs(folder: Path) -> int:
    import git

    with git.Repo(folder) as repo:
        files = [file for file in repo.head.commit.tree.traverse() if file.type == "blob"]
        return sum(len(file.data_stream.read()) for file in files)


def their_commits(folder: Path) -> int:
    import git

    with git.Repo(folder) as repo:
        return sum(bool(commit.author.email) for commit in repo.iter_commits("HEAD"))


def their_changes(folder: Path) -> int:
    import git

    with git.Repo(folder) as repo:
        return sum(len(parent.diff(commit)) for commit in repo.iter_commits("HEAD") for parent in commit.parents)


def compared(label: str, folder: Path, rounds: int, *ways: Callable[[Path], int]) -> None:
    taken: list[list[float]] = [[] for _ in ways]
    answers = set()
    for _ in range(rounds):
        for read, times in zip(ways, taken, strict=True):
            start = time.perf_counter()
            answers.add(read(folder))
            times.append(time.perf_counter() - start)
    assert len(answers) == 1, answers
    ours, theirs = (statistics.median(times) * 1000 for times in taken)
    print(f"{label:28} the git room {ours:6.0f} ms, GitPython {theirs:6.0f} ms: {theirs / ours:.1f} ×")


def of_sha256(folder: Path) -> None:
    print(f"{'SHA-256':28} the git room reads {ours_blobs(folder)} bytes, ", end="")
    try:
        print(f"GitPython {their_blobs(folder)}")
    except Exception as problem:
        print(f"GitPython says {type(problem).__name__}: {str(problem)[:60]}")


def opened(folder: Path) -> None:
    import git

    git.Repo(folder).close()


def of_a_pipe(folder: Path) -> None:
    """Open a repository whose config includes a pipe."""
    run(folder, "config", "include.path", "pipe")
    os.mkfifo(folder / ".git" / "pipe")
    opening = multiprocessing.get_context("spawn").Process(target=opened, args=(folder,))
    opening.start()
    opening.join(HANGS)
    print(f"{'a pipe':28} git.Repo() {'hangs, ended after' if opening.is_alive() else 'opens within'} {HANGS} s")
    opening.kill()
    opening.join()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = repository_in(Path(name) / "sha1")
        compared(f"{FILES} blobs", folder, ROUNDS, ours_blobs, their_blobs)
        compared(f"{COMMITS} commits", folder, ROUNDS, ours_commits, their_commits)
        compared(f"what {COMMITS} commits change", folder, 1, ours_changes, their_changes)
        of_sha256(repository_in(Path(name) / "sha256", "--object-format=sha256"))
        of_a_pipe(folder)


if __name__ == "__main__":
    main()
