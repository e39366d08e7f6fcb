"""Codes: the name, the weight and the constant message of every finding (checks.md). Codes are never reused."""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.finding import Severity
from promisectl.model.message import M, Message

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Code:
    """A code of checks.md: `PC304`, its name in kebab-case, its default severity, its constant message."""

    code: str
    name: str
    severity: Severity
    title: Message


_ROWS = (
    ("PC101", "unreadable", _E, M("this file cannot be read as YAML of a ledger")),
    ("PC102", "unknown-field", _E, M("unknown field")),
    ("PC103", "missing-field", _E, M("missing field")),
    ("PC104", "wrong-type", _E, M("this is not what belongs here")),
    ("PC105", "duplicate-id", _E, M("two promises carry the same id")),
    ("PC106", "id-not-file-name", _E, M("id and file name differ")),
    ("PC107", "unknown-reference", _E, M("this name is not known in the workspace")),
    ("PC108", "settings", _E, M("the settings do not hold together")),
    ("PC109", "stray-file", _W, M("this does not belong in a ledger folder")),
    ("PC110", "confusable-handles", _E, M("these names can be mistaken for each other")),
    ("PC111", "silence-expired", _E, M("a silence is expired, unused or incomplete")),
    ("PC112", "attributes", _E, M("git is told to rewrite or merge files of the ledgers in its own way")),
    ("PC201", "act-not-allowed", _E, M("this act is not allowed from this state")),
    ("PC202", "act-matter", _E, M("the act lacks what it must carry, or carries what it may not")),
    ("PC203", "time-order", _E, M("time runs backwards or into the future")),
    ("PC204", "wrong-speaker", _E, M("this act is not open to this speaker")),
    ("PC205", "unbalanced-head", _E, M("the head does not balance with the history")),
    ("PC206", "cycle", _E, M("these promises need each other in a circle")),
    ("PC207", "act-after-close", _E, M("this act comes after the conversation closed")),
    ("PC208", "backdated-due", _W, M("the due is earlier than the day the promise was opened")),
    ("PC209", "nothing-to-answer", _E, M("there is no open proposal or question to answer")),
    ("PC210", "stored-due", _E, M("an act stores another due than its terms come to")),
    ("PC211", "across-a-due", _W, M("a due lies between when it was said and when it was committed")),
    ("PC301", "overdue", _E, M("the promise is overdue")),
    ("PC302", "due-soon", _I, M("the promise is due soon")),
    ("PC303", "unanswered", _W, M("an answer is owed and its day has passed")),
    ("PC304", "awaiting-verdict", _W, M("a delivery has waited for a verdict for over a week")),
    ("PC305", "threatened", _W, M("a promise this one needs will be late")),
    ("PC306", "at-risk", _W, M("trouble was announced and nothing was renegotiated")),
    ("PC307", "condition-near", _W, M("the deadline of the condition is near")),
    ("PC308", "target-missed", _W, M("a target is missed")),
    ("PC309", "standing-still", _W, M("the promise stands still, and no date catches it")),
    ("PC401", "silent-change", _E, M("a term was changed in silence")),
    ("PC402", "history-rewritten", _E, M("what was said was edited, reordered or taken away")),
    ("PC403", "promise-removed", _E, M("a promise was removed")),
    ("PC404", "merge-mixed", _E, M("a merge lost, moved or mixed acts")),
    ("PC405", "renegotiated-late", _W, M("renegotiated after the due had passed")),
    ("PC406", "whose-word", _E, M("a word is not in a commit of whoever it is said to be of")),
    ("PC407", "settings-by-another", _E, M("settings, people or policy were changed by an author who may not")),
    ("PC408", "redacted", _I, M("a text was redacted")),
    ("PC409", "register-rereads", _E, M("a change of a register re-reads the past, or whose words count")),
    ("PC410", "attribute-changed", _W, M("what a promise counts for was changed when its outcome was known")),
    ("PC501", "another-author", _E, M("the act is not by the author of its commit")),
    ("PC502", "unsigned", _E, M("the act's commit carries no good signature of its speaker")),
    ("PC503", "performer-recorded-verdict", _W, M("the performer recorded a word that is the customer's")),
    ("PC504", "backdated", _I, M("the act was written down more than two days after it was said")),
    ("PC505", "proxy-without-via", _W, M("words recorded for somebody do not say where they were spoken")),
    ("PC506", "agent-spoke", _E, M("an agent spoke what only a person may")),
    ("PC507", "incoming-left", _E, M("somebody who has left would take a promise on")),
    ("PC508", "service-agreement", _E, M("no standing agreement to the service covers this agreement")),
    ("PC509", "leaver-spoke", _E, M("somebody who has left spoke otherwise than through a steward")),
    ("PC601", "outside-without-via", _W, M("an outside party's words do not say where they were spoken")),
    ("PC602", "agreed-too-fast", _W, M("agreed within a minute of the request, without a word")),
    ("PC603", "nobody-declines", _W, M("nobody in this pair has ever declined")),
    ("PC604", "no-criteria", _W, M("the promise has no condition of satisfaction")),
    ("PC605", "vague-words", _W, M("these words can mean anything")),
    ("PC606", "missing-unit", _W, M("a number stands here without its unit")),
    ("PC607", "serves-nothing", _W, M("the promise serves no objective")),
    ("PC608", "often-postponed", _W, M("the promise was postponed three times or more")),
    ("PC609", "nobody-inside", _W, M("a promise to an outside party needs no internal one")),
    ("PC610", "too-much-at-once", _W, M("somebody owes more promises at once than the limit")),
    ("PC611", "open-part", _W, M("a parent was delivered while a part of it is open")),
    ("PC612", "came-back", _W, M("what was let go is promised again, and does not say what it follows")),
    ("PC613", "substance-as-wording", _W, M("a change called wording dropped something of what is promised")),
    ("PC701", "wish", _W, M("a key result is in red and no open promise serves it")),
    ("PC702", "too-many-objectives", _W, M("one person owns more than three objectives at once")),
    ("PC703", "no-check-in", _W, M("nobody has said for over two weeks where this stands")),
    ("PC704", "out-of-band", _W, M("a KPI is out of its band and no open promise would bring it back")),
    ("PC705", "kpi-without-owner", _W, M("a KPI has no owner or no band")),
    ("PC706", "handoff-without-promise", _W, M("two areas are expected to hold promises and hold none")),
)

CODES = {code: Code(code, name, severity, title) for code, name, severity, title in _ROWS}
