"""`doctor`: what is found here, and a remedy for each trouble."""

from __future__ import annotations

from promisectl.cli.options import Shared, basic


@basic
def doctor_command(shared: Shared) -> None:
    """Say what is found here, and a remedy for each trouble."""
    from promisectl.app.workspace.doctor import diagnose
    from promisectl.cli.language import current
    from promisectl.cli.output.console import Console, stop
    from promisectl.formats.doctor_screen import doctor_screen

    console = Console(shared, current(), ("text", "json"))
    found = diagnose(shared.root)
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
