"""Branching: a line of commits made into a Branch: which commit brought which act, what merges did, what is proved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from promisectl.app.compare.past_registers import RegisterHistory
from promisectl.app.compare.revisions import WORKTREE, Compared
from promisectl.diff.branch import Approval, Branch, Introduced, MergeFault
from promisectl.diff.merges import merge_faults
from promisectl.diff.trust import Before, Judged, agreed_by, author_of
from promisectl.diff.trust import judge as judge_act
from promisectl.diff.versions import Pair, Version
from promisectl.git.commits import Commit, commits_between, merge_base
from promisectl.git.objects import Leaf, blobs, differences, leaves_at, tree
from promisectl.git.signatures import Signatures
from promisectl.model.finding import Finding
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.signature import UNSIGNED, Signature
from promisectl.store.reading import read_raw_promises
from promisectl.store.revisions import Revision, entry_of
from promisectl.store.root import SETTINGS
from promisectl.store.workspace import read_settings

Files = Mapping[str, tuple[Leaf | None, Leaf | None]]


def branch_of(compared: Compared, approvals: Sequence[Approval] = ()) -> Branch:
    """Return what lies between the two sides, with its commits; what is not committed has no author."""
    walk = _Walk(compared)
    commits = commits_between(compared.repository, compared.base, _tip(compared))
    for commit in commits:
        walk.take(commit)
    authors = walk.authors()
    return Branch(
        pairs=compared.pairs,
        context=compared.before.context(),
        people=compared.before.people,
        settings=compared.before.settings,
        people_now=compared.after.people,
        now=compared.after.now,
        authors=authors,
        unread=frozenset(one.path for one in compared.unread_after),
        redactions=walk.redactions(),
        judged=_trusted(compared, authors),
        touched={path: tuple(found) for path, found in walk.touched.items()},
        folders=frozenset({compared.before.settings.ledgers, compared.after.settings.ledgers, *walk.folders.values()}),
        merges=tuple(walk.merges),
        approvals=tuple(approvals),
        services=(compared.before.services, compared.after.services),
    )


def _tip(compared: Compared) -> str:
    if compared.head != WORKTREE:
        return compared.head
    return compared.repository.head() or compared.base


class _Walk:
    """A walk along the commits of a branch, parents before children."""

    def __init__(self, compared: Compared) -> None:
        self._compared = compared
        source = compared.sources[0]
        self._prefix = source.prefix if isinstance(source, Revision) else ""
        self._brought: dict[tuple[str, str], Introduced] = {}
        self._known: dict[str, bytes] = {}
        self.folders: dict[str, str] = {}  # by commit: the folder of ledgers that its own settings name
        self.touched: dict[str, list[Introduced]] = {}
        self.merges: list[MergeFault] = []

    def take(self, commit: Commit) -> None:
        """Look at one commit."""
        sides = [self._files(parent, commit.oid) for parent in commit.parents] or [self._files(None, commit.oid)]
        self.folders[commit.oid] = self._folder(commit, sides[0])
        who = self._introduced(commit)
        for path in self._own(commit, sides):
            self.touched.setdefault(path, []).append(who)
        if len(sides) > 1:
            after, parents = self._merge_sides(commit, sides)
            taken_away = partial(self._taken_away, commit, parents)
            self.merges += merge_faults(commit.oid, after, parents, taken_away)
        for place, files in enumerate(sides):
            self._learn(files, who, (self._ledgers_of(commit, place), self.folders[commit.oid]))

    def _own(self, commit: Commit, sides: Sequence[Files]) -> set[str]:
        """Return the files that a commit changed itself: in a merge those that are in no parent.

        Settings and people are merged entry by entry; a merge that drops what a side changed in them changed it back.
        """
        own = set(sides[0]).intersection(*sides[1:])
        if len(sides) > 1:
            for name in ("settings", "people"):
                path = SETTINGS if name == "settings" else f"{self.folders[commit.oid]}/{name}.yaml"
                own.discard(path)
                if any(path in side for side in sides):
                    registers = RegisterHistory(self._compared.repository, self._prefix)
                    if not registers.is_merged(name, commit.oid, commit.parents):
                        own.add(path)
        return own

    def _folder(self, commit: Commit, files: Files) -> str:
        """Return the folder of the ledgers as a commit has it; unreadable settings leave it where it was."""
        if SETTINGS in files:
            settings, _ = read_settings(Revision(self._compared.repository, commit.oid, self._prefix))
            if settings is not None:
                return settings.ledgers
        return self._ledgers_of(commit, 0)

    def _ledgers_of(self, commit: Commit, place: int) -> str:
        """Return the folder of the ledgers in a parent; what lies before the branch has it where the base has it."""
        parent = commit.parents[place] if commit.parents else ""
        return self.folders.get(parent, self._compared.before.settings.ledgers)

    def _files(self, parent: str | None, child: str) -> Files:
        repository, below = self._compared.repository, self._prefix.rstrip("/")
        if parent is None:
            found: Files = {path: (None, leaf) for path, leaf in tree(repository, child, below).items()}
        else:
            found = differences(repository, parent, child, below)
        files = {path.removeprefix(self._prefix): leaves for path, leaves in found.items()}
        wanted_oids = [leaf.oid for leaves in files.values() for leaf in leaves if leaf and leaf.is_regular]
        missing = [oid for oid in wanted_oids if oid not in self._known]
        self._known.update(blobs(self._compared.repository, missing, PACK_LIMIT))
        return files

    def _introduced(self, commit: Commit) -> Introduced:
        people = self._compared.before.people
        author, agreed = author_of(commit, people), agreed_by(commit, people)
        return Introduced(commit.oid, author, commit.email, commit.authored_at, agreed, commit)

    def _learn(self, files: Files, who: Introduced, ledgers: tuple[str, str]) -> None:
        """Remember which commit first brought each act; `ledgers` are the folders before and after."""
        before = {key for path, (old, _) in files.items() for key in self._acts(path, old, ledgers[0])}
        for path, (_, new) in files.items():
            for key in self._acts(path, new, ledgers[1]):
                if key not in before:
                    self._brought.setdefault(key, who)

    def _acts(self, path: str, leaf: Leaf | None, ledgers: str) -> Iterator[tuple[str, str]]:
        for one in self._versions(path, leaf, ledgers):
            for act in one.acts:
                yield one.promise.id, _key(act)

    def _versions(self, path: str, leaf: Leaf | None, ledgers: str) -> list[Version]:
        entry = entry_of(path, leaf, ledgers) if leaf is not None else None
        if leaf is None or entry is None or isinstance(entry, Finding):
            return []
        promises, _ = read_raw_promises(self._known[leaf.oid], path, entry.ledger, packed=entry.packed)
        return [Version(promise, values) for promise, values in promises]

    def _merge_sides(
        self, commit: Commit, sides: Sequence[Files]
    ) -> tuple[dict[str, Version], list[dict[str, Version]]]:
        """Return the promises of a merge and of each parent, in the files that differ from any parent."""
        paths = {path for files in sides for path in files}
        after: dict[str, Version] = {}
        parents: list[dict[str, Version]] = [{} for _ in sides]
        for path in sorted(paths):
            now = next(files[path][1] for files in sides if path in files)
            for one in self._versions(path, now, self.folders[commit.oid]):
                after.setdefault(one.promise.id, one)
            for place, (side, files) in enumerate(zip(parents, sides, strict=True)):
                then = files[path][0] if path in files else now
                for one in self._versions(path, then, self._ledgers_of(commit, place)):
                    side.setdefault(one.promise.id, one)
        return after, parents

    def _taken_away(self, commit: Commit, parents: Sequence[Mapping[str, Version]], id_: str) -> bool:
        """Whether a promise that a merge lacks was taken away before, by a parent that lacks it.

        So it is where those that have it say nothing that was not said before the branches parted. One that the base
        has and the head has not is told as removed (PC403).
        """
        lacking = [oid for oid, side in zip(commit.parents, parents, strict=True) if id_ not in side]
        if lacking and any(pair.id == id_ and pair.before and not pair.after for pair in self._compared.pairs):
            return True
        having = [(oid, side[id_]) for oid, side in zip(commit.parents, parents, strict=True) if id_ in side]
        return all(any(self._same_when_parted(oid, other, one) for other in lacking) for oid, one in having)

    def _same_when_parted(self, having: str, lacking: str, one: Version) -> bool:
        repository, path = self._compared.repository, self._prefix + one.promise.path
        parted = merge_base(repository, having, lacking)
        leaf = leaves_at(repository, having, [path])[path]
        return parted is not None and leaf is not None and leaves_at(repository, parted, [path])[path] == leaf

    def authors(self) -> dict[tuple[str, int], Introduced]:
        """Return the commit that brought each new act, by promise and position."""
        return self._bringing((pair, position) for pair in self._compared.pairs for position in pair.comparison.new)

    def redactions(self) -> dict[tuple[str, int], Introduced]:
        """Return the commit that took texts out of an act, by promise and position."""
        return self._bringing((pair, j) for pair in self._compared.pairs for _, j, _ in pair.comparison.redacted)

    def _bringing(self, acts: Iterable[tuple[Pair, int]]) -> dict[tuple[str, int], Introduced]:
        found = {}
        for pair, position in acts:
            act = pair.after.acts[position] if pair.after else {}
            who = self._brought.get((pair.id, _key(act)))
            if who is not None:
                found[pair.id, position] = who
        return found


def _key(act: Mapping[str, object]) -> str:
    return json.dumps(act, sort_keys=True, ensure_ascii=False)


def _trusted(compared: Compared, authors: Mapping[tuple[str, int], Introduced]) -> dict[tuple[str, int], Judged]:
    """Return how far each new act can be trusted, by the people and the policy of the base."""
    before = Before(compared.before.people, compared.before.settings.policy, compared.before.zone)
    acts = {pair.id: pair.after.acts for pair in compared.pairs if pair.after is not None}
    judged = {}
    with Signatures() as signatures:
        for (id_, position), who in authors.items():
            commit = who.commit
            if not isinstance(commit, Commit):
                continue

            def signed(handle: str, commit: Commit = commit) -> Signature:
                if not commit.signature:
                    return UNSIGNED
                person = before.people.get(handle)
                return signatures.signed_by(commit, handle, person.keys if person else ())

            judged[id_, position] = judge_act(acts[id_][position], commit, before, signed)
    return judged
