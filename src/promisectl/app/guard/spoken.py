"""Spoken: the acts that a commit brings, judged one by one by the base's people and policy.

Most acts ask for nothing: their author says them on the day they happen. Only where something is to be asked is the
conversation before an act read, all acts of a commit in one pass, so that work stays linear in the length of a history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from promisectl.app.guard.days_named import DaysNamed
from promisectl.checking.stored_dues import stored_dues
from promisectl.diff.histories import RawAct, equal_before, written
from promisectl.diff.occasions import across_a_due, is_a_leavers, refused_while_speaking, spoken_by_a_leaver
from promisectl.diff.ruling import Ruling
from promisectl.diff.scene import Scene
from promisectl.diff.services import covered_by_a_service
from promisectl.diff.speech import Relation, can_speak, hidden_committer, is_asked, relation_of, whose_word
from promisectl.diff.trust import Breach, Trust, instant_of, judge, level_wanted, speaker_of, text_of
from promisectl.git.commits import Commit
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of as law_instant
from promisectl.lifecycle.replay import take
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Act
from promisectl.model.finding import Severity
from promisectl.model.message import M
from promisectl.model.moment import local_day
from promisectl.model.promise import PromiseFile

_STORES = frozenset({"due", "dues", "without"})


@dataclass(slots=True)
class Heard:
    """An act that a commit brought, how far it can be believed, and what is wrong with how it came.

    `place` is its position in the history from 0, where that was asked for; `parties` are those besides the speaker who
    have or get a role; `is_whole` says that nothing of its promise was held before, `ends_open` that it is open.
    `is_instead` says that it took the place of another, `is_void` that it came in by an error that also `audit` gives:
    it may be dropped again. `nth` counts the equal acts before it, where its history was read.
    """

    promise: str
    path: str
    act: RawAct
    commit: str
    speaker: str
    authors: frozenset[str]
    word: Trust
    breaches: list[Breach] = field(default_factory=list)
    place: int | None = None
    parties: frozenset[str] = frozenset()
    asked_at: int | None = None
    is_whole: bool = False
    ends_open: bool = True
    relation: Relation = "own"
    openly: bool = True
    can_speak: bool = True
    is_void: bool = False
    is_covered: bool = False
    is_instead: bool = False
    nth: int = 0
    _text: str = ""

    @property
    def text(self) -> str:
        """The act as one text."""
        if not self._text:
            self._text = written(self.act)
        return self._text

    @property
    def is_in_anothers_name(self) -> bool:
        """Whether somebody else wrote it in the speaker's name, with nothing that says so."""
        return self.relation != "own" and not self.openly


@dataclass(frozen=True, slots=True)
class Bringing:
    """A promise to which a commit brings acts: its whole history there, as written, and what was known before.

    `places` are those of the new acts; `known` counts what a parent held, `drafted` says that it held a draft.
    """

    promise: str
    path: str
    acts: Sequence[RawAct]
    values: Mapping[str, Any]
    places: Sequence[int]
    commit: Commit
    ruling: Ruling
    known: int = 0
    drafted: bool = False
    is_whole: bool = False
    is_published: bool = False


def ask_for_their_scenes(acts: Iterable[RawAct], commit: Commit, ruling: Ruling, text: bytes) -> bool:
    """Whether more must be known of any of some acts of a promise than the act and its commit.

    `text` is the promise's file, where it is alone in it; empty where it is not.
    """
    named = DaysNamed(text) if text else None
    return any(_asks_for_its_scene(act, commit, ruling, named) for act in acts)


def _asks_for_its_scene(act: RawAct, commit: Commit, ruling: Ruling, named: DaysNamed | None) -> bool:
    if _asks_whoever_says_it(act, ruling):
        return True
    if text_of(act, "act") == "note":
        return False
    if _may_be_anothers(act, commit, ruling) or _has_a_condition(act):
        return True
    return _may_cross_a_due(act, commit, ruling, named)


def _asks_whoever_says_it(act: RawAct, ruling: Ruling) -> bool:
    """Whether an act stores a due, rests on a service, or opens where criteria are required."""
    if not act.keys().isdisjoint(_STORES) or text_of(act, "via").startswith("service "):
        return True
    return ruling.policy.criteria == "required" and text_of(act, "act") in ("request", "offer")


