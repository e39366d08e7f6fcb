"""`counter` and `renegotiate`: other terms, before the agreement and after it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.commands.opening import (
    AgreedBy,
    Calendar,
    Condition,
    ConditionBy,
    Criteria,
    Due,
    PauseOn,
    ReplyBy,
    When,
    Why,
    Within,
)
from promisectl.cli.options import Shared, speaking

Id = Annotated[str, typer.Argument(help="The promise: its id or the beginning of it.", metavar="ID")]
NewWhat = Annotated[str | None, typer.Option("--what", help="The new wording of what is promised.", metavar="TEXT")]
Drop = Annotated[
    list[str] | None,
    typer.Option("--drop", help="Drop an optional term, such as calendar or condition.", metavar="TERM"),
]


def _terms(session: Any, options: dict[str, Any]) -> dict[str, Any]:
    from promisectl.model.moment import write_moment

    terms: dict[str, Any] = {}
    when = options["when"] or options["due"]
    for key in ("what", "performer", "customer"):
        value = options.get(key)
        if value:
            terms[key] = session.person(value) if key != "what" else value
    if when:
        terms["due"] = write_moment(session.when(when))
    for key in ("within", "calendar"):
        if options[key]:
            terms[key] = options[key]
    if options["criteria"]:
        terms["criteria"] = list(options["criteria"])
    if options["condition"]:
        by = options["condition_by"]
        terms["condition"] = {"text": options["condition"], **({"by": write_moment(session.when(by))} if by else {})}
    if options["pause_on"]:
        terms["pause-on"] = list(options["pause_on"])
    return terms | {_optional(key): None for key in options["drop"] or []}


def _optional(term: str) -> str:
    from promisectl.model.message import M
    from promisectl.model.terms import TERMS, key_of
    from promisectl.model.trouble import Trouble

    known = [key_of(name) for name in TERMS if name not in ("what", "customer", "performer")]
    if term in known:
        return term
    raise Trouble(
        M("“{name}” is no term that can be dropped", name=term),
        help=M("use one of: {names}", names=", ".join(known)),
    )


def _propose(shared: Shared, verb: str, id: str, options: dict[str, Any]) -> None:
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import agreed_by, speak
    from promisectl.model.act import Verb
    from promisectl.model.moment import write_moment

    session = Session.open(shared)
    terms = _terms(session, options)
    fields: dict[str, Any] = {"terms": terms, "why": options.get("why")}
    if options.get("reply_by"):
        fields["reply-by"] = write_moment(session.when(options["reply_by"]))
    if options.get("wording"):
        fields["material"] = "false"
    speak(session, Verb(verb), [id], fields, agreed=agreed_by(session, options["agreed_by"]))


@speaking
def counter_command(
    shared: Shared,
    id: Id,
    when: When = None,
    due: Due = None,
    within: Within = None,
    calendar: Calendar = None,
    what: NewWhat = None,
    criteria: Criteria = None,
    condition: Condition = None,
    condition_by: ConditionBy = None,
    pause_on: PauseOn = None,
    drop: Drop = None,
    reply_by: ReplyBy = None,
    why: Why = None,
    agreed_by: AgreedBy = None,
) -> None:
    """Propose other terms before anything is agreed. It is the other's turn then."""
    _propose(shared, "counter", id, dict(locals()))


@speaking
def renegotiate_command(
    shared: Shared,
    id: Id,
    when: When = None,
    due: Due = None,
    within: Within = None,
    calendar: Calendar = None,
    what: NewWhat = None,
    criteria: Criteria = None,
    performer: Annotated[
        str | None, typer.Option("--performer", help="Who shall owe it instead; they must agree too.", metavar="HANDLE")
    ] = None,
    customer: Annotated[
        str | None,
        typer.Option("--customer", help="Who shall judge it instead; they must agree too.", metavar="HANDLE"),
    ] = None,
    condition: Condition = None,
    condition_by: ConditionBy = None,
    pause_on: PauseOn = None,
    drop: Drop = None,
    wording: Annotated[bool, typer.Option("--wording", help="Only the wording changes, not the substance.")] = False,
    agreed_by: AgreedBy = None,
) -> None:
    """Propose to change terms that are in force. The old terms stand until the other agrees."""
    _propose(shared, "renegotiate", id, dict(locals()))
