"""Troubles for people and for programs: what is wrong, why, what to do; never a traceback."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from promisectl.cli.arguments import only_reads, root_of, wants_json
from promisectl.cli.encoding import json_for_output
from promisectl.cli.output.wrap import error_width, folded
from promisectl.cli.registry import ROWS
from promisectl.formats.escape import escape_json, no_commands
from promisectl.formats.lists import FORMATS
from promisectl.formats.translator import Translator
from promisectl.model.languages import Language
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import escape_line

if TYPE_CHECKING:
    from promisectl.formats.documents.speaking import ErrorBody


def say_trouble(trouble: Trouble, arguments: Sequence[str], language: Language) -> int:
    """Print a trouble: as JSON on standard output where JSON was asked for, else as text on standard error.

    Files that cannot be read are always told on standard error; a command that only reads then prints nothing else.
    """
    words = Translator(language)
    findings = getattr(trouble, "findings", None)
    if findings:
        from promisectl.cli.output.findings import print_findings

        print_findings(findings, words, sys.stderr, root_of(arguments))
    if wants_json(arguments) and not (findings and only_reads(arguments)):
        _print_json(trouble)
    else:
        _print_text(trouble, words)
    return trouble.exit_code


def _print_json(trouble: Trouble) -> None:
    from promisectl.formats.promises_json import dump

    print(json_for_output(escape_json(dump({"error": error_document(trouble)}))))


def error_document(trouble: Trouble) -> ErrorBody:
    """Return a trouble as programs are told it: code, message, help, the acts that would be lawful instead."""
    return {
        "code": trouble.code,
        "message": str(trouble.message) if trouble.note is None else f"{trouble.message}: {trouble.note}",
        "help": str(trouble.help) if trouble.help else None,
        "legal": list(trouble.legal),
    }


def _print_text(trouble: Trouble, words: Translator) -> None:
    """Print a trouble for people. A help that holds something to copy is never folded."""

    def say(message: Message) -> str:
        return escape_line(words.say(message))

    width = error_width()
    code = f"[{trouble.code}]" if trouble.code.startswith("PC") else ""
    lines = folded(f"{say(M('error'))}{code}: {say(trouble.message)}", width)
    if trouble.note is not None:
        note = words.say(trouble.note)
        if "\n" in note:
            lines += [part for line in note.split("\n") for part in folded(escape_line(line), width)]
        else:
            lines += folded(f"  {say(M('note'))}: {escape_line(note)}", width)
    if trouble.help is not None:
        help = f"  {say(M('help'))}: {say(trouble.help)}"
        lines += [help] if "`" in help else folded(help, width)
    if trouble.legal:
        lines += folded(f"  {say(M('lawful now'))}: {', '.join(trouble.legal)}", width)
    sys.stderr.write(no_commands("\n".join(lines)) + "\n")


_USAGE: tuple[tuple[str, Message], ...] = (
    (r"Missing argument '(?P<name>[^']+)'\.", M("the argument {name} is missing")),
    (r"Missing option '(?P<name>[^']+)'\.", M("the option {name} is missing")),
    (r"No such option: (?P<name>\S+).*", M("there is no option {name}")),
    (r"No such command '(?P<name>[^']+)'\..*", M("there is no command {name}")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", M("too many words: {name}")),
    (r"Option '(?P<name>[^']+)' requires an argument\.", M("the option {name} needs a value")),
    (r"Option '(?P<name>[^']+)' does not take a value\.", M("the option {name} takes no value")),
    (r"Invalid value for '(?P<name>[^']+)': .*valid integer.*", M("the option {name} needs a whole number")),
    (r"Invalid value for '(?P<name>[^']+)': .*valid number.*", M("the option {name} needs a number, such as 0.8")),
)


def say_usage(error: Exception, arguments: Sequence[str], language: Language) -> int:
    """Print a usage error of the framework (exit 2); anything else is raised again: it is a bug."""
    from typer._click.exceptions import ClickException, NoArgsIsHelpError

    if isinstance(error, NoArgsIsHelpError):
        sys.stderr.write(error.format_message() + "\n")
        return 2
    if not isinstance(error, ClickException):
        raise error
    text = error.format_message()
    message: Message = M("{problem}", problem=text)
    help = M("see `{command} --help`", command=_command_path(error, arguments))
    for pattern, translated in _USAGE:
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match:
            message = Message(translated.text, {"name": match["name"]})
            close = _close(translated, match["name"], error)
            if close:
                help = M("did you mean `{name}`?", name=close)
            break
    if text == "Missing command.":
        message = M("a word is missing: {names}", names=", ".join(_command(error).commands))
    return say_trouble(Trouble(message, help=help), arguments, language)


def _close(message: Message, name: str, error: Any) -> str | None:
    """Return the command or option that was most likely meant."""
    command = _command(error)
    if message.text == "there is no command {name}":
        return nearest(name, getattr(command, "commands", None) or ROWS)
    if message.text == "there is no option {name}":
        options = [option for parameter in getattr(command, "params", ()) for option in parameter.opts]
        return _close_option(name, options)
    return None


def _command(error: Any) -> Any:
    """Return the command that was typed wrongly; None where that is not known."""
    return getattr(getattr(error, "ctx", None), "command", None)


_NEAR = 0.75  # of an option's letters: `--limit` is not `--within`
_CALLED_OTHERWISE = {"--message": "--note", "-m": "--note", "--user": "--by", "--as": "--by", "--author": "--by"}


def _close_option(name: str, options: Sequence[str]) -> str | None:
    """Return the option that was most likely meant, with its value where that is what was typed: `--format json`."""
    bare = name.lstrip("-")
    if bare in FORMATS and "--format" in options:
        return f"--format {bare}"
    otherwise = _CALLED_OTHERWISE.get(name)
    if otherwise in options:
        return otherwise
    long = [option[2:] for option in options if option.startswith("--")]
    close = nearest(bare, long, _NEAR)
    if close is None:
        return None
    return f"--{close}"


def _command_path(error: Any, arguments: Sequence[str]) -> str:
    context = getattr(error, "ctx", None)
    if context is not None:
        return str(context.command_path)
    name = next((argument for argument in arguments if argument in ROWS), None)
    return f"promisectl {name}" if name else "promisectl"
