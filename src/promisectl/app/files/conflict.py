"""Disputes: a promise that two branches moved, as its two conversations, and what they have in common.

A dispute that no history can be made of (two promises of one id, a side that was removed or rewritten) is Trouble, in
words that say what to do instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from promisectl.app.ledger.lookup import find_entry, packed
from promisectl.app.ledger.standings import view_of
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of, take
from promisectl.lifecycle.standing import Context, Standing
from promisectl.lifecycle.union import added_acts, common_acts
from promisectl.metrics.view import View
from promisectl.model.act import Act
from promisectl.model.message import M
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.store.conflicts import ConflictedFile, moved_to, read_conflict
from promisectl.store.reading import read_promises
from promisectl.store.root import typed
from promisectl.store.workspace import Workspace
from promisectl.yamltext.splice import Splice

Raw = dict[str, Any]
Name = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One branch's version of a promise: its bytes, what it says, how it stands, when each act was said."""

    name: Name
    data: bytes
    values: Raw
    promise: Promise
    view: View
    instants: tuple[datetime, ...]

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts, in the order spoken."""
        return self.promise.history


@dataclass(frozen=True, slots=True)
class Dispute:
    """A promise in conflict: both sides, how many acts they share, the free fields of what both began from."""

    path: str
    ours: ConflictSide
    theirs: ConflictSide
    common: int
    base: Mapping[str, Any] | None
    there: bytes | None
    their_name: str

    def other(self, side: ConflictSide) -> ConflictSide:
        """Return the side that is not this one."""
        return self.theirs if side is self.ours else self.ours

    def side(self, name: Name) -> ConflictSide:
        """Return a side by its name."""
        return self.ours if name == "ours" else self.theirs

    def added(self, side: ConflictSide) -> list[int]:
        """Return the positions of the acts that one side alone holds."""
        return added_acts(self.other(side).acts, side.acts)


def read_dispute(workspace: Workspace, path_or_id: str, ledger: str | None = None) -> Dispute:
    """Return the conflict in a promise file. Trouble where there is none, or where no history can be made of it."""
    path = path_of(workspace, path_or_id, ledger)
    return dispute_of(workspace, path, read_conflict(workspace.root, path))


def dispute_of(workspace: Workspace, path: str, sides: ConflictedFile) -> Dispute:
    """Return two sides of a promise file as a dispute; Trouble where no history can be made of them."""
    ledger = path.removeprefix(f"{workspace.settings.ledgers}/").split("/")[0]
    if sides.ours is None or sides.theirs is None:
        raise _removed(workspace, path, sides)
    ours = _side(workspace, path, ledger, "ours", sides.ours)
    theirs = _side(workspace, path, ledger, "theirs", sides.theirs)
    base = _base(sides.base, path, ledger)
    common = common_acts(ours.acts, theirs.acts)
    if common == 0:
        raise _two_promises(workspace, path)
    if base is not None and common < len(base[1]):
        raise _rewritten(path, common + 1)
    return Dispute(path, ours, theirs, common, base[0] if base else None, sides.there, sides.their_name)


def path_of(workspace: Workspace, path_or_id: str, ledger: str | None) -> str:
    """Return the file that a path or an id names, from the workspace's root."""
    if "/" not in path_or_id and not path_or_id.endswith(".yaml"):
        return find_entry(workspace, path_or_id, ledger).path
    top = workspace.ledgers.resolve()
    full = _named_file(workspace, path_or_id, top)
    below = full.relative_to(top) if full.is_relative_to(top) else None
    if below is None or len(below.parts) < 2 or full.suffix != ".yaml":
        raise Trouble(
            M("{path} is no promise file of this workspace", path=path_or_id),
            help=M(
                "a promise file is named by its id and stands below {folder}/LEDGER/", folder=workspace.settings.ledgers
            ),
            code="unknown-promise",
        )
    return f"{workspace.settings.ledgers}/{below.as_posix()}"


def _named_file(workspace: Workspace, path: str, top: Path) -> Path:
    """Return the file that a path means: from here, else, as messages name it, from the workspace's root."""
    here = _full(Path(path).absolute())
    if here.exists():
        return here
    named = _full(workspace.root / path)
    is_meant = named.exists() or not here.is_relative_to(top)
    return named if named.is_relative_to(top) and is_meant else here


