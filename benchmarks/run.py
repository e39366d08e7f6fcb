"""Side-by-side timings, as ratios to a peer measured in the same run. `make bench`.

Every figure is the median of runs taken in turn (peer, subject, peer, subject, …), so a machine whose speed drifts
drifts for both. Nothing here is a test: a noisy machine must not fail anybody's change.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 9
PROGRAM = [sys.executable, "-m", "promisectl"]
PROMISE = """id: clm-{number:08d}
what: Inspect the vehicle of claim {number}
customer: ana
performer: diego
due: {due}
criteria:
- report with 8 photos
state: {state}
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00-03:00
  terms:
    what: Inspect the vehicle of claim {number}
    performer: diego
    due: {due}
    criteria: [report with 8 photos]
- act: agree
  by: diego
  at: 2026-03-02T11:40:00-03:00
"""


def workspace(folder: Path, size: int) -> Path:
    """Make a workspace of `size` open promises of about 375 bytes; one in twenty is overdue on 9 March."""
    (folder / "ledgers" / "claims").mkdir(parents=True)
    (folder / "promisectl.yaml").write_text("format: 1\ntimezone: America/Santiago\n")
    (folder / "ledgers" / "people.yaml").write_text("people:\n  ana: {name: Ana}\n  diego: {name: Diego}\n")
    for number in range(size):
        due = "2026-03-06" if number % 20 == 0 else "2026-04-06"
        text = PROMISE.format(number=number, due=due, state="promised")
        (folder / "ledgers" / "claims" / f"clm-{number:08d}.yaml").write_text(text)
    return folder


def timed(command: list[str], cwd: Path | None = None) -> float:
    """Return the wall seconds of one run; the run must not fail."""
    environment = {**os.environ, "PROMISECTL_NOW": "2026-03-09T12:00:00-03:00", "PROMISECTL_USER": "diego"}
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def compare(
    name: str, peer: list[str], subject: list[str], bound: str, at: Path | None = None, pat: Path | None = None
) -> None:
    """Print the median ratio of the subject to the peer, pair by pair."""
    timed(peer, pat or at)
    timed(subject, at)
    ratios = []
    for _ in range(RUNS):
        base = timed(peer, pat or at)
        ratios.append(timed(subject, at) / base)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"{name.ljust(58)} {statistics.median(ratios):6.2f} x   ({spread}; wanted: {bound})", flush=True)


def main() -> None:
    """Run every comparison."""
    python = [sys.executable, "-c"]
    typer = [*python, "import typer"]
    folder = Path(tempfile.mkdtemp(prefix="promisectl-bench-"))
    try:
        small, large = workspace(folder / "small", 10), workspace(folder / "large", 10_000)
        compare("--version, to `import typer`", typer, [*PROGRAM, "--version"], "at most 1.3")
        compare("--help, to `import typer`", typer, [*PROGRAM, "--help"], "at most 2.5")
        note = [*PROGRAM, "note", "clm-00000000", "seen", "--by", "ana"]
        compare("one act on 10,000 promises, to the same on 10", note, note, "at most 1.3", large, small)
        imports = [*python, "import typer, pydantic, rich.table"]
        compare(
            "overdue on 10,000, to `import typer, pydantic, rich.table`",
            imports,
            [*PROGRAM, "overdue"],
            "at most 8.3",
            large,
        )
        check = [*PROGRAM, "check", "--fail-on", "never", "--statistics"]
        compare("check on 10,000, to the same import", imports, check, "no bound", large)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
