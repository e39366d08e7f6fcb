"""Titles: how the fields that a report is divided by are called."""

from __future__ import annotations

from promisectl.model.message import M, Message

GROUP_TITLES: dict[str, Message] = {
    "ledger": M("ledger"),
    "area": M("area"),
    "area-pair": M("performer's area → customer's"),
    "person": M("performer"),
    "performer": M("performer"),
    "customer": M("customer"),
    "service": M("service"),
    "tag": M("tag"),
    "objective": M("objective"),
    "reason": M("reason"),
    "segment": M("segment"),
    "channel": M("channel"),
    "touchpoint": M("touchpoint"),
    "week": M("week"),
    "month": M("month"),
    "quarter": M("quarter"),
    "year": M("year"),
}
