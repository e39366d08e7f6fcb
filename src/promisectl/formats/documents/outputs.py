"""The registry of documents: what a command prints as JSON, by the name of its schema."""

from __future__ import annotations

from typing import Any

from promisectl.formats.documents.guarding import (
    AuditDocument,
    CheckDocument,
    DiffDocument,
    HooksInstalled,
    HooksRemoved,
    HooksSeen,
    LaidOutDocument,
    MendedDocument,
    RebalancedDocument,
    ResolvedDocument,
    ResolvedPackDocument,
    ResolvedRegisterDocument,
    RulesDocument,
)
from promisectl.formats.documents.keeping import (
    AreaDocument,
    CheckedInDocument,
    DoctorDocument,
    ImportedDocument,
    LedgerDocument,
    PackedDocument,
    PeopleDocument,
    PersonDocument,
    ServicesDocument,
    UnpackedDocument,
    WorkspaceDocument,
)
from promisectl.formats.documents.looking import InboxListed, Listed, Logged, NextActs, Shown, StatusOf, StatusOfAll
from promisectl.formats.documents.measuring import (
    BoardDocument,
    FulfilmentDocument,
    PlanDocument,
    ReportDocument,
    WhatIfDocument,
)
from promisectl.formats.documents.shared import SpokenActs, SpokenDocument
from promisectl.formats.documents.speaking import (
    AgreedService,
    AlreadyOpen,
    AppliedDocument,
    EditedDocument,
    ErrorDocument,
    FieldDocument,
    HandoverDocument,
    RecordedApprovals,
    RedactedDocument,
    UndoneDocument,
)
from promisectl.reports import REPORTS

OUTPUTS: dict[str, Any] = {
    "list": Listed,
    "due": Listed,
    "overdue": Listed,
    "inbox": InboxListed,
    "show": Shown,
    "status": StatusOf | StatusOfAll,
    "next": NextActs,
    "log": Logged,
    "board": BoardDocument,
    "plan": PlanDocument,
    "what-if": WhatIfDocument,
    "report-fulfilment": FulfilmentDocument,
    "act": SpokenDocument | SpokenActs,
    "handover": HandoverDocument,
    "apply": AppliedDocument,
    "service-open": SpokenDocument | AlreadyOpen,
    "service-agree": AgreedService,
    "redact": RedactedDocument,
    "error": ErrorDocument,
    "record": RecordedApprovals,
    "undo": UndoneDocument,
    "edit": EditedDocument,
    "set": FieldDocument,
    "check": CheckDocument,
    "diff": DiffDocument,
    "audit": AuditDocument,
    "resolve": ResolvedDocument | ResolvedPackDocument | ResolvedRegisterDocument,
    "mend": MendedDocument,
    "rule": RulesDocument,
    "fmt": LaidOutDocument,
    "rebalance": RebalancedDocument,
    "hooks": HooksInstalled | HooksRemoved | HooksSeen,
    "service-list": ServicesDocument,
    "goal-checkin": CheckedInDocument,
    "init": WorkspaceDocument,
    "ledger-new": LedgerDocument,
    "people-list": PeopleDocument,
    "person": PersonDocument,
    "area-add": AreaDocument,
    "doctor": DoctorDocument,
    "import-jsonl": ImportedDocument,
    "pack": PackedDocument,
    "unpack": UnpackedDocument,
}
OUTPUTS |= dict.fromkeys(("review-weekly", "review-mid", "review-close", "one-on-one"), ReportDocument)
OUTPUTS |= {f"report-{name}": ReportDocument for name in REPORTS if f"report-{name}" not in OUTPUTS}
