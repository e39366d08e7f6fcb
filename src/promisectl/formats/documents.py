"""Documents: what commands print as JSON, typed, and by the name of its schema (cli.md, JSON shapes).

Writers return these types and Pydantic makes the published schemas of them, so that the three cannot drift apart. Every
document of a command begins with `format_version`, which the printer adds. Dates, instants and ids are texts.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from promisectl.diff.changes import ChangeKind
from promisectl.diff.trust import Trust
from promisectl.metrics.outcome import Outcome
from promisectl.model.vocabulary import State
from promisectl.reports import REPORTS

_OPEN = ConfigDict(extra="allow")  # it may gain keys, such as a new rate
StateName = Annotated[str | None, Field(json_schema_extra={"enum": [*(state.value for state in State), None]})]
ClassName = Annotated[str | None, Field(json_schema_extra={"enum": [*(outcome.value for outcome in Outcome), None]})]
Turn = Literal["performer", "customer"] | None
FreeText = str | dict[str, Any]  # a text, or what stands for one that was redacted
ActObject = Annotated[dict[str, Any], Field(json_schema_extra={"required": ["act", "by", "at"]})]
Days = dict[str, Any]

PromiseDocument = TypedDict(
    "PromiseDocument",
    {
        "id": str,
        "ledger": str,
        "what": FreeText,
        "customer": str | None,
        "performer": str | None,
        "state": StateName,
        "due": str | None,
        "first_due": str | None,
        "counted_due": str | None,
        "agreed_at": str | None,
        "delivered_at": str | None,
        "closed_at": str | None,
        "class": ClassName,
        "overlays": list[str],
        "turn": Turn,
        "waiting_for": list[str],
        "days_left": int | None,
        "revisions": int,
        "tags": list[str],
        "serves": list[str],
        "path": str,
        "line": int,
    },
)


class ShownPromiseDocument(PromiseDocument):
    """A promise with its terms and all that was said."""

    terms: dict[str, Any]
    history: list[ActObject]


WantedPromiseDocument = TypedDict(
    "WantedPromiseDocument",
    {**PromiseDocument.__annotations__, "for": Literal["answer", "proposal", "verdict"]},  # type: ignore[misc]
)


class NextDocument(TypedDict):
    """A lawful act, by whom, what it needs."""

    act: str
    by: str | None
    needs: list[str]


class SpokenDocument(TypedDict):
    """One act that was said: the promise, the act, the state before and after, whose turn, what is lawful next."""

    promise: PromiseDocument
    act: ActObject
    before: str | None
    after: str | None
    turn: Turn
    next: list[NextDocument]


class SpokenActs(TypedDict):
    """Several acts that were said at once."""

    acts: list[SpokenDocument]


class FindingDocument(TypedDict):
    """A finding with its place; columns count code points from 1."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    path: str
    line: int
    column: int
    end_column: int
    promise: str | None
    message: str
    note: str | None
    help: str


class Counts(TypedDict):
    """How many findings there are of each severity."""

    error: int
    warning: int
    info: int


# Looking.


class Listed(TypedDict):
    """Promises as of a day; `left_out` is there with --lenient."""

    as_of: str
    promises: list[PromiseDocument]
    left_out: NotRequired[int]


class InboxListed(TypedDict):
    """Promises that wait for a word, each with the kind of word."""

    as_of: str
    promises: list[WantedPromiseDocument]
    left_out: NotRequired[int]


class Shown(TypedDict):
    """One promise as a conversation."""

    promise: ShownPromiseDocument


class StatusOf(TypedDict):
    """Where a person stands."""

    as_of: str
    person: str
    you_owe: list[PromiseDocument]
    waiting_for_you: list[PromiseDocument]
    owed_to_you: list[PromiseDocument]
    unanswered: list[PromiseDocument]
    left_out: NotRequired[int]


class StatusOfAll(TypedDict):
    """Where all stand, for whoever is not known."""

    as_of: str
    person: None
    owed: list[PromiseDocument]
    waiting: list[PromiseDocument]
    left_out: NotRequired[int]


