"""Conversations: a few lawful histories that between them change every term, and the heads that balance with them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.app.acts.record import head_values
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.promise import PromiseFile

Raw = dict[str, Any]
ID = "clm-k7m2x9qd"
CONTEXT = Context(ZoneInfo("America/Santiago"), now=datetime(2027, 1, 1, tzinfo=UTC))


def act(verb: str, by: str, day: int, **keys: Any) -> Raw:
    """Return one act as a file holds it: `for_` is written `for`, `pause_on` `pause-on`."""
    spelled = {key.rstrip("_").replace("_", "-"): value for key, value in keys.items()}
    return {"act": verb, "by": by, "at": f"2026-03-{day:02}T09:10:00-03:00", **spelled}


LONG = "Inspect the vehicle of claim 88123 and everything that the insured says was in it: " + "one thing, " * 20

CONVERSATIONS: tuple[tuple[Raw, ...], ...] = (
    (
        act(
            "request",
            "ana",
            2,
            terms={
                "what": "Inspect the vehicle of claim 88123",
                "performer": "diego",
                "due": "2026-03-04",
                "criteria": ["report with 8 photos", "estimate signed by the insured"],
            },
            note="the insured called twice; line two\nand a last line\n",
        ),
        act("agree", "diego", 2, understood="a report, an estimate"),
        act("renegotiate", "diego", 3, terms={"due": "2026-03-06"}, reason="supplier", note="lift out of order # two"),
        act("agree", "ana", 3, terms={"due": "2026-03-06"}),
        act("warn", "diego", 4, forecast="2026-03-07", reason="capacity", help="a second lift"),
        act(
            "renegotiate",
            "ana",
            4,
            terms={"what": "Inspect it", "criteria": ["photos", "estimate", "a call"]},
            reason="quality",
        ),
        act("agree", "diego", 4, terms={"what": "Inspect it", "criteria": ["photos", "estimate", "a call"]}),
        act("deliver", "diego", 5, evidence=["https://example.org/r/88123#p=1", "photos.zip"]),
        act("reject", "ana", 5, unmet=["estimate"], note="Falta la firma: ñandú 😀"),
        act("deliver", "diego", 6, evidence=["https://example.org/r/88124"]),
        act("accept", "ana", 6, as_="partial", fraction="0.8", reason="quality", rating="4"),
    ),
    (
        act("offer", "diego", 2, terms={"what": LONG, "customer": "ana", "within": "5d"}, reply_by="2026-03-05"),
        act("counter", "ana", 2, terms={"what": "Revisión del vehículo — sólo el motor", "criteria": []}, why="cost"),
        act("counter", "ana", 2, terms={"criteria": ["one", "two", "three: four"], "within": "6d"}),
        act("agree", "diego", 3, due="2026-03-09"),
        act("renegotiate", "diego", 4, terms={"due": "2026-03-12", "criteria": ["two", "three: four"]}, reason="data"),
        act("agree", "ana", 4, terms={"due": "2026-03-12", "criteria": ["two", "three: four"]}),
        act("renegotiate", "ana", 5, terms={"criteria": None}, reason="customer-change"),
        act("agree", "diego", 5, terms={"criteria": None}),
        act("cancel", "ana", 6, reason="priority-change"),
    ),
    (
        act(
            "request",
            "ana",
            2,
            for_="ext:claim-88123",
            via="phone",
            terms={
                "what": "Repair it",
                "performer": "diego",
                "within": "10d from activation",
                "condition": {"text": "the parts, all of them, are here", "by": "2026-03-20"},
                "pause-on": ["supplier", "external"],
            },
        ),
        act("counter", "diego", 2, terms={"condition": {"text": "the parts are here"}}),
        act("agree", "ana", 3, for_="ext:claim-88123", via="phone"),
    ),
    (
        act(
            "request",
            "ana",
            2,
            terms={
                "what": "Repair it",
                "performer": "diego",
                "within": "10d from activation",
                "condition": {"text": "the parts, all of them, are here", "by": "2026-03-20"},
                "pause-on": ["supplier", "external"],
            },
        ),
        act("counter", "diego", 2, terms={"condition": {"text": "the parts are here"}, "pause-on": ["external"]}),
        act(
            "counter",
            "diego",
            2,
            terms={"condition": {"text": "the parts are here", "by": "2026-03-25"}, "pause-on": None},
        ),
        act("agree", "ana", 3),
        act("activate", "diego", 4, evidence=["seen"], due="2026-03-14"),
        act("pause", "ana", 5, reason="external"),
        act("resume", "diego", 7, dues={"first": "2026-03-16", "counted": "2026-03-16", "current": "2026-03-16"}),
        act("note", "ana", 8, kind="retro", note="no"),
        act("revoke", "diego", 9, reason="capacity", remedy="another workshop"),
    ),
    (
        act(
            "request",
            "ana",
            2,
            terms={
                "what": {"redacted": {"by": "ana", "at": "2026-04-01", "sha256": "0123abcd"}},
                "performer": "diego",
                "due": "2026-03-20T17:00:00Z",
            },
        ),
        act("agree", "diego", 3),
        act("renegotiate", "diego", 4, terms={"performer": "eva", "due": "2026-03-25"}, reason="capacity"),
        act("agree", "eva", 4, terms={"performer": "eva", "due": "2026-03-25"}),
        act("agree", "ana", 5, terms={"performer": "eva", "due": "2026-03-25"}),
        act("deliver", "eva", 6, evidence=[], note="by hand"),
        act("accept", "ana", 7),
    ),
)

FREE: Raw = {
    "serves": ["kr-nps"],
    "tags": ["critical", "año"],
    "priority": "1",
    "needs": ["clm-00000001", {"id": "clm-00000002", "lead": "2d"}],
    "weight": "3",
    "fallback": "Call the other workshop\nand tell Ana\n",
    "links": {"report": "https://example.org/r?id=1&x=[2]", "photos": "p.zip"},
    "notes": "first line\nsecond line",
    "x-team": "no",
    "x-empty": None,
    "x-deep": {"list": ["a", "b"], "map": {"k": "0012"}},
}
CHANGES: tuple[tuple[str, Any], ...] = (
    ("serves", ["kr-nps", "kr-time"]),
    ("serves", None),
    ("tags", ["año"]),
    ("tags", ["new", "critical", "año", "a, b"]),
    ("tags", None),
    ("priority", "2"),
    ("priority", None),
    ("needs", ["clm-00000003"]),
    ("needs", None),
    ("weight", "5"),
    ("fallback", "Wait: then call # again"),
    ("fallback", "two\nlines"),
    ("fallback", None),
    ("links", ["https://example.org"]),
    ("links", None),
    ("notes", "x"),
    ("notes", ["one", "two"]),
    ("part-of", "clm-00000009"),
    ("segment", "it's [b2b]"),
    ("x-team", "claims"),
    ("x-team", None),
    ("x-empty", "full"),
    ("x-empty", None),
    ("x-deep", "flat"),
    ("x-deep", None),
    ("x-new", "1.10"),
)


def standing_of(history: list[Raw]) -> Standing:
    """Return what the law makes of a history, which is lawful."""
    file = PromiseFile.model_validate({"id": ID, "what": "x", "history": history})
    standing = replay(file.history or (), CONTEXT)
    assert isinstance(standing, Standing), standing
    return standing


def balanced(history: list[Raw], free: Raw) -> Raw:
    """Return the values of a file whose head balances with its history."""
    head = {key: value for key, value in head_values(standing_of(history)).items() if value is not None}
    state = {"state": head.pop("state")}
    return {"id": ID, **head, **free, **state, "history": history}
