"""Histories as a file holds them, every scalar a text, and what the law makes of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.promise import PromiseFile

ANA, DIEGO, OLGA = "ana", "diego", "olga"  # customer, performer, observer
CONTEXT = Context(ZoneInfo("UTC"))
TERMS = {"what": "inspect the vehicle", "due": "2026-03-20"}


def act(verb, by, at, **keys):
    """Return one act as a file holds it: `for_` is written `for`, `reply_by` `reply-by`."""
    return {"act": verb, "by": by, "at": at, **spelled(keys)}


def spelled(keys):
    return {key.rstrip("_").replace("_", "-"): value for key, value in keys.items()}


def request(at="2026-03-02T10:00:00Z", **terms):
    return act("request", ANA, at, terms={**TERMS, "performer": DIEGO, **spelled(terms)})


def offer(at="2026-03-02T10:00:00Z", **terms):
    return act("offer", DIEGO, at, terms={**TERMS, "customer": ANA, **spelled(terms)})


def agree(by=DIEGO, at="2026-03-02T12:00:00Z", **keys):
    return act("agree", by, at, **keys)


def parsed(history):
    """Return the acts of a history that a file holds."""
    file = PromiseFile.model_validate({"id": "clm-00000001", "what": "x", "history": history})
    return file.history


def judged(*history, context=CONTEXT):
    """Return the Standing or the Refusal of a history."""
    return replay(parsed(list(history)), context)


def standing(*history, context=CONTEXT):
    """Return the Standing of a history that must be lawful."""
    result = judged(*history, context=context)
    assert isinstance(result, Standing), result
    return result


def refusal(*history, context=CONTEXT):
    """Return the code of a history whose last act, and no other, the law must refuse."""
    result = judged(*history, context=context)
    assert isinstance(result, Refusal), "the law took it"
    assert result.act == len(history) - 1, result
    return result.code


def outcome(result):
    """Return the state a history came to, or the code of its refusal."""
    return result.code if isinstance(result, Refusal) else result.state.value


def dues(result):
    """Return the first, counted and current due as texts."""
    return tuple(str(due) if due else None for due in (result.first_due, result.counted_due, result.current_due))


def day(text):
    return date.fromisoformat(text)


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def later(text, **span):
    """Return the instant that much later, as a text."""
    return (instant(text) + timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")
