"""Digests: what somebody confirmed, or agreed to beforehand, as a number that follows from the words alone.

A digest is `sha256:` and 64 hexadecimal digits, over canonical JSON: keys in order, no spaces, every scalar a text as
the file writes it. So quoting, the order of keys, comments and line ends change no digest, and any other word does. A
confirmation's is over lines: the id, then each act.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from promisectl.model.services import Service

DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


def confirmation_digest(id: str, acts_as_written: Sequence[Mapping[str, Any]]) -> str:
    """Return the digest of a promise's id and all its acts up to the one that is confirmed, that one included.

    The acts are mappings by the file's keys with every scalar a text, as `yamltext/raw_acts.py` reads them.
    """
    return list(confirmation_digests(id, acts_as_written))[-1] if acts_as_written else _written(_begun(id))


def confirmation_digests(id: str, acts_as_written: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield, for each act of a history, what `confirmation_digest` returns of the acts up to it; in linear time."""
    number = _begun(id)
    for act in acts_as_written:
        number.update(_canonical(act) + b"\n")
        yield _written(number)


def standing_digest(service: Service) -> str:
    """Return the digest of what a standing agreement to a service covers: `terms` of `standing` holds it."""
    return _written(hashlib.sha256(_canonical(covered_terms(service))))


def covered_terms(service: Service) -> dict[str, Any]:
    """Return what a standing agreement to a service covers, by the file's keys; what is not said is left out."""
    condition = service.condition
    standing = service.standing
    covered: dict[str, Any] = {
        "performer": service.performer,
        "what": service.what,
        "within": str(service.within) if service.within else None,
        "due": service.due,
        "calendar": service.calendar,
        "criteria": _listed(service.criteria),
        "condition": condition.model_dump(exclude_none=True) if condition else None,
        "pause-on": _listed(service.pause_on),
        "until": standing.until.isoformat() if standing and standing.until else None,
    }
    return {key: value for key, value in covered.items() if value is not None}


def changed_covered_keys(before: Service, after: Service) -> tuple[str, ...]:
    """Return the keys of a service, under a standing agreement, whose values differ between two versions of it."""
    old, new = covered_terms(before), covered_terms(after)
    keys = dict.fromkeys((*old, *new))
    return tuple(key for key in keys if old.get(key) != new.get(key))


def _listed(entries: Sequence[str] | None) -> list[str] | None:
    return None if entries is None else list(entries)


def _begun(id: str) -> Any:
    return hashlib.sha256(_canonical(id) + b"\n")


def _written(number: Any) -> str:
    return f"sha256:{number.hexdigest()}"


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
