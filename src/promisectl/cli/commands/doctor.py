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
    from promisectl.formats.doctor_screen import doctor_screen

    found = diagnose(console.shared.root)
    if console.is_text:
        console.show(doctor_screen(found, console.words))
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
