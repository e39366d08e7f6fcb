"""Cycle: promises that need each other in a circle, so that none of them can come first.

`needs` and `part-of` are read together, as what must come first: a promise waits for what it `needs`, and a whole
waits for its parts. So a whole may well need its own part; a part that needs its whole is a circle, and so is a
promise that names itself. Each knot of promises is reported once, with one circle through it written
out, at the first of its ids.

What to do: take out the link that is not true; usually one of two promises needs only a part of the other, and that
part is a promise of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.model.circles import circles
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.model.promise import Need

CODE = "PC206"
SCOPE = "workspace"

_FIRST, _SECOND = "clm-k7m2x9qd", "clm-9xk4v0ab"

BAD = (
    f"# file: ledgers/claims/{_FIRST}.yaml\n{example(AGREE, head=f'needs: [{_SECOND}]')}"
    f"# file: ledgers/claims/{_SECOND}.yaml\n{example(AGREE, id=_SECOND, head=f'needs: [{_FIRST}]')}"
)

GOOD = (
    f"# file: ledgers/claims/{_FIRST}.yaml\n{example(AGREE, head=f'needs: [{_SECOND}]')}"
    f"# file: ledgers/claims/{_SECOND}.yaml\n{example(AGREE, id=_SECOND)}"
)

Links = Mapping[str, Mapping[str, Spot]]


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for each knot of promises that need each other."""
    links = _links(context)
    for circle in circles(links):
        yield found(
            CODE,
            links[circle[0]][circle[1]],
            promise=circle[0],
            note=M("one circle: {circle}", circle=" -> ".join(circle)),
            help=M("take one of these links out of its file"),
        )


def _links(context: RuleContext) -> Links:
    """Return, for each promise, what it waits for, and where that is written."""
    links: dict[str, dict[str, Spot]] = {}
    for record in context.by_id.values():
        promise = record.promise
        for index, need in enumerate(promise.file.needs):
            name, steps = (need.id, ("needs", index, "id")) if isinstance(need, Need) else (need, ("needs", index))
            if name in context.by_id:
                links.setdefault(promise.id, {}).setdefault(name, promise.spot(*steps))
        whole = promise.file.part_of
        if whole in context.by_id:
            links.setdefault(str(whole), {}).setdefault(promise.id, promise.spot("part-of"))
    return links
