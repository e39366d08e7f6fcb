"""Rule: one file of this folder. Its docstring is the user's page, BAD and GOOD its examples, `check` what it finds.

The scope says what a rule looks at, and when it is run:
`promise`    one promise with what it reaches; run for each promise that is judged (a `check_workspace` beside its
             `check` is run like a `workspace` rule)
`open`       the same, only for promises that are open at the as-of instant
`workspace`  names and links across files; always run
`numbers`    the whole workspace's numbers; left out when only some promises are judged
`reader`     found while files are read, before any rule; the file holds only the page
`change`     what a branch brings, pairs of versions and their commits (`check --base`); its `check` takes a Branch
`audit`      found by walking the commits (`audit`), which judges them by their parents; the file holds only the page
`silences`   found last, when the places of all other findings are known (`silencing`)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import Message
from promisectl.model.place import Place, Spot, Step
from promisectl.model.terms import key_of

if TYPE_CHECKING:
    from promisectl.checking.context import Record, RuleContext
    from promisectl.diff.branch import Branch

Scope = Literal["promise", "open", "workspace", "numbers", "reader", "change", "audit", "silences"]


class PromiseCheck(Protocol):
    """Judges one promise."""

    def __call__(self, record: Record, context: RuleContext) -> Iterator[Finding]:
        """Yield what is wrong with this promise."""


class WorkspaceCheck(Protocol):
    """Judges the workspace."""

    def __call__(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is wrong across the workspace."""


class ChangeCheck(Protocol):
    """Judges what a branch brings."""

    def __call__(self, branch: Branch) -> Iterator[Finding]:
        """Yield what is wrong with the change."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its module tells it. `promise`, `workspace` and `change` are its checks, where it has them."""

    code: str
    scope: Scope
    page: str
    bad: str
    good: str
    promise: PromiseCheck | None = None
    workspace: WorkspaceCheck | None = None
    change: ChangeCheck | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a user reads about a code: its constant message, its docstring, a bad and a good example."""

    code: str
    name: str
    severity: Severity
    title: Message
    text: str
    bad: str
    good: str


def found(
    code: str,
    where: Spot | Place,
    *,
    promise: str | None = None,
    note: Message | None = None,
    help: Message | None = None,
    paste: str = "",
    severity: Severity | None = None,
) -> Finding:
    """Return a finding of a code with its constant message, name and (unless given) default severity."""
    row = CODES[code]
    return Finding(
        code,
        row.title,
        where,
        promise=promise,
        note=note,
        help=help,
        paste=paste,
        severity=severity or row.severity,
        name=row.name,
    )


def head_spot(record: Record, name: str, *steps: Step) -> Spot:
    """Return the spot of a head field (by field name); of the id where the head does not show that field."""
    promise = record.promise
    if name in promise.file.model_fields_set:
        return promise.spot(key_of(name), *steps)
    return promise.spot("id")


def term_spot(record: Record, name: str, *steps: Step) -> Spot:
    """Return the head's spot of a term in force; of its key alone where head and history differ (PC205)."""
    standing = record.standing
    same = standing is None or getattr(standing.terms, name) == getattr(record.promise.file, name)
    return head_spot(record, name, *(steps if same else ()))


def act_spot(record: Record, act: int, name: str = "act") -> Spot:
    """Return the spot of a key of an act (by field name); of the whole act where it does not carry that key."""
    promise = record.promise
    if name in promise.history[act].model_fields_set:
        return promise.spot("history", act, key_of(name))
    return promise.spot("history", act)
