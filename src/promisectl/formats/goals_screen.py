"""The goals report as a screen: objectives with their key results, then KPIs, wishes, and what serves nothing.

A colour is always a word; the style only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from promisectl.formats.goals import kpi_words, with_unit
from promisectl.formats.report_screen import table_screen, table_sections, title_of
from promisectl.formats.screen import (
    Bar,
    Block,
    Cell,
    Column,
    Commands,
    Prose,
    Row,
    Screen,
    Section,
    Table,
    cell,
    joined,
    prose,
)
from promisectl.formats.styles import Style
from promisectl.formats.translator import Translator
from promisectl.metrics.colour import COLOUR_WORDS, Colour
from promisectl.metrics.goals import KeyResultStanding, KpiStanding, ObjectiveStanding
from promisectl.model.message import M
from promisectl.model.objectives import CheckIn, KpiCheckIn
from promisectl.reports.goals import SERVES_NOTHING, GoalsShown, promises_counted
from promisectl.reports.report import Report

_STYLES: Mapping[Colour, Style] = {
    Colour.GREEN: "kept",
    Colour.AMBER: "soon",
    Colour.RED: "late",
    Colour.GREY: "muted",
}


def goals_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return the cascade of objectives, the KPIs, and what they ask for; without goals what there is to do."""
    shown = report.detail
    if not isinstance(shown, GoalsShown) or not (shown.goals.objectives or shown.goals.kpis):
        return table_screen(report, words, zone)
    sections = (
        *(_objective(one, shown, words) for one in shown.goals.objectives),
        *_kpis(shown, words),
        *_wishes(shown, words),
        *_idle(shown, words),
        *table_sections(report.tables[-1], words),
        *(Section((prose(words.say(note), "muted"),)) for note in report.notes),
    )
    return Screen(title_of(report, words, zone), sections=sections)


# Objectives and their key results


def _objective(standing: ObjectiveStanding, shown: GoalsShown, words: Translator) -> Section:
    indent = 2 * standing.depth
    objective = standing.objective
    blocks: list[Block] = [
        Prose(cell(words.text(objective.text), "head"), words.say(M("objective")), indent),
        Prose(_facts(standing, words), words.say(M("state")), indent + 2),
    ]
    if objective.hypothesis:
        said = words.say(M("hypothesis: {text}", text=words.text(objective.hypothesis)))
        blocks.append(prose(said, "muted", words.say(M("note")), indent + 2))
    if standing.results:
        blocks.append(_results(standing, shown, words))
    return Section(tuple(blocks))


def _facts(standing: ObjectiveStanding, words: Translator) -> Cell:
    """Return owner, period, how much is done beside what is expected, and the promises that serve it."""
    objective = standing.objective
    facts = [cell(objective.owner), cell(objective.period.text), _done(standing, words)]
    if standing.serving:
        facts.append(_promises(standing, words))
    return joined(facts, " · ")


def _done(standing: ObjectiveStanding, words: Translator) -> Cell:
    if standing.progress is None:
        return cell(words.say(M("no key results")), "muted")
    if not standing.expected:
        return cell(words.say(M("begins {day}", day=words.day(standing.objective.period.first))), "muted")
    done, expected = round(standing.progress * 100), round(standing.expected * 100)
    said = cell(words.say(M("{done} % done of {expected} % expected", done=done, expected=expected)))
    return joined((said, _colour(standing.colour, words)))


def _colour(colour: Colour, words: Translator) -> Cell:
    return cell(words.say(COLOUR_WORDS[colour]), _STYLES[colour])


def _promises(standing: ObjectiveStanding | KeyResultStanding, words: Translator) -> Cell:
    if not standing.serving:
        return cell(words.say(M("no promises")), "muted")
    opened, kept = promises_counted(standing.serving)
    return cell(words.say(M("promises: {open} open, {kept} kept", open=opened, kept=kept)))


