"""A plan as JSON: the chain of needs with its dates, never translated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from promisectl.metrics.need_chain import Link

if TYPE_CHECKING:
    from promisectl.formats.documents.measuring import LinkDocument


def plan_json(chain: Link, day: str) -> dict[str, Any]:
    """Return the document of a plan."""
    return {"as_of": day, "plan": _link(chain), "critical_chain": [link.view.id for link in critical_links(chain)]}


def critical_links(chain: Link) -> list[Link]:
    """Return the links that decide when the top is there, from the top down."""
    found, link = [chain], chain
    while (below := next((need for need in link.needs if need.critical), None)) is not None:
        found.append(below)
        link = below
    return found


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
        "needs": [_link(need) for need in link.needs],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
