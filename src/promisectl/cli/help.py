"""Help of one command: a sentence, examples, arguments, options in groups, and the closed lists where they are wanted.

It is written without Rich, which would cost more than the rest of the start. An option that no group claims is one of
the command's own, and stands first.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from promisectl.cli.help_examples import EXAMPLES
from promisectl.formats.translator import Translator
from promisectl.model.message import Keys, M, Message

LEAST, MOST = 40, 80
_COLUMN = 26  # of an option's help: longer spellings have a line of their own

SPEAKS = ("by", "at", "for_", "via", "agreed_by")
READS = ("as_of", "ledger", "root", "lenient")
PRINTS = ("format", "output", "quiet", "no_color", "plain", "no_pager", "lang", "dry_run", "commit", "help")
TERMS = frozenset(
    {
        "criteria", "due", "within", "calendar", "condition", "condition_by", "pause_on", "reply_by", "why",
        "waive", "serves", "tags", "needs", "part_of", "follows", "reopens", "service", "parameters", "drop",
    }
)  # fmt: skip

# What a value is called, in the reader's language: its name in the usage line and beside its option.
METAVARS: tuple[Message, ...] = (
    M("NAME"), M("FOLDER"), M("LANG"), M("FORMAT"), M("FILE"), M("PREFIX"), M("HANDLE"), M("EMAIL"), M("AREA"),
    M("WHEN"), M("NEW"), M("TEXT"), M("PERIOD"), M("PERSON"), M("WHAT"), M("NAME=VALUE"), M("LENGTH"), M("REASON"),
    M("TAG"), M("CODE"), M("TERM"), M("SHARE"), M("CRITERION"), M("KIND"), M("FROM"), M("TO"), M("WHERE"), M("FIELD"),
    M("VALUE"), M("PERSON|WHERE"), M("FIELD,…"), M("CODES"), M("SEVERITY"), M("ACT"), M("DAYS"), M("ARGUMENT..."),
    M("RUN"), M("ZONE"),
)  # fmt: skip


def help_lines(path: str, command: Any, words: Translator, headings: dict[str, Message]) -> list[str]:
    """Return the help of a command that is typed as `path`, its texts translated already."""
    usage = [words.say(headings["Usage:"]), path, *(_usage(argument) for argument in _arguments(command))]
    lines = wrapped("", " ".join([*usage, words.say(headings["[OPTIONS]"])]))
    for heading, block in _blocks(path, command, words, headings):
        lines += ["", *([heading] if heading else []), *block]
    return lines


def group_help_lines(path: str, group: Any, words: Translator, headings: dict[str, Message]) -> list[str]:
    """Return the help of a command that has commands below it: they stand first, its options in their groups."""
    usage = (headings["Usage:"], headings["COMMAND"], headings["[OPTIONS]"])
    first, command, options = (words.say(message) for message in usage)
    lines = wrapped("", f"{first} {path} {command} {options}")
    lines += ["", *wrapped("  ", group.help)]
    lines += ["", words.say(headings["Commands:"])]
    lines += _columns([(name, below.short_help) for name, below in group.commands.items()])
    for heading, block in _option_blocks(path, group, words):
        lines += ["", heading, *block]
    return lines


def _blocks(
    path: str, command: Any, words: Translator, headings: dict[str, Message]
) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands below the usage: a heading, which the sentence has not, and its lines."""
    for paragraph in command.help.split("\n\n"):
        yield "", wrapped("  ", paragraph)
    examples = _examples(path)
    if examples:
        yield f"{words.say(M('Examples'))}:", examples
    arguments = [(_name(argument), argument.help or "") for argument in _arguments(command)]
    if arguments:
        yield words.say(headings["Arguments:"]), list(_columns(arguments))
    yield from _option_blocks(path, command, words)


def _option_blocks(path: str, command: Any, words: Translator) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of options, and the lists that an option or a word is taken from."""
    for title, options in _groups(command):
        rows = [_option(option, command, words) for option in options]
        yield f"{words.say(title)}:", list(_columns(rows))
    for title, listed in _closed_lists(path, command):
        yield f"{words.say(title)}:", wrapped("  ", ", ".join(words.named_keys(listed.kind, listed.keys)))


def wrapped(head: str, text: str) -> list[str]:
    """Return a text after its head, at most as wide as the terminal, the lines below it in its column."""
    return textwrap.wrap(
        head + text, width(), subsequent_indent=" " * len(head), break_long_words=False, break_on_hyphens=False
    )


def width() -> int:
    """Return how wide help is: as the terminal, between 40 and 80 columns."""
    return max(LEAST, min(MOST, shutil.get_terminal_size().columns))


def _examples(path: str) -> list[str]:
    """Return the lines of a command's examples."""
    typed = EXAMPLES.get(path.removeprefix("promisectl "), ())
    return [line for example in typed for line in _example(example)]


