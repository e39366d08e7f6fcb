"""Silences brought: comments of a change that quiet a finding for a long time.

A silence more than ninety days ahead holds nothing (PC111), and is told where it comes in, for it is meant to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from promisectl.app.compare.revisions import Compared
from promisectl.checking.silences import Silence, find_silences
from promisectl.checking.silencing import FURTHEST
from promisectl.diff.change import Change
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M
from promisectl.model.moment import local_day
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.sources import Source

_MARK = b"promisectl:"


def silences_brought(compared: Compared, instant: datetime) -> Iterator[Change]:
    """Yield each new silence of a promise file that would hold for more than ninety days from an instant."""
    furthest = local_day(instant, compared.after.zone) + FURTHEST
    ids = {pair.latest.promise.path: pair.id for pair in compared.pairs}
    below = f"{compared.after.settings.ledgers}/"
    for path in sorted(compared.files):
        if not path.startswith(below) or path.count("/") <= below.count("/"):
            continue
        for silence in _brought(compared, path, furthest):
            yield _told(silence, path, ids.get(path, _id_in(path)), path.removeprefix(below).partition("/")[0])


def _id_in(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _brought(compared: Compared, path: str, furthest: date) -> Iterator[Silence]:
    after = [silence for silence in _silences(compared.sources[1], path) if _is_beyond(silence, furthest)]
    if not after:
        return
    before = Counter(_words(silence) for silence in _silences(compared.sources[0], path))
    for silence in after:
        words = _words(silence)
        if before[words] > 0:
            before[words] -= 1
        else:
            yield silence


def _is_beyond(silence: Silence, furthest: date) -> bool:
    return silence.until is not None and silence.until > furthest


def _words(silence: Silence) -> tuple[object, ...]:
    return silence.codes, silence.until, silence.reach


def _silences(source: Source, path: str) -> list[Silence]:
    try:
        data = source.read(path, PACK_LIMIT)
    except (NotRegular, TooLarge, OSError):
        return []
    if _MARK not in data:
        return []
    return find_silences(data.decode("utf-8", "replace"))


def _told(silence: Silence, path: str, promise: str, ledger: str) -> Change:
    codes = ", ".join(silence.codes)
    summary = M(
        "quiets {codes} until {until}, more than {days} days", codes=codes, until=silence.until, days=FURTHEST.days
    )
    return Change(promise, ledger, path, "silence", summary, to=silence.until, codes=("PC111",))