class NextActs(TypedDict):
    """The lawful acts of a promise."""

    promise: str
    next: list[NextDocument]


LoggedAct = Annotated[dict[str, Any], Field(json_schema_extra={"required": ["promise", "position", "act", "by", "at"]})]


class Logged(TypedDict):
    """What was said, the latest first."""

    acts: list[LoggedAct]
    left_out: NotRequired[int]


# Measuring.


@with_config(_OPEN)
class RateDocument(TypedDict):
    """A rate: k of n, the share and its interval, null where n is 0."""

    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None


@with_config(_OPEN)
class SpreadDocument(TypedDict):
    """Percentiles of days."""

    n: int
    p50: int | None
    p85: int | None
    p95: int | None


@with_config(_OPEN)
class FiguresDocument(TypedDict):
    """The figures of one group of promises."""

    key: dict[str, Any]
    n_open: int
    n_pending: int
    classes: dict[str, int]
    fulfilment: RateDocument
    kept_first: RateDocument
    on_time: RateDocument
    otif: RateDocument
    first_time_accepted: RateDocument
    early_notice: RateDocument
    renegotiated: RateDocument
    weighted: RateDocument
    voluntary: RateDocument
    satisfaction: RateDocument
    response_days: SpreadDocument
    acceptance_days: SpreadDocument


TargetDocument = Annotated[dict[str, Any], Field(json_schema_extra={"required": ["name", "met", "proved"]})]


@with_config(_OPEN)
class FulfilmentDocument(TypedDict):
    """How promises are kept, group by group."""

    as_of: str
    where: str
    groups: list[FiguresDocument]
    targets: list[TargetDocument]


class ReportDocument(TypedDict):
    """A report without a document of its own: its table, a row each by the keys of its columns."""

    name: str
    as_of: str
    where: str
    rows: list[dict[str, Any]]
    left_out: NotRequired[int]


# Speaking and mending.


class RoleSpoken(SpokenDocument):
    """An act of a handover, with the roles it passes on."""

    roles: list[str]


class RemainingDocument(TypedDict):
    """A promise that a handover leaves, why, and what ends it."""

    promise: str
    state: str | None
    why: str
    acts: list[str]
    by: str | None


HandoverDocument = TypedDict(
    "HandoverDocument",
    {
        "from": str,
        "to": str,
        "reason": str,
        "written": bool,
        "acts": list[RoleSpoken],
        "remaining": list[RemainingDocument],
    },
)


class AppliedLine(TypedDict):
    """A line of `apply`; what was said is there unless it was said before."""

    line: int
    there: bool
    id: str
    verb: str
    promise: NotRequired[PromiseDocument]
    act: NotRequired[ActObject]
    before: NotRequired[str | None]
    after: NotRequired[str | None]
    turn: NotRequired[Turn]
    next: NotRequired[list[NextDocument]]


class AppliedDocument(TypedDict):
    """The lines of `apply`, and whether they were written."""

    written: bool
    lines: list[AppliedLine]


class AlreadyOpen(TypedDict):
    """An instance of a service that was opened before."""

    promise: PromiseDocument
    already: Literal[True]


class RedactedDocument(TypedDict):
    """A text that was taken out; the salt is there once, when it was written."""

    promise: str
    act: str
    field: str
    places: int
    sha256: str
    salt: str | None
    still: list[int]


class VoidApproval(TypedDict):
    """An approval that was not recorded, and why."""

    promise: str
    by: str
    why: str


class RecordedApprovals(TypedDict):
    """The agreements that reviews gave."""

    acts: list[SpokenDocument]
    left: list[VoidApproval]


class UndoneDocument(TypedDict):
    """An act that was taken back."""

    promise: str
    undone: str
    removed: bool


class EditedDocument(TypedDict):
    """Whether an edit was kept."""

    promise: str
    changed: bool


class FieldDocument(TypedDict):
    """A free field that was set; null where it was removed."""

    promise: str
    field: str
    value: str | None


class ErrorBody(TypedDict):
    """What stopped a command, and the acts that would be lawful instead."""

    code: str
    message: str
    help: str | None
    legal: list[str]


