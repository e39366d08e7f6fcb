"""Options that many commands share. A command declares the family it belongs to; their values come as one object.

`@looking` and `@speaking` add the options to a command's signature, so that Typer sees them as if they were written
there, and hand their values over as the command's first argument. The root takes the same ones before the command.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any

import typer


@dataclass(frozen=True, slots=True)
class Shared:
    """Values of the shared options; None or False where not given."""

    root: Path | None = None
    lang: str | None = None
    format: str | None = None
    output: Path | None = None
    quiet: bool = False
    no_color: bool = False
    plain: bool = False
    no_pager: bool = False
    lenient: bool = False
    ledger: str | None = None
    by: str | None = None
    as_of: str | None = None
    at: str | None = None
    for_: str | None = None
    via: str | None = None
    note: str | None = None
    reason: str | None = None
    dry_run: bool = False
    commit: bool = False

    def over(self, below: Shared) -> Shared:
        """Return these values, and those of `below` where these are not given."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(below, **{name: value for name, value in given.items() if value not in (None, False)})


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, show_default=False, **more)


_Text = str | None
OPTIONS: dict[str, Any] = {
    "root": Annotated[Path | None, _option("--root", help="The folder of the workspace.", metavar="FOLDER")],
    "lang": Annotated[_Text, _option("--lang", help="The language to speak: en or es.", metavar="LANG")],
    "format": Annotated[
        _Text,
        _option("--format", help="How to print: text, json, json-lines, csv or markdown.", metavar="FORMAT"),
    ],
    "output": Annotated[Path | None, _option("--output", "-o", help="Write to this file.", metavar="FILE")],
    "quiet": Annotated[bool, _option("--quiet", "-q", help="Say only what is asked for.")],
    "no_color": Annotated[bool, _option("--no-color", help="No colours.")],
    "plain": Annotated[bool, _option("--plain", help="One `field: value` a line, for screen readers.")],
    "no_pager": Annotated[bool, _option("--no-pager", help="Print long lists at once, not page by page.")],
    "lenient": Annotated[bool, _option("--lenient", help="Leave out files that cannot be read, and say how many.")],
    "ledger": Annotated[_Text, _option("--ledger", help="Only this ledger; the ledger to write to.", metavar="NAME")],
    "by": Annotated[_Text, _option("--by", help="Who speaks or looks.", metavar="HANDLE")],
    "as_of": Annotated[_Text, _option("--as-of", help="Look as of this day or instant.", metavar="WHEN")],
    "at": Annotated[_Text, _option("--at", help="When it was said.", metavar="WHEN")],
    "for_": Annotated[_Text, _option("--for", help="Whose words you record.", metavar="HANDLE")],
    "via": Annotated[_Text, _option("--via", help="Where the words were spoken.", metavar="TEXT")],
    "note": Annotated[_Text, _option("--note", "-n", help="A free text.", metavar="TEXT")],
    "reason": Annotated[_Text, _option("--reason", "-r", help="Why, as a code such as capacity.", metavar="CODE")],
    "dry_run": Annotated[bool, _option("--dry-run", help="Show the change; write nothing.")],
    "commit": Annotated[bool, _option("--commit", help="Commit just this file to git.")],
}  # fmt: skip

VERSION = Annotated[bool, _option("--version", "-V", help="Print the version and exit.")]  # answered in cli/main.py

BASE = ("root", "lang", "format", "output", "quiet", "no_color", "plain", "lenient")
LOOK = ("as_of", "ledger", "by", *BASE, "no_pager")
SPEAK = ("by", "at", "for_", "via", "note", "reason", "dry_run", "commit", "ledger", *BASE)
HAND = tuple(name for name in SPEAK if name != "for_")  # who speaks follows from who hands over
MEND = ("by", "dry_run", "commit", "ledger", *BASE)
UNDO = ("dry_run", "ledger", *BASE)

Command = Callable[..., None]


def _family(names: tuple[str, ...]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        own = [p for p in list(signature.parameters.values())[1:] if p.name != "context"]
        wants_context = "context" in signature.parameters
        more = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if OPTIONS[name].__origin__ is bool else None,
                annotation=OPTIONS[name],
            )
            for name in names
            if name not in signature.parameters
        ]
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

        @functools.wraps(command)
        def wrapper(context: typer.Context, **values: Any) -> None:
            given = Shared(**{name: values.pop(name) for name in added})
            if wants_context:
                values["context"] = context
            command(given.over(context.obj or Shared()), **values)

        added = tuple(parameter.name for parameter in more)
        wrapper.__signature__ = inspect.Signature([context, *own, *more])  # type: ignore[attr-defined]
        wrapper.__annotations__ = {p.name: p.annotation for p in (context, *own, *more)}
        del wrapper.__wrapped__  # Typer would follow it to the bare signature
        return wrapper

    return decorate


looking = _family(LOOK)
speaking = _family(SPEAK)
handing = _family(HAND)
mending = _family(MEND)
undoing = _family(UNDO)
basic = _family(BASE)
