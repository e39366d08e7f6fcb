"""The worked example of the norm: fifteen promises of March 2026."""

from __future__ import annotations

from metrics.stories import (
    C,
    P,
    accepted,
    act,
    agreed,
    cancelled,
    delivered,
    dues,
    moved,
    partly,
    promise,
    rejected,
    request,
    revoked,
    warned,
)

EXAMPLE = (
    promise("p-01", agreed("03-02", "03-06"), delivered("03-05"), accepted("03-06")),
    promise(
        "p-02",
        agreed("03-03", "03-10"),
        moved("03-13", proposed="03-07", agreed="03-09"),
        delivered("03-13"),
        accepted("03-16"),
    ),
    promise("p-03", agreed("03-03", "03-12"), warned("03-11"), delivered("03-14"), accepted("03-16")),
    promise(
        "p-04",
        agreed("03-04", "03-11"),
        moved("03-18", proposed="03-12", agreed="03-13"),
        delivered("03-17"),
        accepted("03-18"),
    ),
    promise("p-05", agreed("03-05", "03-20"), cancelled("03-17")),
    promise("p-06", agreed("03-06", "03-25"), revoked("03-18")),
    promise("p-07", agreed("03-09", "03-24")),
    promise("p-08", agreed("03-09", "03-18"), delivered("03-18"), partly("03-20")),
    promise(
        "p-09",
        agreed("03-10", "03-27"),
        delivered("03-23"),
        rejected("03-24"),
        delivered("03-26"),
        accepted("03-27"),
    ),
    promise("p-10", agreed("03-16", "03-30"), delivered("03-30")),
    promise("p-11", agreed("03-20", "04-10")),
    promise("p-12", agreed("03-16", "03-26"), moved("04-08", proposed="03-23", agreed="03-25")),
    promise("p-13", request("03-10", due="03-20"), act("decline", P, "03-11")),
    promise("p-14", agreed("03-06", "03-16"), cancelled("03-20")),
    promise(
        "p-15",
        request("03-02", within="2bd", calendar="cl"),
        act("agree", P, "03-02", due="2026-03-04", calendar="cl"),
        act("pause", C, "03-03", reason="customer-input"),
        act("resume", C, "03-05", dues=dues("03-06")),
        delivered("03-06"),
        accepted("03-09"),
    ),
)