def _example(example: str) -> list[str]:
    """Return an example as lines to paste; a long one goes on after a backslash."""
    pieces = [""]
    for word in re.findall(r'(?:"[^"]*"|\S)+', example):
        longer = f"{pieces[-1]} {word}".strip()
        if len(longer) > width() - 8 and pieces[-1]:
            pieces.append(word)
        else:
            pieces[-1] = longer
    lines = [f"  $ {pieces[0]}", *(f"      {piece}" for piece in pieces[1:])]
    return [*(f"{line} \\" for line in lines[:-1]), lines[-1]]


def _arguments(command: Any) -> list[Any]:
    return [param for param in command.params if param.param_type_name == "argument"]


def _name(argument: Any) -> str:
    return str(argument.metavar).strip("[]")


def _usage(argument: Any) -> str:
    name = _name(argument) + ("..." if argument.nargs == -1 and not _name(argument).endswith("...") else "")
    return name if argument.required else f"[{name}]"


def _groups(command: Any) -> Iterator[tuple[Message, list[Any]]]:
    """Yield the options a command takes, by what they are about."""
    members: dict[str, list[Any]] = {}
    for option in _options(command):
        members.setdefault(_group(option.name), []).append(option)
    yield from ((heading, members[group]) for group, heading in _HEADINGS.items() if group in members)


def _options(command: Any) -> list[Any]:
    """Return the options of a command, `--help` last."""
    options = [param for param in command.params if param.param_type_name == "option"]
    return options if any(option.name == "help" for option in options) else [*options, _HELP]


def _group(name: str) -> str:
    """Return what an option is about, by its name; a command's own is about its terms or itself."""
    for group, names in _GROUPS.items():
        if name in names:
            return group
    return "own"


_GROUPS: dict[str, Sequence[str]] = {"speaks": SPEAKS, "reads": READS, "prints": PRINTS, "terms": tuple(TERMS)}
_HEADINGS = {
    "terms": M("Terms"),
    "own": M("Options"),
    "speaks": M("Who speaks"),
    "reads": M("Reading"),
    "prints": M("Output"),
}


class _Help:
    """The option that the framework adds last."""

    name, opts, metavar, is_flag, help = "help", ["--help"], None, True, ""


_HELP = _Help()


def _option(option: Any, command: Any, words: Translator) -> tuple[str, str]:
    """Return how an option is written, and what it does."""
    names = ", ".join(sorted(option.opts, key=len))
    if option.name == "help":
        return names, words.say(M("Show this message and exit."))
    number = getattr(getattr(option, "type", None), "name", "") in ("integer", "float")
    value = option.metavar or ("N" if number else "")
    written = names if option.is_flag else f"{names} {value}".rstrip()
    return written, _formats(command, words, option.help) if option.name == "format" else option.help


def _formats(command: Any, words: Translator, of_all: str) -> str:
    """Return what a command can print, its default first; of a group, whose words print different things, `of_all`."""
    if hasattr(command, "commands"):
        return of_all
    first, *others = getattr(command, "formats", None) or ("text",)
    if not others:
        return words.say(M("How to print: {first}.", first=first))
    return words.say(M("How to print: {first} (the default), {others}.", first=first, others=", ".join(others)))


def _columns(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    column = min(_COLUMN, max(len(left) for left, _ in rows) + 4)
    for left, right in rows:
        head = f"  {left}"
        if len(head) + 2 > column:
            yield head
            head = ""
        yield from wrapped(head.ljust(column), right) if right else [head]


def _closed_lists(path: str, command: Any) -> Iterator[tuple[Message, Keys]]:
    """Yield the values that an option takes from a list, where a command takes that option."""
    names = {param.name for param in command.params}
    if names & {"reason", "pause_on"}:
        yield M("Reasons"), Keys("reason", reasons())
    if path.endswith(" note") and "kind" in names:
        yield M("Kinds of notes"), Keys("note-kind", note_kinds())
    if names & {"where", "whose"}:
        yield M("Fields of a query"), Keys("field", query_fields())


def reasons() -> tuple[str, ...]:
    """Return the codes of why."""
    from promisectl.model.vocabulary import REASONS

    return REASONS


def note_kinds() -> tuple[str, ...]:
    """Return the kinds of notes that a person can say: what was set aside in a merge only `resolve` writes down."""
    from promisectl.model.vocabulary import NOTE_KINDS

    return tuple(kind for kind in NOTE_KINDS if kind not in ("displaced", "confirmed"))


def query_fields() -> tuple[str, ...]:
    """Return what a query can ask of a promise."""
    from promisectl.query.fields import FIELDS

    return tuple(FIELDS)
