"""`doctor`: what is found here, and a remedy for each trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import basic

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console


@basic
def doctor_command(console: Console) -> None:
    """Say what is found here, and a remedy for each trouble."""
    from promisectl.app.workspace.doctor import diagnose
    from promisectl.cli.output.console import stop
    from promisectl.model.message import M
    from promisectl.model.visible_text import escape_line

    found = diagnose(console.shared.root)
    if console.is_text:
        width = max(len(console.say(one.topic)) for one in found)
        for one in found:
            mark = console.say(M("ok")) if one.ok else console.say(M("trouble"))
            lines = [f"{console.say(one.topic).ljust(width)}  {mark}: {escape_line(console.say(one.found))}"]
            if one.remedy is not None:
                lines.append(" " * (width + 2) + console.say(one.remedy))
            console.sentences(lines, width + 2)
    else:
        console.json(
            {
                "checks": [
                    {
                        "topic": str(one.topic),
                        "ok": one.ok,
                        "found": str(one.found),
                        "remedy": str(one.remedy) if one.remedy else None,
                    }
                    for one in found
                ]
            }
        )
    if any(not one.ok for one in found):
        stop(1)
