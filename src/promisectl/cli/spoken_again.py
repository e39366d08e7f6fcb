"""What was set aside, as the commands that say it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from promisectl.formats.side_by_side import said_again
from promisectl.model.message import M, Message
from promisectl.model.visible_text import escape_line


def spoken_again(
    acts: Sequence[Mapping[str, Any]], promise: str, say: Callable[[Message], str], *, is_kept: bool = True
) -> list[str]:
    """Return a line that says what became of acts set aside, and one for each with the command that says it again."""
    if not acts:
        return []
    kept = M("they are kept in a note, and move nothing until they are spoken again:")
    gone = M("no note keeps them, for only a merge has both histories; whoever said them says them again:")
    lines = [say(kept if is_kept else gone)]
    for act in acts:
        speaker = act.get("for") or act["by"]
        lines.append(f"  {speaker}: `{escape_line(said_again(act, promise))}`")
    return lines