def _may_be_anothers(act: RawAct, commit: Commit, ruling: Ruling) -> bool:
    """Whether an act is not its author's word, may be a leaver's, or was committed by somebody else."""
    if ruling.current(speaker_of(act)) not in ruling.authors(commit) or ruling.has_leavers:
        return True
    return commit.committer_email != commit.email and bool(ruling.committers(commit))


def _has_a_condition(act: RawAct) -> bool:
    terms = act.get("terms")
    return isinstance(terms, Mapping) and "condition" in terms


def _may_cross_a_due(act: RawAct, commit: Commit, ruling: Ruling, named: DaysNamed | None) -> bool:
    """Whether a due could lie between what an act says and its commit: no day that the file names, then none does."""
    at = instant_of(act, ruling)
    if at is None or named is None:
        return True
    latest = max(commit.authored_at, commit.committed_at)
    first, last = sorted((local_day(at, ruling.zone), local_day(latest, ruling.zone)))
    return named.may_be_an_hour if first == last else named.has_between(first, last)


def plainly_heard(promise: str, path: str, act: RawAct, commit: Commit, ruling: Ruling) -> Heard:
    """Return an act of which nothing more is asked than who committed it, and when."""
    judged = judge(act, commit, ruling)
    speaker, authors = ruling.current(speaker_of(act)), ruling.authors(commit)
    heard = Heard(promise, path, act, commit.oid, speaker, authors, judged.word)
    if judged.breaches:
        _put_down(heard, judged.breaches)
    return heard


def heard_in(bringing: Bringing) -> Iterator[Heard]:
    """Yield the new acts of a promise, each judged in its scene; one pass over the history."""
    history = history_of(bringing.values)
    new = set(bringing.places)
    ends_open = True
    found: list[Heard] = []
    for place, before, after in _standings(history, bringing):
        if place in new:
            found.append(_in_its_scene(bringing, history, place, before))
        ends_open = after is None or after.state is None or after.state.is_open
    wrong_dues = _wrong_dues(history, bringing)
    _number_if_wrong(found, bringing)
    for heard in found:
        heard.ends_open = ends_open
        _put_down(heard, wrong_dues.get(heard.place or 0, []))
    yield from found


def _number_if_wrong(several: Sequence[Heard], bringing: Bringing) -> None:
    if any(heard.breaches for heard in several):
        number(several, [heard.place or 0 for heard in several], bringing.acts)


def number(several: Sequence[Heard], places: Iterable[int], acts: Sequence[RawAct]) -> None:
    """Put down how many equal acts stand before each: where something is wrong with one, it alone may be dropped."""
    numbers = equal_before(acts)
    for heard, place in zip(several, places, strict=True):
        heard.nth = numbers[place]


def _put_down(heard: Heard, breaches: Sequence[Breach]) -> None:
    """Add what is wrong with an act; an error makes that it may be dropped again."""
    heard.breaches += breaches
    heard.is_void = heard.is_void or any(map(_is_wrong, breaches))


def _is_wrong(breach: Breach) -> bool:
    return breach.severity is Severity.ERROR


def _wrong_dues(history: Sequence[Act], bringing: Bringing) -> dict[int, list[Breach]]:
    """Return what new acts store that a command would not have (PC210), by their places."""
    if not any(_stores_a_due(bringing.acts[place]) for place in bringing.places):
        return {}
    new, ruling, older = set(bringing.places), bringing.ruling, _without_holidays(bringing)
    help = M("let the command count it: take the act back and say it again, or `promisectl confirm` it")
    found: dict[int, list[Breach]] = {}
    for stored in stored_dues(history, ruling.law, ruling.calendars, introduced=new, older=older):
        if stored.position in new:
            found.setdefault(stored.position, []).append(Breach("PC210", stored.severity, stored.note, help))
    return found


def _stores_a_due(act: RawAct) -> bool:
    return "due" in act or "dues" in act


def _without_holidays(bringing: Bringing) -> set[int]:
    """Return the places of new acts that are published and do not say which holidays they skipped: older ones."""
    if not bringing.is_published:
        return set()
    return {place for place in bringing.places if "without" not in bringing.acts[place]}


