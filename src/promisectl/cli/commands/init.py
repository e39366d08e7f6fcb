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
    region = _region(console, timezone, country)
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


def _region(console: Console, timezone: str | None, country: str | None) -> Region:
    """Return where the workspace lives; a person on a terminal is asked for a zone that the machine does not tell."""
    from promisectl.app.workspace.region import UNKNOWN, known_zone, region_here
    from promisectl.cli.asking import ask_for, can_ask, is_sure
    from promisectl.model.message import M
    from promisectl.store.zone import country_of, machine_zone

    if timezone or machine_zone() or not can_ask(console):
        return region_here(timezone, country)
    question = M("Which time zone do you live in? A city will do, such as Santiago; {zone} if unsure:", zone=UNKNOWN)
    zone = ask_for(console, question, "--timezone", "America/Santiago", known_zone)
    there = country_of(zone)
    wish = M("Count business days by the public holidays of {country}?", country=there)
    if country is None and there is not None and is_sure(console, wish):
        country = there
    return region_here(zone, country)


def _offer_calendar(console: Console, region: Region) -> None:
    """On a terminal, say how business days are counted where no calendar was wished."""
    from promisectl.cli.asking import can_ask
    from promisectl.model.message import M
    from promisectl.store.zone import country_of

    country = country_of(region.zone)
    if region.country is not None or country is None or not can_ask(console):
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
        _offer_calendar(console, region)


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
