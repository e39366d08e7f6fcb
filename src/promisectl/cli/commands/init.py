"""`init`: a workspace in the current folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import beginning

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from promisectl.app.workspace.create import Begun
    from promisectl.app.workspace.region import Region
    from promisectl.cli.output.console import Console

_NONE = ("-", "no", "none", "ninguno", "ninguna")  # said of a country


@beginning
def init_command(
    console: Console,
    ledger: Annotated[str, typer.Option("--ledger", help="The name of the first ledger.", metavar="NAME")] = "work",
    example: Annotated[bool, typer.Option("--example", help="Fill it with a small living example.")] = False,
    people_from_git: Annotated[
        bool, typer.Option("--people-from-git", help="Register everybody who committed here.")
    ] = False,
    timezone: Annotated[
        str | None,
        typer.Option("--timezone", help="The time zone, such as America/Santiago; the machine's.", metavar="ZONE"),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", help="Count business days by this country's holidays, such as CL.", metavar="CODE"),
    ] = None,
    template: Annotated[
        str | None, typer.Option("--template", help="Begin with a plan: 90-days.", metavar="90-days")
    ] = None,
    git: Annotated[bool, typer.Option("--git", help="Make a git repository here too, where there is none.")] = False,
) -> None:
    """Make a workspace here: promisectl.yaml, people.yaml with you in it, a first ledger. It never overwrites."""
    from pathlib import Path

    from promisectl.app.workspace.create import begin, previewed
    from promisectl.app.workspace.registers import need_no_workspace

    folder = (console.shared.root or Path.cwd()).resolve()
    need_no_workspace(folder)
    filling = _filling(console, template)
    region = _region(console, timezone, country, example=example)
    wish = {"example": example, "people_from_git": people_from_git}
    if console.shared.dry_run:
        made = previewed(folder, ledger, region=region, template=filling, **wish)
        _show(console, made)
        made.remove()
    else:
        made = begin(folder, ledger, region=region, commit=console.shared.commit, git=git, template=filling, **wish)
    _tell(console, made, region, example=example)


def _filling(console: Console, template: str | None) -> Callable[[Path, str, str], list[Path]] | None:
    """Return what fills the workspace; None where no template was asked for, Trouble for one that is not there."""
    from functools import partial

    from promisectl.app.workspace.ninety_days import fill_plan
    from promisectl.model.folding import fold_name
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if template is None:
        return None
    if fold_name(template) not in ("90-days", "90-dias"):
        raise Trouble(M("there is no template “{name}”", name=template), help=M("use one of: {names}", names="90-days"))
    return partial(fill_plan, say=console.words.say)


def _region(console: Console, timezone: str | None, country: str | None, *, example: bool) -> Region:
    """Return where the workspace lives.

    A person on a terminal is asked for a zone that the machine does not tell, and for the country of the business days;
    not of the example, which is there to be looked at, nor with --quiet, nor where the next line was pasted along.
    """
    from promisectl.app.workspace.region import region_here
    from promisectl.cli.asking import can_ask, has_more_typed

    if not can_ask(console):
        return region_here(timezone, country)
    region = region_here(timezone or _asked_zone(console), country)
    is_told = country is not None or example
    if is_told or console.shared.quiet or has_more_typed():
        return region
    wished = _asked_country(console, region.zone)
    return region_here(region.zone, wished)


def _asked_zone(console: Console) -> str | None:
    """Return a zone that a person was asked for; None where the machine tells it."""
    from promisectl.app.workspace.region import UNKNOWN, known_zone
    from promisectl.cli.asking import ask_for
    from promisectl.model.message import M
    from promisectl.store.zone import machine_zone

    if machine_zone():
        return None
    question = M("Which time zone do you live in? A city will do, such as Santiago; {zone} if unsure:", zone=UNKNOWN)
    return ask_for(console, question, "--timezone", "America/Santiago", known_zone)


def _asked_country(console: Console, zone: str) -> str | None:
    """Return the country whose public holidays a person wishes left out: that of the zone, another, or none."""
    from promisectl.app.workspace.region import country_here, known_country
    from promisectl.cli.asking import ask_or
    from promisectl.model.message import M

    there = country_here(zone)
    question = M("Which country's public holidays are no business days, such as CL? Enter for none:")
    if there is not None:
        question = M(
            "Which country's public holidays are no business days? Enter for {country}, no for none:", country=there
        )
    return ask_or(console, question, there, lambda answer: None if answer in _NONE else known_country(answer))


def _tell_of_calendars(console: Console, region: Region, *, example: bool) -> None:
    """On a terminal, say how business days are counted in the example, which has no calendar."""
    from promisectl.app.workspace.region import country_here
    from promisectl.cli.asking import can_ask
    from promisectl.model.message import M

    country = country_here(region.zone)
    if not example or region.country is not None or country is None:
        return
    if not can_ask(console):
        return
    lines = f"calendars: {{{country.lower()}: {{country: {country}}}}}", f"default-calendar: {country.lower()}"
    console.remark(M("to count business days, add to promisectl.yaml:"))
    for line in lines:
        console.remark(M("  {line}", line=line))


def _show(console: Console, made: Begun) -> None:
    """Show what would be made, as every dry run does."""
    from promisectl.app.interchange.act_document import diff_of
    from promisectl.model.visible_text import escape_line

    if console.is_text:
        difference = "".join(diff_of(text, made.folder) for text in made.texts()).rstrip("\n")
        console.print([escape_line(line) for line in difference.split("\n")])


def _tell(console: Console, made: Begun, region: Region, *, example: bool) -> None:
    """Tell what was made: a program where it is, a person what comes next."""
    from pathlib import Path

    folder = (console.shared.root or Path.cwd()).resolve()
    if not console.wants_sentences:
        files = [str(path.relative_to(made.folder)) for path in made.files]
        console.document({"root": str(folder), "files": files, "repository": made.repository})
    elif not console.shared.quiet and not console.shared.dry_run:
        _tell_a_person(console, made, folder, example=example)
        _tell_of_calendars(console, region, example=example)


def _tell_a_person(console: Console, made: Begun, folder: Path, *, example: bool) -> None:
    from promisectl.model.message import M

    if made.repository:
        console.print(console.say(M("made a git repository")))
    for path in made.files:
        console.print(console.say(M("made {path}", path=path.relative_to(folder))))
    who = M("you are `{handle}`; the ledger is `{ledger}`", handle=made.handle, ledger=made.ledger)
    following = M('next: `promisectl person add HANDLE`, then `promisectl request HANDLE "…" fri`')
    if example:
        following = M("look at it with `promisectl status`, `promisectl overdue` and `promisectl report fulfilment`")
    console.print(console.say(who))
    console.print(console.say(following))