def history_of(values: Mapping[str, Any]) -> tuple[Act, ...]:
    """Return the acts of a promise as they are read; empty where its file does not say what a promise says."""
    try:
        return PromiseFile.model_validate(dict(values)).history or ()
    except ValueError:
        return ()


def _standings(history: Sequence[Act], bringing: Bringing) -> Iterator[tuple[int, Standing | None, Standing | None]]:
    """Yield each place with where the conversation stood before it and stands after it; None from a refusal on.

    It is one standing that goes along: whoever looks must not keep it.
    """
    law, standing = bringing.ruling.law, Standing()
    is_lawful = bool(history)
    for place in range(len(bringing.acts)):
        before = standing if is_lawful else None
        yield place, before, None
        if not is_lawful:
            continue
        at = law_instant(history[place], standing, law)
        if isinstance(at, Refusal) or take(standing, history[place], at, law) is not None:
            is_lawful = False
            continue
        standing.acts += 1
    yield len(bringing.acts), None, standing if is_lawful else None


def _in_its_scene(bringing: Bringing, history: tuple[Act, ...], place: int, before: Standing | None) -> Heard:
    """Return a new act, judged by where the conversation stood before it."""
    act = bringing.acts[place]
    heard = plainly_heard(bringing.promise, bringing.path, act, bringing.commit, bringing.ruling)
    scene = _scene(bringing, history, place, before)
    heard.place, heard.parties, heard.asked_at = place, scene.parties, scene.asked_at
    heard.is_whole, heard.can_speak = bringing.is_whole, can_speak(scene)
    heard.relation, heard.openly = relation_of(scene)
    wrong_service, heard.is_covered = covered_by_a_service(scene)
    heard.breaches += _given(wrong_service)
    heard.breaches += _breaches(scene, is_covered=heard.is_covered, is_published=bringing.is_published)
    heard.is_void = any(_drops(breach, scene) for breach in heard.breaches)
    return heard


def _scene(bringing: Bringing, history: tuple[Act, ...], place: int, before: Standing | None) -> Scene:
    return Scene(
        promise=bringing.promise,
        path=bringing.path,
        place=place,
        acts=bringing.acts,
        history=history,
        commit=bringing.commit,
        ruling=bringing.ruling,
        before=before,
        known=bringing.known,
        drafted=bringing.drafted,
        is_whole=bringing.is_whole,
    )


def _drops(breach: Breach, scene: Scene) -> bool:
    """Whether an act with this against it may be dropped again: what `audit` only warns of drops nothing."""
    if breach.severity is not Severity.ERROR or breach.code == "PC211":
        return False
    return breach.code != "PC406" or level_wanted(scene.ruling.policy, scene.verb) != "recorded"


def _breaches(scene: Scene, *, is_covered: bool, is_published: bool) -> Iterator[Breach]:
    """Yield what is wrong with an act, seen in its scene."""
    if not (is_covered or scene.is_whole or is_a_leavers(scene)):
        yield from _given(_word_of(scene, is_published=is_published))
    yield from _given(across_a_due(scene, is_published=is_published))
    if scene.ruling.has_leavers:
        yield from _given(spoken_by_a_leaver(scene))
    yield from refused_while_speaking(scene)


def _given(breach: Breach | None) -> tuple[Breach, ...]:
    """Return a breach as the only one, or none."""
    return () if breach is None else (breach,)


def _word_of(scene: Scene, *, is_published: bool) -> Breach | None:
    """Return what is to be said of whose word an act is; where it is published and `recorded`, at most a warning."""
    breach = whose_word(scene) if is_asked(scene) else hidden_committer(scene)
    if breach is not None and is_published and _is_only_recorded(breach, scene):
        return replace(breach, severity=Severity.WARNING)
    return breach


def _is_only_recorded(breach: Breach, scene: Scene) -> bool:
    """Whether an error is that a word is another's, and the policy asks no more than that acts are recorded."""
    if breach.code != "PC406" or not _is_wrong(breach):
        return False
    return level_wanted(scene.ruling.policy, scene.verb) == "recorded"


__all__ = ["Bringing", "Heard", "ask_for_their_scenes", "heard_in", "history_of", "plainly_heard"]
