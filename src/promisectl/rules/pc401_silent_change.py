"""Silent change: a term in the head was changed, and nobody said so.

The head says what is in force; only acts change it. A due moved in the head alone is the promise broken without a word,
and the one change no reviewer should have to find by eye. The history still says what was agreed.

What to do: say it. Paste the act and let the other side agree, or put the old line back.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import chain

from promisectl.checking.examples import AGREE, example
from promisectl.checking.lines import value_text
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.changes import silent_terms
from promisectl.diff.sayable import act_that_says
from promisectl.diff.versions import Pair, Version
from promisectl.model.act import Act
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import in_zone, write_moment
from promisectl.model.terms import TERMS, key_of

CODE = "PC401"
SCOPE = "change"

BAD = example(AGREE, due="2026-04-24  # the base says 2026-04-20", opened_due="2026-04-20")

GOOD = example(
    AGREE,
    "{act: renegotiate, by: diego, at: 2026-03-10T09:00:00Z, terms: {due: 2026-04-24}, reason: supplier}",
    "{act: agree, by: ana, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}",
    due="2026-04-24",
    opened_due="2026-04-20",
)

_FIELDS = {key_of(name): name for name in TERMS}
_OPTIONS = {"criteria": "-c"}


def check(branch: Branch) -> Iterator[Finding]:
    """Yield one finding for each promise whose head was set against its history."""
    for pair in branch.pairs:
        keys = silent_terms(pair)
        if keys and pair.after is not None:
            yield _finding(pair, keys, branch)


def _finding(pair: Pair, keys: list[str], branch: Branch) -> Finding:
    assert pair.before is not None and pair.after is not None  # noqa: S101 - a silent change has both sides
    after, before = pair.after, pair.before
    key = next((one for one in keys if one in after.values), "id")
    old, new = _words(before.values.get(keys[0])), _words(after.values.get(keys[0]))
    act = _act(after, keys, branch)
    return found(
        CODE,
        after.promise.spot(key),
        promise=pair.id,
        note=_note(keys, old, new),
        help=_help(pair, keys, act),
        paste="\n".join(_lines(after, keys, act)),
    )


def _act(after: Version, keys: list[str], branch: Branch) -> Act | None:
    """Return the act that would say the terms of the head, where the law has one."""
    if after.standing is None:
        return None
    shown = after.promise.head_terms()
    terms = {_FIELDS[key]: getattr(shown, _FIELDS[key]) for key in keys if key in _FIELDS}
    at = in_zone(branch.now, branch.context.zone).replace(microsecond=0)
    return act_that_says(terms, after.standing, at, branch.context)


def _note(keys: list[str], old: str, new: str) -> Message:
    if len(keys) == 1:
        return M("`{key}` was {old} and is {new}; no act says so", key=keys[0], old=old, new=new)
    more = ", ".join(f"`{key}`" for key in keys[1:])
    return M(
        "`{key}` was {old} and is {new}; {more} changed too; no act says so", key=keys[0], old=old, new=new, more=more
    )


def _help(pair: Pair, keys: list[str], act: Act | None) -> Message:
    if act is None:
        return M("put the old line back; what is in force is changed by speaking")
    return M(
        "put the old line back and say it: `promisectl {verb} {id} {terms}{reason} --by {speaker}`",
        verb=act.act.value,
        id=pair.id,
        terms=_options(pair, keys),
        reason=M(" --reason CODE") if act.reason else "",
        speaker=act.by,
    )


def _options(pair: Pair, keys: list[str]) -> str:
    """Return the options by which a command says the terms that were changed; a due alone needs none."""
    values = pair.after.values if pair.after else {}
    terms = [key for key in keys if key in _FIELDS]
    if terms == ["due"]:
        return str(values.get("due"))
    options = (_option(key, values.get(key)) for key in terms)
    return shlex.join(chain.from_iterable(options))


def _option(key: str, value: object) -> Iterator[str]:
    if value is None:
        yield from ("--drop", key)
    elif isinstance(value, dict):
        yield from _condition(value)
    else:
        for entry in value if isinstance(value, list) else [value]:
            yield from (_OPTIONS.get(key, f"--{key}"), str(entry))


def _condition(value: dict[str, object]) -> Iterator[str]:
    yield from ("--condition", str(value.get("text", "")))
    if "by" in value:
        yield from ("--condition-by", str(value["by"]))


def _lines(after: Version, keys: list[str], act: Act | None) -> Iterator[str]:
    """Yield the act that would make it lawful, once agreed to, and the lines that restore the head."""
    standing = after.standing
    if standing is None:
        return
    if act is not None:
        yield from _lines_of(act)
    for key in keys:
        if key == "state" and standing.state:
            yield f"state: {standing.state.value}"
        else:
            yield f"{key}: {value_text(getattr(standing.terms, _FIELDS[key]))}"


def _lines_of(act: Act) -> Iterator[str]:
    terms = act.terms.given() if act.terms else {}
    values = ", ".join(f"{key_of(name)}: {value_text(value)}" for name, value in terms.items())
    yield f"- act: {act.act.value}"
    yield f"  by: {act.by}"
    yield f"  at: {write_moment(act.at)}"
    yield f"  terms: {{{values}}}"
    if act.reason:
        yield f"  reason: {act.reason}"


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {part}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "-" if value is None else str(value)
