"""What was said, told to programs: the document of an act, and the difference a change makes in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from promisectl.formats.promises_json import act_json, next_json, promise_json
from promisectl.formats.proposals import replaced
from promisectl.store.files import FileWrite

if TYPE_CHECKING:
    from promisectl.app.acts.record import RecordedAct
    from promisectl.formats.documents.shared import SpokenDocument


def spoken_json(spoken: RecordedAct) -> SpokenDocument:
    """Return the document of an act: the promise, the act, the state before and after, whose turn, what is lawful."""
    return {
        "promise": promise_json(spoken.view),
        "act": act_json(spoken.act),
        "before": spoken.before.value if spoken.before else None,
        "after": spoken.view.state.value if spoken.view.state else None,
        "turn": spoken.view.turn,
        "replaced": [act_json(act) for act in replaced(spoken.view, spoken.act.act)],
        "next": next_json(spoken.view),
    }


def diff_of(change: FileWrite, root: Path) -> str:
    """Return a change as a unified diff."""
    import difflib

    name = change.path.relative_to(root).as_posix()
    before = (change.before or b"").decode("utf-8", "replace").splitlines(keepends=True)
    after = (change.after or b"").decode("utf-8", "replace").splitlines(keepends=True)
    lines = difflib.unified_diff(
        before,
        after,
        f"a/{name}" if change.before is not None else "/dev/null",
        f"b/{name}" if change.after is not None else "/dev/null",
    )
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)
