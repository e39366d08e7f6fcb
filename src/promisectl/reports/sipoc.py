"""The SIPOC report: supplier, input, process, output, customer: a service, what it needs, and whom it serves.

A row a promise kind: a service, else a promise by itself. Suppliers are those who promise what it needs, its inputs
what they promise; the process is who performs it within what time; the output is what is promised.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.reports.audiences import promised_to
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
    promised = promised_to(asked.settled())
    rows = [row for views in _kinds(promised).values() for row in _rows(views, by_id)]
    table = Table("sipoc", _COLUMNS, tuple(rows), empty=M("nothing was promised"))
    return report_on(asked, "sipoc", M("Supplier, input, process, output, customer"), [table], behind=promised)


def _kinds(views: Collection[View]) -> Mapping[str, list[View]]:
    """Return promises by their service, each without one by itself."""
    kinds: dict[str, list[View]] = {}
    for view in views:
        kinds.setdefault(view.promise.file.service or view.id, []).append(view)
    return kinds


def _rows(views: Sequence[View], by_id: Mapping[str, View]) -> list[tuple[str | int | None, ...]]:
    """Return a row a supplier; one without any where nothing is needed."""
    process, customers = _process(views), ", ".join(sorted({view.customer or "-" for view in views}))
    output, count = _output(views[0]), len(views)
    return [(supplier, what, process, output, customers, count) for supplier, what in _sources(views, by_id)]


def _sources(views: Sequence[View], by_id: Mapping[str, View]) -> list[tuple[str | None, str | None]]:
    """Return who supplies what to these promises, each once; nobody and nothing where they need nothing."""
    needs = [by_id[need] for view in views for need, _ in view.promise.needs() if need in by_id]
    sources = dict.fromkeys((need.performer, _input(need)) for need in needs)
    return list(sources) or [(None, None)]


def _input(view: View) -> str | None:
    return view.promise.file.service or _output(view)


def _output(view: View) -> str | None:
    return view.terms.what if isinstance(view.terms.what, str) else None


def _process(views: Sequence[View]) -> str:
    performers = ", ".join(sorted({view.performer or "-" for view in views}))
    within = views[0].terms.within
    return f"{performers} ({within})" if within is not None else performers
