"""How long a completion takes among 10,000 promises: whole processes, in ms and as a ratio to `python -c pass`.

Part of `make bench`. The wanted bound, 150 ms on an idle machine, is for what a person waits for after the tabulator.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from run import PROGRAM, RUNS, timed, workspace

WORDS = {
    "commands": [""],
    "options": ["renegotiate", "--"],
    "people": ["request", ""],
    "ids, ten of them": ["agree", "clm-0000123"],
    "ids, all of them": ["agree", ""],
    "ids by the end, a hundred": ["agree", "000012"],
    "saved queries": ["list", "@"],
}


def main() -> None:
    """Time every kind of completion."""
    peer = [sys.executable, "-c", "pass"]
    folder = Path(tempfile.mkdtemp(prefix="promisectl-bench-"))
    try:
        large = workspace(folder / "large", 10_000)
        for name, words in WORDS.items():
            subject = [*PROGRAM, "__complete", "zsh", "--", *words]
            timed(subject, large)
            pairs = [(timed(peer, large), timed(subject, large)) for _ in range(RUNS)]
            took = statistics.median(one for _, one in pairs) * 1000
            ratio = statistics.median(one / base for base, one in pairs)
            print(f"completing {name.ljust(28)} {took:6.0f} ms {ratio:6.1f} x   (wanted: at most 150 ms)", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
