"""`audit` of 5,000 commits beside the plumbing alone: `git rev-list` and `cat-file --batch` over the same objects.

`make bench`. Median of runs taken in turn, as in run.py. The plumbing reads in both layouts what an auditor must have
read for it: every commit, every tree on the way, every version of a file; it compares nothing. In one folder its trees
are large (a thousand names each), in folders by the hundred they are small, while an audit takes as long in both.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import PROGRAM

RUNS = 7
COMMITS = 5_000
EACH = 5  # commits that speak in one promise
OPENING = """- act: request
  by: ana
  at: 2026-03-02T15:10:00-03:00
  terms:
    what: Inspect the vehicle of claim {number}
    performer: diego
    due: 2026-03-06
    criteria: [report with 8 photos]
"""
ACTS = (
    "- act: agree\n  by: diego\n  at: 2026-03-02T16:40:00-03:00\n",
    "- act: renegotiate\n  by: diego\n  at: 2026-03-03T10:00:00-03:00\n  terms: {due: 2026-03-09}\n  reason: data\n",
    "- act: agree\n  by: ana\n  at: 2026-03-03T10:20:00-03:00\n  terms: {due: 2026-03-09}\n",
    "- act: deliver\n  by: diego\n  at: 2026-03-04T10:00:00-03:00\n  evidence:\n  - report-{number}.pdf\n",
)
STATES = ("requested", "promised", "promised", "promised", "delivered")
PEOPLE = "people:\n  ana: {emails: [ana@example.com]}\n  diego: {emails: [diego@example.com]}\n"


def history(folder: Path, *, flat: bool = True, commits: int = COMMITS) -> Path:
    """Make a repository of 5,000 commits, each an act of one of 1,000 promises.

    They stand side by side, as commands write them, or in folders by the hundred, where git's trees are smallest.
    """
    folder.mkdir()
    lines = [_commit(1, {"promisectl.yaml": "format: 1\n", "ledgers/people.yaml": PEOPLE}, "ana")]
    for number in range(2, commits + 1):
        promise, said = (number - 2) % (COMMITS // EACH), (number - 2) // (COMMITS // EACH)
        acts = [OPENING, *ACTS][: said + 1]
        due = "2026-03-09" if said >= 3 else "2026-03-06"
        text = (
            f"id: clm-{promise:08d}\nwhat: Inspect the vehicle of claim {promise}\ncustomer: ana\nperformer: diego\n"
            f"due: {due}\ncriteria:\n- report with 8 photos\nstate: {STATES[said]}\nhistory:\n"
        ) + "".join(act.replace("{number}", str(promise)) for act in acts)
        below = "" if flat else f"{promise // 100:02d}/"
        path = f"ledgers/claims/{below}clm-{promise:08d}.yaml"
        lines.append(_commit(number, {path: text}, "diego" if said in (1, 2, 4) else "ana"))
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main"], cwd=folder, check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(lines), check=True)
    subprocess.run(["git", "repack", "-adq"], cwd=folder, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)
    return folder


def _commit(number: int, files: dict[str, str], who: str) -> bytes:
    when = 1772629200 + number
    lines = [
        f"commit refs/heads/main\nmark :{number}\n",
        f"author {who} <{who}@example.com> {when} +0000\ncommitter {who} <{who}@example.com> {when} +0000\n",
        "data 8\nan act\n\n",
        f"from :{number - 1}\n" if number > 1 else "",
    ]
    for path, text in files.items():
        lines.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")
    return "".join(lines).encode()


def plumbing(folder: Path) -> tuple[bytes, float]:
    """Return the names of every commit, tree and file version of the history, and the seconds it takes to read them."""
    names = subprocess.run(["git", "rev-list", "--objects", "HEAD"], cwd=folder, capture_output=True, check=True).stdout
    given = b"".join(line.split(b" ")[0] + b"\n" for line in names.splitlines())
    return given, _plumbing(folder, given)


def _plumbing(folder: Path, given: bytes) -> float:
    start = time.perf_counter()
    walk = ["git", "rev-list", "--topo-order", "--parents", "HEAD"]
    subprocess.run(walk, cwd=folder, capture_output=True, check=True)
    subprocess.run(["git", "cat-file", "--batch"], cwd=folder, input=given, capture_output=True, check=True)
    return time.perf_counter() - start


def _audit(folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run([*PROGRAM, "audit", "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print how many times the plumbing's time an audit takes."""
    folder = Path(tempfile.mkdtemp(prefix="promisectl-bench-"))
    try:
        print(f"audit of {COMMITS:,} commits, to rev-list and cat-file --batch (wanted: at most 4 x)")
        little = history(folder / "little", commits=2)
        for flat, name in ((True, "1,000 promises in one folder"), (False, "1,000 promises in ten folders")):
            _measure(history(folder / str(flat), flat=flat), little, name)
    finally:
        shutil.rmtree(folder)


def _measure(repository: Path, little: Path, name: str) -> None:
    """Print an audit's ratio, and that of an audit of two commits, which is the start of the program."""
    given, _ = plumbing(repository)
    _audit(repository)
    ratios, starts = [], []
    for _ in range(RUNS):
        base = _plumbing(repository, given)
        ratios.append(_audit(repository) / base)
        starts.append(_audit(little) / base)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    start = f"of that the start of the program {statistics.median(starts):.2f} x"
    print(f"{name.ljust(32)} {statistics.median(ratios):6.2f} x   ({spread}); {start}", flush=True)
    if "-v" in sys.argv:
        print(f"plumbing {base:.3f} s, {len(given.split())} objects")


if __name__ == "__main__":
    main()
