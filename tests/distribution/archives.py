"""A copy of the project's files, and the archives that are built from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOMENT = "1772442000"  # 2026-03-02T09:00:00Z; `make dist` takes the last commit's


def project_files(*, new: bool = True) -> set[str]:
    """Return the project's files: what git tracks and, if `new`, what it does not ignore; in an sdist all that came."""
    if not (ROOT / ".git").exists():
        made = {".venv", "build", "dist", "PKG-INFO"}
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return {path.as_posix() for path in found if path.parts[0] not in made and "cache" not in str(path.parent)}
    words = ["git", "ls-files", "-z", "--cached", *(["--others", "--exclude-standard"] if new else [])]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return {path for path in done.stdout.split("\0") if path and (ROOT / path).exists()}


def copied(folder: Path) -> Path:
    """Copy the project's files into a folder, their times and modes as the moment and the umask give them."""
    for path in project_files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target)
        if os.access(ROOT / path, os.X_OK):
            target.chmod(target.stat().st_mode | 0o100)
    return folder


def built(folder: Path, **environment: str) -> dict[str, Path]:
    """Build both archives from a copy and return them by their ending."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder / "dist", "-t", "sdist", "-t", "wheel"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": MOMENT, **environment},
        check=True,
        capture_output=True,
    )
    return {path.suffix: path for path in (folder / "dist").iterdir()}
