"""The Typer application: a group whose commands are imported when asked for, with help in the chosen language."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from promisectl.cli.encoding import printable
from promisectl.cli.help import group_help_lines, help_lines, wrapped
from promisectl.cli.options import BASE, LOOK, OPTIONS, VERSION, Shared, with_options
from promisectl.cli.registry import GROUPS, ROWS, Row
from promisectl.formats.translator import Translator
from promisectl.model.languages import Language
from promisectl.model.message import M, Message

HEADINGS: dict[str, Message] = {
    "Usage:": M("Usage:"),
    "Options:": M("Options:"),
    "Commands:": M("Commands:"),
    "Arguments:": M("Arguments:"),
    "[OPTIONS]": M("[OPTIONS]"),
    "COMMAND": M("COMMAND"),
    "[COMMAND]": M("[COMMAND]"),
}
INTRODUCTION = M("Commitment ledgers in plain files: who promised what to whom by when.")
SEE = M("`promisectl` alone is `promisectl status`. `promisectl COMMAND --help` explains one command.")


class TakesAway(TyperCommand):
    """A command among whose words are some such as `-critical`, which are no options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; one that begins with a dash and is no option is kept from being taken for one."""
        names = {name for parameter in self.params for name in (*parameter.opts, "--help")}
        kept = [f"{_KEPT}{word}" if _is_taken_away(word, names) else word for word in args]
        rest: list[str] = super().parse_args(ctx, kept)
        ctx.params.update({name: _as_typed(value) for name, value in ctx.params.items()})
        return rest


class AloneGroup(TyperGroup):
    """A command with words below it that is one of them, `alone`, where none is said."""

    alone = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; options without any word before or among them are those of `alone`."""
        is_said = bool(args) and (not args[0].startswith("-") or any(arg in self.commands for arg in args))
        asks_for_help = "--help" in args
        rest: list[str] = super().parse_args(ctx, args if is_said or asks_for_help else [self.alone, *args])
        return rest


_KEPT = "\x00"  # no word of a command line holds it


def _as_typed(value: Any) -> Any:
    """Return the value of a parameter with its words as they were typed."""
    return [str(word).removeprefix(_KEPT) for word in value] if isinstance(value, list | tuple) else value


def _is_taken_away(word: str, options: set[str]) -> bool:
    return re.match(r"-[^-]", word) is not None and word not in options


