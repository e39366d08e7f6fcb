"""Judge: run the rules over a scene and collect what they find.

One root cause is said once. What the law refuses is judged no further for time and quality; a speaker who is not
registered (PC107) is not also a wrong speaker (PC204); of two promises with one id only the first is judged for time,
trust and quality (PC105). Nothing is sorted here: places are only known once the store has located the spots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.rule import Rule
from promisectl.checking.selectors import matches, wanted
from promisectl.model.finding import Finding, Severity
from promisectl.model.guarded import OFF, is_guarded
from promisectl.model.settings import CheckSettings

# What may be asked of a promise of which a part was read: its names, and the acts as far as they go.
_OF_PARTS = ("PC107", "PC201", "PC202", "PC203", "PC204", "PC207", "PC209")
_OF_THE_FIRST = ("PC3", "PC5", "PC6", "PC7")


def judge(
    rules: Sequence[Rule],
    context: RuleContext,
    records: Sequence[Record] | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
) -> list[Finding]:
    """Return what the rules find, with severities as the settings have them; what they set to `off` is left out.

    With `records` only these are judged, and the workspace's numbers (PC308, PC603) are left out; names and links
    across files are judged all the same. `select` and `ignore` hold codes or beginnings of codes; None means the
    settings' own.
    """
    settings = context.settings.check
    selected, ignored = _asked(settings, select, ignore)
    running = [rule for rule in rules if wanted(rule.code, selected, ignored)]
    findings = [*_workspace(context, running, records is None), *_promises(context, running, records)]
    return weighed(_one_cause_once(findings, context.by_id), settings)


def judge_parts(
    rules: Sequence[Rule],
    context: RuleContext,
    records: Sequence[Record],
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
) -> list[Finding]:
    """Return what names and the law have against promises that were read in part; nothing else can be told of them.

    `select` and `ignore` as in `judge`.
    """
    settings = context.settings.check
    selected, ignored = _asked(settings, select, ignore)
    asked = [rule for rule in rules if rule.code in _OF_PARTS]
    running = [rule for rule in asked if wanted(rule.code, selected, ignored)]
    findings = list(_of_records(context, running, records))
    by_id = {record.id: record for record in records}
    return weighed(_one_cause_once(findings, by_id), settings)


def _asked(
    settings: CheckSettings, select: Sequence[str] | None, ignore: Sequence[str] | None
) -> tuple[Sequence[str], Sequence[str]]:
    """Return what is selected and what is left out: as told, else as the settings have it."""
    return settings.select if select is None else select, settings.ignore if ignore is None else ignore


def _of_records(context: RuleContext, running: Sequence[Rule], records: Sequence[Record]) -> Iterator[Finding]:
    for rule in running:
        if rule.promise is None:
            continue
        for record in records:
            yield from rule.promise(record, context)


def _workspace(context: RuleContext, running: Sequence[Rule], whole: bool) -> Iterator[Finding]:
    for rule in running:
        if rule.workspace is not None and (whole or rule.scope != "numbers"):
            yield from rule.workspace(context)


def _promises(context: RuleContext, running: Sequence[Rule], records: Sequence[Record] | None) -> Iterator[Finding]:
    judging = [(rule.promise, rule) for rule in running if rule.promise is not None]
    every = [check for check, _ in judging]
    always = [check for check, rule in judging if rule.scope == "promise"]
    copies = [check for check, rule in judging if not matches(rule.code, _OF_THE_FIRST)]
    for record in context.records if records is None else records:
        if context.by_id.get(record.id, record) is not record:
            checks = copies
        else:
            checks = every if context.live(record) is not None else always
        for check in checks:
            yield from check(record, context)


def _one_cause_once(findings: Sequence[Finding], by_id: Mapping[str, Record]) -> Iterator[Finding]:
    """Leave out a wrong speaker who is reported as unknown."""
    unknown = {
        (finding.promise, finding.note.data.get("name"))
        for finding in findings
        if finding.code == "PC107" and finding.note is not None
    }
    for finding in findings:
        if finding.code != "PC204" or (finding.promise, _refused_speaker(finding, by_id)) not in unknown:
            yield finding


def _refused_speaker(finding: Finding, by_id: Mapping[str, Record]) -> str | None:
    record = by_id.get(finding.promise or "")
    if record is None or record.refusal is None:
        return None
    return record.promise.history[record.refusal.act].speaker


def weighed(findings: Iterator[Finding] | Sequence[Finding], settings: CheckSettings) -> list[Finding]:
    """Return the findings with the severities the settings give to codes; what they call `off` is left out."""
    given = settings.severity
    return [weighty for finding in findings if (weighty := _weighed(finding, given.get(finding.code))) is not None]


def _weighed(finding: Finding, severity: str | None) -> Finding | None:
    """Return a finding with another severity, None where that is `off`; what no setting quiets is never lowered."""
    if severity is None or severity == finding.severity:
        return finding
    if severity == OFF:
        return None
    wished = Severity(severity)
    if is_guarded(finding.code) and wished.rank < finding.severity.rank:
        return finding
    return replace(finding, severity=wished)
