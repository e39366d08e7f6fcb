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
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.signature import UNSIGNED, Signature
from promisectl.store.reading import read_raw_promises
from promisectl.store.revisions import Revision, entry_of
from promisectl.store.root import SETTINGS
from promisectl.store.walking import Entry
from promisectl.store.workspace import read_settings

Files = Mapping[str, tuple[Leaf | None, Leaf | None]]


def branch_of(compared: Compared, approvals: Sequence[Approval] = ()) -> Branch:
    """Return what lies between the two sides, with its commits; what is not committed has no author."""
    before, after = compared.before, compared.after
    walk = _Walk(compared)
    for commit in commits_between(compared.repository, compared.base, _tip(compared)):
        walk.take(commit)
    authors = walk.authors()
    return Branch(
        pairs=compared.pairs,
        context=before.context(),
        people=before.people,
        settings=before.settings,
        people_now=after.people,
        now=after.now,
        authors=authors,
        unread=frozenset(finding.path for finding in compared.unread_after),
        redactions=walk.redactions(),
        judged=_trusted(compared, authors),
        touched=walk.touches(),
        folders=frozenset({before.settings.ledgers, after.settings.ledgers, *walk.folders.values()}),
        merges=tuple(walk.merges),
        approvals=tuple(approvals),
        services=(before.services, after.services),
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
        self._touched: dict[str, list[Introduced]] = {}
        self.merges: list[MergeFault] = []

    def take(self, commit: Commit) -> None:
        """Look at one commit."""
        parents: tuple[str | None, ...] = tuple(commit.parents) or (None,)
        sides = [self._files(parent, commit.oid) for parent in parents]
        self.folders[commit.oid] = self._folder(commit, sides[0])
        who = self._introduced(commit)
        for path in self._own(commit, sides):
            self._touched.setdefault(path, []).append(who)
        if len(sides) > 1:
            self.merges += self._faults(commit, sides)
        for place, files in enumerate(sides):
            self._learn(files, who, (self._ledgers_of(commit, place), self.folders[commit.oid]))

    def _faults(self, commit: Commit, sides: Sequence[Files]) -> Iterator[MergeFault]:
        """Yield what a merge did to promises that no parent says."""
        after, parents = self._merge_sides(commit, sides)
        return merge_faults(commit.oid, after, parents, partial(self._taken_away, commit, parents))

    def _own(self, commit: Commit, sides: Sequence[Files]) -> set[str]:
        """Return the files that a commit changed itself: in a merge those that are in no parent.

        Settings and people are merged entry by entry; a merge that drops what a side changed in them changed it back.
        """
        own = set(sides[0]).intersection(*sides[1:])
        if len(sides) == 1:
            return own
        changed = set[str]().union(*sides)
        for name, path in (("settings", SETTINGS), ("people", f"{self.folders[commit.oid]}/people.yaml")):
            own.discard(path)
            if path in changed and not self._is_merged(name, commit):
                own.add(path)
        return own

    def _is_merged(self, name: str, commit: Commit) -> bool:
        registers = RegisterHistory(self._compared.repository, self._prefix)
        return registers.is_merged(name, commit.oid, commit.parents)

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
        """Return the files that differ from a parent, by their paths from the workspace's root, and read them."""
        differing = self._differences(parent, child)
        missing = [oid for oid in _regular(differing) if oid not in self._known]
        self._known.update(blobs(self._compared.repository, missing, PACK_LIMIT))
        return {path.removeprefix(self._prefix): leaves for path, leaves in differing.items()}

    def _differences(self, parent: str | None, child: str) -> Files:
        """Return what differs from a parent; without one, everything, by the paths from the repository's top."""
        repository, below = self._compared.repository, self._prefix.rstrip("/")
        if parent is not None:
            return differences(repository, parent, child, below)
        return {path: (None, leaf) for path, leaf in tree(repository, child, below).items()}

    def _introduced(self, commit: Commit) -> Introduced:
        people = self._compared.before.people
        author, agreed = author_of(commit, people), agreed_by(commit, people)
        return Introduced(commit.oid, author, commit.email, commit.authored_at, agreed, commit)

    def _learn(self, files: Files, who: Introduced, ledgers: tuple[str, str]) -> None:
        """Remember which commit first brought each act; `ledgers` are the folders before and after."""
        folder_before, folder_after = ledgers
        before: set[tuple[str, str]] = set()
        for path, (old, _) in files.items():
            before.update(self._acts(path, old, folder_before))
        for path, (_, new) in files.items():
            for key in self._acts(path, new, folder_after):
                if key not in before:
                    self._brought.setdefault(key, who)

    def _acts(self, path: str, leaf: Leaf | None, ledgers: str) -> Iterator[tuple[str, str]]:
        for version in self._versions(path, leaf, ledgers):
            for act in version.acts:
                yield version.promise.id, _key(act)

    def _versions(self, path: str, leaf: Leaf | None, ledgers: str) -> list[Version]:
        if leaf is None:
            return []
        entry = entry_of(path, leaf, ledgers)
        if not isinstance(entry, Entry):
            return []
        promises, _ = read_raw_promises(self._known[leaf.oid], path, entry.ledger, packed=entry.packed)
        return [Version(promise, values) for promise, values in promises]

    def _merge_sides(
        self, commit: Commit, sides: Sequence[Files]
    ) -> tuple[dict[str, Version], list[dict[str, Version]]]:
        """Return the promises of a merge and of each parent, in the files that differ from any parent."""
        now: dict[str, Leaf | None] = {}
        for files in sides:
            now |= {path: leaf for path, (_, leaf) in files.items()}
        after = self._promises(now, self.folders[commit.oid])
        parents: list[dict[str, Version]] = []
        for place, files in enumerate(sides):
            then = now | {path: leaf for path, (leaf, _) in files.items()}
            parents.append(self._promises(then, self._ledgers_of(commit, place)))
        return after, parents

    def _promises(self, leaves: Mapping[str, Leaf | None], ledgers: str) -> dict[str, Version]:
        """Return the promises in some files by id; of several with one id the first."""
        promises: dict[str, Version] = {}
        for path in sorted(leaves):
            for version in self._versions(path, leaves[path], ledgers):
                promises.setdefault(version.promise.id, version)
        return promises

    def _taken_away(self, commit: Commit, parents: Sequence[Mapping[str, Version]], id_: str) -> bool:
        """Whether a promise that a merge lacks was taken away before, by a parent that lacks it.

        So it is where those that have it say nothing that was not said before the branches parted. One that the base
        has and the head has not is told as removed (PC403).
        """
        lacking: list[str] = []
        having: list[tuple[str, Version]] = []
        for oid, promises in zip(commit.parents, parents, strict=True):
            if id_ in promises:
                having.append((oid, promises[id_]))
            else:
                lacking.append(oid)
        if lacking and self._is_removed(id_):
            return True
        return all(self._is_as_when_parted(oid, version, lacking) for oid, version in having)

    def _is_removed(self, id_: str) -> bool:
        """Whether the base has a promise and the head has not."""
        pair = next((pair for pair in self._compared.pairs if pair.id == id_), None)
        return pair is not None and pair.before is not None and pair.after is None

    def _is_as_when_parted(self, having: str, version: Version, lacking: Sequence[str]) -> bool:
        """Whether a promise stands in a parent as it stood where that parent and one that lacks it parted."""
        return any(self._same_when_parted(having, other, version.promise.path) for other in lacking)

    def _same_when_parted(self, having: str, lacking: str, file: str) -> bool:
        repository, path = self._compared.repository, self._prefix + file
        parted = merge_base(repository, having, lacking)
        leaf = leaves_at(repository, having, [path])[path]
        return parted is not None and leaf is not None and leaves_at(repository, parted, [path])[path] == leaf

    def touches(self) -> dict[str, tuple[Introduced, ...]]:
        """Return the commits that changed each file themselves, by its path."""
        return {path: tuple(touching) for path, touching in self._touched.items()}

    def authors(self) -> dict[tuple[str, int], Introduced]:
        """Return the commit that brought each new act, by promise and position."""
        return self._bringing((pair, position) for pair in self._compared.pairs for position in pair.comparison.new)

    def redactions(self) -> dict[tuple[str, int], Introduced]:
        """Return the commit that took texts out of an act, by promise and position."""
        pairs = self._compared.pairs
        return self._bringing((pair, position) for pair in pairs for _, position, _ in pair.comparison.redacted)

    def _bringing(self, acts: Iterable[tuple[Pair, int]]) -> dict[tuple[str, int], Introduced]:
        bringing: dict[tuple[str, int], Introduced] = {}
        for pair, position in acts:
            act = pair.after.acts[position] if pair.after else {}
            who = self._brought.get((pair.id, _key(act)))
            if who is not None:
                bringing[pair.id, position] = who
        return bringing


def _key(act: Mapping[str, object]) -> str:
    return json.dumps(act, sort_keys=True, ensure_ascii=False)


def _regular(files: Files) -> Iterator[str]:
    """Yield the names of the regular files among these, before and after."""
    for leaves in files.values():
        yield from (leaf.oid for leaf in leaves if leaf and leaf.is_regular)


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
