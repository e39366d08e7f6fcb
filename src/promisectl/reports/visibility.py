"""Courtesy: who sees figures of single persons (`policy.person-reports`).

By default people see their own. It is a courtesy and not a protection: whoever can read the files can count.
Source: trust.md, Privacy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from promisectl.model.people import People
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.reports.kept import Fulfilment

PERSONAL = frozenset({"person", "performer", "customer"})


def courteous(report: Fulfilment, policy: Policy, env: Environment) -> tuple[Fulfilment, int]:
    """Return the report without the groups of persons that `me` does not see, and how many were left out."""
    groups = tuple(group for group in report.groups if may_see(group.key, policy, env))
    return replace(report, groups=groups), len(report.groups) - len(groups)


def may_see(key: Mapping[str, str | None], policy: Policy, env: Environment) -> bool:
    """Whether `me` sees the figures of a group, by its key: of persons only one's own, or those one leads."""
    if policy.person_reports == "all":
        return True
    return all(_sees(key[field], policy, env) for field in key if field in PERSONAL)


def _sees(person: str | None, policy: Policy, env: Environment) -> bool:
    if person is None or person.startswith("ext:") or person == env.me:
        return True
    return policy.person_reports == "leads" and _leads(env.me, person, env.people, env)


def _leads(me: str | None, person: str, people: People, env: Environment) -> bool:
    area = people.area(person, env.today)
    entry = people.areas.get(area) if area else None
    return me is not None and entry is not None and me in map(people.current, entry.leads)
