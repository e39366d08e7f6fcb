"""Audiences: to whom promises are made: to customers outside, between areas, else all of them.

What one area promises itself is left out of `between areas`, unless nothing else is there. Source: screens.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.people import is_outside
from promisectl.query.environment import Environment


@dataclass(frozen=True, slots=True)
class Audience:
    """A group of promises by whom they are made to: its key, what people read, and the promises."""

    key: str
    title: Message
    views: list[View]


def audiences(views: Sequence[View], env: Environment) -> list[Audience]:
    """Return the groups that hold any promise: customers outside, areas, else everything."""
    promised = [view for view in views if view.outcome is not None]
    between = [view for view in promised if _is_between_areas(view, env)]
    customers = Audience("customers", M("to customers"), list(filter(is_to_customers, promised)))
    areas = Audience("areas", M("between areas"), between)
    return list(filter(_holds_any, (customers, areas))) or [Audience("all", M("all promises"), promised)]


def _holds_any(audience: Audience) -> bool:
    return bool(audience.views)


def is_to_customers(view: View) -> bool:
    """Whether a promise is made to somebody outside."""
    customer = view.in_office("customer")
    return customer is not None and is_outside(customer)


def promised_to(views: Iterable[View]) -> list[View]:
    """Return what was promised to customers outside, by id; to anybody, where nothing was promised to them."""
    promised = sorted((view for view in views if view.outcome is not None), key=lambda view: view.id)
    return list(filter(is_to_customers, promised)) or promised


def _is_between_areas(view: View, env: Environment) -> bool:
    performer, customer = env.performer_area(view), env.customer_area(view)
    return performer is not None and customer is not None and performer != customer
