"""Examining a workspace: every finding of form, law, time and quality, located, silences applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from promisectl.app.check.rules import run_rules
from promisectl.app.ledger.standings import located
from promisectl.checking.context import RuleContext, read_record
from promisectl.checking.judge import weighed
from promisectl.checking.selectors import wanted
from promisectl.checking.silencing import apply_silences
from promisectl.model.finding import Finding
from promisectl.model.moment import Moment, deadline, local_day
from promisectl.store.locating import Locator
from promisectl.store.reading import Loaded, read_ledgers
from promisectl.store.root import SETTINGS, find_root
from promisectl.store.sources import Folder, Source
from promisectl.store.walking import REGISTERS
from promisectl.store.workspace import Workspace, open_workspace, read_settings


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, sorted by place, and as of when; `source` is where the files were read, if not the folder."""

    root: Path
    as_of: datetime | None
    findings: list[Finding]
    fail_on: str = "error"
    promises: int = 0
    day: str | None = None
    source: Source | None = None


def check_workspace(
    *,
    root: Path | None = None,
    as_of: Moment | None = None,
    ledger: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
) -> CheckResult:
    """Check the work tree. Settings that do not hold are the only findings then: nothing else can be judged."""
    folder = find_root(root)
    settings, findings = read_settings(Folder(folder))
    if settings is None:
        return CheckResult(folder, None, located(findings, folder))
    workspace = open_workspace(folder)
    instant = deadline(as_of, workspace.zone) if as_of is not None else workspace.now
    loaded = read_ledgers(workspace.root, settings.ledgers)
    found = _all_findings(workspace, loaded, instant, ledger, select, ignore)
    day = local_day(instant, workspace.zone).isoformat()
    return CheckResult(folder, instant, found, settings.check.fail_on, len(loaded.promises), day)


def _all_findings(
    workspace: Workspace,
    loaded: Loaded,
    as_of: datetime,
    ledger: str | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
) -> list[Finding]:
    settings = workspace.settings
    context = workspace.context()
    rule_context = RuleContext(
        as_of=as_of,
        law=context,
        settings=settings,
        people=workspace.people,
        records=tuple(read_record(promise, context, as_of) for promise in loaded.promises),
        unread=frozenset(Path(finding.path).stem for finding in loaded.findings),
        services=workspace.services,
        objectives=workspace.objectives,
    )
    form = [*workspace.findings, *loaded.findings]
    chosen = settings.check.select if select is None else select
    left_out = settings.check.ignore if ignore is None else ignore
    form = [finding for finding in form if wanted(finding.code, chosen, left_out)]
    found = located([*weighed(form, settings.check), *run_rules(rule_context, None, select, ignore)], workspace.root)
    texts = {**_register_texts(workspace), **loaded.remarked}
    found = apply_silences(found, texts, rule_context.today, select=chosen, ignore=left_out)
    found = sorted(weighed(found, settings.check), key=lambda finding: (finding.where, finding.code))
    if ledger is not None:
        prefix = f"{settings.ledgers}/{ledger}/"
        found = [finding for finding in found if finding.path.startswith(prefix)]
    return found


def _register_texts(workspace: Workspace) -> dict[str, str]:
    """Return the texts of the files beside the ledgers that hold a silence."""
    locator = Locator(workspace.root)
    folder = workspace.settings.ledgers
    paths = (SETTINGS, *(f"{folder}/{name}" for name in REGISTERS))
    return {path: text for path in paths if "promisectl: ignore" in (text := locator.text(path))}
