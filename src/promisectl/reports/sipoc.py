"""The SIPOC report: supplier, input, process, output, customer: a service, what it needs, and whom it serves.

A row a promise kind: a service, else a promise by itself. Suppliers are those who promise what it needs, its inputs
what they promise; the process is who performs it within what time; the output is what is promised.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.reports.audiences import is_to_customers
from promisectl.reports.report import Asked, Column, Report, Table, report_on

_COLUMNS = (
    Column("supplier", M("supplier")),
    Column("input", M("input"), "aside"),
    Column("process", M("process")),
    Column("output", M("output"), "words"),
    Column("customer", M("customer"), "aside"),
    Column("promises", M("promises"), "count"),
)


def make(asked: Asked) -> Report:
    """Return a row for each supplier of each kind of promise to a customer; Trouble for a bad query."""
    by_id = {view.id: view for view in asked.everything}
    chosen = sorted((view for view in asked.settled() if view.outcome is not None), key=lambda view: view.id)
    outward = [view for view in chosen if is_to_customers(view)] or [view for view in chosen if view.promise.needs()]
    rows = [row for views in _kinds(outward or chosen).values() for row in _rows(views, by_id)]
    table = Table("sipoc", _COLUMNS, tuple(rows), empty=M("nothing was promised"))
    return report_on(asked, "sipoc", M("Supplier, input, process, output, customer"), [table], behind=outward or chosen)


def _kinds(views: Collection[View]) -> Mapping[str, list[View]]:
    """Return promises by their service, each without one by itself."""
    kinds: dict[str, list[View]] = {}
    for view in views:
        kinds.setdefault(view.promise.file.service or view.id, []).append(view)
    return kinds


def _rows(views: Sequence[View], by_id: Mapping[str, View]) -> list[tuple[str | int | None, ...]]:
    """Return a row a supplier; one without any where nothing is needed."""
    first = views[0]
    inputs: dict[tuple[str | None, str | None], int] = {}
    for view in views:
        for need, _ in view.promise.needs():
            if need in by_id:
                key = by_id[need].performer, _input(by_id[need])
                inputs[key] = inputs.get(key, 0) + 1
    process, customers = _process(views), ", ".join(sorted({view.customer or "-" for view in views}))
    sources = list(inputs) or [(None, None)]
    return [(supplier, what, process, _output(first), customers, len(views)) for supplier, what in sources]


def _input(view: View) -> str | None:
    return view.promise.file.service or _output(view)


def _output(view: View) -> str | None:
    return view.terms.what if isinstance(view.terms.what, str) else None


def _process(views: Sequence[View]) -> str:
    performers = ", ".join(sorted({view.performer or "-" for view in views}))
    within = views[0].terms.within
    return f"{performers} ({within})" if within is not None else performers
