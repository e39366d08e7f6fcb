"""Examining a workspace: every finding of form, law, time and quality, located, silences applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from promisectl.app.check.rules import run_on_parts, run_rules
from promisectl.app.ledger.attributes import attributes_here
from promisectl.app.ledger.standings import located
from promisectl.checking.attribute_faults import AttributeFault
from promisectl.checking.context import Record, RuleContext, read_record
from promisectl.checking.judge import weighed
from promisectl.checking.selectors import is_known, wanted
from promisectl.checking.silencing import apply_silences
from promisectl.model.finding import Finding
from promisectl.model.moment import Moment, deadline, local_day
from promisectl.model.place import Place, Spot
from promisectl.model.promise import Promise
from promisectl.store.files import read_whole
from promisectl.store.in_part import read_in_part
from promisectl.store.locating import Locator
from promisectl.store.reading import Loaded, read_ledgers
from promisectl.store.root import SETTINGS, find_root
from promisectl.store.settled import is_settled
from promisectl.store.sources import Folder, Source
from promisectl.store.walking import REGISTERS
from promisectl.store.workspace import Workspace, open_workspace, read_settings


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, sorted by place, and as of when; `source` is where the files were read, if not the folder.

    `unread` are the files that could not be read: about what stands in them there is no verdict. `unknown_codes` are
    those of promisectl.yaml that do not exist: what it wants judged is not known.
    """

    root: Path
    as_of: datetime | None
    findings: list[Finding]
    fail_on: str = "error"
    promises: int = 0
    day: str | None = None
    source: Source | None = None
    unread: frozenset[str] = frozenset()
    unknown_codes: tuple[str, ...] = ()


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
    settings, faults = read_settings(Folder(folder))
    if settings is None:
        return CheckResult(folder, None, located(faults, folder))
    workspace = open_workspace(folder)
    instant = deadline(as_of, workspace.zone) if as_of is not None else workspace.now
    loaded = read_ledgers(workspace.root, settings.ledgers)
    findings = _all_findings(workspace, loaded, instant, ledger, select, ignore)
    day = local_day(instant, workspace.zone).isoformat()
    return CheckResult(
        folder,
        instant,
        findings,
        settings.check.fail_on,
        len(loaded.promises),
        day,
        unread=_unread(workspace, loaded),
        unknown_codes=tuple(selector for selector in settings.check.written_selectors() if not is_known(selector)),
    )


def _unread(workspace: Workspace, loaded: Loaded) -> frozenset[str]:
    """Return the files of which nothing could be judged: those that gave no promise, and a register that gave nobody.

    A promise that was read is judged, whatever is wrong with its form.
    """
    read = {promise.path for promise in loaded.promises}
    people = f"{workspace.settings.ledgers}/people.yaml"
    registers = {finding.path for finding in workspace.unread if finding.code == "PC101" or finding.path == people}
    return (loaded.bad_paths - read) | registers


def _all_findings(
    workspace: Workspace,
    loaded: Loaded,
    as_of: datetime,
    ledger: str | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
) -> list[Finding]:
    settings = workspace.settings
    rule_context = replace(_rule_context(workspace, loaded, as_of), attributes=_attributes(workspace, loaded))
    chosen = settings.check.select if select is None else select
    left_out = settings.check.ignore if ignore is None else ignore
    parts, of_keys = _in_part(workspace, loaded)
    every = [*workspace.findings, *loaded.findings, *of_keys]
    form = [finding for finding in every if wanted(finding.code, chosen, left_out)]
    judged = run_rules(rule_context, None, select, ignore)
    judged += run_on_parts(rule_context, _records(parts, workspace, as_of), select, ignore)
    findings = located([*weighed(form, settings.check), *judged], workspace.root)
    findings = _not_silenced(workspace, loaded, findings, rule_context.today, (chosen, left_out))
    return findings if ledger is None else _below(f"{settings.ledgers}/{ledger}/", findings)


def _not_silenced(
    workspace: Workspace, loaded: Loaded, findings: list[Finding], today: date, asked: tuple[Sequence[str], ...]
) -> list[Finding]:
    """Return what no comment of a file silences, in the order of places; `asked` is what is selected and left out."""
    texts = {**_register_texts(workspace), **loaded.remarked}
    select, ignore = asked
    loud = apply_silences(findings, texts, today, select=select, ignore=ignore)
    return sorted(weighed(loud, workspace.settings.check), key=_by_place)


def _by_place(finding: Finding) -> tuple[Spot | Place, str]:
    return finding.where, finding.code


def _below(folder: str, findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.path.startswith(folder)]


def _in_part(workspace: Workspace, loaded: Loaded) -> tuple[list[Promise], list[Finding]]:
    """Return what can be made out of the files whose form does not hold, with what is wrong with their keys."""
    read = {promise.path for promise in loaded.promises}
    promises, findings = [], []
    for path in sorted(loaded.misformed - read):
        ledger, _, below = path.removeprefix(f"{workspace.settings.ledgers}/").partition("/")
        if is_settled(below):
            continue
        data = read_whole(workspace.root / path, path)
        promise, found = read_in_part(data, path, ledger)
        findings += found
        if promise is not None:
            promises.append(promise)
    return promises, findings


def _records(promises: Sequence[Promise], workspace: Workspace, as_of: datetime) -> list[Record]:
    context = workspace.context()
    return [read_record(promise, context, as_of) for promise in promises]


def _attributes(workspace: Workspace, loaded: Loaded) -> tuple[AttributeFault, ...]:
    paths = {promise.path for promise in loaded.promises} | loaded.bad_paths
    return attributes_here(workspace.root, workspace.settings.ledgers, sorted(paths))


def _rule_context(workspace: Workspace, loaded: Loaded, as_of: datetime) -> RuleContext:
    context = workspace.context()
    return RuleContext(
        as_of=as_of,
        law=context,
        settings=workspace.settings,
        people=workspace.people,
        records=tuple(read_record(promise, context, as_of) for promise in loaded.promises),
        unread=frozenset(Path(path).stem for path in loaded.bad_paths),
        services=workspace.services,
        objectives=workspace.objectives,
        goals=workspace.goals,
    )


def _register_texts(workspace: Workspace) -> dict[str, str]:
    """Return the texts of the files beside the ledgers that hold a silence."""
    folder = workspace.settings.ledgers
    return silencing_texts(Locator(workspace.root), [SETTINGS, *(f"{folder}/{name}" for name in REGISTERS)])


def silencing_texts(locator: Locator, paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of the files among these in which a comment may silence something, by path."""
    texts = {path: locator.text(path) for path in paths}
    return {path: text for path, text in texts.items() if "promisectl: ignore" in text}
