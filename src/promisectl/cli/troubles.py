"""Troubles for people and for programs: what is wrong, why, what to do; never a traceback."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import Any

from promisectl.formats.words import Language, Words
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble


def _wants_json(arguments: Sequence[str]) -> bool:
    told = os.environ.get("PROMISECTL_FORMAT", "")
    for index, argument in enumerate(arguments):
        if argument == "--format" and index + 1 < len(arguments):
            told = arguments[index + 1]
        elif argument.startswith("--format="):
            told = argument.removeprefix("--format=")
    return told in ("json", "json-lines")


def say_trouble(trouble: Trouble, arguments: Sequence[str], language: Language) -> int:
    """Print a trouble: as JSON on standard output where JSON was asked for, else as text on standard error."""
    if _wants_json(arguments):
        _print_json(trouble)
    else:
        _print_text(trouble, Words(language))
    return trouble.exit_code


def _print_json(trouble: Trouble) -> None:
    from promisectl.formats.promises_json import dump

    error = {
        "code": trouble.code,
        "message": str(trouble.message) if trouble.note is None else f"{trouble.message}: {trouble.note}",
        "help": str(trouble.help) if trouble.help else None,
        "legal": list(trouble.legal),
    }
    print(dump({"error": error}))


def _print_text(trouble: Trouble, words: Words) -> None:
    from promisectl.formats.neutral import printable

    findings = getattr(trouble, "findings", None)
    if findings:
        from promisectl.cli.findings import print_findings

        print_findings(findings, words, sys.stderr)
    code = f"[{trouble.code}]" if trouble.code.startswith("PC") else ""
    lines = [f"{words.say(M('error'))}{code}: {words.say(trouble.message)}"]
    if trouble.note is not None:
        note = words.say(trouble.note)
        lines.append(note if "\n" in note else f"  {words.say(M('note'))}: {note}")
    if trouble.help is not None:
        lines.append(f"  {words.say(M('help'))}: {words.say(trouble.help)}")
    if trouble.legal:
        lines.append(f"  {words.say(M('lawful now'))}: {', '.join(trouble.legal)}")
    sys.stderr.write("\n".join(printable(part) for line in lines for part in line.split("\n")) + "\n")


_USAGE: tuple[tuple[str, Message], ...] = (
    (r"Missing argument '(?P<name>[^']+)'\.", M("the argument {name} is missing")),
    (r"Missing option '(?P<name>[^']+)'\.", M("the option {name} is missing")),
    (r"No such option: (?P<name>\S+).*", M("there is no option {name}")),
    (r"No such command '(?P<name>[^']+)'\.(?: Did you mean (?P<close>.*)\?)?", M("there is no command {name}")),
    (r"Got unexpected extra arguments? \((?P<name>.*)\)", M("too many words: {name}")),
    (r"Option '(?P<name>[^']+)' requires an argument\.", M("the option {name} needs a value")),
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
    help = M("see `{command} --help`", command=_command_path(error))
    for pattern, translated in _USAGE:
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match:
            message = Message(translated.text, {"name": match["name"]})
            close = match.groupdict().get("close")
            if close:
                help = M("did you mean {close}?", close=close)
            break
    return say_trouble(Trouble(message, help=help), arguments, language)


def _command_path(error: Any) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "promisectl"
