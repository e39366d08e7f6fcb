"""The soundness report: figures beside the rates that are hard to flatter, each with what it can hide.

They are no accusations: every act behind them is lawful, and each has good reasons. They say how far a rate can be
leaned on. Source: issue J, 7; docs/explanation/numbers-that-are-hard-to-flatter.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from promisectl.metrics.outcome import Outcome
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.asked_again import asked_again
from promisectl.metrics.soundness.came_back import (
    came_back,
    kept_first_with_returns,
    renegotiated_with_returns,
)
from promisectl.metrics.soundness.delivered_before import delivered_before
from promisectl.metrics.soundness.floor import floor, is_far
from promisectl.metrics.soundness.kept_by_pause import kept_by_pause
from promisectl.metrics.soundness.last_day import moved_on_last_day
from promisectl.metrics.soundness.late_release import late_releases
from promisectl.metrics.soundness.own_words import own_words, without_own_words
from promisectl.metrics.soundness.partial_fraction import partial_fraction
from promisectl.metrics.soundness.size import size
from promisectl.metrics.soundness.standing_still import standing_still
from promisectl.metrics.soundness.substance import kept_first_in_substance, lost_substance
from promisectl.metrics.soundness.to_oneself import began_to_oneself, to_oneself
from promisectl.metrics.soundness.verdicts import late_verdicts, without_evidence
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on
from promisectl.reports.sentences import short_rate

Line = tuple[str, Message, Rate | int | None, Message | None]  # key, what it is, the figure, what follows from it
_COLUMNS = (
    Column("key", M("figure")),
    Column("value", M("how many"), "figure"),
    Column("what", M("what it counts"), "words"),
    Column("meaning", M("what follows"), "aside"),
)


def make(asked: Asked) -> Report:
    """Return every figure of soundness over the promises asked for; Trouble for a bad query."""
    views = asked.settled()
    lines = [*first_lines(asked, views), *_more_lines(asked, views)]
    table = Table("figures", _COLUMNS, tuple(_row(line) for line in lines))
    commands = ("promisectl report fulfilment", "promisectl report soundness --list")
    return report_on(
        asked, "soundness", M("How far the rates can be leaned on"), [table], behind=views, commands=commands
    )


def _row(line: Line) -> tuple[Cell, ...]:
    key, what, figure, meaning = line
    return key, figure, what, meaning


def first_lines(asked: Asked, views: Collection[View]) -> Iterator[Line]:
    """Yield the four figures that stand under the rates of the fulfilment report too."""
    at_worst = floor(views)
    yield "floor", M("kept at worst: what slipped out of the rate past its first due counts as missed"), at_worst, None
    kept = own_words(views)
    without = M("kept without them: {rate}", rate=short_rate(without_own_words(views))) if kept.k else None
    yield "own-words", M("of the kept: the verdict was not written down by the customer"), kept, without
    yield _returns(asked, views)
    yield (
        "late-release",
        M("of the released: in the last tenth of the time, or after a delivery that shows nothing"),
        late_releases(views),
        None,
    )


def _returns(asked: Asked, views: Collection[View]) -> Line:
    """What was let go and asked anew within 14 days."""
    returned = came_back(asked.everything)
    back = [view for view in views if view.id in returned]
    meaning = (
        M(
            "as renegotiations: as first promised {kept}, renegotiated {moved}",
            kept=short_rate(kept_first_with_returns(views, returned)),
            moved=short_rate(renegotiated_with_returns(views, returned)),
        )
        if back
        else None
    )
    return "came-back", M("let go and asked anew of the same person within 14 days"), len(back), meaning


def _more_lines(asked: Asked, views: Collection[View]) -> Iterator[Line]:
    """Yield the other figures."""
    yield "late-verdict", M("of the delivered: no verdict within 7 days"), late_verdicts(views), None
    yield "no-evidence", M("of the accepted: delivered without evidence"), without_evidence(views), None
    yield (
        "delivered-before",
        M("of the accepted: said afterwards to be delivered over 2 days before"),
        delivered_before(views),
        None,
    )
    yield (
        "kept-by-pause",
        M("of the kept: delivered after the due that stood before a pause"),
        kept_by_pause(views),
        None,
    )
    yield (
        "asked-again",
        M("of the accepted: nearly the same asked again of the same person within 14 days"),
        asked_again(views, asked.everything),
        None,
    )
    yield _substance(views)
    yield from _stillness(views)
    yield "not-owed", M("revoked or lapsed before their condition was met, in no rate"), _never_owed(views), None
    yield from _sizes(views)
    if asked.written_late is not None:
        yield "written-late", M("of the acts: committed over 2 days after they were said"), asked.written_late, None
    yield "self", M("promises to oneself, in no rate"), to_oneself(views), None
    yield "began-as-self", M("in the rates, and first agreed as promises to oneself"), began_to_oneself(views), None
    yield "last-day", M("of the later dues: proposed on the last day or afterwards"), moved_on_last_day(views), None
    yield _partial(views)


def _substance(views: Collection[View]) -> Line:
    lost = lost_substance(views)
    meaning = (
        M("as first promised in substance: {rate}", rate=short_rate(kept_first_in_substance(views))) if lost.k else None
    )
    what = M("of the kept as first promised: lost a criterion or a word of what it is, as wording")
    return "substance", what, lost, meaning


_STILL: dict[str, Message] = {
    "paused": M("paused for more than 14 days"),
    "condition-past-due": M("waiting for its condition past its due"),
    "condition-undated": M("waiting for a condition without a day"),
}


def _stillness(views: Collection[View]) -> Iterator[Line]:
    still = standing_still(views)
    for how, what in _STILL.items():
        yield how, what, sum(each == how for _, each in still), None


def _never_owed(views: Collection[View]) -> int:
    return sum(view.outcome is Outcome.NOT_OWED for view in views)


def _sizes(views: Collection[View]) -> Iterator[Line]:
    measured = size(views)
    yield (
        "kept-size",
        M("days from agreement to first due, of what was kept: the median"),
        measured.kept_days.at(50),
        _of_missed(measured.missed_days),
    )
    yield "customers", M("different customers, of what counts"), measured.customers, None
    yield "largest-pair", M("between one performer and one customer, of what counts"), measured.largest_pair, None
    yield "within-the-hour", M("of the accepted: agreed and accepted within an hour"), measured.within_the_hour, None


def _of_missed(spread: Spread) -> Message | None:
    days = spread.at(50)
    return M("of what was missed: {days}", days=days) if days is not None else None


def _partial(views: Collection[View]) -> Line:
    fraction, count = partial_fraction(views)
    percent = round(100 * fraction) if fraction is not None else None
    meaning = M("on the mean {percent} % of it came", percent=percent) if percent is not None else None
    return "partial", M("received in part"), count, meaning


def worth_saying(lines: Iterable[Line], rate: Rate) -> list[Message]:
    """Return the sentences under the rates: the floor where it is far off, the others where they count any."""
    told = [line for line in lines if _is_worth_saying(line, rate)]
    return [M("{what}: {figure}", what=what, figure=_said(figure)) for _, what, figure, _ in told]


def by_key(lines: Iterable[Line]) -> dict[str, Rate | int | None]:
    """Return figures by their keys in JSON."""
    return {key.replace("-", "_"): figure for key, _, figure, _ in lines}


def _is_worth_saying(line: Line, rate: Rate) -> bool:
    key, _, figure, _ = line
    if key == "floor":
        return isinstance(figure, Rate) and is_far(rate, figure)
    return bool(figure.k if isinstance(figure, Rate) else figure)


def _said(figure: Rate | int | None) -> Message | int | None:
    return short_rate(figure) if isinstance(figure, Rate) else figure
