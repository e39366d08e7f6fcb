"""What judging a change costs: `diff` and `check --base` with five changed promises, among 100 and among 10,000.

Part of `make bench`. Everything is timed in one run on one machine, in turns; what counts are the ratios:
`check --base` among 10,000 to the same among 100 (wanted at most 1.5), and `diff` among 10,000 to `git diff-tree -r`
plus start-up (wanted at most 2), where start-up is the same command where nothing differs, among 5 promises.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
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

SETTINGS = (
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
    *("-c", "user.name=ana", "-c", "user.email=ana@example.com"),
)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *SETTINGS, *words], cwd=folder, check=True, capture_output=True)


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


def timed(folder: Path, *words: str) -> float:
    start = time.perf_counter()
    environment = {**os.environ, "PROMISECTL_NOW": NOW, "PROMISECTL_USER": "ana"}
    subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        five, few = workspace(Path(name) / "five", 5), workspace(Path(name) / "few", 100)
        many = workspace(Path(name) / "many", 10_000)
        commands = {
            "check --base, 5 of 100": (few, PROGRAM, "check", "--base", "main"),
            "check --base, 5 of 10,000": (many, PROGRAM, "check", "--base", "main"),
            "diff, 5 of 10,000": (many, PROGRAM, "diff", "main", "HEAD"),
            "diff, nothing of 5": (five, PROGRAM, "diff", "HEAD", "HEAD"),
            "git diff-tree -r": (many, "git", "diff-tree", "-r", "main", "HEAD"),
        }
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for label, (folder, *words) in commands.items():
                found[label].append(timed(folder, *words))
        middle = {label: statistics.median(times) for label, times in found.items()}
        for label, seconds in middle.items():
            print(f"{label:28}{seconds * 1000:8.0f} ms")
        print(
            f"check --base: {middle['check --base, 5 of 10,000'] / middle['check --base, 5 of 100']:.2f} (at most 1.5)"
        )
        peer = middle["git diff-tree -r"] + middle["diff, nothing of 5"]
        print(f"diff: {middle['diff, 5 of 10,000'] / peer:.2f} of git diff-tree plus start-up (at most 2)")


if __name__ == "__main__":
    main()
