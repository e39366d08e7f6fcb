"""Git as a user types it, and files."""

import os
import subprocess


def run(folder, *arguments, check=True, **environment):
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=check,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    ).stdout.strip()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
