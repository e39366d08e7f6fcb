"""The guard: what a branch introduces, judged by what its base knows (checks.md, `check --base`).

A finding is new when the base has none with the same code, promise (or path) and act or field. Time weighs at most a
warning here: a date that passes fails nobody's pull request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from promisectl.app.check.rules import all_rules, run_rules
from promisectl.app.compare.copies import copies, entries, read_at_once
from promisectl.app.compare.revisions import Compared, versions_in
from promisectl.checking.context import Record, RuleContext
from promisectl.checking.judge import weighed
from promisectl.checking.quieting import quieting
from promisectl.checking.selectors import wanted
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Version
from promisectl.model.finding import Finding, Severity, only_new
from promisectl.model.settings import Settings
from promisectl.store.revisions import Revision
from promisectl.store.root import SETTINGS
from promisectl.store.walking import Entry


def introduced(
    compared: Compared,
    branch: Branch,
    caught: Sequence[Finding],
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    old_too: bool = False,
) -> list[Finding]:
    """Return the findings that the branch brings (with `old_too` also the old ones), not located yet.

    `caught` are those of its commits: the net adds only what none of them gave. PC4 whole; form, law, trust and
    quality of the promises it changed; quality only of those it opened.
    """
    settings = compared.ruling.settings.check
    chosen = settings.select if select is None else select
    left_out = settings.ignore if ignore is None else ignore
    now = _judged(compared, 1, chosen, left_out)
    if not old_too:
        now = only_new(now, _judged(compared, 0, chosen, left_out))
        now = [*_without_old_quality(now, compared), *_quieting(compared)]
    change = [*of_the_change(branch), *caught]
    now = _not_told_yet(_without_told_imbalance(now, change), caught)
    change = [finding for finding in change if wanted(finding.code, chosen, left_out)]
    return [_at_most_a_warning(finding) for finding in weighed([*now, *change], settings)]


def _quieting(compared: Compared) -> list[Finding]:
    """Return the settings that would quiet the guard: they are told whether they are new or old."""
    return quieting(compared.after.settings.check, SETTINGS)


def _without_old_quality(findings: list[Finding], compared: Compared) -> list[Finding]:
    """Leave out the quality (PC6) of promises that the branch did not open."""
    opened = _opened(compared)
    return [finding for finding in findings if finding.promise in opened or not finding.code.startswith("PC6")]


def _opened(compared: Compared) -> set[str | None]:
    """Return the ids of which the base has no promise, or nothing but a draft."""
    return {pair.id for pair in compared.pairs if pair.before is None or pair.before.promise.is_draft}


def of_the_change(branch: Branch) -> list[Finding]:
    """Return what the rules of change find in the net effect."""
    findings: list[Finding] = []
    for rule in all_rules():
        if rule.change:
            findings += rule.change(branch)
    return findings


def _not_told_yet(now: list[Finding], caught: Sequence[Finding]) -> list[Finding]:
    """Leave out what a commit gave already: the same code about the same promise, or the same file."""
    told = {_about(finding) for finding in caught}
    return [finding for finding in now if _about(finding) not in told and not _is_asked_by_the_guard(finding)]


def _about(finding: Finding) -> tuple[str, str]:
    """Return the code of a finding with its promise, or its file."""
    return finding.code, finding.promise or finding.path


def _is_asked_by_the_guard(finding: Finding) -> bool:
    """Whether a finding tells that somebody spoke for a leaver: of commits that is asked as PC509."""
    return finding.code == "PC204" and finding.note is not None and finding.note.text.startswith("{speaker} has left")


def _without_told_imbalance(findings: list[Finding], change: list[Finding]) -> list[Finding]:
    """Leave out a head that does not balance (PC205) where a term was changed in silence (PC401): that is why."""
    silent = _promises_of("PC401", change)
    return [finding for finding in findings if finding.code != "PC205" or finding.promise not in silent]


def _promises_of(code: str, findings: list[Finding]) -> set[str | None]:
    return {finding.promise for finding in findings if finding.code == code}


def _at_most_a_warning(finding: Finding) -> Finding:
    late = finding.code.startswith("PC3") and finding.severity is Severity.ERROR
    return replace(finding, severity=Severity.WARNING) if late else finding


def _judged(compared: Compared, side: int, select: Sequence[str], ignore: Sequence[str]) -> list[Finding]:
    """Return the findings of one side: of the files that changed, and of what its promises reach."""
    workspace = (compared.before, compared.after)[side]
    unread = (compared.unread_before, compared.unread_after)[side]
    versions = _versions(compared, side)
    records = [_record(judged) for judged in versions]
    needs = [_record(needed) for needed in reached(compared, side, versions)]
    rule_context = RuleContext(
        as_of=compared.after.now,
        law=compared.law,
        settings=_guarded(compared, side),
        people=workspace.people,
        records=(*records, *needs),
        packed=_packed_ids(compared, side, versions),
        unread=_other_ids(compared, side, versions),
        services=workspace.services,
        objectives=workspace.objectives,
        goals=workspace.goals,
    )
    form = [finding for finding in (*workspace.findings, *unread) if wanted(finding.code, select, ignore)]
    return [*form, *run_rules(rule_context, records, select, ignore)]


def _other_ids(compared: Compared, side: int, versions: Iterable[Version]) -> frozenset[str]:
    """Return the ids that files carry, where one is named, or the branch brings a new one, which may begin another."""
    is_new = any(pair.before is None for pair in compared.pairs)
    is_asked = is_new or bool(_names(compared, side, versions))
    return frozenset(loose_paths(compared, side)) if is_asked else frozenset()


def _versions(compared: Compared, side: int) -> list[Version]:
    """Return the versions of one side that are judged: what changed, or, with a register, every promise."""
    if _registers_changed(compared):
        return everything(compared, side)
    sides = [(pair.before, pair.after)[side] for pair in compared.pairs]
    changed = [there for there in sides if there is not None]
    return [*changed, *copies(compared, side)]


def _record(judged: Version) -> Record:
    return Record(judged.promise, judged.standing, judged.refusal)


def _guarded(compared: Compared, side: int) -> Settings:
    """Return one side's settings with the base's `check`, `policy` and zone: a branch cannot quiet its guard."""
    settings = (compared.before, compared.after)[side].settings
    base = compared.ruling.settings
    return settings.model_copy(update={"check": base.check, "policy": base.policy, "timezone": base.timezone})


def _registers_changed(compared: Compared) -> bool:
    """Whether settings, people or another register differ: then every promise may read otherwise."""
    ledgers = compared.after.settings.ledgers
    return any(path == SETTINGS or _is_beside_ledgers(path, ledgers) for path in compared.files)


def _is_beside_ledgers(path: str, ledgers: str) -> bool:
    return path.startswith(f"{ledgers}/") and path.count("/") == 1


def everything(compared: Compared, side: int) -> list[Version]:
    """Return every promise of one side."""
    source, context = compared.sources[side], compared.law
    there = entries(compared, side)
    read_at_once(source, there)
    return [judged for entry in there for judged in versions_in(source, entry, context)]


def _packed_ids(compared: Compared, side: int, versions: Iterable[Version]) -> frozenset[str]:
    """Return the ids that stand in packs; these are opened only for a name that no file carries."""
    named = _names(compared, side, versions)
    if not named or named <= loose_paths(compared, side).keys():
        return frozenset()
    return frozenset(known.promise.id for known in everything(compared, side) if known.promise.packed)


def _names(compared: Compared, side: int, versions: Iterable[Version]) -> frozenset[str]:
    """Return the ids that promises and the plans of KPIs name."""
    goals = (compared.before, compared.after)[side].goals
    plans = [kpi.plan for kpi in goals.kpis.values()] if goals else []
    return frozenset(chain(*plans, *map(_named, versions)))


def _named(naming: Version) -> Iterator[str]:
    """Yield the ids that a promise names."""
    file = naming.promise.file
    yield from (id_ for id_, _ in naming.promise.needs())
    yield from (id_ for id_ in (file.part_of, file.follows, file.reopens) if id_)


def reached(compared: Compared, side: int, versions: Sequence[Version]) -> list[Version]:
    """Return the promises that those of one side need or are part of, and theirs, as that side holds them."""
    have = {there.promise.id for there in versions}
    missing = _linked(versions) - have
    if not missing:
        return []
    paths = loose_paths(compared, side)
    further: list[Version] = []
    while missing:
        fresh = _read(compared, side, [paths[id_] for id_ in sorted(missing) if id_ in paths])
        further += fresh
        have |= missing
        missing = _linked(fresh) - have
    return further


def _read(compared: Compared, side: int, paths: Sequence[str]) -> list[Version]:
    """Return the promises in some loose files of one side."""
    source, context = compared.sources[side], compared.law
    versions: list[Version] = []
    for path in paths:
        entry = Entry(path, "", path.split("/")[1], packed=False)
        versions += versions_in(source, entry, context)
    return versions


def _linked(versions: Iterable[Version]) -> set[str]:
    """Return the ids that promises need or are part of."""
    return set(chain.from_iterable(map(_links, versions)))


def _links(linking: Version) -> Iterator[str]:
    yield from (id_ for id_, _ in linking.promise.needs())
    if linking.promise.file.part_of:
        yield linking.promise.file.part_of


def loose_paths(compared: Compared, side: int) -> dict[str, str]:
    """Return the paths of the loose promise files of one side, by the id in their names."""
    source = compared.sources[side]
    ledgers = (compared.before, compared.after)[side].settings.ledgers
    if isinstance(source, Revision):
        paths: Iterable[str] = source.leaves
    else:
        from promisectl.store.names import loose_names

        paths = [entry.path for entry in loose_names(compared.root, ledgers).values()]
    return {_id_in(path): path for path in paths if _is_in_a_ledger(path, ledgers)}


def _id_in(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _is_in_a_ledger(path: str, ledgers: str) -> bool:
    return path.startswith(f"{ledgers}/") and path.endswith(".yaml") and path.count("/") > 1
