"""Speech: whose word a new act is, by who committed it (verdicts.md, section 3, PC406 and PC503).

Asked of every act but a note whose speaker is not the commit's author. *Openly* means that `by` is the author, with
`for` and `via`; all else is in another's name. People get wrong that a proxy is suspect: a third person who keeps the
minutes openly is welcome, and only whoever gains by the word has to let the speaker say it herself.
"""

from __future__ import annotations

from typing import Literal

from promisectl.diff.scene import Scene
from promisectl.diff.trust import Breach, agreed_by, text_of
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.people import is_outside

Relation = Literal["own", "party", "unknown", "agent", "third"]
_OPENLY_REFUSED = frozenset({"renegotiate", "counter", "pause", "cancel", "revoke", "agree"})


def is_asked(scene: Scene) -> bool:
    """Whether it must be asked whose word an act is: it is no note, and its speaker is not the commit's author.

    For a program's word a commit of whoever it answers to is as good as its own.
    """
    authors = scene.ruling.authors(scene.commit)
    if scene.verb == "note" or scene.speaker in authors:
        return False
    person = scene.ruling.person(scene.speaker)
    answers_to = person.answers_to if person is not None and person.kind == "agent" else None
    return answers_to is None or scene.ruling.current(answers_to) not in authors


def hidden_committer(scene: Scene) -> Breach | None:
    """Return a warning where the author line says the speaker, and the committer line the other party."""
    ruling, commit = scene.ruling, scene.commit
    if scene.verb == "note" or commit.committer_email.casefold() == commit.email.casefold():
        return None
    others = ruling.committers(commit) & scene.parties
    if not others or scene.speaker in ruling.committers(commit):
        return None
    note = M(
        "{speaker} is the author of this commit, and {other} committed it", speaker=scene.speaker, other=min(others)
    )
    return Breach("PC406", Severity.WARNING, note, _way_out(scene))


def whose_word(scene: Scene) -> Breach | None:
    """Return what is to be said of an act in another's name, or recorded by somebody; None where nothing is."""
    authors, is_agent = _authors(scene)
    openly = _is_open(scene, authors)
    breach = _by_table(scene, authors, openly, is_agent)
    if breach is None or breach.severity is not Severity.ERROR or can_speak(scene):
        return breach
    return Breach(breach.code, Severity.WARNING, breach.note, breach.help)


def relation_of(scene: Scene) -> tuple[Relation, bool]:
    """Return what a commit's author is to an act, and whether it was recorded openly (or is the author's own)."""
    if not is_asked(scene):
        return "own", True
    authors, is_agent = _authors(scene)
    openly = _is_open(scene, authors)
    if is_agent:
        return "agent", openly
    if not authors:
        return "unknown", False
    return ("party" if authors & scene.parties else "third"), openly


def can_speak(scene: Scene) -> bool:
    """Whether a commit of the speaker's could be told at all: the base knows an address of hers."""
    return not is_outside(scene.speaker) and scene.ruling.can_be_traced(scene.speaker)


def _authors(scene: Scene) -> tuple[frozenset[str], bool]:
    """Return who answers for the commit, and whether a program made it: for that, whoever it answers to does.

    An author may be known by an older register alone: she was taken out since.
    """
    ruling = scene.ruling
    authors = ruling.authors(scene.commit)
    agents = [person for person in map(ruling.person, authors) if person is not None and person.kind == "agent"]
    if not agents:
        return authors, False
    answering = {person.answers_to for person in agents}
    return frozenset(map(ruling.current, filter(None, answering))), True


def _is_open(scene: Scene, authors: frozenset[str]) -> bool:
    act = scene.act
    if scene.recorder in authors and text_of(act, "for") and _has_via(scene):
        return True
    alone = sum(text_of(one, "act") == "agree" for one in scene.acts[scene.known :]) <= 1
    return scene.verb == "agree" and scene.speaker in agreed_by(scene.commit, scene.ruling, scene.promise, alone=alone)


def _has_via(scene: Scene) -> bool:
    return bool(scene.act.get("via"))


def _by_table(scene: Scene, authors: frozenset[str], openly: bool, is_agent: bool) -> Breach | None:
    if is_agent and not _has_via(scene):
        return _in_her_name(scene, M("a program"))
    if not authors:
        return _in_her_name(scene, M("somebody whom people.yaml does not know"))
    if scene.speaker in authors:
        return None
    others = authors & scene.parties
    if not openly:
        return _in_her_name(scene, min(others or authors))
    recorder = min(others or authors)
    if not others:
        note = M("{author} recorded the word of {speaker}", author=recorder, speaker=scene.speaker)
        return Breach("PC406", Severity.INFO, note, _way_out(scene))
    return _by_the_other_party(scene, recorder)


def _by_the_other_party(scene: Scene, recorder: str) -> Breach:
    """What somebody who gains by a word wrote down openly."""
    note = M("{author} wrote down the `{verb}` of {speaker}", author=recorder, verb=scene.verb, speaker=scene.speaker)
    refused = scene.verb in _OPENLY_REFUSED and not (scene.is_first_agreement and scene.was_asked_before)
    if not refused:
        return Breach("PC503", Severity.WARNING, note, _way_out(scene))
    allowed = getattr(scene.ruling.policy, "proxy", None) == "allowed"
    return Breach("PC406", Severity.WARNING if allowed else Severity.ERROR, note, _way_out(scene))


def _in_her_name(scene: Scene, author: Message | str) -> Breach:
    note = M("{author} wrote `{verb}` in the name of {speaker}", author=author, verb=scene.verb, speaker=scene.speaker)
    return Breach("PC406", Severity.ERROR, note, _way_out(scene))


def _way_out(scene: Scene) -> Message:
    return M(
        "let {speaker} commit it, approve it, or stand by it: `promisectl confirm {id} {act} --by {speaker}`",
        speaker=scene.speaker,
        id=scene.promise,
        act=scene.place + 1,
    )
