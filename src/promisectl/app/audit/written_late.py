"""Written late: of all acts that git holds, those committed more than two days after they were said.

A word that is written down weeks later is a memory. The audit says which commit brought each act. Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from promisectl.app.audit.audit import AuditedAct, audit
from promisectl.git.commits import commits
from promisectl.git.repository import find_repository
from promisectl.metrics.rate import Rate
from promisectl.model.moment import days_between, parse_moment
from promisectl.model.trouble import Trouble

MORE_THAN_DAYS = 2


def written_late(root: Path, zone: ZoneInfo) -> Rate | None:
    """Return how many acts were committed late; None without git, or where its history cannot be seen whole."""
    repository = find_repository(root)
    if repository is None or repository.head() is None:
        return None
    try:
        acts = audit(root=root).acts
    except Trouble:
        return None
    made = commits(repository, {act.commit for act in acts})
    return _rate([_days(act, made[act.commit].committed_at, zone) for act in acts])


def _rate(days: Iterable[int | None]) -> Rate:
    known = [late for late in days if late is not None]
    return Rate.of(late > MORE_THAN_DAYS for late in known)


def _days(act: AuditedAct, committed_at: datetime, zone: ZoneInfo) -> int | None:
    """Return the days from when an act was said to its commit; None where its instant cannot be read."""
    try:
        said = parse_moment(act.at)
    except ValueError:
        return None
    return days_between(said, committed_at, zone)
