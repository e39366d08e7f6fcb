"""A plan as JSON: the chain of needs with its dates, never translated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from promisectl.metrics.need_chain import Link, Plan

if TYPE_CHECKING:
    from promisectl.formats.documents.measuring import LinkDocument


DEEPEST = 100  # parsers of JSON give up where values are nested much deeper


def plan_json(plan: Plan, day: str) -> dict[str, Any]:
    """Return the document of a plan."""
    return {
        "as_of": day,
        "plan": _link(plan.top),
        "critical_chain": [view.id for view in plan.critical],
        "continued": [_link(link) for link in plan.further],
        "circles": [[view.id for view in circle] for circle in plan.circles],
    }


def _link(link: Link) -> LinkDocument:
    view = link.view
    return {
        "id": view.id,
        "what": view.terms.what if isinstance(view.terms.what, str) else None,
        "performer": view.performer,
        "customer": view.customer,
        "state": str(view.state) if view.state else None,
        "lead_days": link.lead,
        "due": _day(link.due),
        "finish": _day(link.finish),
        "slack_days": link.slack_days,
        "latest_finish": _day(link.latest_finish),
        "latest_start": _day(link.latest_start),
        "threatened": view.threatened,
        "critical": link.critical,
        "repeated": link.repeated,
        "continued": link.continued,
        "needs": [_link(need) for need in link.needs],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
