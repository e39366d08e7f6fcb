"""Parameters that several commands take, each with its help."""

from __future__ import annotations

from typing import Annotated

import typer

Id = Annotated[str, typer.Argument(help="The promise: its id or the beginning of it.", metavar="ID")]
Ids = Annotated[list[str], typer.Argument(help="The promises: ids or their beginnings.", metavar="ID...")]
SomeIds = Annotated[list[str] | None, typer.Argument(help="The promises; all of them if left out.", metavar="[ID...]")]
Whose = Annotated[
    list[str] | None,
    typer.Argument(
        help="Whose: a handle, me, or all; then, or instead, a query such as tag:critical, or a saved one: @mine.",
        metavar="PERSON|WHERE",
    ),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything is found.")]
Whom = Annotated[str | None, typer.Argument(help="Whom: a handle of people.yaml, or ext:something.", metavar="PERSON")]
What = Annotated[str | None, typer.Argument(help="What is promised, in one sentence.", metavar="WHAT")]
When = Annotated[
    str | None, typer.Argument(help="By when: 2026-03-06, fri, tomorrow, +3d, eom, 2026-Q3.", metavar="WHEN")
]
Criteria = Annotated[
    list[str] | None, typer.Option("-c", "--criterion", help="A condition of satisfaction; repeat it.", metavar="TEXT")
]
AgreedBy = Annotated[
    str | None, typer.Option("--agreed-by", help="The other agreed in the room; needs --via.", metavar="HANDLE")
]
Service = Annotated[
    str | None, typer.Option("--service", help="Take the terms from this service of services.yaml.", metavar="NAME")
]
Parameters = Annotated[
    list[str] | None, typer.Option("--set", help="Fill in a parameter of the service; repeat it.", metavar="NAME=VALUE")
]
Within = Annotated[
    str | None,
    typer.Option("--within", help="How long it may take, such as 2bd, or `45d from activation`.", metavar="LENGTH"),
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
OwnId = Annotated[str | None, typer.Option("--id", help="An id of your own, such as clm-2026-0042.", metavar="ID")]
Performer = Annotated[
    str | None, typer.Option("--performer", help="Who shall owe it instead; they must agree too.", metavar="HANDLE")
]
Customer = Annotated[
    str | None, typer.Option("--customer", help="Who shall judge it instead; they must agree too.", metavar="HANDLE")
]
NewWhat = Annotated[str | None, typer.Option("--what", help="The new wording of what is promised.", metavar="TEXT")]
Drop = Annotated[
    list[str] | None,
    typer.Option("--drop", help="Drop an optional term, such as calendar or condition.", metavar="TERM"),
]
