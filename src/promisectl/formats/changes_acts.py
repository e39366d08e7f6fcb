"""Acts of a change in words: who asks what of whom, from when to when, why, in time or not; who agrees."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.diff.changes import said_words, why_of
from promisectl.diff.said import Said, is_agreed
from promisectl.formats.changes_terms import LONG_TERMS, due_and_rule, from_to
from promisectl.formats.phrases import via_words
from promisectl.formats.translator import Translator
from promisectl.lifecycle.standing import Context
from promisectl.model.act import Verb
from promisectl.model.message import M, Message

_CHANGING = (Verb.RENEGOTIATE, Verb.COUNTER)
_SPOKEN = (Verb.AGREE, Verb.REQUEST, Verb.OFFER)  # told in words of their own, without why


def act_words(one: Said, context: Context, words: Translator, *, with_due: bool = True) -> str:
    """Return an act as one sentence; what it changes in long texts stands below it (`long_terms`).

    The due that it stores is left out where the terms of a new promise tell it beside.
    """
    head = words.say(_head(one, context))
    rest = list(_rest(one, context, words, with_due=with_due))
    if not rest:
        return head
    return f"{head}: {'; '.join(rest)}" if one.act.act in _CHANGING else "; ".join([head, *rest])


def _head(one: Said, context: Context) -> Message:
    """Return who spoke, and to whom."""
    act, recorded = one.act, _recorded(one)
    if act.act in _CHANGING:
        return _asking(one, context)
    if act.act is Verb.AGREE:
        return M("{speaker} agrees{recorded}", speaker=act.speaker, recorded=recorded)
    if act.act is Verb.REQUEST:
        return M("{speaker} asks {others}{recorded}", speaker=act.speaker, others=_performer(one), recorded=recorded)
    if act.act is Verb.OFFER:
        others = one.new.customer or "?"
        return M("{speaker} offers it to {others}{recorded}", speaker=act.speaker, others=others, recorded=recorded)
    return said_words(act)


def _performer(one: Said) -> str:
    return one.new.performer or "?"


def _rest(one: Said, context: Context, words: Translator, *, with_due: bool) -> Iterator[str]:
    """Yield what it changes, why, what it stores, and whether that was in time."""
    why = why_of(one.act)
    if one.act.act in _CHANGING:
        yield from _changed(one, context, words, is_long=False)
    if why and one.act.act in (*_CHANGING, *_SPOKEN):
        yield why
    if one.stores_due and with_due:
        yield from _stored_due(one, context, words)
    yield from _timely(one, words)


def _timely(one: Said, words: Translator) -> Iterator[str]:
    if one.timely is not None:
        yield words.say(M("in time") if one.timely else M("after the due had passed"))


def _stored_due(one: Said, context: Context, words: Translator) -> Iterator[str]:
    """Yield the due that an act stores, with its rule; after a pause, from what it was, and that nobody agreed."""
    if one.act.dues is None:
        yield due_and_rule(one.new, words, context.zone)
    else:
        yield from_to("due", one.due_before, one.due, words, context)
        yield words.say(M("moved by a pause"))
    if not is_agreed(one):
        yield words.say(M("not agreed"))


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
    return M(", recorded by {by} via {via}", by=act.by, via=via_words(act.via))


def long_terms(one: Said, context: Context, words: Translator) -> Iterator[str]:
    """Yield how an act changes what is promised, and when it is done: each a line of its own."""
    if one.act.act in _CHANGING:
        yield from _changed(one, context, words, is_long=True)


def _changed(one: Said, context: Context, words: Translator, *, is_long: bool) -> Iterator[str]:
    for name, new in one.changes.items():
        old = one.due_before or one.old.due if name == "due" else getattr(one.old, name)
        if (name in LONG_TERMS) is is_long and old != new:
            yield from_to(name, old, new, words, context)
