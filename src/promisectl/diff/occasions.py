"""Occasions: what can be wrong with when a new act was said, and by whom: across a due (PC211), by somebody who has
left (PC509), for somebody who has left (PC507), about a condition whose clock runs (PC202)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from promisectl.diff.scene import Scene
from promisectl.diff.trust import Breach, instant_of
from promisectl.lifecycle.speaking import comes_in_left, late_condition, without_criteria
from promisectl.lifecycle.standing import Standing
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, deadline, local_day

_MOVES_NOTHING = ("note", "warn")
_STOP_THE_CLOCK = ("pause", "resume")


def across_a_due(scene: Scene, *, is_published: bool) -> Breach | None:
    """Return PC211 where an act says a time on one side of a due or a condition's day, and its commit is on the other.

    An error for a pause or its end by the performer alone, by the author's date, where the commit is not published.
    """
    at = instant_of(scene.act, scene.ruling)
    if at is None or scene.verb in _MOVES_NOTHING:
        return None
    commit, moments = scene.commit, list(_moments(scene))
    latest = max(commit.authored_at, commit.committed_at)
    crossed = _between(moments, at, latest, scene)
    if crossed is None:
        return None
    by_author = _between(moments, at, commit.authored_at, scene) is not None
    is_alone = scene.verb in _STOP_THE_CLOCK and scene.speaker == _performer(scene)
    severity = Severity.ERROR if is_alone and by_author and not is_published else Severity.WARNING
    return Breach("PC211", severity, _crossing_words(scene, crossed, latest), _let_the_other_confirm(scene))


def _crossing_words(scene: Scene, crossed: Moment, latest: datetime) -> Message:
    return M(
        "it says {at}, was committed {day}, and {due} lies between",
        at=scene.act.get("at"),
        day=local_day(latest, scene.ruling.zone).isoformat(),
        due=crossed.isoformat(),
    )


def _let_the_other_confirm(scene: Scene) -> Message:
    return M(
        "let the other party stand by it: `promisectl confirm {id} {act} --by {who}`",
        id=scene.promise,
        act=scene.place + 1,
        who=min(scene.parties, default="HANDLE"),
    )


def _performer(scene: Scene) -> str | None:
    performer = scene.before.terms.performer if scene.before else None
    return scene.ruling.current(performer) if performer else None


def _moments(scene: Scene) -> Iterator[Moment]:
    """Yield the dues in force, the day until which a condition may come true, and when a pause began."""
    standing = scene.before
    if standing is None:
        return
    dues = (standing.first_due, standing.counted_due, standing.current_due)
    waited_for = (_uncounted_due(standing), _day_of_a_condition(standing), standing.paused_at)
    yield from (moment for moment in (*dues, *waited_for) if moment is not None)


def _uncounted_due(standing: Standing) -> Moment | None:
    """Return the due of terms of which none is counted yet."""
    return standing.terms.due if standing.current_due is None else None


def _day_of_a_condition(standing: Standing) -> Moment | None:
    """Return until when the condition may come true that the promise still waits for."""
    condition = standing.terms.condition
    return condition.by if condition is not None and standing.conditional else None


def _between(moments: list[Moment], at: datetime, when: datetime, scene: Scene) -> Moment | None:
    """Return the first moment whose end lies between two instants."""
    first, last = min(at, when), max(at, when)
    ends = ((deadline(moment, scene.ruling.zone), moment) for moment in moments)
    return next((moment for end, moment in sorted(ends, key=lambda pair: pair[0]) if first <= end < last), None)


def is_a_leavers(scene: Scene) -> bool:
    """Whether an act, but for a note, is the word of somebody who has left by then."""
    return scene.verb != "note" and scene.ruling.has_left(scene.speaker, _day(scene))


def spoken_by_a_leaver(scene: Scene) -> Breach | None:
    """Return PC509 where somebody who has left speaks otherwise than through a steward in that steward's commit."""
    ruling = scene.ruling
    if not is_a_leavers(scene):
        return None
    stewards = ruling.stewards
    speaks = scene.recorder in stewards and scene.recorder in ruling.authors(scene.commit)
    if speaks and scene.recorder != scene.speaker:
        if scene.recorder not in scene.parties:
            return None
        severity = Severity.ERROR if len(ruling.reachable_stewards - {scene.recorder}) else Severity.WARNING
        note = M(
            "{steward} speaks for {speaker}, who has left, and is the other party",
            steward=scene.recorder,
            speaker=scene.speaker,
        )
    else:
        severity = Severity.ERROR
        note = M("{speaker} has left: only a steward speaks in that place", speaker=scene.speaker)
    return Breach("PC509", severity, note, _ask_a_steward(scene))


def _ask_a_steward(scene: Scene) -> Message:
    stewards = ", ".join(sorted(scene.ruling.stewards - {scene.recorder} or scene.ruling.stewards))
    if not stewards:
        return M(
            "name a steward first, in a change of its own (`policy: {example}` in promisectl.yaml); who then says it "
            "with `--for {speaker} --via handover`",
            example="{stewards: [HANDLE]}",
            speaker=scene.speaker,
        )
    return M(
        "ask a steward to say it, with `--for {speaker} --via handover`: {stewards}",
        speaker=scene.speaker,
        stewards=stewards,
    )


def _day(scene: Scene) -> date:
    at = instant_of(scene.act, scene.ruling) or scene.commit.authored_at
    return local_day(at, scene.ruling.zone)


def refused_while_speaking(scene: Scene) -> Iterator[Breach]:
    """Yield what the law leaves to those who speak: a condition whose clock runs (PC202), a role for somebody who has
    left (PC507), an opening without criteria where the base's policy wants them (PC202)."""
    said, standing = scene.said, scene.before
    at = instant_of(scene.act, scene.ruling)
    if said is None or standing is None or at is None:
        return
    law = scene.ruling.law
    for refusal in (
        late_condition(standing, said),
        comes_in_left(standing, said, at, law),
        without_criteria(said, at, law),
    ):
        if refusal is not None:
            help = refusal.remedy(scene.promise) or M("say it again, otherwise")
            yield Breach(refusal.code, Severity.ERROR, refusal.note, help)