def _full(path: Path) -> Path:
    return path.parent.resolve() / path.name


def _side(workspace: Workspace, path: str, ledger: str, name: Name, data: bytes) -> ConflictSide:
    promises, findings = read_promises(data, path, ledger)
    if findings or not promises:
        raise _bad_side(path, name, str(findings[0].note) if findings else "-")
    promise, context = promises[0], workspace.context()
    if promise.is_draft:
        raise _bad_side(path, name, M("it is a draft: nothing was said yet"))
    standing = Standing()
    instants: list[datetime] = []
    for act in promise.history:
        at = _taken(standing, act, context)
        if isinstance(at, Refusal):
            raise _bad_side(path, name, at.note)
        instants.append(at)
    view = view_of(workspace, promise, standing)
    return ConflictSide(name, data, dict(Splice(data, path).values), promise, view, tuple(instants))


def _taken(standing: Standing, act: Act, context: Context) -> datetime | Refusal:
    """Apply one act to the standing; return when it was said, or why the law refuses it."""
    at = instant_of(act, standing, context)
    if isinstance(at, Refusal):
        return at
    refusal = take(standing, act, at, context)
    if refusal is not None:
        return refusal
    standing.acts += 1
    return at


def _base(data: bytes | None, path: str, ledger: str) -> tuple[Mapping[str, Any], tuple[Act, ...]] | None:
    """Return the values and the acts that both began from; None where nobody can tell."""
    promises, findings = read_promises(data, path, ledger) if data is not None else ([], [])
    if data is None or findings or not promises:
        return None
    return Splice(data, path).values, promises[0].history


# What cannot be resolved here.


def _bad_side(path: str, name: str, problem: object) -> Trouble:
    return Trouble(
        M("{path}: {side} cannot be resolved: {problem}", path=path, side=name, problem=problem),
        help=M("merge it by hand, then run `promisectl check`"),
        code="unreadable",
    )


def _two_promises(workspace: Workspace, path: str) -> Trouble:
    return Trouble(
        M("{path}: both sides opened a promise with this id: they are two promises", path=path),
        help=M(
            "keep one here (`git checkout --ours {path}`); write the other from `git show :3:./{path}` "
            "into a file with an id of its own",
            path=typed(workspace.root, path),
        ),
        code="two-promises",
        exit_code=1,
    )


def _rewritten(path: str, number: int) -> Trouble:
    return Trouble(
        M("{path}: one side changed act {number}, which both began from", path=path, number=number),
        help=M("what was said stays said: take the side that kept it, with `git checkout --ours` or `--theirs`"),
        code="PC402",
        exit_code=1,
    )


def _removed(workspace: Workspace, path: str, sides: ConflictedFile) -> Trouble:
    """One side removed the file, put it into a pack or elsewhere; the other changed it."""
    id, here = Path(path).stem, typed(workspace.root, path)
    places = [*([path] if (workspace.root / path).is_file() else []), *moved_to(workspace.root, path)]
    if len(places) > 1:
        return _moved_twice(workspace, path, places)
    name = "ours" if sides.ours is None else "theirs"
    if any(promise.id == id for promise in packed(workspace)):
        help = M(
            "keep the file and take the copy out of the pack: `git add {path}`, then `promisectl unpack {id}`",
            path=here,
            id=id,
        )
    else:
        help = M("a promise is not removed: keep the file with `git add {path}`", path=here)
    message = M("{path}: {side} removed the file, and the other side changed it", path=path, side=name)
    return Trouble(message, help=help, code="removed", exit_code=1)


def _moved_twice(workspace: Workspace, path: str, places: Sequence[str]) -> Trouble:
    """Each side moved the file to another folder, so it stands in both."""
    keep, drop = (typed(workspace.root, place) for place in places[:2])
    return Trouble(
        M("{path}: each side moved the file to another folder", path=path),
        note=M("it stands in {places}", places=", ".join(places)),
        help=M("keep one, such as `git rm {drop}` and `git add {keep}`", drop=drop, keep=keep),
        code="moved",
        exit_code=1,
    )