def _results(standing: ObjectiveStanding, shown: GoalsShown, words: Translator) -> Table:
    columns = (
        Column(words.say(M("key result")), "key"),
        Column(words.say(M("what")), "title"),
        Column(words.say(M("stands at")), "fact"),
        Column(words.say(M("done")), "number"),
        Column(" ", "gauge"),
        Column(words.say(M("colour")), "fact"),
    )
    rows = tuple(_result(result, shown, words) for result in standing.results)
    return Table(columns, rows, indent=2 * standing.depth + 2, least_title=32)


def _result(standing: KeyResultStanding, shown: GoalsShown, words: Translator) -> Row:
    last = standing.last
    cells = (
        cell(standing.id, "key"),
        cell(words.text(standing.result.text)),
        _on_the_way(standing, words),
        cell(f"{round(standing.progress * 100)} %"),
        Bar(float(standing.progress)),
        _colour(standing.colour, words),
    )
    below = joined((_last(last, standing.age_days, words), _promises(standing, words)), " · ")
    wish = cell(words.say(M("a wish: nobody has promised anything that would move it")), "late")
    return Row(cells, (below, wish) if standing.id in shown.wishes else (below,))


def _on_the_way(standing: KeyResultStanding, words: Translator) -> Cell:
    """Return where a key result stands and where it shall stand: `24 → 38 points`."""
    target = with_unit(standing.result.target, standing.result.unit, words)
    value = words.number(str(standing.last.value)) if standing.last else "-"
    return cell(words.say(M("{value} → {target}", value=value, target=target)))


def _last(last: CheckIn | KpiCheckIn | None, age_days: int | None, words: Translator) -> Cell:
    """Return how long ago it was checked in, and with what confidence."""
    if last is None:
        return cell(words.say(M("never checked in")), "muted")
    said = words.say(M("checked in today") if not age_days else M("checked in {days} d ago", days=age_days))
    confidence = last.confidence if isinstance(last, CheckIn) else None
    if confidence is None:
        return cell(said)
    return cell(f"{said}, {words.say(M('confidence {number}', number=confidence))}")


# KPIs, wishes, and what serves nothing


def _kpis(shown: GoalsShown, words: Translator) -> Iterator[Section]:
    if not shown.goals.kpis:
        return
    columns = (
        Column(words.say(M("KPI")), "key"),
        Column(words.say(M("what")), "title"),
        Column(words.say(M("stands at")), "fact"),
        Column(words.say(M("band")), "fact"),
    )
    rows = tuple(_kpi(kpi, words) for kpi in shown.goals.kpis)
    yield Section((Table(columns, rows, least_title=32),), cell(words.say(M("KPIs")), "head"))


def _kpi(standing: KpiStanding, words: Translator) -> Row:
    last, unit = standing.last, standing.kpi.unit
    cells = (
        cell(standing.id, "key"),
        cell(words.text(standing.kpi.text)),
        cell(with_unit(last.value, unit, words)) if last else cell("-", "muted"),
        cell(words.say(kpi_words(standing, words)), "late" if standing.in_band is False else ""),
    )
    return Row(cells, (joined((_last(last, standing.age_days, words), _plan(standing, words)), " · "),))


def _plan(standing: KpiStanding, words: Translator) -> Cell:
    """Return the open promises that bring a KPI back; that there is none is only said where one is wanted."""
    if standing.open:
        return cell(words.say(M("plan: {names}", names=", ".join(view.id for view in standing.open))))
    return cell(words.say(M("no plan")), "late") if standing.lacks_promise else Cell()


def _wishes(shown: GoalsShown, words: Translator) -> Iterator[Section]:
    """Yield the command that makes a wish a promise."""
    if shown.wishes:
        wanted = [M('promisectl promise HANDLE "…" WHEN --serves {id}', id=name) for name in shown.wishes]
        yield Section(
            (Commands(tuple(map(words.say, wanted))),), cell(words.say(M("make a promise of what is wished:")), "head")
        )


def _idle(shown: GoalsShown, words: Translator) -> Iterator[Section]:
    if shown.serving_nothing:
        said = M("{count} of {open} open promises serve nothing:", count=shown.serving_nothing, open=shown.open)
        yield Section((Commands((f'promisectl list "{SERVES_NOTHING}"',)),), cell(words.say(said), "head"))