class LazyGroup(TyperGroup):
    """The root group. `words` are set before it runs."""

    words: Translator = Translator()

    def list_commands(self, ctx: Any) -> list[str]:
        """Return every command's name, in the order of the registry."""
        return list(ROWS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, importing its module now."""
        row = ROWS.get(cmd_name)
        return build(row, self.words) if row else None

    def get_help(self, ctx: Any) -> str:
        """Return the list of commands by group, without importing any."""
        say = self.words.say
        usage = f"{say(HEADINGS['Usage:'])} promisectl {say(HEADINGS['[OPTIONS]'])} {say(HEADINGS['[COMMAND]'])}"
        lines = [usage, "", *wrapped("", say(INTRODUCTION))]
        width = max(len(name) for name in ROWS)
        for group, title in GROUPS.items():
            lines += ["", f"{say(title)}:"]
            for row in ROWS.values():
                if row.group == group:
                    lines += wrapped(f"  {row.name.ljust(width)}  ", say(row.help))
        lines += ["", f"{say(HEADINGS['Options:'])}"]
        options = [option.__metadata__[0] for option in (*(OPTIONS[name] for name in LOOK), VERSION)]
        spelled = {_spelling(option, self.words): option.help for option in options}
        width = max(map(len, spelled))
        for spelling, help in spelled.items():
            lines += wrapped(f"  {spelling.ljust(width)}  ", say(help))
        return "\n".join([*lines, "", *wrapped("", say(SEE))])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help without Rich: it costs more than the rest of the start."""
        formatter.write(printable(self.get_help(ctx)))


def _spelling(option: Any, words: Translator) -> str:
    """Return how an option is written: `-o, --output FILE`."""
    names = ", ".join(reversed((option.default, *option.param_decls)))
    return f"{names} {words.say(option.metavar)}" if option.metavar else names


def build(row: Row, words: Translator) -> Any:
    """Return a row of the registry as a command, its help translated."""
    return _built(row.name, words.language)


@functools.cache
def _built(row_name: str, language: Language) -> Any:
    """Build a command once for a language: taking functions apart for Typer takes as long as many a command."""
    row = ROWS[row_name]
    module = importlib.import_module(f"promisectl.cli.commands.{row.module}")
    command = _with_words(row, module) if row.words else _command(row.name, _function(module, row.name))
    translate(command, Translator(language))
    return command


def _function(module: ModuleType, *words: str) -> Callable[..., None]:
    """Return what a command, or a word below it, runs."""
    name = "_".join(words).replace("-", "_")
    function: Callable[..., None] = getattr(module, f"{name}_command")
    return function


def _with_words(row: Row, module: ModuleType) -> Any:
    """Return a command with words below it."""
    kind = type("AloneGroup", (AloneGroup,), {"alone": row.alone}) if row.alone else None
    app = typer.Typer(cls=kind, rich_markup_mode=None, add_completion=False, no_args_is_help=not row.alone)
    app.callback(help=row.help.text)(_group(row))
    functions = {word: _function(module, row.name, word) for word in row.words}
    for word, function in functions.items():
        app.command(word)(function)
    command: Any = typer.main.get_command(app)
    command.name = row.name
    for word, function in functions.items():
        command.commands[word].formats = getattr(function, "formats", ())
    return command


def _group(row: Row) -> Callable[..., None]:
    """Return what a command with words below it does before them: it keeps its options for them."""

    @with_options(BASE if row.group == "start" else LOOK)
    def keep(shared: Shared, context: typer.Context) -> None:
        context.obj = shared

    return keep


def _command(name: str, function: Callable[..., None]) -> Any:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, cls=TakesAway if getattr(function, "takes_away", False) else None)(function)
    command: Any = typer.main.get_command(app)
    command.name = name
    command.formats = getattr(function, "formats", ())
    return command


def translate(command: Any, words: Translator) -> None:
    """Put a command's help, its options' help and the framework's headings into the chosen language."""
    command.help = words.say(_one_paragraph(command.help or ""))
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = words.say(parameter.help)
        if parameter.param_type_name == "argument":
            _show_plainly(parameter)
        if parameter.metavar:
            parameter.metavar = words.say(parameter.metavar)
    for below in getattr(command, "commands", {}).values():
        translate(below, words)
        below.short_help = below.help.partition(". ")[0].rstrip(".") + "."
    lines = group_help_lines if getattr(command, "commands", None) else help_lines
    command.get_help = lambda ctx: printable("\n".join(lines(ctx.command_path, command, words, HEADINGS)))


def _show_plainly(argument: Any) -> None:
    """Show an argument as PERSON or [WHEN]: Typer would write {PERSON} and its Python type."""
    argument.metavar = (argument.metavar or argument.name.upper()).strip("[]")
    usage = argument.metavar if argument.required else f"[{argument.metavar}]"
    argument._usage_display_name = lambda: usage
    argument.display_type_rich = lambda ctx: ""


def _one_paragraph(text: str) -> str:
    return re.sub(r"(?<!\n)\n(?!\n)[ ]*", " ", text).strip()


def application(language: Language) -> Any:
    """Return the root command, which speaks a language from now on."""
    LazyGroup.words = Translator(language)
    return _root()


@functools.cache
def _root() -> Any:
    app = typer.Typer(
        cls=LazyGroup,
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @with_options(LOOK)
    def root(shared: Shared, context: typer.Context) -> None:
        """Keep the shared options for the command; run `status` where no command is named."""
        context.obj = shared
        if context.invoked_subcommand is None:
            status = build(ROWS["status"], LazyGroup.words)
            status.main(args=[], prog_name="promisectl", standalone_mode=False, obj=shared)

    app.callback(invoke_without_command=True)(root)
    return typer.main.get_command(app)
