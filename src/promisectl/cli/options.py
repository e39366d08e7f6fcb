"""Options that many commands share. A command declares the family it belongs to.

`@speaking` and its sisters add the options to a command's signature, so that Typer sees them as if they were written
there, and hand the command what they open: a session on the workspace, in the format asked for. The root takes the
same options before the command.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from promisectl.formats.lists import FORMATS


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

LISTS = ("text", *FORMATS)
BASE = ("root", "lang", "format", "output", "quiet", "no_color", "plain", "lenient")
LOOK = ("as_of", "ledger", "by", *BASE, "no_pager")
SPEAK = ("by", "at", "for_", "via", "note", "reason", "dry_run", "commit", "ledger", *BASE)
HAND = tuple(name for name in SPEAK if name != "for_")  # who speaks follows from who hands over
CONFIRM = ("by", "at", "note", "dry_run", "commit", "ledger", *BASE)
MEND = ("by", "dry_run", "commit", "ledger", *BASE)
UNDO = ("dry_run", "ledger", *BASE)
FORGET = ("by", "dry_run", "commit", *BASE)
ENTER = ("dry_run", "commit", *BASE)
CHECK_IN = ("by", "at", "note", *ENTER)

Command = Callable[..., None]
_HANDED: dict[str, Any] = dict.fromkeys(("Console", "Session", "ActSession", "ReadSession"), object)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of commands: the options they share, and what is opened for each before it runs.

    `opens` names what makes the command's first argument of the options' values and the formats it prints, as
    `module:name`. Nothing is imported before a command runs.
    """

    names: tuple[str, ...]
    opens: str
    formats: tuple[str, ...] = ("text", "json")

    def printing(self, *formats: str) -> Family:
        """Return this family for a command that prints in other formats."""
        return replace(self, formats=formats)

    def __call__(self, command: Command) -> Command:
        """Return the command with the shared options in its signature, handed what this family opens."""
        wrapper = with_options(self.names, self._opened)(command)
        wrapper.__dict__["formats"] = self.formats
        return wrapper

    def _opened(self, shared: Shared) -> Any:
        module, _, name = self.opens.partition(":")
        return getattr(import_module(module), name)(shared, self.formats)


def with_options(
    names: tuple[str, ...], handed: Callable[[Shared], Any] = lambda shared: shared
) -> Callable[[Command], Command]:
    """Return what adds shared options to a command's signature; its first argument is what `handed` makes of them."""

    def decorate(command: Command) -> Command:
        parameters = list(inspect.signature(command, eval_str=True, locals=_HANDED).parameters.values())
        own = [parameter for parameter in parameters[1:] if parameter.name != "context"]
        taken = {parameter.name for parameter in parameters}
        shared = [_shared_option(name) for name in names if name not in taken]
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

        @functools.wraps(command)
        def wrapper(context: typer.Context, **values: Any) -> None:
            given = Shared(**{option.name: values.pop(option.name) for option in shared})
            if "context" in taken:
                values["context"] = context
            command(handed(given.over(context.obj or Shared())), **values)

        wrapper.__signature__ = inspect.Signature([context, *own, *shared])  # type: ignore[attr-defined]
        wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in (context, *own, *shared)}
        del wrapper.__wrapped__  # Typer would follow it to the bare signature
        return wrapper

    return decorate


def _shared_option(name: str) -> inspect.Parameter:
    option = OPTIONS[name]
    default = False if option.__origin__ is bool else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option)


_CONSOLE = "promisectl.cli.output.console:open_console"
_SESSION = "promisectl.cli.session:open_session"
_LOOK = "promisectl.cli.session:open_look"
_ACTS = "promisectl.cli.speaking:open_session"
_LEDGER = "promisectl.cli.reading:read"
_FIGURES = "promisectl.cli.reading:read_whole_ledger"

# What a command is handed follows from its family: a console alone, the workspace, one to speak in, all promises read.
basic = Family(BASE, _CONSOLE)
beginning = Family(ENTER, _CONSOLE)
asking = Family(LOOK, _CONSOLE)
opened = Family(BASE, _SESSION)
looking = Family(LOOK, _LOOK)
reading = Family(LOOK, _LEDGER, LISTS)
measuring = Family(LOOK, _FIGURES, LISTS)
speaking = Family(SPEAK, _ACTS)
confirming = Family(CONFIRM, _ACTS)
handing = Family(HAND, _SESSION)
mending = Family(MEND, _SESSION)
forgetting = Family(FORGET, _SESSION)
entering = Family(ENTER, _SESSION)
checking_in = Family(CHECK_IN, _SESSION)
resolving = Family(("by", *UNDO), _CONSOLE)
undoing = Family(UNDO, _SESSION)
exporting = Family(("ledger", *BASE), _SESSION)
importing = Family(("commit", "ledger", *BASE), _SESSION)
