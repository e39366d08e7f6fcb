"""The registry of commands: name, module, group, one line of help. Nothing is imported until a command is asked for.

A module holds a function named as the command (`-` as `_`), or, for a command with words below it, one function per
word, named `COMMAND_WORD`. A new command is a line here, a module, and a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.message import M, Message


@dataclass(frozen=True, slots=True)
class Row:
    """A command: the module below `cli.commands`, its group, its line of help, the words below it."""

    name: str
    module: str
    group: str
    help: Message
    words: tuple[str, ...] = ()


GROUPS: dict[str, Message] = {
    "start": M("Start"),
    "speak": M("Speak"),
    "look": M("Look"),
    "measure": M("Measure"),
    "guard": M("Guard"),
    "exchange": M("Exchange"),
}

_ROWS = (
    Row("init", "init", "start", M("Make a workspace here: settings, people, a first ledger.")),
    Row("ledger", "ledger", "start", M("Make a new ledger."), ("new",)),
    Row(
        "person",
        "person",
        "start",
        M("Register a person; say who left, moved, goes by another handle."),
        ("add", "left", "move", "rename", "forget"),
    ),
    Row("area", "area", "start", M("Register an area."), ("add",)),
    Row("service", "service", "start", M("List the services, or open what recurs for a period."), ("list", "open")),
    Row("doctor", "doctor", "start", M("Say what is found here, and a remedy for each trouble.")),
    Row("completion", "completion", "start", M("Print what completes commands, ids and people in your shell.")),
    Row("promise", "opening", "speak", M("Promise something to somebody.")),
    Row("offer", "opening", "speak", M("Offer something to somebody.")),
    Row("request", "opening", "speak", M("Ask somebody to promise you something.")),
    Row("counter", "changing", "speak", M("Propose other terms before anything is agreed.")),
    Row("renegotiate", "changing", "speak", M("Propose to change terms that are in force.")),
    Row("agree", "answering", "speak", M("Say yes to what is asked, offered or proposed.")),
    Row("decline", "answering", "speak", M("Say no to what is asked, offered or proposed.")),
    Row("withdraw", "answering", "speak", M("Take back your own request, offer or proposal.")),
    Row("yes", "answering", "speak", M("Say yes: the act follows from where the promise stands.")),
    Row("no", "answering", "speak", M("Say no: the act follows from where the promise stands.")),
    Row("deliver", "doing", "speak", M("Declare that the conditions are met.")),
    Row("accept", "verdicts", "speak", M("Declare satisfaction with what was delivered.")),
    Row("reject", "verdicts", "speak", M("Say which criteria the delivery does not meet.")),
    Row("cancel", "verdicts", "speak", M("Release the performer.")),
    Row("revoke", "doing", "speak", M("Break your own promise in the open.")),
    Row("fail", "verdicts", "speak", M("Declare a promise broken.")),
    Row("warn", "doing", "speak", M("Warn early that a promise is in trouble.")),
    Row("activate", "clocks", "speak", M("Say that the condition came true: the clock starts.")),
    Row("pause", "clocks", "speak", M("Stop the clock.")),
    Row("resume", "clocks", "speak", M("Start the clock again; the dues move by the pause.")),
    Row("note", "noting", "speak", M("Note something; it moves nothing.")),
    Row("next", "next", "speak", M("Show the lawful acts, by whom, and what they need.")),
    Row("handover", "handover", "speak", M("Hand over somebody's promises to somebody else.")),
    Row("open", "open", "speak", M("Open a draft: speak the terms that somebody wrote down.")),
    Row("edit", "edit", "speak", M("Edit a promise file in your editor; checked before it is kept.")),
    Row("set", "set", "speak", M("Set a free field, such as tags or priority.")),
    Row("apply", "apply", "speak", M("Say many acts at once, a JSON object a line.")),
    Row("undo", "undo", "speak", M("Take back an act that is not committed yet.")),
    Row("status", "status", "look", M("Show what you owe, what is owed to you, what waits for your word.")),
    Row("list", "list", "look", M("List promises, the open ones by default.")),
    Row("show", "show", "look", M("Show one promise as a conversation.")),
    Row("due", "due", "look", M("List what is due, by date.")),
    Row("overdue", "due", "look", M("List what is overdue.")),
    Row("inbox", "inbox", "look", M("List what waits for somebody's word.")),
    Row("log", "log", "look", M("List what was said, the latest first.")),
    Row("report", "report", "measure", M("Measure how promises are kept."), ("fulfilment",)),
    Row("check", "check", "guard", M("Check form, law, time and quality of every file.")),
    Row("diff", "diff", "guard", M("Say what a change means, between commits or in the work tree.")),
    Row("record", "record", "guard", M("Write the agreements that reviews on a host gave.")),
    Row("audit", "audit", "guard", M("Prove from git that history only grew, and who said what.")),
    Row("rule", "rule", "guard", M("Explain a finding's code, with a bad and a good example.")),
    Row("fmt", "fmt", "guard", M("Put files into the usual layout; comments are kept.")),
    Row("rebalance", "rebalance", "guard", M("Write into the head what the history says.")),
    Row("resolve", "resolve", "guard", M("Make one history of a promise that two branches moved.")),
    Row(
        "hooks",
        "hooks",
        "guard",
        M("Have git ask promisectl before a commit and before a push."),
        ("install", "status", "remove", "run"),
    ),
    Row("redact", "redact", "guard", M("Take a free text out of a promise; a salted hash stays.")),
    Row("export", "export", "exchange", M("Write promises for other programs."), ("jsonl",)),
    Row("import", "import_", "exchange", M("Read promises from other programs."), ("jsonl",)),
    Row("pack", "pack", "exchange", M("Put closed promises away, a pack for each quarter.")),
    Row("unpack", "pack", "exchange", M("Bring packed promises back into files of their own.")),
    Row("mcp", "mcp", "exchange", M("Serve the ledger to an agent over MCP.")),
    Row("schema", "schema", "exchange", M("Print the JSON Schema of the files and of the outputs.")),
)

ROWS = {row.name: row for row in _ROWS}


def words_of(row: Row) -> tuple[str, ...]:
    """Return the commands of a row as they are typed: its name, or its name with each word below it."""
    return tuple(f"{row.name} {word}" for word in row.words) or (row.name,)
