"""The service blueprint: each promise to a customer, and below it the promises that carry it, layer by layer.

Frontstage is what the customer meets, backstage what she does not see, support what both stand on (`layer`). What a
promise needs belongs to its blueprint, and so do its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from promisectl.metrics.parts import parts_of
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.reports.audiences import promised_to
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on

_COLUMNS = (
    Column("promise", M("customer promise")),
    Column("layer", M("layer")),
    Column("what", M("what"), "words"),
    Column("performer", M("performer"), "aside"),
    Column("state", M("state"), "aside"),
    Column("due", M("due"), "aside"),
    Column("id", M("id"), "aside"),
)
LAYERS: dict[str | None, Message] = {
    "customer": M("customer"),
    "frontstage": M("frontstage"),
    "backstage": M("backstage"),
    "support": M("support"),
    None: M("no layer named"),
}


def make(asked: Asked) -> Report:
    """Return the layers below each promise to a customer (to anybody, where none is to a customer)."""
    by_id = {view.id: view for view in asked.everything}
    parts = parts_of(asked.everything)
    tops = _tops(promised_to(asked.settled()), parts)
    rows = [row for top in tops for row in _rows(top, by_id, parts)]
    table = Table("blueprint", _COLUMNS, tuple(rows), empty=M("no promise to a customer needs another"))
    return report_on(asked, "blueprint", M("Service blueprint"), [table], behind=tops)


def _tops(promised: list[View], parts: Mapping[str, list[View]]) -> list[View]:
    """Return the promises that others carry; all of them, where none is carried."""
    carried = [view for view in promised if view.promise.needs() or view.id in parts]
    return carried or promised


def _rows(top: View, by_id: Mapping[str, View], parts: Mapping[str, list[View]]) -> Iterator[tuple[Cell, ...]]:
    yield _row(top, top, "customer")
    below = list(_below(top, by_id, parts))
    for layer in list(LAYERS)[1:]:
        yield from (_row(top, view, layer) for view in below if view.promise.file.layer == layer)


def _below(top: View, by_id: Mapping[str, View], parts: Mapping[str, list[View]]) -> Iterator[View]:
    """Yield what a promise needs and its parts, and theirs, each once, however long the chain is."""
    met, waiting = {top.id}, _next(top, by_id, parts)
    while waiting:
        view = waiting.pop()
        if view.id not in met:
            met.add(view.id)
            yield view
            waiting += _next(view, by_id, parts)


def _next(view: View, by_id: Mapping[str, View], parts: Mapping[str, list[View]]) -> list[View]:
    """Return what a promise needs and its parts, the first one last."""
    needs = [by_id[need] for need, _ in view.promise.needs() if need in by_id]
    return [*needs, *parts.get(view.id, [])][::-1]


def _row(top: View, view: View, layer: str | None) -> tuple[Cell, ...]:
    what = view.terms.what if isinstance(view.terms.what, str) else None
    return top.id, LAYERS[layer], what, view.performer, view.state, view.due, view.id
