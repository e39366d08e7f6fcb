"""`rule`: the page of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import basic

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console


@basic.printing("text", "json", "markdown")
def rule_command(
    console: Console,
    code: Annotated[
        str | None, typer.Argument(help="A code such as PC304; all of them if left out.", metavar="[CODE]")
    ] = None,
) -> None:
    """Explain a finding's code, with a bad and a good example. Without a code: list them."""
    from promisectl.app.check.rules import explain, pages
    from promisectl.formats.rule_page import rule_json, rule_markdown, rule_screen, rules_screen

    found = (explain(code.upper()),) if code else pages()
    if console.format == "json":
        console.json({"rules": [rule_json(page) for page in found]})
    elif console.format == "markdown":
        console.print("\n\n".join(rule_markdown(page, console.words) for page in found))
    elif code:
        console.show(rule_screen(found[0], console.words))
    else:
        console.show(rules_screen(found, console.words))
