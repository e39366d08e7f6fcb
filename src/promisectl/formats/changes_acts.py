"""Acts of a change in words: who asks what of whom, from when to when, why, in time or not; who agrees."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.diff.changes import said_words, why_of
from promisectl.diff.said import Said, due_words, is_agreed
from promisectl.formats.changes_terms import LONG_TERMS, from_to
from promisectl.formats.translator import Translator
from promisectl.lifecycle.standing import Context
from promisectl.model.act import Verb
from promisectl.model.message import M, Message

_CHANGING = (Verb.RENEGOTIATE, Verb.COUNTER)


def act_words(one: Said, context: Context, words: Translator) -> str:
    """Return an act as one sentence; what it changes in long texts stands below it (`long_terms`)."""
    head = words.say(_head(one, context))
    rest = list(_rest(one, context, words))
    if not rest:
        return head
    return f"{head}: {'; '.join(rest)}" if one.act.act in _CHANGING else "; ".join([head, *rest])


def _head(one: Said, context: Context) -> Message:
    """Return who spoke, and to whom."""
    if one.act.act in _CHANGING:
        return _asking(one, context)
    if one.act.act is Verb.AGREE:
        return M("{speaker} agrees{recorded}", speaker=one.act.speaker, recorded=_recorded(one))
    return said_words(one.act)


def _rest(one: Said, context: Context, words: Translator) -> Iterator[str]:
    """Yield what it changes, why, what it stores, and whether that was in time."""
    if one.act.act in _CHANGING:
        yield from _changed(one, context, words, is_long=False)
    if one.act.act in (*_CHANGING, Verb.AGREE):
        yield from filter(None, [why_of(one.act)])
    if one.stores_due:
        yield words.say(due_words(one))
        if not is_agreed(one):
            yield words.say(M("not agreed"))
    if one.timely is not None:
        yield words.say(M("in time") if one.timely else M("after the due had passed"))


def _asking(one: Said, context: Context) -> Message:
    """Return who asks whom; who is asked are the others who have a role, or get one."""
    asked = ", ".join(_asked(one, context))
    if not asked:
        return M("{speaker} changes the terms{recorded}", speaker=one.act.speaker, recorded=_recorded(one))
    return M("{speaker} asks {others}{recorded}", speaker=one.act.speaker, others=asked, recorded=_recorded(one))


def _asked(one: Said, context: Context) -> list[str]:
    if one.asks:
        return sorted(one.asks)
    parties = (one.old.customer, one.old.performer)
    others = {context.current(party) for party in parties if party is not None}
    return sorted(others - {context.current(one.act.speaker)})


def _recorded(one: Said) -> Message | str:
    """Return who wrote it down, where that was somebody else, and where it was said."""
    act = one.act
    if act.for_ is None or act.for_ == act.by:
        return ""
    if act.via is None:
        return M(", recorded by {by}", by=act.by)
    return M(", recorded by {by} via {via}", by=act.by, via=str(act.via))


def long_terms(one: Said, context: Context, words: Translator) -> Iterator[str]:
    """Yield how an act changes what is promised, and when it is done: each a line of its own."""
    if one.act.act in _CHANGING:
        yield from _changed(one, context, words, is_long=True)


def _changed(one: Said, context: Context, words: Translator, *, is_long: bool) -> Iterator[str]:
    for name, new in one.changes.items():
        old = one.due_before or one.old.due if name == "due" else getattr(one.old, name)
        if (name in LONG_TERMS) is is_long and old != new:
            yield from_to(name, old, new, words, context)
