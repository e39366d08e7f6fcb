"""Confusable handles: two handles of people.yaml differ only by case or punctuation, or an id begins another id.

`ana.rios` and `anarios` are read as one by people, and a word recorded for the wrong one moves somebody else's
promise. A former handle of one person that is the handle of another collides as well.

A promise may be named by any beginning of its id, and a whole id goes before a beginning: where `clm-k7m2` is a
promise of its own, words meant for `clm-k7m2x9qd` reach it. That is a warning; plain numbers, such as gh-1 and gh-10,
are told apart by everybody.

What to do: rename one of them and keep the old handle in its `formerly`, or, if both are the same person, keep one. Of
two ids, name the newer promise anew while it is not published, and say the whole id.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import product

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.place import Spot

_FEW = 20  # ids for which it is cheaper to go through all names than to sort them
CODE = "PC110"
SCOPE = "workspace"

_LEDGER = f"# file: ledgers/claims/clm-k7m2x9qd.yaml\n{example(AGREE)}"

BAD = f"""\
# file: ledgers/people.yaml
people:
  ana: {{name: Ana Ríos}}
  diego: {{name: Diego Soto}}
  di.ego: {{name: Diego Egas}}
{_LEDGER}"""

GOOD = f"""\
# file: ledgers/people.yaml
people:
  ana: {{name: Ana Ríos}}
  diego: {{name: Diego Soto}}
  degas: {{name: Diego Egas}}
{_LEDGER}"""


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each handle that looks like another person's, and each id with which another begins."""
    yield from _alike(context)
    yield from _beginnings(context)


def _alike(context: RuleContext) -> Iterator[Finding]:
    """Yield each handle, present or former, that looks like one above it of another person."""
    owners: dict[str, tuple[str, str]] = {}
    root = Spot(context.people_path, key=True)
    for handle, person in context.people.by_handle.items():
        names = [(handle, root.at("people", handle))]
        for index, former in enumerate(person.formerly):
            names.append((former, Spot(context.people_path, ("people", handle, "formerly", index))))
        for name, spot in names:
            owner, other = owners.setdefault(_looks(name), (handle, name))
            if owner != handle:
                yield found(
                    CODE,
                    spot,
                    note=M("`{handle}` looks like `{other}`", handle=name, other=other),
                    help=M("rename one, and keep its old handle: `formerly: [{handle}]`", handle=name),
                )


def _beginnings(context: RuleContext) -> Iterator[Finding]:
    """Yield each id that is the beginning of another: at the one that is judged, the shorter where both are."""
    known = context.by_id.keys() | context.packed | context.unread
    for short, long in begun_by(known, context.by_id):
        judged = context.by_id.get(short) or context.by_id.get(long)
        if judged is not None:
            yield found(
                CODE,
                judged.promise.spot("id"),
                promise=judged.id,
                note=M("`{short}` names a promise, and is the beginning of `{long}`", short=short, long=long),
                help=M("say the whole id, and give the newer one another name while it is not published"),
                severity=Severity.WARNING,
            )


def begun_by(ids: Iterable[str], asked: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield each id with every other that it is the beginning of, as a whole or after its first dash.

    Numbers are apart: who writes gh-1 and gh-10 knows that they are two. With `asked` only pairs of which one is among
    these need be told.
    """
    names = frozenset(ids)
    if asked is not None and len(asked) < _FEW:
        yield from _begun_among(names, asked)
    else:
        yield from _begun_by_any(names)


def _begun_by_any(names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield all pairs: what an id begins stands together where names are sorted."""
    keys = sorted(_keys(names))
    for short in sorted(names):
        for key, long in keys[bisect_left(keys, (short, "")) :]:
            if not key.startswith(short):
                break
            if _begins(short, key, long):
                yield short, long


def _begun_among(names: frozenset[str], asked: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of which one id is among a few: all names are gone through once for each of them."""
    found: set[tuple[str, str]] = set()
    for one, name in product(asked, names):
        found.update(_either_way(one, name))
    yield from sorted(found)


def _either_way(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield two ids, the shorter first, where one is the beginning of the other."""
    for short, long in ((one, other), (other, one)):
        if any(_begins(short, key, long) for key, _ in _keys([long])):
            yield short, long


def _begins(short: str, key: str, long: str) -> bool:
    return long != short and key.startswith(short) and not _are_numbers(short, key)


def _keys(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what may be typed for each id, whole or begun: the id, and what follows its first dash."""
    for name in names:
        yield name, name
        yield name.partition("-")[2], name


def _are_numbers(short: str, long: str) -> bool:
    """Whether two ids differ in nothing but a number at their end."""
    stem, _, number = short.rpartition("-")
    return number.isdigit() and long.startswith(f"{stem}-") and long[len(stem) + 1 :].isdigit()


def _looks(handle: str) -> str:
    return "".join(letter for letter in handle.casefold() if letter.isalnum())
