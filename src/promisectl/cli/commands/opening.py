"""`promise`, `offer` and `request`: opening a conversation."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.shared import Shared, speaking

Person = Annotated[str, typer.Argument(help="Whom: a handle of people.yaml, or ext:something.", metavar="PERSON")]
What = Annotated[str, typer.Argument(help="What is promised, in one sentence.", metavar="WHAT")]
When = Annotated[
    str | None, typer.Argument(help="By when: 2026-03-06, fri, tomorrow, +3d, eom, 2026-Q3.", metavar="WHEN")
]
Criteria = Annotated[
    list[str] | None, typer.Option("-c", "--criterion", help="A condition of satisfaction; repeat it.", metavar="TEXT")
]
AgreedBy = Annotated[
    str | None, typer.Option("--agreed-by", help="The other agreed in the room; needs --via.", metavar="HANDLE")
]
Within = Annotated[
    str | None, typer.Option("--within", help="How long it may take, such as 45d from activation.", metavar="LENGTH")
]
Calendar = Annotated[str | None, typer.Option("--calendar", help="The calendar of business days.", metavar="NAME")]
Condition = Annotated[
    str | None, typer.Option("--condition", help="It is owed only if this comes true.", metavar="TEXT")
]
ConditionBy = Annotated[
    str | None, typer.Option("--condition-by", help="By when the condition must come true.", metavar="WHEN")
]
PauseOn = Annotated[
    list[str] | None, typer.Option("--pause-on", help="A reason for which the performer may pause.", metavar="REASON")
]
ReplyBy = Annotated[str | None, typer.Option("--reply-by", help="By when an answer is wanted.", metavar="WHEN")]
Why = Annotated[str | None, typer.Option("--why", help="What it is for.", metavar="TEXT")]
Waive = Annotated[bool, typer.Option("--waive-criteria", help="Say openly that there are no criteria.")]
Due = Annotated[str | None, typer.Option("--due", help="By when, as an option.", metavar="WHEN")]
Serves = Annotated[list[str] | None, typer.Option("--serves", help="An objective or key result.", metavar="ID")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="A tag; repeat it.", metavar="TAG")]
Needs = Annotated[list[str] | None, typer.Option("--needs", help="A promise this one needs.", metavar="ID")]
PartOf = Annotated[str | None, typer.Option("--part-of", help="The promise this one is part of.", metavar="ID")]
Follows = Annotated[str | None, typer.Option("--follows", help="The closed promise this one follows.", metavar="ID")]
Reopens = Annotated[
    str | None, typer.Option("--reopens", help="The closed promise whose concern this one takes up.", metavar="ID")
]
Id = Annotated[str | None, typer.Option("--id", help="An id of your own, such as clm-2026-0042.", metavar="ID")]


def _open(shared: Shared, verb: str, person: str, options: dict[str, Any]) -> None:
    from promisectl.app.opening import Opening, open_new
    from promisectl.app.speak import Saying
    from promisectl.cli.desk import Desk
    from promisectl.cli.speaking import agreed_by, common_fields, tell
    from promisectl.model.act import Verb

    desk = Desk.open(shared)
    common = common_fields(desk)
    agreed = agreed_by(desk, options["agreed_by"])
    via = common.pop("via", None) if agreed else None
    role = "performer" if verb == "request" else "customer"
    fields = {**common, "why": options["why"]}
    if options["reply_by"]:
        fields["reply-by"] = desk.when(options["reply_by"]).isoformat()
    saying = Saying(Verb(verb), desk.speaker(), desk.at(), fields, agreed, via)
    terms = {role: desk.person(person), **_terms(desk, options)}
    free = _free(desk, options)
    tell(desk, [open_new(desk.workspace, Opening(saying, terms, free, options["id"], shared.ledger))])


def _terms(desk: Any, options: dict[str, Any]) -> dict[str, Any]:
    from promisectl.cli.desk import ask
    from promisectl.model.message import M

    terms: dict[str, Any] = {"what": options["what"]}
    when = options["when"] or options["due"]
    if when is None and options["within"] is None:
        when = ask(desk.console, M("By when?"), "WHEN (or --due WHEN)", "fri or 2026-03-06, or --within 45d")
    if when is not None:
        terms["due"] = desk.when(when).isoformat()
    for key in ("within", "calendar"):
        if options[key]:
            terms[key] = options[key]
    if options["condition"] and "within" in terms and " from " not in terms["within"]:
        terms["within"] += " from activation"
    if options["criteria"] or options["waive"]:
        terms["criteria"] = list(options["criteria"] or [])
    if options["condition"]:
        by = options["condition_by"]
        terms["condition"] = {"text": options["condition"], **({"by": desk.when(by).isoformat()} if by else {})}
    if options["pause_on"]:
        terms["pause-on"] = list(options["pause_on"])
    return terms


def _free(desk: Any, options: dict[str, Any]) -> dict[str, Any]:
    from pathlib import Path

    from promisectl.app.lookup import find_entry

    def named(told: str) -> str:
        return Path(find_entry(desk.workspace, told).path).stem

    free: dict[str, Any] = {"serves": options["serves"], "tags": options["tags"]}
    free["needs"] = [named(told) for told in options["needs"] or []]
    for key, name in (("part-of", "part_of"), ("follows", "follows"), ("reopens", "reopens")):
        free[key] = named(options[name]) if options[name] else None
    return {key: value for key, value in free.items() if value}


@speaking
def request_command(
    shared: Shared,
    person: Person,
    what: What,
    when: When = None,
    criteria: Criteria = None,
    agreed_by: AgreedBy = None,
    due: Due = None,
    within: Within = None,
    calendar: Calendar = None,
    condition: Condition = None,
    condition_by: ConditionBy = None,
    pause_on: PauseOn = None,
    reply_by: ReplyBy = None,
    why: Why = None,
    waive: Waive = False,
    serves: Serves = None,
    tags: Tags = None,
    needs: Needs = None,
    part_of: PartOf = None,
    follows: Follows = None,
    reopens: Reopens = None,
    id: Id = None,
) -> None:
    """Ask somebody to promise you something. Nothing is owed until the other agrees."""
    options = dict(locals())
    _open(shared, "request", person, options)


@speaking
def offer_command(
    shared: Shared,
    person: Person,
    what: What,
    when: When = None,
    criteria: Criteria = None,
    agreed_by: AgreedBy = None,
    due: Due = None,
    within: Within = None,
    calendar: Calendar = None,
    condition: Condition = None,
    condition_by: ConditionBy = None,
    pause_on: PauseOn = None,
    reply_by: ReplyBy = None,
    why: Why = None,
    waive: Waive = False,
    serves: Serves = None,
    tags: Tags = None,
    needs: Needs = None,
    part_of: PartOf = None,
    follows: Follows = None,
    reopens: Reopens = None,
    id: Id = None,
) -> None:
    """Offer to do something for somebody. It is not counted until the other agrees."""
    options = dict(locals())
    _open(shared, "offer", person, options)


promise_command = offer_command
