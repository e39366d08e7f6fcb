"""The command line as the program itself knows it: its commands, and the options they share, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.cli.application import build
from promisectl.cli.options import BASE, LOOK, MEND, SPEAK
from promisectl.cli.registry import ROWS
from promisectl.formats.translator import Translator

FAMILIES = (
    ("speaking", "The options of speaking", SPEAK),
    ("looking", "The options of looking", LOOK),
    ("mending", "The options of mending", MEND),
    ("every", "The options of every command", BASE),
)
Family = tuple[str, str, Sequence[str]]


@dataclass(frozen=True)
class Section:
    """One command: its full name, its Typer command, its own arguments and options, the family it shares."""

    group: str
    name: str
    command: Any
    arguments: list[Any]
    options: list[Any]
    family: Family | None


def sections(words: Translator) -> Iterator[Section]:
    """Yield every command, in the order of the registry, the words below one after each other."""
    for row in ROWS.values():
        command = build(row, words)
        if not row.words:
            yield _section(row.group, row.name, command)
        for word in row.words:
            yield _section(row.group, f"{row.name} {word}", command.commands[word])


def _section(group: str, name: str, command: Any) -> Section:
    family = next((family for family in FAMILIES if has(command, family[2])), None)
    shared = {*family[2]} if family else set()
    own = [param for param in command.params if param.name not in (*shared, "help")]
    arguments = [param for param in own if param.param_type_name == "argument"]
    options = [param for param in own if param.param_type_name == "option"]
    return Section(group, name, command, arguments, options, family)


def shared(words: Translator) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield each family of shared options: its name, its title, its options."""
    every = [build(row, words) for row in ROWS.values() if not row.words]
    for name, title, family in FAMILIES:
        model = min((one for one in every if has(one, family)), key=lambda one: len(one.params))
        params = {param.name: param for param in model.params}
        yield name, title, [params[one] for one in family if name == "every" or one not in BASE]


def has(command: Any, names: Sequence[str]) -> bool:
    """Return whether a command has all these parameters."""
    return set(names) <= {param.name for param in command.params}


def metavar(param: Any) -> str:
    """Return how the value of an argument is called: `ID`."""
    told = param.metavar or param.name.upper()
    return told.strip("[]").replace("...", "").replace("…", ",")


def argument(param: Any) -> str:
    """Return an argument as it stands in a usage line: `[WHEN]`, `ID...`."""
    told = metavar(param) + ("..." if param.nargs == -1 else "")
    return told if param.required else f"[{told}]"


def kind(param: Any) -> str:
    """Return how the value of an option is called."""
    return param.metavar or {int: "N", float: "X"}.get(param.type_descriptor.annotation, param.name.upper())


def default(param: Any) -> str | None:
    """Return the value of a parameter that is not given, where its help shows it."""
    shown = param.show_default and isinstance(param.default, str)
    return param.default or None if shown else None
