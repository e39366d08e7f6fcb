"""Documents of commands that guard the ledgers: check, diff, audit, merges, hooks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from promisectl.diff.change import ChangeKind
from promisectl.diff.trust import Trust
from promisectl.formats.documents.shared import ActObject, Counts, FindingDocument


class CheckDocument(TypedDict):
    """The findings of a check."""

    as_of: str | None
    findings: list[FindingDocument]
    counts: Counts


ChangeDocument = TypedDict(
    "ChangeDocument",
    {
        "promise": str | None,
        "ledger": str | None,
        "kind": ChangeKind,
        "act": str | None,
        "by": str | None,
        "at": str | None,
        "from": Any,
        "to": Any,
        "days": int | None,
        "agreed": bool | None,
        "timely": bool | None,
        "terms": dict[str, Any],
        "summary": str,
        "findings": list[FindingDocument],
        "path": str,
        "position": int | None,
        "register": str | None,
        "key": str | None,
        "commit": str | None,
    },
)


class AnnouncedDocument(TypedDict):
    """What a commit says it delivers or warns of: the act, the promise as it is named there, whose commit it is."""

    promise: str
    act: str
    by: list[str]
    commit: str
    subject: str


class DiffDocument(TypedDict):
    """What a change means; findings that belong to no change stand at the end, with the commits that were judged."""

    base: str
    head: str
    changes: list[ChangeDocument]
    findings: list[FindingDocument]
    commits: list[str]
    announced: list[AnnouncedDocument]


TrustWord = Annotated[str, Field(json_schema_extra={"enum": [word.value for word in Trust]})]
TrustCounts = TypedDict(
    "TrustCounts", {"signed": int, "author": int, "forge-asserted": int, "recorded": int, "unverified": int}
)


class AuditedActDocument(TypedDict):
    """An act that a commit brought, and how far it can be believed."""

    promise: str
    act: str
    by: str
    at: str
    commit: str
    trust: TrustWord


class AuditFindingDocument(FindingDocument):
    """A finding of an audit, with the kind of change and the commit that made it."""

    kind: str
    commit: str | None


class AuditDocument(TypedDict):
    """What an audit looked at and found."""

    head: str
    since: str | None
    commits: int
    anchored: bool
    trust: TrustCounts
    acts: list[AuditedActDocument]
    findings: list[AuditFindingDocument]
    counts: Counts


class ResolvedDocument(TypedDict):
    """A conversation that became one history again."""

    promise: str
    path: str
    stands: Literal["ours", "theirs"] | None
    taken: list[ActObject]
    displaced: list[ActObject]
    again: list[str]
    fields: list[str]
    written: bool


class ResolvedRegisterDocument(TypedDict):
    """People, services or settings that became one again, and the entries of theirs that were taken in."""

    path: str
    entries: list[str]
    written: bool


class ResolvedPackDocument(TypedDict):
    """A pack that became one again."""

    path: str
    packed: list[str]
    written: bool


class RuleDocument(TypedDict):
    """The page of a code."""

    code: str
    name: str
    severity: str
    message: str
    text: str
    bad: str
    good: str


class RulesDocument(TypedDict):
    """The pages of codes."""

    rules: list[RuleDocument]


class LaidOutDocument(TypedDict):
    """Files that were put into the usual layout, and those that could not be."""

    changed: list[str]
    left: list[str]


class RebalancedPromise(TypedDict):
    """The keys of a head that were written anew."""

    promise: str
    keys: list[str]


class RebalancedDocument(TypedDict):
    """Heads that were written anew."""

    rebalanced: list[RebalancedPromise]


class HookDocument(TypedDict):
    """A hook of git."""

    name: str
    path: str


class HooksInstalled(TypedDict):
    """The hooks that were installed."""

    installed: list[HookDocument]


class HooksRemoved(TypedDict):
    """The hooks that were removed."""

    removed: list[HookDocument]


class HookState(HookDocument):
    """A hook of git, and what stands in its place."""

    presence: Literal["absent", "installed", "outdated", "foreign"]


class HooksSeen(TypedDict):
    """The hooks of a repository."""

    hooks: list[HookState]


class MendedDocument(TypedDict):
    """A history that was made lawful: from which act on, why, what was set aside, and who must confirm it."""

    promise: str
    first: int
    code: str
    displaced: list[ActObject]
    state: str | None
    confirmers: list[str]
    written: bool
