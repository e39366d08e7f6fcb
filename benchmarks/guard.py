"""What judging a change costs: five changed promises, among 100 and among 10,000; a long branch; a long conversation.

Part of `make bench`. Everything is timed in one run on one machine, in turns; what counts are the ratios:

- `check --base` among 10,000 promises to the same among 100 (wanted at most 1.5);
- `diff` among 10,000 to `git diff-tree -r` plus start-up (at most 2);
- `check --base` of a branch of 200 commits, each an act of one of 100 promises, to git's plumbing over what the branch
  brings (`rev-list`, `cat-file --batch` of every object) plus start-up (at most 4);
- `check --base` of a branch that brings 14,000 acts in one file to `check` of that file (at most 3).

Start-up is the same command where nothing differs, among 5 promises.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("promisectl"))
ROUNDS = 7
NOW = "2026-03-09T09:00:00Z"
FILE = """\
id: {id}
what: Promise number {number}
customer: ana
performer: diego
due: 2026-04-20
criteria:
- done
state: promised
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms:
    what: Promise number {number}
    performer: diego
    due: 2026-04-20
    criteria: [done]
- act: agree
  by: diego
  at: 2026-03-02T11:40:00Z
"""

_TALK = (
    ("renegotiate", "  terms: {due: 2026-04-27}\n  reason: data\n"),
    ("withdraw", ""),
    ("note", "  note: seen\n"),
)
SETTINGS = (
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
    *("-c", "user.name=ana", "-c", "user.email=ana@example.com"),
)


WHEN = "2026-03-03T14:00:00Z"  # when everything is committed


def git(folder: Path, *words: str) -> None:
    """Run git as ana, on a day of its own."""
    environment = {**os.environ, "GIT_AUTHOR_DATE": WHEN, "GIT_COMMITTER_DATE": WHEN}
    subprocess.run(["git", *SETTINGS, *words], cwd=folder, check=True, capture_output=True, env=environment)


def workspace(folder: Path, count: int) -> Path:
    """Make a repository of so many promises, and a branch that changes five."""
    ledger = folder / "ledgers" / "claims"
    ledger.mkdir(parents=True)
    (folder / "promisectl.yaml").write_text("format: 1\ntimezone: UTC\n")
    (folder / "ledgers" / "people.yaml").write_text(
        "people:\n  ana: {emails: [ana@example.com]}\n  diego: {emails: [diego@example.com]}\n"
    )
    for number in range(count):
        id_ = f"clm-{number:08}"
        (ledger / f"{id_}.yaml").write_text(FILE.format(id=id_, number=number))
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    git(folder, "checkout", "--quiet", "-b", "change")
    for number in range(5):
        path = ledger / f"clm-{number * (count // 5):08}.yaml"
        path.write_text(path.read_text() + "- act: note\n  by: ana\n  at: 2026-03-03T09:00:00Z\n  note: seen\n")
    git(folder, "commit", "--quiet", "--all", "--message", "five")
    git(folder, "repack", "-a", "-d", "--quiet")
    return folder


def long_branch(folder: Path, commits: int = 200, promises: int = 100) -> Path:
    """Make a repository with a branch of so many commits, each a note in one of some promises."""
    workspace(folder, promises)
    for number in range(commits):
        path = folder / "ledgers" / "claims" / f"clm-{number % promises:08}.yaml"
        path.write_text(path.read_text() + f"- act: note\n  by: ana\n  at: 2026-03-03T10:00:00Z\n  note: n{number}\n")
        git(folder, "commit", "--quiet", "--all", "--message", f"note {number}")
    git(folder, "repack", "-a", "-d", "--quiet")
    return folder


def long_conversation(folder: Path, acts: int = 14_000) -> Path:
    """Make a repository with a branch that brings so many acts in one file: proposals, each withdrawn, and notes."""
    workspace(folder, 5)
    git(folder, "checkout", "--quiet", "-B", "change", "main")
    path = folder / "ledgers" / "claims" / "clm-00000000.yaml"
    path.write_text(path.read_text() + "".join(_said(number) for number in range(acts - 2)))
    git(folder, "commit", "--quiet", "--all", "--message", "a long conversation")
    return folder


def _said(number: int) -> str:
    """Return one of many acts, a second after the one before."""
    at = datetime(2026, 3, 3, 9, tzinfo=UTC) + timedelta(seconds=number)
    verb, more = _TALK[number % len(_TALK)]
    return f"- act: {verb}\n  by: ana\n  at: {at:%Y-%m-%dT%H:%M:%SZ}\n{more}"


def plumbing(folder: Path) -> float:
    """Return the seconds in which git names and reads every object that a branch brings."""
    range_ = ["git", "rev-list", "--objects", "main..change"]
    start = time.perf_counter()
    named = subprocess.run(range_, cwd=folder, capture_output=True, check=True).stdout
    given = b"".join(line.split(b" ")[0] + b"\n" for line in named.splitlines())
    subprocess.run(["git", "cat-file", "--batch"], cwd=folder, input=given, capture_output=True, check=True)
    return time.perf_counter() - start


def timed(folder: Path, *words: str) -> float:
    """Return the seconds of a command that must be answered, found wanting or not."""
    start = time.perf_counter()
    environment = {**os.environ, "PROMISECTL_NOW": NOW, "PROMISECTL_USER": "ana"}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - start


def repositories(top: Path) -> dict[str, Path]:
    """Make every repository that is judged."""
    made = {name: workspace(top / name, count) for name, count in (("five", 5), ("few", 100), ("many", 10_000))}
    return {**made, "branch": long_branch(top / "branch"), "talk": long_conversation(top / "talk")}


def measured(there: dict[str, Path]) -> dict[str, float]:
    """Return the median seconds of everything, by its name."""
    judged = (PROGRAM, "check", "--base")
    commands = {
        "check --base, 5 of 100": (there["few"], *judged, "main"),
        "check --base, 5 of 10,000": (there["many"], *judged, "main"),
        "diff, 5 of 10,000": (there["many"], PROGRAM, "diff", "main", "HEAD"),
        "diff, nothing of 5": (there["five"], PROGRAM, "diff", "HEAD", "HEAD"),
        "git diff-tree -r": (there["many"], "git", "diff-tree", "-r", "main", "HEAD"),
        "check --base, 200 commits": (there["branch"], *judged, "main"),
        "check --base, nothing of 5": (there["five"], *judged, "HEAD"),
        "check --base, 14,000 acts": (there["talk"], *judged, "main"),
        "check, 14,000 acts": (there["talk"], PROGRAM, "check"),
    }
    found: dict[str, list[float]] = {name: [] for name in (*commands, "plumbing, 200 commits")}
    for _ in range(ROUNDS):
        for label, (folder, *words) in commands.items():
            found[label].append(timed(folder, *words))
        found["plumbing, 200 commits"].append(plumbing(there["branch"]))
    return {label: statistics.median(times) for label, times in found.items()}


def main() -> None:
    """Print what everything takes, and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        middle = measured(repositories(Path(name)))
    for label, seconds in middle.items():
        print(f"{label:28}{seconds * 1000:8.0f} ms")
    many = middle["check --base, 5 of 10,000"] / middle["check --base, 5 of 100"]
    print(f"check --base: {many:.2f} (at most 1.5)")
    peer = middle["git diff-tree -r"] + middle["diff, nothing of 5"]
    print(f"diff: {middle['diff, 5 of 10,000'] / peer:.2f} of git diff-tree plus start-up (at most 2)")
    peer = middle["plumbing, 200 commits"] + middle["check --base, nothing of 5"]
    branch = middle["check --base, 200 commits"] / peer
    print(f"check --base of 200 commits: {branch:.2f} of the plumbing plus start-up (at most 4)")
    talk = middle["check --base, 14,000 acts"] / middle["check, 14,000 acts"]
    print(f"check --base of 14,000 acts: {talk:.2f} of check (at most 3)")


if __name__ == "__main__":
    main()
