"""The registry of commands: name, group, one line of help. Nothing is imported until a command is asked for.

A command is a module of `cli.commands` of its name. It holds a function named as the command (`-` as `_`), or, for a
command with words below it, one function per word, named `COMMAND_WORD`. A new command is a line here, a module, and
a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from keyword import iskeyword

from promisectl.importers import IMPORTERS
from promisectl.model.acts import ACTS
from promisectl.model.message import M, Message
from promisectl.reports import REPORTS


@dataclass(frozen=True, slots=True)
class Row:
    """A command: its name, group and line of help, the words below it, and `alone`: which it is where none is said."""

    name: str
    group: str
    help: Message
    words: tuple[str, ...] = ()
    alone: str = ""

    @property
    def module(self) -> str:
        """The module below `cli.commands`, named as the command."""
        name = self.name.replace("-", "_")
        return f"{name}_" if iskeyword(name) else name


GROUPS: dict[str, Message] = {
    "start": M("Start"),
    "speak": M("Speak"),
    "look": M("Look"),
    "measure": M("Measure"),
    "guard": M("Guard"),
    "exchange": M("Exchange"),
}

_ROWS = (
    Row("init", "start", M("Make a workspace here: settings, people, a first ledger.")),
    Row("ledger", "start", M("Make a new ledger."), ("new",)),
    Row(
        "person",
        "start",
        M("Register a person; say who left, moved, goes by another handle."),
        ("list", "add", "left", "move", "rename", "forget"),
    ),
    Row("area", "start", M("Register an area."), ("add",)),
    Row(
        "service",
        "start",
        M("List the services; open what recurs for a period; agree beforehand."),
        ("list", "open", "agree"),
    ),
    Row("help", "start", M("Explain a command, dates, queries or reasons.")),
    Row("doctor", "start", M("Say what is found here, and a remedy for each trouble.")),
    Row("completion", "start", M("Print what completes commands, ids and people in your shell.")),
    Row("promise", "speak", M("Promise something to somebody.")),
    *(Row(kind.verb.value, "speak", kind.help) for kind in ACTS),
    Row("yes", "speak", M("Say yes: the act follows from where the promise stands.")),
    Row("no", "speak", M("Say no: the act follows from where the promise stands.")),
    Row("confirm", "speak", M("Confirm words that somebody else wrote down.")),
    Row("next", "speak", M("Show the lawful acts, by whom, and what they need.")),
    Row("handover", "speak", M("Hand over somebody's promises to somebody else.")),
    Row("open", "speak", M("Open a draft: speak the terms that somebody wrote down.")),
    Row("edit", "speak", M("Edit a promise file in your editor; checked before it is kept.")),
    Row("set", "speak", M("Set a free field, such as tags or priority.")),
    Row("apply", "speak", M("Say many acts at once, a JSON object a line.")),
    Row("undo", "speak", M("Take back an act that is not committed yet.")),
    Row("status", "look", M("Show what you owe, what is owed to you, what waits for your word.")),
    Row("list", "look", M("List promises, the open ones by default.")),
    Row("show", "look", M("Show one promise as a conversation.")),
    Row("due", "look", M("List what is due, by date.")),
    Row("overdue", "look", M("List what is overdue.")),
    Row("inbox", "look", M("List what waits for somebody's word.")),
    Row("board", "look", M("Show open promises as cards in columns, by state or by person.")),
    Row("people", "look", M("List the people.")),
    Row("log", "look", M("List what was said, the latest first.")),
    Row("report", "measure", M("Measure how promises are kept."), tuple(REPORTS), alone="overview"),
    Row("review", "measure", M("Print the agenda of a review."), ("weekly", "mid", "close"), alone="weekly"),
    Row("one-on-one", "measure", M("Print what two people have to talk about.")),
    Row("plan", "measure", M("Show what a promise needs as a tree, with earliest finish and slack.")),
    Row("goal", "measure", M("Say where a key result or a KPI stands."), ("checkin",)),
    Row("check", "guard", M("Check form, law, time and quality of every file.")),
    Row("diff", "guard", M("Say what a change means, between commits or in the work tree.")),
    Row("record", "guard", M("Write the agreements that reviews on a host gave.")),
    Row("audit", "guard", M("Prove from git that history only grew, and who said what.")),
    Row("rule", "guard", M("Explain a finding's code, with a bad and a good example.")),
    Row("fmt", "guard", M("Put files into the usual layout; comments are kept.")),
    Row("rebalance", "guard", M("Write into the head what the history says.")),
    Row("mend", "guard", M("Set aside, whole, what the law refuses of a history.")),
    Row("resolve", "guard", M("Make one history of a promise that two branches moved.")),
    Row(
        "hooks",
        "guard",
        M("Have git ask promisectl before a commit and before a push."),
        ("install", "status", "remove", "run"),
    ),
    Row("redact", "guard", M("Take a free text out of a promise; a salted hash stays.")),
    Row("export", "exchange", M("Write promises for other programs."), ("jsonl",)),
    Row("import", "exchange", M("Read promises from other programs."), tuple(IMPORTERS)),
    Row("pack", "exchange", M("Put closed promises away, a pack for each quarter.")),
    Row("unpack", "exchange", M("Bring packed promises back into files of their own.")),
    Row("mcp", "exchange", M("Serve the ledger to an agent over MCP.")),
    Row("schema", "exchange", M("Print the JSON Schema of the files and of the outputs.")),
)

ROWS = {row.name: row for row in _ROWS}


def words_of(row: Row) -> tuple[str, ...]:
    """Return the commands of a row as they are typed: its name, or its name with each word below it."""
    return tuple(f"{row.name} {word}" for word in row.words) or (row.name,)
