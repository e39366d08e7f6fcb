"""Git for tests: an empty repository without asking git for it, and settings under which it waits for no disk.

Nothing that a test is about differs: objects, refs and their formats are git's own.
"""

from __future__ import annotations

from pathlib import Path

# A test's repository need not outlive the machine's power, nor is it ever tidied up.
QUICK = {"core.fsync": "none", "gc.auto": "0", "maintenance.auto": "false"}
OPTIONS = tuple(word for name, value in QUICK.items() for word in ("-c", f"{name}={value}"))

_CONFIG = """\
[core]
\trepositoryformatversion = {version}
\tfilemode = true
\tbare = false
\tlogallrefupdates = true
"""
_SHA256 = "[extensions]\n\tobjectFormat = sha256\n"


def init(folder: Path, object_format: str = "sha1") -> None:
    """Make an empty repository with a work tree, on `main`, as `git init` does without a template."""
    own = folder / ".git"
    for path in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
        (own / path).mkdir(parents=True)
    is_new = object_format == "sha256"
    (own / "config").write_text(_CONFIG.format(version=int(is_new)) + (_SHA256 if is_new else ""))
    point_head_to(folder, "main")


def point_head_to(folder: Path, branch: str) -> None:
    """Let HEAD be a branch, whatever lies in the work tree."""
    (folder / ".git" / "HEAD").write_text(f"ref: refs/heads/{branch}\n")
