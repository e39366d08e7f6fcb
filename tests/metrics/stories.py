"""Stories: histories told act by act, as a ledger holds them (every scalar a string), seen at an instant.

`ana` is the customer (C) and `diego` the performer (P); a day such as `03-06` is noon of it in 2026, UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.moment import deadline
from promisectl.model.promise import Promise, PromiseFile

C, P = "ana", "diego"
ZONE = ZoneInfo("UTC")
CONTEXT = Context(zone=ZONE)

Act = dict[str, Any]


def noon(day: str) -> str:
    """`03-06` is noon of it in 2026; anything longer stands for itself."""
    return f"2026-{day}T12:00:00Z" if len(day) == 5 else day


def date_of(day: str) -> str:
    return f"2026-{day}" if len(day) == 5 else day


def act(verb: str, by: str, day: str, **matter: Any) -> Act:
    keys = {name.rstrip("_").replace("_", "-"): value for name, value in matter.items()}
    return {"act": verb, "by": by, "at": noon(day), **keys}


def request(day: str, *, by: str = C, to: str = P, due: str | None = None, **terms: Any) -> Act:
    when = {"due": date_of(due)} if due else {}
    keys = {name.replace("_", "-"): value for name, value in terms.items()}
    return act("request", by, day, terms={"what": "a thing", "performer": to, **when, **keys})


def agreed(day: str, due: str | None = None, *, by: str = C, to: str = P, **terms: Any) -> tuple[Act, Act]:
    """Requested and agreed to on one day."""
    return request(day, by=by, to=to, due=due, **terms), act("agree", to, day)


def moved(due: str, *, proposed: str, agreed: str, by: str = P, **matter: Any) -> tuple[Act, Act]:
    """A later or earlier due, proposed on one day and agreed to on another."""
    terms = {"due": date_of(due)}
    other = C if by == P else P
    return act("renegotiate", by, proposed, terms=terms, reason="capacity", **matter), act("agree", other, agreed)


def delivered(day: str, **matter: Any) -> Act:
    return act("deliver", P, day, **matter)


def accepted(day: str, **matter: Any) -> Act:
    return act("accept", C, day, **matter)


def partly(day: str) -> Act:
    return accepted(day, as_="partial", fraction="0.5", reason="quality")


def rejected(day: str) -> Act:
    return act("reject", C, day, note="not yet")


def cancelled(day: str, **matter: Any) -> Act:
    return act("cancel", C, day, reason="priority-change", **matter)


def revoked(day: str, **matter: Any) -> Act:
    return act("revoke", P, day, reason="capacity", **matter)


def warned(day: str, **matter: Any) -> Act:
    return act("warn", P, day, reason="supplier", **matter)


def dues(day: str) -> dict[str, str]:
    return dict.fromkeys(("first", "counted", "current"), date_of(day))


def promise(id_: str, *acts: Act | tuple[Act, ...], ledger: str = "claims", **free: Any) -> Promise:
    history: list[Act] = []
    for entry in acts:
        history += entry if isinstance(entry, tuple) else (entry,)
    keys = {name.replace("_", "-"): value for name, value in free.items()}
    file = {"id": id_, "what": "a thing", **keys, **({"history": history} if history else {})}
    return Promise(PromiseFile.model_validate(file), ledger, f"ledgers/{ledger}/{id_}.yaml")


def end_of(day: str) -> datetime:
    """The last instant of a day, which is what `--as-of DAY` means."""
    return deadline(date.fromisoformat(date_of(day)), ZONE).astimezone(UTC)


def standing_of(told: Promise, as_of: datetime, context: Context = CONTEXT) -> Standing | None:
    if told.is_draft:
        return None
    standing = replay(told.history, context, as_of)
    assert not isinstance(standing, Refusal), (told.id, standing.act, str(standing.note))
    return standing


def seen(*told: Promise, as_of: str = "03-31", context: Context = CONTEXT) -> list[View]:
    """Return the views at the end of a day; what is opened later is left out."""
    at = end_of(as_of)
    records = [(one, standing_of(one, at, context)) for one in told]
    return views([(p, s) for p, s in records if s is None or s.state is not None], at, context)
