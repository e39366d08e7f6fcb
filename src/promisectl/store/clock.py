"""The clock: the one place that asks what time it is. `PROMISECTL_NOW` stands in for it wherever it is set."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from promisectl.model.message import M
from promisectl.model.moment import beginning, in_zone, typed_moment
from promisectl.model.trouble import Trouble


def now(zone: ZoneInfo) -> datetime:
    """Return the present instant on the clock of `zone`. A day in PROMISECTL_NOW counts as its first instant."""
    given = os.environ.get("PROMISECTL_NOW")
    if not given:
        return in_zone(datetime.now(UTC), zone)  # noqa: TID251 - this is the clock
    try:
        return in_zone(beginning(typed_moment(given), zone), zone)
    except ValueError:
        raise Trouble(
            M("PROMISECTL_NOW is “{text}”, which is no instant", text=given),
            help=M("write it like 2026-03-06T09:00:00-03:00"),
        ) from None