class ErrorDocument(TypedDict):
    """What a command prints that could not go on."""

    error: ErrorBody


# Guarding.


class CheckDocument(TypedDict):
    """The findings of a check."""

    as_of: str | None
    findings: list[FindingDocument]
    counts: Counts


ChangeDocument = TypedDict(
    "ChangeDocument",
    {
        "promise": str,
        "ledger": str,
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
    },
)


class DiffDocument(TypedDict):
    """What a change means; findings that belong to no change stand at the end."""

    base: str
    head: str
    changes: list[ChangeDocument]
    findings: list[FindingDocument]


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
    fields: list[str]
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


# Registers and exchange.


@with_config(_OPEN)
class ServiceDocument(TypedDict):
    """A service, and what is open of it in this period."""

    name: str
    what: str
    parameters: list[str]
    period: str | None
    promise: str | None


class ServicesDocument(TypedDict):
    """The services."""

    services: list[ServiceDocument]


class WorkspaceDocument(TypedDict):
    """A workspace that was made."""

    root: str
    files: list[str]
    repository: bool


class LedgerDocument(TypedDict):
    """A ledger that was made."""

    ledger: str
    path: str


class PersonDocument(TypedDict):
    """What was entered about a person."""

    person: str
    left: NotRequired[str]
    area: NotRequired[str]
    since: NotRequired[str]
    formerly: NotRequired[str]
    forgotten: NotRequired[list[str]]
    still: NotRequired[list[int]]


class AreaDocument(TypedDict):
    """An area that was registered."""

    area: str


class DiagnosisDocument(TypedDict):
    """One thing that was looked at, and a remedy where there is trouble."""

    topic: str
    ok: bool
    found: str
    remedy: str | None


class DoctorDocument(TypedDict):
    """All that was looked at."""

    checks: list[DiagnosisDocument]


class ImportedDocument(TypedDict):
    """How many promises are new, how many were there, who was registered."""

    added: int
    unchanged: int
    people: list[str]


class MovedDocument(TypedDict):
    """A promise that went into a pack or came out of it."""

    promise: str
    path: str
    pack: str


class LeftDocument(TypedDict):
    """A promise or a pack that stays, and why."""

    promise: str | None
    path: str
    why: str


class PackedDocument(TypedDict):
    """What was packed."""

    packed: list[MovedDocument]
    left: list[LeftDocument]
    before: str
    written: bool


class UnpackedDocument(TypedDict):
    """What was unpacked."""

    unpacked: list[MovedDocument]
    written: bool


OUTPUTS: dict[str, Any] = {
    "list": Listed,
    "due": Listed,
    "overdue": Listed,
    "inbox": InboxListed,
    "show": Shown,
    "status": StatusOf | StatusOfAll,
    "next": NextActs,
    "log": Logged,
    "report-fulfilment": FulfilmentDocument,
    "act": SpokenDocument | SpokenActs,
    "handover": HandoverDocument,
    "apply": AppliedDocument,
    "service-open": SpokenDocument | AlreadyOpen,
    "redact": RedactedDocument,
    "error": ErrorDocument,
    "record": RecordedApprovals,
    "undo": UndoneDocument,
    "edit": EditedDocument,
    "set": FieldDocument,
    "check": CheckDocument,
    "diff": DiffDocument,
    "audit": AuditDocument,
    "resolve": ResolvedDocument | ResolvedPackDocument,
    "rule": RulesDocument,
    "fmt": LaidOutDocument,
    "rebalance": RebalancedDocument,
    "hooks": HooksInstalled | HooksRemoved | HooksSeen,
    "service-list": ServicesDocument,
    "init": WorkspaceDocument,
    "ledger-new": LedgerDocument,
    "person": PersonDocument,
    "area-add": AreaDocument,
    "doctor": DoctorDocument,
    "import-jsonl": ImportedDocument,
    "pack": PackedDocument,
    "unpack": UnpackedDocument,
}
OUTPUTS |= {f"report-{name}": ReportDocument for name in REPORTS if f"report-{name}" not in OUTPUTS}
