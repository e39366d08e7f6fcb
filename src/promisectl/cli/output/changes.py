"""Changes on their way out: each format of `diff` has its printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisectl.app.compare.revisions import Compared
    from promisectl.cli.output.console import Console
    from promisectl.diff.told import Told


def print_changes(console: Console, told: Told, compared: Compared) -> None:
    """Print a change in the format that was asked for; the formats of `check` hold its findings alone."""
    if console.format == "json":
        from promisectl.formats.changes_json import changes_json

        console.json(changes_json(told))
    elif console.format == "markdown":
        from promisectl.formats.changes_markdown import changes_markdown

        console.print(changes_markdown(told, console.words))
    elif console.format == "text":
        from promisectl.formats.changes_screen import changes_screen

        console.show(changes_screen(told, console.words))
    else:
        from promisectl.app.check.branch import check_result
        from promisectl.cli.output.findings import print_examined

        print_examined(console, check_result(compared, list(told.findings)), statistics=False, fail_on="error")
