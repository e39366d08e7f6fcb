"""Examples: the small promises of the rules' pages, so that a page shows only what it is about."""

from __future__ import annotations

WHAT = "Inspect the vehicle of claim 88123"
CRITERIA = "[report with 8 photos]"
DUE = "2026-04-20"
REQUEST = (
    "{{act: request, by: {customer}, at: 2026-03-02T09:10:00Z{more}, "
    "terms: {{what: {what}, performer: diego, due: {due}{criteria}}}}}"
)
AGREE = "{act: agree, by: diego, at: 2026-03-02T11:40:00Z}"


def example(
    *acts: str,
    state: str = "promised",
    due: str = DUE,
    what: str = WHAT,
    criteria: str | None = CRITERIA,
    customer: str = "ana",
    opening: str | None = None,
    opened_due: str | None = None,
    more: str = "",
    head: str = "",
    id: str = "clm-k7m2x9qd",
) -> str:
    """Return the text of a promise file: a request by the customer, then these acts (flow mappings).

    `due` is the head's; `opened_due` the one first asked for. `more` goes into the request, `head` holds free fields.
    """
    asked = REQUEST.format(
        customer=customer,
        more=more,
        what=what,
        due=opened_due or due,
        criteria=f", criteria: {criteria}" if criteria else "",
    )
    lines = [f"id: {id}", f"what: {what}", f"customer: {customer}", "performer: diego", f"due: {due}"]
    lines += [f"criteria: {criteria}"] if criteria else []
    lines += [*head.splitlines(), f"state: {state}", "history:"]
    lines += [f"- {act}" for act in (opening or asked, *acts)]
    return "\n".join(lines) + "\n"
