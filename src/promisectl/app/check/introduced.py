"""The guard: what a branch introduces, judged by what its base knows (checks.md, `check --base`).

A finding is new when the base has none with the same code, promise (or path) and act or field. Time weighs at most a
warning here: a date that passes fails nobody's pull request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from promisectl.app.check.rules import all_rules, run_rules
from promisectl.app.compare.copies import copies, entries
from promisectl.app.compare.revisions import Compared, promises_in
from promisectl.checking.context import Record, RuleContext
from promisectl.checking.judge import weighed
from promisectl.checking.rule import found
from promisectl.checking.selectors import wanted
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Version, version
from promisectl.model.finding import Finding, Severity, only_new
from promisectl.model.settings import Settings
from promisectl.store.revisions import Revision
from promisectl.store.root import SETTINGS
from promisectl.store.walking import Entry

_OF_COMMITS = ("PC501", "PC502", "PC504")


def _breaches(branch: Branch) -> Iterator[Finding]:
    """Yield what is wrong with how new acts came into the history; what the law finds anyway is left to it."""
    promises = {pair.id: pair.after.promise for pair in branch.pairs if pair.after is not None}
    for (id_, position), judged in branch.judged.items():
        for breach in judged.breaches:
            if breach.code in _OF_COMMITS:
                spot = promises[id_].spot("history", position)
                yield found(
                    breach.code, spot, promise=id_, note=breach.note, help=breach.help, severity=breach.severity
                )


def introduced(
    compared: Compared,
    branch: Branch,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    old_too: bool = False,
) -> list[Finding]:
    """Return the findings that the branch brings (with `old_too` also the old ones), not located yet.

    PC4 whole; form, law, trust and quality of the promises it changed; quality only of those it opened.
    """
    settings = compared.before.settings.check
    chosen = settings.select if select is None else select
    left_out = settings.ignore if ignore is None else ignore
    now = _judged(compared, 1, chosen, left_out)
    if not old_too:
        now = only_new(now, _judged(compared, 0, chosen, left_out))
    opened = {pair.id for pair in compared.pairs if pair.before is None or pair.before.promise.is_draft}
    now = [one for one in now if not one.code.startswith("PC6") or old_too or one.promise in opened]
    change = [finding for rule in all_rules() if rule.change for finding in rule.change(branch)]
    change += _breaches(branch)
    silent = {one.promise for one in change if one.code == "PC401"}
    now = [one for one in now if one.code != "PC205" or one.promise not in silent]
    change = [one for one in change if wanted(one.code, chosen, left_out)]
    return [_at_most_a_warning(one) for one in weighed([*now, *change], settings)]


def _at_most_a_warning(finding: Finding) -> Finding:
    late = finding.code.startswith("PC3") and finding.severity is Severity.ERROR
    return replace(finding, severity=Severity.WARNING) if late else finding


def _judged(compared: Compared, side: int, select: Sequence[str], ignore: Sequence[str]) -> list[Finding]:
    """Return the findings of one side: of the files that changed, and of what its promises reach."""
    workspace = (compared.before, compared.after)[side]
    unread = (compared.unread_before, compared.unread_after)[side]
    versions = [one for pair in compared.pairs if (one := (pair.before, pair.after)[side]) is not None]
    if _registers_changed(compared):
        versions = everything(compared, side)
    else:
        versions += copies(compared, side)
    context = compared.before.context()
    records = [Record(one.promise, one.standing, one.refusal) for one in versions]
    needs = reached(compared, side, versions)
    rule_context = RuleContext(
        as_of=compared.after.now,
        law=context,
        settings=_guarded(compared, side),
        people=workspace.people,
        records=(*records, *(Record(one.promise, one.standing, one.refusal) for one in needs)),
        packed=_known_ids(compared, side, versions),
        services=workspace.services,
        objectives=workspace.objectives,
    )
    form = [one for one in (*workspace.findings, *unread) if wanted(one.code, select, ignore)]
    return [*form, *run_rules(rule_context, records, select, ignore)]


def _guarded(compared: Compared, side: int) -> Settings:
    """Return one side's settings with the base's `check`, `policy` and zone: a branch cannot quiet its guard."""
    settings = (compared.before, compared.after)[side].settings
    base = compared.before.settings
    return settings.model_copy(update={"check": base.check, "policy": base.policy, "timezone": base.timezone})


def _registers_changed(compared: Compared) -> bool:
    """Whether settings, people or another register differ: then every promise may read otherwise."""
    ledgers = compared.after.settings.ledgers
    return any(path == SETTINGS or (path.startswith(f"{ledgers}/") and path.count("/") == 1) for path in compared.files)


def everything(compared: Compared, side: int) -> list[Version]:
    """Return every promise of one side."""
    source, context = compared.sources[side], compared.before.context()
    there = entries(compared, side)
    if isinstance(source, Revision):
        source.remember({entry.path: source.leaves[entry.path] for entry in there})
    versions: list[Version] = []
    for entry in there:
        promises, _ = promises_in(source, entry)
        versions += [version(promise, values, context) for promise, values in promises]
    return versions


def _known_ids(compared: Compared, side: int, versions: Iterable[Version]) -> frozenset[str]:
    """Return the ids there are without a record; packs are opened only for a name that no file carries."""
    named = {id_ for one in versions for id_ in _named(one)}
    if not named:
        return frozenset()
    loose = frozenset(loose_paths(compared, side))
    if named <= loose:
        return loose
    return loose | {one.promise.id for one in everything(compared, side)}


def _named(one: Version) -> Iterator[str]:
    file = one.promise.file
    yield from (id_ for id_, _ in one.promise.needs())
    yield from (id_ for id_ in (file.part_of, file.follows, file.reopens) if id_)


def reached(compared: Compared, side: int, versions: Sequence[Version]) -> list[Version]:
    """Return the promises that those of one side need or are part of, and theirs, as that side holds them."""
    source, context = compared.sources[side], compared.before.context()
    have = {one.promise.id for one in versions}
    wanted_ids = {id_ for one in versions for id_ in _links(one)} - have
    if not wanted_ids:
        return []
    found: list[Version] = []
    paths = loose_paths(compared, side)
    while wanted_ids:
        fresh: list[Version] = []
        for id_ in sorted(wanted_ids):
            path = paths.get(id_)
            if path is None:
                continue
            promises, _ = promises_in(source, Entry(path, "", path.split("/")[1], packed=False))
            fresh += [version(promise, values, context) for promise, values in promises]
        have |= wanted_ids
        found += fresh
        wanted_ids = {id_ for one in fresh for id_ in _links(one)} - have
    return found


def _links(one: Version) -> Iterator[str]:
    yield from (id_ for id_, _ in one.promise.needs())
    if one.promise.file.part_of:
        yield one.promise.file.part_of


def loose_paths(compared: Compared, side: int) -> dict[str, str]:
    """Return the paths of the loose promise files of one side, by the id in their names."""
    source = compared.sources[side]
    ledgers = (compared.before, compared.after)[side].settings.ledgers
    if isinstance(source, Revision):
        paths: Iterable[str] = source.leaves
    else:
        from promisectl.store.names import loose_names

        paths = [entry.path for entry in loose_names(compared.root, ledgers).values()]
    return {
        path.rpartition("/")[2].removesuffix(".yaml"): path
        for path in paths
        if path.startswith(f"{ledgers}/") and path.endswith(".yaml") and path.count("/") > 1
    }
